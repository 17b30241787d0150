//! The shape of a line: all of it but what differs from one error to the next of the same kind.
//!
//! Times, ids, keys and counts are replaced by their kind and length. Two lines of one shape are explained
//! alike, with their values at the same places; so whatever an explanation depends on stays in the shape as it is:
//! words, statuses, escapes, and the digits that the catalog itself has.

use std::borrow::Cow;

use super::digits::KnownDigits;
use super::prefilter::Prefilter;
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::explain::{WANQING_MARKS, gives_status};
use crate::fold::fold;
use crate::identifiers;
use crate::pattern::Pattern;
use crate::redact::is_key;
use crate::status::{ANNOUNCING, is_status};

/// The longest line that has a shape, in bytes.
const MAX_SHAPED: usize = 8 * 1024;

/// Stands before what replaces a token; no text holds it.
const MARK: u8 = 0xff;

/// Words that the extraction looks for wherever they stand, besides those of [`ANNOUNCING`] and [`WANQING_MARKS`].
const TELLING: &[&str] = &["errorcode", "choices"];

/// What a token is replaced by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Mixed,
    Key,
    RequestId,
    Endpoint,
}

/// What of a catalog must stay in shapes.
#[derive(Debug)]
pub struct Shapes {
    digits: KnownDigits,
    /// Texts that count inside of words too, in small letters.
    inner: Vec<String>,
    /// Whether one of these begins with two bytes that have this hash.
    begins_inner: [bool; 1 << HASH_BITS],
    /// Whether one of these is of digits alone.
    is_inner_number: bool,
    /// How the fixed texts and names begin, and how they end, backwards.
    beginnings: Vec<Edge>,
    endings: Vec<Edge>,
}

/// The bits of a hash of two bytes.
const HASH_BITS: u32 = 10;

