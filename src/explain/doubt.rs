//! What speaks against a known message being the error of the platform: a sentence that goes on around it, and the
//! body of another system.

use std::ops::Range;

/// What only the errors of other systems have around them, in small letters: Alibaba Cloud, Volcengine, Google.
const OF_OTHERS: &[&str] = &["aliyuncs.com", "amazonaws.com", "\"coden\"", "\"request_denied\""];

/// Words with which a sentence goes on. What clients write behind a message begins otherwise.
const GOING_ON: &[&str] =
    &["and", "as", "because", "due", "for", "or", "since", "that", "to", "until", "which"];

/// What the lines of access logs have, whatever else.
const ACCESS: &str = "http/";

/// Whether a message that stands at `place` is a part of a longer sentence.
pub fn is_in_sentence(text: &str, place: &Range<usize>) -> bool {
    let begins_small = text[place.clone()].starts_with(|c: char| c.is_ascii_lowercase());
    let before = text[..place.start].strip_suffix(' ').and_then(|head| head.chars().next_back());
    let behind = &text[place.end..];
    let rest = behind.strip_prefix(", ").or_else(|| behind.strip_prefix(' ')).unwrap_or_default();
    let mut words = rest.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    begins_small && before.is_some_and(|c| c.is_ascii_lowercase())
        || GOING_ON.contains(&first) && second.is_some()
        // `some unknown error, exception or failure`
        || behind.starts_with(',') && matches!(second, Some("or" | "and"))
}

/// Whether what stands around an error is of another system.
pub fn is_of_others(surroundings: &str) -> bool {
    let surroundings = surroundings.to_ascii_lowercase();
    OF_OTHERS.iter().any(|mark| surroundings.contains(mark))
}

/// Whether a line is that of an access log, where any system's proxy may have written a single word of the platform's.
pub fn is_access(line: &str) -> bool {
    line.to_ascii_lowercase().contains(ACCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_go_on_are_known() {
        let is_in = |text: &str, message: &str| {
            let at = text.find(message).expect("it is there");
            is_in_sentence(text, &(at..at + message.len()))
        };
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
}
