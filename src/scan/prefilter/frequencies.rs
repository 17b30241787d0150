//! How often pairs of bytes stand in a log.

use super::pairs::{CLASSES, FIRSTS, class, first};
use super::spellings::{Gram, gram};
use crate::fragment::LETTERS;
use crate::scan::buckets;

/// How much of a block is counted, in bytes: some hundred lines tell what stands in all of them.
pub const SAMPLE: usize = 32 << 10;

/// What is known beforehand weighs as much as a sample of this many bytes.
const KNOWN: f32 = 256.0;

/// How many places there are for the counts of grams.
const COUNTS: usize = 1 << 16;

/// The shares of pairs and grams in a log.
#[derive(Debug)]
pub struct Frequencies {
    pairs: [[f32; CLASSES]; FIRSTS],
    /// How often grams stand in the sample, at most 255 times. Each is counted at two places, of which hardly ever both
    /// are those of more frequent ones too.
    grams: Vec<u8>,
    /// The bytes of the sample and of what is known beforehand.
    size: f32,
}

impl Frequencies {
    /// Those of the beginning of a block of lines.
    pub fn of_sample(block: &[u8]) -> Self {
        let sample = &block[..block.len().min(SAMPLE)];
        let mut counts = [[0_u16; CLASSES]; FIRSTS];
        for pair in sample.windows(2) {
            counts[first(class(pair[0]))][class(pair[1])] += 1;
        }
        let mut pairs = [[0.0; CLASSES]; FIRSTS];
        for (one, share) in SHARES.iter().enumerate() {
            for (known, other) in pairs[first(one)].iter_mut().zip(&SHARES) {
                *known += share * other;
            }
        }
        let size = f32::from(u16::try_from(sample.len()).unwrap_or(u16::MAX)) + KNOWN;
        for (known, counts) in pairs.as_flattened_mut().iter_mut().zip(counts.as_flattened()) {
            *known = (*known * KNOWN + f32::from(*counts)) / size;
        }
        let mut grams = vec![0_u8; COUNTS];
        let in_sample = (0..sample.len()).filter_map(|at| sample[at..].first_chunk().copied());
        for place in in_sample.map(gram).flat_map(places) {
            grams[place] = grams[place].saturating_add(1);
        }
        Self { pairs, grams, size }
    }

    /// The share of a gram.
    pub fn of_gram(&self, gram: Gram) -> f32 {
        let counts = places(gram).map(|place| self.grams[place]);
        f32::from(counts[0].min(counts[1])) / self.size
    }

    /// By their firsts and their seconds.
    pub const fn of_pairs(&self) -> &[[f32; CLASSES]; FIRSTS] {
        &self.pairs
    }

    /// The share of the pairs with a first and any of some seconds, of which each has a bit.
    pub fn of(&self, first: usize, seconds: u64) -> f32 {
        let shares = self.pairs[first].iter().enumerate();
        shares.filter(|(second, _)| seconds >> second & 1 != 0).map(|(_, share)| share).sum()
    }
}

/// Where a gram is counted.
fn places(gram: Gram) -> [usize; 2] {
    let hash = buckets::hash(gram.into());
    [hash, hash << COUNTS.ilog2()].map(|hash| buckets::bucket(hash, COUNTS.ilog2()))
}

/// How many bytes of a log of JSON are of each class.
const SHARES: [f32; CLASSES] = {
    let mut shares = [0.0; CLASSES];
    let mut byte = 0_u8;
    while byte < 0x80 {
        shares[class(byte)] += match byte {
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
    use super::super::pairs::Seconds;
    use super::*;

    /// The share of a pair.
    fn share(frequencies: &Frequencies, pair: [u8; 2]) -> f32 {
        let [one, other] = pair.map(class);
        frequencies.of(first(one), 1 << other)
    }

    #[test]
    fn what_stands_in_the_log_is_more_frequent_than_what_does_not() {
        let line = b"{\"msg\": \"chat completion ok\"}\n";
        let frequencies = Frequencies::of_sample(&line.repeat(2000));
        let once = 1.0 / f32::from(u8::try_from(line.len()).expect("it is short"));
        assert!((share(&frequencies, *b"ch") - once).abs() < 0.1 * once);
        assert!((frequencies.of_gram(gram(*b"chat")) - once).abs() < once);
        assert!(share(&frequencies, *b"qu") < 1e-4 && frequencies.of_gram(gram(*b"qual")) == 0.0);
        // All pairs there are.
        let all: f32 = (0..FIRSTS).map(|first| frequencies.of(first, Seconds::MAX)).sum();
        assert!((all - 1.0).abs() < 0.02, "{all}");
    }

    #[test]
    fn something_is_known_of_logs_beforehand() {
        let frequencies = Frequencies::of_sample(b"");
        assert!(share(&frequencies, *b"er") > 10.0 * share(&frequencies, *b"zq"));
        assert!(share(&frequencies, *b"00") > share(&frequencies, *b"zq"));
    }
}
