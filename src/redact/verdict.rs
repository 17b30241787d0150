//! Whether what stands behind the name of a secret is one, or says something of it.

use super::MASK;
use super::names::Kind;
use super::shapes::is_uuid;
use crate::identifiers;

/// How closely a value belongs to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// By a colon, an equals sign, an arrow.
    Explicit,
    /// By its column, its line or its place in a list.
    Column,
    /// By a space alone.
    Space,
}

/// Words of which one shows that a text speaks of a secret and is none. A password of these words alone is as good as
/// none.
const WORDS: &[&str] = &[
    "a",
    "access",
    "and",
    "any",
    "are",
    "array",
    "be",
    "bool",
    "boolean",
    "but",
    "cannot",
    "closed",
    "configured",
    "correct",
    "default",
    "denied",
    "disabled",
    "does",
    "empty",
    "enabled",
    "error",
    "exceeded",
    "expired",
    "failed",
    "failure",
    "false",
    "for",
    "forbidden",
    "format",
    "found",
    "from",
    "has",
    "header",
    "in",
    "include",
    "incorrect",
    "int",
    "integer",
    "invalid",
    "is",
    "it",
    "length",
    "limit",
    "malformed",
    "may",
    "mismatch",
    "missing",
    "must",
    "nil",
    "no",
    "none",
    "not",
    "notfound",
    "null",
    "number",
    "object",
    "of",
    "omit",
    "optional",
    "or",
    "please",
    "provided",
    "redacted",
    "rejected",
    "required",
    "revoked",
    "same-origin",
    "see",
    "set",
    "should",
    "str",
    "string",
    "the",
    "this",
    "to",
    "true",
    "unauthorized",
    "unavailable",
    "undefined",
    "unknown",
    "unset",
    "use",
    "using",
    "valid",
    "value",
    "was",
    "were",
    "with",
    "wrong",
    "yes",
    "you",
    "your",
];

/// The same in Chinese, within a text.
const CHINESE_WORDS: &[&str] =
    &["不", "错误", "无效", "过期", "缺", "为空", "必填", "失败", "请", "未", "已"];

/// The shortest secret, in bytes: shorter ones would be numbers and marks.
const SHORTEST: usize = 4;

/// The shortest value that its letters and digits alone tell from words.
const SHORTEST_MIXED: usize = 6;

/// The same where its name is a common word too.
const SHORTEST_RANDOM: usize = 8;

/// The marks of passwords that stand within no word.
const SYMBOLS: &[u8] = b"!@#$%^&*+~=";

/// Whether a value behind a name of this kind is a secret.
pub fn is_secret(kind: Kind, strength: Strength, value: &[u8]) -> bool {
    let is_like_one = match (kind, strength) {
        (Kind::Secret | Kind::Header, Strength::Explicit) => !is_prose(value),
        (
            Kind::Secret | Kind::Header | Kind::Mixed | Kind::Cookies | Kind::Scheme,
            Strength::Explicit | Strength::Column,
        ) => is_mixed(value) && !is_prose(value),
        // `Bearer realm="…"` holds none.
        (Kind::Scheme, Strength::Space) => is_mixed(value) && has_digit(value) && !is_prose(value),
        // A line break or a tab may have become the space.
        (Kind::Secret | Kind::Header, Strength::Space) => {
            has_mixed_part(value, SHORTEST_MIXED)
                || is_mixed(value) && has_digit(value) && value.iter().any(|byte| SYMBOLS.contains(byte))
        }
        (Kind::Random, Strength::Explicit) => {
            has_mixed_part(value, SHORTEST_RANDOM) || is_uuid(value) || is_password(value)
        }
        _ => has_mixed_part(value, SHORTEST_RANDOM),
    };
    is_like_one && value.len() >= SHORTEST && !is_reference(value) && !is_identifier(value)
}

/// Whether a text stands for a secret that is somewhere else, or was masked before.
pub fn is_reference(value: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(value) else { return true };
    let is_filled = |filler: char| text.chars().all(|c| c == filler);
    let is_constant = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let lower = text.get(..5).unwrap_or_default().to_ascii_lowercase();
    text.contains(MASK)
        || ['x', 'X', '*', '.', '-'].into_iter().any(is_filled)
        || text.starts_with("${")
        || text.starts_with("{{")
        || text.starts_with("$(")
        || text.starts_with("%(")
        || text.strip_prefix('$').is_some_and(is_constant)
        || text.starts_with('<') && (text.ends_with('>') || !text.contains(|c: char| c.is_ascii_digit()))
        || text.starts_with('{') && text.ends_with('}')
        || lower.starts_with("your-")
        || lower.starts_with("your_")
        || lower == "your "
        || ["os.", "process.", "env.", "System.", "http://", "https://"]
            .iter()
            .any(|head| text.starts_with(head))
        || is_path(text)
}

