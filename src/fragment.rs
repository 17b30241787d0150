//! What is looked for in raw lines before anything dearer is done: a stretch of each fixed text that is rare in
//! lines without an error, and that no encoding changes.

// The build script compiles this file too, where the module would be looked for beside it.
#[path = "fragment/words.rs"]
mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::words::COMMON;
pub use self::words::EVERYWHERE;

/// From this length on, in bytes without spaces, a stretch is long enough.
const WANTED: usize = 8;

/// Lines are looked at in pieces of this length, in bytes. A stretch should have few that common words have as well.
pub const GRAM: usize = 4;

/// How many of the pieces of a stretch are looked for.
const GRAMS: usize = 5;

/// What stands between the words of a stretch of a name, for anything that may stand there.
pub const ANY_SEPARATOR: char = '-';

/// The stretch of a piece of a message to look for, its words separated by single spaces; empty where there is
/// no letter or digit in it.
pub fn of_text(text: &str) -> String {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c.is_whitespace()));
    chosen(parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The same of a name, in which case and what separates the words are a matter of taste: `InvalidArgument`,
/// `invalid_argument`, `Invalid Argument`. Its words are separated by [`ANY_SEPARATOR`]. Where the catalog has two words
/// in one, they are not found apart.
pub fn of_name(name: &str) -> String {
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
    let stretch = of_name(family);
    let last = family.rsplit('.').next().unwrap_or(family);
    if stretch.len() < WANTED && last.chars().all(char::is_alphanumeric) {
        of_name(last) + "."
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

/// The best stretch of some texts: long enough before too short, with a piece within one word before others, then the
/// one of the fewest and rarest pieces.
fn chosen(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    let stretches =
        texts.iter().flat_map(|text| text.char_indices().map(|(start, _)| stretch(&text[start..])));
    let best = stretches.filter(|stretch| !stretch.starts_with(is_separator)).min_by_key(|stretch| {
        let joined = stretch.replace(is_separator, "");
        let missing = WANTED.saturating_sub(joined.len());
        // Such a piece is there however the words are separated.
        let has_piece = stretch.split(|c| is_separator(c) || c == '_').any(|word| word.len() >= GRAM);
        // Several words are written in several ways, each with pieces of its own.
        let other = Some(joined).filter(|joined| joined.len() < stretch.len());
        let as_written = stretch.replace(ANY_SEPARATOR, "_");
        (missing, !has_piece, cost(&as_written) + other.map_or(0, |joined| cost(&joined)))
    });
    best.unwrap_or_default().to_owned()
}

/// What it costs to look for the pieces of a stretch.
fn cost(stretch: &str) -> u32 {
    const CHANCE: u32 = 1;
    /// Lines are full of numbers.
    const NUMBER: u32 = 8;
    static COSTS: LazyLock<HashMap<Vec<u8>, u32>> = LazyLock::new(|| {
        let of = |words: &'static [&str], cost| {
            words
                .iter()
                .flat_map(move |word| word.as_bytes().windows(GRAM).map(move |gram| (gram.to_vec(), cost)))
        };
        of(COMMON, 4).chain(of(EVERYWHERE, 16)).collect()
    });
    let folded = stretch.to_lowercase();
    let grams = folded.as_bytes().windows(GRAM).take(GRAMS);
    let has_digit = |gram: &[u8]| gram.iter().any(u8::is_ascii_digit);
    let known = |gram: &[u8]| COSTS.get(gram).copied().unwrap_or(0);
    grams.map(|gram| CHANCE + known(gram) + if has_digit(gram) { NUMBER } else { 0 }).sum()
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
        assert_eq!(of_text("The requested endpoint has been stopped"), "as been st");
        assert_eq!(of_text("Request was rejected"), "rejected");
        assert_eq!(of_text("AUTH_INFO missing"), "AUTH_INF");
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
        assert_eq!(of_name("UnaccessibleUser"), "ssible-Us");
        assert_eq!(of_name("Bad Gateway"), "Bad-Gatew");
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
    fn a_short_family_has_its_dot() {
        assert_eq!(of_family("InvalidArgument"), "alid-Argu");
        assert_eq!(of_family("Api"), "Api.");
        assert_eq!(of_family("Own.Quota"), "Quota.");
        assert_eq!(of_family("Own)"), "Own");
    }
}
