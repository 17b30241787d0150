//! The catalog: all entries, embedded or from a user's file.

mod finding;
mod read;

use std::sync::{LazyLock, OnceLock};

pub use self::finding::{Finding, Mistake};
use self::read::Contents;
use crate::entry::Entry;
use crate::index::Index;
use crate::literals::Literals;
use crate::packed::{self, Text};

/// A set of entries in the order of the official tables.
#[derive(Debug)]
pub struct Catalog {
    contents: Contents,
    /// Built when a large text is examined.
    literals: OnceLock<Literals>,
    /// Read or built when the catalog is searched.
    index: OnceLock<Index>,
    /// The index as the build prepared it, of the embedded catalog.
    packed_index: Option<&'static [u8]>,
}

impl Catalog {
    /// The catalog that this program carries: the 22 rows of the official page and what was observed
    /// besides. It was checked when the program was built.
    ///
    /// ```
    /// let catalog = wqerr::Catalog::embedded();
    /// let official = catalog.entries().iter().filter(|entry| entry.origin() != "observed");
    /// assert_eq!(official.count(), 22);
    /// ```
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Catalog> = LazyLock::new(|| {
            let contents = packed::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin")));
            let packed_index = Some(&include_bytes!(concat!(env!("OUT_DIR"), "/index.bin"))[..]);
            Catalog { packed_index, ..Catalog::new(contents) }
        });
        &EMBEDDED
    }

    /// Reads a catalog from the text of a TOML file of the same form as `codes.toml`.
    ///
    /// # Errors
    ///
    /// Every mistake of the file with its place.
    ///
    /// ```
    /// let mistakes = wqerr::Catalog::from_toml("schema = 1\nname = 1").unwrap_err();
    /// assert_eq!(mistakes[1].to_string(), "2:8: `name` is a number; write a text in double quotes");
    /// ```
    pub fn from_toml(source: &str) -> Result<Self, Vec<Finding>> {
        read::read(source).map(Self::new)
    }

    fn new(contents: Contents) -> Self {
        Self { contents, literals: OnceLock::new(), index: OnceLock::new(), packed_index: None }
    }

    /// The name of the catalog.
    pub fn name(&self) -> &str {
        &self.contents.name
    }

    /// The day when the catalog was last compared with its source, as `YYYY-MM-DD`.
    pub fn date(&self) -> Option<&str> {
        self.contents.date.as_deref()
    }

    /// The names of other systems, whose errors are not those of this catalog whatever they are called.
    pub(crate) fn elsewhere(&self) -> &[Text] {
        &self.contents.elsewhere
    }

    /// All entries in the order of the catalog.
    pub fn entries(&self) -> &[Entry] {
        &self.contents.entries
    }

    /// The entry with this id.
    ///
    /// ```
    /// let entry = wqerr::Catalog::embedded().get("request-timeout").unwrap();
    /// assert_eq!(entry.code(), Some("Request Timeou")); // as the official page has it
    /// ```
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.id() == id)
    }

    /// The terms of all that is said of the entries.
    pub(crate) fn index(&self) -> &Index {
        let read_or_make = || self.packed_index.map_or_else(|| Index::new(self.entries()), packed::unpack);
        self.index.get_or_init(read_or_make)
    }

    /// Whether the fixed texts of all entries were collected before.
    pub(crate) fn has_literals(&self) -> bool {
        self.literals.get().is_some()
    }

    /// The fixed texts of all entries.
    pub(crate) fn literals(&self) -> &Literals {
        self.literals.get_or_init(|| Literals::new(self.entries()))
    }
}

impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        self.contents == other.contents
    }
}
