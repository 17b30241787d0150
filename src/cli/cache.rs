//! Large catalogs of the user's own, kept in prepared form: their text and index are made once, not at each start.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use wqerr::Catalog;

/// The directory of the prepared catalogs, one file for each catalog file.
#[derive(Debug)]
pub struct Cache {
    directory: PathBuf,
}

/// What tells texts apart: the length in bytes and a checksum.
type Fingerprint = [u8; size_of::<u64>() + size_of::<u32>()];

/// What stands before each prepared catalog: the fingerprint of its text, and a checksum of both, so that none passes
/// for that of another text.
const HEAD: usize = size_of::<Fingerprint>() + SUM;

const SUM: usize = size_of::<u32>();

/// How much of a text is held in memory to tell its fingerprint, in bytes.
const PIECE: usize = 1 << 14;

/// The largest file that may be a prepared catalog, in bytes: many times the largest text of one.
const MAX_KEPT: u64 = 256 << 20;

impl Cache {
    pub const fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// The catalog that was made of what the file at `path` holds now, if it was kept.
    pub fn get(&self, path: &Path) -> Option<Catalog> {
        let place = self.place(path);
        // Not to wait for a pipe, nor to follow a link.
        let is_file = fs::symlink_metadata(&place).is_ok_and(|file| file.is_file() && file.len() <= MAX_KEPT);
        if !is_file || !is_own(&self.directory) {
            return None;
        }
        let mut kept = File::open(&place).ok()?;
        let mut head = [0; HEAD];
        kept.read_exact(&mut head).ok()?;
        let (of_text, sum) = head.split_at(size_of::<Fingerprint>());
        if of_text != fingerprint(File::open(path).ok()?).ok()? {
            return None;
        }
        let mut prepared = Vec::new();
        kept.take(MAX_KEPT).read_to_end(&mut prepared).ok()?;
        if sum != checksum(of_text, &prepared) {
            return None;
        }
        Catalog::from_prepared(prepared)
    }

    /// Prepares a catalog and keeps it. Where that cannot be done the next start takes longer, and that is all.
    pub fn put(&self, path: &Path, text: &str, catalog: &Catalog) -> Option<Catalog> {
        let prepared = catalog.prepare();
        let of_text = fingerprint(text.as_bytes()).ok()?;
        let kept = [&of_text, &checksum(&of_text, &prepared)[..], &prepared].concat();
        _ = self.keep(&self.place(path), &kept);
        Catalog::from_prepared(prepared)
    }

    /// Writes beside the place and moves it there, so that no other process reads half of it.
    fn keep(&self, place: &Path, kept: &[u8]) -> io::Result<()> {
        make_own(&self.directory)?;
        // A process that writes more than it may is ended by the system.
        if !is_own(&self.directory) || !may_write(kept.len()) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut draft = tempfile::NamedTempFile::new_in(&self.directory)?;
        draft.write_all(kept)?;
        draft.persist(place)?;
        Ok(())
    }

    fn place(&self, path: &Path) -> PathBuf {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let name = crc32fast::hash(path.as_os_str().as_encoded_bytes());
        self.directory.join(format!("{name:08x}.prepared"))
    }
}

/// Tells texts apart; a file is not held in memory for that.
fn fingerprint(mut text: impl Read) -> io::Result<Fingerprint> {
    let mut hasher = crc32fast::Hasher::new();
    let mut len = 0_u64;
    let mut piece = Vec::with_capacity(PIECE);
    while text.by_ref().take(PIECE as u64).read_to_end(&mut piece)? > 0 {
        hasher.update(&piece);
        len += piece.len() as u64;
        piece.clear();
    }
    let mut fingerprint = Fingerprint::default();
    let (first, last) = fingerprint.split_at_mut(size_of_val(&len));
    first.copy_from_slice(&len.to_le_bytes());
    last.copy_from_slice(&hasher.finalize().to_le_bytes());
    Ok(fingerprint)
}

fn checksum(of_text: &[u8], prepared: &[u8]) -> [u8; SUM] {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(of_text);
    hasher.update(prepared);
    hasher.finalize().to_le_bytes()
}

/// Makes a directory that only the user may look into, if it is not there.
#[cfg(unix)]
fn make_own(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

#[cfg(not(unix))]
fn make_own(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

/// Whether a directory is the user's, and nobody else may write into it.
#[cfg(unix)]
fn is_own(directory: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    const OTHERS_WRITE: u32 = 0o022;
    fs::metadata(directory).is_ok_and(|directory| {
        let is_of_user = directory.uid() == rustix::process::geteuid().as_raw();
        directory.is_dir() && is_of_user && directory.mode() & OTHERS_WRITE == 0
    })
}

#[cfg(not(unix))]
fn is_own(_directory: &Path) -> bool {
    // The directory lies in the user's profile.
    true
}

/// Whether files may become so long: `ulimit -f`.
#[cfg(unix)]
fn may_write(len: usize) -> bool {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    limit.is_none_or(|limit| len as u64 <= limit)
}

#[cfg(not(unix))]
fn may_write(_len: usize) -> bool {
    true
}
