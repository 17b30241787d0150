//! The fixed texts of all entries, looked for in one pass.
//!
//! Most of a large text holds nothing of the catalog; this finds out before anything dearer is done.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::Input;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;

use crate::entry::Entry;
use crate::fold::fold;
use crate::pattern::Pattern;

/// The fixed texts of the entries of a catalog.
#[derive(Debug)]
pub struct Literals {
    automaton: NFA,
    /// For each text the entries that have it, by their places in the catalog.
    owners: Vec<Vec<usize>>,
}

/// The texts without one of which no message, no part of a message and no code of an entry can be found.
fn texts_of(entry: &Entry) -> impl Iterator<Item = String> {
    let messages = entry.patterns().iter().flat_map(Pattern::literals).map(str::to_owned);
    messages.chain(entry.code().into_iter().chain(entry.aliases()).map(fold))
}

/// The family of the code of an entry. It says that something is worth a look, but not which entry.
fn family_of(entry: &Entry) -> Option<String> {
    entry.code().and_then(|code| code.rsplit_once('.')).map(|(family, _)| fold(family))
}

impl Literals {
    /// Collects the texts of all entries. Many share some.
    pub fn new(entries: &[Entry]) -> Self {
        let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            for text in texts_of(entry) {
                texts.entry(text).or_default().push(index);
            }
            if let Some(family) = family_of(entry) {
                texts.entry(family).or_default();
            }
        }
        let (texts, owners): (Vec<String>, Vec<Vec<usize>>) = texts.into_iter().unzip();
        let automaton = NFA::builder().prefilter(false).build(&texts);
        let automaton = automaton.expect("a catalog is far below the limits of the automaton");
        Self { automaton, owners }
    }

    /// Whether anything of the catalog may be found in a folded text.
    pub fn any_in(&self, folded: &str) -> bool {
        self.matches_in(folded).next().is_some()
    }

    /// Which entries may be found in a folded text, by their places in the catalog, in order.
    pub fn entries_in(&self, folded: &str) -> BTreeSet<usize> {
        self.matches_in(folded).flat_map(|text| &self.owners[text]).copied().collect()
    }

    /// The texts that stand in a folded text, by their numbers.
    fn matches_in(&self, folded: &str) -> impl Iterator<Item = usize> {
        let found = self.automaton.try_find_overlapping_iter(Input::new(folded));
        let found = found.expect("it begins anywhere and finds all texts");
        found.map(|found| found.pattern().as_usize())
    }
}
