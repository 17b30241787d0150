//! The files in directories.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};
use memchr::memchr;

use super::encoded::begins_plain;
use super::feed::is_output;
use crate::cli::call::Input;
use crate::cli::failure::Failure;

/// How much of a file tells whether it is text, in bytes.
const HEAD: usize = 8 << 10;

/// The inputs, each directory replaced by the files in it, sorted by their paths; and what could not be read. Hidden
/// files are left out, binary ones, what `.gitignore` and its like name, and the file that the output goes to.
pub fn files_in(inputs: Vec<Input>) -> (Vec<Input>, Vec<Failure>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for input in inputs {
        match &input {
            Input::File(directory) if directory.is_dir() => walk(directory, &mut files, &mut failures),
            _ => files.push(input),
        }
    }
    if files.is_empty() && failures.is_empty() {
        failures.push(Failure::NoFiles);
    }
    (files, failures)
}

fn walk(directory: &Path, files: &mut Vec<Input>, failures: &mut Vec<Failure>) {
    let walk = WalkBuilder::new(directory).sort_by_file_path(Path::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) if is_file(&entry) => match is_log(entry.path()) {
                Ok(true) => files.push(Input::File(without_dot(entry.path()))),
                Ok(false) => {}
                Err(error) => failures.push(Failure::unreadable(entry.path(), error)),
            },
            Ok(_) => {}
            Err(error) => failures.push(unreadable(directory, &error)),
        }
    }
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

/// Whether a file is text, or what text was made into. Text has no zeros.
fn is_log(path: &Path) -> io::Result<bool> {
    let file = File::open(path)?;
    if is_output(&file) {
        return Ok(false);
    }
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(!begins_plain(&head) || memchr(0, &head).is_none())
}

/// A path as it is written where the current directory is walked.
fn without_dot(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// Why a directory could not be walked, or an ignore file not be read.
fn unreadable(directory: &Path, error: &ignore::Error) -> Failure {
    let path = path_of(error).unwrap_or(directory);
    // What the crate says is in English; the system says it again.
    let why = fs::read_dir(path).err().or_else(|| File::open(path).err());
    let kind = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
    Failure::unreadable(path, why.unwrap_or_else(|| kind.into()))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Partial(all) => all.first().and_then(path_of),
        _ => None,
    }
}
