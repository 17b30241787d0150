//! `wqerr scan` of a log that comes in pieces of any size.

use std::cell::RefCell;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wqerr::report::{self, SCHEMA_VERSION};
use wqerr::scan::{BLOCK, Found, MAX_LINE, Scanner, Summary};
use wqerr::{Catalog, Secrets, Text};

thread_local! {
    static SCAN: RefCell<Option<Scan>> = const { RefCell::new(None) };
}

/// Begins a scan, and drops one that was not finished.
#[unsafe(no_mangle)]
pub extern "C" fn scan_start() {
    SCAN.set(Some(Scan::new()));
}

/// Adds the input, which goes on where the last one ended. Without a scan it does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn scan_add() {
    let piece = crate::taken();
    SCAN.with_borrow_mut(|scan| {
        if let Some(scan) = scan {
            // A line that is too long goes beyond a block, so its end is found to be missing.
            piece.chunks(BLOCK).for_each(|piece| scan.add(piece));
        }
    });
}

/// Ends the scan; the document is what `wqerr scan` prints of the whole log on its standard input.
#[unsafe(no_mangle)]
pub extern "C" fn scan_finish() -> usize {
    let summary = SCAN.take().map(Scan::finish).unwrap_or_default();
    crate::leave(report::pretty(&Document::new(&summary)))
}

/// A scan that is under way.
struct Scan {
    scanner: Scanner<'static>,
    summary: Summary<'static>,
    /// The beginning of a line whose end has not come yet, up to [`MAX_LINE`].
    rest: Vec<u8>,
    /// Whether more of that line came than is kept.
    is_cut: bool,
}

impl Scan {
    fn new() -> Self {
        Self {
            scanner: Scanner::new(Catalog::embedded(), Secrets::Masked).without_request_ids(),
            summary: Summary::default(),
            rest: Vec::new(),
            is_cut: false,
        }
    }

    fn add(&mut self, mut piece: &[u8]) {
        self.summary.bytes += piece.len() as u64;
        if !self.rest.is_empty() || self.is_cut {
            let end = piece.iter().position(|&byte| byte == b'\n').map_or(piece.len(), |newline| newline + 1);
            let (of_line, others) = piece.split_at(end);
            self.keep(of_line);
            if !of_line.ends_with(b"\n") {
                return;
            }
            self.examine_rest();
            piece = others;
        }
        let end = piece.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let (lines, of_line) = piece.split_at(end);
        self.examine(lines);
        self.keep(of_line);
    }

    fn finish(mut self) -> Summary<'static> {
        self.examine_rest();
        self.summary
    }

    /// Keeps a part of a line, as far as it is examined.
    fn keep(&mut self, of_line: &[u8]) {
        let text = of_line.strip_suffix(b"\n").unwrap_or(of_line);
        let kept = text.len().min(MAX_LINE - self.rest.len());
        self.rest.extend_from_slice(&text[..kept]);
        self.is_cut |= kept < text.len();
    }

    /// Examines the line that was kept, of which there is no more.
    fn examine_rest(&mut self) {
        self.summary.truncated_lines += u64::from(std::mem::take(&mut self.is_cut));
        let mut line = std::mem::take(&mut self.rest);
        if !line.is_empty() {
            line.push(b'\n');
            self.examine(&line);
        }
    }

    /// Examines whole lines.
    fn examine(&mut self, lines: &[u8]) {
        let (before, at) = (self.summary.lines, self.summary.bytes);
        let Self { scanner, summary, .. } = self;
        let count = scanner.scan(lines, |mut finding| {
            finding.line += before;
            summary.add(&finding, 0, at);
        });
        self.summary.lines += count;
    }
}

/// How many values of a placeholder are shown.
const VALUES: usize = 10;

/// The summary as the program prints it of its standard input.
#[derive(Serialize)]
struct Document<'s> {
    schema_version: u8,
    command: &'static str,
    found: bool,
    complete: bool,
    lines: u64,
    bytes: u64,
    matched_lines: u64,
    truncated_lines: u64,
    entries: Vec<EntryFields<'s>>,
}

#[derive(Serialize)]
struct EntryFields<'s> {
    id: &'s str,
    status: u16,
    code: Option<&'s str>,
    count: u64,
    share: f64,
    first_line: u64,
    last_line: u64,
    first_file: Option<&'s str>,
    last_file: Option<&'s str>,
    retryable: bool,
    #[serde(serialize_with = "most_frequent")]
    values: &'s Found<'static>,
}

#[derive(Serialize)]
struct ValueFields<'s> {
    value: &'s str,
    count: u64,
}

impl<'s> Document<'s> {
    fn new(summary: &'s Summary<'static>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            command: "scan",
            found: summary.matched_lines > 0,
            complete: true,
            lines: summary.lines,
            bytes: summary.bytes,
            matched_lines: summary.matched_lines,
            truncated_lines: summary.truncated_lines,
            entries: summary.found().into_iter().map(|found| EntryFields::new(found, summary)).collect(),
        }
    }
}

impl<'s> EntryFields<'s> {
    fn new(found: &'s Found<'static>, summary: &Summary<'_>) -> Self {
        let entry = found.entry;
        #[expect(clippy::cast_precision_loss, reason = "no log has so many lines that it shows")]
        let share = found.count as f64 / summary.matched_lines.max(1) as f64;
        Self {
            id: entry.id(),
            status: entry.status(),
            code: entry.code(),
            count: found.count,
            share: format!("{share:.4}").parse().unwrap_or_default(),
            first_line: found.first.line,
            last_line: found.last.line,
            first_file: None,
            last_file: None,
            retryable: entry.retry().is_retryable(),
            values: found,
        }
    }
}

/// The most frequent values by the names of their placeholders.
fn most_frequent<S: Serializer>(found: &Found<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(found.values.len()))?;
    for (name, values) in &found.values {
        let top = values.top(VALUES).into_iter().map(|(value, count)| ValueFields { value, count });
        map.serialize_entry::<Text, _>(name, &top.collect::<Vec<_>>())?;
    }
    map.end()
}
