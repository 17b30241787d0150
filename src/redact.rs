//! Secrets masked: API keys, bearer tokens, credentials in headers.
//!
//! A token is a secret by its shape, or because a name before it says so. The shapes of Wanqing's keys are
//! those seen in public: 43 letters, digits, `_` and `-`; 36 lower-case letters, digits and `-`; `sk-` and more.

use std::borrow::Cow;

/// What stands for the hidden part of a secret.
const MASK: &str = "****";

/// Names of secrets, in lower case without `_` and `-`; a longer name may end with one.
const SECRET_NAMES: &[&str] = &[
    "accesskey",
    "apikey",
    "apitoken",
    "appkey",
    "appsecret",
    "authorization",
    "clientsecret",
    "passwd",
    "password",
    "secret",
    "secretkey",
    "token",
];

/// The same in Chinese.
const CHINESE_NAMES: &[&str] = &["密码", "密钥", "口令", "令牌"];

/// Headers whose whole value is secret.
const SECRET_HEADERS: &[&str] = &["cookie", "setcookie"];

/// Words between the name of a secret and the secret itself.
const SCHEMES: &[&str] = &["bearer", "basic", "apikey", "token", "key"];

/// What stands in the place of a secret where there is none: words of a sentence about it.
const STATES: &[&str] = &[
    "disabled",
    "expired",
    "forbidden",
    "incorrect",
    "invalid",
    "malformed",
    "missing",
    "notfound",
    "provided",
    "redacted",
    "rejected",
    "required",
    "unavailable",
    "undefined",
    "unknown",
    "revoked",
];

/// With what keys of known makes begin.
const KEY_PREFIXES: &[&str] =
    &["sk-", "pk-", "ghp_", "gho_", "ghs_", "github_pat_", "xoxb-", "xoxp-", "AKIA", "eyJ"];

/// The name of a request id or a trace id ends so; its value may have the shape of a key.
const IDENTIFIER: &str = "id";

/// Masks every secret in `text`. Of a long one the first and the last four characters stay, so that its
/// owner can tell which it is.
///
/// ```
/// let key = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
/// assert_eq!(wqerr::redact(&format!("AccessKey:{key} IS")), "AccessKey:aB3d****dE9f IS");
/// ```
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut copied = 0;
    let mut rest = 0;
    while let Some((start, end)) = next_token(text, rest) {
        rest = end;
        let token = &text[start..end];
        let (end, shown) = match announcement(&text[..start]) {
            Announced::Header(quote) => (start + header_len(&text[start..], quote), MASK.to_owned()),
            Announced::Secret if is_guarded(token) => (end, mask(token)),
            Announced::Identifier if !has_any_key_shape(token, is_key_not_uuid) => continue,
            _ if has_any_key_shape(token, is_key) => (end, mask(token)),
            _ => continue,
        };
        masked.push_str(&text[copied..start]);
        masked.push_str(&shown);
        (copied, rest) = (end, end);
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[copied..]);
    Cow::Owned(masked)
}

/// Masks an identifier that is in truth a key; one of another shape stays, for it is what a ticket needs. What has
/// more in it than identifiers have is a text like others.
pub fn redact_identifier(id: &str) -> Cow<'_, str> {
    if !id.bytes().all(is_token) {
        return redact(id);
    }
    if has_any_key_shape(id, is_key_not_uuid) { Cow::Owned(mask(id)) } else { Cow::Borrowed(id) }
}

/// A secret with so little of it that its owner knows it again: four characters at both ends of a long one,
/// none of a short one.
pub fn mask(secret: &str) -> String {
    const SHOWN: usize = 4;
    const LONG: usize = 32;
    const MEDIUM: usize = 16;
    let count = secret.chars().count();
    let head: String = secret.chars().take(if count < MEDIUM { 0 } else { SHOWN }).collect();
    let tail: String = secret.chars().skip(if count < LONG { count } else { count - SHOWN }).collect();
    format!("{head}{MASK}{tail}")
}

/// The next run of characters that a secret may consist of. Percent-encoded characters end it.
fn next_token(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut start = from;
    while !is_token(*bytes.get(start)?) {
        start += escape_len(&bytes[start..]).max(1);
    }
    let len = bytes[start..].iter().position(|&byte| !is_token(byte)).unwrap_or(bytes.len() - start);
    Some((start, start + len))
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'/' | b'~')
}

