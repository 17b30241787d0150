//! Which lines can hold an error of the catalog.
//!
//! Each entry has fragments of which every line that it explains holds one. All spellings of all fragments are searched
//! for in one pass; the other lines are never looked at.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use memchr::memchr;
use rare_pairs::Needles;

use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::explain::ENDS_OF_CODE;
use crate::fragment::{ANY_SEPARATOR, CODE_NUMBER};

/// How far a number is behind the name of its field, at most, in bytes.
const REACH: usize = 128;

/// How many digits of an escape stand before a number, at most: `\u0022403`.
const MAX_ESCAPE: usize = 8;

/// The fragments of a catalog, ready to be found in lines.
#[derive(Debug)]
pub struct Prefilter {
    /// The spellings of the fragments, and behind them those of the ends of names of code fields.
    spellings: Vec<String>,
    /// Where the ends of names begin.
    names: usize,
    /// The codes that are numbers. Lines are full of numbers, but these count only in a code field.
    code_numbers: HashSet<Vec<u8>>,
    /// Whether an entry has no fragment, so that every line can hold it.
    is_everywhere: bool,
    /// Built when the first block is there, which shows what is rare in the log.
    needles: OnceLock<Needles>,
}

impl Prefilter {
    pub fn new(catalog: &Catalog) -> Self {
        // Many entries of a catalog have the same fragment.
        let fragments: BTreeSet<&str> = catalog.entries().iter().flat_map(Entry::fragments).collect();
        let is_everywhere = fragments.contains("");
        let (numbers, texts): (Vec<&str>, Vec<&str>) =
            fragments.into_iter().partition(|fragment| fragment.starts_with(CODE_NUMBER));
        let mut spellings: Vec<String> = texts.into_iter().flat_map(spellings_of).collect();
        let names = spellings.len();
        if !numbers.is_empty() {
            spellings.extend(ENDS_OF_CODE.into_iter().flat_map(spellings_of));
        }
        let code_numbers = numbers.iter().map(|number| number[CODE_NUMBER.len_utf8()..].into()).collect();
        Self { spellings, names, code_numbers, is_everywhere, needles: OnceLock::new() }
    }

    /// A byte of the first line of a block that has to be examined.
    pub fn find(&self, block: &[u8]) -> Option<usize> {
        if self.is_everywhere {
            return (!block.is_empty()).then_some(0);
        }
        let needles = self.needles.get_or_init(|| Needles::new(&self.spellings, block));
        let counts = |needle, end| needle < self.names || self.is_before_code_number(&block[end..]);
        needles.find_iter(block).find(|found| counts(found.needle, found.end)).map(|found| found.start)
    }

    /// Whether a code that is a number may stand near the beginning of a text. A line too many does no harm.
    fn is_before_code_number(&self, text: &[u8]) -> bool {
        let line =
            &text[..memchr(b'\n', &text[..text.len().min(2 * REACH)]).unwrap_or(text.len().min(2 * REACH))];
        let runs = line[..line.len().min(REACH)].chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
        let mut start = 0;
        runs.into_iter().any(|run| {
            let from = start;
            start += run.len();
            run[0].is_ascii_digit()
                && (from..start).take(MAX_ESCAPE + 1).any(|at| {
                    let len = line[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    self.code_numbers.contains(&line[at..at + len])
                })
        })
    }
}

/// What may stand between two words of a message, in URLs too.
const BETWEEN_WORDS: &[&str] = &[" ", "", "+", "%20"];

/// What may stand between two words of a name.
const IN_NAMES: &[&str] = &[" ", "", "_", "-", "+", "%20"];

/// How the dot behind a family of names may be written.
const DOTS: &[&str] = &[".", "．", "。", "\\u002e", "\\\\u002e", "\\x2e", "%2e"];

/// The backslashes of an escape, by how many strings it stands in.
const BACKSLASHES: [&str; 4] = ["\\", "\\\\", "\\\\\\\\", "\\\\\\\\\\\\\\\\"];

/// How a fragment may be written: with what stands between its words, and if it is not ASCII, as JSON escapes it in
/// strings within strings, as nginx does, and in URLs.
fn spellings_of(fragment: &str) -> Vec<String> {
    let (separator, replacements) = match fragment {
        name if name.contains(ANY_SEPARATOR) => (ANY_SEPARATOR, IN_NAMES),
        text if text.contains(' ') => (' ', BETWEEN_WORDS),
        _ => (' ', &BETWEEN_WORDS[..1]),
    };
    let (words, ends) = match fragment.strip_suffix('.') {
        Some(family) => (family, DOTS),
        None => (fragment, &[""][..]),
    };
    let mut spellings = Vec::new();
    for replacement in replacements {
        for end in ends {
            let spelling = words.replace(separator, replacement) + end;
            if !words.is_ascii() {
                spellings.extend(BACKSLASHES.map(|backslash| escaped(&spelling, backslash)));
                spellings.extend(["\\x", "%"].map(|sign| by_bytes(&spelling, sign)));
            }
            spellings.push(spelling);
        }
    }
    spellings
}

/// A text with its characters beyond ASCII escaped as in JSON.
fn escaped(text: &str, backslash: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped += &format!("{backslash}u{unit:04x}");
            }
        }
    }
    escaped
}

/// A text with the bytes of its characters beyond ASCII as numbers behind a sign.
fn by_bytes(text: &str, sign: &str) -> String {
    let mut numbered = String::new();
    for byte in text.bytes() {
        if byte.is_ascii() {
            numbered.push(byte.into());
        } else {
            numbered += &format!("{sign}{byte:02x}");
        }
    }
    numbered
}
