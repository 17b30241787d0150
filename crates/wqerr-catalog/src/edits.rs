//! How far two words are from each other in edits: a letter taken away, added, changed or swapped with the next.

/// The edits between two words, if they are not more than `most`. That they are more is nearly always seen at a glance.
pub fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    // An edit takes away one letter at most and adds one at most.
    let is_near = (letters(a) ^ letters(b)).count_ones() as usize <= 2 * most
        && a.chars().count().abs_diff(b.chars().count()) <= most;
    is_near.then(|| strsim::damerau_levenshtein(a, b)).filter(|&edits| edits <= most)
}

/// The set of the letters of a word, of which some count as the same and those beyond ASCII not at all.
fn letters(word: &str) -> u64 {
    word.bytes().filter(u8::is_ascii).fold(0, |letters, byte| letters | 1 << (byte % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_near_or_not() {
        assert_eq!(within("balance", "balence", 1), Some(1));
        assert_eq!(within("balance", "blaance", 1), Some(1));
        assert_eq!((within("balance", "blance", 0), within("balance", "valence", 1)), (None, None));
        assert_eq!((within("余额不足", "余额充足", 1), within("余额", "余额不足", 1)), (Some(1), None));
        assert_eq!((within("", "", 0), within("", "ab", 2)), (Some(0), Some(2)));
    }
}
