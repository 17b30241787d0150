//! Pairs in eight groups, in the form in which vector instructions look them up.

use crate::pairs::{Pair, Sample};

/// How many groups there are, a bit for each.
const GROUPS: usize = u8::BITS as usize;

/// Which groups have a byte, as the first of a pair and as the second: those that both halves of the byte have.
#[derive(Debug, Clone)]
pub struct Tables {
    pub first: Halves,
    pub second: Halves,
}

/// The groups that have a half of four bits.
#[derive(Debug, Clone, Default)]
pub struct Halves {
    pub low: [u8; 16],
    pub high: [u8; 16],
}

impl Tables {
    /// Puts pairs into groups so that few places of the sample look like one that are none.
    pub fn new(pairs: &[Pair], sample: &Sample) -> Self {
        let mut tables = Self { first: Halves::default(), second: Halves::default() };
        for (group, bit) in grouped(pairs, sample).iter().zip((0..GROUPS).map(|group| 1 << group)) {
            tables.first.add(group.first, bit);
            tables.second.add(group.second, bit);
        }
        tables
    }
}

impl Halves {
    fn add(&mut self, bytes: Bytes, bit: u8) {
        for half in 0..16 {
            self.low[half] |= if bytes.low >> half & 1 != 0 { bit } else { 0 };
            self.high[half] |= if bytes.high >> half & 1 != 0 { bit } else { 0 };
        }
    }
}

/// All bytes of which both halves are in a set.
#[derive(Debug, Clone, Copy, Default)]
struct Bytes {
    low: u16,
    high: u16,
}

impl Bytes {
    const ALL: Self = Self { low: u16::MAX, high: u16::MAX };

    /// A byte in whatever case.
    fn any_case(byte: u8) -> Self {
        [byte, byte.to_ascii_uppercase()]
            .map(|byte| Self { low: 1 << (byte & 0xf), high: 1 << (byte >> 4) })
            .into_iter()
            .fold(Self::default(), Self::with)
    }

    const fn with(self, other: Self) -> Self {
        Self { low: self.low | other.low, high: self.high | other.high }
    }

    const fn has(self, byte: u8) -> bool {
        self.low >> (byte & 0xf) & self.high >> (byte >> 4) & 1 != 0
    }
}

/// The pairs with one of some first bytes and one of some second ones.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    first: Bytes,
    second: Bytes,
}

impl Group {
    const fn with(self, other: Self) -> Self {
        Self { first: self.first.with(other.first), second: self.second.with(other.second) }
    }
}

fn grouped(pairs: &[Pair], sample: &Sample) -> [Group; GROUPS] {
    // Pairs that begin alike stay together.
    let mut sorted: Vec<Pair> = pairs.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let alike = sorted.chunk_by(|one, other| one.0 == other.0).map(|pairs| {
        let seconds = pairs.iter().map(|(_, second)| second.map_or(Bytes::ALL, Bytes::any_case));
        Group { first: Bytes::any_case(pairs[0].0), second: seconds.fold(Bytes::default(), Bytes::with) }
    });
    let mut alike: Vec<(f32, Group)> =
        alike.map(|group| (cost(Group { second: Bytes::ALL, ..group }, sample), group)).collect();
    // Those with the most frequent first bytes are put first, each into a group of its own.
    alike.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut groups = [(Group::default(), 0.0); GROUPS];
    for (_, added) in alike {
        let joined = groups.map(|(group, before)| {
            let joined = group.with(added);
            let cost = cost(joined, sample);
            (cost - before, joined, cost)
        });
        let cheapest = (0..GROUPS).min_by(|&one, &other| joined[one].0.total_cmp(&joined[other].0));
        let cheapest = cheapest.unwrap_or(0);
        groups[cheapest] = (joined[cheapest].1, joined[cheapest].2);
    }
    groups.map(|(group, _)| group)
}

/// How often a group's pairs stand in a text.
fn cost(group: Group, sample: &Sample) -> f32 {
    let seconds: Vec<u8> = (0..=u8::MAX).filter(|&byte| group.second.has(byte)).collect();
    let firsts = (0..=u8::MAX).filter(|&byte| group.first.has(byte)).map(|first| sample.behind(first));
    firsts.map(|behind| seconds.iter().map(|&second| behind[usize::from(second)]).sum::<f32>()).sum()
}
