//! Two spellings of the same thing made equal.
//!
//! Messages reach people through terminals, logs and copied pages: with other capitals, with spaces added
//! or lost at a line break, with full-width punctuation. Folding removes all of that.

use crate::pattern::occurrences;

/// The key under which a code is compared: letters and digits in lower case and the dots between the parts
/// of a family. `Request Timeou`, `request_timeou` and `RequestTimeou` have one key.
pub fn code_key(code: &str) -> String {
    let mut key = String::with_capacity(code.len());
    if code.is_ascii() {
        // Nearly every code is, and Unicode's tables are slow.
        let counting = code.bytes().filter(|&byte| byte == b'.' || byte.is_ascii_alphanumeric());
        key.extend(counting.map(|byte| char::from(byte.to_ascii_lowercase())));
        return key;
    }
    for c in code.chars().map(half_width) {
        if c.is_ascii() {
            if c == '.' || c.is_ascii_alphanumeric() {
                key.push(c.to_ascii_lowercase());
            }
        } else if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// The folded form of a piece of text: lower case, half width, without white space.
pub fn fold(text: &str) -> String {
    fold_telling(text, |_, _| {})
}

/// What ASCII characters fold to; 0 for white space and control characters, which go.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = b'!';
    while byte <= b'~' {
        table[byte as usize] = byte.to_ascii_lowercase();
        byte += 1;
    }
    table
};

/// How much ASCII is folded in one go.
const BLOCK: usize = 64;

/// Folds `source` and tells, block by block, where the block begins and for each byte of its folded form how far
/// from there its character stands. Most of a large text is ASCII, which is folded without a branch for each byte.
fn fold_telling(source: &str, mut tell: impl FnMut(usize, &[u8])) -> String {
    let bytes = source.as_bytes();
    let mut folded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let block = &bytes[at..bytes.len().min(at + BLOCK)];
        let ascii = block.iter().position(|byte| !byte.is_ascii()).unwrap_or(block.len());
        let (mut letters, mut offsets, mut len) = ([0; BLOCK], [0; BLOCK], 0);
        for (offset, &byte) in (0_u8..).zip(&block[..ascii]) {
            let letter = ASCII[usize::from(byte & 0x7f)];
            letters[len % BLOCK] = letter;
            offsets[len % BLOCK] = offset;
            len += usize::from(letter != 0);
        }
        folded.extend_from_slice(&letters[..len]);
        tell(at, &offsets[..len]);
        at += ascii;
        if ascii < block.len() {
            let c = source[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            let before = folded.len();
            push_folded(&mut folded, c);
            tell(at, &[0; 16][..folded.len() - before]);
            at += c.len_utf8();
        }
    }
    String::from_utf8(folded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// A folded text that remembers where each of its bytes came from.
#[derive(Debug)]
pub struct Folded<'t> {
    source: &'t str,
    text: String,
    /// For each byte of `text` the place of its character in `source`.
    origins: Vec<u32>,
}

impl<'t> Folded<'t> {
    /// Folds `source`, which must be smaller than 4 GiB.
    pub fn new(source: &'t str) -> Self {
        let mut origins: Vec<u32> = Vec::with_capacity(source.len());
        let text = fold_telling(source, |base, offsets| {
            let base = u32::try_from(base).unwrap_or(u32::MAX);
            origins.extend(offsets.iter().map(|&offset| base.saturating_add(u32::from(offset))));
        });
        Self { source, text, origins }
    }

    /// The text before folding.
    pub const fn source(&self) -> &'t str {
        self.source
    }

    /// The text after folding.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in the source the character begins that is at `at` of the folded text. The end of the folded
    /// text maps to the end of the source.
    pub fn origin(&self, at: usize) -> usize {
        self.origins.get(at).map_or(self.source.len(), |&origin| origin as usize)
    }

    /// Where in the source the character ends that ends at `at` of the folded text.
    pub fn origin_end(&self, at: usize) -> usize {
        let Some(last) = at.checked_sub(1) else { return 0 };
        let start = self.origin(last);
        start + self.source[start..].chars().next().map_or(0, char::len_utf8)
    }

    /// The places in the folded text where `folded` stands as a word or several, from and to.
    pub fn words<'f>(&'f self, folded: &'f str) -> impl Iterator<Item = (usize, usize)> {
        occurrences(self.text.as_bytes(), folded.as_bytes())
            .map(|at| (at, at + folded.len()))
            .filter(|&(at, end)| self.is_boundary(at) && self.is_boundary(end))
    }

    /// Whether a word begins or ends in the source between the characters at `at - 1` and `at` of the
    /// folded text: there is white space between them, or one of them is no letter or digit.
    pub fn is_boundary(&self, at: usize) -> bool {
        let head = &self.source[..self.origin_end(at)];
        let before = head.chars().next_back();
        let after = self.source[self.origin(at)..].chars().next();
        match (before, after) {
            (Some(before), Some(after)) => {
                head.len() != self.origin(at) || !is_word(before) || !is_word(after) || ends_in_escape(head)
            }
            _ => true,
        }
    }
}

/// Whether the last letter of `head` stands for white space, as in `403\\nThe balance`.
fn ends_in_escape(head: &str) -> bool {
    head.ends_with("\\n") || head.ends_with("\\r") || head.ends_with("\\t")
}

/// Letters and digits of scripts that put spaces between words. Han characters stand alone.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// Whether `c` is a Chinese character.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The half-width form of full-width letters, digits and punctuation.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => c,
    }
}

fn push_folded(folded: &mut Vec<u8>, c: char) {
    let c = half_width(c);
    let mut buffer = [0; 4];
    if is_han(c) {
        folded.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
    } else if !(c.is_whitespace() || is_invisible(c)) {
        c.to_lowercase().for_each(|c| folded.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes()));
    }
}

/// Characters that can act on a terminal: control characters but line feed and tab, and those that turn the direction
/// of writing.
pub const fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_ascii_control() || matches!(c, '\u{80}'..='\u{9f}'),
    }
}

/// Zero-width characters that a copy from a web page leaves behind, and control characters.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}') || c.is_ascii_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_code_share_a_key() {
        for spelling in ["Request Timeou", "request_timeou", "REQUEST-TIMEOU", "ＲequestＴimeou"] {
            assert_eq!(code_key(spelling), "requesttimeou");
        }
        assert_eq!(code_key("Forbidden.Frozen"), "forbidden.frozen");
    }

    #[test]
    fn folding_removes_what_copies_change() {
        assert_eq!(fold("CustomerId： 1，\n  Action"), "customerid:1,action");
    }

    #[test]
    fn folded_places_lead_back_to_the_source() {
        let folded = Folded::new("是 Bad\n Gateway！");
        let at = folded.text().find("badgateway").expect("it is there");
        let end = at + "badgateway".len();
        assert_eq!(&folded.source()[folded.origin(at)..folded.origin_end(end)], "Bad\n Gateway");
        assert!(folded.is_boundary(at) && folded.is_boundary(end));
        assert!(folded.is_boundary(at + 3), "white space was there");
        assert!(!folded.is_boundary(at + 4));
    }
}
