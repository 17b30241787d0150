//! Errors in logs: which lines hold one, and how the occurrences of a whole log add up.
//!
//! Raw bytes → blocks of whole lines ([`Blocks`]) → occurrences ([`Scanner`]) → sums ([`Summary`]). A line is explained
//! as [`explain`](crate::explain()) would explain it alone, as far as that is likely or certain; nearly all lines are
//! passed over by a look at a few of their bytes, and lines that differ in their numbers only are explained once.

mod blocks;
mod breakdown;
mod failures;
mod frequent;
mod memo;
mod prefilter;
mod rest;
mod summary;
mod template;
mod timeline;
mod times;

use std::borrow::Cow;
use std::sync::Arc;

use memchr::{memchr, memrchr};

pub use self::blocks::{BLOCK, Block, Blocks, MAX_LINE};
pub use self::breakdown::{Breakdown, Bucket, By};
pub use self::failures::{Failure, FailureKind};
use self::failures::{Failures, Marks};
pub use self::frequent::Frequent;
use self::memo::Memo;
use self::prefilter::Prefilter;
pub use self::rest::FoundFailure;
pub use self::summary::{Found, Location, Summary};
use self::template::Masks;
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

/// How many kinds of failures are told apart; those of further codes are counted by their status.
const MAX_KINDS: usize = 1000;

/// An error in a line of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence<'c> {
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
    Known(Occurrence<'c>),
    /// Another failure. No error of the catalog is in its line.
    Unknown(Failure),
}

impl<'c> LineError<'c> {
    /// The error of the catalog, if it is one.
    pub const fn known(&self) -> Option<&Occurrence<'c>> {
        match self {
            Self::Known(occurrence) => Some(occurrence),
            Self::Unknown(_) => None,
        }
    }

    /// The number of the line.
    pub const fn line(&self) -> u64 {
        match self {
            Self::Known(occurrence) => occurrence.line,
            Self::Unknown(failure) => failure.line,
        }
    }

    /// The number of the line.
    pub fn line_mut(&mut self) -> &mut u64 {
        match self {
            Self::Known(occurrence) => &mut occurrence.line,
            Self::Unknown(failure) => &mut failure.line,
        }
    }

    /// When the line was written.
    pub fn time_mut(&mut self) -> &mut Option<LineTime> {
        match self {
            Self::Known(occurrence) => &mut occurrence.time,
            Self::Unknown(failure) => &mut failure.time,
        }
    }
}

/// What there is to say of a whole block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned {
    /// How many lines it has.
    pub lines: u64,
    /// The time of its last line that has one, as later lines without a time take it. It is looked for only if lines of
    /// the block have times.
    pub last_time: Option<LineTime>,
}

/// Finds the errors of a catalog in lines. It remembers the templates of the lines that it has seen; a clone begins with
/// an empty memory and shares all that is never changed.
#[derive(Debug)]
pub struct Scanner<'c> {
    catalog: &'c Catalog,
    secrets: Secrets,
    wants_request_ids: bool,
    wants_endpoints: bool,
    wants_failures: bool,
    clock: Clock,
    failures: Failures,
    prefilter: Arc<Prefilter>,
    marks: Arc<Marks>,
    masks: Arc<Masks>,
    memo: Memo<'c>,
}

impl Clone for Scanner<'_> {
    fn clone(&self) -> Self {
        Self {
            catalog: self.catalog,
            secrets: self.secrets,
            wants_request_ids: self.wants_request_ids,
            wants_endpoints: self.wants_endpoints,
            wants_failures: self.wants_failures,
            clock: self.clock.clone(),
            failures: Failures::default(),
            prefilter: Arc::clone(&self.prefilter),
            marks: Arc::clone(&self.marks),
            masks: Arc::clone(&self.masks),
            memo: Memo::default(),
        }
    }
}

impl<'c> Scanner<'c> {
    /// Prepares the search for the errors of `catalog`.
    pub fn new(catalog: &'c Catalog, secrets: Secrets) -> Self {
        // Built once, for every line that is explained.
        catalog.literals();
        Self {
            catalog,
            secrets,
            wants_request_ids: true,
            wants_endpoints: false,
            wants_failures: true,
            clock: Clock::default(),
            failures: Failures::default(),
            prefilter: Arc::new(Prefilter::new(catalog)),
            marks: Arc::default(),
            masks: Arc::new(Masks::new(catalog)),
            memo: Memo::default(),
        }
    }

    /// Leaves the request ids out of the occurrences, for sums have no use for them.
    #[must_use]
    pub fn without_request_ids(self) -> Self {
        Self { wants_request_ids: false, memo: Memo::default(), ..self }
    }

    /// Adds the inference endpoints of the lines to the occurrences.
    #[must_use]
    pub fn with_endpoints(self) -> Self {
        Self { wants_endpoints: true, ..self }
    }

    /// Leaves out the failures that are no error of the catalog, which then need not be looked for.
    #[must_use]
    pub fn without_failures(self) -> Self {
        Self { wants_failures: false, ..self }
    }

