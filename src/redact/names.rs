//! The names of fields that hold secrets, from `secrets.toml`.

use std::sync::LazyLock;

use super::table;

/// What counts as a value of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything but words that say what is wrong with it.
    Secret,
    /// A secret behind the word for a scheme.
    Header,
    /// Letters and digits, right behind the name.
    Scheme,
    /// Pairs of names and values.
    Cookies,
    /// Letters and digits, or letters in disorder.
    Mixed,
    /// What looks drawn at random.
    Random,
}

impl Kind {
    fn named(name: &str) -> Self {
        match name {
            "secret" => Self::Secret,
            "header" => Self::Header,
            "scheme" => Self::Scheme,
            "cookies" => Self::Cookies,
            "mixed" => Self::Mixed,
            "random" => Self::Random,
            other => unreachable!("{other:?} is no kind of name in secrets.toml"),
        }
    }
}

/// A name from which on longer names may end with it wherever it begins in them.
const LONG: usize = 6;

/// No name is longer without what may stand before it, in bytes.
const REACH: usize = 32;

/// The names by their last two letters.
static NAMES: LazyLock<Vec<Vec<(&str, Kind)>>> = LazyLock::new(|| {
    let mut names = vec![Vec::new(); usize::from(ALPHABET).pow(2)];
    for (name, kind) in ascii_names() {
        if let Some(bucket) = bucket(name.as_bytes()) {
            names[bucket].push((name, kind));
        }
    }
    // The longest first: it says most of what is meant.
    names
        .iter_mut()
        .for_each(|names: &mut Vec<(&str, Kind)>| names.sort_by_key(|(name, _)| usize::MAX - name.len()));
    names
});

static CHINESE: LazyLock<Vec<(&str, Kind)>> =
    LazyLock::new(|| all_names().filter(|(name, _)| !name.is_ascii()).collect());

fn all_names() -> impl Iterator<Item = (&'static str, Kind)> {
    table("name").filter_map(|line| line.split_once('\t')).map(|(kind, name)| (name, Kind::named(kind)))
}

fn ascii_names() -> impl Iterator<Item = (&'static str, Kind)> {
    all_names().filter(|(name, _)| name.is_ascii())
}

const ALPHABET: u8 = 26;

fn bucket(name: &[u8]) -> Option<usize> {
    let [.., a, b] = *name else { return None };
    let letter = |byte: u8| byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'));
    Some(letter(a)? * usize::from(ALPHABET) + letter(b)?)
}

/// What may stand behind the name proper within a word: `api_key_2`, `secretValue`.
const ENDINGS: &[&str] = &["value", "string", "str", "header", "b64", "base64", "plain", "raw", "text"];

/// The kind of the name with which `text` ends, a word of letters, digits, `_` and `-` with what stands before it.
pub fn name_at_end(text: &[u8]) -> Option<Kind> {
    // Quickly for nearly all words.
    let (letters, starts) = letters_of(text);
    let whole = letters.as_slice();
    let without_number = trimmed(whole, u8::is_ascii_digit);
    named(without_number, &starts).or_else(|| {
        let name = ENDINGS.iter().find_map(|ending| without_number.strip_suffix(ending.as_bytes()))?;
        named(name, &starts)
    })
}

/// The letters and digits at the end of a text in lower case, and for each whether a new word begins with it.
fn letters_of(text: &[u8]) -> (Vec<u8>, Vec<bool>) {
    let text = &text[text.len().saturating_sub(REACH * 2)..];
    let (mut letters, mut starts) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut before = b' ';
    for &byte in text {
        if byte.is_ascii_alphanumeric() {
            letters.push(byte.to_ascii_lowercase());
            let is_hump = byte.is_ascii_uppercase() && !before.is_ascii_uppercase();
            starts.push(is_hump || !before.is_ascii_alphanumeric() || before.is_ascii_digit());
        }
        before = byte;
    }
    (letters, starts)
}

fn trimmed(text: &[u8], is_end: impl Fn(&u8) -> bool) -> &[u8] {
    &text[..text.iter().rposition(|byte| !is_end(byte)).map_or(0, |last| last + 1)]
}

fn named(letters: &[u8], starts: &[bool]) -> Option<Kind> {
    let names = &NAMES[bucket(letters)?];
    let is_name = |name: &str| {
        letters.ends_with(name.as_bytes()) && (name.len() >= LONG || starts[letters.len() - name.len()])
    };
    names.iter().find(|(name, _)| is_name(name)).map(|&(_, kind)| kind)
}

/// The Chinese name with which a text begins: its kind and its length.
pub fn chinese_name(text: &[u8]) -> Option<(Kind, usize)> {
    CHINESE.iter().find(|(name, _)| text.starts_with(name.as_bytes())).map(|&(name, kind)| (kind, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for name in [
            "api_key",
            "API-KEY",
            "apiKey",
            "OPENAI_API_KEY",
            "xApiKey",
            "api key",
            "spring.ai.api.key",
            "api_key_2",
            "ApiKeyValue",
        ] {
            assert_eq!(name_at_end(name.as_bytes()), Some(Kind::Secret), "{name}");
        }
        assert_eq!(name_at_end(b"authToken"), Some(Kind::Secret));
        assert_eq!(name_at_end(b"Proxy-Authorization"), Some(Kind::Header));
        assert_eq!(name_at_end(b"X-Auth"), Some(Kind::Mixed));
        for name in ["monkey", "max_tokens", "author", "compass", "design", "", "_", "keyboard", "oauth2_url"]
        {
            assert_eq!(name_at_end(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn no_name_is_out_of_reach() {
        for (name, _) in ascii_names() {
            assert!(name.len() <= REACH && bucket(name.as_bytes()).is_some(), "{name} cannot be found");
            assert!(name_at_end(name.as_bytes()).is_some(), "{name}");
        }
    }
}
