//! What a query means, term by term.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::letters::words;
use super::weights::WEIGHTS;
use crate::answer::Signal;
use crate::edits;
use crate::index::{Background, Element, Index, Place, Term, is_common, terms};
use crate::sounds::is_pinyin;

static BACKGROUND: LazyLock<Background> =
    LazyLock::new(|| Background::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/background.bin"))));

/// The terms of the index that a query means.
pub struct Asked {
    pub present: BTreeMap<u32, Meant>,
    pub units: Vec<Unit>,
}

/// A word of a query, or a Han character.
#[derive(Clone, Default)]
pub struct Unit {
    /// Where it stands in the query.
    pub bytes: Range<usize>,
    /// How much it counts beside a word.
    pub size: f32,
    /// Whether it is no part of a pair: a word, or a character between those that say nothing, as 崩 in 是不是崩了.
    pub is_alone: bool,
    /// Whether it is said around any error, or of anything.
    pub is_common: bool,
    /// Whether it is said of any entry, itself or with the character beside it.
    pub is_known: bool,
    /// By how many doublings it is more frequent in ordinary than in technical language.
    pub strangeness: f32,
}

/// How a query means a term.
pub struct Meant {
    /// From 0 to 1.
    pub sure: f32,
    /// The units of the query that say so.
    pub units: Range<usize>,
    /// In which way they say so.
    pub signal: Signal,
}

impl Asked {
    pub fn new(index: &Index, query: &str) -> Self {
        let (places, units) = terms(query);
        let mut asked = Self { present: BTreeMap::new(), units: units_of(&places, units) };
        let mut unknown = Vec::new();
        for place in places {
            match (index.id(&place.term), &place.term) {
                (Some(id), term) => asked.add(id, 1.0, place.units, signal_of(term)),
                (None, Term::Word(_)) => {
                    let is_last = query[place.bytes.end..].trim().is_empty();
                    if !asked.add_unknown(index, &place, is_last) {
                        unknown.push(place);
                    }
                }
                _ => {}
            }
        }
        asked.add_heard(index, query);
        if let (Some(first), Some(last)) = (unknown.first(), unknown.last()) {
            asked.add_pinyin(index, query, &(first.units.start..last.units.end));
        }
        asked.add_synonyms(index);
        asked.mark_known();
        asked
    }

    fn add(&mut self, id: u32, sure: f32, units: Range<usize>, signal: Signal) {
        let meant = Meant { sure, units, signal };
        match self.present.get_mut(&id) {
            Some(known) if known.sure >= sure => {}
            Some(known) => *known = meant,
            None => _ = self.present.insert(id, meant),
        }
    }

    /// Adds what a word may mean that is said of no entry: Chinese in pinyin, two words written as one, a word spelt
    /// nearly so, and of the last one a word that was cut off. Says whether there is anything.
    fn add_unknown(&mut self, index: &Index, place: &Place, is_last: bool) -> bool {
        const SHORTEST_CUT: usize = 5;
        if self.add_sounds(index, &place.units, WEIGHTS.pinyin, |sound| sound == place.word) {
            return true;
        }
        let mut similar = match index.halves(&place.word) {
            Some(halves) => halves.into(),
            // A word of the language is meant as it stands.
            None if BACKGROUND.is_word(&place.word) => Vec::new(),
            None => index.similar(&place.word),
        };
        if similar.is_empty() && is_last && place.word.len() >= SHORTEST_CUT {
            similar = index.begun(&place.word);
        }
        for &id in &similar {
            self.add(id, WEIGHTS.similar, place.units.clone(), Signal::SimilarWords);
        }
        !similar.is_empty()
    }

    /// Adds the words of which speech recognition has made two.
    fn add_heard(&mut self, index: &Index, query: &str) {
        for two in words(query).windows(2) {
            let [(first, a), (last, b)] = two else { continue };
            let (start, end) = (first.start, last.end);
            let overlaps = |unit: &Unit| unit.bytes.start < end && start < unit.bytes.end;
            let Some(first) = self.units.iter().position(overlaps) else { continue };
            let units = first..first + self.units[first..].iter().take_while(|unit| overlaps(unit)).count();
            // Of two words that both say something neither was misheard.
            let is_doubtful =
                units.len() < 2 || [a, b].iter().any(|word| index.id(&Term::of_word(word)).is_none());
            for id in index.heard(&[a.as_str(), b].concat(), is_doubtful) {
                self.add(id, WEIGHTS.heard, units.clone(), Signal::SimilarWords);
            }
        }
    }

    /// Syllables that are typed with spaces between them, run together with others, or mistyped.
    fn add_pinyin(&mut self, index: &Index, query: &str, units: &Range<usize>) {
        const SHORTEST: usize = 5;
        const SHORTEST_MISTYPED: usize = 7;
        let words: Vec<String> = words(query).into_iter().map(|(_, word)| word).collect();
        let runs = words.split(|word| !is_pinyin(word)).map(<[String]>::concat);
        for letters in runs.filter(|letters| letters.len() >= SHORTEST) {
            self.add_sounds(index, units, WEIGHTS.pinyin, |sound| {
                // Getting ready to look for a sound costs more than to see that it is too long.
                let is_possible = (SHORTEST..=letters.len()).contains(&sound.len());
                let around = is_possible.then(|| letters.split_once(sound)).flatten();
                around.is_some_and(|(before, after)| is_pinyin(before) && is_pinyin(after))
            });
        }
        for word in words.iter().filter(|word| word.len() >= SHORTEST_MISTYPED && !is_pinyin(word)) {
            self.add_sounds(index, units, WEIGHTS.similar_pinyin, |sound| {
                sound.len() >= SHORTEST_MISTYPED && edits::within(sound, word, 1).is_some()
            });
        }
        // The word in the middle may be the mistyped one.
        let letters = words.concat();
        if words.len() > 1 && (SHORTEST_MISTYPED..24).contains(&letters.len()) && !is_pinyin(&letters) {
            self.add_sounds(index, units, WEIGHTS.similar_pinyin, |sound| {
                sound.len() >= SHORTEST_MISTYPED && edits::within(sound, &letters, 1).is_some()
            });
        }
    }

    /// Adds the phrases whose sound is meant; says whether there are any.
    fn add_sounds(
        &mut self,
        index: &Index,
        units: &Range<usize>,
        sure: f32,
        is_meant: impl Fn(&str) -> bool,
    ) -> bool {
        let words = index.typed(is_meant);
        for &id in words.iter().flatten() {
            self.add(id, sure, units.clone(), Signal::Pinyin);
        }
        !words.is_empty()
    }

    /// Adds the words with much the same meaning as those that are there.
    fn add_synonyms(&mut self, index: &Index) {
        for group in index.synonyms() {
            let said = group.iter().find_map(|word| self.said(word));
            if let Some((sure, units)) = said {
                for element in group.iter().flatten() {
                    self.add(element.id, sure * WEIGHTS.synonym, units.clone(), Signal::Synonyms);
                }
            }
        }
    }

    fn mark_known(&mut self) {
        for Meant { units, .. } in self.present.values() {
            if units.len() > 1 || self.units[units.clone()].iter().any(|unit| unit.is_alone) {
                self.units[units.clone()].iter_mut().for_each(|unit| unit.is_known = true);
            }
        }
    }

    /// How surely, and where, the query says all of these terms.
    fn said(&self, word: &[Element]) -> Option<(f32, Range<usize>)> {
        let mut said: Option<(f32, Range<usize>)> = None;
        for element in word {
            let (sure, meant) = self.has(element).filter(|(sure, _)| *sure > WEIGHTS.synonym)?;
            let (least, units) = said.get_or_insert_with(|| (sure, meant.units.clone()));
            *least = least.min(sure);
            *units = units.start.min(meant.units.start)..units.end.max(meant.units.end);
        }
        said
    }

    /// How surely an element of a phrase is in the query.
    pub fn has(&self, element: &Element) -> Option<(f32, &Meant)> {
        let itself = self.present.get(&element.id).map(|meant| (meant.sure, meant));
        itself.or_else(|| self.present.get(&element.sound?).map(|meant| (meant.sure * WEIGHTS.sound, meant)))
    }
}

/// How much a word counts, and a Han character beside it.
const WORD: f32 = 1.0;
const HAN: f32 = 0.5;

fn units_of(places: &[Place], count: usize) -> Vec<Unit> {
    let mut units = vec![Unit { is_alone: true, ..Unit::default() }; count];
    for place in places {
        let usage = match place.term {
            Term::Word(_) | Term::Pair(..) => BACKGROUND.usage(&place.term),
            Term::Character(_) | Term::Syllables(_) => None,
        };
        let is_common = is_common(place) || usage.is_some_and(|usage| usage.is_plain);
        let strangeness = usage.map_or(0.0, |usage| usage.strangeness);
        for unit in &mut units[place.units.clone()] {
            unit.is_common |= is_common;
            unit.is_alone &= place.units.len() == 1;
            // Of the pairs that a character is in, the one that is a word.
            if strangeness.abs() > unit.strangeness.abs() {
                unit.strangeness = strangeness;
            }
        }
        if place.units.len() == 1 {
            let unit = &mut units[place.units.start];
            unit.bytes = place.bytes.clone();
            unit.size = if matches!(place.term, Term::Word(_)) { WORD } else { HAN };
        }
    }
    units
}

/// In which way a term counts that is there itself.
const fn signal_of(term: &Term) -> Signal {
    match term {
        Term::Word(_) => Signal::Words,
        Term::Pair(..) | Term::Character(_) => Signal::Characters,
        Term::Syllables(_) => Signal::Sound,
    }
}
