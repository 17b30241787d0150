//! The catalog: all entries, embedded or from a user's file.

mod error;
mod keys;
mod layer;

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

pub use wqerr_catalog::diagnostic::{Diagnostic, DiagnosticKind, FieldType, TomlType};
use wqerr_catalog::prepared::Prepared;
use wqerr_catalog::read::{self, Contents};

pub use self::error::CatalogError;
use self::keys::Keys;
use self::layer::Layer;
use crate::entry::Entry;
use crate::index::Index;
use crate::literals::Literals;
use crate::packed::{Lazy, Text};

/// A set of entries in the order of the official tables, those of users' catalogs behind them.
#[derive(Debug)]
pub struct Catalog {
    contents: Contents,
    /// The catalogs that this one was laid together from, the lowest first.
    layers: Vec<Layer>,
    /// Built when a large text is examined.
    literals: OnceLock<Literals>,
    keys: Keys,
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
            let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));
            // `build.rs` says why.
            if cfg!(target_family = "wasm") {
                Catalog::new(Contents::from_bytes(bytes), None)
            } else {
                Catalog::ready(Prepared::from_bytes(bytes))
            }
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
    /// let error = wqerr::Catalog::from_toml("schema = 1\nname = 1").unwrap_err();
    /// assert_eq!(error.diagnostics()[1].to_string(), "2:8: `name` is a number; use a string in double quotes");
    /// ```
    pub fn from_toml(source: &str) -> Result<Self, CatalogError> {
        let contents = read::read(source).map_err(CatalogError::new)?;
        Ok(Self::new(contents, None))
    }

    fn new(contents: Contents, index: Option<Lazy<Index>>) -> Self {
        let layers = vec![Layer::new(&contents, index)];
        Self { contents, layers, literals: OnceLock::new(), keys: Keys::default() }
    }

    fn ready(prepared: Prepared) -> Self {
        Self::new(prepared.contents, Some(prepared.index))
    }

    /// The catalog in a form that [`Catalog::from_prepared`] reads many times faster than TOML. It is for the
    /// same version of this library on the same kind of machine.
    pub fn prepare(&self) -> Vec<u8> {
        Prepared::new(self.contents.clone()).to_file()
    }

    /// Reads what [`Catalog::prepare`] wrote; `None` where it was written by another version, or altered since.
    /// The bytes are kept until the program ends.
    ///
    /// ```
    /// use wqerr::Catalog;
    /// let prepared = Catalog::embedded().prepare();
    /// assert!(Catalog::from_prepared(prepared).is_some_and(|same| same == *Catalog::embedded()));
    /// assert!(Catalog::from_prepared(b"something else".to_vec()).is_none());
    /// ```
    pub fn from_prepared(prepared: Vec<u8>) -> Option<Self> {
        Prepared::from_file(prepared).map(Self::ready)
    }

    /// This catalog with `own` laid over it: an entry of `own` takes the place of the one with the same id, the
    /// others follow.
    ///
    /// ```
    /// let embedded = wqerr::Catalog::embedded();
    /// let own = wqerr::Catalog::from_toml(
    ///     r#"
    ///     schema = 1
    ///     name = "our-gateway"
    ///     [[entry]]
    ///     id = "quota-used-up"
    ///     status = 429
    ///     message = "Team {Team} has used up its quota."
    ///     retry = "no"
    ///     actor = "account_owner"
    ///     meaning.en = "The team's monthly quota is used up."
    ///     "#,
    /// );
    /// let both = embedded.overlaid(own.unwrap());
    /// assert_eq!(both.entries().len(), embedded.entries().len() + 1);
    /// assert_eq!(both.get("quota-used-up").unwrap().origin(), "our-gateway");
    /// ```
    #[must_use]
    pub fn overlaid(&self, own: Self) -> Self {
        let mut below = self.contents.entries.clone();
        let known: HashMap<String, usize> =
            (0..).zip(&below).map(|(at, entry)| (entry.id().to_owned(), at)).collect();
        let mut entries = own.contents.entries;
        let number = below.len();
        let mut next = number;
        let place = |entry: &Entry| {
            known.get(entry.id()).copied().unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        };
        let places: Vec<usize> = entries.iter().map(place).collect();
        let mut replaced = HashSet::new();
        let mut in_turn = places.iter();
        for entry in entries.extract_if(.., |_| in_turn.next().is_some_and(|&place| place < number)) {
            let at = known[entry.id()];
            replaced.insert(at);
            below[at] = entry;
        }
        // A large catalog of the user's own is not copied.
        entries.splice(0..0, below);
        let lower = self.layers.iter().map(|layer| layer.without(&replaced));
        let upper = own.layers.iter().map(|layer| layer.moved(&places));
        // A system of which the catalog tells the errors is not another one.
        let mut elsewhere = self.contents.elsewhere.clone().into_inner();
        let own_name = own.contents.name.to_lowercase();
        elsewhere.retain(|name| **name != *own_name);
        let added = own.contents.elsewhere.iter().filter(|name| !self.elsewhere().contains(name));
        elsewhere.extend(added.cloned());
        Self {
            layers: lower.chain(upper).collect(),
            contents: Contents {
                name: self.contents.name.clone(),
                date: self.contents.date.clone(),
                elsewhere: elsewhere.into(),
                synonyms: self.contents.synonyms.clone(),
                entries,
            },
            literals: OnceLock::new(),
            keys: Keys::default(),
        }
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

    /// What is said of the entries, layer by layer.
    pub(crate) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Whether the fixed texts of all entries were collected before.
    pub(crate) fn has_literals(&self) -> bool {
        self.literals.get().is_some()
    }

    /// The fixed texts of all entries.
    pub(crate) fn literals(&self) -> &Literals {
        self.literals.get_or_init(|| Literals::new(self.entries()))
    }

    /// The entries with a code, by its key.
    pub(crate) fn with_code(&self, key: &str) -> impl ExactSizeIterator<Item = &Entry> {
        self.at(self.keys.of_code(self.entries(), key))
    }

    /// The entries with a former name, by its key.
    pub(crate) fn with_alias(&self, key: &str) -> impl ExactSizeIterator<Item = &Entry> {
        self.at(self.keys.of_alias(self.entries(), key))
    }

    /// The entries whose code is of a family, by its key, or is the family itself.
    pub(crate) fn of_family(&self, key: &str) -> impl ExactSizeIterator<Item = &Entry> {
        self.at(self.keys.of_family(self.entries(), key))
    }

    fn at<'c>(&'c self, places: &'c [usize]) -> impl ExactSizeIterator<Item = &'c Entry> {
        places.iter().map(|&place| &self.entries()[place])
    }
}

impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        self.contents == other.contents
    }
}
