//! Quoted strings at any level of escaping.
//!
//! A string inside a string has its quotes escaped: `\"` at level 1, `\\\"` at level 2, and so on: a quote
//! of level `n` has `2^n - 1` backslashes before it. So the level of a quote can be read off the text where
//! it stands, and no string has to be unescaped to find the strings inside.

use std::borrow::Cow;

use memchr::memchr;

/// The levels of escaping that are told apart; deeper ones do not occur in real life.
const LEVELS: usize = 5;

/// The characters that quote.
const MARKS: [u8; 3] = [b'"', b'\'', b'`'];

/// A kind of quote: its character and its level of escaping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    mark: usize,
    level: usize,
}

/// The quotes of a text.
pub struct Quotes<'t> {
    bytes: &'t [u8],
    /// The last answer for each kind of quote. It keeps repeated questions linear: no byte is searched twice
    /// for the same kind.
    known: [[Option<Closing>; LEVELS]; MARKS.len()],
}

/// Where the next closing quote of a kind is, for all places from `from` on up to it.
#[derive(Clone, Copy)]
struct Closing {
    from: usize,
    at: Option<usize>,
}

impl<'t> Quotes<'t> {
    pub const fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), known: [[None; LEVELS]; MARKS.len()] }
    }

    /// The quote that opens at `at`, if there is one, and where its content begins.
    pub fn opening(&self, at: usize) -> Option<(Quote, usize)> {
        let rest = self.bytes.get(at..)?;
        let backslashes = rest.iter().take(1 << LEVELS).take_while(|&&byte| byte == b'\\').count();
        let mark = MARKS.iter().position(|mark| Some(mark) == rest.get(backslashes))?;
        let level = (0..LEVELS).rev().find(|level| (1 << level) - 1 <= backslashes)?;
        Some((Quote { mark, level }, at + backslashes + 1))
    }

    /// Where the content ends of the string whose content begins at `from`: at its closing quote, or at one
    /// of a lower level, which ends a string around it.
    pub fn closing(&mut self, quote: Quote, from: usize) -> Option<usize> {
        let known = &mut self.known[quote.mark][quote.level];
        match known {
            Some(Closing { from: searched, at }) if *searched <= from && at.is_none_or(|at| from <= at) => {
                *at
            }
            _ => known.insert(Closing { from, at: find_closing(self.bytes, quote, from) }).at,
        }
    }
}

fn find_closing(bytes: &[u8], quote: Quote, from: usize) -> Option<usize> {
    let unit = 1 << quote.level;
    let mut at = from;
    loop {
        let mark = at + memchr(MARKS[quote.mark], &bytes[at..])?;
        let backslashes = bytes[from..mark].iter().rev().take_while(|&&byte| byte == b'\\').count();
        // Behind the quote's own `unit - 1` backslashes each two units more are an escaped backslash; one
        // unit more escapes the quote itself.
        let (own, more) = (backslashes.min(unit - 1), backslashes.saturating_sub(unit - 1));
        if (more / unit).is_multiple_of(2) {
            return Some(mark - own);
        }
        at = mark + 1;
    }
}

/// The content of a string of this kind with its escapes resolved and the line breaks that a terminal put
/// into it taken out. Also says whether anything was changed.
pub fn unescape(content: &str, quote: Quote) -> (String, bool) {
    if !content.contains(['\\', '\n']) {
        return (content.to_owned(), false);
    }
    let mut text = join_lines(content);
    for _ in 0..=quote.level {
        if !text.contains('\\') {
            break;
        }
        text = unescape_once(&text);
    }
    (text, true)
}

/// A text with all its escapes resolved, however deep.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..LEVELS {
        if !text.contains('\\') {
            break;
        }
        text = Cow::Owned(unescape_once(&text));
    }
    text
}

/// A string that was broken over several lines, in one piece again: no notation in use has raw line breaks
/// in its quoted strings.
fn join_lines(content: &str) -> String {
    let mut joined = String::with_capacity(content.len());
    for (index, line) in content.split('\n').enumerate() {
        joined.push_str(if index == 0 { line } else { line.trim_start() });
    }
    joined
}

fn unescape_once(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        let len = match escape {
            'n' | 'r' | 't' => {
                plain.push(' ');
                1
            }
            'u' => hex(&mut plain, rest, 4),
            'x' => hex(&mut plain, rest, 2),
            other => {
                plain.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    plain.push_str(rest);
    plain
}

/// Resolves `uXXXX` or `xXX`, a pair of surrogates too, and returns its length. What is none stays as it is.
fn hex(plain: &mut String, rest: &str, digits: usize) -> usize {
    let unit = |text: &str| {
        let digits = text.get(1..=digits)?;
        u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    let Some(high) = unit(rest) else {
        plain.push_str(&rest[..1]);
        return 1;
    };
    if let Some(c) = char::from_u32(high) {
        plain.push(c);
        return digits + 1;
    }
    let low =
        rest[digits + 1..].strip_prefix('\\').and_then(unit).filter(|low| (0xdc00..0xe000).contains(low));
    let pair = low.and_then(|low| char::from_u32(0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)));
    plain.push(pair.unwrap_or(char::REPLACEMENT_CHARACTER));
    if pair.is_some() { 2 * (digits + 1) + 1 } else { digits + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> Option<String> {
        let mut quotes = Quotes::new(text);
        let (quote, start) = quotes.opening(0)?;
        let end = quotes.closing(quote, start)?;
        Some(unescape(&text[start..end], quote).0)
    }

    #[test]
    fn strings_end_at_a_quote_of_their_level() {
        assert_eq!(string(r#""a\"b\\" c""#).as_deref(), Some(r#"a"b\"#));
        assert_eq!(string(r#"\"a\\\"b\" c\""#).as_deref(), Some(r#"a"b"#));
        assert_eq!(string(r#"\\\"a\\\" \\\""#).as_deref(), Some("a"));
        assert_eq!(string(r"'it\'s' x'").as_deref(), Some("it's"));
        assert_eq!(string(r#""no end"#), None);
    }

    #[test]
    fn a_quote_of_a_lower_level_ends_the_string_too() {
        assert_eq!(string(r#"\"cut off" rest\""#).as_deref(), Some("cut off"));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(
            string(r#""\u6b20\u8d39 \ud83d\ude00 \x41\/\n\ud83d""#).as_deref(),
            Some("欠费 😀 A/ \u{fffd}")
        );
        assert_eq!(string("\"a\n   b\"").as_deref(), Some("ab"));
        assert_eq!(string(r#""\u00""#).as_deref(), Some("u00"));
    }
}
