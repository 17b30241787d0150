//! How the occurrences of a log add up.

use std::collections::HashMap;

use super::breakdown::Breakdown;
use super::failures::Failure;
use super::frequent::Frequent;
use super::rest::{FoundFailure, Rest};
use super::timeline::Timeline;
use super::{LineError, Occurrence};
use crate::entry::Entry;
use crate::packed::Text;
use crate::time::Time;

/// How many cells the spread of an entry has at most.
const CELLS: usize = 128;

/// The width of a cell in the beginning, in bytes.
const FIRST_WIDTH: u64 = 1 << 4;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// Which of the inputs, from 0.
    pub input: usize,
    /// The number of the line there, from 1.
    pub line: u64,
}

/// What was found of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'c> {
    /// The entry.
    pub entry: &'c Entry,
    /// In how many lines.
    pub count: u64,
    /// In which line first.
    pub first: Location,
    /// In which line last.
    pub last: Location,
    /// What the placeholders of the message stood for, by their names, in the order of the message.
    pub values: Vec<(Text, Frequent)>,
    /// When.
    pub timeline: Timeline,
    spread: Spread,
}

/// The occurrences of all inputs added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary<'c> {
    /// How many lines there were.
    pub lines: u64,
    /// How many bytes there were.
    pub bytes: u64,
    /// In how many lines an error was recognised.
    pub matched_lines: u64,
    /// How many lines were so long that only their beginning was examined.
    pub truncated_lines: u64,
    /// How many errors have no time.
    pub undated: u64,
    /// Whether the zone of any time was assumed, for its line names none.
    pub has_assumed_zone: bool,
    /// In how many lines there was another failure.
    pub failures: u64,
    /// The counts by bucket, if they are wanted.
    pub breakdown: Option<Breakdown>,
    rest: Rest,
    /// The first and the last time of all errors.
    times: Option<(Time, Time)>,
    found: Vec<Found<'c>>,
    /// Where an entry stands in `found`.
    places: HashMap<&'c str, usize>,
    /// The line of the last occurrence.
    last: Option<Location>,
}

impl<'c> Summary<'c> {
    /// A summary with counts by bucket.
    pub fn with_breakdown(breakdown: Option<Breakdown>) -> Self {
        Self { breakdown, ..Self::default() }
    }

    /// Adds an error or another failure, as [`Summary::add`] does.
    pub fn add_any(&mut self, error: &LineError<'c>, input: usize, at: u64) {
        match error {
            LineError::Known(occurrence) => self.add(occurrence, input, at),
            LineError::Unknown(failure) => self.add_failure(failure, input),
        }
    }

    fn add_failure(&mut self, failure: &Failure, input: usize) {
        self.failures += 1;
        self.has_assumed_zone |= failure.time.is_some_and(|time| time.is_zone_assumed);
        self.rest.add(failure, input);
    }

    /// Adds an occurrence in input number `input`. Occurrences come in the order of their lines; `at` is how much was read
    /// before, of all inputs, in bytes.
    pub fn add(&mut self, occurrence: &Occurrence<'c>, input: usize, at: u64) {
        let place = Location { input, line: occurrence.line };
        self.matched_lines += u64::from(self.last != Some(place));
        self.last = Some(place);
        let next = self.found.len();
        let index = *self.places.entry(occurrence.entry.id()).or_insert(next);
        if index == next {
            self.found.push(Found::new(occurrence.entry, place));
        }
        self.found[index].add(occurrence, place, at);
        if let Some(breakdown) = &mut self.breakdown {
            breakdown.add(occurrence, input, index);
        }
        let Some(time) = occurrence.time else {
            self.undated += 1;
            return;
        };
        self.has_assumed_zone |= time.is_zone_assumed;
        let (first, last) = self.times.unwrap_or((time.time, time.time));
        self.times = Some((first.min(time.time), last.max(time.time)));
    }

