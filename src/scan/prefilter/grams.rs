//! The grams of spellings at which their pairs are: a pair without its gram need not be looked at any more.
//!
//! A gram begins with the pair, or near the end of a spelling ends with it.

use super::spellings::{GRAM, Gram, gram};
use crate::scan::buckets::{bucket, hash};

/// How far behind the beginning of a spelling its pair may be, at most; there is a bit for each distance.
pub const PLACES: usize = u16::BITS as usize;

/// How far a pair is behind the beginning of the gram that ends with it.
const BEHIND: usize = GRAM - 2;

/// The grams at the pairs of spellings.
#[derive(Debug)]
pub struct Grams(Vec<Slot>);

/// What is known of the grams of one hash.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// How far they are behind the beginnings of spellings, a bit for each distance.
    places: u16,
    /// The mark of all, or [`Slot::MIXED`].
    mark: u16,
}

impl Slot {
    const MIXED: u16 = u16::MAX;
}

impl Grams {
    /// Room for those of some spellings.
    pub fn for_many(spellings: usize) -> Self {
        /// Most places that look like a pair should be seen not to be one.
        const SPARSE: usize = 8;
        const SIZES: (usize, usize) = (1 << 12, 1 << 17);
        let size = (spellings * SPARSE).next_power_of_two().clamp(SIZES.0, SIZES.1);
        Self(vec![Slot::default(); size])
    }

    /// Adds the one at the pair of a spelling; `false` where it has none.
    pub fn add(&mut self, text: &[u8], at: usize) -> bool {
        let Some((start, hash, mark)) = self.slot(text, at) else { return false };
        let slot = &mut self.0[hash];
        slot.mark = if slot.places == 0 || slot.mark == mark { mark } else { Slot::MIXED };
        slot.places |= 1 << start;
        true
    }

    /// Whether the one at the pair of a spelling is known already.
    pub fn has(&self, text: &[u8], at: usize) -> bool {
        self.slot(text, at).is_some_and(|(start, hash, mark)| self.places_at(hash, mark) >> start & 1 != 0)
    }

    /// Where the gram at the pair of a spelling begins, its place here, and its mark.
    fn slot(&self, text: &[u8], at: usize) -> Option<(usize, usize, u16)> {
        let (start, gram) = gram_at(text, at)?;
        let (hash, mark) = self.hash(if start < at { ended(gram) } else { gram });
        Some((start, hash, mark))
    }

    /// How far the pair at a place of a block may be behind the beginnings of spellings, a bit for each distance.
    #[inline]
    pub fn places(&self, block: &[u8], at: usize) -> u32 {
        let places = |gram: Gram| {
            let (hash, mark) = self.hash(gram);
            self.places_at(hash, mark)
        };
        let begun = block[at..].first_chunk().map_or(0, |here| places(gram(*here)));
        let behind = at.checked_sub(BEHIND).and_then(|start| block[start..].first_chunk());
        begun | behind.map_or(0, |here| places(ended(gram(*here))) << BEHIND)
    }

    /// How far a gram with this place here and this mark may be behind the beginnings of spellings.
    fn places_at(&self, hash: usize, mark: u16) -> u32 {
        let slot = self.0[hash];
        if slot.mark == mark || slot.mark == Slot::MIXED { slot.places.into() } else { 0 }
    }

    /// The place of a gram, and its mark.
    fn hash(&self, gram: Gram) -> (usize, u16) {
        let bits = self.0.len().ilog2();
        let hash = hash(gram.into());
        (bucket(hash, bits), (hash << bits >> (u64::BITS - u16::BITS)) as u16)
    }
}

/// The gram at a pair of a spelling, and where it begins: with the pair, or near the end so that it ends with it.
pub fn gram_at(text: &[u8], at: usize) -> Option<(usize, Gram)> {
    let begun = text[at..].first_chunk().map(|begun| (at, gram(*begun)));
    begun.or_else(|| {
        let start = at.checked_sub(BEHIND)?;
        Some((start, gram(*text[start..].first_chunk()?)))
    })
}

/// A gram that ends with its pair, told from those that begin with theirs.
const fn ended(gram: Gram) -> Gram {
    !gram
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gram_tells_where_its_spelling_begins() {
        for at in [0, 1, 2, 3, 4, 5, 6, 7] {
            let mut grams = Grams::for_many(1);
            assert!(grams.add(b"forbidden", at));
            for before in 0..40 {
                let block = ["~".repeat(before), "Forbidden".into(), "~".repeat(before)].concat();
                for place in 0..block.len() {
                    let places = grams.places(block.as_bytes(), place);
                    assert_eq!(
                        places,
                        if place == before + at { 1 << at } else { 0 },
                        "{at} {before} {place}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_short_spelling_has_a_gram_at_some_of_its_pairs() {
        let mut grams = Grams::for_many(1);
        assert_eq!([0, 1, 2].map(|at| grams.add(b"lock", at)), [true, false, true]);
        assert!(!grams.add(b"x17", 0));
    }

    #[test]
    fn grams_of_many_spellings_are_told_apart() {
        let mut grams = Grams::for_many(60_000);
        let word = |number: usize| format!("{:08x}", number.wrapping_mul(0x9e37_79b1) & 0xffff_ffff);
        assert!((0..60_000).all(|number| grams.add(word(number).as_bytes(), 0)));
        assert!((0..60_000).all(|number| grams.places(word(number).as_bytes(), 0) & 1 != 0));
        let others = (0..60_000).filter(|number| grams.places(format!("~{number:05}").as_bytes(), 0) != 0);
        assert!(others.count() < 3000);
    }
}
