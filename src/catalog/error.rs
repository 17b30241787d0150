//! Why a catalog file could not be used.

use std::error::Error;
use std::fmt;

use super::Diagnostic;

/// All mistakes of a catalog file, of which there is at least one.
///
/// `Display` prints them as `LINE:COLUMN: what is wrong, and what to write instead`, one a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogError {
    diagnostics: Vec<Diagnostic>,
}

impl CatalogError {
    pub(super) const fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// The mistakes in the order of the file.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The mistakes themselves.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl Error for CatalogError {}
