//! The shape of a line: all of it but what differs from one error to the next of the same kind.
//!
//! In the place of times, ids, keys and counts stand marks of their kind. Two lines of one shape are explained
//! alike, with their values at the same places; so whatever an explanation depends on stays in the shape as it is:
//! words, statuses, escapes, and the digits that the catalog itself has.
//!
//! A shape is as long as its lines. So it is quickly seen which of the shapes of some lines another line can have:
//! then only what does not count has to be looked at again.

use std::ops::Range;

use super::digits::{Collected, KnownDigits};
use super::edges::{Edges, edge};
use super::escapes::{self, begins_escape, is_plain};
use super::inner::InnerTexts;
use super::prefilter::Prefilter;
use super::runs::{DIGIT, JOINT, LETTER, OTHER, Word, class, runs_with_digits, words};
use crate::catalog::Catalog;
use crate::explain::{gives_status, sign_words};
use crate::fold::fold;
use crate::identifiers;
use crate::pattern::Pattern;
use crate::redact::is_key;
use crate::status::{ANNOUNCING, is_status};

/// The longest line that has a shape, in bytes.
const MAX_SHAPED: usize = 8 * 1024;

/// Words that the extraction looks for wherever they stand, besides those of [`ANNOUNCING`] and the signs of a system.
const TELLING: &[&str] = &["errorcode", "choices"];

/// The shape of a line.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The line, with a mark for each byte of what does not count.
    text: Vec<u8>,
    /// The runs of the line that have a digit in them: what does not count is within them.
    runs: Vec<Range<u16>>,
}

impl Shape {
    /// The line with its marks. Lines of the same text are of one shape.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Whether a line is the same but for the bytes that are marked.
    fn has_same_rest(&self, line: &[u8]) -> bool {
        let is_same = |(&byte, &own): (&u8, &u8)| byte == own || own >= FIRST_MARK;
        // Without a branch for each byte.
        self.text.len() == line.len()
            && line.iter().zip(&self.text).map(is_same).fold(true, |all, same| all & same)
    }
}

/// The least of the marks; no text holds such a byte.
const FIRST_MARK: u8 = 0xf8;

