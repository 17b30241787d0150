//! Writing to the two outputs, and what can fail in a run.

use std::io::{self, Write};
use std::path::PathBuf;

/// Why a run failed.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Unreadable(PathBuf, io::Error),
    /// Standard input could not be read.
    NoInput(io::Error),
    /// Standard output could not be written.
    Unwritable(io::Error),
}

impl Failure {
    /// Whether the reader of the output went away, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Unwritable(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Writes to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Failure::Unwritable)
}

/// Writes to standard error. That it cannot be written cannot be told anywhere.
pub fn say(text: &str) {
    if !text.is_empty() {
        _ = io::stderr().lock().write_all(text.as_bytes());
    }
}
