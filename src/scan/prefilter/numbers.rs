//! Numbers that are codes. Lines are full of numbers, but one counts only where a field calls it a code: so the names of
//! such fields are looked for, and the numbers behind them.

use std::mem;

use memchr::memchr;

use crate::scan::buckets::{Buckets, hash};
use crate::scan::digits::{Digits, digits, runs_of_digits};
use crate::scan::escapes::{self, begins_escape, may_be_of_escape};

/// How far behind the name of its field a value may be, in bytes.
const REACH: usize = 128;

/// The numbers of a catalog that are codes as a whole, each with that of its fragment.
#[derive(Debug)]
pub struct CodeNumbers(Buckets<(Digits, u32)>);

impl CodeNumbers {
    pub fn new(numbers: &[(&str, u32)]) -> Self {
        let numbers = numbers.iter().map(|(text, fragment)| (digits(text.as_bytes()), *fragment));
        let numbers: Vec<_> = numbers.collect();
        Self(Buckets::new(&numbers, |&(digits, _)| hash(digits)))
    }

    /// The fragments of those that may be the value of the field whose name ends at `at`.
    pub fn behind(&self, block: &[u8], at: usize) -> impl Iterator<Item = u32> {
        numbers_behind(block, at).flat_map(|number| {
            let digits = digits(number);
            let same = self.0.of(hash(digits)).iter().filter(move |known| known.0 == digits);
            same.map(|&(_, fragment)| fragment)
        })
    }
}

/// What the value may begin with of the field whose name ends at `at`.
fn numbers_behind(block: &[u8], at: usize) -> impl Iterator<Item = &[u8]> {
    let reached = &block[at..block.len().min(at + REACH)];
    let line = &reached[..memchr(b'\n', reached).unwrap_or(reached.len())];
    let mut is_over = false;
    let runs = runs_of_digits(line).map(move |run| at + run.start..at + run.end);
    let runs = runs.map(|run| (Before::of(block, run.start), run));
    let runs = runs.take_while(move |(before, _)| !mem::replace(&mut is_over, *before == Before::Nothing));
    let starts = runs.flat_map(|(before, run)| match before {
        Before::Word => run.start..run.start,
        Before::Nothing | Before::Colour => run.start..run.start + 1,
        Before::Escape => run.start..run.end.min(run.start + escapes::LONGEST),
    });
    starts.map(|start| {
        let digits = block[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        &block[start..start + digits]
    })
}

/// What a run of digits may be a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A number begins here.
    Nothing,
    /// It begins here, or this is of a colour.
    Colour,
    /// The first of the digits may be those of an escape.
    Escape,
    /// They are the rest of a word.
    Word,
}

impl Before {
    fn of(block: &[u8], at: usize) -> Self {
        match block[..at] {
            [.., b'[' | b';'] => Self::Colour,
            [.., digit, b'm'] if digit.is_ascii_digit() => Self::Colour,
            [.., byte] if begins_escape(byte) => Self::Escape,
            [.., byte] if byte.is_ascii_alphanumeric() && may_be_of_escape(block, at - 1) => Self::Escape,
            [.., byte] if byte.is_ascii_alphanumeric() => Self::Word,
            _ => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::ENDS_OF_CODE;

    /// Whether the number 100017 is found behind the name of a field.
    fn is_found(line: &str) -> bool {
        let numbers = CodeNumbers::new(&[("100016", 6), ("100017", 7)]);
        let behind = ENDS_OF_CODE.iter().filter_map(|name| Some(line.find(name)? + name.len())).min();
        let found: Vec<u32> = numbers.behind(line.as_bytes(), behind.expect("it is there")).collect();
        assert!(found.iter().all(|&fragment| fragment == 7), "{line}");
        !found.is_empty()
    }

    #[test]
    fn a_number_is_found_behind_a_name() {
        for line in [
            "{\"code\": 100017}",
            "{\\\"error_code\\\":\\\"100017\\\"}",
            "code=100017,100016",
            "code: Some(Int32(100017))",
            "<code>100017</code>",
            "错误码：100017",
            "\"code\\u0022:\\u0022100017\\u0022",
            "code%22%3A%22100017%22",
            "code%3D100017",
            "code&#34;: &#34;100017&#34;",
            "code:\\n100017",
            "code: \u{1b}[31m100017\u{1b}[0m",
            "code: \\u001b[38;5;196m100017",
        ] {
            assert!(is_found(line), "{line}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for line in [
            "\"code\": 0, \"latency\": 100017",
            "\"code\": null\n100017",
            "code: 5100017",
            "code: 1000175",
            "code: x100017",
            "code",
        ] {
            assert!(!is_found(line), "{line}");
        }
    }
}
