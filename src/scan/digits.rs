//! The digits that a catalog has in its own texts: lines that hold them where the texts do may differ in more than a
//! number.

use std::ops::Range;

use super::buckets::{Buckets, hash};

/// The runs of digits in fixed texts and names, and between which characters they stand there.
#[derive(Debug)]
pub struct KnownDigits {
    in_texts: Buckets<Known>,
    /// Between the words of a name anything may stand: here only letters and digits are neighbours.
    in_names: Buckets<Known>,
}

/// Those that were collected so far.
#[derive(Debug, Default)]
pub struct Collected {
    in_texts: Vec<Known>,
    in_names: Vec<Known>,
}

/// A run of digits and what stands beside it.
type Known = (Digits, Neighbours);

/// A run of digits as a number, four bits for each; only the last ones of a run of more than 15. That others then look
/// like it only keeps more of them in shapes.
type Digits = u64;

impl Collected {
    /// Adds those of a fixed text.
    pub fn add_text(&mut self, text: &str) {
        let text = text.as_bytes();
        let known = |run: Range<usize>| (digits(&text[run.clone()]), Neighbours::of(text, &run));
        self.in_texts.extend(runs_of_digits(text).map(known));
    }

    /// Adds those of a name.
    pub fn add_name(&mut self, name: &str) {
        let name = name.as_bytes();
        let known = |run: Range<usize>| (digits(&name[run.clone()]), Neighbours::in_name(name, &run));
        self.in_names.extend(runs_of_digits(name).map(known));
    }

    /// Adds those of a text, wherever they stand.
    pub fn add_anywhere(&mut self, text: &str) {
        let text = text.as_bytes();
        self.in_texts.extend(runs_of_digits(text).map(|run| (digits(&text[run]), Neighbours::default())));
    }
}

impl KnownDigits {
    pub fn new(collected: Collected) -> Self {
        let in_buckets = |mut known: Vec<Known>| {
            known.sort_unstable();
            known.dedup();
            Buckets::new(&known, |known| hash(known.0))
        };
        Self { in_texts: in_buckets(collected.in_texts), in_names: in_buckets(collected.in_names) }
    }

    /// Whether a word of a line has digits that a text or a name has between the same characters.
    pub fn are_in(&self, line: &[u8], word: Range<usize>) -> bool {
        if self.in_texts.is_empty() && self.in_names.is_empty() {
            return false;
        }
        runs_of_digits(&line[word.clone()]).any(|run| {
            let run = word.start + run.start..word.start + run.end;
            let digits = digits(&line[run.clone()]);
            let next = [line[..run.start].last(), line[run.end..].first()];
            are_known(&self.in_texts, digits, || Neighbours::of(line, &run), next)
                || are_known(&self.in_names, digits, || Neighbours::in_name(line, &run), [None; 2])
        })
    }
}

/// Whether digits are among some, and stand there between what may be `here`, with these bytes next to them.
fn are_known(
    known: &Buckets<Known>,
    digits: Digits,
    here: impl FnOnce() -> Neighbours,
    next: [Option<&u8>; 2],
) -> bool {
    let mut same = known.of(hash(digits)).iter().filter(|known| known.0 == digits).peekable();
    // Nearly no digits of a line are known.
    same.peek().is_some() && {
        let here = here();
        same.any(|known| known.1.may_be(here, next))
    }
}

fn digits(run: &[u8]) -> Digits {
    // A bit before them tells how many zeros there are.
    run.iter().fold(1, |digits, digit| digits << 4 | Digits::from(digit & 0xf))
}

/// What stands beside a run of digits in a text of the catalog, white space aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// Nothing is known.
    #[default]
    Anything,
    /// The end of the text, where a word ends too.
    Edge,
    /// A character, and the next one if there is one.
    Characters(u8, Option<u8>),
    /// A character beyond ASCII.
    BeyondAscii,
}

impl Beside {
    /// What stands beside, of these bytes that count.
    fn seen<'b>(beside: impl Iterator<Item = &'b u8>) -> Self {
        let mut beside = beside.map(u8::to_ascii_lowercase);
        match (beside.next(), beside.next()) {
            (None, _) => Self::Edge,
            (Some(first), _) if !first.is_ascii() => Self::BeyondAscii,
            (Some(first), second) => Self::Characters(first, second.filter(u8::is_ascii)),
        }
    }

    /// Whether this may be what stands beside digits of a line, of which `next` is the first byte.
    fn may_be(self, here: Self, next: Option<&u8>) -> bool {
        match (self, here) {
            // What a line has beyond ASCII may be another spelling of a character that is ASCII.
            (Self::Anything, _) | (_, Self::Anything | Self::BeyondAscii) => true,
            // An escape and the digits behind it are one run, which stays as it is.
            (Self::BeyondAscii, Self::Characters(beside, _)) => {
                may_be_of_escape(beside) && !next.is_some_and(u8::is_ascii_alphanumeric)
            }
            (Self::Edge, _) => !next.is_some_and(u8::is_ascii_alphanumeric),
            (Self::Characters(a, b), Self::Characters(c, d)) => {
                a == c && (b.is_none() || d.is_none() || b == d)
            }
            (Self::Characters(..) | Self::BeyondAscii, Self::Edge) => false,
        }
    }
}

/// Whether an escape of a character beyond ASCII may begin or end with a byte, as `\u5bc6`, `%AF` and `&#23494;` do.
const fn may_be_of_escape(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b'\\' | b'%' | b'&' | b';')
}

/// What stands before and behind a run of digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Neighbours(Beside, Beside);

impl Neighbours {
    /// Those of a run in a text, white space aside.
    fn of(text: &[u8], run: &Range<usize>) -> Self {
        Self::among(text, run, |byte| !byte.is_ascii_whitespace())
    }

    /// The letters and digits beside a run.
    fn in_name(text: &[u8], run: &Range<usize>) -> Self {
        Self::among(text, run, |byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    }

    fn among(text: &[u8], run: &Range<usize>, counts: impl Fn(&u8) -> bool) -> Self {
        let before = text[..run.start].iter().rev().filter(|byte| counts(byte));
        let behind = text[run.end..].iter().filter(|byte| counts(byte));
        Self(Beside::seen(before), Beside::seen(behind))
    }

    /// Whether digits of a line may be those that stand between these, by what is beside them there and the very next
    /// bytes.
    fn may_be(self, here: Self, [before, behind]: [Option<&u8>; 2]) -> bool {
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
