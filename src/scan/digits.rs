//! The digits that a catalog has in its own texts: lines that hold them where the texts do may differ in more than a
//! number.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fold::fold;
use crate::pattern::Pattern;

/// The runs of digits in fixed texts and names, and between which characters they stand there.
#[derive(Debug)]
pub struct KnownDigits(HashMap<Vec<u8>, Vec<Neighbours>>);

impl KnownDigits {
    pub fn new(catalog: &Catalog) -> Self {
        let mut known: HashMap<Vec<u8>, Vec<Neighbours>> = HashMap::new();
        for entry in catalog.entries() {
            for text in texts_of(entry) {
                for run in runs_of_digits(text.as_bytes()) {
                    let neighbours = Neighbours::of(text.as_bytes(), &run);
                    known.entry(text.as_bytes()[run].to_vec()).or_default().push(neighbours);
                }
            }
            // A value that is the name of its placeholder is none.
            for name in entry.patterns().iter().flat_map(Pattern::placeholders).map(str::as_bytes) {
                for run in runs_of_digits(name) {
                    known.entry(name[run].to_vec()).or_default().push(Neighbours::UNKNOWN);
                }
            }
        }
        Self(known)
    }

    /// Whether a word of a line has digits that a text of the catalog has between the same characters.
    pub fn are_in(&self, line: &[u8], word: Range<usize>) -> bool {
        !self.0.is_empty()
            && runs_of_digits(&line[word.clone()]).any(|run| {
                let run = word.start + run.start..word.start + run.end;
                let mut known = self.0.get(&line[run.clone()]).into_iter().flatten();
                known.any(|known| known.may_be(line, &run))
            })
    }
}

/// The fixed texts and the names of an entry, folded.
pub fn texts_of(entry: &Entry) -> impl Iterator<Item = String> {
    let fixed = entry.patterns().iter().flat_map(Pattern::fixed_texts).map(str::to_owned);
    fixed.chain(entry.code().into_iter().chain(entry.aliases()).map(fold))
}

/// What stands beside a run of digits in a text of the catalog, white space aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing is known.
    Anything,
    /// The end of the text, where a word ends too.
    Edge,
    /// A character, and the next one if there is one.
    Characters(u8, Option<u8>),
}

impl Beside {
    /// What stands beside in a text: the first two of these bytes that are no white space.
    fn seen<'b>(beside: impl Iterator<Item = &'b u8>) -> Self {
        let mut beside = beside.filter(|byte| !byte.is_ascii_whitespace()).map(u8::to_ascii_lowercase);
        match (beside.next(), beside.next()) {
            (None, _) => Self::Edge,
            // It may be another spelling of a character that is.
            (Some(first), _) if !first.is_ascii() => Self::Anything,
            (Some(first), second) => Self::Characters(first, second.filter(u8::is_ascii)),
        }
    }

    /// Whether this may be what stands beside digits of a line, of which `next` is the first byte.
    fn may_be(self, here: Self, next: Option<&u8>) -> bool {
        match (self, here) {
            (Self::Anything, _) | (_, Self::Anything) => true,
            (Self::Edge, _) => next.is_none_or(|next| !next.is_ascii_alphanumeric()),
            (Self::Characters(a, b), Self::Characters(c, d)) => {
                a == c && (b.is_none() || d.is_none() || b == d)
            }
            (Self::Characters(..), Self::Edge) => false,
        }
    }
}

/// What stands before and behind a run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Neighbours(Beside, Beside);

impl Neighbours {
    const UNKNOWN: Self = Self(Beside::Anything, Beside::Anything);

    fn of(text: &[u8], run: &Range<usize>) -> Self {
        Self(Beside::seen(text[..run.start].iter().rev()), Beside::seen(text[run.end..].iter()))
    }

    /// Whether digits of a line may be those that stand between these.
    fn may_be(self, line: &[u8], run: &Range<usize>) -> bool {
        let here = Self::of(line, run);
        let (before, behind) = (line[..run.start].last(), line[run.end..].first());
        self.0.may_be(here.0, before) && self.1.may_be(here.1, behind)
    }
}

fn runs_of_digits(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(u8::is_ascii_digit)?;
        at = start + text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        Some(start..at)
    })
}
