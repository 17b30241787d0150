//! The most frequent of many values, in bounded memory.

use std::collections::HashMap;

/// How many values are kept when there are too many.
const KEPT: usize = 2048;

/// Counts values. As long as there are not more than some thousand different ones, the counts are exact; beyond
/// that the rarest are forgotten from time to time, and a count says how often a value was there at least.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frequent {
    counts: HashMap<String, u64>,
    has_forgotten: bool,
}

impl Frequent {
    /// Counts a value once more.
    pub fn add(&mut self, value: &str) {
        if let Some(count) = self.counts.get_mut(value) {
            *count += 1;
            return;
        }
        if self.counts.len() >= 2 * KEPT {
            self.forget_rarest();
        }
        self.counts.insert(value.to_owned(), 1);
    }

    /// The most frequent values with their counts; of those that are equally frequent the first in the alphabet.
    pub fn top(&self, number: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> =
            self.counts.iter().map(|(value, &count)| (value.as_str(), count)).collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(number);
        all
    }

    /// How many different values are known.
    pub fn distinct(&self) -> usize {
        self.counts.len()
    }

    /// Whether all values are known, and their counts exact.
    pub const fn is_exact(&self) -> bool {
        !self.has_forgotten
    }

    fn forget_rarest(&mut self) {
        self.has_forgotten = true;
        let kept: HashMap<String, u64> =
            self.top(KEPT).into_iter().map(|(value, count)| (value.to_owned(), count)).collect();
        self.counts = kept;
    }
}
