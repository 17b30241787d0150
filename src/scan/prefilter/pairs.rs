//! Pairs of bytes by which spellings are found, such that are rare in the log at hand.
//!
//! Each spelling has one pair of bytes that is looked for at all places of a block. Which one is told by a sample of the
//! log, so that what stands in all its lines is passed over, whatever the catalog has in common with them. What a pair
//! begins with is put into a few groups, for vectors look for eight of them at once.

use std::array;

use super::frequencies::Frequencies;
use super::grams::{Grams, PLACES, gram_at};
use super::rounds::Rounds;
use super::spellings::Spellings;

/// The classes of bytes: those of a letter are the same for capitals and small letters.
pub const CLASSES: usize = 1 << 6;

/// The kinds of bytes that begin a pair.
pub const FIRSTS: usize = u32::BITS as usize;

/// By how much a first that no pair has yet is worse: few groups are looked for sooner.
const NEW: f32 = 1e-5;

/// How much dearer a place is that has a gram too than one that only looks like a pair.
const GRAM_COST: f32 = 8.0;

/// The class of a byte, by all bits but the highest and the one that tells small letters from capitals.
pub const fn class(byte: u8) -> usize {
    (byte & 0x1f | byte >> 1 & 0x20) as usize
}

/// What a class is as the first of a pair: each letter is alone, and what stands between words; digits are all alike,
/// and so are most signs.
pub const fn first(class: usize) -> usize {
    FIRST[class] as usize
}

/// The same for each class.
const FIRST: [u8; CLASSES] = {
    let mut all = [0; CLASSES];
    let mut byte = 0_u8;
    while byte < 0x80 {
        all[class(byte)] = match byte {
            b'0'..=b'9' => 0,
            b'A'..=b'Z' | b'a'..=b'z' => byte & 0x1f,
            b' ' => 27,
            b'-' => 28,
            // They are of one class.
            b'_' | 0x7f => 29,
            b'+' => 30,
            _ => 31,
        };
        byte += 1;
    }
    all
};

/// The classes that come second, a bit for each.
pub type Seconds = u64;

/// A pair of each of some spellings.
#[derive(Debug)]
pub struct Pairs {
    /// By the classes of their first bytes.
    seconds: [Seconds; CLASSES],
    /// The same for vectors.
    pub rounds: Rounds,
    /// Those with which spellings begin that have no gram, where there are such.
    short: Option<[Seconds; FIRSTS]>,
    /// The grams at the others.
    grams: Grams,
}

impl Pairs {
    /// A rare pair of each spelling; `None` where one has no byte, so that it is everywhere. `cost` is that of a round.
    pub fn of(spellings: &Spellings, frequencies: &Frequencies, cost: f32) -> Option<Self> {
        let (mut seconds, mut short) = ([0; FIRSTS], [0; FIRSTS]);
        let mut grams = Grams::for_many(spellings.len());
        // What it costs to look for a pair too.
        let mut costs = frequencies.of_pairs().map(|seconds| seconds.map(|share| share + NEW));
        for text in spellings.texts() {
            if text.is_empty() {
                return None;
            }
            let at = cheapest(text, &costs, &grams, frequencies);
            let (first, wanted) = pair(&text[at..]);
            if seconds[first] == 0 {
                costs[first].iter_mut().for_each(|cost| *cost -= NEW);
            }
            if seconds[first] & wanted != wanted {
                seconds[first] |= wanted;
                let known = costs[first].iter_mut().enumerate();
                known.filter(|(second, _)| wanted >> second & 1 != 0).for_each(|(_, cost)| *cost = 0.0);
            }
            if !grams.add(text, at) {
                short[first] |= wanted;
            }
        }
        let short = Some(short).filter(|short| short.iter().any(|&seconds| seconds != 0));
        let rounds = Rounds::of(&seconds, frequencies, cost);
        Some(Self { seconds: array::from_fn(|class| seconds[first(class)]), rounds, short, grams })
    }

    /// The seconds of a first byte of a class.
    pub const fn seconds_of(&self, class: usize) -> Seconds {
        self.seconds[class]
    }

    /// How far a place of a block may be behind the beginnings of the spellings that have their pair there, a bit for
    /// each distance.
    #[inline]
    pub fn places(&self, block: &[u8], at: usize) -> u32 {
        let begins_short = self.short.as_ref().is_some_and(|short| {
            let (first, seconds) = pair(&block[at..]);
            short[first] & seconds != 0
        });
        self.grams.places(block, at) | u32::from(begins_short)
    }
}

