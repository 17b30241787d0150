//! Secrets masked: API keys, bearer tokens, credentials in headers.
//!
//! The shapes of Wanqing's keys are those seen in public: 43 letters, digits, `_` and `-`; 36 lower-case
//! letters, digits and `-`; or `sk-` and more.

use std::borrow::Cow;

/// What stands for the hidden part of a secret.
const MASK: &str = "****";

/// Words that announce a secret behind a `:` or `=`, without their `_` and `-`.
const SECRET_NAMES: &[&str] = &[
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "authtoken",
    "authorization",
    "key",
    "passwd",
    "password",
    "proxyauthorization",
    "secret",
    "secretkey",
    "token",
    "xapikey",
    "xgoogapikey",
    "appkey",
    "appsecret",
];

/// Headers whose whole value is secret.
const SECRET_HEADERS: &[&str] = &["cookie", "setcookie"];

/// Words between the name of a secret and the secret itself.
const SCHEMES: &[&str] = &["bearer", "basic", "apikey", "token", "key"];

/// Names of identifiers that have the shape of a key but are none.
const IDENTIFIER_NAMES: &[&str] =
    &["requestid", "xrequestid", "traceid", "xtraceid", "id", "uuid", "correlationid"];

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
        let (end, shown) = match announcement(&text[copied..start]) {
            Announced::WholeLine => (start + line_len(&text[start..]), MASK.to_owned()),
            Announced::Secret if is_guarded(token) => (end, mask(token)),
            Announced::Identifier => continue,
            _ if has_key_shape(token) => (end, mask(token)),
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

/// The next run of characters that a secret may consist of.
fn next_token(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = &text.as_bytes()[from..];
    let start = bytes.iter().position(|&byte| is_token(byte))?;
    let len = bytes[start..].iter().position(|&byte| !is_token(byte)).unwrap_or(bytes.len() - start);
    Some((from + start, from + start + len))
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'/' | b'~')
}

enum Announced {
    Secret,
    WholeLine,
    Identifier,
    Nothing,
}

/// How far back the name of a secret is looked for, in bytes.
const REACH: usize = 48;

/// What the text before a token says of it.
fn announcement(before: &str) -> Announced {
    let from = (before.len().saturating_sub(REACH)..=before.len()).find(|&at| before.is_char_boundary(at));
    let before = &before[from.unwrap_or(0)..];
    let head = before.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\' | ':' | '=' | '>' | '：')
    });
    let separator = &before[head.len()..];
    let name = last_name(head);
    if SCHEMES.contains(&name.as_str()) && separator.starts_with(char::is_whitespace) && name == "bearer" {
        return Announced::Secret;
    }
    if name == "basic" && separator.chars().all(char::is_whitespace) && announces_header(head) {
        return Announced::Secret;
    }
    if !separator.contains([':', '=', '：']) {
        return Announced::Nothing;
    }
    match name.as_str() {
        name if SECRET_HEADERS.contains(&name) => Announced::WholeLine,
        name if is_secret_name(name) => Announced::Secret,
        name if IDENTIFIER_NAMES.contains(&name) => Announced::Identifier,
        _ => Announced::Nothing,
    }
}

/// Whether a name is that of a secret, also with something before it as in `OPENAI_API_KEY`.
fn is_secret_name(name: &str) -> bool {
    SECRET_NAMES.iter().any(|&secret| name == secret || (secret.len() > 4 && name.ends_with(secret)))
}

fn announces_header(head: &str) -> bool {
    head.to_ascii_lowercase().contains("authorization")
}

/// The last word of `head` in lower case, without `_` and `-`.
fn last_name(head: &str) -> String {
    let start = head
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        .map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    head[start..].chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether an announced token is a secret and not a word of the sentence ("token: expired").
fn is_guarded(token: &str) -> bool {
    const LONG: usize = 16;
    let is_scheme = SCHEMES.iter().any(|scheme| token.eq_ignore_ascii_case(scheme));
    !is_scheme && token.len() >= 6 && (token.len() >= LONG || token.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a token has the shape of a key wherever it stands.
fn has_key_shape(token: &str) -> bool {
    token.split(['.', '+', '/', '~']).any(|run| {
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let letters = run.bytes().filter(u8::is_ascii_alphabetic).count();
        let is_lower = !run.bytes().any(|byte| byte.is_ascii_uppercase() || byte == b'_');
        match run.len() {
            43 => digits > 0 && letters > 8,
            36 => digits > 0 && letters > 4 && is_lower,
            len => (len >= 8 && run.starts_with("sk-")) || (len >= 16 && run.starts_with("eyJ")),
        }
    })
}

/// The rest of a header's line: up to the line end or the quote that ends it.
fn line_len(text: &str) -> usize {
    text.find(['\n', '\r', '"', '\'']).unwrap_or(text.len())
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
            format!("curl -H 'Authorization: Bearer {KEY}'"),
            format!("{{\\\"api_key\\\":\\\"{KEY}\\\"}}"),
            format!("https://a/b?api_key={KEY}&x=1"),
        ] {
            let masked = redact(&text);
            assert!(!masked.contains(KEY) && masked.contains("aB3d****dE9f"), "{masked}");
            assert_eq!(redact(&masked), masked, "masking twice changes nothing");
        }
    }

    #[test]
    fn secrets_of_other_shapes_are_masked_where_they_are_announced() {
        assert_eq!(redact("Authorization: Bearer abc123xyz"), "Authorization: Bearer ****");
        assert_eq!(redact("Authorization: Basic dXNlcjpwYXNzd29yZA=="), "Authorization: Basic dXNl****==");
        assert_eq!(redact("cookie: a=1; session=xyz\nnext"), "cookie: ****\nnext");
        assert_eq!(redact("'x-api-key': 'sk-0123456789abcdef'"), "'x-api-key': 'sk-0****'");
        assert_eq!(redact("OPENAI_API_KEY=k1234567"), "OPENAI_API_KEY=****");
    }

    #[test]
    fn words_and_identifiers_stay() {
        for text in [
            "The provided API key is invalid.",
            "token: expired",
            "req-k3v9qa-1795417200123456789",
            "ep-2wt0ee-1785658859439536998",
            "request_id: 5f0c1b9e-93b1-4c53-9d5f-0a1b2c3d4e5f",
            "InvalidArgument.MissingRequiredParameter",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
