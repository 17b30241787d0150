//! One of the catalogs that a catalog was laid together from.
//!
//! Each layer keeps an index of its own: that of the embedded catalog is there already, and what is rare in a large
//! catalog of a user says nothing about the words of a small one.

use std::collections::HashSet;
use std::sync::OnceLock;

use wqerr_catalog::read::Contents;

use crate::entry::Entry;
use crate::index::Index;
use crate::packed::{Lazy, Text};

/// The entries of one catalog and the index of what is said of them.
#[derive(Debug, Clone)]
pub struct Layer {
    /// For each entry of the layer its place in the whole catalog; none where a layer above has replaced it.
    places: Vec<Option<usize>>,
    /// The index as it was prepared.
    prepared: Option<Lazy<Index>>,
    /// Else the index as it was built when the catalog was first searched.
    built: OnceLock<Index>,
    /// Groups of words with much the same meaning.
    synonyms: Lazy<Vec<Vec<Text>>>,
}

impl Layer {
    /// A layer that is a whole catalog.
    pub fn new(contents: &Contents, prepared: Option<Lazy<Index>>) -> Self {
        Self {
            places: (0..contents.entries.len()).map(Some).collect(),
            prepared,
            built: OnceLock::new(),
            synonyms: contents.synonyms.clone(),
        }
    }

    /// The layer without the entries at these places.
    pub fn without(&self, replaced: &HashSet<usize>) -> Self {
        let stays = |place: &usize| !replaced.contains(place);
        let places = self.places.iter().map(|place| place.filter(stays)).collect();
        Self { places, ..self.clone() }
    }

    /// The layer with its entries at other places of another catalog.
    pub fn moved(&self, places: &[usize]) -> Self {
        let places = self.places.iter().map(|place| place.map(|place| places[place])).collect();
        Self { places, ..self.clone() }
    }

    /// How many entries the index knows.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// An entry of the index among `entries`, those of the whole catalog.
    pub fn entry<'c>(&self, entries: &'c [Entry], at: usize) -> Option<&'c Entry> {
        entries.get(self.places.get(at).copied().flatten()?)
    }

    /// The index of what is said of the entries of this layer, which are among `entries`.
    pub fn index(&self, entries: &[Entry]) -> &Index {
        let build = || Index::new((0..self.len()).map(|at| self.entry(entries, at)), &self.synonyms);
        self.prepared.as_deref().unwrap_or_else(|| self.built.get_or_init(build))
    }
}
