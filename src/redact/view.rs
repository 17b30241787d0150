//! A text as its reader sees it, for finding secrets: without what is invisible, with its escapes resolved, and with
//! the place of everything in the text itself.

use std::borrow::Cow;
use std::ops::Range;

/// A line break that was written as an escape; it ends no line of the text itself.
pub const ESCAPED_BREAK: u8 = 0x0b;

/// The text to look at. Quotes keep the backslashes before them, for these tell how deep they are nested.
pub struct View<'a> {
    text: Cow<'a, str>,
    /// Where pieces that stand in the text as they are begin: here, and there. In ascending order.
    jumps: Vec<(usize, usize)>,
    /// The places here of characters that stand percent-encoded in the text. In ascending order.
    percents: Vec<usize>,
}

impl<'a> View<'a> {
    pub fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut plain = String::new();
        let (mut jumps, mut percents) = (Vec::new(), Vec::new());
        let (mut copied, mut at) = (0, 0);
        while let Some(skipped) = bytes[at..].iter().position(|&byte| is_special(byte)) {
            at += skipped;
            let (seen, len) = read(&text[at..]);
            if seen != Seen::Same {
                plain.push_str(&text[copied..at]);
                jumps.push((plain.len(), at));
                if bytes[at] == b'%' {
                    percents.push(plain.len());
                }
                if let Seen::As(c) = seen {
                    plain.push(c);
                }
                copied = at + len;
                jumps.push((plain.len(), copied));
            }
            at += len;
        }
        if copied == 0 {
            return Self { text: Cow::Borrowed(text), jumps, percents };
        }
        plain.push_str(&text[copied..]);
        Self { text: Cow::Owned(plain), jumps, percents }
    }

    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the character at a place stands percent-encoded in the text.
    pub fn is_percent(&self, at: usize) -> bool {
        self.percents.binary_search(&at).is_ok()
    }

    /// Where something stands in the text itself.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    fn place(&self, at: usize) -> usize {
        let before = self.jumps.partition_point(|&(here, _)| here <= at);
        before.checked_sub(1).map_or(at, |jump| self.jumps[jump].1 + (at - self.jumps[jump].0))
    }
}

/// What a reader sees of a piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// The piece as it is.
    Same,
    Nothing,
    As(char),
}

/// Whether something that is not to be taken literally may begin with a byte.
const fn is_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&' | b'<') || !byte.is_ascii()
}

/// What a reader sees of what stands at the beginning of a text, and its length.
fn read(text: &str) -> (Seen, usize) {
    match text.as_bytes()[0] {
        b'\\' => escaped(text),
        b'%' => percent_encoded(text.as_bytes()).map_or((Seen::Same, 1), |(c, len)| (Seen::As(c), len)),
        b'&' => mark_of(text, ENTITIES),
        b'<' => mark_of(text, TAGS),
        _ => {
            let c = text.chars().next().unwrap_or_default();
            (seen(c), c.len_utf8())
        }
    }
}

/// The entities of HTML that stand beside and within secrets.
const ENTITIES: &[(&str, Seen)] = &[
    ("&quot;", Seen::As('"')),
    ("&#34;", Seen::As('"')),
    ("&#x22;", Seen::As('"')),
    ("&apos;", Seen::As('\'')),
    ("&#39;", Seen::As('\'')),
    ("&#x27;", Seen::As('\'')),
    ("&#039;", Seen::As('\'')),
    ("&amp;", Seen::As('&')),
    ("&lt;", Seen::As('<')),
    ("&gt;", Seen::As('>')),
    ("&nbsp;", Seen::As(' ')),
    ("&#x3D;", Seen::As('=')),
    ("&#x2F;", Seen::As('/')),
    ("&shy;", Seen::Nothing),
    ("&#173;", Seen::Nothing),
    ("&#8203;", Seen::Nothing),
    ("&ZeroWidthSpace;", Seen::Nothing),
];

/// Tags that divide a word on a page.
const TAGS: &[(&str, Seen)] = &[
    ("<wbr>", Seen::Nothing),
    ("<wbr/>", Seen::Nothing),
    ("<wbr />", Seen::Nothing),
    ("<br>", Seen::As('\n')),
    ("<br/>", Seen::As('\n')),
];