    /// Reads the times of lines with this clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Calls `report` with each error in a block of whole lines, one for each line and entry, in order, and returns the
    /// number of lines. The bytes need not be text.
    ///
    /// ```
    /// use wqerr::{Catalog, Secrets, scan::Scanner};
    /// let log = b"ok\n403 {\"error\":{\"code\":\"Forbidden.Frozen\"}}\nok";
    /// let mut found = Vec::new();
    /// let lines = Scanner::new(Catalog::embedded(), Secrets::Masked).scan(log, |occurrence| found.push(occurrence));
    /// assert_eq!(lines, 3);
    /// assert_eq!((found[0].line, found[0].entry.id()), (2, "user-frozen"));
    /// ```
    pub fn scan(&mut self, block: &[u8], mut report: impl FnMut(Occurrence<'c>)) -> u64 {
        self.pass(block, None, |scanner, recognised, line, at| {
            let text = String::from_utf8_lossy(at.of(block));
            let time = scanner.clock.time_of(&text);
            recognised.drain(..).for_each(|error| report(scanner.occurrence(error, line, &text, time)));
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
    pub fn scan_all(&mut self, block: &[u8], mut report: impl FnMut(LineError<'c>)) -> Scanned {
        let mut times = Times::new(block);
        let marks = Arc::clone(&self.marks);
        let lines =
            self.pass(block, self.wants_failures.then_some(&*marks), |scanner, recognised, line, at| {
                let text = String::from_utf8_lossy(at.of(block));
                let mut time = || times.of_line(&scanner.clock, at.start, &text);
                if recognised.is_empty() {
                    let kind = scanner.failures.kind_of(scanner.catalog, &text, scanner.secrets);
                    if let Some(kind) = kind {
                        let example = scanner.failures.example(&kind, &text, scanner.secrets);
                        report(LineError::Unknown(Failure { line, kind, time: time(), example }));
                    }
                    return;
                }
                let time = time();
                let known = recognised.drain(..).map(|error| scanner.occurrence(error, line, &text, time));
                known.for_each(|occurrence| report(LineError::Known(occurrence)));
            });
        Scanned { lines, last_time: times.last(&self.clock) }
    }

    /// Calls `visit` for each line that may hold an error or, with `marks`, another failure: with what was recognised in
    /// it, its number and its place. Returns the number of lines.
    fn pass(
        &mut self,
        block: &[u8],
        marks: Option<&Marks>,
        mut visit: impl FnMut(&mut Self, &mut Vec<Recognised<'c>>, u64, LineAt),
    ) -> u64 {
        let (mut lines, mut at) = (0, 0);
        let (mut next_known, mut next_mark) = (Next::default(), Next::default());
        loop {
            let known = next_known.from(at, || self.prefilter.find(&block[at..]));
            let mark = next_mark.from(at, || marks.and_then(|marks| marks.find(&block[at..])));
            let place = known.min(mark);
            if place == NOWHERE {
                break;
            }
            let start = memrchr(b'\n', &block[at..place]).map_or(at, |newline| at + newline + 1);
            let end = memchr(b'\n', &block[place..]).map_or(block.len(), |newline| place + newline);
            lines += newlines(&block[at..start]) + 1;
            let mut recognised = if known < end { self.examine(&block[start..end]) } else { Vec::new() };
            visit(self, &mut recognised, lines, LineAt { start, end });
            at = (end + 1).min(block.len());
        }
        let rest = &block[at..];
        lines + newlines(rest) + u64::from(rest.last().is_some_and(|&last| last != b'\n'))
    }

    /// What is likely or certain in a line.
    fn examine(&mut self, line: &[u8]) -> Vec<Recognised<'c>> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Ok(text) = str::from_utf8(line) else {
            return self.recognise(&as_written(&String::from_utf8_lossy(line)));
        };
        if let Some(recognised) =
            self.memo.known(&self.masks, text, false).and_then(|known| known.recall(text))
        {
            return recognised;
        }
        // What counts for an explanation may be seen only where escapes and encodings are undone, a status for one.
        let written = as_written(text);
        let is_undone = matches!(written, Cow::Owned(_));
        if is_undone
            && let Some(known) = self.memo.known(&self.masks, &written, is_undone)
            && let Some(recognised) = known.recall(&written)
        {
            return recognised;
        }
        let recognised = self.recognise(&written);
        match self.memo.known(&self.masks, &written, is_undone) {
            Some(known) => known.narrow(&written, &recognised),
            None => {
                if let Some(template) = self.masks.template(&written) {
                    self.memo.learn(template, &written, is_undone, &recognised);
                }
            }
        }
        recognised
    }

    fn recognise(&self, line: &str) -> Vec<Recognised<'c>> {
        let mut recognised = recognise(self.catalog, line);
        if !self.wants_request_ids {
            for recognised in &mut recognised {
                recognised.request_id = None;
            }
        }
        recognised
    }

    fn occurrence(
        &self,
        recognised: Recognised<'c>,
        line: u64,
        text: &str,
        time: Option<LineTime>,
    ) -> Occurrence<'c> {
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
        let endpoint = self.wants_endpoints.then(|| endpoint(text)).flatten().map(str::to_owned);
        Occurrence {
            line,
            entry: best.entry,
            confidence: best.confidence,
            values,
            request_id,
            endpoint,
            time,
        }
    }
}

/// The place of what is not there.
const NOWHERE: usize = usize::MAX;

/// The next place of something, which is looked for again only once it was passed.
#[derive(Default)]
struct Next {
    place: Option<usize>,
}

impl Next {
    /// The first place from `at` on; `find` returns how far behind `at` it is.
    fn from(&mut self, at: usize, find: impl FnOnce() -> Option<usize>) -> usize {
        let place = self.place.filter(|&place| place >= at);
        let place = place.unwrap_or_else(|| find().map_or(NOWHERE, |place| at + place));
        self.place = Some(place);
        place
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

fn newlines(bytes: &[u8]) -> u64 {
    bytecount::count(bytes, b'\n') as u64
}
