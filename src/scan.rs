//! Errors in logs: which lines hold one, and how the findings of a whole log add up.
//!
//! Raw bytes → blocks of whole lines ([`Blocks`]) → findings ([`Scanner`]) → sums ([`Summary`]). A line is explained
//! as [`explain`](crate::explain()) would explain it alone, as far as that is likely or certain; nearly all lines are
//! passed over by a look at a few of their bytes, and lines that differ in their numbers only are explained once.

mod blocks;
mod breakdown;
mod buckets;
mod candidates;
mod digits;
mod edges;
mod escapes;
mod failures;
mod frequent;
mod inner;
mod memo;
mod neighbours;
mod prefilter;
mod rest;
mod runs;
mod shape;
mod summary;
mod timeline;
mod times;

use std::borrow::Cow;
use std::sync::Arc;
use std::thread;

use memchr::{memchr, memrchr};

pub use self::blocks::{BLOCK, Block, Blocks, MAX_LINE};
pub use self::breakdown::{Breakdown, Bucket, By};
use self::candidates::Candidates;
use self::failures::Failures;
pub use self::failures::{Failure, FailureKind};
pub use self::frequent::Frequent;
use self::memo::Memo;
use self::prefilter::Prefilter;
pub use self::rest::FoundFailure;
use self::shape::{Shape, Shapes};
pub use self::summary::{Found, Place, Summary};
pub use self::timeline::Timeline;
use self::times::Times;
use crate::answer::Confidence;
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::explain::{Recognised, Secrets, as_written, recognise};
use crate::identifiers::endpoint;
use crate::pattern::Value;
use crate::redact::redact_identifier;
use crate::time::{Clock, LineTime};

/// The number of entries from which on two threads are ready sooner than one.
const LARGE: usize = 1000;

/// How many kinds of failures are told apart; those of further codes are counted by their status.
const MAX_KINDS: usize = 1000;

/// An error in a line of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'c> {
    /// The number of the line, from 1.
    pub line: u64,
    /// The entry that fits best.
    pub entry: &'c Entry,
    /// How sure it is: likely or certain.
    pub confidence: Confidence,
    /// What the placeholders of the message stood for.
    pub values: Vec<Value>,
    /// The request id, of the model gateway (`req-…`) or of the edge gateway (18 digits).
    pub request_id: Option<String>,
    /// The inference endpoint, if the scanner was asked for it.
    pub endpoint: Option<String>,
    /// When the line was written.
    pub time: Option<LineTime>,
}

/// What a line holds.
#[derive(Debug, Clone, PartialEq)]
pub enum LineError<'c> {
    /// An error of the catalog.
    Known(Finding<'c>),
    /// Another failure. No error of the catalog is in its line.
    Unknown(Failure),
}

impl<'c> LineError<'c> {
    /// The error of the catalog, if it is one.
    pub const fn known(&self) -> Option<&Finding<'c>> {
        match self {
            Self::Known(finding) => Some(finding),
            Self::Unknown(_) => None,
        }
    }

    /// The number of the line.
    pub const fn line(&self) -> u64 {
        match self {
            Self::Known(finding) => finding.line,
            Self::Unknown(failure) => failure.line,
        }
    }

    /// The number of the line.
    pub fn line_mut(&mut self) -> &mut u64 {
        match self {
            Self::Known(finding) => &mut finding.line,
            Self::Unknown(failure) => &mut failure.line,
        }
    }

    /// When the line was written.
    pub fn time_mut(&mut self) -> &mut Option<LineTime> {
        match self {
            Self::Known(finding) => &mut finding.time,
            Self::Unknown(failure) => &mut failure.time,
        }
    }
}

/// What there is to say of a whole block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned {
    /// How many lines it has.
    pub lines: u64,
    /// The time of its last line that has one. It is looked for only near the end, and only if lines there have times.
    pub last_time: Option<LineTime>,
}

/// Finds the errors of a catalog in lines. It remembers the shapes of the lines that it has seen; a clone begins
/// with an empty memory and shares all that is never changed.
#[derive(Debug)]
pub struct Scanner<'c> {
    catalog: &'c Catalog,
    secrets: Secrets,
    wants_request_ids: bool,
    wants_endpoints: bool,
    clock: Clock,
    failures: Failures,
    prefilter: Arc<Prefilter>,
    shapes: Arc<Shapes>,
    memo: Memo<'c>,
    /// The shape of the current line.
    shape: Shape,
}

