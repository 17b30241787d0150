//! Short pieces of spellings, their windows, that are looked for at all places of a block.
//!
//! The windows are in eight buckets. For each byte of a window a table tells the buckets that have a given byte there;
//! where the bytes from a place on have a bucket in common, one of its windows may stand. So the vectors of Hyperscan's
//! Teddy find a few words; here capitals and small letters are alike, and so are all digits. With many windows nearly
//! every place would look like one of them.

use std::array;

use super::spellings::folded;
use crate::fragment::EVERYWHERE;

/// The bytes of a window.
pub const LEN: usize = 4;

/// There is a bit for each.
const BUCKETS: usize = u8::BITS as usize;

/// With more windows many more places look like one than would by chance.
const MAX_WINDOWS: usize = 64;

/// How far behind the beginning of a spelling its window may be; there is a bit for each distance.
const PLACES: usize = u16::BITS as usize;

/// Some windows.
#[derive(Debug)]
pub struct Windows {
    /// One for each byte of a window.
    pub tables: [Table; LEN],
    /// For each bucket how far its windows are behind the beginnings of spellings, a bit for each distance.
    places: [u16; BUCKETS],
    /// How many places of those that are looked at look like a window by chance.
    pub chance: f32,
}

/// Which buckets have a byte at one place, a bit for each.
#[derive(Debug)]
pub struct Table {
    /// By the [six bits](six_bits) of the byte that count, where no more is looked at.
    pub six: Sixes<u8>,
    /// By its lower and its higher half, which have the buckets in common.
    pub low: [u8; 16],
    pub high: [u8; 16],
}

/// Something for each value of the six bits of a byte that count.
type Sixes<T> = [T; 1 << 6];

/// All bits of a byte but the one that tells small letters from capitals, and the highest.
pub const fn six_bits(byte: u8) -> usize {
    (byte & 0x1f | byte >> 1 & 0x20) as usize
}

/// The bytes of a window, which stand for all that are like them; where it is shorter, for any.
type Window = [Option<u8>; LEN];

impl Windows {
    /// A window of each of some spellings; `None` where these would be too many.
    pub fn of<'t>(spellings: impl Iterator<Item = &'t [u8]> + Clone) -> Option<Self> {
        let mut chosen: Vec<(Window, Bucket)> = Vec::new();
        // Where the words of a text are joined most windows are of that spelling alone, so it is looked at last.
        let has_words = |spelling: &&[u8]| !spelling.iter().all(u8::is_ascii_alphanumeric);
        let joined = spellings.clone().filter(|spelling| !has_words(spelling));
        for spelling in spellings.filter(has_words).chain(joined) {
            let windows = windows(spelling).zip(0_u16..);
            let known = windows.clone().find_map(|(window, place)| {
                Some((chosen.iter().position(|&(chosen, _)| chosen == window)?, place))
            });
            if let Some((at, place)) = known {
                chosen[at].1.places |= 1 << place;
            } else if chosen.len() < MAX_WINDOWS {
                let rated = windows.map(|(window, place)| (badness(window), window, place));
                let (_, window, place) = rated.min_by(|(a, ..), (b, ..)| a.total_cmp(b))?;
                chosen.push((window, Bucket { places: 1 << place, ..Bucket::of(window) }));
            } else {
                return None;
            }
        }
        let buckets = in_buckets(chosen.into_iter().map(|(_, alone)| alone).collect());
        Some(Self {
            tables: array::from_fn(|place| Table::of(buckets.each_ref().map(|bucket| bucket.bytes[place]))),
            places: buckets.each_ref().map(|bucket| bucket.places),
            chance: buckets.iter().map(Bucket::chance).sum(),
        })
    }

    /// Where the spellings may begin of which a window may be at a place, as the tables tell.
    pub fn starts(&self, at: usize, buckets: u8) -> impl Iterator<Item = usize> {
        let is_here = move |bucket: &usize| buckets >> bucket & 1 != 0;
        let places = (0..BUCKETS).filter(is_here).fold(0, |all, bucket| all | self.places[bucket]);
        (0..PLACES)
            .filter(move |place| places >> place & 1 != 0)
            .filter_map(move |place| at.checked_sub(place))
    }
}

impl Table {
    fn of(buckets: [Bytes; BUCKETS]) -> Self {
        let mut table = Self { six: [0; _], low: [0; _], high: [0; _] };
        let has = |bits: u64, at: usize| u8::from(bits >> at & 1 != 0);
        for (bucket, bytes) in buckets.into_iter().enumerate() {
            let fill = |table: &mut [u8], bits| {
                table.iter_mut().zip(0..).for_each(|(buckets, at)| *buckets |= has(bits, at) << bucket);
            };
            fill(&mut table.six, bytes.six);
            fill(&mut table.low, bytes.low);
            fill(&mut table.high, bytes.high);
        }
        table
    }
}

/// How bad a window is: many places look like it, or it has something that may stand between words, for which other
/// spellings have something else.
fn badness(window: Window) -> f32 {
    let is_between = |byte: &&u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let between = window.iter().flatten().filter(is_between);
    between.fold(Bucket::of(window).chance(), |badness, _| badness * 50.0)
}

/// Whether a word that nearly every line holds has a window.
fn is_everywhere(window: Window) -> bool {
    let is_same = |(own, byte): (&Option<u8>, &u8)| own.is_none_or(|own| own == folded(*byte));
    let has = |word: &&str| word.as_bytes().windows(LEN).any(|piece| window.iter().zip(piece).all(is_same));
    EVERYWHERE.iter().any(has)
}

