//! The ways in which the fragments are written, found by how they begin.

use super::numbers::CodeNumbers;
use crate::explain::ENDS_OF_CODE;
use crate::fragment::{ANY_SEPARATOR, CODE_NUMBER};
use crate::scan::buckets::{Buckets, hash};

/// A piece of a line, folded, as a number.
pub type Gram = u32;

/// Its length, in bytes.
pub const GRAM: usize = size_of::<Gram>();

/// What may stand between two words of a message, in addresses too.
const BETWEEN_WORDS: [&str; 4] = [" ", "", "+", "%20"];

/// What may stand between two words of a name.
const IN_NAMES: [&str; 6] = [" ", "", "_", "-", "+", "%20"];

/// How the dot behind a family of names may be written.
const DOTS: [&str; 7] = [".", "．", "。", "\\u002e", "\\\\u002e", "\\x2e", "%2e"];

/// All spellings of some fragments, by their numbers.
#[derive(Debug)]
pub struct Spellings {
    /// Their numbers, by their beginnings.
    numbers: Buckets<u32>,
    /// The lengths of the beginnings.
    lengths: Vec<usize>,
    /// The length of the shortest spelling.
    shortest: usize,
    texts: Texts,
    /// The fragment of each.
    fragments: Vec<u32>,
    /// The fragments that are found behind names.
    code_numbers: CodeNumbers,
}

/// In the place of the fragment of a spelling that is the end of a name behind which numbers may be codes.
const NAME_OF_CODE: u32 = u32::MAX;

impl Spellings {
    #[cfg(test)]
    pub fn new<'f>(fragments: impl Iterator<Item = &'f str>) -> Self {
        Self::with_marks(fragments, std::iter::empty())
    }

    /// From texts that may be written in several ways, and marks that are written in one. The number of the marks is the
    /// one behind those of the fragments.
    pub fn with_marks<'f>(
        fragments: impl Iterator<Item = &'f str>,
        marks: impl Iterator<Item = String>,
    ) -> Self {
        let (mut texts, mut of_texts, mut code_numbers) = (Texts::default(), Vec::new(), Vec::new());
        let mut add = |text: &str, number| {
            for_each_spelling(text, &mut |text| {
                texts.push(text);
                of_texts.push(number);
            });
        };
        let mut fragment_count = 0;
        for (number, fragment) in (0..).zip(fragments) {
            fragment_count = number + 1;
            match fragment.strip_prefix(CODE_NUMBER) {
                Some(digits) => code_numbers.push((digits, number)),
                None => add(fragment, number),
            }
        }
        if !code_numbers.is_empty() {
            for name in ENDS_OF_CODE {
                add(name, NAME_OF_CODE);
            }
        }
        for mark in marks {
            texts.push(mark.as_bytes());
            of_texts.push(fragment_count);
        }
        let mut has_length = [false; LONG + 1];
        texts.iter().for_each(|text| has_length[length(text)] = true);
        let numbers: Vec<u32> = (0..).take(texts.len()).collect();
        Self {
            numbers: Buckets::new(&numbers, |&number| {
                let text = texts.get(number);
                hash(beginning(text, length(text)))
            }),
            lengths: (0..=LONG).filter(|&len| has_length[len]).collect(),
            shortest: texts.iter().map(<[u8]>::len).min().unwrap_or(0),
            texts,
            fragments: of_texts,
            code_numbers: CodeNumbers::new(&code_numbers),
        }
    }

    /// How many they are.
    pub const fn len(&self) -> usize {
        self.texts.len()
    }

    /// The folded texts.
    pub fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.texts.iter()
    }

    /// Whether a fragment stands in `block` from `at` on that is wanted, by its number.
    pub fn any_at(&self, block: &[u8], at: usize, is_wanted: &mut dyn FnMut(usize) -> bool) -> bool {
        let here = &block[at..];
        let mut is_wanted = |fragment: u32| is_wanted(fragment as usize);
        let mut alike = self.lengths.iter().flat_map(|&len| self.numbers.of(hash(beginning(here, len))));
        alike.any(|&number| {
            let text = self.texts.get(number);
            begins_with(here, text)
                && match self.fragments[number as usize] {
                    NAME_OF_CODE => self.code_numbers.behind(block, at + text.len()).any(&mut is_wanted),
                    fragment => is_wanted(fragment),
                }
        })
    }

    /// Whether a text is too short for any of them.
    pub const fn are_longer_than(&self, text: &[u8]) -> bool {
        text.len() < self.shortest
    }
}