/// What a token is that does not count, by the mark that stands for each of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Digits = FIRST_MARK,
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
        // The beginning of request ids has a joint at its end.
        let is_word =
            |text: &&str| text.trim_end_matches(is_joint).bytes().all(|byte| byte.is_ascii_alphanumeric());
        let words = [ANNOUNCING, TELLING].into_iter().flatten().copied().chain(sign_words());
        let mut inner: Vec<String> = words.filter(is_word).map(str::to_owned).collect();
        for entry in catalog.entries() {
            entry.seen_patterns(|patterns| {
                for text in patterns.iter().flat_map(Pattern::fixed_texts) {
                    digits.add_text(text);
                    add_edges(text);
                }
                // A value that is the name of its placeholder is none.
                patterns.iter().flat_map(Pattern::placeholders).for_each(|name| digits.add_anywhere(name));
                let between = patterns.iter().flat_map(Pattern::inner_texts);
                inner.extend(between.filter(is_word).map(str::to_owned));
            });
            for name in entry.code().into_iter().chain(entry.aliases()).map(fold) {
                digits.add_name(&name);
                add_edges(&name);
            }
        }
        Self {
            digits: KnownDigits::new(digits),
            inner: InnerTexts::new(inner),
            beginnings: Edges::new(beginnings),
            endings: Edges::new(endings),
        }
    }

    /// Writes the shape of a line without control characters; `false` where it is too long to have one.
    pub fn write(&self, line: &str, prefilter: &Prefilter, shape: &mut Shape) -> bool {
        if line.len() > MAX_SHAPED {
            return false;
        }
        let places = runs_with_digits(line.as_bytes()).map(|run| place(run.start)..place(run.end));
        shape.runs.clear();
        shape.runs.extend(places);
        self.write_text(line, prefilter, shape);
        true
    }

    /// The first of some shapes that a line has. That of the line is written to `own` meanwhile.
    pub fn which_has<'s, K>(
        &self,
        line: &str,
        prefilter: &Prefilter,
        shapes: impl Iterator<Item = (&'s Shape, K)>,
        own: &mut Shape,
    ) -> Option<K> {
        own.text.clear();
        for (shape, of) in shapes {
            if own.text.len() != line.len() || own.runs != shape.runs {
                // Where the rest is the same, so are the runs.
                if !shape.has_same_rest(line.as_bytes()) {
                    continue;
                }
                own.runs.clone_from(&shape.runs);
                self.write_text(line, prefilter, own);
            }
            if own.text == shape.text {
                return Some(of);
            }
        }
        None
    }

    /// Writes the text of a shape of which the runs are known.
    fn write_text(&self, line: &str, prefilter: &Prefilter, shape: &mut Shape) {
        shape.text.clear();
        shape.text.extend_from_slice(line.as_bytes());
        for run in &shape.runs {
            self.mark_tokens(line, run.start.into()..run.end.into(), prefilter, &mut shape.text);
        }
    }

    /// Marks what does not count of a run.
    fn mark_tokens(&self, line: &str, run: Range<usize>, prefilter: &Prefilter, text: &mut [u8]) {
        let bytes = line.as_bytes();
        if bytes[..run.start].last().is_some_and(|&before| begins_escape(before)) {
            return;
        }
        if let Some(kind) = self.kind_of_whole(line, run.clone(), prefilter) {
            // The joints at its ends may be those of a text beside it.
            let is_word = |byte: &u8| class(*byte) != JOINT;
            let first = bytes[run.clone()].iter().position(is_word).unwrap_or(0);
            let last = bytes[run.clone()].iter().rposition(is_word).unwrap_or(0);
            text[run.start + first..=run.start + last].fill(kind as u8);
            return;
        }
        for word in words(bytes, run) {
            if let Some(kind) = self.kind_of_word(line, word) {
                // A fragment that is glued to an id tells which entries are tried.
                let word = word.from..word.to;
                if kind == Kind::Digits || prefilter.find(&bytes[word.clone()], 0).is_none() {
                    text[word].fill(kind as u8);
                }
            }
        }
    }

    /// The kind of a run that is an id or a key as a whole.
    fn kind_of_whole(&self, line: &str, run: Range<usize>, prefilter: &Prefilter) -> Option<Kind> {
        /// No id is shorter.
        const SHORTEST: usize = identifiers::ENDPOINT_LEN;
        /// The same of keys.
        const SHORTEST_KEY: usize = 36;
        if run.len() < SHORTEST {
            return None;
        }
        let text = &line[run.clone()];
        match text.len() {
            identifiers::REQUEST_ID_LEN if identifiers::is_request_id(text) => return Some(Kind::RequestId),
            identifiers::ENDPOINT_LEN if identifiers::is_endpoint(text) => return Some(Kind::Endpoint),
            ..SHORTEST_KEY => return None,
            _ => {}
        }
        let bytes = text.as_bytes();
        // At the marks of a shape that is tried anything may stand.
        let is_run = || bytes.iter().all(|&byte| class(byte) != OTHER);
        let is_plain = || !self.inner.are_in(bytes) && prefilter.find(bytes, 0).is_none();
        (is_key(text) && is_run() && is_plain() && !self.may_touch_text(line, run)).then_some(Kind::Key)
    }

    /// Whether a text of the catalog may begin or end within a run, and go on beyond it.
    fn may_touch_text(&self, line: &str, run: Range<usize>) -> bool {
        let bytes = line.as_bytes();
        words(bytes, run.clone()).any(|word| match word.seen {
            0 => false,
            LETTER => {
                self.endings.begin_some(before(bytes, run.start, word.to))
                    || self.may_begin_text(bytes, word.from)
            }
            _ => self.kind_of_word(line, word).is_none(),
        })
    }

    /// The kind of a word between the `_` and `-` of a run, where its characters do not count.
    fn kind_of_word(&self, line: &str, word: Word) -> Option<Kind> {
        let Word { from: start, to: end, seen } = word;
        let bytes = line.as_bytes();
        // At the marks of a shape that is tried anything may stand.
        if seen & DIGIT == 0 || seen & OTHER != 0 || self.digits.are_in(bytes, start..end) {
            return None;
        }
        let is_number = seen == DIGIT;
        if !is_number {
            let letters = bytes[start..end].iter().rev().take_while(|byte| !byte.is_ascii_digit()).count();
            // They may be those of a text that is glued to an id.
            if letters > 0 && self.may_begin_text(bytes, end - letters) {
                return None;
            }
        }
        if !is_number || self.inner.has_number() {
            let with_joint = end + usize::from(bytes.get(end).is_some_and(|&next| class(next) == JOINT));
            if self.inner.are_in(&bytes[start..with_joint]) {
                return None;
            }
        }
        if begins_with_status(&bytes[start..end]) && counts_as_status(line, start, end, is_number) {
            return None;
        }
        Some(if is_number { Kind::Digits } else { Kind::Mixed })
    }

    /// Whether a text of the catalog may begin at a place.
    fn may_begin_text(&self, line: &[u8], at: usize) -> bool {
        self.beginnings.begin_some(line[at..].iter().take_while(|&&byte| is_plain(byte)))
    }
}

