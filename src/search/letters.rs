//! The words of a query in Latin letters, all of them.

use std::ops::Range;

/// The runs of ASCII letters and where they stand, in lower case.
pub fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    let mut words = Vec::new();
    let mut at = 0;
    for run in text.as_bytes().chunk_by(|a, b| is_letter(a) == is_letter(b)) {
        let place = at..at + run.len();
        at = place.end;
        if is_letter(&run[0]) {
            words.push((place.clone(), text[place].to_ascii_lowercase()));
        }
    }
    words
}
