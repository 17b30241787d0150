//! What is looked for in raw lines before anything dearer is done: a stretch of each fixed text that no encoding
//! changes, and that has two bytes side by side that are rare in lines without an error.

mod words;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use self::words::{COMMON, EVERYWHERE};

/// From this length on, in bytes without spaces, a stretch is long enough.
const WANTED: usize = 8;

/// How many of a thousand letters of English text are an a, a b and so on.
pub const LETTERS: [u8; 26] =
    [72, 13, 35, 36, 110, 19, 19, 30, 68, 3, 8, 40, 29, 66, 68, 29, 2, 66, 65, 85, 29, 10, 12, 4, 15, 3];

/// What stands between the words of a stretch of a name, for anything that may stand there.
pub const ANY_SEPARATOR: char = '-';

/// What stands before a number that is a code as a whole: it counts only where a field calls it a code.
pub const CODE_NUMBER: char = '=';

/// The stretch of a piece of a message to look for, its words separated by single spaces; empty where there is
/// no letter or digit in it.
pub fn of_text(text: &str) -> String {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c.is_whitespace()));
    chosen(parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The same of a name, in which case and what separates the words are a matter of taste: `InvalidArgument`,
/// `invalid_argument`, `Invalid Argument`. Its words are separated by [`ANY_SEPARATOR`]. Where the catalog has two words
/// in one, they are not found apart. A number stays whole, behind [`CODE_NUMBER`].
pub fn of_name(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{CODE_NUMBER}{name}");
    }
    of_words(name)
}

/// The stretch of the words of a name.
fn of_words(name: &str) -> String {
    let is_joint = |c: char| matches!(c, ' ' | '_' | '-');
    let parts = name.split(|c: char| !(c.is_alphanumeric() || is_joint(c)));
    let mut texts = Vec::new();
    for part in parts {
        let words: Vec<&str> = part.split(is_joint).collect();
        // What stands between words in another number or of another kind may be written in more ways.
        for run in words.split(|word| word.is_empty()) {
            let words: Vec<&str> = run.iter().copied().flat_map(humps).collect();
            texts.push(words.join(ANY_SEPARATOR.encode_utf8(&mut [0; 4])));
        }
    }
    chosen(texts.into_iter())
}

/// The same of a family of names, of which only the beginning of each is known. Behind a short one stands the dot that
/// tells it from other words.
pub fn of_family(family: &str) -> String {
    let stretch = of_words(family);
    let last = family.rsplit('.').next().unwrap_or(family);
    if stretch.len() < WANTED && last.chars().all(char::is_alphanumeric) {
        of_words(last) + "."
    } else {
        stretch
    }
}

/// The words of a name that are told apart by their capitals.
fn humps(name: &str) -> Vec<&str> {
    let mut humps = Vec::new();
    let mut start = 0;
    let mut was_small = false;
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && was_small {
            humps.push(&name[start..at]);
            start = at;
        }
        was_small = !c.is_uppercase();
    }
    humps.push(&name[start..]);
    humps
}

/// The best stretch of some texts: long enough before too short, then the one that costs least.
fn chosen(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    let stretches =
        texts.iter().flat_map(|text| text.char_indices().map(|(start, _)| stretch(&text[start..])));
    let rated = stretches.filter(|stretch| !stretch.starts_with(is_separator)).map(|stretch| {
        let len = stretch.chars().filter(|&c| !is_separator(c)).map(char::len_utf8).sum();
        (WANTED.saturating_sub(len), cost(stretch), stretch)
    });
    let best = rated.min_by(|(missing, cost, _), (other, dearer, _)| {
        missing.cmp(other).then_with(|| cost.total_cmp(dearer))
    });
    best.map_or_else(String::new, |(.., stretch)| stretch.to_owned())
}

/// What it costs to look for a stretch: how often the rarest two bytes are in lines that stand side by side however its
/// words are separated.
fn cost(stretch: &str) -> f32 {
    /// Several words are written in several ways, which are all looked for.
    const WAYS: f32 = 0.1;
    /// A line with a common word is looked at again as a whole.
    const COMMON_WORD: f32 = 0.5;
    static IN_COMMON_WORDS: LazyLock<HashSet<&[u8]>> = LazyLock::new(|| {
        [COMMON, EVERYWHERE].into_iter().flatten().flat_map(|word| word.as_bytes().windows(WANTED)).collect()
    });
    let pairs = stretch.split(is_separator).flat_map(pairs).map(share);
    let rarest = pairs.fold(1.0, f32::min);
    rarest
        + if stretch.contains(is_separator) { WAYS } else { 0.0 }
        + if IN_COMMON_WORDS.contains(stretch.to_ascii_lowercase().as_bytes()) { COMMON_WORD } else { 0.0 }
}

