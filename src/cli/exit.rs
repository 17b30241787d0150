//! What the exit status of the program says.

use std::process::ExitCode;

/// What the exit status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Something was found.
    Found,
    /// Nothing was found.
    Nothing,
    /// The call was wrong, or reading or writing failed.
    Failed,
    /// The user broke it off with Ctrl-C.
    Interrupted,
}

/// The exit status after Ctrl-C: 128 and the number of the signal, as in shells.
pub const INTERRUPTED: u8 = 130;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Found => 0,
            Exit::Nothing => 1,
            Exit::Failed => 2,
            Exit::Interrupted => INTERRUPTED,
        })
    }
}