impl Shapes {
    pub fn new(catalog: &Catalog) -> Self {
        let mut digits = KnownDigits::default();
        let (mut beginnings, mut endings) = (Vec::new(), Vec::new());
        for entry in catalog.entries() {
            let fixed = entry.patterns().iter().flat_map(Pattern::fixed_texts).map(Cow::Borrowed);
            let names = entry.code().into_iter().chain(entry.aliases());
            for text in fixed.chain(names.map(|name| Cow::Owned(fold(name)))) {
                digits.add(&text);
                beginnings.push(edge(text.bytes()));
                endings.push(edge(text.bytes().rev()));
            }
            // A value that is the name of its placeholder is none.
            entry
                .patterns()
                .iter()
                .flat_map(Pattern::placeholders)
                .for_each(|name| digits.add_anywhere(name));
        }
        digits.sort();
        let between = catalog.entries().iter().flat_map(Entry::patterns).flat_map(Pattern::inner_texts);
        let words = [WANQING_MARKS, ANNOUNCING, TELLING].into_iter().flatten().copied();
        // The beginning of request ids has a joint at its end.
        let is_word =
            |text: &&str| text.trim_end_matches('-').bytes().all(|byte| byte.is_ascii_alphanumeric());
        let mut inner: Vec<String> = between.chain(words).filter(is_word).map(str::to_owned).collect();
        inner.sort();
        inner.dedup();
        let mut begins_inner = [false; 1 << HASH_BITS];
        for text in &inner {
            match text.as_bytes() {
                [first, second, ..] => begins_inner[hash([*first, *second])] = true,
                // Nothing is known of what follows.
                _ => begins_inner.fill(true),
            }
        }
        let is_inner_number = inner.iter().any(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        for edges in [&mut beginnings, &mut endings] {
            edges.sort_unstable();
            edges.dedup();
        }
        Self { digits, inner, begins_inner, is_inner_number, beginnings, endings }
    }

    /// Writes the shape of a line without control characters; `false` where it is too long to have one.
    pub fn write(&self, line: &str, prefilter: &Prefilter, shape: &mut Vec<u8>) -> bool {
        shape.clear();
        if line.len() > MAX_SHAPED {
            return false;
        }
        let bytes = line.as_bytes();
        let mut written = 0;
        // Only runs with a digit in them are no words.
        while let Some(digit) = first_digit(&bytes[written..]) {
            let is_in_run = |byte: &u8| CLASSES[usize::from(*byte)] != OTHER;
            let (before, behind) = bytes[written..].split_at(digit);
            let start =
                written + before.len() - before.iter().rev().take_while(|byte| is_in_run(byte)).count();
            let end = written + digit + behind.iter().take_while(|byte| is_in_run(byte)).count();
            shape.extend_from_slice(&bytes[written..start]);
            self.write_run(line, start, end, prefilter, shape);
            written = end;
        }
        shape.extend_from_slice(&bytes[written..]);
        true
    }

    /// Writes a run of letters, digits, `_` and `-`.
    fn write_run(&self, line: &str, start: usize, end: usize, prefilter: &Prefilter, shape: &mut Vec<u8>) {
        let bytes = line.as_bytes();
        let run = &bytes[start..end];
        let before = start.checked_sub(1).map(|at| bytes[at]);
        // What stands behind these is a part of an escape.
        if matches!(before, Some(b'\\' | b'%' | b'&' | b'#')) {
            shape.extend_from_slice(run);
            return;
        }
        if let Some(kind) = self.kind_of_whole(line, start, end, prefilter) {
            // Whether a word ends where the run does.
            let ends = [run[0], run[run.len() - 1]].map(|byte| byte.is_ascii_alphanumeric());
            replace(kind, run.len(), shape);
            shape.extend(ends.map(u8::from));
            return;
        }
        for (from, to) in words(bytes, start, end) {
            match self.kind_of_segment(line, from, to) {
                Some(kind) => replace(kind, to - from, shape),
                None => shape.extend_from_slice(&bytes[from..to]),
            }
            shape.extend(bytes.get(to).filter(|_| to < end));
        }
    }

    /// The kind of a run that is an id or a key as a whole.
    fn kind_of_whole(&self, line: &str, start: usize, end: usize, prefilter: &Prefilter) -> Option<Kind> {
        /// Nothing shorter is a key.
        const SHORTEST: usize = 36;
        let run = &line[start..end];
        match run.len() {
            identifiers::REQUEST_ID_LEN if identifiers::begins_with_request_id(run) => {
                return Some(Kind::RequestId);
            }
            identifiers::ENDPOINT_LEN if identifiers::endpoint(run) == Some(run) => {
                return Some(Kind::Endpoint);
            }
            ..SHORTEST => return None,
            _ => {}
        }
        let is_plain = || !self.holds_inner(run) && prefilter.entries_in(run.as_bytes()).is_empty();
        (is_key(run) && is_plain() && !self.may_touch_text(line, start, end)).then_some(Kind::Key)
    }

    /// Whether a text of the catalog may begin or end with a word of a run, and go on beyond it.
    fn may_touch_text(&self, line: &str, start: usize, end: usize) -> bool {
        let is_letters = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
        words(line.as_bytes(), start, end).any(|(from, to)| match &line[from..to] {
            "" => false,
            word if !is_letters(word) => self.kind_of_segment(line, from, to).is_none(),
            word => {
                begins_some(&self.endings, word.bytes().rev()) || begins_some(&self.beginnings, word.bytes())
            }
        })
    }

    /// The kind of a word between the `_` and `-` of a run, where its characters do not count.
    fn kind_of_segment(&self, line: &str, start: usize, end: usize) -> Option<Kind> {
        let word = &line.as_bytes()[start..end];
        let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
        let is_number = digits == word.len();
        if digits == 0 || self.digits.are_in(line.as_bytes(), start..end) {
            return None;
        }
        let with_joint = end + usize::from(line[end..].starts_with(is_joint));
        if (!is_number || self.is_inner_number) && self.holds_inner(&line[start..with_joint]) {
            return None;
        }
        let leading = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if may_be_status(&word[..leading]) && counts_as_status(line, start, end, is_number) {
            return None;
        }
        Some(if is_number { Kind::Digits } else { Kind::Mixed })
    }

    fn holds_inner(&self, word: &str) -> bool {
        let begins = |pair: &[u8]| self.begins_inner[hash([pair[0], pair[1]])];
        if !word.as_bytes().windows(2).any(begins) && word.len() > 1 {
            return false;
        }
        let word = word.to_ascii_lowercase();
        self.inner.iter().any(|inner| word.contains(inner))
    }
}

/// Where the words between the `_` and `-` of a run begin and end.
fn words(line: &[u8], start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut next = start;
    line[start..end].split(|&byte| CLASSES[usize::from(byte)] == JOINT).map(move |word| {
        let from = next;
        next += word.len() + 1;
        (from, from + word.len())
    })
}

/// The place of the first digit. Most bytes are none: it is seen of several at once.
fn first_digit(bytes: &[u8]) -> Option<usize> {
    const SEVERAL: usize = 16;
    let (pieces, _) = bytes.as_chunks::<SEVERAL>();
    let without =
        pieces.iter().take_while(|piece| !piece.iter().fold(false, |any, byte| any | byte.is_ascii_digit()));
    let skipped = without.count() * SEVERAL;
    bytes[skipped..].iter().position(u8::is_ascii_digit).map(|digit| skipped + digit)
}

/// The hash of two bytes; the same for capitals and small letters.
fn hash(pair: [u8; 2]) -> usize {
    let folded = u16::from_le_bytes(pair) | 0x2020;
    usize::from(folded.wrapping_mul(0x9e37) >> (u16::BITS - HASH_BITS))
}

/// Whether digits are the number of a status.
fn may_be_status(digits: &[u8]) -> bool {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    !digits.is_empty() && matches!(digits[zeros..], [] | [b'1'..=b'5', _, _])
}

/// Whether a number is a status by its place, or may be the value of a field that holds one.
fn counts_as_status(line: &str, start: usize, end: usize, is_number: bool) -> bool {
    let before = &line.as_bytes()[..start];
    match before {
        // Fractions, paths, times.
        [.., b'.' | b'/'] => false,
        [.., digit, b':'] if digit.is_ascii_digit() => false,
        _ => is_number && is_status(line, start, end) || gives_status(line, start),
    }
}

/// The first four bytes of a text, folded, as a number that is in the order of texts; zeros where there are no more.
type Edge = u32;

fn edge(text: impl Iterator<Item = u8>) -> Edge {
    let mut edge = Edge::default().to_be_bytes();
    edge.iter_mut().zip(text).for_each(|(own, byte)| *own = byte.to_ascii_lowercase());
    Edge::from_be_bytes(edge)
}

/// Whether one of some texts, whose beginnings are in order, may begin with a word.
fn begins_some(edges: &[Edge], word: impl Iterator<Item = u8>) -> bool {
    let word = edge(word);
    // The word is not empty and has no zeros of its own.
    let behind = word.trailing_zeros() / u8::BITS * u8::BITS;
    let at = edges.partition_point(|&edge| edge < word);
    edges.get(at).is_some_and(|edge| edge >> behind == word >> behind)
}

const fn is_joint(c: char) -> bool {
    matches!(c, '_' | '-')
}

fn replace(kind: Kind, len: usize, shape: &mut Vec<u8>) {
    let len = u16::try_from(len).unwrap_or(u16::MAX);
    shape.extend([MARK, kind as u8]);
    shape.extend(len.to_le_bytes());
}

/// What a byte is in a run: of a word, a joint between words, or no part of one.
const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => WORD,
            b'_' | b'-' => JOINT,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};
const OTHER: u8 = 0;
const WORD: u8 = 1;
const JOINT: u8 = 2;