/// Folded texts, one behind the other.
#[derive(Debug, Default)]
struct Texts {
    all: Vec<u8>,
    /// Where each ends; all have less than 4 GiB.
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &[u8]) {
        self.all.extend(text.iter().map(|&byte| folded(byte)));
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    const fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[number] as usize]
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..).take(self.len()).map(|number| self.get(number))
    }
}

/// The first eight bytes of a spelling, folded, as a number; of a shorter one four or all, and zeros behind them.
type Beginning = u64;

/// The longest beginning, in bytes.
const LONG: usize = size_of::<Beginning>();

/// Whether bytes begin with a folded text.
fn begins_with(bytes: &[u8], text: &[u8]) -> bool {
    let here = bytes.get(..text.len());
    here.is_some_and(|here| here.iter().zip(text).all(|(&byte, &own)| folded(byte) == own))
}

/// How much of a spelling is its beginning, in bytes: one of few lengths.
const fn length(text: &[u8]) -> usize {
    match text.len() {
        LONG.. => LONG,
        GRAM.. => GRAM,
        len => len,
    }
}

/// The first bytes of a text, `len` at most.
fn beginning(text: &[u8], len: usize) -> Beginning {
    let first = text.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; LONG];
        first[..text.len()].copy_from_slice(text);
        first
    });
    let all = Beginning::from_le_bytes(first) | Beginning::from_le_bytes([folded(0); LONG]);
    let bits = u8::BITS * u32::try_from(len).unwrap_or(u32::MAX).min(Beginning::BITS / u8::BITS);
    all & Beginning::MAX.checked_shr(Beginning::BITS - bits).unwrap_or(0)
}

/// The backslashes of an escape, by how many strings it stands in.
const BACKSLASHES: [&str; 4] = ["\\", "\\\\", "\\\\\\\\", "\\\\\\\\\\\\\\\\"];

/// How a fragment may be written: with what stands between its words, and where it is not ASCII as JSON escapes it in
/// strings within strings, as nginx does, and in addresses.
fn for_each_spelling(fragment: &str, tell: &mut dyn FnMut(&[u8])) {
    let (separator, replacements) = match fragment {
        name if name.contains(ANY_SEPARATOR) => (ANY_SEPARATOR, &IN_NAMES[..]),
        text if text.contains(' ') => (' ', &BETWEEN_WORDS[..]),
        _ => (' ', &BETWEEN_WORDS[..1]),
    };
    let (words, ends) = match fragment.strip_suffix('.') {
        Some(family) => (family, &DOTS[..]),
        None => (fragment, &[""][..]),
    };
    let written = replacements.iter().flat_map(|replacement| ends.iter().map(move |end| (replacement, end)));
    if fragment.is_ascii() {
        let mut spelling = Vec::new();
        for (replacement, end) in written {
            spelling.clear();
            for &byte in words.as_bytes() {
                if char::from(byte) == separator {
                    spelling.extend_from_slice(replacement.as_bytes());
                } else {
                    spelling.push(byte);
                }
            }
            spelling.extend_from_slice(end.as_bytes());
            tell(&spelling);
        }
        return;
    }
    for (replacement, end) in written {
        let spelling = words.replace(separator, replacement) + end;
        tell(spelling.as_bytes());
        for backslash in BACKSLASHES {
            tell(escaped(&spelling, backslash).as_bytes());
        }
        tell(by_bytes(&spelling, "\\x").as_bytes());
        tell(by_bytes(&spelling, "%").as_bytes());
    }
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

/// Capitals and small letters made equal; so are some other characters, which only costs a second look.
pub const fn folded(byte: u8) -> u8 {
    byte | 0x20
}

/// A gram, folded.
pub const fn gram(bytes: [u8; GRAM]) -> Gram {
    Gram::from_le_bytes(bytes) | Gram::from_le_bytes([folded(0); GRAM])
}
