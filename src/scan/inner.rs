//! Texts that count inside of words too, as the fixed text between two values does that are glued to it.

/// Such texts, found by how they begin.
#[derive(Debug)]
pub struct InnerTexts {
    /// In small letters; those that begin with two bytes of one hash stand side by side.
    texts: Vec<String>,
    /// Where those of each hash begin; one more tells where the last ends.
    places: Vec<usize>,
    /// Whether one of them begins with a byte, in whatever case.
    are_first: [bool; 1 << u8::BITS],
    /// Those of a single byte.
    bytes: Vec<u8>,
    /// Whether one of them is of digits alone.
    has_number: bool,
}

/// The bits of a hash of two bytes.
const HASH_BITS: u32 = 10;

impl InnerTexts {
    /// From texts of ASCII in small letters.
    pub fn new(mut all: Vec<String>) -> Self {
        all.sort_unstable();
        all.dedup();
        let has_number = all.iter().any(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let bytes = all.iter().filter(|text| text.len() == 1).map(|text| text.as_bytes()[0]).collect();
        let mut texts = all;
        texts.retain(|text| text.len() > 1);
        let mut are_first = [false; _];
        for first in texts.iter().map(|text| text.as_bytes()[0]) {
            are_first[usize::from(first)] = true;
            are_first[usize::from(first.to_ascii_uppercase())] = true;
        }
        let hash_of = |text: &String| hash(text.as_bytes()[0], text.as_bytes()[1]);
        texts.sort_by_key(hash_of);
        let places = (0..=1 << HASH_BITS).map(|hash| texts.partition_point(|text| hash_of(text) < hash));
        let places = places.collect();
        Self { texts, places, are_first, bytes, has_number }
    }

    /// Whether one of them is of digits alone.
    pub const fn has_number(&self) -> bool {
        self.has_number
    }

    /// Whether one of them stands in a word, in whatever case.
    pub fn are_in(&self, word: &[u8]) -> bool {
        let mut pairs = word.windows(2).enumerate().filter(|(_, pair)| self.are_first[usize::from(pair[0])]);
        self.bytes.iter().any(|byte| word.iter().any(|own| own.eq_ignore_ascii_case(byte)))
            || pairs.any(|(at, pair)| self.begin_with(pair).iter().any(|text| begins_with(&word[at..], text)))
    }

    /// Those that may begin with two bytes.
    fn begin_with(&self, pair: &[u8]) -> &[String] {
        let hash = hash(pair[0], pair[1]);
        match self.places.get(hash..hash + 2) {
            Some(&[start, end]) if start < end => &self.texts[start..end],
            _ => &[],
        }
    }
}

/// Whether bytes begin with a text, in whatever case.
fn begins_with(bytes: &[u8], text: &str) -> bool {
    bytes.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text.as_bytes()))
}

/// The hash of two bytes; the same for capitals and small letters.
fn hash(first: u8, second: u8) -> usize {
    let folded = u16::from_le_bytes([first, second]) | 0x2020;
    usize::from(folded.wrapping_mul(0x9e37) >> (u16::BITS - HASH_BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_inside_of_words() {
        let texts = InnerTexts::new(["error", "req-", "at", "q"].map(str::to_owned).into());
        for word in ["3Errors", "error", "xREQ-1", "b4t9at", "1Q"] {
            assert!(texts.are_in(word.as_bytes()), "{word}");
        }
        for word in ["", "a", "3erro", "re-1", "b4t9"] {
            assert!(!texts.are_in(word.as_bytes()), "{word}");
        }
        assert_eq!([texts.has_number(), InnerTexts::new(vec!["12".to_owned()]).has_number()], [false, true]);
    }
}
