//! The shape of a line: all of it but what differs from one error to the next of the same kind.
//!
//! Times, ids, keys and counts are replaced by their kind and length. Two lines of one shape are explained
//! alike, with their values at the same places; so whatever an explanation depends on stays in the shape as it is:
//! words, statuses, escapes, and the digits that the catalog itself has.

use super::digits::{Collected, KnownDigits};
use super::inner::InnerTexts;
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
    inner: InnerTexts,
    /// How the fixed texts and names begin, and how they end, backwards.
    beginnings: Edges,
    endings: Edges,
}

impl Shapes {
    pub fn new(catalog: &Catalog) -> Self {
        let mut digits = Collected::default();
        let (mut beginnings, mut endings) = (Vec::new(), Vec::new());
        let mut add_edges = |text: &str| {
            beginnings.push(edge(text.as_bytes().iter()));
            endings.push(edge(text.as_bytes().iter().rev()));
        };
        for entry in catalog.entries() {
            for text in entry.patterns().iter().flat_map(Pattern::fixed_texts) {
                digits.add_text(text);
                add_edges(text);
            }
            for name in entry.code().into_iter().chain(entry.aliases()).map(fold) {
                digits.add_name(&name);
                add_edges(&name);
            }
            // A value that is the name of its placeholder is none.
            entry
                .patterns()
                .iter()
                .flat_map(Pattern::placeholders)
                .for_each(|name| digits.add_anywhere(name));
        }
        let between = catalog.entries().iter().flat_map(Entry::patterns).flat_map(Pattern::inner_texts);
        let words = [WANQING_MARKS, ANNOUNCING, TELLING].into_iter().flatten().copied();
        // The beginning of request ids has a joint at its end.
        let is_word =
            |text: &&str| text.trim_end_matches(is_joint).bytes().all(|byte| byte.is_ascii_alphanumeric());
        let inner = InnerTexts::new(between.chain(words).filter(is_word));
        Self {
            digits: KnownDigits::new(digits),
            inner,
            beginnings: Edges::new(beginnings),
            endings: Edges::new(endings),
        }
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
            let is_in_run = |byte: &u8| class(*byte) != OTHER;
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
        if bytes[..start].last().is_some_and(|&before| begins_escape(before)) {
            shape.extend_from_slice(run);
            return;
        }
        if let Some(kind) = self.kind_of_whole(line, start, end, prefilter) {
            // The joints at its ends may be those of a text beside it.
            let is_word = |byte: &u8| class(*byte) != JOINT;
            let first = run.iter().position(is_word).unwrap_or(0);
            let last = run.iter().rposition(is_word).unwrap_or(0);
            shape.extend_from_slice(&run[..first]);
            replace(kind, last + 1 - first, shape);
            shape.extend_from_slice(&run[last + 1..]);
            return;
        }
        for word in words(bytes, start, end) {
            match self.kind_of_word(line, word) {
                Some(kind) => replace(kind, word.to - word.from, shape),
                None => shape.extend_from_slice(&bytes[word.from..word.to]),
            }
            shape.extend(bytes.get(word.to).filter(|_| word.to < end));
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
        let is_plain = || !self.inner.are_in(run) && prefilter.find(run.as_bytes(), 0).is_none();
        (is_key(run) && is_plain() && !self.may_touch_text(line, start, end)).then_some(Kind::Key)
    }

    /// Whether a text of the catalog may begin or end within a run, and go on beyond it.
    fn may_touch_text(&self, line: &str, start: usize, end: usize) -> bool {
        let bytes = line.as_bytes();
        words(bytes, start, end).any(|word| match word.seen {
            0 => false,
            LETTER => {
                self.endings.begin_some(before(bytes, start, word.to))
                    || self.may_begin_text(bytes, word.from)
            }
            _ => self.kind_of_word(line, word).is_none(),
        })
    }

    /// The kind of a word between the `_` and `-` of a run, where its characters do not count.
    fn kind_of_word(&self, line: &str, word: Word) -> Option<Kind> {
        let Word { from: start, to: end, seen } = word;
        let is_number = seen == DIGIT;
        if seen & DIGIT == 0 || self.digits.are_in(line.as_bytes(), start..end) {
            return None;
        }
        let letters =
            line.as_bytes()[start..end].iter().rev().take_while(|byte| !byte.is_ascii_digit()).count();
        // They may be those of a text that is glued to an id.
        if letters > 0 && self.may_begin_text(line.as_bytes(), end - letters) {
            return None;
        }
        let with_joint = end + usize::from(line[end..].starts_with(is_joint));
        if (!is_number || self.inner.has_number()) && self.inner.are_in(&line[start..with_joint]) {
            return None;
        }
        if begins_with_status(&line.as_bytes()[start..end]) && counts_as_status(line, start, end, is_number) {
            return None;
        }
        Some(if is_number { Kind::Digits } else { Kind::Mixed })
    }

    /// Whether a text of the catalog may begin at a place.
    fn may_begin_text(&self, line: &[u8], at: usize) -> bool {
        self.beginnings.begin_some(line[at..].iter().take_while(|&&byte| is_plain(byte)))
    }
}

/// A word of a run, where it begins and ends, and the classes of its characters.
#[derive(Clone, Copy)]
struct Word {
    from: usize,
    to: usize,
    seen: u8,
}

/// The words between the `_` and `-` of a run; empty ones too.
fn words(line: &[u8], start: usize, end: usize) -> impl Iterator<Item = Word> {
    let mut next = Some(start);
    std::iter::from_fn(move || {
        let from = next?;
        let classes = line[from..end].iter().map(|&byte| class(byte)).take_while(|&class| class != JOINT);
        let (len, seen) = classes.fold((0, 0), |(len, seen), class| (len + 1, seen | class));
        let to = from + len;
        next = (to < end).then_some(to + 1);
        Some(Word { from, to, seen })
    })
}

/// What stands before `to`, backwards: in the run that begins at `start`, and before it where no escape can be.
fn before(line: &[u8], start: usize, to: usize) -> impl Iterator<Item = &u8> {
    /// No escape that is undone is longer.
    const REACH: usize = 8;
    let reached = start.saturating_sub(REACH);
    let from = if line[reached..start].iter().all(|&byte| is_plain(byte)) { reached } else { start };
    line[from..to].iter().rev()
}

/// Whether a byte stands for itself wherever it stands.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !begins_escape(byte)
}