/// What stands side by side in a word.
fn pairs(word: &str) -> impl Iterator<Item = [u8; 2]> {
    word.as_bytes().windows(2).map(|pair| [pair[0], pair[1]])
}

/// How many lines without an error have a pair of bytes, as a share of 1, more or less.
fn share(pair: [u8; 2]) -> f32 {
    /// How many pairs of letters a line has besides those of the words that are known.
    const LETTERS_OF_LINE: f32 = 10.0;
    /// In how many lines two letters are digits of a hexadecimal number.
    const HEXADECIMAL: f32 = 0.15;
    static KNOWN: LazyLock<HashMap<[u8; 2], f32>> = LazyLock::new(|| {
        let of = |words: &'static [&str], share| {
            words.iter().flat_map(move |word| pairs(word).map(move |pair| (pair, share)))
        };
        of(COMMON, 0.1).chain(of(EVERYWHERE, 1.0)).collect()
    });
    let pair = pair.map(|byte| byte.to_ascii_lowercase());
    match pair {
        [b'a'..=b'z', b'a'..=b'z'] => {
            let [one, other] = pair.map(|letter| 1e-3 * f32::from(LETTERS[usize::from(letter - b'a')]));
            let in_words = LETTERS_OF_LINE * one * other + KNOWN.get(&pair).copied().unwrap_or(0.0);
            in_words + if pair.iter().all(u8::is_ascii_hexdigit) { HEXADECIMAL } else { 0.0 }
        }
        [b'0'..=b'9', b'g'..=b'z'] | [b'g'..=b'z', b'0'..=b'9'] => 0.1,
        // Lines are full of numbers.
        [b'0'..=b'9', _] | [_, b'0'..=b'9'] => 0.5,
        _ => 0.1,
    }
}

/// The beginning of a text that is just long enough.
fn stretch(text: &str) -> &str {
    let mut len = 0;
    let end = text.char_indices().find(|&(_, c)| {
        let is_enough = len >= WANTED;
        len += if is_separator(c) { 0 } else { c.len_utf8() };
        is_enough
    });
    &text[..end.map_or(text.len(), |(end, _)| end)]
}

const fn is_separator(c: char) -> bool {
    matches!(c, ' ' | ANY_SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_pieces_are_looked_for_before_common_ones() {
        assert_eq!(of_text("The requested endpoint has been stopped"), "een stopp");
        assert_eq!(of_text("Request was rejected"), "rejected");
        assert_eq!(of_text("AUTH_INFO missing"), "AUTH_INF");
    }

    #[test]
    fn common_words_are_no_stretches() {
        assert_eq!(of_text("a parameter of it"), "ameter of");
        assert_eq!(of_name("InvalidParameter"), "Invalid-P");
        // There is nothing else.
        assert_eq!(of_name("Parameter"), "Paramete");
    }

    #[test]
    fn a_stretch_goes_over_spaces_but_not_over_punctuation() {
        assert_eq!(of_text("is frozen, not allowed"), "is frozen");
        assert_eq!(of_text("a: b, no"), "no");
        assert_eq!(of_text("余额不足"), "余额不");
        assert_eq!(of_text("--"), "");
    }

    #[test]
    fn names_are_cut_at_their_capitals() {
        assert_eq!(of_name("UnaccessibleUser"), "ccessibl");
        assert_eq!(of_name("Bad Gateway"), "ad-Gatewa");
        assert_eq!(of_name("Forbidden.Frozen"), "Forbidde");
        assert_eq!(of_name("HTTP_ERROR"), "HTTP-ERRO");
    }

    #[test]
    fn names_are_cut_where_other_things_stand_between_their_words() {
        assert_eq!(of_name("[Billing].Quota"), "Billing");
        assert_eq!(of_name("Quota/Used"), "Quota");
        assert_eq!(of_name("Rule__Broken"), "Broken");
        assert_eq!(of_name("***"), "");
    }

    #[test]
    fn a_number_stays_whole() {
        assert_eq!(of_name("1000000017"), "=1000000017");
        assert_eq!(["17-100001", "E100001", "17.100001"].map(of_name), ["17-100001", "E100001", "100001"]);
        assert_eq!(of_family("17"), "17.");
    }

    #[test]
    fn a_short_family_has_its_dot() {
        assert_eq!(of_family("InvalidArgument"), "alid-Argu");
        assert_eq!(of_family("Api"), "Api.");
        assert_eq!(of_family("Own.Quota"), "Quota.");
        assert_eq!(of_family("Own)"), "Own");
    }
}
