//! Where in a block of lines an error of the catalog can be.
//!
//! Each entry has fragments of which every line that it explains holds one. Their beginnings are entered into a
//! table of hashed grams of four bytes; because a fragment is longer than a gram, it is enough to look at every
//! few bytes of the block. This finds all spellings of all fragments of any catalog in one pass, at about the speed
//! of a vector search for a few words.

mod spellings;

use self::spellings::{Gram, Spellings, gram};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fragment::GRAM;

/// The widest stride that is worth it: with a wider one more grams of each fragment would be looked for, of which more
/// are in lines without an error.
const MAX_STRIDE: usize = 5;

/// The size of the table, a byte for each hash: of a smaller one too many grams look like those of a fragment.
const SIZE: usize = 1 << 16;

/// The same for more than [`MANY`] grams; looking into so large a table takes longer.
const LARGE_SIZE: usize = 1 << 18;

/// The number of grams that fills a quarter of the table.
const MANY: usize = SIZE / 4;

/// The grams that are looked at before the first branch.
const BATCH: usize = 8;

/// The fragments of a catalog, ready to be found in lines.
#[derive(Debug)]
pub struct Prefilter {
    /// How many bytes lie between the grams that are looked at; 0 where every line has to be examined.
    stride: usize,
    /// For each hash the places in spellings at which a gram has it, a bit for each.
    table: Vec<u8>,
    spellings: Spellings,
    /// The entries of each fragment, by their places in the catalog, one fragment behind the other.
    owners: Vec<usize>,
    /// Where those of each fragment end.
    ends: Vec<usize>,
}

impl Prefilter {
    pub fn new(catalog: &Catalog) -> Self {
        let entries = catalog.entries().iter().map(Entry::fragments).enumerate();
        let mut owned: Vec<(u128, usize, &str)> = entries
            .flat_map(|(entry, fragments)| fragments.iter().map(move |text| (sort_key(text), entry, &**text)))
            .collect();
        // By their beginnings, which is quicker than by their texts. That the same text may stand at two places does
        // no harm.
        owned.sort_unstable_by_key(|&(key, entry, _)| (key, entry));
        let fragments = owned.chunk_by(|a, b| a.2 == b.2);
        let spellings = Spellings::new(fragments.clone().map(|owned| owned[0].2));
        let ends = fragments.scan(0, |end, owned| {
            *end += owned.len();
            Some(*end)
        });
        let shortest = spellings.texts().map(<[u8]>::len).min().unwrap_or(0);
        let stride = (shortest + 1).saturating_sub(GRAM).min(MAX_STRIDE);
        let grams = || spellings.texts().flat_map(|text| text.windows(GRAM).take(stride).enumerate());
        let size = if grams().count() > MANY { LARGE_SIZE } else { SIZE };
        let mut table = vec![0; size];
        for (place, bytes) in grams() {
            table[hash(gram(bytes), size)] |= 1 << place;
        }
        Self {
            stride,
            table,
            spellings,
            ends: ends.collect(),
            owners: owned.iter().map(|owned| owned.1).collect(),
        }
    }

    /// The first place from `from` on where a fragment stands, or a byte of it; the line there has to be examined.
    pub fn find(&self, block: &[u8], from: usize) -> Option<usize> {
        if let Ok(table) = self.table[..].try_into() {
            self.find_in::<SIZE>(table, block, from)
        } else {
            self.find_in::<LARGE_SIZE>(
                self.table[..].try_into().expect("it has one of two sizes"),
                block,
                from,
            )
        }
    }

    fn find_in<const LEN: usize>(&self, table: &[u8; LEN], block: &[u8], from: usize) -> Option<usize> {
        match self.stride {
            0 => (from < block.len()).then_some(from),
            1 => self.find_by::<LEN, 1>(table, block, from),
            2 => self.find_by::<LEN, 2>(table, block, from),
            3 => self.find_by::<LEN, 3>(table, block, from),
            4 => self.find_by::<LEN, 4>(table, block, from),
            _ => self.find_by::<LEN, MAX_STRIDE>(table, block, from),
        }
    }

    fn find_by<const LEN: usize, const STRIDE: usize>(
        &self,
        table: &[u8; LEN],
        block: &[u8],
        from: usize,
    ) -> Option<usize> {
        let (steps, _) = block[from..].as_chunks::<STRIDE>();
        let mut at = from;
        // The last steps may be too near to the end for a gram.
        for batch in steps[..steps.len().saturating_sub(GRAM)].as_chunks::<BATCH>().0 {
            let places = |step: usize| {
                // A gram that is longer than a step goes on in the next, which lies behind it in memory.
                let gram =
                    if STRIDE < GRAM { gram(&block[at + step * STRIDE..]) } else { gram(&batch[step]) };
                table[hash(gram, LEN)]
            };
            if (0..BATCH).fold(0, |any, step| any | places(step)) != 0 {
                let mut grams = (0..BATCH).map(|step| (at + step * STRIDE, places(step)));
                if let Some((place, _)) = grams.find(|&(at, places)| self.is_near(block, at, places)) {
                    return Some(place);
                }
            }
            at += BATCH * STRIDE;
        }
        let mut rest = (at..grams_end(block)).step_by(STRIDE);
        rest.find(|&at| self.is_near(block, at, self.places(block, at)))
    }

