//! The text of an error as its author wrote it: without what terminals, mails, logs and web pages put around
//! it or made of it.
//!
//! Each step leaves a text alone that shows no sign of it, and takes one pass over one that does.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use unicode_width::UnicodeWidthStr;

/// Undoes line decorations, hard line wrapping, strings in pieces, HTML entities, percent-encoding, curly and doubled
/// quotes, and numbered escapes.
pub fn prepare(text: &str) -> Cow<'_, str> {
    // Each of the other steps has one of these as its sign, and most lines of a log have none.
    let has_sign = memchr::memchr3(b'\n', b'&', b'%', text.as_bytes()).is_some();
    // An address inside an address is encoded twice.
    let steps: &[fn(&str) -> Cow<'_, str>] = if has_sign {
        &[
            undecorated,
            unwrapped,
            with_whole_strings,
            without_entities,
            percent_decoded,
            percent_decoded,
            with_straight_quotes,
            without_doubled_quotes,
            without_numbered_escapes,
        ]
    } else {
        &[with_straight_quotes, without_doubled_quotes, without_numbered_escapes]
    };
    steps.iter().fold(Cow::Borrowed(text), |text, step| match step(&text) {
        Cow::Owned(changed) => Cow::Owned(changed),
        Cow::Borrowed(_) => text,
    })
}

/// Takes away what stands before each of several lines: `> ` of mails and Markdown, `| ` of `docker compose`,
/// `E   ` of pytest, the borders of boxes.
fn undecorated(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let lines: Vec<(&str, &str)> = text.split('\n').map(|line| (line, decoration(line))).collect();
    // A single decorated line is more likely to be one that only looks so.
    let is_decorated = |index: usize| lines.get(index).is_some_and(|(_, decoration)| !decoration.is_empty());
    let is_run = |index: usize| {
        is_decorated(index) && (is_decorated(index + 1) || index > 0 && is_decorated(index - 1))
    };
    if !(0..lines.len()).any(is_run) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for (index, (line, decoration)) in lines.iter().enumerate() {
        if index > 0 {
            plain.push('\n');
        }
        let line = if is_run(index) { without_border(&line[decoration.len()..]) } else { line };
        plain.push_str(line);
    }
    Cow::Owned(plain)
}

/// What decorates the beginning of a line; empty where nothing does.
fn decoration(line: &str) -> &str {
    let body = line.trim_start_matches([' ', '\t']);
    let marks = body.trim_start_matches(['>', ' ']);
    if body.starts_with('>') {
        return &line[..line.len() - marks.len()];
    }
    if let Some(rest) = body.strip_prefix(['│', '┃', '║', '|']) {
        return &line[..line.len() - rest.len()];
    }
    if let Some(rest) = body.strip_prefix("E  ") {
        return &line[..line.len() - rest.trim_start().len()];
    }
    // `api-1  | `, as docker compose names the service.
    let name = body.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let bar = name.trim_start_matches(' ');
    match bar.strip_prefix("| ") {
        Some(rest) if name.len() < body.len() && bar.len() < name.len() => &line[..line.len() - rest.len()],
        _ => "",
    }
}

/// A line without the right border of its box.
fn without_border(line: &str) -> &str {
    let trimmed = line.trim_end();
    trimmed.strip_suffix(['│', '┃', '║']).map_or(line, str::trim_end)
}

/// The widths that terminals commonly have.
const TERMINAL_WIDTHS: [usize; 8] = [80, 100, 120, 132, 140, 160, 180, 200];

/// The narrowest terminal that is thought of.
const MIN_TERMINAL: usize = 40;

/// Joins lines that a terminal broke at its width: those that fill it exactly.
fn unwrapped(text: &str) -> Cow<'_, str> {
    if !text.trim_end().contains('\n') {
        return Cow::Borrowed(text);
    }
    let width = |line: &str| if line.is_ascii() { line.len() } else { line.width() };
    let widths: Vec<usize> = text.split('\n').map(width).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let full = widths.iter().filter(|&&width| width == widest).count();
    if widest < MIN_TERMINAL || full < 2 && !TERMINAL_WIDTHS.contains(&widest) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut previous: Option<(&str, usize)> = None;
    for (line, width) in text.split('\n').zip(widths) {
        match previous {
            Some((before, full)) if full == widest && !line.is_empty() && !are_apart(before, line) => {}
            Some(_) => joined.push('\n'),
            None => {}
        }
        joined.push_str(line);
        previous = Some((line, width));
    }
    Cow::Owned(joined)
}

