//! Whether a message stands for itself, or is a part of a longer sentence or name.

use std::ops::Range;

/// Whether a message that stands at `span` is a part of a longer sentence. A message in capitals amid small words is
/// quoted there.
pub fn goes_on(text: &str, span: &Range<usize>) -> bool {
    /// How much of what follows is looked at: two words, in bytes.
    const REACH: usize = 200;
    let is_small = |c: char| c.is_ascii_lowercase();
    let begins_small = text[span.clone()].starts_with(is_small);
    let before = text[..span.start].strip_suffix(' ').and_then(|head| head.chars().next_back());
    let is_behind_word = before.is_some_and(is_small);
    let behind = &text[span.end..text.floor_char_boundary(span.end + REACH)];
    let line = behind.split(['\n', '"', '\'']).next().unwrap_or_default();
    let rest = line.strip_prefix(", ").or_else(|| line.strip_prefix(' ')).unwrap_or_default();
    let mut words = rest.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    // Clients write fields behind a message: `traceId=1`, `retrying: yes`.
    let is_word =
        !first.is_empty() && first.chars().all(is_small) && second.is_some_and(|word| !word.contains('='));
    if is_behind_word {
        return begins_small;
    }
    is_word
        // `some unknown error, exception or failure`
        || line.starts_with(',') && matches!(second, Some("or" | "and"))
}

/// Whether what stands at `span` is a part of a longer name, such as `REAL_AUTH_INFO missing`.
pub fn is_inside_name(text: &str, span: &Range<usize>) -> bool {
    let is_joint = |c: char| matches!(c, '_' | '-');
    let before = text[..span.start].chars().next_back().is_some_and(is_joint);
    let mut behind = text[span.end..].chars();
    let joined = behind.next().is_some_and(is_joint) && behind.next().is_some_and(char::is_alphanumeric);
    before && text[span.clone()].starts_with(char::is_alphanumeric) || joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, part: &str) -> Range<usize> {
        let at = text.find(part).expect("it is there");
        at..at + part.len()
    }

    #[test]
    fn sentences_that_go_on_are_known() {
        let is_in = |text: &str, message: &str| goes_on(text, &at(text, message));
        assert!(is_in("The request is missing Action parameter.", "missing Action parameter"));
        assert!(is_in("User has been frozen for 3 days", "User has been frozen"));
        assert!(is_in("due to some unknown error, exception or failure.", "due to some unknown error"));
        assert!(is_in("The balance is insufficient to cover the fees.", "The balance is insufficient"));
        for text in [
            "error: user has been frozen",
            "failed: user has been frozen traceId=for",
            "user has been frozen for",
        ] {
            assert!(!is_in(text, "user has been frozen"), "{text}");
        }
    }

    #[test]
    fn parts_of_names_are_known() {
        for (text, is_part) in [
            ("(REAL_AUTH_INFO missing)", true),
            ("x-AUTH_INFO missing", true),
            ("AUTH_INFO missing_id", true),
            ("401 - AUTH_INFO missing - again", false),
            ("AUTH_INFO missing", false),
        ] {
            assert_eq!(is_inside_name(text, &at(text, "AUTH_INFO missing")), is_part, "{text}");
        }
    }
}