/// What stands before `to`, backwards: in the run that begins at `start`, and before it where no escape can be.
fn before(line: &[u8], start: usize, to: usize) -> impl Iterator<Item = &u8> {
    let reached = start.saturating_sub(escapes::LONGEST);
    let from = if line[reached..start].iter().all(|&byte| is_plain(byte)) { reached } else { start };
    line[from..to].iter().rev()
}

/// Whether a word begins with the number of a status, or with zeros alone; zeros may stand before the number too.
fn begins_with_status(word: &[u8]) -> bool {
    let without_zeros = match word {
        [b'0', ..] => &word[word.iter().take_while(|&&byte| byte == b'0').count()..],
        _ => word,
    };
    match without_zeros {
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_digit),
        [b'0'..=b'9', ..] => false,
        _ => without_zeros.len() < word.len(),
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

const fn is_joint(c: char) -> bool {
    matches!(c, '_' | '-')
}

/// A place in a line that is short enough to have a shape.
fn place(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shape of a line, written anew.
    fn written(shapes: &Shapes, prefilter: &Prefilter, line: &str) -> Shape {
        let mut shape = Shape::default();
        assert!(shapes.write(line, prefilter, &mut shape));
        shape
    }

    #[test]
    fn a_fragment_that_is_glued_to_an_id_stays() {
        let (shapes, prefilter) = (Shapes::new(Catalog::embedded()), Prefilter::new(Catalog::embedded()));
        let text = |line| written(&shapes, &prefilter, line).text;
        assert_eq!(text("id 7dforbiddem"), b"id 7dforbiddem");
        assert_ne!(text("id 7eeorbiddem"), b"id 7eeorbiddem");
    }

    #[test]
    fn a_shape_is_found_where_it_would_be_written() {
        let (shapes, prefilter) = (Shapes::new(Catalog::embedded()), Prefilter::new(Catalog::embedded()));
        let key = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
        let ids = [
            "17954172",
            "1795417a",
            "1795-172",
            "1795417中",
            "abcdefgh",
            "1795417_",
            "4295417a",
            "429",
            "000",
        ];
        let ends = [" is frozen", "Customer", "\\u5bc6", "%20", " 403", "ms"];
        let wholes = [
            format!("req-k3v9qa-1795417200123456789 {key}"),
            format!("req-k3v9qb-1795417200123456780 {}", key.replace('3', "_")),
            format!("req_k3v9qa-1795417200123456789 {}", key.replace('a', "-")),
            format!("ep-2wt0ee-17856588594395369981 {}", key.replace('9', "é")),
        ];
        let mut lines = vec![String::new(), "a line".to_owned()];
        for (id, end) in ids.iter().flat_map(|id| ends.iter().map(move |end| (id, end))) {
            lines.push(format!(
                "2026-11-23T07:00:0{}.{id}Z status: {id}{end} {}",
                id.len(),
                wholes[lines.len() % 4]
            ));
        }
        let all: Vec<Shape> = lines.iter().map(|line| written(&shapes, &prefilter, line)).collect();
        let mut same = 0;
        for (line, own) in lines.iter().zip(&all) {
            for shape in &all {
                let found =
                    shapes.which_has(line, &prefilter, [(shape, ())].into_iter(), &mut Shape::default());
                assert_eq!(found.is_some(), own.text == shape.text, "{line}");
                same += usize::from(found.is_some());
            }
            // Whatever was tried before it, and left its runs.
            let numbered = all.iter().zip(0..);
            let first = shapes.which_has(line, &prefilter, numbered, &mut Shape::default());
            assert_eq!(first, all.iter().position(|shape| shape.text == own.text), "{line}");
        }
        assert!(same > all.len(), "some lines have the same shape");
    }
}