/// Whether a line is the next one and not the rest of the one before: the two begin like entries of the same
/// log, or in different scripts.
fn are_apart(a: &str, b: &str) -> bool {
    const HEAD: usize = 3;
    let kind = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let is_other_script =
        a.chars().next_back().map(|c| c.is_ascii()) != b.chars().next().map(|c| c.is_ascii());
    let is_alike = a.chars().map(kind).take(HEAD).eq(b.chars().map(kind).take(HEAD));
    is_alike || is_other_script || b.starts_with(char::is_whitespace)
}

/// Joins the pieces of strings that were written over several lines, as Python's `pprint`, JavaScript and PHP do: a
/// quote that ends a line, perhaps an operator, and the same quote behind the indentation of the next line.
fn with_whole_strings(text: &str) -> Cow<'_, str> {
    let mut joined = String::new();
    let mut copied = 0;
    for newline in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let behind = text[newline + 1..].trim_start_matches([' ', '\t']);
        let Some(quote) = behind.chars().next().filter(|c| matches!(c, '\'' | '"')) else { continue };
        // No further back than to the last such quote: other line ends, of which there may be many, were passed over.
        let head = text[copied..newline].trim_end();
        let inside = head.trim_end_matches(['+', '.', '\\']).trim_end();
        let is_indented = behind.len() < text.len() - newline - 1 || inside.len() < head.len();
        if is_indented && inside.ends_with(quote) {
            joined.push_str(&inside[..inside.len() - quote.len_utf8()]);
            copied = text.len() - behind.len() + quote.len_utf8();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    joined.push_str(&text[copied..]);
    Cow::Owned(joined)
}

/// Makes the curly quotes of chats and word processors straight, where names of fields stand in them.
fn with_straight_quotes(text: &str) -> Cow<'_, str> {
    static SIGN: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("”:"));
    // Most texts are ASCII.
    let bytes = text.as_bytes();
    let sign = memchr::memchr(SIGN.needle()[0], bytes).and_then(|at| SIGN.find(&bytes[at..]));
    match sign {
        Some(_) => Cow::Owned(text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")),
        None => Cow::Borrowed(text),
    }
}

/// Makes the doubled quotes of CSV single, where an object is written with them.
fn without_doubled_quotes(text: &str) -> Cow<'_, str> {
    static SIGN: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("{\"\""));
    match SIGN.find(text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\"\"", "\"")),
        None => Cow::Borrowed(text),
    }
}

/// The entities that stand for the characters with which errors are written.
const ENTITIES: [(&str, &str); 12] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&#039;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&#x2F;", "/"),
    ("&amp;", "&"),
];

