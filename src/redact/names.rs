//! The names of fields that hold secrets, from `secrets.toml`.

include!(concat!(env!("OUT_DIR"), "/names.rs"));

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

/// A name from which on longer names may end with it wherever it begins in them.
const LONG: usize = 6;

/// How much of the end of a word is looked at, in bytes: more than the longest name with its ending.
const REACH: usize = 64;

/// Two letters, as a number.
const PAIRS: usize = 26 * 26;

/// Where among the names those begin that end with two letters.
const FIRST: [usize; PAIRS + 1] = {
    let mut first = [0; PAIRS + 1];
    let (mut pair, mut at) = (0, 0);
    while pair < first.len() {
        while at < NAMES.len() && ending(NAMES[at].0.as_bytes()) < pair {
            at += 1;
        }
        first[pair] = at;
        pair += 1;
    }
    first
};

/// The last two letters of a text in lower case as a number; [`PAIRS`] where it ends with something else.
const fn ending(text: &[u8]) -> usize {
    let [.., a, b] = *text else { return PAIRS };
    let (a, b) = (a | b' ', b | b' ');
    if !a.is_ascii_lowercase() || !b.is_ascii_lowercase() {
        return PAIRS;
    }
    (a - b'a') as usize * 26 + (b - b'a') as usize
}

/// What may stand behind the name proper within a word: `api_key_2`, `secretValue`.
const ENDINGS: &[&str] = &["value", "string", "str", "header", "plain", "raw", "text"];

/// Whether a name may end with a word, as its last letters tell. Most words are passed over by it.
pub fn may_end_name(word: &[u8]) -> bool {
    let word = trimmed(word, |byte| !byte.is_ascii_alphabetic());
    let pair = ending(word);
    pair < PAIRS
        && (FIRST[pair] < FIRST[pair + 1] || ENDINGS.iter().any(|known| ending(known.as_bytes()) == pair))
}

/// The kind of the name with which `text` ends, a word of letters, digits, `_` and `-` with what stands before it.
pub fn name_at_end(text: &[u8]) -> Option<Kind> {
    let (letters, len, starts) = letters_of(text);
    let without_number = trimmed(&letters[..len], u8::is_ascii_digit);
    named(without_number, starts).or_else(|| {
        let name = ENDINGS.iter().find_map(|ending| without_number.strip_suffix(ending.as_bytes()))?;
        named(trimmed(name, u8::is_ascii_digit), starts)
    })
}

/// The letters and digits at the end of a text in lower case, how many they are, and as bits at which of them a new
/// word begins.
fn letters_of(text: &[u8]) -> ([u8; REACH], usize, u64) {
    let text = &text[text.len().saturating_sub(REACH)..];
    let (mut letters, mut len, mut starts) = ([0; REACH], 0, 0);
    let mut before = b' ';
    for &byte in text {
        if byte.is_ascii_alphanumeric() {
            let is_hump = byte.is_ascii_uppercase() && !before.is_ascii_uppercase();
            starts |= u64::from(is_hump || !before.is_ascii_alphabetic()) << len;
            letters[len] = byte.to_ascii_lowercase();
            len += 1;
        }
        before = byte;
    }
    (letters, len, starts)
}

fn trimmed(text: &[u8], is_end: impl Fn(&u8) -> bool) -> &[u8] {
    &text[..text.iter().rposition(|byte| !is_end(byte)).map_or(0, |last| last + 1)]
}

fn named(letters: &[u8], starts: u64) -> Option<Kind> {
    let pair = ending(letters);
    let names = NAMES.get(FIRST[pair]..FIRST[(pair + 1).min(PAIRS)]).unwrap_or_default();
    let is_name = |name: &str| {
        letters.ends_with(name.as_bytes())
            && (name.len() >= LONG || starts >> (letters.len() - name.len()) & 1 == 1)
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
        for &(name, _) in NAMES {
            assert!(name.len() <= REACH / 2 && may_end_name(name.as_bytes()), "{name} cannot be found");
            assert!(name_at_end(name.as_bytes()).is_some(), "{name}");
        }
    }
}
