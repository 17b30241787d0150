//! What stands beside a run of digits, in texts of the catalog and in lines.

use std::ops::Range;

use super::escapes::{begins_escape, may_be_of_escape, plain_before, plain_behind};

/// How many characters beside digits are compared.
const COMPARED: usize = 7;

/// How far from the digits of a line they are looked for, in bytes.
const REACH: usize = 24;

/// What stands before and behind a run of digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbours {
    before: Beside,
    behind: Beside,
}

impl Neighbours {
    /// Those of a run in a fixed text of the catalog.
    pub fn in_text(text: &[u8], run: &Range<usize>) -> Self {
        let before = Beside::in_catalog(text[..run.start].iter().rev(), counts_in_text);
        Self { before, behind: Beside::in_catalog(text[run.end..].iter(), counts_in_text) }
    }

    /// Those of a run in a name. Behind the dot of a family another name may stand.
    pub fn in_name(name: &[u8], run: &Range<usize>) -> Self {
        let before = Beside::in_catalog(name[..run.start].iter().rev(), counts_in_name);
        let in_part = name[run.end..].iter().take_while(|&&byte| byte != b'.');
        Self { before, behind: Beside::in_catalog(in_part, counts_in_name) }
    }

    /// That of what stands before the run.
    pub const fn mark(&self) -> Mark {
        match self.before {
            Beside::Characters([first, ..]) => first,
            Beside::BeyondAscii => BEYOND_ASCII,
            Beside::Anything | Beside::Edge => UNMARKED,
        }
    }

    /// Whether digits of a line may be those that stand between these.
    pub fn may_be(&self, here: &InLine) -> bool {
        let Self { before, behind } = here.neighbours;
        self.before.may_be(before, here.begins_word) && self.behind.may_be(behind, here.ends_word)
    }
}

/// What stands before and behind a run of digits in a line.
#[derive(Debug)]
pub struct InLine {
    neighbours: Neighbours,
    /// Whether no letter is next to it.
    begins_word: bool,
    ends_word: bool,
}

impl InLine {
    /// Of the bytes that count.
    pub fn new(line: &[u8], run: &Range<usize>, counting: &Counting) -> Self {
        let before = plain_before(line, run.start, REACH);
        let behind = plain_behind(line, run.end, REACH);
        let counting = |byte: &&u8| counting[usize::from(**byte)];
        let neighbours = Neighbours {
            before: Beside::in_line(before.iter().rev().filter(counting), before.len() == run.start),
            behind: Beside::in_line(behind.iter().filter(counting), run.end + behind.len() == line.len()),
        };
        let is_between = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_alphanumeric);
        let (begins_word, ends_word) = (is_between(line[..run.start].last()), is_between(line.get(run.end)));
        Self { neighbours, begins_word, ends_word }
    }
}

/// What stands before a run of digits, in one byte.
pub type Mark = u8;

/// The mark of all characters beyond ASCII.
const BEYOND_ASCII: Mark = 0x80;

/// The mark of what has none of its own: much may stand there.
pub const UNMARKED: Mark = 0;

/// The mark of what stands before `at` in a line, of the bytes that count; `None` where it may have any.
pub fn mark_before(line: &[u8], at: usize, counting: &Counting) -> Option<Mark> {
    let counting = |byte: &u8| counting[usize::from(*byte)];
    let Some(last) = line[..at].iter().rposition(counting) else { return Some(UNMARKED) };
    // Escapes end with a letter, a digit or a semicolon.
    let may_end_escape = |byte: u8| byte.is_ascii_alphanumeric() || byte == b';';
    match line[last] {
        byte if !byte.is_ascii() => None,
        byte if may_end_escape(byte) && may_be_of_escape(line, last) => None,
        byte => Some(byte.to_ascii_lowercase()),
    }
}

/// Which bytes of a line are neighbours of digits.
pub type Counting = [bool; 1 << u8::BITS];

/// Where the digits may be those of a text.
pub static IN_TEXTS: Counting = counting(false);

/// Where they may be those of a name.
pub static IN_NAMES: Counting = counting(true);

const fn counting(in_names: bool) -> Counting {
    let mut counting = [true; _];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        let counts = if in_names { counts_in_name(byte) } else { counts_in_text(byte) };
        counting[byte as usize] = counts && !begins_escape(byte);
        byte += 1;
    }
    counting
}

/// Whether a byte is a neighbour of digits in a text: white space is none.
const fn counts_in_text(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
}

/// The same in a name, between the words of which anything may stand.
const fn counts_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// What stands on one side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// Nothing is known.
    #[default]
    Anything,
    /// The end of the text, where a word ends too.
    Edge,
    /// Characters of ASCII in small letters, the nearest one first, and zeros where no more are known.
    Characters([u8; COMPARED]),
    /// A character beyond ASCII.
    BeyondAscii,
}

