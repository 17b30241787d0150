//! How many errors there were in each minute, hour or day, of each value, endpoint or file.

use std::collections::HashMap;
use std::ops::Range;

use super::Occurrence;
use crate::time::{Time, TimeUnit, Zone};

/// How many buckets are kept: those of a month of minutes. Beyond twice as many the smallest are forgotten.
const KEPT: usize = 1 << 16;

/// By what errors are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// By the minute, hour or day of their lines.
    Time(TimeUnit),
    /// By what a placeholder of their messages stood for.
    Value(String),
    /// By the inference endpoint in their lines.
    Endpoint,
    /// By the input.
    Input,
}

/// What the errors of a bucket have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bucket {
    /// They are of the minute, hour or day that begins then.
    Start(Time),
    /// They have this value or endpoint.
    Text(String),
    /// They are of this input, from 0.
    Input(usize),
}

/// Counts of entries by bucket.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// By what is counted.
    pub by: By,
    /// The zone in which times are divided.
    pub zone: Zone,
    /// How many errors are in no bucket: they have no time, value or endpoint.
    pub without: u64,
    /// Whether there were so many buckets that the smallest were forgotten.
    pub has_forgotten: bool,
    /// For each bucket the counts of the entries, by their places in the summary.
    counts: HashMap<Bucket, Vec<u64>>,
    /// The last minute, hour or day: lines mostly are of the same one as the line before.
    latest: Option<Range<Time>>,
}

impl Breakdown {
    /// Counts by something; times in a zone.
    pub fn new(by: By, zone: Zone) -> Self {
        Self { by, zone, without: 0, has_forgotten: false, counts: HashMap::new(), latest: None }
    }

    /// Counts a finding in an input, of the entry at a place in the summary.
    pub fn add(&mut self, finding: &Occurrence<'_>, input: usize, entry: usize) {
        let Some(bucket) = self.bucket(finding, input) else {
            self.without += 1;
            return;
        };
        if self.counts.len() >= 2 * KEPT {
            self.forget_smallest();
        }
        let counts = self.counts.entry(bucket).or_default();
        if counts.len() <= entry {
            counts.resize(entry + 1, 0);
        }
        counts[entry] += 1;
    }

    /// The buckets with the counts of the entries by their places in the summary: times in order, others the largest
    /// first. With `top` only so many of the largest.
    pub fn buckets(&self, top: Option<usize>) -> Vec<(&Bucket, &[u64])> {
        let mut all: Vec<(&Bucket, &[u64])> =
            self.counts.iter().map(|(bucket, counts)| (bucket, counts.as_slice())).collect();
        let size = |counts: &[u64]| counts.iter().sum::<u64>();
        all.sort_unstable_by(|a, b| size(b.1).cmp(&size(a.1)).then(a.0.cmp(b.0)));
        all.truncate(top.unwrap_or(usize::MAX));
        if matches!(self.by, By::Time(_)) {
            all.sort_unstable_by_key(|&(bucket, _)| bucket);
        }
        all
    }

    fn bucket(&mut self, finding: &Occurrence<'_>, input: usize) -> Option<Bucket> {
        match &self.by {
            &By::Time(unit) => Some(Bucket::Start(self.start_of(unit, finding.time?.time))),
            By::Value(name) => {
                let value = finding.values.iter().find(|value| value.name.eq_ignore_ascii_case(name))?;
                Some(Bucket::Text(value.text.clone()))
            }
            By::Endpoint => finding.endpoint.clone().map(Bucket::Text),
            By::Input => Some(Bucket::Input(input)),
        }
    }

    fn start_of(&mut self, unit: TimeUnit, time: Time) -> Time {
        let latest = self.latest.take().filter(|latest| latest.contains(&time));
        let latest = latest.unwrap_or_else(|| self.zone.part_of(unit, time));
        self.latest.insert(latest).start
    }

    fn forget_smallest(&mut self) {
        self.has_forgotten = true;
        let kept = self.buckets(None).into_iter();
        let mut kept: Vec<(Bucket, Vec<u64>)> =
            kept.map(|(bucket, counts)| (bucket.clone(), counts.to_vec())).collect();
        kept.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u64>()));
        kept.truncate(KEPT);
        self.counts = kept.into_iter().collect();
    }
}
