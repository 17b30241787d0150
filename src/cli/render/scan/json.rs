//! The summary and the lines of `--each` as JSON.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wqerr::scan::{Breakdown, Bucket, Found, FoundFailure, Location, Occurrence, Summary};
use wqerr::time::Time;
use wqerr::{Text, Value};

use super::{View, name, share};
use crate::cli::call::Input;
use wqerr::report::{SCHEMA_VERSION, compact, pretty};
use wqerr_catalog::document::as_map;

/// How many values of a placeholder are shown.
const VALUES: usize = 10;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u8,
    command: &'static str,
    found: bool,
    complete: bool,
    lines: u64,
    bytes: u64,
    matched_lines: u64,
    truncated_lines: u64,
    undated: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<u64>,
    time_zone: &'a str,
    has_assumed_zone: bool,
    entries: Vec<EntryFields<'a>>,
    others: Vec<OtherFields<'a>>,
    unknown: Vec<UnknownFields<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_in_buckets: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buckets: Option<Vec<BucketFields<'a>>>,
}

#[derive(Serialize)]
struct OtherFields<'a> {
    system: &'static str,
    status: Option<u16>,
    code: Option<&'a str>,
    count: u64,
    #[serde(flatten)]
    range: RangeFields,
    docs: Option<&'static str>,
    example: Option<&'a str>,
}

#[derive(Serialize)]
struct UnknownFields<'a> {
    status: Option<u16>,
    code: Option<&'a str>,
    count: u64,
    #[serde(flatten)]
    range: RangeFields,
    example: Option<&'a str>,
}

/// Where and when something was found.
#[derive(Serialize)]
struct RangeFields {
    first_line: u64,
    last_line: u64,
    first_file: Option<String>,
    last_file: Option<String>,
    first_time: Option<String>,
    last_time: Option<String>,
}

#[derive(Serialize)]
struct BucketFields<'a> {
    key: String,
    count: u64,
    entries: Vec<CountFields<'a>>,
}

#[derive(Serialize)]
struct CountFields<'a> {
    id: &'a str,
    count: u64,
}

#[derive(Serialize)]
struct EntryFields<'a> {
    id: &'a str,
    status: u16,
    code: Option<&'a str>,
    count: u64,
    share: f64,
    #[serde(flatten)]
    range: RangeFields,
    retryable: bool,
    values: Values<'a>,
}

/// The most frequent values by the names of their placeholders.
struct Values<'a>(&'a Found<'a>);

#[derive(Serialize)]
struct ValueFields<'a> {
    value: &'a str,
    count: u64,
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.values.len()))?;
        for (name, values) in &self.0.values {
            let top = values.top(VALUES).into_iter().map(|(value, count)| ValueFields { value, count });
            map.serialize_entry::<Text, _>(name, &top.collect::<Vec<_>>())?;
        }
        map.end()
    }
}

pub fn summary(view: View<'_>) -> String {
    let View { summary, inputs, end, .. } = view;
    let (others, unknown): (Vec<_>, Vec<_>) =
        summary.rest().into_iter().partition(|found| found.kind.system.is_some());
    let period = (view.left_out > 0).then_some(view.left_out);
    pretty(&Document {
        schema_version: SCHEMA_VERSION,
        command: "scan",
        found: summary.matched_lines > 0,
        complete: !end.is_interrupted && !end.is_unreadable,
        lines: summary.lines,
        bytes: summary.bytes,
        matched_lines: summary.matched_lines,
        truncated_lines: summary.truncated_lines,
        undated: summary.undated,
        left_out: period,
        time_zone: &view.zone.name,
        has_assumed_zone: summary.has_assumed_zone,
        entries: view.found().into_iter().map(|found| entry(found, summary, inputs)).collect(),
        others: others.into_iter().filter_map(|found| other(found, inputs)).collect(),
        unknown: unknown.into_iter().map(|found| unknown_of(found, inputs)).collect(),
        by: view.by.map(|by| by.name.as_str()),
        not_in_buckets: summary.breakdown.as_ref().map(|breakdown| breakdown.without),
        buckets: summary.breakdown.as_ref().map(|breakdown| buckets(breakdown, view)),
    })
}

