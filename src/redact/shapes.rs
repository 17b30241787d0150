//! What secrets look like: the shapes of `secrets.toml`, and those that no prefix tells.

include!(concat!(env!("OUT_DIR"), "/shapes.rs"));

/// A shape of secrets: its prefix, perhaps something before it, and what follows.
#[derive(Debug)]
pub struct Shape {
    /// What stands before the prefix: the alphabet, and how many at least.
    before: Option<(Alphabet, usize)>,
    prefix: &'static str,
    alphabet: Alphabet,
    /// How many follow at least.
    length: usize,
}

/// What a part of a secret consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Digits,
    Hex,
    HexJoined,
    Upper,
    Alnum,
    Word,
    Dotted,
    Base64,
    Path,
}

impl Alphabet {
    const fn has(self, byte: u8) -> bool {
        match self {
            Self::Digits => byte.is_ascii_digit(),
            Self::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            Self::HexJoined => matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-' | b'_'),
            Self::Upper => matches!(byte, b'0'..=b'9' | b'A'..=b'Z'),
            Self::Alnum => byte.is_ascii_alphanumeric(),
            Self::Word => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Dotted => Self::Word.has(byte) || byte == b'.',
            Self::Base64 => Self::Word.has(byte) || matches!(byte, b'+' | b'/' | b'='),
            Self::Path => Self::Base64.has(byte) || byte == b'.',
        }
    }

    /// Whether words of a language may be written with it, joined by marks.
    const fn has_joints(self) -> bool {
        matches!(self, Self::Word | Self::Dotted | Self::Base64 | Self::Path | Self::HexJoined)
    }

    fn run(self, text: &[u8]) -> usize {
        text.iter().position(|&byte| !self.has(byte)).unwrap_or(text.len())
    }
}

impl Shape {
    /// The length of the secret of this shape with which a text begins.
    fn len_in(&self, text: &[u8]) -> Option<usize> {
        // What decides whether it is one is near its beginning, so that no text is read again and again.
        const DECIDES: usize = 128;
        let start = match self.before {
            Some((alphabet, least)) => {
                let run = alphabet.run(&text[..text.len().min(DECIDES)]);
                Some(run).filter(|run| *run >= least)?
            }
            None => 0,
        };
        let body = text[start..].strip_prefix(self.prefix.as_bytes())?;
        let near = &body[..self.alphabet.run(&body[..body.len().min(DECIDES)])];
        let is_word = self.alphabet.has_joints() && !near.iter().any(u8::is_ascii_digit);
        if near.len() < self.length || is_word {
            return None;
        }
        // What is glued to its end may belong to it, the end of a sentence does not.
        let run = self.alphabet.run(body).max(Alphabet::Word.run(body));
        let run =
            body[..run].iter().rposition(|byte| !matches!(byte, b'.' | b'/')).map_or(0, |last| last + 1);
        Some(start + self.prefix.len() + run)
    }
}

/// Where among the shapes those begin whose prefix begins with a byte.
const FIRST: [usize; 1 << u8::BITS] = {
    let mut first = [0; 1 << u8::BITS];
    let (mut byte, mut at) = (0, 0);
    while byte < first.len() {
        while at < SHAPES.len() && (SHAPES[at].prefix.as_bytes()[0] as usize) < byte {
            at += 1;
        }
        first[byte] = at;
        byte += 1;
    }
    first
};

/// The length of the secret of a known maker with which a text begins.
pub fn known_len(text: &[u8]) -> Option<usize> {
    let [first, second, ..] = *text else { return None };
    let shapes = SHAPES[FIRST[usize::from(first)]..].iter();
    let mut shapes = shapes.take_while(|shape| shape.prefix.as_bytes()[0] == first);
    let known = shapes.find_map(|shape| match shape.prefix.as_bytes() {
        // Most are told apart without a comparison of texts.
        [_, other, ..] if *other != second => None,
        _ => shape.len_in(text),
    });
    // What stands before a prefix is a number.
    let is_number = [first, second].iter().all(|&byte| Alphabet::Hex.has(byte));
    known.or_else(|| PARTED.iter().filter(|_| is_number).find_map(|shape| shape.len_in(text)))
}

/// No key of Wanqing's is shorter, but for those with a prefix.
pub const SHORTEST_KEY: usize = 36;

/// Whether a word has the shape of a key wherever it stands.
pub fn is_key(word: &str) -> bool {
    let is_lower = !word.bytes().any(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_key_not_uuid(word) || word.len() == SHORTEST_KEY && is_lower && is_mixed(word)
}

/// The same where an identifier is expected.
pub fn is_key_not_uuid(word: &str) -> bool {
    /// A key of Wanqing's with a letter lost or something glued to it.
    const LONG: usize = 40;
    known_len(word.as_bytes()).is_some()
        || has_digit(word.as_bytes())
            && (word.len() == 43 && is_mixed(word) || word.len() >= LONG && is_random(word))
}

/// Whether a word is a UUID in the usual notation.
pub fn is_uuid(word: &[u8]) -> bool {
    const LEN: usize = 36;
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];
    word.len() == LEN
        && word
            .iter()
            .enumerate()
            .all(|(at, byte)| if HYPHENS.contains(&at) { *byte == b'-' } else { byte.is_ascii_hexdigit() })
}

/// Whether a word is no word of a language: it has digits among its letters.
fn is_mixed(word: &str) -> bool {
    has_digit(word.as_bytes()) && word.bytes().filter(u8::is_ascii_alphabetic).count() > 4
}

/// Whether a long word looks drawn at random: capitals, small letters and several digits.
fn is_random(word: &str) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    count(u8::is_ascii_uppercase) > 3 && count(u8::is_ascii_lowercase) > 3 && count(u8::is_ascii_digit) > 3
}

fn has_digit(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
}
