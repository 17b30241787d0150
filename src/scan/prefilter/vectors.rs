//! The search for pairs by vectors, with the instructions that the processor has.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m512i, _mm512_gf2p8affine_epi64_epi8, _mm512_permutexvar_epi8, _mm512_set1_epi64};
use std::array;

use fearless_simd::prelude::*;
#[cfg(target_arch = "x86_64")]
use fearless_simd::x86::Avx512;
use fearless_simd::{Level, u8x16};
#[cfg(target_arch = "x86_64")]
use fearless_simd::{kernel, u8x64};

use super::pairs::{CLASSES, Pairs, class};
use super::rounds::{Round, Rounds};

/// How many places are looked at before the first branch.
const STEP: usize = 2 * HALF;

/// The bytes of the pairs there; such a number of bytes is handled best.
const PIECE: usize = STEP + 16;

/// The places of a step that look like a pair, a bit for each in each half.
type Places = [u64; 2];

/// The places of a half.
const HALF: usize = u64::BITS as usize;

/// What a round costs for 64 places, in cycles more or less.
pub fn cost() -> f32 {
    match Level::new() {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(_) => 2.5,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(_) => 14.0,
        #[cfg(target_arch = "x86_64")]
        Level::Sse4_2(_) => 28.0,
        #[cfg(target_arch = "aarch64")]
        Level::Neon(_) => 28.0,
        // All pairs are looked for one by one.
        _ => 0.0,
    }
}

impl Pairs {
    /// The first place from `from` on where a pair is, of a spelling that `is_wanted` where it begins then.
    pub fn find(&self, block: &[u8], from: usize, is_wanted: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        self.find_at(Level::new(), block, from, is_wanted)
    }

    fn find_at(
        &self,
        level: Level,
        block: &[u8],
        from: usize,
        is_wanted: &mut dyn FnMut(usize) -> bool,
    ) -> Option<usize> {
        match &self.rounds {
            Rounds::One(rounds) => self.find_in_rounds(level, rounds, block, from, is_wanted),
            Rounds::Two(rounds) => self.find_in_rounds(level, rounds, block, from, is_wanted),
            Rounds::Four(rounds) => self.find_in_rounds(level, rounds, block, from, is_wanted),
        }
    }

    fn find_in_rounds<const ROUNDS: usize>(
        &self,
        level: Level,
        rounds: &[Round; ROUNDS],
        block: &[u8],
        from: usize,
        is_wanted: &mut dyn FnMut(usize) -> bool,
    ) -> Option<usize> {
        match level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, from, is_wanted, by_64(simd, rounds)),
            ),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, from, is_wanted, by_16(simd, rounds)),
            ),
            #[cfg(target_arch = "x86_64")]
            Level::Sse4_2(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, from, is_wanted, by_16(simd, rounds)),
            ),
            #[cfg(target_arch = "aarch64")]
            Level::Neon(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, from, is_wanted, by_16(simd, rounds)),
            ),
            _ => self.find_one_by_one(block, from, is_wanted),
        }
    }

    /// Looks without vectors.
    fn find_one_by_one(
        &self,
        block: &[u8],
        from: usize,
        is_wanted: &mut dyn FnMut(usize) -> bool,
    ) -> Option<usize> {
        self.find_by(block, from, is_wanted, |piece| {
            [0, HALF].map(|half| self.places_one_by_one(&piece[half..=half + HALF]))
        })
    }

    /// The places that look like a pair among all but the last of 65 bytes.
    fn places_one_by_one(&self, bytes: &[u8]) -> u64 {
        let mut seconds = 0;
        bytes.iter().fold(0, |places, &byte| {
            let is_second = seconds >> class(byte);
            seconds = self.seconds_of(class(byte));
            places >> 1 | is_second << (u64::BITS - 1)
        })
    }

    /// `look` tells the places of a piece that look like a pair.
    #[expect(
        clippy::inline_always,
        reason = "where it is called is told with which instructions it is compiled"
    )]
    #[inline(always)]
    fn find_by(
        &self,
        block: &[u8],
        from: usize,
        is_wanted: &mut dyn FnMut(usize) -> bool,
        look: impl Fn(&[u8; PIECE]) -> Places,
    ) -> Option<usize> {
        let mut last = [0; PIECE];
        for start in (from..block.len()).step_by(STEP) {
            let rest = &block[start..];
            let piece = rest.first_chunk().unwrap_or_else(|| {
                last[..rest.len()].copy_from_slice(rest);
                last[rest.len()..].fill(0);
                &last
            });
            for (places, start) in look(piece).into_iter().zip([start, start + HALF]) {
                if places != 0
                    && let Some(at) = self.first_wanted(block, start, places, is_wanted)
                {
                    return Some(at);
                }
            }
        }
        None
    }

    /// The first of some places behind `start` where a spelling has its pair that is wanted.
    #[inline(never)]
    fn first_wanted(
        &self,
        block: &[u8],
        start: usize,
        mut places: u64,
        is_wanted: &mut dyn FnMut(usize) -> bool,
    ) -> Option<usize> {
        while places != 0 {
            let at = start + places.trailing_zeros() as usize;
            // What stands behind the block does not count.
            if at < block.len() && self.is_any_wanted(block, at, is_wanted) {
                return Some(at);
            }
            places &= places - 1;
        }
        None
    }

    /// Whether a spelling with its pair at `at` is wanted.
    fn is_any_wanted(&self, block: &[u8], at: usize, is_wanted: &mut dyn FnMut(usize) -> bool) -> bool {
        let mut places = self.places(block, at);
        while places != 0 {
            if at.checked_sub(places.trailing_zeros() as usize).is_some_and(&mut *is_wanted) {
                return true;
            }
            places &= places - 1;
        }
        false
    }
}

