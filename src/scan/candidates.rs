//! Which of very many entries can be in a line.
//!
//! A fragment may belong to thousands of entries. That the rest of an entry is not there is seen nearly always at a
//! few pieces of its texts.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::entry::Entry;
use crate::explain::{Possible, unescaped};
use crate::fold::{code_key, fold};
use crate::pattern::Pattern;

/// The number of entries beyond which it is quicker to look at the line for pieces of their texts first.
const MANY: usize = 64;

/// The entries that can be in a line.
#[derive(Debug)]
pub struct Candidates<'c> {
    /// All of which a fragment stands there.
    entries: Vec<&'c Entry>,
    /// The pieces of the line, where the entries are many.
    crowd: Option<Crowd>,
    whole: OnceCell<Vec<&'c Entry>>,
    all: OnceCell<Vec<&'c Entry>>,
}

impl<'c> Candidates<'c> {
    /// From those of which a fragment stands in the line.
    pub fn new(entries: Vec<&'c Entry>, line: &str) -> Self {
        let crowd = (entries.len() > MANY).then(|| Crowd::new(line));
        Self { entries, crowd, whole: OnceCell::new(), all: OnceCell::new() }
    }

    /// Those that pass, found when they are first asked for.
    fn passing<'s>(
        &'s self,
        kept: &'s OnceCell<Vec<&'c Entry>>,
        passes: fn(&Crowd, &Entry) -> bool,
    ) -> &'s [&'c Entry] {
        match &self.crowd {
            Some(crowd) => kept
                .get_or_init(|| self.entries.iter().copied().filter(|entry| passes(crowd, entry)).collect()),
            None => &self.entries,
        }
    }
}

impl<'c> Possible<'c> for Candidates<'c> {
    fn whole(&self) -> &[&'c Entry] {
        self.passing(&self.whole, Crowd::may_hold_whole)
    }

    fn all(&self) -> &[&'c Entry] {
        self.passing(&self.all, Crowd::may_hold)
    }
}

/// The pieces of a line in which many entries are looked for.
#[derive(Debug)]
struct Crowd {
    /// Those of the folded line, and of the same with its escapes resolved.
    pieces: Pieces,
    /// The line in the form in which codes are compared.
    key: String,
    key_pieces: Pieces,
}

impl Crowd {
    fn new(line: &str) -> Self {
        let plain = unescaped(line);
        let key = code_key(&plain);
        let (mut pieces, mut key_pieces) = (Pieces::default(), Pieces::default());
        pieces.add(&fold(line));
        if matches!(plain, Cow::Owned(_)) {
            pieces.add(&fold(&plain));
        }
        key_pieces.add(&key);
        Self { pieces, key, key_pieces }
    }

    /// Whether a whole message of an entry may be in the line, or a name.
    fn may_hold_whole(&self, entry: &Entry) -> bool {
        entry.patterns().iter().any(|pattern| self.pieces.may_have(pattern.anchor()))
            || !entry.key().is_empty() && self.may_have_name(entry.key())
            || entry.aliases().any(|alias| self.may_have_name(&code_key(alias)))
    }

    /// Whether anything of an entry may be there.
    fn may_hold(&self, entry: &Entry) -> bool {
        let family = entry.key().rfind('.').map(|dot| &entry.key()[..=dot]);
        self.may_hold_whole(entry)
            || family.is_some_and(|family| self.may_have_name(family))
            || entry.patterns().iter().flat_map(Pattern::literals).any(|text| self.pieces.may_have(text))
    }

    fn may_have_name(&self, name: &str) -> bool {
        self.key_pieces.may_have(name) && (name.len() >= PIECE || self.key.contains(name))
    }
}

/// A bit for the hash of each piece of some texts: lines have some hundreds of them.
#[derive(Debug)]
struct Pieces([u64; WORDS]);

const WORDS: usize = 1 << 6;

/// The length of a piece, in bytes.
const PIECE: usize = 4;

impl Default for Pieces {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl Pieces {
    fn add(&mut self, text: &str) {
        for (word, bit) in places(text) {
            self.0[word] |= 1 << bit;
        }
    }

    /// Whether all pieces of a text are there.
    fn may_have(&self, text: &str) -> bool {
        places(text).all(|(word, bit)| self.0[word] >> bit & 1 == 1)
    }
}

/// The words and the bits of all pieces of a text, from its end on: the names and messages of a system begin alike.
fn places(text: &str) -> impl Iterator<Item = (usize, u32)> {
    text.as_bytes().windows(PIECE).rev().map(|piece| {
        let piece = piece.first_chunk().copied().map_or(0, u32::from_le_bytes);
        let hash = piece.wrapping_mul(0x9e37_79b1) >> (u32::BITS - WORDS.ilog2() - u64::BITS.ilog2());
        ((hash / u64::BITS) as usize, hash % u64::BITS)
    })
}
