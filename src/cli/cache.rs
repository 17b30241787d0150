//! Large catalogs of the user's own, kept in prepared form: their text and index are made once, not at each start.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use wqerr::Catalog;

/// The directory of the prepared catalogs, one file for each catalog file.
#[derive(Debug)]
pub struct Cache {
    directory: PathBuf,
}

/// The length of the fingerprint before each prepared catalog, in bytes.
const FINGERPRINT: usize = 8;

impl Cache {
    pub const fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// The catalog that was made of this text of the file at `path`, if it was kept.
    pub fn get(&self, path: &Path, text: &str) -> Option<Catalog> {
        let mut kept = fs::read(self.place(path)).ok()?;
        let is_of_text = kept.get(..FINGERPRINT)? == fingerprint(text.as_bytes());
        kept.drain(..FINGERPRINT);
        is_of_text.then(|| Catalog::from_prepared(kept))?
    }

    /// Prepares a catalog and keeps it. Where that cannot be done the next start takes longer, and that is all.
    pub fn put(&self, path: &Path, text: &str, catalog: &Catalog) -> Option<Catalog> {
        let prepared = catalog.prepare();
        let kept = [&fingerprint(text.as_bytes()), prepared.as_slice()].concat();
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
        let name = u64::from_le_bytes(fingerprint(path.as_os_str().as_encoded_bytes()));
        self.directory.join(format!("{name:016x}.prepared"))
    }
}

fn fingerprint(bytes: &[u8]) -> [u8; FINGERPRINT] {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}