/// Looks with vectors of 64 bytes, which have an instruction for tables of 64.
#[cfg(target_arch = "x86_64")]
#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn by_64<const ROUNDS: usize>(simd: Avx512, rounds: &[Round; ROUNDS]) -> impl Fn(&[u8; PIECE]) -> Places {
    let table = |table: &[u8; CLASSES]| u8x64::from_slice(simd, table);
    let tables = rounds.each_ref().map(|round| (table(&round.firsts), table(&round.seconds)));
    #[inline(always)]
    move |piece| {
        [0, HALF].map(|half| {
            let classes = |at: usize| classes(simd, u8x64::from_slice(simd, &piece[at..][..HALF]).into());
            let (first, second) = (classes(half), classes(half + 1));
            let mut any = u8x64::splat(simd, 0);
            for (firsts, seconds) in tables {
                let firsts: u8x64<Avx512> = u8x64::simd_from(simd, look_up(simd, firsts.into(), first));
                any |= firsts & u8x64::simd_from(simd, look_up(simd, seconds.into(), second));
            }
            any.simd_ne(0).to_bitmask()
        })
    }
}

#[cfg(target_arch = "x86_64")]
kernel!(
    /// The classes of bytes.
    #[inline(always)]
    fn classes(_simd: Avx512, bytes: __m512i) -> __m512i {
        /// Which bit of a byte each bit of its class is, from the lowest on in the highest byte; two are none.
        const BITS: i64 = 0x0102_0408_1040_0000;
        _mm512_gf2p8affine_epi64_epi8::<0>(bytes, _mm512_set1_epi64(BITS))
    }
);

#[cfg(target_arch = "x86_64")]
kernel!(
    /// What a table has for each class.
    #[inline(always)]
    fn look_up(_simd: Avx512, table: __m512i, classes: __m512i) -> __m512i {
        _mm512_permutexvar_epi8(classes, table)
    }
);

/// Looks with vectors of any width, which have instructions for tables of 16.
#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn by_16<S: Simd, const ROUNDS: usize>(simd: S, rounds: &[Round; ROUNDS]) -> impl Fn(&[u8; PIECE]) -> Places {
    let tables =
        rounds.each_ref().map(|round| (quarters(simd, &round.firsts), quarters(simd, &round.seconds)));
    #[inline(always)]
    move |piece| {
        let mut all = [0; 2];
        for at in (0..STEP).step_by(S::u8s::LEN) {
            let (first, second) = (Classes::of(simd, &piece[at..]), Classes::of(simd, &piece[at + 1..]));
            let mut any = S::u8s::splat(simd, 0);
            for (firsts, seconds) in tables {
                any |= first.look_up(firsts) & second.look_up(seconds);
            }
            all[at / HALF] |= any.simd_ne(0).to_bitmask() << (at % HALF);
        }
        all
    }
}

/// A table for classes in four.
#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn quarters<S: Simd>(simd: S, table: &[u8; CLASSES]) -> [S::u8s; 4] {
    array::from_fn(|quarter| S::u8s::block_splat(u8x16::from_slice(simd, &table[quarter * 16..][..16])))
}

/// The classes of bytes: their places in a quarter of a table, and which quarter that is.
struct Classes<S: Simd> {
    places: S::u8s,
    is_first_half: S::mask8s,
    is_even: S::mask8s,
}