/// Whether what stands behind a byte may be a part of an escape.
const fn begins_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&' | b'#')
}

/// The place of the first digit; eight bytes are looked at in one go.
fn first_digit(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks();
    let word = words.iter().zip(0..).find_map(|(word, at)| {
        let digits = digits_of(u64::from_le_bytes(*word));
        (digits != 0).then(|| at * size_of::<u64>() + digits.trailing_zeros() as usize / 8)
    });
    let in_rest = || rest.iter().position(u8::is_ascii_digit).map(|at| bytes.len() - rest.len() + at);
    word.or_else(in_rest)
}

/// The highest bit of each byte that is a digit.
const fn digits_of(word: u64) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // What is no digit becomes more than nine, which sets the bit.
    let values = word ^ each(b'0');
    let others = ((values & each(0x7f)) + each(0x80 - 10)) | values;
    !others & each(0x80)
}

/// Whether a word begins with the number of a status, or with zeros alone.
fn begins_with_status(word: &[u8]) -> bool {
    let zeros = word.iter().take_while(|&&byte| byte == b'0').count();
    // Three digits, and one more to see that there are no more.
    let behind = word[zeros..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    match behind {
        0 => zeros > 0,
        3 => matches!(word[zeros], b'1'..=b'5'),
        _ => false,
    }
}

/// Whether a number is a status by its place, or may be the value of a field that holds one.
fn counts_as_status(line: &str, start: usize, end: usize, is_number: bool) -> bool {
    let before = &line.as_bytes()[..start];
    match before {
        // Fractions, paths, times.
        [.., b'.' | b'/'] => false,
        [.., digit, b':'] if digit.is_ascii_digit() => end - start == 3 && is_status(line, start, end),
        _ => is_number && is_status(line, start, end) || gives_status(line, start),
    }
}

/// The first four bytes of a text, folded and without what may stand between words, as a number that is in the order
/// of texts; zeros where there are no more.
type Edge = u32;

fn edge<'b>(text: impl Iterator<Item = &'b u8>) -> Edge {
    let mut edge = Edge::default().to_be_bytes();
    let counting = text.filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    edge.iter_mut().zip(counting).for_each(|(own, byte)| *own = byte.to_ascii_lowercase());
    Edge::from_be_bytes(edge)
}

/// How some texts begin.
#[derive(Debug)]
struct Edges {
    /// In order.
    all: Vec<Edge>,
    /// By how many bytes some of them are shorter than an edge can be.
    missing: Vec<u32>,
}

impl Edges {
    fn new(mut all: Vec<Edge>) -> Self {
        all.sort_unstable();
        all.dedup();
        let is_missing = |&bytes: &u32| all.iter().any(|edge| edge.trailing_zeros() / u8::BITS == bytes);
        let missing = (1..Edge::BITS / u8::BITS).filter(is_missing).collect();
        Self { all, missing }
    }

    /// Whether one of the texts may begin with a part of a line, or the part with it.
    fn begin_some<'b>(&self, part: impl Iterator<Item = &'b u8>) -> bool {
        let part = edge(part);
        // The part is not empty and has no zeros of its own.
        let zeros = part.trailing_zeros() / u8::BITS;
        let without_last = |bytes: u32| part >> (bytes * u8::BITS);
        let at = self.all.partition_point(|&edge| edge < part);
        let is_begun = self.all.get(at).is_some_and(|edge| edge >> (zeros * u8::BITS) == without_last(zeros));
        let mut shorter = self.missing.iter().filter(|&&bytes| bytes > zeros);
        is_begun
            || shorter
                .any(|&bytes| self.all.binary_search(&(without_last(bytes) << (bytes * u8::BITS))).is_ok())
    }
}

const fn is_joint(c: char) -> bool {
    matches!(c, '_' | '-')
}

fn replace(kind: Kind, len: usize, shape: &mut Vec<u8>) {
    let [low, high] = u16::try_from(len).unwrap_or(u16::MAX).to_le_bytes();
    shape.extend_from_slice(&[MARK, kind as u8, low, high]);
}

/// What a byte is in a run.
fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Of a word, a joint between words, or no part of a run; a bit each.
const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'_' | b'-' => JOINT,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};
const OTHER: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const JOINT: u8 = 4;
