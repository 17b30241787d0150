//! The search for windows by vectors, with the instructions that the processor has.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m512i, _mm512_gf2p8affine_epi64_epi8, _mm512_permutexvar_epi8, _mm512_set1_epi64};
use std::array;
use std::ops::Range;

use fearless_simd::prelude::*;
#[cfg(target_arch = "x86_64")]
use fearless_simd::x86::Avx512;
use fearless_simd::{Level, u8x16};
#[cfg(target_arch = "x86_64")]
use fearless_simd::{kernel, u8x64};

use super::windows::{LEN, Table, Windows, six_bits};

/// How many places are looked at before the first branch.
const STEP: usize = 128;

/// The bytes of the windows there; such a number of bytes is handled best.
const PIECE: usize = STEP + 16;

/// What it costs to look for windows in 16 bytes, in the units of the plan; `None` where the processor has no
/// instructions that are worth it.
pub fn cost() -> Option<f32> {
    match Level::new() {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(_) => Some(8.0),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(_) => Some(22.0),
        #[cfg(target_arch = "aarch64")]
        Level::Neon(_) => Some(40.0),
        _ => None,
    }
}

impl Windows {
    /// The first place within `range` where a window may be, of a spelling that `is_wanted` where it begins then.
    pub fn find(
        &self,
        block: &[u8],
        range: Range<usize>,
        is_wanted: &mut dyn FnMut(usize) -> bool,
    ) -> Option<usize> {
        self.find_at(Level::new(), block, range, is_wanted)
    }

    fn find_at(
        &self,
        level: Level,
        block: &[u8],
        range: Range<usize>,
        is_wanted: &mut dyn FnMut(usize) -> bool,
    ) -> Option<usize> {
        let tables = &self.tables;
        match level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, range, is_wanted, by_six(simd, tables)),
            ),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, range, is_wanted, by_halves(simd, tables)),
            ),
            #[cfg(target_arch = "aarch64")]
            Level::Neon(simd) => simd.vectorize(
                #[inline(always)]
                || self.find_by(block, range, is_wanted, by_halves(simd, tables)),
            ),
            _ => self.find_by(block, range, is_wanted, one_by_one(tables)),
        }
    }

    /// `look` tells the buckets of each place of a piece, and whether there are any.
    #[expect(
        clippy::inline_always,
        reason = "where it is called is told with which instructions it is compiled"
    )]
    #[inline(always)]
    fn find_by(
        &self,
        block: &[u8],
        range: Range<usize>,
        is_wanted: &mut dyn FnMut(usize) -> bool,
        look: impl Fn(&[u8; PIECE], &mut [u8; STEP]) -> bool,
    ) -> Option<usize> {
        let (mut buckets, mut last) = ([0; STEP], [0; PIECE]);
        for at in range.clone().step_by(STEP) {
            let rest = &block[at..];
            let piece = rest.first_chunk().unwrap_or_else(|| {
                last[..rest.len()].copy_from_slice(rest);
                last[rest.len()..].fill(0);
                &last
            });
            if look(piece, &mut buckets) {
                let mut places = (at..range.end).zip(&buckets).filter(|&(_, &buckets)| buckets != 0);
                let is_near = |&(place, &buckets): &_| self.starts(place, buckets).any(&mut *is_wanted);
                if let Some((place, _)) = places.find(is_near) {
                    return Some(place);
                }
            }
        }
        None
    }
}

/// Looks with vectors of 64 bytes, which have an instruction for tables of 64.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn by_six(simd: Avx512, tables: &[Table; LEN]) -> impl Fn(&[u8; PIECE], &mut [u8; STEP]) -> bool {
    const WIDTH: usize = 64;
    let tables: [u8x64<Avx512>; LEN] = array::from_fn(|place| u8x64::from_slice(simd, &tables[place].six));
    #[inline(always)]
    move |piece, buckets| {
        let mut any = u8x64::splat(simd, 0);
        for at in (0..STEP).step_by(WIDTH) {
            let mut here = u8x64::splat(simd, u8::MAX);
            for (place, table) in tables.iter().enumerate() {
                let bytes = u8x64::from_slice(simd, &piece[at + place..][..WIDTH]);
                here &= u8x64::simd_from(simd, look_up(simd, (*table).into(), bytes.into()));
            }
            here.store_slice(&mut buckets[at..][..WIDTH]);
            any |= here;
        }
        any.simd_ne(0).any_true()
    }
}

#[cfg(target_arch = "x86_64")]
kernel!(
    /// What a table has for the [six bits](six_bits) of each byte.
    #[inline(always)]
    fn look_up(_simd: Avx512, table: __m512i, bytes: __m512i) -> __m512i {
        /// Which bit of a byte each bit of the outcome is, from the lowest on in the highest byte; two are none.
        const SIX_BITS: i64 = 0x0102_0408_1040_0000;
        let places = _mm512_gf2p8affine_epi64_epi8::<0>(bytes, _mm512_set1_epi64(SIX_BITS));
        _mm512_permutexvar_epi8(places, table)
    }
);