/// Whether a text is the path of a file, and no part of it is drawn at random.
fn is_path(text: &str) -> bool {
    let begins = ["/", "./", "../", "~/", "C:\\"].iter().any(|head| text.starts_with(head));
    let is_name =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\' | '.' | '-' | '_' | '~' | ':');
    begins && text.chars().all(is_name) && !has_mixed_part(text.as_bytes(), 16)
}

/// Whether a value is an id that a ticket needs, or a time.
fn is_identifier(value: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(value) else { return false };
    let is_time = |text: &str| {
        let bytes = text.as_bytes();
        bytes.len() >= 10
            && bytes[..4].iter().all(u8::is_ascii_digit)
            && bytes[4] == b'-'
            && bytes[7] == b'-'
            && bytes[8..10].iter().all(u8::is_ascii_digit)
    };
    identifiers::request_id(text) == Some(text) || identifiers::endpoint(text) == Some(text) || is_time(text)
}

/// Whether a text says something of a secret.
fn is_prose(value: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(value) else { return true };
    if !text.is_ascii() && !has_digit(value) && CHINESE_WORDS.iter().any(|word| text.contains(word)) {
        return true;
    }
    let is_mark = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\'')
    };
    let mut words = text.split(is_mark).filter(|word| !word.is_empty());
    words.any(|word| WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok())
}

/// Whether a value is no word: letters and digits, letters of both cases in disorder, letters and marks, or letters
/// beyond the length of words.
fn is_mixed(value: &[u8]) -> bool {
    const LONGEST_WORD: usize = 20;
    let letters = value.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let head =
        value.iter().take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_')).count();
    // `oauth2`, `value12`
    let is_numbered = head + 2 >= value.len() && value[head..].iter().all(u8::is_ascii_digit);
    value.len() >= SHORTEST_MIXED
        && letters > 0
        && (has_digit(value) && !is_numbered
            || humps(value) > 1
            || value.iter().any(|byte| SYMBOLS.contains(byte))
            || letters == value.len() && letters > LONGEST_WORD)
}

/// Whether a value is a password as rules for passwords ask for it: letters, digits and two marks at least.
fn is_password(value: &[u8]) -> bool {
    const MARKS: &[u8] = b"!@#$%^&*";
    value.len() >= SHORTEST_RANDOM
        && is_mixed(value)
        && has_digit(value)
        && value.iter().filter(|byte| MARKS.contains(byte)).count() > 1
        && !value.contains(&b' ')
}

/// Whether a part between joints mixes letters and digits, or is in disorder.
pub fn has_mixed_part(value: &[u8], least: usize) -> bool {
    let is_joint = |byte: &u8| !byte.is_ascii_alphanumeric();
    value.split(is_joint).any(|part| {
        let letters = part.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        part.len() >= least
            && (letters > 0 && letters < part.len() && !is_numbered_word(part) || humps(part) > 2)
    })
}

/// A word with a number behind it, such as `sha256`.
fn is_numbered_word(part: &[u8]) -> bool {
    let head = part.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    head > 2 && part.len() - head < 5 && part[head..].iter().all(u8::is_ascii_digit)
}

/// Whether a text looks cut out of a key.
pub fn is_fragment(text: &[u8]) -> bool {
    let letters = text.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    text.len() > 2 && (letters > 0 && has_digit(text) || humps(text) > 1)
}

/// Whether a word may be the name of a scheme of HTTP: nothing in it is drawn at random.
pub fn is_scheme(word: &[u8]) -> bool {
    const LONGEST: usize = 32;
    const AMAZON: &[u8] = b"AWS4";
    !word.is_empty()
        && word.len() <= LONGEST
        && word[0].is_ascii_alphabetic()
        && word.iter().all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && (word.starts_with(AMAZON) || !has_mixed_part(word, SHORTEST_RANDOM))
}

/// How often a small letter is followed by a capital.
fn humps(text: &[u8]) -> usize {
    text.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count()
}

/// A character of keys in the usual encodings.
pub const fn is_key_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'/' | b'~' | b'=')
}

fn has_digit(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(WORDS.is_sorted(), "the search needs it");
    }
}
