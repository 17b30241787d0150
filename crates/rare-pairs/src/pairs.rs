//! Which pair of each needle is rare in a sample of the text.

use std::collections::HashMap;

use crate::grams::can_begin_at;

/// How much of a sample is counted, in bytes: some hundred lines show what stands in all of them.
const COUNTED: usize = 64 << 10;

/// How far the pair of a needle is from its beginning, at most.
const REACH: usize = 16;

/// What one more pair costs, in places that look like it: the fewer pairs there are, the better they can be told from
/// others.
const NEW_PAIR: f32 = 4.0;

/// The first byte of a pair, and the second; any byte may follow a needle of one byte.
pub type Pair = (u8, Option<u8>);

/// The pair at a place of a needle.
pub fn pair_at(needle: &[u8], at: usize) -> Pair {
    (needle[at], needle.get(at + 1).copied())
}

/// How often two bytes stand side by side in a text, in lower case.
#[derive(Debug)]
pub struct Sample {
    counts: Vec<[f32; 256]>,
}

impl Sample {
    pub fn new(text: &[u8]) -> Self {
        let unseen =
            (0..=u8::MAX).map(|first| (0..=u8::MAX).map(move |second| unseen(first) * unseen(second)));
        let mut counts: Vec<[f32; 256]> = vec![[0.0; 256]; 256];
        for (counts, unseen) in counts.iter_mut().zip(unseen) {
            counts.iter_mut().zip(unseen).for_each(|(count, unseen)| *count = unseen);
        }
        for pair in text[..text.len().min(COUNTED)].windows(2) {
            let [first, second] = [pair[0], pair[1]].map(|byte| usize::from(byte.to_ascii_lowercase()));
            counts[first][second] += 1.0;
        }
        Self { counts }
    }

    /// How often each byte stands behind another one.
    pub fn behind(&self, first: u8) -> &[f32; 256] {
        &self.counts[usize::from(first)]
    }

    fn count(&self, (first, second): Pair) -> f32 {
        second.map_or(f32::INFINITY, |second| self.behind(first)[usize::from(second)])
    }
}

/// The root of how many pairs of two such bytes the sample just happens not to show: numbers and ids are different in
/// every line.
const fn unseen(byte: u8) -> f32 {
    match byte {
        b'0'..=b'9' => 1.0,
        b'a'..=b'z' => 0.4,
        b'A'..=b'Z' => 0.0,
        b' '..=b'~' => 0.15,
        _ => 0.05,
    }
}

/// Where in each needle, in lower case, its pair is. First comes the pair that costs least for each of the needles that
/// have it, then the one that costs least for the rest of them, and so on.
pub fn choose(needles: &[Box<[u8]>], sample: &Sample) -> Vec<usize> {
    let mut owners: HashMap<Pair, Vec<usize>> = HashMap::new();
    for (number, needle) in needles.iter().enumerate() {
        for pair in pairs_of(needle) {
            owners.entry(pair).or_default().push(number);
        }
    }
    let mut waiting: HashMap<Pair, usize> =
        owners.iter().map(|(&pair, owners)| (pair, owners.len())).collect();
    let mut chosen = vec![None; needles.len()];
    while let Some(best) = cheapest(&waiting, sample) {
        for &number in &owners[&best] {
            if chosen[number].is_some() {
                continue;
            }
            let needle = &needles[number];
            chosen[number] = places(needle).find(|&at| pair_at(needle, at) == best);
            for pair in pairs_of(needle) {
                waiting.entry(pair).and_modify(|waiting| *waiting -= 1);
            }
        }
        waiting.retain(|_, waiting| *waiting > 0);
    }
    chosen.into_iter().map(Option::unwrap_or_default).collect()
}

/// The pair that costs least for each needle that waits for one.
#[expect(clippy::cast_precision_loss, reason = "numbers of needles are small")]
fn cheapest(waiting: &HashMap<Pair, usize>, sample: &Sample) -> Option<Pair> {
    let cost = |(&pair, &number): (&Pair, &usize)| (sample.count(pair) + NEW_PAIR) / number as f32;
    let rated = waiting.iter().map(|waiting| (cost(waiting), *waiting.0));
    // What costs the same is taken in a fixed order.
    rated.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))).map(|(_, pair)| pair)
}

/// Where in a needle its pair may be.
fn places(needle: &[u8]) -> impl Iterator<Item = usize> {
    let len = needle.len();
    (0..len.min(REACH)).filter(move |&at| can_begin_at(len, at))
}

/// The pairs of a needle, each once.
fn pairs_of(needle: &[u8]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = places(needle).map(|at| pair_at(needle, at)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
