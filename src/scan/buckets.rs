//! Many things found by their hashes.

/// Things in buckets by the hash of each. They stand side by side in memory, those of one bucket in the order in which
/// they came.
#[derive(Debug)]
pub struct Buckets<T> {
    all: Vec<T>,
    /// Where those of each bucket begin; one more tells where the last ends.
    starts: Vec<u32>,
    bits: u32,
}

impl<T: Copy + Default> Buckets<T> {
    /// Puts things into as many buckets as there are things, more or less. `hash` tells a number of which the first
    /// bits count; things that are looked for with one number have the same.
    pub fn new(things: &[T], hash: impl Fn(&T) -> u64) -> Self {
        let bits = things.len().checked_ilog2().unwrap_or(0).max(1);
        let (all, starts) = sorted(things, 1 << bits, |thing| bucket(hash(thing), bits));
        Self { all, starts, bits }
    }

    /// Those of the bucket of a hash, and maybe others.
    pub fn of(&self, hash: u64) -> &[T] {
        let bucket = bucket(hash, self.bits);
        &self.all[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

/// Things by their buckets, which are numbers below `buckets`, those of one in the order in which they came; and where
/// those of each bucket begin, and one more that tells where the last ends.
pub fn sorted<T: Copy + Default>(
    things: &[T],
    buckets: usize,
    bucket: impl Fn(&T) -> usize,
) -> (Vec<T>, Vec<u32>) {
    let mut starts = vec![0; buckets + 1];
    for thing in things {
        starts[bucket(thing) + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut all = vec![T::default(); things.len()];
    for thing in things {
        let next = &mut next[bucket(thing)];
        all[*next as usize] = *thing;
        *next += 1;
    }
    (all, starts)
}

/// The number of the bucket, by the first bits of a hash.
pub fn bucket(hash: u64, bits: u32) -> usize {
    usize::try_from(hash >> (u64::BITS - bits)).unwrap_or(0)
}

/// A hash of a number, of which the first bits are the best.
pub const fn hash(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A hash of some bytes, of which the first bits are the best.
pub fn hash_of(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let words = words.iter().map(|&word| u64::from_le_bytes(word));
    let rest = rest.iter().map(|&byte| u64::from(byte));
    words.chain(rest).fold(bytes.len() as u64, |mixed, word| hash(mixed.rotate_left(5) ^ word))
}