/// The windows that a spelling has.
fn windows(spelling: &[u8]) -> impl Iterator<Item = Window> + Clone {
    let starts = 0..(spelling.len() + 1).saturating_sub(LEN).clamp(1, PLACES);
    // Digits are all the same, so that the codes `E0001` to `E9999` have one window.
    let byte = |byte: &u8| if byte.is_ascii_digit() { b'0' } else { *byte };
    starts.map(move |start| array::from_fn(|place| spelling.get(start + place).map(byte)))
}

/// Windows that are found together.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    bytes: [Bytes; LEN],
    /// How far they are behind the beginnings of spellings, a bit for each distance.
    places: u16,
    /// How many places of a log are those of windows that nearly every line holds.
    everywhere: f32,
}

impl Bucket {
    /// One with a single window.
    fn of(window: Window) -> Self {
        /// A line has some 250 bytes.
        const ONCE_A_LINE: f32 = 0.004;
        let bytes = window.map(|byte| byte.map_or(Bytes::ALL, Bytes::like));
        Self { bytes, places: 0, everywhere: if is_everywhere(window) { ONCE_A_LINE } else { 0.0 } }
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            bytes: array::from_fn(|place| self.bytes[place].or(other.bytes[place])),
            places: self.places | other.places,
            everywhere: self.everywhere + other.everywhere,
        }
    }

    /// How many places of a log look like one of its windows.
    fn chance(&self) -> f32 {
        self.everywhere + self.bytes.iter().map(|bytes| bytes.chance()).product::<f32>()
    }
}

/// Puts windows together so that few places look like one of a bucket that are none.
fn in_buckets(mut windows: Vec<Bucket>) -> [Bucket; BUCKETS] {
    let mut buckets = [Bucket::default(); BUCKETS];
    windows.sort_by(|a, b| b.chance().total_cmp(&a.chance()));
    for window in &windows {
        let costs = buckets.each_ref().map(|bucket| bucket.with(window).chance() - bucket.chance());
        let cheapest =
            (1..BUCKETS).fold(0, |best, bucket| if costs[bucket] < costs[best] { bucket } else { best });
        buckets[cheapest] = buckets[cheapest].with(window);
    }
    buckets
}

/// Some bytes: the six bits of them that count, and their halves; a bit for each value of these.
#[derive(Debug, Clone, Copy, Default)]
struct Bytes {
    six: u64,
    low: u64,
    high: u64,
}

impl Bytes {
    const ALL: Self = Self { six: u64::MAX, low: u64::MAX, high: u64::MAX };

    /// All that are like a folded byte.
    fn like(byte: u8) -> Self {
        let one =
            |byte: u8| Self { six: 1 << six_bits(byte), low: 1 << (byte & 0xf), high: 1 << (byte >> 4) };
        if byte.is_ascii_digit() {
            (b'0'..=b'9').map(one).fold(Self::default(), Self::or)
        } else {
            one(byte).or(one(byte ^ 0x20))
        }
    }

    const fn or(self, other: Self) -> Self {
        Self { six: self.six | other.six, low: self.low | other.low, high: self.high | other.high }
    }

    /// How many bytes of a log are among these.
    fn chance(self) -> f32 {
        SHARES.iter().zip(0..).filter(|&(_, at)| self.six >> at & 1 != 0).map(|(share, _)| share).sum()
    }
}

/// How many bytes of a log of JSON have these six bits.
const SHARES: Sixes<f32> = {
    /// How many of a thousand letters of English text are an a, a b and so on.
    const LETTERS: [u8; 26] =
        [72, 13, 35, 36, 110, 19, 19, 30, 68, 3, 8, 40, 29, 66, 68, 29, 2, 66, 65, 85, 29, 10, 12, 4, 15, 3];
    let mut shares = [0.0; 1 << 6];
    let mut byte = 0_u8;
    while byte < 0x80 {
        shares[six_bits(byte)] += match byte {
            b'a'..=b'z' => 0.5e-3 * LETTERS[(byte - b'a') as usize] as f32,
            b'A'..=b'Z' => 0.05e-3 * LETTERS[(byte - b'A') as usize] as f32,
            b'0'..=b'9' => 0.02,
            b' ' | b'"' => 0.08,
            b'!'..=b'~' => 0.01,
            _ => 0.001,
        };
        byte += 1;
    }
    shares
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_text_have_one_window() {
        let spellings = ["isfrozen", "is frozen", "is+frozen", "is%20frozen"];
        let windows = Windows::of(spellings.iter().map(|text| text.as_bytes())).expect("there are few");
        let places: Vec<u16> = windows.places.into_iter().filter(|&places| places != 0).collect();
        assert_eq!(places, [1 << 2 | 1 << 3 | 1 << 5]);
    }

    #[test]
    fn numbers_have_one_window() {
        let spellings: Vec<String> = (0..10_000).map(|number| format!("e{number:05}")).collect();
        assert!(Windows::of(spellings.iter().map(String::as_bytes)).is_some());
        let spellings: Vec<String> = (0..10_000).map(|number| format!("{number:x}")).collect();
        assert!(Windows::of(spellings.iter().map(String::as_bytes)).is_none());
    }

    #[test]
    fn many_places_look_like_the_window_of_a_common_word() {
        let chance =
            |text: &'static str| Windows::of([text.as_bytes()].into_iter()).map(|windows| windows.chance);
        assert!(chance("model") > chance("frozen") && chance("x1") > chance("x123"));
    }
}
