//! Counts over time.

use std::collections::BTreeMap;

use crate::time::Time;

/// How many cells of a timeline hold anything, at most.
const CELLS: usize = 512;

/// The width of a cell in the beginning, in milliseconds.
const FIRST_WIDTH: i64 = 1000;

/// How often something was when. The more times there are, the wider the cells, so that there are never many; a time
/// far from all others takes one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    width: i64,
    cells: BTreeMap<i64, u64>,
    /// The first and the last time.
    range: Option<(Time, Time)>,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { width: FIRST_WIDTH, cells: BTreeMap::new(), range: None }
    }
}

impl Timeline {
    /// Counts a time.
    pub fn add(&mut self, time: Time) {
        let (first, last) = self.range.unwrap_or((time, time));
        self.range = Some((first.min(time), last.max(time)));
        *self.cells.entry(time.milliseconds().div_euclid(self.width)).or_default() += 1;
        while self.cells.len() > CELLS {
            self.width *= 2;
            let mut wider = BTreeMap::new();
            for (cell, count) in &self.cells {
                *wider.entry(cell.div_euclid(2)).or_default() += count;
            }
            self.cells = wider;
        }
    }

    /// The first and the last time.
    pub const fn range(&self) -> Option<(Time, Time)> {
        self.range
    }

    /// The counts of equal parts of the time from `first` to `last`. A cell counts where its middle is.
    pub fn over(&self, (first, last): (Time, Time), parts: usize) -> Vec<u64> {
        let (start, end) = (i128::from(first.milliseconds()), i128::from(last.milliseconds()) + 1);
        let mut counts = vec![0; parts];
        for (&cell, &count) in &self.cells {
            let from = (i128::from(cell) * i128::from(self.width)).max(start);
            let to = (i128::from(cell + 1) * i128::from(self.width)).min(end);
            let part = (i128::midpoint(from, to) - start) * parts as i128 / (end - start).max(1);
            counts[usize::try_from(part).unwrap_or(0).min(parts - 1)] += count;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_keeps_its_counts_as_it_grows() {
        let mut timeline = Timeline::default();
        (0..10_000).for_each(|number| timeline.add(Time::from_milliseconds(number * 7000)));
        assert!(timeline.cells.len() <= CELLS);
        let quarters = timeline.over(timeline.range().expect("there are times"), 4);
        assert_eq!(quarters.iter().sum::<u64>(), 10_000);
        assert!(quarters.iter().all(|count| (2400..2600).contains(count)), "{quarters:?}");
    }

    #[test]
    fn times_at_the_ends_of_all_time_are_counted() {
        let mut timeline = Timeline::default();
        for time in [i64::MIN, -1, 0, 1, i64::MAX].map(Time::from_milliseconds) {
            timeline.add(time);
        }
        assert_eq!(timeline.over(timeline.range().expect("there are times"), 16).iter().sum::<u64>(), 5);
        let mut one = Timeline::default();
        one.add(Time::from_milliseconds(0));
        assert_eq!(one.over(one.range().expect("there is one"), 3).iter().sum::<u64>(), 1);
    }
}
