//! Writing to the two outputs, through a pager if the screen is too small.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use super::failure::Failure;
use super::wrap::rows;

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

/// Writes to standard error. A failure to write it cannot be reported anywhere.
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
    // Colors, short texts left on the screen, and an end with Ctrl-C, which ends this program too.
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