fn mark_of(text: &str, marks: &[(&str, Seen)]) -> (Seen, usize) {
    let known = marks.iter().find(|(mark, _)| text.starts_with(mark));
    known.map_or((Seen::Same, 1), |&(mark, seen)| (seen, mark.len()))
}

/// Resolves an escape behind however many backslashes.
fn escaped(text: &str) -> (Seen, usize) {
    let escape = text.trim_start_matches('\\');
    let backslashes = text.len() - escape.len();
    let c = match escape.as_bytes() {
        [b'n' | b'r', ..] => Some((char::from(ESCAPED_BREAK), 1)),
        [b't', ..] => Some(('\t', 1)),
        [b'/', ..] => Some(('/', 1)),
        [b'u', ..] => numbered(escape, 4).map(|c| (c, 5)),
        [b'x', ..] => numbered(escape, 2).filter(char::is_ascii).map(|c| (c, 3)),
        _ => None,
    };
    match c {
        Some((c, len)) => (if seen(c) == Seen::Same { Seen::As(c) } else { seen(c) }, backslashes + len),
        None => (Seen::Same, backslashes),
    }
}

/// The printable character with this number of hexadecimal digits behind its first letter.
fn numbered(escape: &str, digits: usize) -> Option<char> {
    let digits =
        escape.get(1..=digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).filter(|c| !c.is_control())
}

/// The character that stands percent-encoded at the beginning of a text, however often it was encoded.
fn percent_encoded(text: &[u8]) -> Option<(char, usize)> {
    const LONGEST: usize = 4;
    let mut bytes = Vec::with_capacity(LONGEST);
    let mut at = 0;
    while bytes.len() < LONGEST && text.get(at) == Some(&b'%') {
        at += 1;
        while text[at..].starts_with(b"25") && text.len() > at + 3 && text[at + 2].is_ascii_hexdigit() {
            at += 2;
        }
        let digits = str::from_utf8(text.get(at..at + 2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        at += 2;
        if let Ok(c) = str::from_utf8(&bytes) {
            let c = c
                .chars()
                .next()
                .map(|c| if matches!(c, '\n' | '\r') { char::from(ESCAPED_BREAK) } else { c });
            return c.filter(|c| !c.is_control() || *c == char::from(ESCAPED_BREAK)).map(|c| (c, at));
        }
    }
    None
}

/// A character beyond ASCII in its plain form.
const fn seen(c: char) -> Seen {
    const FULL_WIDTH: u32 = '\u{ff01}' as u32 - '!' as u32;
    match c {
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' => {
            Seen::Nothing
        }
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => Seen::Nothing,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Seen::As(' '),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Seen::As('-'),
        '“' | '”' | '„' => Seen::As('"'),
        '‘' | '’' | '‚' => Seen::As('\''),
        '│' | '┃' | '║' => Seen::As('|'),
        '→' | '⇒' => Seen::As('>'),
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - FULL_WIDTH) {
            Some(plain) => Seen::As(plain),
            None => Seen::Same,
        },
        _ => Seen::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_keeps_its_place() {
        for (text, seen) in [
            ("plain text", "plain text"),
            ("ａｐｉ＿ｋｅｙ：x", "api_key:x"),
            ("a\u{200b}b\u{ad}c<wbr>d", "abcd"),
            (r#"{\"a\":\"b\/c\n"}"#, "{\\\"a\\\":\\\"b/c\u{b}\"}"),
            ("%22a%2522 100% %E5%AF%86%", "\"a\" 100% 密%"),
            (r"\u5bc6\\u0022\x41\xff", "密\"A\\xff"),
            ("&quot;a&amp;b&c", "\"a&b&c"),
        ] {
            let view = View::of(text);
            assert_eq!(view.text(), seen);
            assert_eq!(view.original(0..seen.len()), 0..text.len());
        }
        let view = View::of("k\u{200b}ey=%22a%22 中");
        assert_eq!(view.original(0..3), 0..6);
        assert_eq!(view.original(5..6), 10..11);
    }
}
