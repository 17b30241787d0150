//! The digits that a catalog has in its own texts: lines that hold them where the texts do may differ in more than a
//! number.

use std::ops::Range;

use super::buckets::{Buckets, bucket, hash};

/// The runs of digits in fixed texts and names, and between which characters they stand there.
#[derive(Debug)]
pub struct KnownDigits {
    in_texts: Table,
    /// Between the words of a name anything may stand: here only letters and digits are neighbours.
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
type Digits = u64;

impl Collected {
    /// Adds those of a fixed text.
    pub fn add_text(&mut self, text: &str) {
        let text = text.as_bytes();
        let known = |run: Range<usize>| (digits(&text[run.clone()]), Neighbours::of(text, &run));
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
        Self { in_texts: Table::new(collected.in_texts), in_names: Table::new(collected.in_names) }
    }

    /// Whether a word of a line has digits that a text or a name has between the same characters.
    pub fn are_in(&self, line: &[u8], word: Range<usize>) -> bool {
        if self.in_texts.is_empty() && self.in_names.is_empty() {
            return false;
        }
        runs_of_digits(&line[word.clone()]).any(|run| {
            let run = word.start + run.start..word.start + run.end;
            let digits = digits(&line[run.clone()]);
            let next = [line[..run.start].last(), line[run.end..].first()];
            self.in_texts.has(digits, line, &run, counts_in_text, next)
                || self.in_names.has(digits, line, &run, counts_in_name, [None; 2])
        })
    }
}

/// Many known runs of digits.
#[derive(Debug)]
struct Table {
    all: Buckets<Known>,
    /// The marks that stand before them.
    marks: [bool; 1 << u8::BITS],
    /// A bit for the hash of each and of what stands before it: nearly no digits of a line are known, and that is seen
    /// here without a look at memory that is far away.
    seen: Vec<u64>,
}

impl Table {
    fn new(mut known: Vec<Known>) -> Self {
        /// More would not stay in a fast cache.
        const MAX_WORDS: usize = 1 << 12;
        known.sort_unstable();
        known.dedup();
        let words = (known.len() / 4).next_power_of_two().min(MAX_WORDS);
        let all = Buckets::new(&known, |known| hash(known.0));
        let mut table = Self { all, marks: [false; _], seen: vec![0; words] };
        for (digits, Neighbours(before, _)) in known {
            let (word, bit) = table.place(digits, before.mark());
            table.seen[word] |= bit;
            table.marks[usize::from(before.mark())] = true;
        }
        table
    }

    const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether the digits of a run are among these, and stand there between the same. Only some bytes of the line count
    /// as neighbours; `next` are the bytes that are next to the run, where these count.
    fn has(
        &self,
        digits: Digits,
        line: &[u8],
        run: &Range<usize>,
        counts: impl Fn(u8) -> bool,
        next: [Option<&u8>; 2],
    ) -> bool {
        let before = line[..run.start].iter().rev().find(|byte| counts(**byte)).map(u8::to_ascii_lowercase);
        let is_seen = match before {
            Some(byte) if !byte.is_ascii() => true,
            Some(byte) => {
                let is_beyond_ascii = || may_be_of_escape(byte) && self.has_seen(digits, BEYOND_ASCII);
                self.has_seen(digits, byte) || self.has_seen(digits, UNMARKED) || is_beyond_ascii()
            }
            None => self.has_seen(digits, UNMARKED),
        };
        is_seen && {
            let here = Neighbours::among(line, run, counts);
            let mut same = self.all.of(hash(digits)).iter().filter(|known| known.0 == digits);
            same.any(|known| known.1.may_be(here, next))
        }
    }

    /// Whether digits may be known with this mark before them.
    fn has_seen(&self, digits: Digits, mark: u8) -> bool {
        self.marks[usize::from(mark)] && {
            let (word, bit) = self.place(digits, mark);
            self.seen[word] & bit != 0
        }
    }

