//! Where in a block of lines an error of the catalog can be.
//!
//! Each entry has fragments of which every line that it explains holds one. Their beginnings are entered into a
//! table of hashed grams of four bytes; because a fragment is longer than a gram, it is enough to look at every
//! few bytes of the block. This finds all spellings of all fragments of any catalog in one pass, at about the speed
//! of a vector search for a few words. Short spellings would make the steps small; where they begin in a few ways
//! only, a second pass looks for these.

mod heads;
mod plan;
mod spellings;

use std::ops::Range;

use self::heads::Head;
use self::plan::{MAX_STRIDE, Plan};
use self::spellings::{Gram, Spellings, gram};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fragment::GRAM;

/// How much is looked at for one kind of spellings before the other gets its turn, in bytes: little enough that it does
/// not matter when the rest of it is looked at again behind the next line with an error.
const WINDOW: usize = 8 << 10;

/// The size of the table, a byte for each hash: of a smaller one too many grams look like those of a fragment.
const SIZE: usize = 1 << 17;

/// The same where more than [`MANY`] places of the smaller one are taken; looking into so large a table takes longer.
const LARGE_SIZE: usize = 1 << 19;

/// More than this makes one look of [`BATCH`] in eight a vain one.
const MANY: usize = SIZE / 64;

/// The grams that are looked at before the first branch.
const BATCH: usize = 8;

/// The bytes in which they are, whatever the stride.
const PIECE: usize = BATCH * MAX_STRIDE;

