//! Finds many needles in one pass over a text, without regard to ASCII case.
//!
//! Searchers for many needles usually look at how the needles begin. In a log, most needles begin with something that
//! stands in every line: `completion failed` in a log full of `completion ok`. This crate looks at a sample of the text
//! first, and picks for each needle two adjacent bytes, anywhere near its beginning, that are rare in the sample:
//!
//! ```text
//!    sample    {"msg": "chat completion ok", "ms": 81}
//!
//!    needles   completion failed     user is frozen
//!                        n fa              ro
//!              every line has `co`, `om`, `mp`; hardly one has ` f` or `oz`
//!
//!    1. pairs    text    … c h a t   c o m p l e t i o n   f a i l e d …
//!                                                         ^^
//!                vector instructions compare every two adjacent bytes with
//!                eight groups of pairs; nearly all of the text ends here
//!    2. grams                                             ^^^^
//!                are these four bytes those at the pair of some needle?
//!    3. needles                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!                only then the needle is compared
//! ```
//!
//! The number of needles hardly matters for the first step. How often the second step is reached depends on how rare the
//! pairs are, and so on how much the text resembles the sample. The result never depends on the sample.
//!
//! ```
//! use rare_pairs::Needles;
//!
//! let log = b"chat completion ok\nchat completion OK\nchat Completion failed\n";
//! let needles = Needles::new(["completion failed", "user is frozen"], log);
//! let found = needles.find(log).unwrap();
//! assert_eq!((found.needle, found.range()), (0, 43..60));
//! ```
//!
//! There is no `unsafe` code here; the vector instructions are those of [`fearless_simd`].

mod grams;
mod groups;
mod pairs;
mod vectors;

use std::ops::Range;

use self::grams::Grams;
use self::groups::Tables;
use self::pairs::{Sample, choose, pair_at};
use self::vectors::{Hits, Level};

/// A set of texts, ready to be found.
#[derive(Debug, Clone)]
pub struct Needles {
    /// In lower case.
    texts: Vec<Box<[u8]>>,
    shortest: usize,
    tables: Tables,
    grams: Grams,
    level: Level,
}

/// Where a needle was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Match {
    /// Which needle it is, in the order given to [`Needles::new`].
    pub needle: usize,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Match {
    /// Its place in the text.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl Needles {
    /// Prepares the search for some texts. The first bytes of `sample`, at most 64 KiB of them, tell which pairs of
    /// bytes are rare; an empty sample is allowed, and the search is slower then.
    ///
    /// An empty needle is never found.
    pub fn new<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>, sample: &[u8]) -> Self {
        let texts: Vec<Box<[u8]>> =
            needles.into_iter().map(|needle| needle.as_ref().to_ascii_lowercase().into()).collect();
        let sample = Sample::new(sample);
        let mut grams = Grams::with_room_for(texts.len());
        let mut pairs = Vec::new();
        for ((number, text), at) in (0..).zip(&texts).zip(choose(&texts, &sample)) {
            if !text.is_empty() {
                grams.add(text, at, number);
                pairs.push(pair_at(text, at));
            }
        }
        let shortest = texts.iter().map(|text| text.len()).filter(|&len| len > 0).min();
        Self {
            tables: Tables::new(&pairs, &sample),
            shortest: shortest.unwrap_or(usize::MAX),
            texts,
            grams,
            level: Level::new(),
        }
    }

    /// How many needles there are.
    pub const fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no needle.
    pub const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The first of [`Needles::find_iter`].
    pub fn find(&self, haystack: &[u8]) -> Option<Match> {
        self.find_iter(haystack).next()
    }

    /// Everything that is found, also where one needle overlaps another. The matches are sorted by where their rare
    /// pairs stand, which is within the first 16 bytes of each: of two matches that do not overlap, the first comes
    /// first, unless they begin fewer than 16 bytes from each other.
    ///
    /// ```
    /// let needles = rare_pairs::Needles::new(["frozen", "rozen", "zebra"], b"");
    /// let mut found: Vec<_> = needles.find_iter(b"Frozen zebra").map(|found| found.needle).collect();
    /// found.sort();
    /// assert_eq!(found, [0, 1, 2]);
    /// ```
    pub fn find_iter<'n>(&'n self, haystack: &'n [u8]) -> Matches<'n> {
        // Many texts are shorter than any needle.
        let haystack = if haystack.len() < self.shortest { &[] } else { haystack };
        Matches { needles: self, haystack, hits: Hits::default(), candidates: Candidates::default() }
    }

    /// The needle with its pair at `at` of a text, if it stands there.
    fn verify(&self, haystack: &[u8], at: usize, candidate: Candidate) -> Option<Match> {
        let text = &self.texts[candidate.needle as usize];
        let start = at.checked_sub(candidate.pair_at.into())?;
        let end = start + text.len();
        haystack.get(start..end)?.eq_ignore_ascii_case(text).then_some(Match {
            needle: candidate.needle as usize,
            start,
            end,
        })
    }
}

/// A needle that may have its pair at a place.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    needle: u32,
    /// How far its pair is from its beginning.
    pair_at: u8,
}

/// The candidates at one place that were not verified yet.
#[derive(Debug, Default)]
struct Candidates<'n> {
    at: usize,
    by_kind: [&'n [Candidate]; grams::KINDS],
}

impl Candidates<'_> {
    fn next(&mut self) -> Option<Candidate> {
        self.by_kind.iter_mut().find_map(|candidates| candidates.split_off_first()).copied()
    }
}

/// The matches in a text; see [`Needles::find_iter`].
#[derive(Debug)]
pub struct Matches<'n> {
    needles: &'n Needles,
    haystack: &'n [u8],
    hits: Hits,
    candidates: Candidates<'n>,
}

impl Iterator for Matches<'_> {
    type Item = Match;

    fn next(&mut self) -> Option<Match> {
        let Self { needles, haystack, hits, candidates } = self;
        loop {
            while let Some(candidate) = candidates.next() {
                if let Some(found) = needles.verify(haystack, candidates.at, candidate) {
                    return Some(found);
                }
            }
            let at = hits.next(needles.level, &needles.tables, haystack)?;
            if !needles.grams.may_be_at(haystack, at) {
                continue;
            }
            *candidates = Candidates { at, by_kind: needles.grams.candidates(haystack, at) };
        }
    }
}
