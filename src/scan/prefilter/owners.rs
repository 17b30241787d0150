//! Which entries have a fragment.

use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::scan::buckets::{bucket, hash_of, sorted};

/// The fragments of a catalog and the entries of each, by its number; one more number has no entry.
pub fn owned(catalog: &Catalog) -> (Vec<&str>, Owners) {
    /// Twice as many as an entry has fragments, mostly.
    const PLACES: usize = 6;
    let mut distinct = Distinct::in_places(catalog.entries().len() * PLACES);
    let entries = catalog.entries().iter().map(Entry::fragments).enumerate();
    let owned = entries.flat_map(|(entry, fragments)| fragments.map(move |text| (text, entry)));
    let owned: Vec<(u32, usize)> = owned.map(|(text, entry)| (distinct.number(text), entry)).collect();
    // The marks of failures are of no entry.
    let owners = Owners::new(distinct.texts.len() + 1, &owned);
    (distinct.texts, owners)
}

/// The entries of each fragment.
#[derive(Debug)]
pub struct Owners {
    /// Their places in the catalog, those of one fragment behind those of another.
    all: Vec<usize>,
    /// Where those of each fragment begin; one more tells where the last ends.
    starts: Vec<u32>,
}

impl Owners {
    /// From the number of each fragment and the place of its entry.
    fn new(fragments: usize, owned: &[(u32, usize)]) -> Self {
        let (owned, starts) = sorted(owned, fragments, |&(fragment, _)| fragment as usize);
        Self { all: owned.into_iter().map(|(_, entry)| entry).collect(), starts }
    }

    /// Those of all.
    pub fn all(&self) -> &[usize] {
        &self.all
    }

    /// Those of one, in order.
    pub fn of(&self, fragment: usize) -> &[usize] {
        &self.all[self.starts[fragment] as usize..self.starts[fragment + 1] as usize]
    }
}

/// Texts that are numbered, the same text once. It happens that one gets two numbers, which does no harm.
struct Distinct<'t> {
    texts: Vec<&'t str>,
    /// For each hash the number of the text that had it last.
    latest: Vec<u32>,
}

impl<'t> Distinct<'t> {
    fn in_places(places: usize) -> Self {
        Self { texts: Vec::new(), latest: vec![u32::MAX; places.next_power_of_two().max(2)] }
    }

    fn number(&mut self, text: &'t str) -> u32 {
        let place = bucket(hash_of(text.as_bytes()), self.latest.len().ilog2());
        let latest = &mut self.latest[place];
        if self.texts.get(*latest as usize).is_none_or(|latest| *latest != text) {
            *latest = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
            self.texts.push(text);
        }
        *latest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_numbered_once() {
        let mut distinct = Distinct::in_places(1 << 10);
        let numbers = ["a", "b", "a", "c", "b"].map(|text| distinct.number(text));
        assert_eq!((numbers, distinct.texts), ([0, 1, 0, 2, 1], vec!["a", "b", "c"]));
    }

    #[test]
    fn the_entries_of_each_fragment_are_in_order() {
        let owners = Owners::new(3, &[(1, 0), (0, 1), (1, 2), (1, 5)]);
        assert_eq!([owners.of(0), owners.of(1), owners.of(2)], [&[1][..], &[0, 2, 5], &[]]);
    }
}