/// The fragments of a catalog, ready to be found in lines.
#[derive(Debug)]
pub struct Prefilter {
    /// How many bytes lie between the grams that are looked at; 0 where every line has to be examined.
    stride: usize,
    /// For each hash the places in spellings at which a gram has it, a bit for each.
    table: Vec<u8>,
    /// The beginnings of the spellings that are too short for the stride.
    heads: Vec<Head>,
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
        let fragments = owned.chunk_by(|a, b| a.0 == b.0 && a.2 == b.2);
        let spellings = Spellings::new(fragments.clone().map(|owned| owned[0].2));
        let ends = fragments.scan(0, |end, owned| {
            *end += owned.len();
            Some(*end)
        });
        let Plan { stride, heads } = Plan::of(&spellings);
        let mut table = table_of(&spellings, stride, SIZE);
        if table.iter().filter(|&&places| places != 0).count() > MANY {
            table = table_of(&spellings, stride, LARGE_SIZE);
        }
        Self {
            stride,
            table,
            heads,
            spellings,
            ends: ends.collect(),
            owners: owned.iter().map(|owned| owned.1).collect(),
        }
    }

    /// The first place from `from` on where a fragment stands, or a byte of it; the line there has to be examined.
    pub fn find(&self, block: &[u8], from: usize) -> Option<usize> {
        if self.heads.is_empty() {
            return self.find_by_grams(block, from..block.len());
        }
        let has_fragment = |at| self.has_fragment_at(block, at);
        let mut at = from;
        while at < block.len() {
            let end = (at + WINDOW).min(block.len());
            let by_grams = self.find_by_grams(block, at..end);
            let by_heads = heads::find(&self.heads, block, at..by_grams.unwrap_or(end), has_fragment);
            if let Some(place) = by_heads.or(by_grams) {
                return Some(place);
            }
            at = end;
        }
        None
    }

    /// The first place within `range` where a spelling stands that is long enough, or a byte of it.
    fn find_by_grams(&self, block: &[u8], range: Range<usize>) -> Option<usize> {
        if let Ok(table) = self.table[..].try_into() {
            self.find_in::<SIZE>(table, block, range)
        } else {
            let table = self.table[..].try_into().expect("it has one of two sizes");
            self.find_in::<LARGE_SIZE>(table, block, range)
        }
    }

    fn find_in<const LEN: usize>(
        &self,
        table: &[u8; LEN],
        block: &[u8],
        mut range: Range<usize>,
    ) -> Option<usize> {
        match self.stride {
            0 => range.next(),
            1 => self.find_by::<LEN, 1>(table, block, range),
            3 => self.find_by::<LEN, 3>(table, block, range),
            4 => self.find_by::<LEN, 4>(table, block, range),
            _ => self.find_by::<LEN, MAX_STRIDE>(table, block, range),
        }
    }

    fn find_by<const LEN: usize, const STRIDE: usize>(
        &self,
        table: &[u8; LEN],
        block: &[u8],
        range: Range<usize>,
    ) -> Option<usize> {
        let (steps, _) = block[range.clone()].as_chunks::<STRIDE>();
        let mut at = range.start;
        // The last steps may be too near to the end for a piece.
        for batch in steps[..steps.len().saturating_sub(PIECE / STRIDE)].as_chunks::<BATCH>().0 {
            // A gram that is longer than a step goes on behind the batch.
            let piece = if STRIDE < GRAM { &block[at..at + PIECE] } else { batch.as_flattened() };
            let places = |step: usize| table[hash(gram(&piece[step * STRIDE..]), LEN)];
            if (0..BATCH).fold(0, |any, step| any | places(step)) != 0 {
                let mut grams = (0..BATCH).map(|step| (at + step * STRIDE, places(step)));
                let is_near = |&(at, places): &_| self.is_near(table, block, at, places);
                if let Some((place, _)) = grams.find(is_near) {
                    return Some(place);
                }
            }
            at += BATCH * STRIDE;
        }
        let mut rest = (at..range.end.min(grams_end(block))).step_by(STRIDE);
        rest.find(|&at| self.is_near(table, block, at, places(table, block, at)))
    }

    /// Whether a fragment stands around the gram at `at`, which has one of some places in it.
    fn is_near<const LEN: usize>(&self, table: &[u8; LEN], block: &[u8], at: usize, mut places: u8) -> bool {
        let begins =
            |start| may_begin(table, self.stride, block, start) && self.has_fragment_at(block, start);
        while places != 0 {
            if at.checked_sub(places.trailing_zeros() as usize).is_some_and(begins) {
                return true;
            }
            places &= places - 1;
        }
        false
    }

    fn has_fragment_at(&self, block: &[u8], at: usize) -> bool {
        self.spellings.fragments_at(block, at).next().is_some()
    }

    /// The fragments that stand in `block` from `at` on.
    fn fragments_at(&self, block: &[u8], at: usize) -> impl Iterator<Item = usize> {
        let may_begin =
            may_begin(&self.table[..], self.stride, block, at) || heads::any_at(&self.heads, block, at);
        may_begin.then(|| self.spellings.fragments_at(block, at)).into_iter().flatten()
    }

    /// The entries of which a fragment stands in the line, by their places in the catalog, in order.
    pub fn entries_in(&self, line: &[u8]) -> Vec<usize> {
        let mut found: Vec<usize> = if self.stride == 0 {
            self.owners.clone()
        } else {
            let fragments = (0..line.len()).flat_map(|at| self.fragments_at(line, at));
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

/// A table of `size` with the grams of the spellings that are long enough.
fn table_of(spellings: &Spellings, stride: usize, size: usize) -> Vec<u8> {
    let mut table = vec![0; size];
    let long = spellings.texts().filter(|text| grams_end(text) >= stride);
    for (place, bytes) in long.flat_map(|text| text.windows(GRAM).take(stride).enumerate()) {
        table[hash(gram(bytes), size)] |= 1 << place;
    }
    table
}

/// The places that a gram like that at `at` has in spellings.
#[inline]
fn places(table: &[u8], block: &[u8], at: usize) -> u8 {
    table[hash(gram(&block[at..]), table.len())]
}

/// Whether a spelling may begin at `at`: its first gram is there, and the last one that is in the table.
#[inline]
fn may_begin(table: &[u8], stride: usize, block: &[u8], at: usize) -> bool {
    let has = |place: usize| places(table, block, at + place) >> place & 1 != 0;
    at + stride <= grams_end(block) && has(0) && has(stride - 1)
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
    use super::*;

    /// A catalog with an entry for each number, with these codes.
    fn numbered(numbers: Range<usize>, code: fn(usize) -> String) -> Catalog {
        let entry = |number: usize| {
            format!(
                "[[entry]]\nid = \"e{number}\"\nstatus = 400\ncode = \"{}\"\n\
                 message = \"第 {number} 个请求被拒绝\"\nretry = \"no\"\nactor = \"caller\"\nmeaning.en = \"It failed.\"\n",
                code(number)
            )
        };
        let entries: Vec<String> = numbers.map(entry).collect();
        Catalog::from_toml(&format!("schema = 1\nname = \"own\"\n{}", entries.concat())).expect("it is valid")
    }

    #[test]
    fn a_fragment_is_found_wherever_it_stands() {
        let catalogs = [
            (numbered(0..30, |number| format!("Err{number}")), SIZE),
            (numbered(0..30, |number| format!("Own.Error{number}")), SIZE),
            (numbered(0..30, |number| format!("E{number:05}")), SIZE),
            (numbered(0..30, |number| format!("X{number}")), SIZE),
            // Many grams.
            (numbered(0..3000, |number| format!("{:08X}Err", number * 0x1_6789)), LARGE_SIZE),
        ];
        for (catalog, size) in
            catalogs.iter().map(|(own, size)| (own, *size)).chain([(Catalog::embedded(), SIZE)])
        {
            let prefilter = Prefilter::new(catalog);
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

    #[test]
    fn the_first_fragment_is_found_whatever_its_length() {
        let prefilter = Prefilter::new(&numbered(0..30, |number| {
            if number % 2 == 0 { format!("X{number}") } else { format!("Forbidden{number}") }
        }));
        assert!(prefilter.stride > 0 && !prefilter.heads.is_empty());
        let texts = ["X4", "forbidden5"];
        for before in [0, 1, 60, 64, 100].into_iter().chain(WINDOW - 70..WINDOW + 2).chain([3 * WINDOW - 3]) {
            for (first, second) in [(0, 1), (1, 0), (0, 0), (1, 1)] {
                for between in [1, 70, WINDOW] {
                    let between = "~".repeat(between);
                    let block =
                        ["~".repeat(before), texts[first].into(), between, texts[second].into()].concat();
                    let place = prefilter.find(block.as_bytes(), 0).expect("it is there");
                    assert!(
                        (before..before + texts[first].len()).contains(&place),
                        "{before} {first} {second}"
                    );
                }
            }
        }
    }
}
