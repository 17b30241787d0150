//! Traditional Chinese characters in simplified form, one for one.

/// A character and its simplified form in each line, in the order of the first. The pairs are those of `OpenCC`
/// (Apache-2.0) that are of one character; a test says which are missing.
const PAIRS: &str = include_str!("simplified.txt");

/// The length of each of these characters, in bytes.
const HAN: usize = 3;

/// The length of a line.
const LINE: usize = 2 * HAN + 1;

/// The simplified form of a character; of one that has none, or that is no traditional one, the character itself.
pub fn simplified(c: char) -> char {
    let mut wanted = [0; 4];
    let wanted = c.encode_utf8(&mut wanted).as_bytes();
    if wanted.len() != HAN {
        return c;
    }
    let (lines, _) = PAIRS.as_bytes().as_chunks::<LINE>();
    let found = lines.binary_search_by(|line| line[..HAN].cmp(wanted));
    let form = found.ok().and_then(|at| str::from_utf8(&lines[at][HAN..]).ok());
    form.and_then(|form| form.chars().next()).unwrap_or(c)
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

    #[test]
    fn the_table_has_each_character_that_has_a_simplified_form() {
        for c in '\u{3400}'..='\u{9fff}' {
            let form = hanconv::t2s(c.encode_utf8(&mut [0; 4]));
            let form = form.chars().next().filter(|form| form.len_utf8() == HAN).unwrap_or(c);
            assert_eq!(simplified(c), form, "write a line {c}{form} where it stands in the order");
        }
    }
}