/// Looks with vectors of any width, which have instructions for tables of 16.
#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn by_halves<S: Simd>(simd: S, tables: &[Table; LEN]) -> impl Fn(&[u8; PIECE], &mut [u8; STEP]) -> bool {
    let splat = |table| S::u8s::block_splat(u8x16::from_slice(simd, table));
    let low: [S::u8s; LEN] = array::from_fn(|place| splat(&tables[place].low));
    let high: [S::u8s; LEN] = array::from_fn(|place| splat(&tables[place].high));
    let half = S::u8s::splat(simd, 0xf);
    #[inline(always)]
    move |piece, buckets| {
        let mut any = S::u8s::splat(simd, 0);
        for at in (0..STEP).step_by(S::u8s::LEN) {
            let mut here = S::u8s::splat(simd, u8::MAX);
            for place in 0..LEN {
                let bytes = S::u8s::from_slice(simd, &piece[at + place..][..S::u8s::LEN]);
                here &= low[place].swizzle_dyn_within_blocks(bytes & half);
                here &= high[place].swizzle_dyn_within_blocks(bytes >> 4);
            }
            here.store_slice(&mut buckets[at..][..S::u8s::LEN]);
            any |= here;
        }
        any.simd_ne(0).any_true()
    }
}

/// Looks without vectors.
fn one_by_one(tables: &[Table; LEN]) -> impl Fn(&[u8; PIECE], &mut [u8; STEP]) -> bool {
    move |piece, buckets| {
        for (at, here) in buckets.iter_mut().enumerate() {
            let of_byte = |place: usize| tables[place].six[six_bits(piece[at + place])];
            *here = (0..LEN).fold(u8::MAX, |all, place| all & of_byte(place));
        }
        buckets.iter().any(|&buckets| buckets != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All ways to look that there are here.
    fn levels() -> Vec<Level> {
        let level = Level::new();
        #[cfg(target_arch = "x86_64")]
        {
            let levels = [
                level.as_avx512().map(Level::Avx512),
                level.as_avx2().map(Level::Avx2),
                level.as_sse2().map(Level::Sse2),
            ];
            levels.into_iter().flatten().collect()
        }
        #[cfg(not(target_arch = "x86_64"))]
        vec![level]
    }

    #[test]
    fn a_window_is_found_at_any_place_in_all_ways() {
        let spellings = ["frozen", "x1", "e00001", "p", "请求", "a\x7fb_cd"];
        let windows = Windows::of(spellings.iter().map(|text| text.as_bytes())).expect("there are few");
        let written = ["FROzen", "X9", "e31415", "P", "请求", "A_B_cD"];
        for (level, text) in levels().into_iter().flat_map(|level| written.map(|text| (level, text))) {
            for before in 0..2 * STEP {
                for behind in [0, 1, 3, 200] {
                    let block = ["~".repeat(before), text.into(), "~".repeat(behind)].concat();
                    let mut starts = Vec::new();
                    let found = windows.find_at(level, block.as_bytes(), 0..block.len(), &mut |start| {
                        starts.push(start);
                        false
                    });
                    assert_eq!(found, None);
                    assert!(starts.contains(&before), "{level:?}: {block}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_found_beyond_the_range() {
        let windows = Windows::of([b"frozen".as_slice()].into_iter()).expect("it is one");
        for level in levels() {
            let block = [b"~".repeat(300), b"frozen".to_vec()].concat();
            let find = |range| windows.find_at(level, &block, range, &mut |start| start == 300);
            assert!(find(0..block.len()).is_some_and(|place| (300..306).contains(&place)));
            assert_eq!((find(0..300), find(block.len()..block.len())), (None, None));
        }
    }

    #[test]
    fn bytes_are_told_apart_by_the_same_bits_in_all_ways() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        for text in ["z", "0", "_", "\u{e9}"].map(str::as_bytes) {
            let windows = Windows::of([&text[..1]].into_iter()).expect("it is one");
            for level in levels() {
                let mut starts = Vec::new();
                windows.find_at(level, &all, 0..all.len(), &mut |start| {
                    starts.push(start);
                    false
                });
                let is_like = |byte: &usize| {
                    let is_digit = text[0].is_ascii_digit();
                    if is_digit {
                        (0x30..0x3a).contains(byte)
                    } else {
                        *byte | 0x20 == (text[0] | 0x20).into()
                    }
                };
                assert!((0..256).filter(is_like).all(|byte| starts.contains(&byte)), "{level:?} {text:?}");
                assert!(starts.len() <= 64, "{level:?} {text:?}");
            }
        }
    }
}