impl Clone for Scanner<'_> {
    fn clone(&self) -> Self {
        Self {
            catalog: self.catalog,
            secrets: self.secrets,
            wants_request_ids: self.wants_request_ids,
            wants_endpoints: self.wants_endpoints,
            clock: self.clock.clone(),
            failures: Failures::default(),
            prefilter: Arc::clone(&self.prefilter),
            shapes: Arc::clone(&self.shapes),
            memo: Memo::default(),
            shape: Shape::default(),
        }
    }
}

impl<'c> Scanner<'c> {
    /// Makes what is looked for in the lines of the errors of `catalog`.
    pub fn new(catalog: &'c Catalog, secrets: Secrets) -> Self {
        let (prefilter, shapes) = ready(catalog);
        Self {
            catalog,
            secrets,
            wants_request_ids: true,
            wants_endpoints: false,
            clock: Clock::default(),
            failures: Failures::default(),
            prefilter: Arc::new(prefilter),
            shapes: Arc::new(shapes),
            memo: Memo::default(),
            shape: Shape::default(),
        }
    }

    /// Leaves the request ids out of the findings, for sums have no use for them.
    #[must_use]
    pub fn without_request_ids(self) -> Self {
        Self { wants_request_ids: false, memo: Memo::default(), ..self }
    }

    /// Adds the inference endpoints of the lines to the findings.
    #[must_use]
    pub fn with_endpoints(self) -> Self {
        Self { wants_endpoints: true, ..self }
    }

