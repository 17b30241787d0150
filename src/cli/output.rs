//! Writing to the two outputs, through a pager where the screen is too small, and what can fail in a run.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::render::wrap::rows;

/// Why a run failed.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Unreadable(PathBuf, io::Error),
    /// Standard input could not be read.
    NoInput(io::Error),
    /// Standard output could not be written.
    Unwritable(io::Error),
    /// A catalog that was asked for has these mistakes.
    BrokenCatalogs(String),
}

/// Why a file could not be read: to Windows, a directory is a file that may not be.
pub fn why_unreadable(path: &Path, error: io::Error) -> io::Error {
    let is_refused = cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
    if is_refused && path.is_dir() { io::ErrorKind::IsADirectory.into() } else { error }
}

impl Failure {
    pub fn unreadable(path: &Path, error: io::Error) -> Self {
        Self::Unreadable(path.to_owned(), why_unreadable(path, error))
    }

    /// Whether the reader of the output went away, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Unwritable(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Why a catalog is not read that has more text than any catalog needs.
#[derive(Debug, Clone, Copy)]
pub struct TooLarge;

impl TooLarge {
    /// The largest text of a catalog, in bytes.
    pub const LIMIT: u64 = 8 << 20;
}

impl From<TooLarge> for io::Error {
    fn from(TooLarge: TooLarge) -> Self {
        io::ErrorKind::FileTooLarge.into()
    }
}

/// Why a stream cannot be read that another program has packed.
#[derive(Debug)]
pub struct Packed {
    /// The call that unpacks it, without the name of the file.
    pub unpack: &'static str,
}

impl Packed {
    /// Whether this is why.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl Display for Packed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "packed; `{}` unpacks it", self.unpack)
    }
}

impl Error for Packed {}

/// A terminal, and what shows an answer that is longer.
pub struct Screen {
    pub columns: usize,
    pub rows: usize,
    pub pager: Pager,
}

/// What shows long answers.
#[derive(Debug, PartialEq, Eq)]
pub enum Pager {
    /// The one that is nearly everywhere.
    Less,
    /// What the user has set, which may have arguments.
    Command(String),
}

/// Writes to standard output; on a screen that is too small, through the pager.
pub fn show(text: &str, screen: Option<&Screen>) -> Result<(), Failure> {
    match screen {
        Some(screen) if rows(text, screen.columns) >= screen.rows && page(text, &screen.pager) => Ok(()),
        _ => print(text),
    }
}

/// Writes to standard output.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Failure::Unwritable)
}

/// Writes to standard error. That it cannot be written cannot be told anywhere.
pub fn say(text: &str) {
    if !text.is_empty() {
        _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Whether the pager showed it.
fn page(text: &str, pager: &Pager) -> bool {
    let mut command = match pager {
        Pager::Less => Command::new("less"),
        Pager::Command(pager) => {
            let mut shell = Command::new("sh");
            shell.args(["-c", pager]);
            shell
        }
    };
    // Colours, short texts left on the screen, and an end with Ctrl-C, which ends this program too.
    for (name, value) in [("LESS", "FRXK"), ("LESSCHARSET", "utf-8"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    // The two that a shell has for a command that does not start.
    !matches!(through(text, &mut command), None | Some(126 | 127))
}

/// Shows the source of a manual page as a page, where the system can.
pub fn show_manual(source: &str) -> bool {
    through(source, Command::new("man").args(["-l", "-"])) == Some(0)
}

/// Writes to another program, and says how it ended: with 0 if it did its work, `None` if it did not start.
fn through(text: &str, command: &mut Command) -> Option<i32> {
    let mut child = command.stdin(Stdio::piped()).spawn().ok()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Who has read enough closes the pipe.
        _ = stdin.write_all(text.as_bytes());
    }
    Some(child.wait().ok()?.code().unwrap_or(0))
}
