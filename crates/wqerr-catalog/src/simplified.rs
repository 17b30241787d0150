//! Traditional Chinese characters in simplified form, one for one.
//!
//! `build.rs` leaves the table.

/// Pairs of a character and its simplified form, in UTF-16, in the order of the first; all are of the basic plane.
const PAIRS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/simplified.bin"));

/// The simplified form of a character; of one that has none, or that is no traditional one, the character itself.
pub fn simplified(c: char) -> char {
    let Ok(unit) = u16::try_from(u32::from(c)) else { return c };
    let (pairs, _) = PAIRS.as_chunks::<4>();
    let place = pairs.binary_search_by_key(&unit, |&[low, high, ..]| u16::from_le_bytes([low, high]));
    let form = place.ok().map(|place| u16::from_le_bytes([pairs[place][2], pairs[place][3]]));
    form.and_then(|unit| char::from_u32(unit.into())).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_are_simplified() {
        let of = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(of("餘額不足、請求過大，403 a"), "余额不足、请求过大，403 a");
        assert_eq!(of("余额不足𠮷"), "余额不足𠮷");
    }
}
