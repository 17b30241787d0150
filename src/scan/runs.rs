//! The runs of letters, digits, `_` and `-` in a line, and the words in them.

use std::ops::Range;

/// What a byte is in a run; a bit each.
pub const LETTER: u8 = 1;
pub const DIGIT: u8 = 2;
/// A `_` or `-`, which stands between words.
pub const JOINT: u8 = 4;
/// No part of a run.
pub const OTHER: u8 = 8;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'_' | b'-' => JOINT,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

/// What a byte is in a run.
pub fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// The runs of a line that have a digit in them; the others are words.
pub fn runs_with_digits(line: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_in_run = |byte: &u8| class(*byte) != OTHER;
        let digit = at + first_digit(&line[at..])?;
        let start = digit - line[at..digit].iter().rev().take_while(|byte| is_in_run(byte)).count();
        at = digit + line[digit..].iter().take_while(|byte| is_in_run(byte)).count();
        Some(start..at)
    })
}

/// A word of a run, where it begins and ends, and the classes of its characters.
#[derive(Clone, Copy)]
pub struct Word {
    pub from: usize,
    pub to: usize,
    pub seen: u8,
}

/// The words between the `_` and `-` of a run; empty ones too.
pub fn words(line: &[u8], run: Range<usize>) -> impl Iterator<Item = Word> {
    let Range { start, end } = run;
    let mut next = Some(start);
    std::iter::from_fn(move || {
        let from = next?;
        let (mut to, mut seen) = (from, 0);
        for class in line[from..end].iter().map(|&byte| class(byte)) {
            if class == JOINT {
                break;
            }
            seen |= class;
            to += 1;
        }
        next = (to < end).then_some(to + 1);
        Some(Word { from, to, seen })
    })
}

/// The place of the first digit; eight bytes are looked at in one go.
fn first_digit(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks();
    let word = words.iter().zip(0..).find_map(|(word, at)| {
        let digits = digits_of(u64::from_le_bytes(*word));
        (digits != 0).then(|| at * size_of::<u64>() + digits.trailing_zeros() as usize / 8)
    });
    let in_rest = || rest.iter().position(u8::is_ascii_digit).map(|at| bytes.len() - rest.len() + at);
    word.or_else(in_rest)
}

/// The highest bit of each byte that is a digit.
const fn digits_of(word: u64) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // What is no digit becomes more than nine, which sets the bit.
    let values = word ^ each(b'0');
    let others = ((values & each(0x7f)) + each(0x80 - 10)) | values;
    !others & each(0x80)
}
