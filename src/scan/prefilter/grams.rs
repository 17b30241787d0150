//! The table of grams of spellings, by which the long ones of any catalog are found in one pass.

use std::ops::Range;

use super::spellings::{Gram, Spellings, gram};
use crate::fragment::GRAM;

/// The widest stride that is worth it: with a wider one more grams of each spelling would be looked for, of which more
/// are in lines without an error.
pub const MAX_STRIDE: usize = 5;

/// The size of the table, a byte for each hash: of a smaller one too many grams look like those of a spelling.
const SIZE: usize = 1 << 17;

/// The same where more than [`MANY`] places of the smaller one are taken; looking into so large a table takes longer.
const LARGE_SIZE: usize = 1 << 19;

/// More than this makes one look of [`BATCH`] in eight a vain one.
const MANY: usize = SIZE / 64;

/// From this on lines without an error have so many of the grams that it is quicker to look for two side by side.
const VERY_MANY: usize = LARGE_SIZE / 32;

/// The grams that are looked at before the first branch.
const BATCH: usize = 8;

/// The bytes in which they are, whatever the stride.
const PIECE: usize = BATCH * MAX_STRIDE;

/// The beginnings of spellings as hashed grams of four bytes. Because a spelling is longer than a gram, it is enough to
/// look at every few bytes of a block.
#[derive(Debug)]
pub struct Grams {
    /// How many bytes lie between the grams that are looked at.
    stride: usize,
    /// Whether the gram behind each is looked at too.
    are_pairs: bool,
    /// For each hash the places in spellings at which a gram has it, a bit for each.
    table: Vec<u8>,
}

impl Grams {
    /// Those of the spellings that are long enough for `stride`.
    pub fn new(spellings: &Spellings, stride: usize) -> Self {
        let count = |table: &[u8]| table.iter().filter(|&&places| places != 0).count();
        let table = table_of(spellings, stride, SIZE);
        if count(&table) <= MANY {
            return Self { stride, are_pairs: false, table };
        }
        let table = table_of(spellings, stride, LARGE_SIZE);
        // The last gram of a spelling has none behind it.
        let are_pairs = stride > 1 && count(&table) > VERY_MANY;
        Self { stride: stride - usize::from(are_pairs), are_pairs, table }
    }

    /// The first place within `range` where one of `spellings` stands, or a byte of it.
    pub fn find(&self, block: &[u8], range: Range<usize>, spellings: &Spellings) -> Option<usize> {
        if let Ok(table) = self.table[..].try_into() {
            return self.find_alone::<SIZE>(table, block, range, spellings);
        }
        let table = self.table[..].try_into().expect("it has one of two sizes");
        match (self.are_pairs, self.stride) {
            (false, _) => self.find_alone::<LARGE_SIZE>(table, block, range, spellings),
            (true, 2) => self.find_by::<LARGE_SIZE, true, 2>(table, block, range, spellings),
            (true, 3) => self.find_by::<LARGE_SIZE, true, 3>(table, block, range, spellings),
            (true, _) => self.find_by::<LARGE_SIZE, true, 4>(table, block, range, spellings),
        }
    }

    fn find_alone<const LEN: usize>(
        &self,
        table: &[u8; LEN],
        block: &[u8],
        range: Range<usize>,
        spellings: &Spellings,
    ) -> Option<usize> {
        match self.stride {
            1 => self.find_by::<LEN, false, 1>(table, block, range, spellings),
            3 => self.find_by::<LEN, false, 3>(table, block, range, spellings),
            4 => self.find_by::<LEN, false, 4>(table, block, range, spellings),
            _ => self.find_by::<LEN, false, MAX_STRIDE>(table, block, range, spellings),
        }
    }

    fn find_by<const LEN: usize, const PAIRS: bool, const STRIDE: usize>(
        &self,
        table: &[u8; LEN],
        block: &[u8],
        range: Range<usize>,
        spellings: &Spellings,
    ) -> Option<usize> {
        let mut at = range.start;
        while let Some(piece) =
            block[at..].first_chunk::<PIECE>().filter(|_| at + BATCH * STRIDE <= range.end)
        {
            let places = |step: usize| likely_places(table, PAIRS, &piece[step * STRIDE..]);
            if (0..BATCH).fold(0, |any, step| any | places(step)) != 0
                && let Some(place) = self.find_in_batch(table, block, at..range.end, spellings)
            {
                return Some(place);
            }
            at += BATCH * STRIDE;
        }
        // The last steps are too near to the end for a piece.
        let end = range.end.min(grams_end(block));
        (at..end).step_by(BATCH * STRIDE).find_map(|at| self.find_in_batch(table, block, at..end, spellings))
    }

    /// The first place of the batch at the beginning of `range` where a spelling stands, or a byte of it.
    #[inline(never)]
    fn find_in_batch<const LEN: usize>(
        &self,
        table: &[u8; LEN],
        block: &[u8],
        range: Range<usize>,
        spellings: &Spellings,
    ) -> Option<usize> {
        const BITS: usize = u8::BITS as usize;
        // Without branches, of which the processor could not tell beforehand where they lead.
        let mut likely = 0_u64;
        for (step, at) in range.clone().step_by(self.stride).take(BATCH).enumerate() {
            likely |= u64::from(likely_places(table, self.are_pairs, &block[at..])) << (step * BITS);
        }
        while likely != 0 {
            let bit = likely.trailing_zeros() as usize;
            let at = range.start + bit / BITS * self.stride;
            let may_begin = |start: &usize| self.may_begin(block, *start);
            if let Some(start) = at.checked_sub(bit % BITS).filter(may_begin)
                && spellings.any_at(block, start)
            {
                return Some(at);
            }
            likely &= likely - 1;
        }
        None
    }

    /// Whether a spelling may begin at `at`: its first gram is there, and another one.
    #[inline]
    pub fn may_begin(&self, block: &[u8], at: usize) -> bool {
        let has =
            |place: usize| self.table[hash(gram(&block[at + place..]), self.table.len())] >> place & 1 != 0;
        at + self.stride <= grams_end(block) && has(0) && has(self.stride - 1)
    }
}

/// A table of `size` with the first grams of the spellings that have so many.
fn table_of(spellings: &Spellings, grams: usize, size: usize) -> Vec<u8> {
    let mut table = vec![0; size];
    let long = spellings.texts().filter(|text| grams_end(text) >= grams);
    for (place, bytes) in long.flat_map(|text| text.windows(GRAM).take(grams).enumerate()) {
        table[hash(gram(bytes), size)] |= 1 << place;
    }
    table
}

/// The places in spellings that the first gram of `bytes` has, and of a pair the one behind it too.
#[inline]
fn likely_places<const LEN: usize>(table: &[u8; LEN], is_pair: bool, bytes: &[u8]) -> u8 {
    let places = |bytes: &[u8]| table[hash(gram(bytes), LEN)];
    if is_pair { places(bytes) & places(&bytes[1..]) >> 1 } else { places(bytes) }
}

/// The place of a gram in a table of `size`, a power of two.
const fn hash(gram: Gram, size: usize) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> (Gram::BITS - size.ilog2())) as usize
}

/// Where no gram of `bytes` begins any more.
pub fn grams_end(bytes: &[u8]) -> usize {
    (bytes.len() + 1).saturating_sub(GRAM)
}