    /// The word and the bit of digits with a mark before them.
    fn place(&self, digits: Digits, mark: u8) -> (usize, u64) {
        let hash = hash(digits ^ hash(mark.into()));
        let bits = self.seen.len().ilog2() + u64::BITS.ilog2();
        let place = bucket(hash, bits);
        (place / u64::BITS as usize, 1 << (place % u64::BITS as usize))
    }
}

fn digits(run: &[u8]) -> Digits {
    // A bit before them tells how many zeros there are.
    run.iter().fold(1, |digits, digit| digits << 4 | Digits::from(digit & 0xf))
}

/// What stands beside a run of digits in a text of the catalog, white space aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// Nothing is known.
    #[default]
    Anything,
    /// The end of the text, where a word ends too.
    Edge,
    /// A character, and the next one if there is one.
    Characters(u8, Option<u8>),
    /// A character beyond ASCII.
    BeyondAscii,
}

/// The mark of all characters beyond ASCII.
const BEYOND_ASCII: u8 = 0x80;

/// The mark of what has none of its own: much may stand there.
const UNMARKED: u8 = 0;

impl Beside {
    /// What tells it from others.
    const fn mark(self) -> u8 {
        match self {
            Self::Characters(first, _) => first,
            Self::BeyondAscii => BEYOND_ASCII,
            Self::Anything | Self::Edge => UNMARKED,
        }
    }

    /// What stands beside, of these bytes that count.
    fn seen<'b>(beside: impl Iterator<Item = &'b u8>) -> Self {
        let mut beside = beside.map(u8::to_ascii_lowercase);
        match (beside.next(), beside.next()) {
            (None, _) => Self::Edge,
            (Some(first), _) if !first.is_ascii() => Self::BeyondAscii,
            (Some(first), second) => Self::Characters(first, second.filter(u8::is_ascii)),
        }
    }

    /// Whether this may be what stands beside digits of a line, of which `next` is the first byte.
    fn may_be(self, here: Self, next: Option<&u8>) -> bool {
        match (self, here) {
            // What a line has beyond ASCII may be another spelling of a character that is ASCII.
            (Self::Anything, _) | (_, Self::Anything | Self::BeyondAscii) => true,
            // An escape and the digits behind it are one run, which stays as it is.
            (Self::BeyondAscii, Self::Characters(beside, _)) => {
                may_be_of_escape(beside) && !next.is_some_and(u8::is_ascii_alphanumeric)
            }
            (Self::Edge, _) => !next.is_some_and(u8::is_ascii_alphanumeric),
            (Self::Characters(a, b), Self::Characters(c, d)) => {
                a == c && (b.is_none() || d.is_none() || b == d)
            }
            (Self::Characters(..) | Self::BeyondAscii, Self::Edge) => false,
        }
    }
}

/// Whether an escape of a character beyond ASCII may begin or end with a byte, as `\u5bc6`, `%AF` and `&#23494;` do.
const fn may_be_of_escape(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b'\\' | b'%' | b'&' | b';')
}

/// What stands before and behind a run of digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Neighbours(Beside, Beside);

impl Neighbours {
    /// Those of a run in a text, white space aside.
    fn of(text: &[u8], run: &Range<usize>) -> Self {
        Self::among(text, run, counts_in_text)
    }

    /// The letters and digits beside a run.
    fn in_name(text: &[u8], run: &Range<usize>) -> Self {
        Self::among(text, run, counts_in_name)
    }

    fn among(text: &[u8], run: &Range<usize>, counts: impl Fn(u8) -> bool) -> Self {
        let before = text[..run.start].iter().rev().filter(|byte| counts(**byte));
        let behind = text[run.end..].iter().filter(|byte| counts(**byte));
        Self(Beside::seen(before), Beside::seen(behind))
    }

    /// Whether digits of a line may be those that stand between these, by what is beside them there and the very next
    /// bytes.
    fn may_be(self, here: Self, [before, behind]: [Option<&u8>; 2]) -> bool {
        self.0.may_be(here.0, before) && self.1.may_be(here.1, behind)
    }
}

/// Whether a byte is a neighbour of digits in a text.
const fn counts_in_text(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
}

/// The same in a name.
const fn counts_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

fn runs_of_digits(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(u8::is_ascii_digit)?;
        at = start + text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        Some(start..at)
    })
}
