//! The fixed texts of all entries, looked for in one pass.
//!
//! Most of a large text holds nothing of the catalog; this finds out before anything dearer is done.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memmem;

use crate::entry::Entry;
use crate::fold::fold;
use crate::pattern::Pattern;

/// The number of texts from which on the fastest automaton would take too much memory.
const MANY: usize = 1000;

/// The fixed texts of the entries of a catalog.
#[derive(Debug)]
pub struct Literals {
    automaton: AhoCorasick,
    /// For each text the entry that has it, by its place in the catalog.
    owners: Vec<usize>,
}

/// The texts without one of which no message, no part of a message and no code of an entry can be found.
fn texts_of(entry: &Entry) -> impl Iterator<Item = Cow<'_, str>> {
    let messages = entry.patterns().iter().flat_map(Pattern::literals).map(Cow::Borrowed);
    messages.chain(names_of(entry).map(|name| Cow::Owned(fold(name))))
}

/// The code, its family with the dot behind it, and the other names.
fn names_of(entry: &Entry) -> impl Iterator<Item = &str> {
    let family = entry.code().and_then(|code| code.rfind('.').map(|dot| &code[..=dot]));
    entry.code().into_iter().chain(entry.aliases()).chain(family)
}

/// A folded text in which a few texts are looked for, which is not worth getting ready for. That one is not there is
/// seen nearly always at a few of its pieces.
#[derive(Debug)]
pub struct Searched<'t> {
    folded: &'t str,
    /// A bit for the hash of each piece of four bytes.
    pieces: [u64; 1 << (HASH_BITS - u64::BITS.ilog2())],
}

/// The bits of a hash: a line has some hundreds of pieces.
const HASH_BITS: u32 = 12;

impl<'t> Searched<'t> {
    /// `folded` is a line.
    pub fn new(folded: &'t str) -> Self {
        let mut pieces = [0; 1 << (HASH_BITS - u64::BITS.ilog2())];
        for hash in hashes(folded.bytes()) {
            pieces[hash / 64] |= 1 << (hash % 64);
        }
        Self { folded, pieces }
    }

    /// Whether an entry may be found in the text.
    pub fn may_hold(&self, entry: &Entry) -> bool {
        let mut messages = entry.patterns().iter().flat_map(Pattern::literals);
        messages.any(|text| self.may_have(text.bytes()) && self.has(text))
            || names_of(entry).any(|name| {
                let folded = name.bytes().filter(|byte| !byte.is_ascii_whitespace());
                let folded = folded.map(|byte| byte.to_ascii_lowercase());
                (!name.is_ascii() || self.may_have(folded)) && self.has(&fold(name))
            })
    }

    /// Whether all pieces of a folded text are there.
    fn may_have(&self, text: impl Iterator<Item = u8>) -> bool {
        hashes(text).all(|hash| self.pieces[hash / 64] >> (hash % 64) & 1 == 1)
    }

    fn has(&self, text: &str) -> bool {
        memmem::find(self.folded.as_bytes(), text.as_bytes()).is_some()
    }
}

/// The hashes of all pieces of four bytes.
fn hashes(text: impl Iterator<Item = u8>) -> impl Iterator<Item = usize> {
    let mut piece = 0_u32;
    let pieces = text.map(move |byte| {
        piece = piece << u8::BITS | u32::from(byte);
        piece
    });
    pieces.skip(3).map(|piece| (piece.wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH_BITS)) as usize)
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
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(if texts.len() < MANY {
                AhoCorasickKind::DFA
            } else {
                AhoCorasickKind::ContiguousNFA
            }))
            .build(&texts)
            .expect("a catalog is far below the limits of the automaton");
        Self { automaton, owners }
    }

    /// Which entries may be found in a folded text, by their places in the catalog; `None` where none can.
    pub fn entries_in(&self, folded: &str) -> Option<Vec<bool>> {
        let mut entries = vec![false; self.owners.last().map_or(0, |last| last + 1)];
        let mut found = self.automaton.find_overlapping_iter(folded).peekable();
        found.peek()?;
        found.for_each(|found| entries[self.owners[found.pattern().as_usize()]] = true);
        Some(entries)
    }
}
