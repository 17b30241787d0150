//! Large catalogs of the user's own, kept in prepared form: their text and index are made once, not at each start.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use wqerr::Catalog;

/// The directory of the prepared catalogs, one file for each catalog file.
#[derive(Debug)]
pub struct Cache {
    directory: PathBuf,
}

/// What tells texts apart: the length in bytes and a checksum. It stands before each prepared catalog.
type Fingerprint = [u8; size_of::<u64>() + size_of::<u32>()];

/// How much of a text is held in memory to tell its fingerprint, in bytes.
const PIECE: usize = 1 << 14;

impl Cache {
    pub const fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// The catalog that was made of what the file at `path` holds now, if it was kept.
    pub fn get(&self, path: &Path) -> Option<Catalog> {
        let mut kept = File::open(self.place(path)).ok()?;
        let mut of_kept = Fingerprint::default();
        kept.read_exact(&mut of_kept).ok()?;
        if of_kept != fingerprint(File::open(path).ok()?).ok()? {
            return None;
        }
        let mut prepared = Vec::new();
        kept.read_to_end(&mut prepared).ok()?;
        Catalog::from_prepared(prepared)
    }

    /// Prepares a catalog and keeps it. Where that cannot be done the next start takes longer, and that is all.
    pub fn put(&self, path: &Path, text: &str, catalog: &Catalog) -> Option<Catalog> {
        let prepared = catalog.prepare();
        let kept = [&fingerprint(text.as_bytes()).ok()?, prepared.as_slice()].concat();
        // Written beside its place and moved there, so that no other process reads half of it.
        let place = self.place(path);
        let draft = place.with_extension(std::process::id().to_string());
        let written = fs::create_dir_all(&self.directory).and_then(|()| fs::write(&draft, kept));
        if written.and_then(|()| fs::rename(&draft, place)).is_err() {
            _ = fs::remove_file(draft);
        }
        Catalog::from_prepared(prepared)
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