fn without_entities(text: &str) -> Cow<'_, str> {
    let mut ampersands = memchr::memchr_iter(b'&', text.as_bytes());
    if !ampersands.any(|at| ENTITIES.iter().any(|(entity, _)| text[at..].starts_with(entity))) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (entity, character) = entity.copied().unwrap_or(("&", "&"));
        plain.push_str(character);
        rest = &rest[entity.len()..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Decodes percent-encoding where quotes or spaces show that an error was put into an address.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    const SIGNS: [&str; 6] = ["%22", "%20", "%25", "%2C", "%3A", "%7B"];
    let mut percents = memchr::memchr_iter(b'%', text.as_bytes());
    if !percents.any(|at| SIGNS.iter().any(|sign| text[at..].starts_with(sign))) {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(hex);
        decoded.push(escaped.unwrap_or(if byte == b'+' { b' ' } else { byte }));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    match String::from_utf8_lossy(&decoded) {
        // The escapes may have held control characters.
        Cow::Borrowed(text) => Cow::Owned(crate::clean::clean(text).into_owned()),
        Cow::Owned(text) => Cow::Owned(crate::clean::clean(&text).into_owned()),
    }
}

/// Resolves `\\u0022` and `\\x22`, as some encoders and nginx write punctuation, at any level of escaping, and the `\\_`
/// of Markdown.
fn without_numbered_escapes(text: &str) -> Cow<'_, str> {
    // A search for the sign as a whole: lines are full of backslashes.
    static SIGNS: LazyLock<[Finder<'_>; 3]> = LazyLock::new(|| ["\\u00", "\\x", "\\_"].map(Finder::new));
    if SIGNS.iter().all(|sign| sign.find(text.as_bytes()).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let len = if let Some((character, len)) = numbered_character(rest).or_else(|| escaped_ascii(rest)) {
            plain.push(character);
            len
        } else {
            let backslashes = rest.len() - rest.trim_start_matches('\\').len();
            plain.push_str(&rest[..backslashes]);
            backslashes
        };
        rest = &rest[len..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The character beyond ASCII with which a text begins, if its bytes are numbers as in `\\xE5\\xAF\\x86`, and the length
/// of all these escapes.
fn numbered_character(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 4;
    let mut bytes = Vec::with_capacity(LONGEST);
    let mut rest = text;
    while bytes.len() < LONGEST {
        let escape = rest.strip_prefix('\\')?.trim_start_matches('\\').strip_prefix('x')?;
        bytes.push(escape.as_bytes().get(..2).and_then(hex).filter(|byte| !byte.is_ascii())?);
        rest = &escape[2..];
        if let Ok(character) = str::from_utf8(&bytes) {
            return Some((character.chars().next()?, text.len() - rest.len()));
        }
    }
    None
}

/// The ASCII character with which a text begins, if an escape stands for it, and the length of that.
fn escaped_ascii(text: &str) -> Option<(char, usize)> {
    let escape = text.trim_start_matches('\\');
    let (byte, len) = match *escape.as_bytes() {
        [b'u', b'0', b'0', a, b, ..] => (hex(&[a, b])?, 5),
        [b'x', a, b, ..] => (hex(&[a, b])?, 3),
        [b'_', ..] => (b'_', 1),
        _ => return None,
    };
    matches!(byte, b' '..=b'~').then_some((byte.into(), text.len() - escape.len() + len))
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(digits[0])? * 16 + digit(digits[1])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_of_lines_go() {
        assert_eq!(prepare(">> a\n>> b\n> c"), "a\nb\nc");
        assert_eq!(prepare("api-1  | a\napi-1  | b"), "a\nb");
        assert_eq!(prepare("E   a\nE   b"), "a\nb");
        assert_eq!(prepare("│ a b │\n│ c   │"), " a b\n c");
        assert_eq!(prepare("> POST /a\nHost: b"), "> POST /a\nHost: b");
    }

    #[test]
    fn lines_that_fill_a_terminal_are_joined() {
        let text = "abcdefghijklmnopqrstuvwxyz0123456789-".repeat(6);
        let wrapped = format!("{}\n{}\n{}", &text[..80], &text[80..160], &text[160..]);
        assert_eq!(prepare(&wrapped), text);
        let log = "2026-11-23 a line of a log, as long as others are\n".repeat(3);
        assert_eq!(prepare(&log), log);
        assert_eq!(prepare("short\nlines"), "short\nlines");
    }

    #[test]
    fn strings_in_pieces_are_joined() {
        assert_eq!(prepare("{'a': 'one '\n      'two',\n 'b': 'c'}"), "{'a': 'one two',\n 'b': 'c'}");
        assert_eq!(prepare("a: 'one ' +\n  'two ' +\n  'three'"), "a: 'one two three'");
        assert_eq!(prepare("\"one \" .\n\"two\""), "\"one two\"");
        let lines = "\"one\"\n\"two\"\n['a',\n 'b']";
        assert_eq!(prepare(lines), lines);
    }

    #[test]
    fn encodings_are_undone() {
        assert_eq!(prepare(r#"a,"{""b"":""c d"",""e"":""""}",f"#), r#"a,"{"b":"c d","e":""}",f"#);
        assert_eq!(prepare("{“a”: “it’s b”,“c”:“d”}"), r#"{"a": "it's b","c":"d"}"#);
        assert_eq!(prepare("他说“好”。"), "他说“好”。");
        assert_eq!(prepare(r"a\xE5\xAF\x86\\xe9\\x92\\xa5\xE5b"), r"a密钥\xE5b");
        assert_eq!(prepare(r"AUTH\_INFO \\_"), "AUTH_INFO _");
        assert_eq!(prepare("{&quot;a&quot;: &#39;b &amp; c&#39;&x"), "{\"a\": 'b & c'&x");
        assert_eq!(prepare("?e=%7B%22a%22:%22b+c%22%7D%zz%"), "?e={\"a\":\"b c\"}%zz%");
        assert_eq!(prepare("e=a%253A1%2520b"), "e=a:1 b");
        assert_eq!(prepare(r"{\u0022a\x22: \\u003cb\u00e9 \u00"), r#"{"a": <b\u00e9 \u00"#);
        assert_eq!(prepare("100% of a+b"), "100% of a+b");
    }
}
