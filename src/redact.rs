//! Secrets masked: keys of APIs, tokens, passwords, credentials in headers and addresses, private keys.
//!
//! Something is a secret by its shape, or because a name beside it says so. Both stand in `secrets.toml`. One reader
//! ([`Reader`]) knows how names and values are written: in headers, JSON at any depth of escaping, YAML, the prints of
//! Python and Go, properties, command lines, queries. It reads a [`View`] of the text, in which nothing invisible and
//! no escape divides a secret. Each byte is read a bounded number of times, so the time grows with the text and no more.

mod names;
mod shapes;
mod value;
mod verdict;
mod view;

use std::borrow::Cow;
use std::ops::Range;

use self::names::{Kind, chinese_name, may_end_name, name_at_end};
pub use self::shapes::is_key;
use self::shapes::{SHORTEST_KEY, is_key_not_uuid, is_uuid, known_len};
use self::value::{Reader, is_name, is_space};
use self::verdict::{has_mixed_part, is_fragment, is_key_char};
use self::view::View;

/// What stands for the hidden part of a secret.
const MASK: &str = "****";

/// Masks every secret in `text`: what has the shape of a secret of a known maker, and what stands beside the name of
/// one. Of a long key the first and the last four characters stay, so that its owner can tell which it is. Ids of
/// requests, commits and traces, names of models and files, and words about secrets stay readable.
///
/// The time it takes grows with the length of the text, whatever is in it.
///
/// ```
/// let key = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
/// assert_eq!(wqerr::redact(&format!("AccessKey:{key} IS")), "AccessKey:aB3d****dE9f IS");
/// assert_eq!(wqerr::redact("curl -u admin:hunter2 https://host/"), "curl -u admin:**** https://host/");
/// assert_eq!(wqerr::redact("token: expired"), "token: expired");
/// ```
pub fn redact(text: &str) -> Cow<'_, str> {
    masked(text, Id::Named)
}

/// Masks an identifier that is in truth a key; one of another shape stays, for it is what a ticket needs.
pub fn redact_identifier(id: &str) -> Cow<'_, str> {
    masked(id, Id::Whole)
}

/// What of a text is an identifier, which may look like one of Wanqing's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Id {
    /// What stands behind the name of one.
    Named,
    /// All of it.
    Whole,
}

fn masked(text: &str, id: Id) -> Cow<'_, str> {
    let view = View::of(text);
    let secrets = Finder { view: &view, reader: Reader::new(&view), id, secrets: Vec::new() }.find();
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut copied = 0;
    for secret in secrets {
        let place = view.original(secret.clone());
        plain.push_str(&text[copied..place.start]);
        plain.push_str(&mask_of(&view.bytes()[secret]));
        copied = place.end;
    }
    plain.push_str(&text[copied..]);
    Cow::Owned(plain)
}

/// The mask of a part of a text. Only of keys something stays: passwords with marks are chosen by people.
fn mask_of(secret: &[u8]) -> String {
    let key: String = secret.iter().filter(|byte| !is_space(**byte)).copied().map(char::from).collect();
    // Within a key no equals sign stands; one between a name and its value does.
    let is_key = key.trim_end_matches('=').bytes().all(|byte| is_key_char(byte) && byte != b'=');
    if is_key && has_mixed_part(key.as_bytes(), 8) { mask(&key) } else { MASK.to_owned() }
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

/// Whether a secret was masked before.
fn is_masked(secret: &[u8]) -> bool {
    memchr::memmem::find(secret, MASK.as_bytes()).is_some()
}

/// Goes through a text from its beginning to its end, from secret to secret.
struct Finder<'v> {
    view: &'v View<'v>,
    reader: Reader<'v>,
    id: Id,
    /// What was found, in ascending order.
    secrets: Vec<Range<usize>>,
}

