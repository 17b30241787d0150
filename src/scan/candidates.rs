//! Which of very many entries can be in a line.
//!
//! A fragment may belong to thousands of entries. That the rest of an entry is not there is seen nearly always at a
//! few pieces of its texts.

use std::borrow::Cow;

use memchr::memmem;

use crate::entry::Entry;
use crate::explain::unescaped;
use crate::fold::{code_key, fold};
use crate::pattern::Pattern;

/// A line in which many entries are looked for.
#[derive(Debug)]
pub struct Crowded {
    /// The folded line, and the same with its escapes resolved where it has any.
    texts: Vec<String>,
    pieces: Pieces,
    /// The line in the form in which codes are compared.
    key: String,
    key_pieces: Pieces,
}

impl Crowded {
    pub fn new(line: &str) -> Self {
        let plain = unescaped(line);
        let resolved = matches!(plain, Cow::Owned(_)).then_some(&*plain);
        let texts: Vec<String> = [Some(line), resolved].into_iter().flatten().map(fold).collect();
        let key = code_key(&plain);
        let (mut pieces, mut key_pieces) = (Pieces::default(), Pieces::default());
        for text in &texts {
            pieces.add(text);
        }
        key_pieces.add(&key);
        Self { texts, pieces, key, key_pieces }
    }

    /// Whether an entry may be found in the line.
    pub fn may_hold(&self, entry: &Entry) -> bool {
        let has_text = |text| self.pieces.may_have(text) && self.texts.iter().any(|own| contains(own, text));
        let has_name = |name: &str| self.key_pieces.may_have(name) && contains(&self.key, name);
        let family = entry.key().rfind('.').map(|dot| &entry.key()[..=dot]);
        entry.patterns().iter().flat_map(Pattern::literals).any(has_text)
            || !entry.key().is_empty() && has_name(entry.key())
            || family.is_some_and(has_name)
            || entry.aliases().any(|alias| has_name(&code_key(alias)))
    }
}

fn contains(text: &str, part: &str) -> bool {
    memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// A bit for the hash of each four bytes of some texts: lines have some hundreds of them.
#[derive(Debug)]
struct Pieces([u64; WORDS]);

const WORDS: usize = 1 << 6;

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
    text.as_bytes().windows(4).rev().map(|piece| {
        let piece = piece.first_chunk().copied().map_or(0, u32::from_le_bytes);
        let hash = piece.wrapping_mul(0x9e37_79b1) >> (u32::BITS - WORDS.ilog2() - u64::BITS.ilog2());
        ((hash / u64::BITS) as usize, hash % u64::BITS)
    })
}