/// The length of a percent-encoded character.
fn escape_len(bytes: &[u8]) -> usize {
    match bytes {
        [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 3,
        _ => 0,
    }
}

enum Announced {
    /// A secret, whatever it looks like.
    Secret,
    /// A header that is secret up to its end: this quote, or the end of the line.
    Header(Option<char>),
    Identifier,
    Nothing,
}

/// How far back the name of a secret is looked for, in bytes.
const REACH: usize = 64;

/// What the text before a token says of it.
fn announcement(before: &str) -> Announced {
    if before.is_empty() {
        return Announced::Nothing;
    }
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let head = without_separator(before);
    let separator = &before[head.len()..];
    let (start, name) = last_name(head);
    let has_colon = separator.contains([':', '=', '：', '@']) || separator.contains('%');
    if !has_colon {
        // `Bearer` is a scheme anywhere, the others behind the name of their header.
        let is_header = || is_secret_name(&last_name(without_separator(&head[..start])).1);
        let is_scheme = SCHEMES.contains(&name.as_str()) && (name == "bearer" || is_header());
        return if is_scheme && !separator.is_empty() { Announced::Secret } else { Announced::Nothing };
    }
    if separator.starts_with("://") || CHINESE_NAMES.iter().any(|name| head.ends_with(name)) {
        return if separator.starts_with("://") { Announced::Nothing } else { Announced::Secret };
    }
    if SECRET_HEADERS.contains(&name.as_str()) {
        let is_quote = |c: &char| matches!(c, '"' | '\'');
        let around = separator
            .chars()
            .rev()
            .find(is_quote)
            .or_else(|| head[..start].chars().next_back().filter(is_quote));
        return Announced::Header(around);
    }
    match name.as_str() {
        name if is_secret_name(name) || is_some_key(&head[start..]) => Announced::Secret,
        name if name.ends_with(IDENTIFIER) => Announced::Identifier,
        // The password of an address: `https://user:password@host`.
        _ if head[..start].ends_with("://") && separator == ":" => Announced::Secret,
        _ => Announced::Nothing,
    }
}

/// `text` without what stands between a name and its value.
fn without_separator(text: &str) -> &str {
    const ESCAPES: [&str; 6] = ["%22", "%27", "%3A", "%3a", "%3D", "%20"];
    let is_separator =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\' | ':' | '=' | '>' | '：' | '(');
    let mut head = text;
    loop {
        let shorter = head.trim_end_matches(is_separator);
        let shorter = ESCAPES.iter().find_map(|escape| shorter.strip_suffix(escape)).unwrap_or(shorter);
        if shorter.len() == head.len() {
            return head;
        }
        head = shorter;
    }
}

/// The last word of `head` in lower case, without `_` and `-`, and where it begins.
fn last_name(head: &str) -> (usize, String) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let start = head.trim_end_matches(is_part).len();
    let name = head[start..].chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    (start, name.collect())
}

/// Whether a name is that of a secret, also with something before it as in `OPENAI_API_KEY`.
fn is_secret_name(name: &str) -> bool {
    SECRET_NAMES.iter().any(|secret| name.ends_with(secret))
}

/// Whether a name is that of some key, as in `signing-key`; `monkey` is none.
fn is_some_key(name: &str) -> bool {
    name.rsplit(['-', '_']).next().is_some_and(|last| last.eq_ignore_ascii_case("key"))
}

/// Whether an announced token is a secret and not a word of the sentence ("token: expired").
fn is_guarded(token: &str) -> bool {
    const SHORTEST: usize = 6;
    let word = token.to_ascii_lowercase();
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    token.len() >= SHORTEST && !SCHEMES.contains(&word) && !STATES.contains(&word)
}

/// Whether a part of a token has the shape of a key.
fn has_any_key_shape(token: &str, is_key: impl Fn(&str) -> bool) -> bool {
    token.split(['.', '+', '/', '~']).any(is_key)
}

/// Whether a word has the shape of a key wherever it stands.
pub fn is_key(word: &str) -> bool {
    let is_lower = !word.bytes().any(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_key_not_uuid(word) || word.len() == 36 && is_lower && is_mixed(word)
}

fn is_key_not_uuid(word: &str) -> bool {
    const SHORTEST: usize = 8;
    /// A key with a letter lost or something glued to it.
    const LONG: usize = 40;
    word.len() >= SHORTEST
        && has_digit(word)
        && (word.len() == 43 && is_mixed(word)
            || word.len() >= LONG && is_random(word)
            || KEY_PREFIXES.iter().any(|prefix| word.starts_with(prefix)))
}

/// Whether a word is no word of a language: it has digits among its letters.
fn is_mixed(word: &str) -> bool {
    has_digit(word) && word.bytes().filter(u8::is_ascii_alphabetic).count() > 4
}

/// Whether a long word looks drawn at random: capitals, small letters and several digits.
fn is_random(word: &str) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    count(u8::is_ascii_uppercase) > 3 && count(u8::is_ascii_lowercase) > 3 && count(u8::is_ascii_digit) > 3
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The rest of a header: up to the quote around it, or the end of the line.
fn header_len(text: &str, quote: Option<char>) -> usize {
    text.find(|c| matches!(c, '\n' | '\r') || Some(c) == quote).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";

    #[test]
    fn keys_are_masked_wherever_they_stand() {
        for text in [
            format!("AccessKey:{KEY} IS UNAVAILABLE"),
            format!("see {KEY}, please"),
            format!("id-{KEY}"),
            format!("Api key Id: {KEY}"),
            format!("curl -H 'Authorization: Bearer {KEY}'"),
            format!("{{\\\"api_key\\\":\\\"{KEY}\\\"}}"),
            format!("https://a/b?api_key={KEY}&x=1"),
            format!("%7B%22key%22%3A%22{KEY}%22%7D"),
            format!("authorization%3A%20Bearer%20{KEY}"),
        ] {
            let masked = redact(&text);
            assert!(!masked.contains(KEY) && masked.contains("****dE9f"), "{masked}");
            assert_eq!(redact(&masked), masked, "masking twice changes nothing");
        }
    }

    #[test]
    fn secrets_of_other_shapes_are_masked_where_they_are_announced() {
        for (text, masked) in [
            ("Authorization: Bearer abc123xyz", "Authorization: Bearer ****"),
            ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic dXNl****=="),
            ("authorization: Token abcdefghi", "authorization: Token ****"),
            ("'x-api-key': 'sk-0123456789abcdef'", "'x-api-key': 'sk-0****'"),
            ("OPENAI_API_KEY=k1234567", "OPENAI_API_KEY=****"),
            ("password=correcthorse", "password=****"),
            ("密码：hunter2xx", "密码：****"),
            ("https://user:hunter2@host/", "https://user:****@host/"),
        ] {
            assert_eq!(redact(text), masked);
        }
    }

    #[test]
    fn cookies_are_masked_up_to_their_end() {
        for (text, masked) in [
            ("cookie: a=1; session=xyz\nnext", "cookie: ****\nnext"),
            ("Cookie: a=b; c=\"quoted\"; rest=x", "Cookie: ****"),
            ("'set-cookie': 'a=1; b=2', next: 1", "'set-cookie': '****', next: 1"),
            ("curl -H 'Cookie: a=1; b=2' https://a", "curl -H 'Cookie: ****' https://a"),
        ] {
            assert_eq!(redact(text), masked);
        }
    }

    #[test]
    fn a_text_in_the_place_of_an_identifier_is_masked_as_one() {
        assert_eq!(redact_identifier("curl -H 'x-api-key: abc123xyz' a"), "curl -H 'x-api-key: ****' a");
        assert_eq!(redact_identifier(KEY), "aB3d****dE9f");
        for id in ["5f0c1b9e-93b1-4c53-9d5f-0a1b2c3d4e5f", "779534718492429396", "Root=1-5759e988"] {
            assert_eq!(redact_identifier(id), id);
        }
    }

    #[test]
    fn words_and_identifiers_stay() {
        for text in [
            "The provided API key is invalid.",
            "token: expired",
            "max_tokens: 4096",
            "req-k3v9qa-1795417200123456789",
            "ep-2wt0ee-1785658859439536998",
            "request_id: 5f0c1b9e-93b1-4c53-9d5f-0a1b2c3d4e5f",
            "InvalidArgument.MissingRequiredParameter",
            "https://console.streamlake.com/console/wanqing/api-key",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
