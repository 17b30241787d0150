//! Errors in logs: which lines hold one, and how the occurrences of a whole log add up.
//!
//! Raw bytes → blocks of whole lines ([`Blocks`]) → occurrences ([`Scanner`]) → sums ([`Summary`]). A line is explained
//! as [`explain`](crate::explain()) would explain it alone, as far as that is likely or certain; nearly all lines are
//! passed over by a look at a few of their bytes, and lines that differ in their numbers only are explained once.

mod blocks;
mod frequent;
mod memo;
mod prefilter;
mod summary;
mod template;

use std::borrow::Cow;
use std::sync::Arc;

use memchr::{memchr, memrchr};

pub use self::blocks::{BLOCK, Block, Blocks, MAX_LINE};
pub use self::frequent::Frequent;
use self::memo::Memo;
use self::prefilter::Prefilter;
pub use self::summary::{Found, Location, Summary};
use self::template::Masks;
use crate::answer::Confidence;
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::explain::{Recognised, Secrets, as_written, recognise};
use crate::pattern::Value;
use crate::redact::redact_identifier;

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
}

/// Finds the errors of a catalog in lines. It remembers the templates of the lines that it has seen; a clone begins with
/// an empty memory and shares all that is never changed.
#[derive(Debug)]
pub struct Scanner<'c> {
    catalog: &'c Catalog,
    secrets: Secrets,
    wants_request_ids: bool,
    prefilter: Arc<Prefilter>,
    masks: Arc<Masks>,
    memo: Memo<'c>,
}

impl Clone for Scanner<'_> {
    fn clone(&self) -> Self {
        Self {
            prefilter: Arc::clone(&self.prefilter),
            masks: Arc::clone(&self.masks),
            memo: Memo::default(),
            ..*self
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
            prefilter: Arc::new(Prefilter::new(catalog)),
            masks: Arc::new(Masks::new(catalog)),
            memo: Memo::default(),
        }
    }

    /// Leaves the request ids out of the occurrences, for sums have no use for them.
    #[must_use]
    pub fn without_request_ids(self) -> Self {
        Self { wants_request_ids: false, memo: Memo::default(), ..self }
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
        let (mut lines, mut at) = (0, 0);
        while let Some(place) = self.prefilter.find(&block[at..]) {
            let place = at + place;
            let start = memrchr(b'\n', &block[at..place]).map_or(at, |newline| at + newline + 1);
            let end = memchr(b'\n', &block[place..]).map_or(block.len(), |newline| place + newline);
            lines += newlines(&block[at..start]) + 1;
            for recognised in self.examine(&block[start..end]) {
                report(self.occurrence(recognised, lines));
            }
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

    fn occurrence(&self, recognised: Recognised<'c>, line: u64) -> Occurrence<'c> {
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
        Occurrence { line, entry: best.entry, confidence: best.confidence, values, request_id }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytecount::count(bytes, b'\n') as u64
}
