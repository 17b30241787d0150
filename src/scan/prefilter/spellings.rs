//! The ways in which the fragments are written, found by how they begin.

use crate::fragment::{ANY_SEPARATOR, GRAM};
use crate::scan::buckets::{Buckets, hash};

/// A piece of a line, folded, as a number.
pub type Gram = u32;

/// What may stand between two words of a message, in addresses too.
const BETWEEN_WORDS: [&str; 4] = [" ", "", "+", "%20"];

/// What may stand between two words of a name.
const IN_NAMES: [&str; 6] = [" ", "", "_", "-", "+", "%20"];

/// How the dot behind a family of names may be written.
const DOTS: [&str; 7] = [".", "．", "。", "\\u002e", "\\\\u002e", "\\x2e", "%2e"];

/// All spellings of some fragments.
#[derive(Debug)]
pub struct Spellings {
    /// By their beginnings.
    all: Buckets<Spelling>,
    /// The lengths of the beginnings.
    lengths: Vec<usize>,
    /// The texts of all, folded, one behind the other.
    texts: Vec<u8>,
}

/// A way to write a fragment.
#[derive(Debug, Clone, Copy, Default)]
struct Spelling {
    beginning: Beginning,
    fragment: u32,
    /// Where its text begins and ends.
    text: (u32, u32),
}

/// The first eight bytes of a spelling, folded, as a number; of a shorter one all, and zeros behind them.
type Beginning = u64;

impl Spellings {
    pub fn new<'f>(fragments: impl Iterator<Item = &'f str>) -> Self {
        let (mut spellings, mut texts) = (Vec::new(), Vec::new());
        let mut has_length = [false; size_of::<Beginning>() + 1];
        for (number, fragment) in (0..).zip(fragments) {
            for_each_spelling(fragment, |text| {
                let start = place(texts.len());
                texts.extend(text.bytes().map(folded));
                let beginning = beginning(&texts[start as usize..], text.len());
                has_length[text.len().min(size_of::<Beginning>())] = true;
                spellings.push(Spelling { beginning, fragment: number, text: (start, place(texts.len())) });
            });
        }
        let all = Buckets::new(&spellings, |spelling| hash(spelling.beginning));
        let lengths = (0..has_length.len()).filter(|&len| has_length[len]).collect();
        Self { all, lengths, texts }
    }

    /// The folded texts.
    pub fn texts(&self) -> impl Iterator<Item = &[u8]> + Clone {
        self.all.all().iter().map(|spelling| self.text(spelling))
    }

    /// The fragments that stand in `block` from `at` on, by their numbers.
    pub fn fragments_at(&self, block: &[u8], at: usize) -> impl Iterator<Item = usize> {
        let here = &block[at..];
        let alike = self.lengths.iter().flat_map(|&len| self.beginning_with(beginning(here, len)));
        let are_here = alike.filter(|spelling| begins_with(here, self.text(spelling)));
        are_here.map(|spelling| spelling.fragment as usize)
    }

    /// Whether a text is too short for any of them.
    pub fn are_longer_than(&self, text: &[u8]) -> bool {
        // Of the long ones not more is known than that they have a whole beginning.
        self.lengths.first().is_none_or(|&shortest| text.len() < shortest)
    }

    /// Whether a fragment stands in `block` from `at` on.
    pub fn any_at(&self, block: &[u8], at: usize) -> bool {
        self.fragments_at(block, at).next().is_some()
    }

    fn beginning_with(&self, beginning: Beginning) -> impl Iterator<Item = &Spelling> {
        self.all.of(hash(beginning)).iter().filter(move |spelling| spelling.beginning == beginning)
    }

    fn text(&self, spelling: &Spelling) -> &[u8] {
        &self.texts[spelling.text.0 as usize..spelling.text.1 as usize]
    }
}

/// Whether bytes begin with a folded text.
fn begins_with(bytes: &[u8], text: &[u8]) -> bool {
    let here = bytes.get(..text.len());
    here.is_some_and(|here| here.iter().map(|&byte| folded(byte)).eq(text.iter().copied()))
}

/// The first bytes of a text, `len` at most.
fn beginning(text: &[u8], len: usize) -> Beginning {
    let first = text.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; size_of::<Beginning>()];
        first[..text.len()].copy_from_slice(text);
        first
    });
    let all = Beginning::from_le_bytes(first) | Beginning::from_le_bytes([folded(0); size_of::<Beginning>()]);
    let bits = u8::BITS * u32::try_from(len).unwrap_or(u32::MAX).min(Beginning::BITS / u8::BITS);
    all & Beginning::MAX.checked_shr(Beginning::BITS - bits).unwrap_or(0)
}

/// The backslashes of an escape, by how many strings it stands in.
const BACKSLASHES: [&str; 4] = ["\\", "\\\\", "\\\\\\\\", "\\\\\\\\\\\\\\\\"];

/// How a fragment may be written: with what stands between its words, and where it is not ASCII as JSON escapes it in
/// strings within strings, as nginx does, and in addresses.
fn for_each_spelling(fragment: &str, mut tell: impl FnMut(&str)) {
    let (separator, replacements) = match fragment {
        name if name.contains(ANY_SEPARATOR) => (ANY_SEPARATOR, &IN_NAMES[..]),
        text if text.contains(' ') => (' ', &BETWEEN_WORDS[..]),
        _ => (' ', &BETWEEN_WORDS[..1]),
    };
    let (words, ends) = match fragment.strip_suffix('.') {
        Some(family) => (family, &DOTS[..]),
        None => (fragment, &[""][..]),
    };
    let mut spelling = String::new();
    for (replacement, end) in
        replacements.iter().flat_map(|replacement| ends.iter().map(move |end| (replacement, end)))
    {
        spelling.clear();
        for (number, word) in words.split(separator).enumerate() {
            spelling += if number > 0 { replacement } else { "" };
            spelling += word;
        }
        spelling += end;
        tell(&spelling);
        if !spelling.is_ascii() {
            for backslash in BACKSLASHES {
                tell(&escaped(&spelling, backslash));
            }
            tell(&by_bytes(&spelling, "\\x"));
            tell(&by_bytes(&spelling, "%"));
        }
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

/// The first gram of `bytes`, which are not fewer, folded.
pub fn gram(bytes: &[u8]) -> Gram {
    let first = bytes.first_chunk().copied().unwrap_or_default();
    u32::from_le_bytes(first) | u32::from_le_bytes([folded(0); GRAM])
}

/// A place in the texts, which have less than 4 GiB.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
