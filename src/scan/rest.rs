//! The failures that are no error of the catalog, added up.

use std::collections::HashMap;

use super::MAX_KINDS;
use super::failures::{Failure, FailureKind};
use super::summary::Location;
use crate::time::Time;

/// What was found of a kind of failure.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFailure {
    /// What failed.
    pub kind: FailureKind,
    /// In how many lines.
    pub count: u64,
    /// In which line first.
    pub first: Location,
    /// In which line last.
    pub last: Location,
    /// The first and the last time of such a line.
    pub times: Option<(Time, Time)>,
    /// The beginning of one of the lines, with secrets masked.
    pub example: Option<String>,
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rest {
    found: Vec<FoundFailure>,
    places: HashMap<FailureKind, usize>,
}

impl Rest {
    /// Adds a failure in input number `input`.
    pub fn add(&mut self, failure: &Failure, input: usize) {
        let place = Location { input, line: failure.line };
        let index = match self.places.get(&failure.kind) {
            Some(&known) => known,
            None => self.new_kind(&failure.kind, place),
        };
        let found = &mut self.found[index];
        found.count += 1;
        found.last = place;
        if let Some(time) = failure.time.map(|time| time.time) {
            let (first, last) = found.times.unwrap_or((time, time));
            found.times = Some((first.min(time), last.max(time)));
        }
        if found.example.is_none() {
            found.example.clone_from(&failure.example);
        }
    }

    /// All kinds, the most frequent first.
    pub fn found(&self) -> Vec<&FoundFailure> {
        let mut found: Vec<_> = self.found.iter().collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.count));
        found
    }

    /// Where a new kind stands. When there are very many, its code is left out.
    fn new_kind(&mut self, kind: &FailureKind, place: Location) -> usize {
        let mut kind = kind.clone();
        if self.found.len() >= MAX_KINDS {
            kind.code = None;
        }
        let next = self.found.len();
        let index = *self.places.entry(kind.clone()).or_insert(next);
        if index == next {
            let found =
                FoundFailure { kind, count: 0, first: place, last: place, times: None, example: None };
            self.found.push(found);
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_without_end_take_no_memory_without_end() {
        let mut rest = Rest::default();
        for number in 0..10 * MAX_KINDS as u64 {
            let kind = FailureKind { system: None, status: Some(500), code: Some(format!("e{number}")) };
            rest.add(&Failure { line: number + 1, kind, time: None, example: None }, 0);
        }
        assert_eq!(rest.found().len(), MAX_KINDS + 1);
        assert_eq!(rest.found()[0].count, 9 * MAX_KINDS as u64);
        assert_eq!(rest.found().iter().map(|found| found.count).sum::<u64>(), 10 * MAX_KINDS as u64);
    }
}