impl<S: Simd> Classes<S> {
    /// Those of the first bytes.
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn of(simd: S, bytes: &[u8]) -> Self {
        let bytes = S::u8s::from_slice(simd, &bytes[..S::u8s::LEN]);
        let has_no = |bit| (bytes & S::u8s::splat(simd, bit)).simd_eq(0);
        Self { places: bytes & S::u8s::splat(simd, 0xf), is_first_half: has_no(0x40), is_even: has_no(0x10) }
    }

    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn look_up(&self, quarters: [S::u8s; 4]) -> S::u8s {
        let [a, b, c, d] = quarters.map(|quarter| quarter.swizzle_dyn_within_blocks(self.places));
        self.is_first_half.select(self.is_even.select(a, b), self.is_even.select(c, d))
    }
}

#[cfg(test)]
mod tests {
    use super::super::frequencies::Frequencies;
    use super::super::spellings::Spellings;
    use super::*;

    /// All ways to look that there are here.
    fn levels() -> Vec<Level> {
        let level = Level::new();
        #[cfg(target_arch = "x86_64")]
        {
            let levels = [
                level.as_avx512().map(Level::Avx512),
                level.as_avx2().map(Level::Avx2),
                level.as_sse4_2().map(Level::Sse4_2),
                level.as_sse2().map(Level::Sse2),
            ];
            levels.into_iter().flatten().collect()
        }
        #[cfg(not(target_arch = "x86_64"))]
        vec![level]
    }

    /// Pairs of some texts in as many rounds as that costs.
    fn pairs(texts: &[&str], cost: f32) -> Pairs {
        let frequencies = Frequencies::of_sample(b"abcdefghijklmnopqrstuvwxyz 0123456789");
        Pairs::of(&Spellings::new(texts.iter().copied()), &frequencies, cost).expect("none is empty")
    }

    /// Where spellings may begin, as is looked for at a level.
    fn starts(pairs: &Pairs, level: Level, block: &[u8]) -> Vec<usize> {
        let mut starts = Vec::new();
        let found = pairs.find_at(level, block, 0, &mut |start| {
            starts.push(start);
            false
        });
        assert_eq!(found, None);
        starts
    }

    #[test]
    fn a_spelling_is_found_at_any_place_in_all_ways() {
        let texts = ["frozen", "x1", "e00001", "p", "请求", "a\x7fb_cd", "12345", "lock"];
        let written = ["FROzen", "X1", "E00001", "P", "请求", "A_B_cD", "12345", "loCK"];
        for cost in [1e9, 0.0] {
            let pairs = pairs(&texts, cost);
            for (level, text) in levels().into_iter().flat_map(|level| written.map(|text| (level, text))) {
                for before in 0..2 * STEP {
                    for behind in [0, 1, 3, 200] {
                        let block = ["~".repeat(before), text.into(), "~".repeat(behind)].concat();
                        let starts = starts(&pairs, level, block.as_bytes());
                        assert!(starts.contains(&before), "{level:?}: {block}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_first_one_that_is_wanted_is_found() {
        let pairs = pairs(&["frozen"], 0.0);
        for level in levels() {
            let block = [b"~".repeat(300), b"frozen".repeat(2), b"~".repeat(300)].concat();
            let find = |from, wanted| pairs.find_at(level, &block, from, &mut |start| start == wanted);
            for from in [0, 1, 299, 300] {
                assert!(find(from, 300).is_some_and(|place| (300..306).contains(&place)), "{level:?} {from}");
                assert!(find(from, 306).is_some_and(|place| (306..312).contains(&place)), "{level:?} {from}");
            }
            assert_eq!([find(306, 300), find(block.len(), 300), find(0, 301)], [None; 3], "{level:?}");
        }
    }

    #[test]
    fn the_same_places_are_looked_at_in_all_ways() {
        let all: Vec<u8> =
            (0..=u8::MAX).flat_map(|one| [one, one.rotate_left(3), !one, 7 * (one & 0x1f)]).collect();
        for text in ["z", "0", "_", "\u{e9}", "ab", "请"] {
            let pairs = pairs(&[text], 0.0);
            let by_level = levels().into_iter().map(|level| starts(&pairs, level, &all));
            let by_level: Vec<Vec<usize>> = by_level.collect();
            assert!(by_level.iter().all(|starts| *starts == by_level[0]), "{text}");
            let text = text.as_bytes();
            let like =
                (0..all.len()).filter(|&at| all[at..].iter().zip(text).all(|(a, b)| a | 0x20 == b | 0x20));
            assert!(
                like.filter(|at| at + text.len() <= all.len()).all(|at| by_level[0].contains(&at)),
                "{text:?}"
            );
        }
    }
}