    /// Reads the times of lines with this clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Tells the errors in a block of whole lines, one for each line and entry, in order, and returns the number of
    /// lines. The bytes need not be text.
    ///
    /// ```
    /// use wqerr::{Catalog, Secrets, scan::Scanner};
    /// let log = b"ok\n403 {\"error\":{\"code\":\"Forbidden.Frozen\"}}\nok";
    /// let mut found = Vec::new();
    /// let lines = Scanner::new(Catalog::embedded(), Secrets::Masked).scan(log, |finding| found.push(finding));
    /// assert_eq!(lines, 3);
    /// assert_eq!((found[0].line, found[0].entry.id()), (2, "user-frozen"));
    /// ```
    pub fn scan(&mut self, block: &[u8], mut tell: impl FnMut(Finding<'c>)) -> u64 {
        self.pass(block, |scanner, recognised, line, at| {
            let text = String::from_utf8_lossy(at.of(block));
            let time = scanner.clock.time_of(&text).filter(|_| !recognised.is_empty());
            recognised.drain(..).for_each(|error| tell(scanner.finding(error, line, &text, time)));
        })
    }

    /// The same with the failures that are no error of the catalog, and with the time of an earlier line for those
    /// lines that have none.
    ///
    /// ```
    /// use wqerr::{Catalog, Secrets, scan::{LineError, Scanner}};
    /// let log = b"2026-11-27T09:00:00Z GET / HTTP/1.1\n\"POST /v1 HTTP/1.1\" 502 157\n";
    /// let mut found = Vec::new();
    /// Scanner::new(Catalog::embedded(), Secrets::Masked).scan_all(log, |error| found.push(error));
    /// let LineError::Unknown(failure) = &found[0] else { panic!("it is not in the catalog") };
    /// assert_eq!((failure.line, failure.kind.status), (2, Some(502)));
    /// assert_eq!(failure.time.unwrap().time.to_string(), "2026-11-27T09:00:00Z");
    /// ```
    pub fn scan_all(&mut self, block: &[u8], mut tell: impl FnMut(LineError<'c>)) -> Scanned {
        let mut times = Times::new(block);
        let lines = self.pass(block, |scanner, recognised, line, at| {
            let text = String::from_utf8_lossy(at.of(block));
            let mut time = || times.of_line(&scanner.clock, at.start, &text);
            if recognised.is_empty() {
                let kind = scanner.failures.kind_of(scanner.catalog, &text, scanner.secrets);
                if let Some(kind) = kind {
                    let example = scanner.failures.example(&kind, &text, scanner.secrets);
                    tell(LineError::Unknown(Failure { line, kind, time: time(), example }));
                }
                return;
            }
            let time = time();
            let known = recognised.drain(..).map(|error| scanner.finding(error, line, &text, time));
            known.for_each(|finding| tell(LineError::Known(finding)));
        });
        Scanned { lines, last_time: times.last(&self.clock) }
    }

    /// Calls `visit` for each line that may hold an error, with what was recognised in it, its number and its place, and
    /// returns the number of lines.
    fn pass(
        &mut self,
        block: &[u8],
        mut visit: impl FnMut(&mut Self, &mut Vec<Recognised<'c>>, u64, LineAt),
    ) -> u64 {
        let (mut lines, mut at) = (0, 0);
        let mut recognised = Vec::new();
        // A clone of the pointer, for the memory is written to while lines are looked for.
        let prefilter = Arc::clone(&self.prefilter);
        while let Some(place) = prefilter.find(block, at) {
            let start = memrchr(b'\n', &block[at..place]).map_or(at, |newline| at + newline + 1);
            let end = memchr(b'\n', &block[place..]).map_or(block.len(), |newline| place + newline);
            lines += newlines(&block[at..start]) + 1;
            self.examine(&block[start..end], &mut recognised);
            visit(self, &mut recognised, lines, LineAt { start, end });
            at = (end + 1).min(block.len());
        }
        let rest = &block[at..];
        lines + newlines(rest) + u64::from(rest.last().is_some_and(|&last| last != b'\n'))
    }

    /// Adds what is likely or certain in a line to `found`.
    fn examine(&mut self, line: &[u8], found: &mut Vec<Recognised<'c>>) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Ok(text) = str::from_utf8(line) else {
            found.extend(self.recognise(&as_written(&String::from_utf8_lossy(line))));
            return;
        };
        let latest = self.shapes.which_has(text, &self.prefilter, self.memo.latest(text), &mut self.shape);
        if latest.is_some_and(|known| known.recall(text, found)) {
            return;
        }
        // What counts for an explanation may be seen only where escapes and encodings are undone, a status for one.
        let written = as_written(text);
        if !self.shapes.write(&written, &self.prefilter, &mut self.shape) {
            found.extend(self.recognise(&written));
            return;
        }
        if !self.memo.known(&self.shape).is_some_and(|known| known.recall(&written, found)) {
            let recognised = self.recognise(&written);
            self.memo.learn(&self.shape, &written, &recognised);
            found.extend(recognised);
        }
        // Nothing is undone in any line of this shape.
        if matches!(written, Cow::Borrowed(_)) {
            self.memo.put_first(&self.shape);
        }
    }

    fn recognise(&self, line: &str) -> Vec<Recognised<'c>> {
        let places = self.prefilter.entries_in(line.as_bytes());
        if places.is_empty() {
            return Vec::new();
        }
        let entries = places.iter().map(|&place| &self.catalog.entries()[place]).collect();
        let mut recognised = recognise(self.catalog, &Candidates::new(entries, line), line);
        if !self.wants_request_ids {
            for recognised in &mut recognised {
                recognised.request_id = None;
            }
        }
        recognised
    }

    fn finding(
        &self,
        recognised: Recognised<'c>,
        line: u64,
        text: &str,
        time: Option<LineTime>,
    ) -> Finding<'c> {
        let Recognised { best, mut request_id, .. } = recognised;
        let mut values = best.values;
        for value in &mut values {
            self.secrets.hide_in(value);
        }
        if let Some(id) = request_id.as_mut().filter(|_| self.secrets == Secrets::Masked)
            && let Cow::Owned(masked) = redact_identifier(id)
        {
            *id = masked;
        }
        let endpoint = endpoint(text).filter(|_| self.wants_endpoints).map(str::to_owned);
        Finding { line, entry: best.entry, confidence: best.confidence, values, request_id, endpoint, time }
    }
}

/// Where a line stands in its block, in bytes.
#[derive(Clone, Copy)]
struct LineAt {
    start: usize,
    end: usize,
}

impl LineAt {
    fn of(self, block: &[u8]) -> &[u8] {
        &block[self.start..self.end]
    }
}

/// What is looked for in lines, and what must stay in their shapes.
fn ready(catalog: &Catalog) -> (Prefilter, Shapes) {
    let shapes = || Shapes::new(catalog);
    if catalog.entries().len() < LARGE {
        return (Prefilter::new(catalog), shapes());
    }
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, shapes);
        let prefilter = Prefilter::new(catalog);
        let shapes = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // There is no thread to be had.
            Err(_) => shapes(),
        };
        (prefilter, shapes)
    })
}

fn newlines(bytes: &[u8]) -> u64 {
    bytecount::count(bytes, b'\n') as u64
}