/// The first two of some bytes, as it is looked for. Behind the only one anything may stand.
fn pair(bytes: &[u8]) -> (usize, Seconds) {
    let seconds = bytes.get(1).map_or(Seconds::MAX, |&second| 1 << class(second));
    (first(class(bytes[0])), seconds)
}

/// Where in a spelling the pair is, near its beginning, that costs least with its gram. Of one that has no gram it is
/// the first.
fn cheapest(
    text: &[u8],
    costs: &[[f32; CLASSES]; FIRSTS],
    grams: &Grams,
    frequencies: &Frequencies,
) -> usize {
    let mut best = (f32::INFINITY, 0);
    for (at, pair) in text.windows(2).take(PLACES).enumerate() {
        let of_pair = costs[first(class(pair[0]))][class(pair[1])];
        if of_pair < best.0
            && let Some((_, gram)) = gram_at(text, at)
        {
            let of_gram = GRAM_COST * frequencies.of_gram(gram);
            let cost = of_pair + if of_gram > 0.0 && grams.has(text, at) { 0.0 } else { of_gram };
            if cost < best.0 {
                best = (cost, at);
            }
        }
        if best.0 <= 0.0 {
            break;
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs of some spellings, in a log of such lines.
    fn pairs(texts: &[&str], line: &str) -> Pairs {
        let frequencies = Frequencies::of_sample(line.repeat(100).as_bytes());
        Pairs::of(&Spellings::new(texts.iter().copied()), &frequencies, 1.0).expect("none is empty")
    }

    fn has(pairs: &Pairs, pair: &[u8]) -> bool {
        pairs.seconds_of(class(pair[0])) >> class(pair[1]) & 1 != 0
    }

    fn places_of(pairs: &Pairs, text: &str) -> usize {
        text.as_bytes().windows(2).filter(|pair| has(pairs, pair)).count()
    }

    #[test]
    fn what_stands_in_every_line_is_passed_over() {
        let line = "{\"msg\": \"chat completion ok\"}\n";
        for text in ["completed", "checkbook", "ok is so", "message"] {
            assert_eq!(places_of(&pairs(&[text], line), line), 0, "{text}");
        }
        // Another log has other lines.
        assert!(places_of(&pairs(&["completed"], line), "completed") > 0);
        assert_eq!(places_of(&pairs(&["completion"], "completed\n"), "completed"), 0);
    }

    #[test]
    fn a_gram_is_passed_over_too() {
        // All pairs are in the line, but not all grams.
        let pairs = pairs(&["latestate"], "late test at state es\n");
        let block = b"late test at state es";
        assert!((0..block.len() - 1).all(|at| pairs.places(block, at) == 0));
        let block = b"latestate";
        assert!(
            (0..block.len() - 1).any(|at| has(&pairs, &block[at..at + 2]) && pairs.places(block, at) != 0)
        );
    }

    #[test]
    fn few_pairs_are_enough_for_many_spellings() {
        let texts: Vec<String> = (0..10_000).map(|number| format!("custom{number:05}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let pairs = pairs(&texts, "2026-11-26 custom 17\n");
        assert_eq!(pairs.seconds.iter().filter(|&&seconds| seconds != 0).count(), 1);
    }

    #[test]
    fn the_case_of_letters_does_not_count() {
        let pairs = pairs(&["frozen"], "\n");
        for text in ["frozen", "FROZEN", "fRoZeN"] {
            assert_eq!(places_of(&pairs, text), 1);
        }
        for (byte, other) in [(b'z', b'Z'), (b'{', b'['), (b'0', 0x10)] {
            assert_eq!(class(byte), class(other));
        }
        assert!(class(b'0') != class(b'1') && first(class(b'0')) == first(class(b'9')));
        assert!(first(class(b'a')) != first(class(b'b')) && first(class(b'{')) == first(class(b'"')));
        // What may stand between words is told apart.
        let mut between = b" -_+\"".map(|byte| first(class(byte)));
        between.sort_unstable();
        assert!(between.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn an_empty_spelling_is_everywhere() {
        let frequencies = Frequencies::of_sample(b"");
        assert!(Pairs::of(&Spellings::new(["frozen", ""].into_iter()), &frequencies, 1.0).is_none());
    }
}
