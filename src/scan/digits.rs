//! The digits that a catalog has in its own texts: lines that hold them where the texts do may differ in more than a
//! number.

use std::ops::{Range, RangeInclusive};

use super::buckets::{Buckets, bucket, hash};
use super::neighbours::{Counting, IN_NAMES, IN_TEXTS, InLine, Mark, Neighbours, UNMARKED, mark_before};

/// The runs of digits in fixed texts and names, and between which characters they stand there.
#[derive(Debug)]
pub struct KnownDigits {
    in_texts: Table,
    in_names: Table,
}

/// Those that were collected so far.
#[derive(Debug, Default)]
pub struct Collected {
    in_texts: Vec<Known>,
    in_names: Vec<Known>,
}

/// A run of digits and what stands beside it.
type Known = (Digits, Neighbours);

/// A run of digits as a number, four bits for each; only the last ones of a run of more than 15. That others then look
/// like it only keeps more of them in shapes.
pub type Digits = u64;

impl Collected {
    /// Adds those of a fixed text.
    pub fn add_text(&mut self, text: &str) {
        let text = text.as_bytes();
        let known = |run: Range<usize>| (digits(&text[run.clone()]), Neighbours::in_text(text, &run));
        self.in_texts.extend(runs_of_digits(text).map(known));
    }

    /// Adds those of a name.
    pub fn add_name(&mut self, name: &str) {
        let name = name.as_bytes();
        let known = |run: Range<usize>| (digits(&name[run.clone()]), Neighbours::in_name(name, &run));
        self.in_names.extend(runs_of_digits(name).map(known));
    }

    /// Adds those of a text, wherever they stand.
    pub fn add_anywhere(&mut self, text: &str) {
        let text = text.as_bytes();
        self.in_texts.extend(runs_of_digits(text).map(|run| (digits(&text[run]), Neighbours::default())));
    }
}

impl KnownDigits {
    pub fn new(collected: Collected) -> Self {
        Self {
            in_texts: Table::new(collected.in_texts, &IN_TEXTS),
            in_names: Table::new(collected.in_names, &IN_NAMES),
        }
    }

    /// Whether a word of a line has digits that a text or a name has between the same characters.
    pub fn are_in(&self, line: &[u8], word: Range<usize>) -> bool {
        if self.in_texts.longest == 0 && self.in_names.longest == 0 {
            return false;
        }
        runs_of_digits(&line[word.clone()]).any(|run| {
            let run = word.start + run.start..word.start + run.end;
            let own = digits(&line[run.clone()]);
            self.in_texts.has(own, line, &run)
                || self.in_names.has(own, line, &run)
                || undivided(line, &run).any(|run| self.in_texts.has(digits(&line[run.clone()]), line, &run))
        })
    }
}

/// Many known runs of digits.
#[derive(Debug)]
struct Table {
    /// Which bytes of a line are neighbours here.
    counting: &'static Counting,
    all: Buckets<Known>,
    /// How many digits the longest has.
    longest: usize,
    /// The marks that stand before them.
    marks: [bool; 1 << Mark::BITS],
    /// A bit for the hash of each and of what stands before it: nearly no digits of a line are known, and that is seen
    /// here without a look at memory that is far away.
    seen: Vec<u64>,
}

impl Table {
    fn new(mut known: Vec<Known>, counting: &'static Counting) -> Self {
        /// More would not stay in a fast cache.
        const MAX_WORDS: usize = 1 << 12;
        known.sort_unstable();
        known.dedup();
        let words = (known.len() / 4).next_power_of_two().min(MAX_WORDS);
        let all = Buckets::new(&known, |known| hash(known.0));
        let longest = known.iter().map(|known| count(known.0)).max().unwrap_or(0);
        let mut table = Self { counting, all, longest, marks: [false; _], seen: vec![0; words] };
        for (digits, neighbours) in known {
            let (word, bit) = table.place(digits, neighbours.mark());
            table.seen[word] |= bit;
            table.marks[usize::from(neighbours.mark())] = true;
        }
        table
    }

    /// Whether the digits of a run of a line are among these, and stand there between the same, of the bytes that count.
    fn has(&self, digits: Digits, line: &[u8], run: &Range<usize>) -> bool {
        if count(digits) > self.longest {
            return false;
        }
        let Some(mark) = mark_before(line, run.start, self.counting) else {
            let here = InLine::new(line, run, self.counting);
            return self.beside(digits, 0..=Mark::MAX).any(|known| known.may_be(&here));
        };
        let mut marks = [UNMARKED, mark].into_iter().filter(|&mark| self.has_seen(digits, mark)).peekable();
        marks.peek().is_some() && {
            let here = InLine::new(line, run, self.counting);
            marks.any(|mark| self.beside(digits, mark..=mark).any(|known| known.may_be(&here)))
        }
    }

