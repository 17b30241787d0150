//! How Han characters sound, in pinyin without tones.
//!
//! `build.rs` leaves the table: for each character of the block of common ones the number of its syllable.

/// The first character of the table, and how many there are.
const FIRST: u32 = 0x4e00;
const CHARACTERS: usize = 0x5200;

/// For each character the number of its syllable, 0 where it has none: a byte, and behind those of all a ninth bit.
const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sounds.bin"));

/// The syllables in their order, one a line; the first line is empty.
const SYLLABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/syllables.txt"));

/// The longest syllable, `zhuang`, and the end of its line.
const LINE: usize = 7;

/// The syllable of a Han character; of one with several, the most common.
pub fn syllable(c: char) -> Option<&'static str> {
    let place = usize::try_from(u32::from(c).checked_sub(FIRST)?).ok().filter(|&place| place < CHARACTERS)?;
    let ninth = NUMBERS[CHARACTERS + place / 8] >> (place % 8) & 1;
    let number = usize::from(ninth) << 8 | usize::from(NUMBERS[place]);
    let line = SYLLABLES.get(number * LINE..)?.get(..LINE)?;
    Some(line.trim_ascii_end()).filter(|syllable| !syllable.is_empty())
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
        for end in (at + 1..at + LINE).take_while(|&end| end <= letters.len()) {
            begins[end] |= is_syllable(&letters[at..end]);
        }
    }
    begins[letters.len()]
}

fn is_syllable(letters: &[u8]) -> bool {
    let (lines, _) = SYLLABLES.as_bytes().as_chunks::<LINE>();
    lines.binary_search_by(|line| line.trim_ascii_end().cmp(letters)).is_ok()
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
