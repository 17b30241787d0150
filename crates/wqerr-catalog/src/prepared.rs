//! A catalog made ready to be read again: checked, indexed and packed. The build prepares the embedded catalog, and
//! the program those of its users.

use serde::{Deserialize, Serialize};

use crate::index::Index;
use crate::packed::{Lazy, unpack};
use crate::read::Contents;

/// Begins every file with a prepared catalog. Another version of this crate has another form; the number behind it
/// tells forms of one version apart while it is made.
const MARK: &[u8] = concat!("wqerr ", env!("CARGO_PKG_VERSION"), " 10\n").as_bytes();

/// The length of the checksum behind the mark, in bytes.
const CHECKSUM: usize = size_of::<u32>();

/// What a catalog file holds, and the index of what is said of its entries.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Prepared {
    /// What the file holds.
    pub contents: Contents,
    /// The index, which is decoded when the catalog is searched.
    pub index: Lazy<Index>,
}

impl Contents {
    /// The bytes to embed in a program that makes the index itself.
    #[expect(clippy::missing_panics_doc, reason = "plain data can be packed")]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("it is plain data")
    }

    /// Reads what [`Contents::to_bytes`] wrote.
    ///
    /// # Panics
    ///
    /// If the bytes are others.
    pub fn from_bytes(bytes: &'static [u8]) -> Self {
        unpack(bytes)
    }
}

impl Prepared {
    /// Makes the index of a catalog.
    pub fn new(contents: Contents) -> Self {
        let index = Index::new(contents.entries.iter().map(Some), &contents.synonyms);
        Self { contents, index: index.into() }
    }

    /// The bytes to embed in a program.
    #[expect(clippy::missing_panics_doc, reason = "plain data can be packed")]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("it is plain data")
    }

    /// Reads what [`Prepared::to_bytes`] wrote.
    ///
    /// # Panics
    ///
    /// If the bytes are others.
    pub fn from_bytes(bytes: &'static [u8]) -> Self {
        postcard::from_bytes(bytes).expect("the build of this very program wrote these bytes")
    }

    /// The bytes to write to a file, which says of which version it is and can be checked.
    pub fn to_file(&self) -> Vec<u8> {
        let packed = self.to_bytes();
        [MARK, &checksum(&packed), &packed].concat()
    }

    /// Reads what [`Prepared::to_file`] wrote; `None` where it was written by another version, or altered since.
    /// The bytes are kept until the program ends.
    pub fn from_file(file: Vec<u8>) -> Option<Self> {
        let (sum, packed) = file.strip_prefix(MARK)?.split_at_checked(CHECKSUM)?;
        if sum != checksum(packed) {
            return None;
        }
        let packed = &Vec::leak(file)[MARK.len() + CHECKSUM..];
        postcard::from_bytes(packed).ok()
    }
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    crc32fast::hash(bytes).to_le_bytes()
}
