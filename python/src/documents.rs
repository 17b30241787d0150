//! What the command line writes as JSON and the library does not: answers with their question, and what scans find.

use serde::{Serialize, Serializer};
use wqerr::scan::{Found, Summary};
use wqerr::{Confidence, Entry, Value};

/// How many values of a placeholder are reported.
const VALUES: usize = 10;

#[derive(Serialize)]
pub struct Answer<'c> {
    /// Without secrets.
    pub query: String,
    #[serde(flatten)]
    pub answer: wqerr::Answer<'c>,
}

#[derive(Serialize)]
pub struct Scan<'s> {
    lines: u64,
    bytes: u64,
    matched_lines: u64,
    entries: Vec<Occurrences<'s>>,
}

/// What was found of an entry.
#[derive(Serialize)]
struct Occurrences<'s> {
    entry: &'s Entry,
    count: u64,
    first_line: u64,
    last_line: u64,
    #[serde(serialize_with = "counts")]
    values: &'s Found<'s>,
}

#[derive(Serialize)]
pub struct Finding<'c> {
    line: u64,
    entry: &'c Entry,
    confidence: Confidence,
    #[serde(serialize_with = "values")]
    values: Vec<Value>,
    request_id: Option<String>,
}

impl<'s> Scan<'s> {
    pub fn new(summary: &'s Summary<'_>) -> Self {
        Self {
            lines: summary.lines,
            bytes: summary.bytes,
            matched_lines: summary.matched_lines,
            entries: summary.found().into_iter().map(Occurrences::from).collect(),
        }
    }
}

impl<'s> From<&'s Found<'_>> for Occurrences<'s> {
    fn from(found: &'s Found<'_>) -> Self {
        Self {
            entry: found.entry,
            count: found.count,
            first_line: found.first.line,
            last_line: found.last.line,
            values: found,
        }
    }
}

impl<'c> From<wqerr::scan::Occurrence<'c>> for Finding<'c> {
    fn from(finding: wqerr::scan::Occurrence<'c>) -> Self {
        Self {
            line: finding.line,
            entry: finding.entry,
            confidence: finding.confidence,
            values: finding.values,
            request_id: finding.request_id,
        }
    }
}

/// The most frequent values by the names of their placeholders.
fn counts<S: Serializer>(found: &Found<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(found.values.iter().map(|(name, values)| (name, values.top(VALUES))))
}

/// Values by the names of their placeholders.
fn values<S: Serializer>(values: &[Value], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|value| (&value.name, &value.text)))
}
