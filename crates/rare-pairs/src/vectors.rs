//! The search for pairs, with the widest vectors that the processor has. One piece of code serves all widths.

pub use fearless_simd::Level;
use fearless_simd::prelude::*;
use fearless_simd::{dispatch, u8x16};

use crate::groups::{Halves, Tables};

/// How many places are looked at before a branch, a bit for each.
const STEP: usize = u64::BITS as usize;

/// The places of a text that look like a pair, one after the other.
#[derive(Debug, Default)]
pub struct Hits {
    /// Those of the current step.
    bits: u64,
    /// Where that begins.
    step: usize,
    /// Where the next step begins.
    next: usize,
}

impl Hits {
    /// The next place that looks like a pair.
    #[inline]
    pub fn next(&mut self, level: Level, tables: &Tables, haystack: &[u8]) -> Option<usize> {
        while self.bits == 0 {
            if self.next >= haystack.len() {
                return None;
            }
            let from = self.next;
            (self.step, self.bits) = dispatch!(level, simd => steps(simd, tables, haystack, from));
            self.next = self.step + STEP;
        }
        let at = self.step + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        // What stands behind the text does not count.
        (at < haystack.len()).then_some(at)
    }
}

/// The first step from `from` on with a place that looks like a pair, and its places; the last one where there is none.
#[expect(clippy::inline_always, reason = "the caller decides for which instructions it is compiled")]
#[inline(always)]
fn steps<S: Simd>(simd: S, tables: &Tables, haystack: &[u8], from: usize) -> (usize, u64) {
    let first = LoadedHalves::new(simd, &tables.first);
    let second = LoadedHalves::new(simd, &tables.second);
    let mut end = [0; STEP + 1];
    let mut last = from;
    for step in (from..haystack.len()).step_by(STEP) {
        let rest = &haystack[step..];
        let bytes: &[u8; STEP + 1] = rest.first_chunk().unwrap_or_else(|| {
            end[..rest.len()].copy_from_slice(rest);
            &end
        });
        let mut bits = 0;
        for at in (0..STEP).step_by(S::u8s::LEN) {
            let groups = first.groups(simd, &bytes[at..]) & second.groups(simd, &bytes[at + 1..]);
            bits |= (!groups.simd_eq(0)).to_bitmask() << at;
        }
        if bits != 0 {
            return (step, bits);
        }
        last = step;
    }
    (last, 0)
}

/// Tables in vectors.
#[derive(Clone, Copy)]
struct LoadedHalves<S: Simd> {
    low: S::u8s,
    high: S::u8s,
}

impl<S: Simd> LoadedHalves<S> {
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn new(simd: S, halves: &Halves) -> Self {
        let load = |table: &[u8; 16]| S::u8s::block_splat(u8x16::from_slice(simd, table));
        Self { low: load(&halves.low), high: load(&halves.high) }
    }

    /// The groups that have each of the first bytes.
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn groups(&self, simd: S, bytes: &[u8]) -> S::u8s {
        let bytes = S::u8s::from_slice(simd, &bytes[..S::u8s::LEN]);
        let (low, high) = (bytes & S::u8s::splat(simd, 0xf), bytes >> 4);
        self.low.swizzle_dyn_within_blocks(low) & self.high.swizzle_dyn_within_blocks(high)
    }
}
