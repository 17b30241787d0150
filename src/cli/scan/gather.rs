//! Where what the workers find comes together, in the order of the input.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use wqerr::scan::{Block, LineError, Scanner, Summary};
use wqerr::time::LineTime;

use super::feed::Label;
use crate::cli::call::{Input, Period};
use crate::cli::failure::Failure;
use crate::cli::render::scan::line_of;

/// How many batches wait at most for an earlier one.
const MAX_WAITING: u64 = 32;

/// What was found in a block.
#[derive(Debug)]
pub struct Batch {
    label: Label,
    lines: u64,
    bytes: u64,
    is_truncated: bool,
    errors: Vec<LineError<'static>>,
    /// The time of the last line that has one.
    last_time: Option<LineTime>,
}

impl Batch {
    /// Examines a block.
    pub fn of(label: Label, block: &Block, scanner: &mut Scanner<'static>) -> Self {
        let mut errors = Vec::new();
        let whole = scanner.scan_all(block.lines(), |error| errors.push(error));
        Self {
            label,
            lines: whole.lines,
            bytes: block.size(),
            is_truncated: block.is_truncated(),
            errors,
            last_time: whole.last_time,
        }
    }
}

/// What is made of the findings.
pub enum Sink {
    Summary(Box<Summary<'static>>),
    /// Lines of JSON, written at once.
    Each {
        /// The inputs as they were named.
        inputs: Vec<Input>,
        found: bool,
    },
}

impl Default for Sink {
    fn default() -> Self {
        Self::Summary(Box::default())
    }
}

/// The errors that count, and how many might but have no time.
#[derive(Debug, Clone, Copy, Default)]
struct Filter {
    period: Period,
    undated: u64,
}

impl Filter {
    fn passes(&mut self, error: &mut LineError<'_>) -> bool {
        if !self.period.is_limited() {
            return true;
        }
        if let Some(time) = *error.time_mut() {
            return self.period.has(time.time);
        }
        self.undated += u64::from(error.known().is_some());
        false
    }
}

impl Sink {
    pub fn each(inputs: &[Input]) -> Self {
        Self::Each { inputs: inputs.to_vec(), found: false }
    }

    /// Whether there was a finding.
    pub fn found(&self) -> bool {
        match self {
            Self::Summary(summary) => summary.matched_lines > 0,
            Self::Each { found, .. } => *found,
        }
    }

    /// Adds a batch before which there were so many lines of its input, and so many bytes of all inputs.
    fn add(&mut self, batch: &Batch, lines: u64, bytes: u64) -> Result<(), Failure> {
        let input = batch.label.input;
        match self {
            Self::Summary(summary) => {
                for error in &batch.errors {
                    // Lines of a block are of much the same length.
                    let within = (error.line() - lines - 1) * batch.bytes / batch.lines.max(1);
                    summary.add_any(error, input, bytes + within);
                }
                summary.lines += batch.lines;
                summary.bytes += batch.bytes;
                summary.truncated_lines += u64::from(batch.is_truncated);
            }
            Self::Each { inputs, found } => {
                let known = batch.errors.iter().filter_map(LineError::known);
                let lines: String = known.map(|finding| line_of(finding, &inputs[input])).collect();
                if lines.is_empty() {
                    return Ok(());
                }
                *found = true;
                let mut stdout = io::stdout().lock();
                stdout
                    .write_all(lines.as_bytes())
                    .and_then(|()| stdout.flush())
                    .map_err(Failure::Unwritable)?;
            }
        }
        Ok(())
    }
}

/// Puts batches in order. One worker at a time adds what has come; the others leave theirs and go on.
pub struct Gather {
    arrivals: Mutex<Arrivals>,
    /// Told when a batch that others wait for has come.
    moved: Condvar,
    sums: Mutex<Sums>,
}

/// The batches that have come.
#[derive(Default)]
struct Arrivals {
    /// The number of the batch that comes next.
    next: u64,
    waiting: BTreeMap<u64, Batch>,
    /// How many workers are held up.
    held_up: usize,
    /// Whether a worker is adding batches.
    is_adding: bool,
    is_ended: bool,
}

/// What the batches so far add up to.
struct Sums {
    /// The input of the last batch, and its lines so far.
    input: usize,
    lines: u64,
    /// The bytes of all inputs so far.
    bytes: u64,
    /// The time of the last line of the input that has one.
    last_time: Option<LineTime>,
    filter: Filter,
    sink: Sink,
}

impl Gather {
    pub fn new(sink: Sink, period: Period) -> Self {
        let filter = Filter { period, undated: 0 };
        let sums = Sums { input: 0, lines: 0, bytes: 0, last_time: None, filter, sink };
        Self { arrivals: Mutex::default(), moved: Condvar::new(), sums: Mutex::new(sums) }
    }

    /// Takes a batch, and adds all that are complete up to there, unless another worker is about it. A worker that is
    /// far ahead is held up. `false` tells that no more is wanted.
    pub fn take(&self, batch: Batch) -> Result<bool, Failure> {
        let is_far_ahead =
            |arrivals: &mut Arrivals| batch.label.number >= arrivals.next + MAX_WAITING && !arrivals.is_ended;
        let mut arrivals = self.arrivals();
        if is_far_ahead(&mut arrivals) {
            arrivals.held_up += 1;
            arrivals = self.moved.wait_while(arrivals, is_far_ahead).unwrap_or_else(PoisonError::into_inner);
            arrivals.held_up -= 1;
        }
        arrivals.waiting.insert(batch.label.number, batch);
        while !arrivals.is_adding
            && let Some(batch) = arrivals.take_next()
        {
            arrivals.is_adding = true;
            drop(arrivals);
            let added = self.sums.lock().unwrap_or_else(PoisonError::into_inner).add(batch);
            arrivals = self.arrivals();
            arrivals.is_adding = false;
            arrivals.is_ended |= added.is_err();
            // Telling nobody takes a call of the system too.
            if arrivals.held_up > 0 {
                self.moved.notify_all();
            }
            added?;
        }
        Ok(!arrivals.is_ended)
    }

    /// What came of all so far, and how many errors were left out because they have no time; nothing is added any more.
    pub fn end(&self) -> (Sink, u64) {
        self.arrivals().is_ended = true;
        self.moved.notify_all();
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::take(&mut sums.sink), sums.filter.undated)
    }

    fn arrivals(&self) -> MutexGuard<'_, Arrivals> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Arrivals {
    /// The batch that comes next, if it is there and still wanted.
    fn take_next(&mut self) -> Option<Batch> {
        let batch = self.waiting.remove(&self.next).filter(|_| !self.is_ended)?;
        self.next += 1;
        Some(batch)
    }
}

impl Sums {
    /// Adds the batch that comes next, with the numbers that its lines have in their input.
    fn add(&mut self, mut batch: Batch) -> Result<(), Failure> {
        if batch.label.input != self.input {
            (self.input, self.lines, self.last_time) = (batch.label.input, 0, None);
        }
        for error in &mut batch.errors {
            *error.line_mut() += self.lines;
            let time = error.time_mut();
            *time = time.or(self.last_time);
        }
        self.last_time = batch.last_time.or(self.last_time);
        batch.errors.retain_mut(|error| self.filter.passes(error));
        self.sink.add(&batch, self.lines, self.bytes)?;
        self.lines += batch.lines;
        self.bytes += batch.bytes;
        Ok(())
    }
}
