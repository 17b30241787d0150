//! What a scan came to, and the lines of `scan --each`, as JSON has them.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wqerr_catalog::document::as_map;

use super::SCHEMA_VERSION;
use crate::packed::Text;
use crate::pattern::Value;
use crate::scan::{Breakdown, Bucket, Found, FoundFailure, Location, Occurrence, Summary};
use crate::time::{Time, Zone};

/// What a scan came to. Serialized, it is the document that `wqerr scan --format json` prints.
#[derive(Debug, Clone, Copy)]
pub struct ScanReport<'s> {
    /// The occurrences added up.
    pub summary: &'s Summary<'s>,
    /// The names of the inputs; one that is no file has none.
    pub files: &'s [Option<String>],
    /// Whether all of the inputs was read.
    pub is_complete: bool,
    /// How many errors were left out because they have no time.
    pub left_out: u64,
    /// The zone of the times that are shown, and its name.
    pub zone: (&'s str, &'s Zone),
    /// By what errors are counted, beside their entries.
    pub by: Option<&'s str>,
    /// How many of the most frequent are shown.
    pub top: Option<usize>,
}

impl<'s> ScanReport<'s> {
    /// A scan of one input that is no file, read to its end.
    pub fn of_stream(summary: &'s Summary<'s>, zone: (&'s str, &'s Zone)) -> Self {
        Self { summary, files: &[None], is_complete: true, left_out: 0, zone, by: None, top: None }
    }

    /// The entries that are shown, the most frequent first. Where there are counts by something, those are limited.
    pub fn found(&self) -> Vec<&'s Found<'s>> {
        let mut found = self.summary.found();
        found.truncate(self.top.filter(|_| self.by.is_none()).unwrap_or(usize::MAX));
        found
    }
}

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

impl Serialize for ScanReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { summary, files, .. } = *self;
        let (others, unknown): (Vec<_>, Vec<_>) =
            summary.rest().into_iter().partition(|found| found.kind.system.is_some());
        let document = Document {
            schema_version: SCHEMA_VERSION,
            command: "scan",
            found: summary.matched_lines > 0,
            complete: self.is_complete,
            lines: summary.lines,
            bytes: summary.bytes,
            matched_lines: summary.matched_lines,
            truncated_lines: summary.truncated_lines,
            undated: summary.undated,
            left_out: Some(self.left_out).filter(|&left_out| left_out > 0),
            time_zone: self.zone.0,
            has_assumed_zone: summary.has_assumed_zone,
            entries: self.found().into_iter().map(|found| entry(found, self)).collect(),
            others: others.into_iter().filter_map(|found| other(found, files)).collect(),
            unknown: unknown.into_iter().map(|found| unknown_of(found, files)).collect(),
            by: self.by,
            not_in_buckets: summary.breakdown.as_ref().map(|breakdown| breakdown.without),
            buckets: summary.breakdown.as_ref().map(|breakdown| buckets(breakdown, self)),
        };
        document.serialize(serializer)
    }
}

fn entry<'a>(found: &'a Found<'_>, report: &ScanReport<'_>) -> EntryFields<'a> {
    let entry = found.entry;
    EntryFields {
        id: entry.id(),
        status: entry.status(),
        code: entry.code(),
        count: found.count,
        share: format!("{:.4}", report.summary.share(found)).parse().unwrap_or_default(),
        range: RangeFields::new((found.first, found.last), found.timeline.range(), report.files),
        retryable: entry.retry().is_retryable(),
        values: Values(found),
    }
}

fn other<'a>(found: &'a FoundFailure, files: &[Option<String>]) -> Option<OtherFields<'a>> {
    let kind = &found.kind;
    Some(OtherFields {
        system: kind.system?,
        status: kind.status,
        code: kind.code.as_deref(),
        count: found.count,
        range: RangeFields::new((found.first, found.last), found.times, files),
        docs: kind.platform().map(|(_, docs)| docs),
        example: found.example.as_deref(),
    })
}

fn unknown_of<'a>(found: &'a FoundFailure, files: &[Option<String>]) -> UnknownFields<'a> {
    UnknownFields {
        status: found.kind.status,
        code: found.kind.code.as_deref(),
        count: found.count,
        range: RangeFields::new((found.first, found.last), found.times, files),
        example: found.example.as_deref(),
    }
}

fn buckets<'a>(breakdown: &Breakdown, report: &ScanReport<'a>) -> Vec<BucketFields<'a>> {
    let fields = |(bucket, counts): (&Bucket, &[u64])| {
        let key = match bucket {
            Bucket::Start(time) => report.zone.1.rfc3339(*time),
            Bucket::Text(text) => text.clone(),
            Bucket::Input(input) => report.files[*input].clone().unwrap_or_else(|| "-".to_owned()),
        };
        let mut entries: Vec<CountFields<'a>> = counts
            .iter()
            .enumerate()
            .filter(|&(_, &count)| count > 0)
            .map(|(place, &count)| CountFields { id: report.summary.entry_at(place).id(), count })
            .collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.count));
        BucketFields { key, count: counts.iter().sum(), entries }
    };
    breakdown.buckets(report.top).into_iter().map(fields).collect()
}

impl RangeFields {
    fn new(
        (first, last): (Location, Location),
        times: Option<(Time, Time)>,
        files: &[Option<String>],
    ) -> Self {
        Self {
            first_line: first.line,
            last_line: last.line,
            first_file: files[first.input].clone(),
            last_file: files[last.input].clone(),
            first_time: times.map(|(first, _)| first.to_string()),
            last_time: times.map(|(_, last)| last.to_string()),
        }
    }
}

#[derive(Serialize)]
struct OccurrenceFields<'a> {
    file: Option<&'a str>,
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

/// An occurrence as a line of `scan --each` has it, with the name of its file.
pub fn occurrence<'a>(occurrence: &'a Occurrence<'_>, file: Option<&'a str>) -> impl Serialize + 'a {
    let entry = occurrence.entry;
    OccurrenceFields {
        file,
        line: occurrence.line,
        id: entry.id(),
        status: entry.status(),
        code: entry.code(),
        confidence: occurrence.confidence.name(),
        values: &occurrence.values,
        request_id: occurrence.request_id.as_deref(),
        time: occurrence.time.map(|line| line.time.to_string()),
        time_source: occurrence.time.map(|line| line.source.name()),
    }
}
