//! What a query adds up to for each entry.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::asked::Asked;
use super::weights::WEIGHTS;
use crate::answer::Signal;
use crate::index::Index;

/// What of a query says something of an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    /// A term of the index.
    Term(u32),
    /// A unit of the query, by words with much the same meaning: however many of them, it is said once.
    Unit(usize),
}

/// What a query adds up to for each entry.
pub struct Tally {
    pub scores: Vec<f32>,
    /// What of the score of an entry each way of saying it accounts for.
    signals: HashMap<(u32, Signal), f32>,
    /// How well each unit of the query is covered: for each entry as many as there are units.
    covered: Vec<f32>,
    units: usize,
}

impl Tally {
    /// A term counts by how much of a phrase is there with it: a word that only stands in the middle of what is said
    /// of an entry says little of it alone.
    pub fn new(index: &Index, asked: &Asked, entries: usize) -> Self {
        const WHOLE: u8 = 100;
        let units = asked.units.len();
        let mut tally = Self {
            scores: vec![0.0; entries],
            signals: HashMap::new(),
            covered: vec![0.0; units * entries],
            units,
        };
        // In order, since sums of fractions depend on it.
        let mut best: BTreeMap<(u32, Said), (f32, Signal)> = BTreeMap::new();
        let mut numbers: Vec<u32> = asked.present.keys().flat_map(|&id| index.phrases_with(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let phrase = index.phrase(number);
            let (mut whole, mut there) = (0.0, 0.0);
            let mut said = Vec::new();
            for element in phrase.elements {
                let count = index.rarity(element.id) * percent(element.kind);
                whole += count;
                if let Some((sure, meant)) = asked.has(&element) {
                    there += count * sure;
                    said.push((element, count * sure, sure, meant));
                }
            }
            let share = there / whole * percent(phrase.weight);
            for (element, count, sure, meant) in said {
                let what = match meant.signal {
                    Signal::Synonyms => Said::Unit(meant.units.start),
                    _ => Said::Term(element.id),
                };
                let known = best.entry((phrase.entry, what)).or_insert((0.0, meant.signal));
                known.0 = known.0.max(count * share);
                for unit in meant.units.clone() {
                    let covered = &mut tally.covered[phrase.entry as usize * units + unit];
                    let is_whole = element.kind >= WHOLE || asked.units[unit].is_alone;
                    let of_kind = if is_whole { 1.0 } else { WEIGHTS.character };
                    *covered = covered.max(sure * share * of_kind);
                }
            }
        }
        for ((entry, _), (count, signal)) in best {
            tally.scores[entry as usize] += count;
            *tally.signals.entry((entry, signal)).or_default() += count;
        }
        tally
    }

    /// What of an entry's score each way of saying it accounts for, the strongest first.
    pub fn signals(&self, at: usize) -> Vec<(Signal, f32)> {
        let count = |signal| {
            let count = u32::try_from(at).ok().and_then(|at| self.signals.get(&(at, signal)));
            (signal, count.copied().unwrap_or(0.0))
        };
        let mut signals: Vec<(Signal, f32)> = Signal::OF_WORDS.map(count).into();
        signals.retain(|&(_, count)| count > 0.0);
        signals.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        signals
    }

    /// How well some units of the query are covered by an entry.
    pub fn covered(&self, at: usize, units: Range<usize>) -> &[f32] {
        &self.covered[at * self.units..][units]
    }

    /// The share of the query that an entry covers, apart from what is said around any error.
    pub fn coverage(&self, at: usize, asked: &Asked) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for (&share, unit) in self.covered(at, 0..self.units).iter().zip(&asked.units) {
            covered += share;
            all += if unit.is_common { share } else { 1.0 };
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }
}

fn percent(number: u8) -> f32 {
    f32::from(number) / 100.0
}
