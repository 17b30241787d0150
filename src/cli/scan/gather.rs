//! Where what the workers find comes together, in the order of the input.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use wqerr::scan::{Block, Occurrence, Scanner, Summary};

use super::feed::Label;
use crate::cli::call::Input;
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
    findings: Vec<Occurrence<'static>>,
}

impl Batch {
    /// Examines a block.
    pub fn of(label: Label, block: &Block, scanner: &mut Scanner<'static>) -> Self {
        let mut findings = Vec::new();
        let lines = scanner.scan(block.lines(), |finding| findings.push(finding));
        Self { label, lines, bytes: block.size(), is_truncated: block.is_truncated(), findings }
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
                for finding in &batch.findings {
                    // Lines of a block are of much the same length.
                    let within = (finding.line - lines - 1) * batch.bytes / batch.lines.max(1);
                    summary.add(finding, input, bytes + within);
                }
                summary.lines += batch.lines;
                summary.bytes += batch.bytes;
                summary.truncated_lines += u64::from(batch.is_truncated);
            }
            Self::Each { .. } if batch.findings.is_empty() => {}
            Self::Each { inputs, found } => {
                *found = true;
                let lines: String =
                    batch.findings.iter().map(|finding| line_of(finding, &inputs[input])).collect();
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
    sink: Sink,
}

impl Gather {
    pub fn new(sink: Sink) -> Self {
        let sums = Sums { input: 0, lines: 0, bytes: 0, sink };
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

    /// What came of all so far; nothing is added any more.
    pub fn end(&self) -> Sink {
        self.arrivals().is_ended = true;
        self.moved.notify_all();
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut sums.sink)
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
            (self.input, self.lines) = (batch.label.input, 0);
        }
        batch.findings.iter_mut().for_each(|finding| finding.line += self.lines);
        self.sink.add(&batch, self.lines, self.bytes)?;
        self.lines += batch.lines;
        self.bytes += batch.bytes;
        Ok(())
    }
}
