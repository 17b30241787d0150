//! Where in a block of lines an error of the catalog can be.
//!
//! Each entry has fragments of which every line that it explains holds one. Their beginnings are entered into a
//! table of hashed grams of four bytes; because a fragment is longer than a gram, it is enough to look at every
//! few bytes of the block. This finds all spellings of all fragments of any catalog in one pass, at about the speed
//! of a vector search for a few words.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fragment::{ANY_SEPARATOR, GRAM};

/// The widest stride that is worth it: a longer one would need longer fragments.
const MAX_STRIDE: usize = 5;

/// The grams that are looked at before the first branch.
const BATCH: usize = 8;

/// The size of the table, a byte for each hash: of a smaller one too many grams look like those of a fragment.
const TABLE_BITS: u32 = 16;

/// What may stand between two words of a message, in addresses too.
const BETWEEN_WORDS: [&str; 4] = [" ", "", "+", "%20"];

/// What may stand between two words of a name.
const IN_NAMES: [&str; 4] = [" ", "", "_", "-"];

/// The fragments of a catalog, ready to be found in lines.
#[derive(Debug)]
pub struct Prefilter {
    /// How many bytes lie between the grams that are looked at; 0 where every line has to be examined.
    stride: usize,
    table: Box<[u8; 1 << TABLE_BITS]>,
    spellings: Vec<Spelling>,
    /// The spellings that have a gram among those that were entered into the table, and where they have it.
    by_gram: ByGram,
    /// For each fragment the entries that have it, by their places in the catalog.
    owners: Vec<Vec<usize>>,
}

type ByGram = HashMap<u32, Vec<(usize, usize)>, BuildHasherDefault<GramHasher>>;

/// Hashes grams. Only those of the catalog are kept, so a log cannot make the table uneven.
#[derive(Default)]
struct GramHasher(u64);

impl Hasher for GramHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(byte.into());
        }
    }

    fn write_u32(&mut self, gram: u32) {
        self.0 = (self.0 ^ u64::from(gram)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }
}

/// A way to write a fragment, folded as grams are.
#[derive(Debug)]
struct Spelling {
    text: Vec<u8>,
    fragment: usize,
}