    /// The first and the last time of all errors, if most of them have a time.
    pub fn times(&self) -> Option<(Time, Time)> {
        let dated = self.found.iter().map(|found| found.count).sum::<u64>() - self.undated;
        self.times.filter(|_| dated >= self.undated)
    }

    /// The entry at a place that [`Breakdown::buckets`] gives.
    pub fn entry_at(&self, place: usize) -> &'c Entry {
        self.found[place].entry
    }

    /// The place of an entry that was found.
    pub fn place_of(&self, found: &Found<'_>) -> Option<usize> {
        self.places.get(found.entry.id()).copied()
    }

    /// The other failures, the most frequent first.
    pub fn rest(&self) -> Vec<&FoundFailure> {
        self.rest.found()
    }

    /// The entries that were found, the most frequent first; those that are equally frequent in the order in which
    /// they were found.
    pub fn found(&self) -> Vec<&Found<'c>> {
        let mut found: Vec<_> = self.found.iter().collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.count));
        found
    }

    /// Where in the input an entry was found: how often in each of `parts` equal parts of it.
    pub fn spread(&self, found: &Found<'_>, parts: usize) -> Vec<u64> {
        found.spread.over(self.bytes.max(1), parts)
    }
}

impl<'c> Found<'c> {
    fn new(entry: &'c Entry, place: Location) -> Self {
        Self {
            entry,
            count: 0,
            first: place,
            last: place,
            values: Vec::new(),
            timeline: Timeline::default(),
            spread: Spread::default(),
        }
    }

    fn add(&mut self, occurrence: &Occurrence<'c>, place: Location, at: u64) {
        self.count += 1;
        self.last = place;
        self.spread.add(at);
        if let Some(time) = occurrence.time {
            self.timeline.add(time.time);
        }
        for value in &occurrence.values {
            let known = self.values.iter().position(|(name, _)| *name == value.name);
            let at = known.unwrap_or_else(|| {
                self.values.push((value.name.clone(), Frequent::default()));
                self.values.len() - 1
            });
            self.values[at].1.add(&value.text);
        }
    }
}

/// Counts by place. As the input grows, the cells become wider, so that there are never many.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spread {
    width: u64,
    cells: Vec<u64>,
}

impl Default for Spread {
    fn default() -> Self {
        Self { width: FIRST_WIDTH, cells: Vec::new() }
    }
}

impl Spread {
    fn add(&mut self, at: u64) {
        while at / self.width >= CELLS as u64 {
            self.width *= 2;
            self.cells = self.cells.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
        let cell = usize::try_from(at / self.width).unwrap_or(CELLS - 1);
        if self.cells.len() <= cell {
            self.cells.resize(cell + 1, 0);
        }
        self.cells[cell] += 1;
    }

    /// The counts of equal parts of the first `size` bytes. A cell counts where its middle is.
    fn over(&self, size: u64, parts: usize) -> Vec<u64> {
        let mut counts = vec![0; parts];
        for (cell, &count) in (0_u64..).zip(&self.cells) {
            let (start, end) = (cell * self.width, ((cell + 1) * self.width).min(size));
            let middle = u128::from(start + end.saturating_sub(start) / 2);
            let part = usize::try_from(middle * parts as u128 / u128::from(size)).unwrap_or(0);
            counts[part.min(parts - 1)] += count;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_keeps_its_counts_as_it_grows() {
        let mut spread = Spread::default();
        (0..10_000_u64).for_each(|number| spread.add(number * 1000));
        assert!(spread.cells.len() <= CELLS);
        let quarters = spread.over(10_000_000, 4);
        assert_eq!(quarters.iter().sum::<u64>(), 10_000);
        assert!(quarters.iter().all(|count| (2300..2700).contains(count)), "{quarters:?}");
    }

    #[test]
    fn a_cell_counts_where_its_middle_is() {
        let mut spread = Spread::default();
        spread.add(0);
        assert_eq!(spread.over(10, 3), [0, 1, 0]);
    }
}