impl Finder<'_> {
    fn find(mut self) -> Vec<Range<usize>> {
        let bytes = self.view.bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            at = match byte {
                _ if is_name(byte) => self.behind_word(at),
                b':' if bytes[at..].starts_with(b"://") => self.behind_authority(at + 3),
                byte if !byte.is_ascii() => match chinese_name(&bytes[at..]) {
                    Some((kind, len)) => self.behind_value(kind, at..at + len),
                    None => at + 1,
                },
                _ => at + 1,
            };
        }
        self.secrets
    }

    /// The place behind a word, and behind what it announces.
    fn behind_word(&mut self, start: usize) -> usize {
        let bytes = self.view.bytes();
        let len = bytes[start..].iter().position(|&byte| !is_name(byte)).unwrap_or(bytes.len() - start);
        let word = start..start + len;
        if let Some(secret) = self.secret_in(&word) {
            let end = secret.end;
            self.secrets.push(secret);
            return end;
        }
        if bytes[start] == b'-' {
            if let Some(end) = self.reader.block_end(start) {
                self.secrets.push(start..end);
                return end;
            }
            if matches!(&bytes[word.clone()], b"-u" | b"--user" | b"--proxy-user" | b"-U") {
                return self.behind_login(word.end);
            }
        }
        if !may_end_name(&bytes[word.clone()]) {
            return word.end;
        }
        match name_at_end(&bytes[self.name_start(&word)..word.end]) {
            Some(kind) => {
                let from = self.secrets.last().map_or(0, |last| last.end);
                self.secrets.extend(self.reader.value_before(kind, from..word.start));
                self.behind_value(kind, word)
            }
            None => word.end,
        }
    }

    /// Where the name begins that ends with a word: `api key` and `api.key` are two words.
    fn name_start(&self, word: &Range<usize>) -> usize {
        const LONGEST: usize = 24;
        let before = &self.view.bytes()[word.start.saturating_sub(LONGEST)..word.start];
        let Some((b' ' | b'.', before)) = before.split_last() else { return word.start };
        let len = before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        word.start - if len > 0 { len + 1 } else { 0 }
    }

    fn behind_value(&mut self, kind: Kind, mut name: Range<usize>) -> usize {
        let bytes = self.view.bytes();
        // An option of a command line: a space is as good as an equals sign.
        let is_option = bytes[name.clone()].starts_with(b"--") && bytes.get(name.end) == Some(&b' ');
        if is_option {
            name.end += 1;
        }
        let values = self.reader.values(kind, name, is_option);
        self.secrets.extend(values.secrets);
        values.end
    }

    /// The secret that a word holds by its shape, with what belongs to it beside the word.
    fn secret_in(&self, word: &Range<usize>) -> Option<Range<usize>> {
        let bytes = self.view.bytes();
        let mut before = b' ';
        for at in word.clone() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric()
                && !before.is_ascii_alphanumeric()
                && let Some(len) = known_len(&bytes[at..])
            {
                return Some(at..at + len);
            }
            before = byte;
        }
        let text = &self.view.text()[word.clone()];
        if text.len() < SHORTEST_KEY || is_uuid(text.as_bytes()) {
            return None;
        }
        let is_id = self.id == Id::Whole || self.is_named_id(word.start);
        let is_key = if is_id { is_key_not_uuid } else { is_key };
        // An option of a command line may be a key that was pasted in the wrong place.
        let is_secret = is_key(text) || is_key(text.trim_start_matches('-'));
        is_secret.then(|| self.with_neighbours(word))
    }

    /// Whether the name before a place is that of an identifier.
    fn is_named_id(&self, at: usize) -> bool {
        const NAME: &[u8] = b"id";
        const GAP: usize = 8;
        let before = &self.view.bytes()[..at];
        let near = &before[before.len().saturating_sub(GAP + NAME.len())..];
        let last = near.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
        last < near.len() && near[..last].to_ascii_lowercase().ends_with(NAME)
    }

    /// A part of a secret with the parts of it before and behind, which the marks of base64 divide.
    fn with_neighbours(&self, word: &Range<usize>) -> Range<usize> {
        const LONGEST: usize = 128;
        let bytes = self.view.bytes();
        let is_mark = |byte: u8| matches!(byte, b'+' | b'/' | b'=' | b'.' | b'~');
        let from = self.secrets.last().map_or(0, |last| last.end).max(word.start.saturating_sub(LONGEST));
        let (mut start, mut end) = (word.start, word.end);
        while let [.., mark] = bytes[from..start]
            && is_mark(mark)
        {
            let len = bytes[from..start - 1].iter().rev().take_while(|&&byte| is_name(byte)).count();
            let part = start - 1 - len;
            if !is_fragment(&bytes[part..start - 1]) || len < 4 {
                break;
            }
            start = part;
        }
        while let Some(&mark) = bytes.get(end)
            && is_mark(mark)
        {
            let len = bytes[end + 1..].iter().take_while(|&&byte| is_name(byte)).count();
            if mark != b'=' && (!is_fragment(&bytes[end + 1..end + 1 + len]) || len < 4) {
                break;
            }
            end += 1 + if mark == b'=' { 0 } else { len };
        }
        start..end
    }

    /// The place behind the credentials of an address: `https://user:password@host`, `https://token@host`.
    fn behind_authority(&mut self, start: usize) -> usize {
        const LONGEST: usize = 512;
        /// The shortest token; names of users are shorter.
        const SHORTEST: usize = 12;
        let bytes = self.view.bytes();
        let near = &bytes[start..bytes.len().min(start + LONGEST)];
        let is_end = |byte: u8| is_space(byte) || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\');
        let len = near.iter().position(|&byte| is_end(byte)).unwrap_or(near.len());
        let is_path = |at: usize| near[at] == b'/' && !self.view.is_percent(start + at);
        let host = &near[..(0..len).find(|&at| is_path(at)).unwrap_or(len)];
        // Behind the colon of a host stands the number of a port; a password may have a slash.
        let port = host.iter().position(|&byte| byte == b':').map(|colon| &host[colon + 1..]);
        let is_password = !host.contains(&b'@')
            && port.is_some_and(|port| port.first().is_some_and(|byte| !byte.is_ascii_digit()));
        let authority = if is_password { &near[..len] } else { host };
        let Some(len) = authority.iter().rposition(|&byte| byte == b'@') else { return start };
        let user = &authority[..len];
        let secret = match user.iter().position(|&byte| byte == b':') {
            Some(colon) if colon + 1 < len => colon + 1..len,
            Some(colon) if known_len(user).is_some() || has_mixed_part(&user[..colon], 8) => 0..colon,
            None if len >= SHORTEST && has_mixed_part(user, 8) => 0..len,
            _ => return start + len,
        };
        if !is_masked(&user[secret.clone()]) {
            self.secrets.push(start + secret.start..start + secret.end);
        }
        start + len
    }

    /// The place behind the login that a command line gives: `-u user:password`.
    fn behind_login(&mut self, from: usize) -> usize {
        let bytes = self.view.bytes();
        let is_between = |byte: u8| matches!(byte, b' ' | b'=' | b'"' | b'\'' | b'\\');
        let start = from + bytes[from..].iter().take(8).take_while(|&&byte| is_between(byte)).count();
        let is_end = |byte: u8| is_space(byte) || matches!(byte, b'"' | b'\'' | b'\\');
        let len = bytes[start..].iter().position(|&byte| is_end(byte)).unwrap_or(bytes.len() - start);
        let login = &bytes[start..start + len];
        let Some(colon) = login.iter().position(|&byte| byte == b':') else { return start };
        let password = &login[colon + 1..];
        // Ids of users and groups, lines of files, addresses.
        let is_other =
            password.len() < 4 && password.iter().all(u8::is_ascii_digit) || password.starts_with(b"//");
        if start > from && !is_other && !is_masked(password) && !password.is_empty() {
            self.secrets.push(start + colon + 1..start + len);
        }
        start + len
    }
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
            ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic dXNl****"),
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