impl Prefilter {
    pub fn new(catalog: &Catalog) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut owners: Vec<Vec<usize>> = Vec::new();
        for (entry, fragments) in catalog.entries().iter().map(Entry::fragments).enumerate() {
            for fragment in fragments {
                let place = *places.entry(fragment).or_insert(owners.len());
                owners.resize_with(owners.len().max(place + 1), Vec::new);
                owners[place].push(entry);
            }
        }
        let spellings: Vec<Spelling> = places
            .iter()
            .flat_map(|(text, &fragment)| {
                spellings_of(text).into_iter().map(move |text| Spelling { text, fragment })
            })
            .collect();
        let shortest = spellings.iter().map(|spelling| spelling.text.len()).min().unwrap_or(0);
        let stride = (shortest + 1).saturating_sub(GRAM).min(MAX_STRIDE);
        let table = vec![0; 1 << TABLE_BITS].into_boxed_slice();
        let mut table: Box<[u8; 1 << TABLE_BITS]> = table.try_into().expect("it is of this size");
        let mut by_gram = ByGram::default();
        for (place, spelling) in spellings.iter().enumerate().filter(|_| stride > 0) {
            for at in 0..stride {
                let gram = gram(&spelling.text[at..]);
                table[hash(gram)] = 1;
                by_gram.entry(gram).or_default().push((place, at));
            }
        }
        Self { stride, table, spellings, by_gram, owners }
    }

    /// The first place from `from` on where a fragment stands, or a byte of it; the line there has to be examined.
    pub fn find(&self, block: &[u8], from: usize) -> Option<usize> {
        match self.stride {
            0 => (from < block.len()).then_some(from),
            1 => self.find_by::<1>(block, from),
            2 => self.find_by::<2>(block, from),
            3 => self.find_by::<3>(block, from),
            4 => self.find_by::<4>(block, from),
            _ => self.find_by::<MAX_STRIDE>(block, from),
        }
    }

    fn find_by<const STRIDE: usize>(&self, block: &[u8], from: usize) -> Option<usize> {
        let is_there =
            |&at: &usize| self.may_be_at(block, at) && self.spellings_at(block, at).next().is_some();
        let (steps, _) = block[from..].as_chunks::<STRIDE>();
        let mut at = from;
        // The last steps may be too near to the end for a gram.
        for batch in steps[..steps.len().saturating_sub(GRAM)].as_chunks::<BATCH>().0 {
            let any = (0..BATCH).fold(0, |any, step| {
                // A gram that is longer than a step goes on in the next, which lies behind it in memory.
                let gram =
                    if STRIDE < GRAM { gram(&block[at + step * STRIDE..]) } else { gram(&batch[step]) };
                any | self.table[hash(gram)]
            });
            if any != 0
                && let Some(place) = (0..BATCH).map(|step| at + step * STRIDE).find(is_there)
            {
                return Some(place);
            }
            at += BATCH * STRIDE;
        }
        (at..(block.len() + 1).saturating_sub(GRAM)).step_by(STRIDE).find(is_there)
    }

    /// Whether the gram at `at` looks like one of a fragment.
    fn may_be_at(&self, block: &[u8], at: usize) -> bool {
        self.table[hash(gram(&block[at..]))] != 0
    }

    /// The spellings that stand around the gram at `at`, and where the gram is in each.
    fn spellings_at(&self, block: &[u8], at: usize) -> impl Iterator<Item = (&Spelling, usize)> {
        let alike = self.by_gram.get(&gram(&block[at..])).into_iter().flatten();
        alike.map(|&(place, offset)| (&self.spellings[place], offset)).filter(move |(spelling, offset)| {
            let start = at.checked_sub(*offset);
            let text = start.and_then(|start| block.get(start..start + spelling.text.len()));
            text.is_some_and(|text| text.iter().map(|&byte| folded(byte)).eq(spelling.text.iter().copied()))
        })
    }

    /// The entries of which a fragment stands in the line, by their places in the catalog, in order.
    pub fn entries_in(&self, line: &[u8]) -> Vec<usize> {
        let mut found: Vec<usize> = if self.stride == 0 {
            self.owners.concat()
        } else {
            let grams = (0..(line.len() + 1).saturating_sub(GRAM)).filter(|&at| self.may_be_at(line, at));
            let beginning =
                grams.flat_map(|at| self.spellings_at(line, at)).filter(|&(_, offset)| offset == 0);
            beginning.flat_map(|(spelling, _)| &self.owners[spelling.fragment]).copied().collect()
        };
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How a fragment may be written: with what stands between its words, and where it is not ASCII as JSON
/// escapes it, once or twice.
fn spellings_of(fragment: &str) -> Vec<Vec<u8>> {
    let (separator, replacements) = match fragment {
        name if name.contains(ANY_SEPARATOR) => (ANY_SEPARATOR, &IN_NAMES[..]),
        text if text.contains(' ') => (' ', &BETWEEN_WORDS[..]),
        _ => (' ', &BETWEEN_WORDS[..1]),
    };
    let escaped = |text: &str, backslash: &str| {
        let mut escaped = String::new();
        for c in text.chars() {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            match c {
                c if c.is_ascii() => escaped.push(c),
                _ => units.iter().for_each(|unit| escaped += &format!("{backslash}u{unit:04x}")),
            }
        }
        escaped
    };
    let mut spellings = Vec::new();
    for replacement in replacements {
        let plain = fragment.replace(separator, replacement);
        if !plain.is_ascii() {
            spellings.extend([escaped(&plain, "\\"), escaped(&plain, "\\\\")]);
        }
        spellings.push(plain);
    }
    spellings.iter().map(|text| text.bytes().map(folded).collect()).collect()
}

/// Capitals and small letters made equal; so are some other characters, which only costs a second look.
const fn folded(byte: u8) -> u8 {
    byte | 0x20
}

/// The first gram of `bytes`, which are not fewer, folded.
fn gram(bytes: &[u8]) -> u32 {
    let first = bytes.first_chunk().copied().unwrap_or_default();
    u32::from_le_bytes(first) | u32::from_le_bytes([folded(0); GRAM])
}

const fn hash(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> (u32::BITS - TABLE_BITS)) as usize
}