fn entry<'a>(found: &'a Found<'_>, summary: &Summary<'_>, inputs: &[Input]) -> EntryFields<'a> {
    let entry = found.entry;
    EntryFields {
        id: entry.id(),
        status: entry.status(),
        code: entry.code(),
        count: found.count,
        share: format!("{:.4}", share(found, summary)).parse().unwrap_or_default(),
        range: RangeFields::new((found.first, found.last), found.timeline.range(), inputs),
        retryable: entry.retry().is_retryable(),
        values: Values(found),
    }
}

fn other<'a>(found: &'a FoundFailure, inputs: &[Input]) -> Option<OtherFields<'a>> {
    let kind = &found.kind;
    Some(OtherFields {
        system: kind.system?,
        status: kind.status,
        code: kind.code.as_deref(),
        count: found.count,
        range: RangeFields::new((found.first, found.last), found.times, inputs),
        docs: kind.platform().map(|(_, docs)| docs),
        example: found.example.as_deref(),
    })
}

fn unknown_of<'a>(found: &'a FoundFailure, inputs: &[Input]) -> UnknownFields<'a> {
    UnknownFields {
        status: found.kind.status,
        code: found.kind.code.as_deref(),
        count: found.count,
        range: RangeFields::new((found.first, found.last), found.times, inputs),
        example: found.example.as_deref(),
    }
}

fn buckets<'a>(breakdown: &Breakdown, view: View<'a>) -> Vec<BucketFields<'a>> {
    let fields = |(bucket, counts): (&Bucket, &[u64])| {
        let key = match bucket {
            Bucket::Start(time) => view.zone.zone.rfc3339(*time),
            Bucket::Text(text) => text.clone(),
            Bucket::Input(input) => name(&view.inputs[*input]),
        };
        let mut entries: Vec<CountFields<'a>> = counts
            .iter()
            .enumerate()
            .filter(|&(_, &count)| count > 0)
            .map(|(place, &count)| CountFields { id: view.summary.entry_at(place).id(), count })
            .collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.count));
        BucketFields { key, count: counts.iter().sum(), entries }
    };
    breakdown.buckets(view.top).into_iter().map(fields).collect()
}

impl RangeFields {
    fn new((first, last): (Location, Location), times: Option<(Time, Time)>, inputs: &[Input]) -> Self {
        Self {
            first_line: first.line,
            last_line: last.line,
            first_file: file(&inputs[first.input]),
            last_file: file(&inputs[last.input]),
            first_time: times.map(|(first, _)| first.to_string()),
            last_time: times.map(|(_, last)| last.to_string()),
        }
    }
}

/// The name of a file; standard input has none.
fn file(input: &Input) -> Option<String> {
    matches!(input, Input::File(_)).then(|| name(input))
}

#[derive(Serialize)]
struct OccurrenceFields<'a> {
    file: Option<String>,
    line: u64,
    id: &'a str,
    status: u16,
    code: Option<&'a str>,
    confidence: &'static str,
    #[serde(serialize_with = "as_map")]
    values: &'a [Value],
    request_id: Option<&'a str>,
    time: Option<String>,
    time_source: Option<&'static str>,
}

/// A finding as a line.
pub fn line_of(finding: &Occurrence<'_>, input: &Input) -> String {
    let entry = finding.entry;
    let fields = OccurrenceFields {
        file: file(input),
        line: finding.line,
        id: entry.id(),
        status: entry.status(),
        code: entry.code(),
        confidence: finding.confidence.name(),
        values: &finding.values,
        request_id: finding.request_id.as_deref(),
        time: finding.time.map(|line| line.time.to_string()),
        time_source: finding.time.map(|line| line.source.name()),
    };
    compact(&fields)
}