impl Beside {
    /// What stands beside digits of the catalog, up to what may begin an escape in lines.
    fn in_catalog<'b>(beside: impl Iterator<Item = &'b u8>, counts: impl Fn(u8) -> bool) -> Self {
        let mut counting = beside.filter(|byte| counts(**byte)).peekable();
        match counting.peek() {
            None => Self::Edge,
            Some(byte) if begins_escape(**byte) => Self::Anything,
            Some(_) => Self::of(counting.take_while(|byte| !begins_escape(**byte))),
        }
    }

    /// What stands beside digits of a line; all of it where it goes on to an end of the line.
    fn in_line<'b>(counting: impl Iterator<Item = &'b u8>, is_all: bool) -> Self {
        let mut counting = counting.peekable();
        match counting.peek() {
            None if is_all => Self::Edge,
            None => Self::Anything,
            Some(_) => Self::of(counting),
        }
    }

    /// The first of some characters, up to one beyond ASCII.
    fn of<'b>(characters: impl Iterator<Item = &'b u8>) -> Self {
        let mut first = [0; COMPARED];
        let ascii = characters.take_while(|byte| byte.is_ascii());
        first.iter_mut().zip(ascii).for_each(|(own, byte)| *own = byte.to_ascii_lowercase());
        if first[0] == 0 { Self::BeyondAscii } else { Self::Characters(first) }
    }

    /// Whether this may be what stands beside digits of a line, where a word may end too.
    fn may_be(self, here: Self, ends_word: bool) -> bool {
        match (self, here) {
            // What a line has beyond ASCII may be another spelling of a character that is ASCII.
            (Self::Anything, _) | (_, Self::Anything | Self::BeyondAscii) => true,
            (Self::Edge, _) => ends_word,
            (Self::Characters(own), Self::Characters(here)) => {
                let mut known = own.iter().zip(&here).take_while(|&(own, here)| *own != 0 && *here != 0);
                known.all(|(own, here)| own == here)
            }
            (Self::Characters(_), Self::Edge) | (Self::BeyondAscii, Self::Characters(_) | Self::Edge) => {
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, digits: &str) -> Range<usize> {
        let start = text.find(digits).expect("it is there");
        start..start + digits.len()
    }

    fn may_be_in_text(text: &str, line: &str) -> bool {
        let known = Neighbours::in_text(text.as_bytes(), &run(text, "17"));
        let (line, run) = (line.as_bytes(), run(line, "17"));
        let mark = mark_before(line, run.start, &IN_TEXTS);
        let may_be = known.may_be(&InLine::new(line, &run, &IN_TEXTS));
        assert!(!may_be || mark.is_none_or(|mark| mark == known.mark() || known.mark() == UNMARKED));
        may_be
    }

    fn may_be_in_name(name: &str, line: &str) -> bool {
        let known = Neighbours::in_name(name.as_bytes(), &run(name, "17"));
        let (line, run) = (line.as_bytes(), run(line, "17"));
        known.may_be(&InLine::new(line, &run, &IN_NAMES))
    }

    #[test]
    fn several_characters_tell_digits_apart() {
        for line in ["the rule a 17 was it", "RULE A\t17 was", "rulea17was", "a 17 w"] {
            assert!(may_be_in_text("rulea17was", line), "{line}");
        }
        for line in ["the rude a 17 was it", "rule a 17 is", "rule a: 17 was", "rule a 17", "17 was"] {
            assert!(!may_be_in_text("rulea17was", line), "{line}");
        }
        assert!(may_be_in_name("0x80aa17", "x80AA17") && !may_be_in_name("0x80aa17", "0xb0aa17"));
    }

    #[test]
    fn what_may_be_escaped_is_not_compared() {
        for line in [
            "rule\\na 17 was",
            "rule a 17\\twas",
            "rule \\u0061 17 was",
            "rule%20a 17%20was",
            "rule&nbsp;a 17 was",
            "密17was",
        ] {
            assert!(may_be_in_text("rulea17was", line), "{line}");
        }
        assert!(!may_be_in_text("rulea17was", "\\n\\n rule another 17 was"));
        // Escaped quotes are quotes.
        assert!(may_be_in_text("\"a\"17", "\\\"a\\\" 17") && !may_be_in_text("\"a\"17", "\\\"b\\\" 17"));
        assert!(may_be_in_text("密17条", "\\u5bc6 17 \\u6761") && !may_be_in_text("密17条", "a 17 b"));
        assert!(may_be_in_text("about17%of", "about 17% in"));
    }

    #[test]
    fn words_end_where_texts_do() {
        for line in ["rule 17", "rule 17, and", "rule 17 was", "rule 17条"] {
            assert!(may_be_in_text("rule17", line), "{line}");
        }
        assert!(!may_be_in_text("rule17", "rule 17th") && !may_be_in_text("17rule", "a17 rule"));
        assert!(may_be_in_name("17", "code: 17") && !may_be_in_name("17", "17d"));
    }

    #[test]
    fn behind_a_family_anything_may_stand() {
        for line in ["Gate-17.Other", "gate_17", "Gate 17．其他"] {
            assert!(may_be_in_name("gate-17.closed", line), "{line}");
        }
        assert!(!may_be_in_name("gate-17.closed", "Date-17.closed"));
        assert!(
            may_be_in_name("gate17x.closed", "gate17x.other")
                && !may_be_in_name("gate17x.closed", "gate17y.x")
        );
    }
}
