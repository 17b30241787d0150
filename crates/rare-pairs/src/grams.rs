//! The few bytes at the pair of each needle: nearly all places that only look like a pair are passed over by them.

use rustc_hash::FxHashMap;

use crate::Candidate;

/// The length of a gram, in bytes. All of a shorter needle is its gram.
const LENGTH: usize = 4;

/// How far a pair is behind the beginning of a gram that ends with it.
const BEFORE_PAIR: usize = LENGTH - 2;

/// How many kinds of grams there are: those of fewer than [`LENGTH`] bytes by their lengths, and those that begin and end
/// with their pair.
pub const KINDS: usize = LENGTH + 1;
const BEGINS: usize = KINDS - 2;
const ENDS: usize = KINDS - 1;

/// Some bytes as a number, without the bit that capitals lack, and the kind of the gram.
type Key = u64;

fn key(bytes: [u8; LENGTH], kind: usize) -> Key {
    const LOWER: u32 = u32::from_le_bytes([0x20; LENGTH]);
    u64::from(u32::from_le_bytes(bytes) | LOWER) << 8 | kind as Key
}

/// Whether the pair of a needle can be at a place.
pub const fn can_begin_at(len: usize, at: usize) -> bool {
    if len < LENGTH { at == 0 } else { at + LENGTH <= len || at >= BEFORE_PAIR && at + 2 <= len }
}

/// The grams of needles.
#[derive(Debug, Clone)]
pub struct Grams {
    needles: FxHashMap<Key, Vec<Candidate>>,
    has_kind: [bool; KINDS],
    /// A bit for the hash of each gram: a look at it is quicker than one at a map.
    seen: Vec<u64>,
}

impl Grams {
    pub fn with_room_for(needles: usize) -> Self {
        /// Bits for each needle, so that most are not set.
        const SPARSE: usize = 16;
        /// In bits. More would not stay in a fast cache.
        const SIZES: (usize, usize) = (1 << 12, 1 << 20);
        let bits = (needles * SPARSE).next_power_of_two().clamp(SIZES.0, SIZES.1);
        Self {
            needles: FxHashMap::default(),
            has_kind: [false; KINDS],
            seen: vec![0; bits / u64::BITS as usize],
        }
    }

    /// Adds the gram at the pair of a needle.
    pub fn add(&mut self, text: &[u8], at: usize, needle: u32) {
        let kind = match text.len() {
            len @ ..LENGTH => len - 1,
            len if at + LENGTH <= len => BEGINS,
            _ => ENDS,
        };
        self.has_kind[kind] = true;
        if let Some(key) = key_at(text, at, kind) {
            let (word, bit) = self.place(key);
            self.seen[word] |= bit;
            let pair_at = u8::try_from(at).unwrap_or(u8::MAX);
            self.needles.entry(key).or_default().push(Candidate { needle, pair_at });
        }
    }

    /// Whether a needle may have its pair at a place of a text.
    #[inline]
    pub fn may_be_at(&self, text: &[u8], at: usize) -> bool {
        let mut kinds =
            (0..KINDS).filter(|&kind| self.has_kind[kind]).filter_map(|kind| key_at(text, at, kind));
        kinds.any(|key| {
            let (word, bit) = self.place(key);
            self.seen[word] & bit != 0
        })
    }

    /// The needles that may have their pair at a place of a text, by the kinds of their grams.
    pub fn candidates(&self, text: &[u8], at: usize) -> [&[Candidate]; KINDS] {
        let mut candidates = [&[][..]; KINDS];
        for (kind, candidates) in candidates.iter_mut().enumerate().filter(|&(kind, _)| self.has_kind[kind]) {
            let Some(key) = key_at(text, at, kind) else { continue };
            if let Some(needles) = self.needles.get(&key) {
                *candidates = needles;
            }
        }
        candidates
    }

    fn place(&self, key: Key) -> (usize, u64) {
        let bits = self.seen.len() * u64::BITS as usize;
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (Key::BITS - bits.ilog2());
        let word = usize::try_from(hash / Key::from(u64::BITS)).unwrap_or(0);
        (word, 1 << (hash % Key::from(u64::BITS)))
    }
}

/// The gram of a kind around the pair at a place, if the text has room for it.
#[inline]
fn key_at(text: &[u8], at: usize, kind: usize) -> Option<Key> {
    let start = if kind == ENDS { at.checked_sub(BEFORE_PAIR)? } else { at };
    if kind >= BEGINS {
        return Some(key(*text.get(start..)?.first_chunk()?, kind));
    }
    let mut short = [0; LENGTH];
    short[..=kind].copy_from_slice(text.get(start..=start + kind)?);
    Some(key(short, kind))
}