    /// Whether a fragment stands around the gram at `at`, which has one of some places in it.
    fn is_near(&self, block: &[u8], at: usize, mut places: u8) -> bool {
        while places != 0 {
            let start = at.checked_sub(places.trailing_zeros() as usize);
            let begins = |start| {
                self.may_begin(block, start) && self.spellings.fragments_at(block, start).next().is_some()
            };
            if start.is_some_and(begins) {
                return true;
            }
            places &= places - 1;
        }
        false
    }

    /// The places that a gram like that at `at` has in spellings.
    fn places(&self, block: &[u8], at: usize) -> u8 {
        self.table[hash(gram(&block[at..]), self.table.len())]
    }

    /// Whether a spelling begins with a gram like that at `at`.
    fn may_begin(&self, block: &[u8], at: usize) -> bool {
        const BEGINNING: u8 = 1;
        self.places(block, at) & BEGINNING != 0
    }

    /// The fragments that stand in `block` from `at` on.
    fn fragments_at(&self, block: &[u8], at: usize) -> impl Iterator<Item = usize> {
        let may_begin = self.may_begin(block, at);
        may_begin.then(|| self.spellings.fragments_at(block, at)).into_iter().flatten()
    }

    /// The entries of which a fragment stands in the line, by their places in the catalog, in order.
    pub fn entries_in(&self, line: &[u8]) -> Vec<usize> {
        let mut found: Vec<usize> = if self.stride == 0 {
            self.owners.clone()
        } else {
            let fragments = (0..grams_end(line)).flat_map(|at| self.fragments_at(line, at));
            fragments.flat_map(|fragment| self.owners_of(fragment)).copied().collect()
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    fn owners_of(&self, fragment: usize) -> &[usize] {
        let start = fragment.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.owners[start..self.ends[fragment]]
    }
}

/// The place of a gram in a table of `size`, a power of two.
const fn hash(gram: Gram, size: usize) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> (Gram::BITS - size.ilog2())) as usize
}

/// The first bytes of a text as a number.
fn sort_key(text: &str) -> u128 {
    text.bytes().take(size_of::<u128>()).fold(0, |key, byte| key << u8::BITS | u128::from(byte))
}

/// Where no gram of `bytes` begins any more.
fn grams_end(bytes: &[u8]) -> usize {
    (bytes.len() + 1).saturating_sub(GRAM)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    /// A catalog with an entry for each number, whose code has this beginning.
    fn numbered(numbers: Range<usize>, code: &str) -> Catalog {
        let entry = |number: usize| {
            format!(
                "[[entry]]\nid = \"e{number}\"\nstatus = 400\ncode = \"{code}{number}\"\n\
                 message = \"第 {number} 个请求被拒绝\"\nretry = \"no\"\nactor = \"caller\"\nmeaning.en = \"It failed.\"\n"
            )
        };
        let entries: Vec<String> = numbers.map(entry).collect();
        Catalog::from_toml(&format!("schema = 1\nname = \"own\"\n{}", entries.concat())).expect("it is valid")
    }

    #[test]
    fn a_fragment_is_found_wherever_it_stands() {
        let catalogs = [numbered(0..30, "Err"), numbered(0..30, "Own.Error"), numbered(1000..6000, "Err")];
        for catalog in catalogs.iter().chain([Catalog::embedded()]) {
            let prefilter = Prefilter::new(catalog);
            let size = if catalog.entries().len() > 1000 { LARGE_SIZE } else { SIZE };
            assert_eq!(prefilter.table.len(), size);
            for (place, entry) in catalog.entries().iter().enumerate().take(100) {
                for text in entry.fragments().iter().map(|text| text.replace('-', "_").to_uppercase()) {
                    for (before, behind) in (0..2 * BATCH * MAX_STRIDE).zip([0, 1, 70].into_iter().cycle()) {
                        let block = ["~".repeat(before), text.clone(), "~".repeat(behind)].concat();
                        assert!(prefilter.find(block.as_bytes(), 0).is_some(), "{block}");
                        assert!(prefilter.entries_in(block.as_bytes()).contains(&place), "{block}");
                    }
                }
            }
            let others = "~".repeat(1000);
            assert_eq!((prefilter.find(others.as_bytes(), 0), prefilter.stride > 0), (None, true));
        }
    }
}
