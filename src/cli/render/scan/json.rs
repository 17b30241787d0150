//! The summary and the lines of `--each` as JSON.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wqerr::scan::{Found, Occurrence, Summary};
use wqerr::{Text, Value};

use super::{End, name, share};
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
    entries: Vec<EntryFields<'a>>,
}

#[derive(Serialize)]
struct EntryFields<'a> {
    id: &'a str,
    status: u16,
    code: Option<&'a str>,
    count: u64,
    share: f64,
    first_line: u64,
    last_line: u64,
    first_file: Option<String>,
    last_file: Option<String>,
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

pub fn summary(summary: &Summary<'_>, inputs: &[Input], end: End) -> String {
    let found = summary.found();
    pretty(&Document {
        schema_version: SCHEMA_VERSION,
        command: "scan",
        found: summary.matched_lines > 0,
        complete: !end.is_interrupted && !end.is_unreadable,
        lines: summary.lines,
        bytes: summary.bytes,
        matched_lines: summary.matched_lines,
        truncated_lines: summary.truncated_lines,
        entries: found.into_iter().map(|found| entry(found, summary, inputs)).collect(),
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
        first_line: found.first.line,
        last_line: found.last.line,
        first_file: file(&inputs[found.first.input]),
        last_file: file(&inputs[found.last.input]),
        retryable: entry.retry().is_retryable(),
        values: Values(found),
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
    };
    compact(&fields)
}
