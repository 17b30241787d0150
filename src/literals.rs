//! The fixed texts of all entries, looked for in one pass.
//!
//! Most of a large text holds nothing of the catalog; this finds out before anything dearer is done.

use std::borrow::Cow;

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
    /// For each text the entry that has it, by its place in the catalog.
    owners: Vec<usize>,
}

/// The texts without one of which no message, no part of a message and no code of an entry can be found.
fn texts_of(entry: &Entry) -> impl Iterator<Item = Cow<'_, str>> {
    let messages = entry.patterns().iter().flat_map(Pattern::literals).map(Cow::Borrowed);
    let family = entry.code().and_then(|code| code.rsplit_once('.')).map(|(family, _)| family);
    let names = entry.code().into_iter().chain(entry.aliases()).chain(family);
    messages.chain(names.map(|name| Cow::Owned(fold(name))))
}

impl Literals {
    /// Collects the texts of all entries.
    pub fn new(entries: &[Entry]) -> Self {
        let mut owners = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            texts.extend(texts_of(entry).map(Cow::into_owned));
            owners.resize(texts.len(), index);
        }
        let automaton = NFA::builder().prefilter(false).build(&texts);
        let automaton = automaton.expect("a catalog is far below the limits of the automaton");
        Self { automaton, owners }
    }

    /// Whether any entry may be found in a folded text.
    pub fn any_in(&self, folded: &str) -> bool {
        let found = self.automaton.try_find(&Input::new(folded));
        found.expect("it begins anywhere").is_some()
    }

    /// Which entries may be found in a folded text, by their places in the catalog; `None` where none can.
    pub fn entries_in(&self, folded: &str) -> Option<Vec<bool>> {
        let mut entries = vec![false; self.owners.last().map_or(0, |last| last + 1)];
        let found = self.automaton.try_find_overlapping_iter(Input::new(folded));
        let mut found = found.expect("it begins anywhere and finds all texts").peekable();
        found.peek()?;
        found.for_each(|found| entries[self.owners[found.pattern().as_usize()]] = true);
        Some(entries)
    }
}
