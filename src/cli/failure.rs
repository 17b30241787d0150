//! What can fail in a run.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

use wqerr::CatalogError;

/// Why a run failed.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Unreadable(PathBuf, io::Error),
    /// A directory was named where only files are read.
    Directory(PathBuf),
    /// There is no file in the directories that were named.
    NoFiles,
    /// Standard input could not be read.
    NoInput(io::Error),
    /// Standard output could not be written.
    Unwritable(io::Error),
    /// Catalogs that the call or the environment names cannot be used.
    BrokenCatalogs(Vec<(PathBuf, CatalogFailure)>),
}

/// Why a catalog file cannot be used.
#[derive(Debug)]
pub enum CatalogFailure {
    Unreadable(io::Error),
    /// It has these mistakes.
    Invalid(CatalogError),
}

impl From<CatalogError> for CatalogFailure {
    fn from(error: CatalogError) -> Self {
        Self::Invalid(error)
    }
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