    /// What stands beside digits in the catalog where these marks are before them.
    fn beside(&self, digits: Digits, marks: RangeInclusive<Mark>) -> impl Iterator<Item = &Neighbours> {
        // Those of one bucket are in order.
        let all = self.all.of(hash(digits));
        let place = |known: &Known| (known.0, known.1.mark());
        let from = all.partition_point(|known| place(known) < (digits, *marks.start()));
        let these = all[from..].iter().take_while(move |known| place(known) <= (digits, *marks.end()));
        these.map(|(_, neighbours)| neighbours)
    }

    /// Whether digits may be known with this mark before them.
    fn has_seen(&self, digits: Digits, mark: Mark) -> bool {
        self.marks[usize::from(mark)] && {
            let (word, bit) = self.place(digits, mark);
            self.seen[word] & bit != 0
        }
    }

    /// The word and the bit of digits with a mark before them.
    fn place(&self, digits: Digits, mark: Mark) -> (usize, u64) {
        let hash = hash(digits ^ hash(mark.into()));
        let bits = self.seen.len().ilog2() + u64::BITS.ilog2();
        let place = bucket(hash, bits);
        (place / u64::BITS as usize, 1 << (place % u64::BITS as usize))
    }
}

/// A run of digits as a number, without what may stand between them.
pub fn digits(run: &[u8]) -> Digits {
    let all = run.iter().filter(|byte| byte.is_ascii_digit());
    // A bit before them tells how many zeros there are.
    all.fold(1, |digits, digit| digits << 4 | Digits::from(digit & 0xf))
}

/// A run of a line with the digits before it, behind it, or both, where nothing but white space divides them: in texts
/// it does not count.
fn undivided(line: &[u8], run: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let before = without_space_behind(&line[..run.start]);
    let start = match before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => run.start,
        digits => before.len() - digits,
    };
    let behind = without_space_before(&line[run.end..]);
    let end = match behind.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => run.end,
        digits => line.len() - behind.len() + digits,
    };
    let (all, alone) = ([start..run.end, run.start..end, start..end], run.clone());
    all.into_iter().filter(move |other| *other != alone)
}

/// A part of a line without the white space at its end, escaped or not.
const fn without_space_behind(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [rest @ .., b'\\', b'n' | b'r' | b't'] | [rest @ .., b' ' | b'\t' | b'\\'] => rest,
            _ => return text,
        }
    }
}

/// The same without that at its beginning.
const fn without_space_before(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [b'\\', b'n' | b'r' | b't', rest @ ..] | [b' ' | b'\t' | b'\\', rest @ ..] => rest,
            _ => return text,
        }
    }
}

/// How many digits a number has; no end where that is not known any more.
const fn count(digits: Digits) -> usize {
    match digits.checked_ilog2() {
        Some(bits @ ..60) => bits as usize / 4,
        _ => usize::MAX,
    }
}

/// The places of all digits in a text, those side by side together.
pub fn runs_of_digits(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(u8::is_ascii_digit)?;
        at = start + text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_as_far_as_they_are_known() {
        assert_eq!(
            ["0", "17", "00017", "12345678901234"].map(|run| count(digits(run.as_bytes()))),
            [1, 2, 5, 14]
        );
        for long in ["123456789012345", "0000000000000000", "9999999999999999999"] {
            assert_eq!(count(digits(long.as_bytes())), usize::MAX);
        }
        assert_eq!(digits(b"1 \\n7"), digits(b"17"));
    }

    #[test]
    fn digits_are_put_together_over_white_space() {
        let all = |line: &str, run: Range<usize>| {
            undivided(line.as_bytes(), &run).map(|run| line[run].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(all("rule 1 7 of", 5..6), ["1 7", "1 7"]);
        assert_eq!(all("rule 1\\n 7", 9..10), ["1\\n 7", "1\\n 7"]);
        assert_eq!(all("1 2 3", 2..3), ["1 2", "2 3", "1 2 3"]);
        assert!(all("rule 17 of", 5..7).is_empty() && all("rule 17, 18", 5..7).is_empty());
    }
}
