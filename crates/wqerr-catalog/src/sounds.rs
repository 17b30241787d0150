//! How Han characters sound, in pinyin without tones.
//!
//! The build script writes the table: for each character of the block of common ones the number of its syllable.

use std::sync::LazyLock;

/// The first character of the table.
const FIRST: u32 = 0x4e00;

/// For each character the number of its syllable, in two bytes, the lower first; 0 for one that has none.
const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sounds.bin"));

/// The syllables in their order; the first is empty.
static SYLLABLES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!(concat!(env!("OUT_DIR"), "/syllables.txt")).lines().collect());

/// The longest syllable, `zhuang`, in bytes.
const LONGEST: usize = 6;

/// The syllable of a Han character; of one with several, the most common.
pub fn syllable(c: char) -> Option<&'static str> {
    let at = usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()?;
    let number = u16::from_le_bytes(*NUMBERS.as_chunks().0.get(at)?);
    SYLLABLES.get(usize::from(number)).copied().filter(|syllable| !syllable.is_empty())
}

/// Whether letters are syllables in a row.
pub fn is_pinyin(letters: &str) -> bool {
    let letters = letters.as_bytes();
    // Where a syllable may begin.
    let mut begins = vec![false; letters.len() + 1];
    begins[0] = true;
    for at in 0..letters.len() {
        if !begins[at] {
            continue;
        }
        for end in (at + 1..=at + LONGEST).take_while(|&end| end <= letters.len()) {
            begins[end] |= is_syllable(&letters[at..end]);
        }
    }
    begins[letters.len()]
}

fn is_syllable(letters: &[u8]) -> bool {
    SYLLABLES.binary_search_by(|syllable| syllable.as_bytes().cmp(letters)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_sound() {
        let sounds: Vec<_> = "余额限装饿餘額".chars().map(|c| syllable(c).unwrap_or_default()).collect();
        assert_eq!(sounds, ["yu", "e", "xian", "zhuang", "e", "yu", "e"]);
        assert!(is_pinyin("zhanghaoyuebuzu") && is_pinyin("") && !is_pinyin("beijingg") && !is_pinyin("key"));
        assert_eq!((syllable('a'), syllable('，'), syllable('\u{20000}')), (None, None, None));
    }
}
