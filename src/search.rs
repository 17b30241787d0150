//! Entries by what people say of them, in English or Chinese.
//!
//! Several kinds of evidence are joined: words and their stems, weighed by how rare they are; misspelt words by
//! their distance from known ones; Han characters singly and in pairs, and by their sound; whole phrases that people
//! use; statuses. What covers too little of the query is no result.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::answer::{Answer, Confidence, Match, SUGGESTIONS, Signal};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fold::{Folded, fold};
use crate::index::{Element, Index, Place, Term, is_common, terms};
use crate::names;
use crate::simplified::simplified;
use crate::sounds::is_pinyin;
use crate::status::FIRST_ERROR;

/// What an entry must come to to be a result: what its terms add up to, times the root of the share of the query
/// that it covers. A short query must be covered well, of a long one most may be told around the error.
const THRESHOLD: f32 = 1.9;

/// A query of so few words need only have each of them in what is said of the entry, to this share of a phrase.
const BRIEF: usize = 2;
const BRIEF_SHARE: f32 = 0.3;

/// The share of a query with which it says nothing else.
const WHOLE: f32 = 0.85;

/// The share of a query about another system that an entry must cover all the same.
const ELSEWHERE: f32 = 0.75;

/// The share of the best score that another entry must reach to be named beside it.
const BESIDE_BEST: f32 = 0.4;

/// The most that an entry scores beside one that the query names.
const BESIDE_NAME: f32 = 0.29;

/// How surely a term is meant that is only similar to what is in the query: a misspelt word, the sound of a pair
/// of characters, a Chinese word in pinyin, a word with much the same meaning.
const SIMILAR: f32 = 0.8;
const SOUND: f32 = 0.7;
const PINYIN: f32 = 0.95;
const SYNONYM: f32 = 0.4;

/// The least share of a query that an entry covers which has the status in it.
const STATUS_ALONE: f32 = 0.3;

/// What a status in the query counts.
const STATUS: f32 = 10.0;

/// Finds the entries that `query` describes: a message, a meaning, a cause or what people call it.
///
/// ```
/// let catalog = wqerr::Catalog::embedded();
/// assert_eq!(wqerr::search(catalog, "balance").results[0].entry.id(), "insufficient-balance");
/// assert_eq!(wqerr::search(catalog, "限流").results[0].entry.id(), "too-many-requests");
/// assert!(wqerr::search(catalog, "how to bake bread").results.is_empty());
/// ```
pub fn search<'c>(catalog: &'c Catalog, query: &str) -> Answer<'c> {
    let mut results = by_message(catalog, query);
    if results.is_empty() {
        // A query that is a name and nothing else, or the beginning of one.
        results = names::by_name(catalog, query);
    }
    if results.is_empty() {
        results = names::by_beginning(catalog, query);
    }
    let ranked = ranked(catalog, query);
    // The first one's score is the share of the query that it covers; the others stand in their relation to it.
    let (best, covered) = ranked.first().map_or((1.0, 0.0), |first| (first.score, first.matched.score));
    let is_named = !results.is_empty();
    for found in ranked.iter().filter(|found| found.is_enough && found.score >= best * BESIDE_BEST) {
        if results.iter().all(|known| known.entry.id() != found.matched.entry.id()) {
            let mut matched = found.matched.clone();
            matched.score = covered * found.score / best;
            if is_named {
                // What the query names comes first.
                matched.score = matched.score.min(BESIDE_NAME);
                matched.confidence = Confidence::Possible;
            }
            results.push(matched);
        }
    }
    let suggestions = if results.is_empty() { nearest(&ranked) } else { Vec::new() };
    Answer { results, suggestions }
}

/// The entries nearest to a query that finds nothing, as far as they share anything with it.
pub(crate) fn suggestions<'c>(catalog: &'c Catalog, query: &str) -> Vec<&'c Entry> {
    nearest(&ranked(catalog, query))
}

fn nearest<'c>(ranked: &[Ranked<'c>]) -> Vec<&'c Entry> {
    ranked.iter().take(SUGGESTIONS).map(|found| found.matched.entry).collect()
}

/// The entries nearest to a foreign error: those whose code or message has most of its words, then those with
/// its status.
pub(crate) fn near<'c>(catalog: &'c Catalog, words: &str, status: Option<u16>) -> Vec<&'c Entry> {
    const LONG: usize = 4;
    const MOST: usize = 16;
    let words = words.split(|c: char| !c.is_alphanumeric()).map(fold);
    let words: Vec<String> = words.filter(|word| word.len() >= LONG).take(MOST).collect();
    let all: usize = words.iter().map(String::len).sum();
    let mut ranked: Vec<(usize, &Entry)> = Vec::new();
    for entry in catalog.entries() {
        let has = |word: &&String| entry.key().contains(word.as_str()) || entry.has_in_message(word);
        let shared: usize = words.iter().filter(has).map(String::len).sum();
        if shared * 2 > all || status == Some(entry.status()) {
            ranked.push((shared, entry));
        }
    }
    ranked.sort_by_key(|&(shared, _)| std::cmp::Reverse(shared));
    ranked.into_iter().map(|(_, entry)| entry).collect()
}

/// A pasted message finds its row whatever its values are.
fn by_message<'c>(catalog: &'c Catalog, query: &str) -> Vec<Match<'c>> {
    let folded = Folded::new(query);
    let mut found: Vec<(usize, Match<'c>)> = Vec::new();
    for entry in catalog.entries() {
        let hits = entry.patterns().iter().flat_map(|pattern| pattern.find_all(&folded));
        if let Some(hit) = hits.max_by_key(|hit| hit.fixed) {
            let mut result = Match::new(entry, Confidence::Certain, vec![Signal::Message]);
            result.values = hit.values;
            found.push((hit.fixed, result));
        }
    }
    let longest = found.iter().map(|&(fixed, _)| fixed).max();
    found.into_iter().filter(|&(fixed, _)| Some(fixed) == longest).map(|(_, result)| result).collect()
}

/// An entry, how well it fits, and whether that is enough.
struct Ranked<'c> {
    matched: Match<'c>,
    score: f32,
    is_enough: bool,
}

fn ranked<'c>(catalog: &'c Catalog, query: &str) -> Vec<Ranked<'c>> {
    let statuses = numbers(query);
    let is_elsewhere = names_another_system(catalog, query);
    let mut ranked: Vec<Ranked<'c>> = Vec::new();
    for layer in catalog.layers() {
        let index = layer.index(catalog.entries());
        let asked = Asked::new(index, query);
        let tally = Tally::new(index, &asked, layer.len());
        let is_elsewhere = is_elsewhere || asked.is_of_something_else();
        for at in 0..layer.len() {
            let Some(entry) = layer.entry(catalog.entries(), at) else { continue };
            let has_status = statuses.contains(&entry.status());
            if has_status || tally.scores[at] > 0.0 {
                ranked.push(tally.ranked(at, entry, has_status, is_elsewhere));
            }
        }
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// The numbers of a query that may be statuses of errors; others count things.
fn numbers(query: &str) -> Vec<u16> {
    let numbers = query.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 3);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|status| *status >= FIRST_ERROR).collect()
}

/// The terms of the index that a query means.
struct Asked {
    present: HashMap<u32, Meant>,
    /// For each unit whether it is said around any error.
    is_common: Vec<bool>,
    /// How many words are neither known nor like those that are.
    unknown: usize,
}

/// How a query means a term.
struct Meant {
    /// From 0 to 1.
    sure: f32,
    /// The units of the query that say so.
    units: Range<usize>,
    /// In which way they say so.
    signal: Signal,
}

/// Whether a query names another system.
fn names_another_system(catalog: &Catalog, query: &str) -> bool {
    let query: String = query.to_lowercase().chars().map(simplified).collect();
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    let said = words(&query);
    let single: HashSet<&str> = said.split(' ').collect();
    let is_word = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    catalog.elsewhere().iter().any(|name| match &**name {
        name if is_word(name) => single.contains(name),
        name if name.is_ascii() => said.contains(&words(name)),
        name => query.contains(name),
    })
}

impl Asked {
    fn new(index: &Index, query: &str) -> Self {
        let (places, units) = terms(query);
        let mut asked = Self { present: HashMap::new(), is_common: vec![false; units], unknown: 0 };
        for place in places.iter().filter(|place| is_common(place)) {
            asked.is_common[place.units.clone()].fill(true);
        }
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
        if let (Some(first), Some(last)) = (unknown.first(), unknown.last()) {
            asked.add_pinyin(index, query, &(first.units.start..last.units.end));
        }
        // Others are values.
        let is_said = |place: &&Place| place.word.len() > 2 && place.word.chars().all(char::is_alphabetic);
        asked.unknown = unknown.iter().filter(is_said).count();
        asked.add_synonyms(index);
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
        if self.add_sounds(index, &place.units, |sound| sound == place.word) {
            return true;
        }
        let mut similar = index.halves(&place.word).map_or_else(|| index.similar(&place.word), Vec::from);
        if similar.is_empty() && is_last && place.word.len() >= SHORTEST_CUT {
            similar = index.begun(&place.word);
        }
        for &id in &similar {
            self.add(id, SIMILAR, place.units.clone(), Signal::SimilarWords);
        }
        !similar.is_empty()
    }

    /// Syllables that are typed with spaces between them, or run together with others.
    fn add_pinyin(&mut self, index: &Index, query: &str, units: &Range<usize>) {
        const SHORTEST: usize = 5;
        let words = query.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
        let runs = words.split(|word| !is_pinyin(word)).map(<[String]>::concat);
        for letters in runs.filter(|letters| letters.len() >= SHORTEST) {
            self.add_sounds(index, units, |sound| {
                // Getting ready to look for a sound costs more than to see that it is too long.
                let is_possible = (SHORTEST..=letters.len()).contains(&sound.len());
                let around = is_possible.then(|| letters.split_once(sound)).flatten();
                around.is_some_and(|(before, after)| is_pinyin(before) && is_pinyin(after))
            });
        }
    }

    /// Adds the phrases whose sound is meant; says whether there are any.
    fn add_sounds(&mut self, index: &Index, units: &Range<usize>, is_meant: impl Fn(&str) -> bool) -> bool {
        let words = index.typed(is_meant);
        for &id in words.iter().flatten() {
            self.add(id, PINYIN, units.clone(), Signal::Pinyin);
        }
        !words.is_empty()
    }

    /// Adds the words with much the same meaning as those that are there.
    fn add_synonyms(&mut self, index: &Index) {
        for group in index.synonyms() {
            let said = group.iter().find_map(|word| self.said(word));
            if let Some((sure, units)) = said {
                for element in group.iter().flatten() {
                    self.add(element.id, sure * SYNONYM, units.clone(), Signal::Synonyms);
                }
            }
        }
    }

    /// Whether most of the query is words that nobody says of an error.
    const fn is_of_something_else(&self) -> bool {
        self.unknown > 1 && self.unknown * 3 >= self.is_common.len() * 2
    }

    /// How surely, and where, the query says all of these terms.
    fn said(&self, word: &[Element]) -> Option<(f32, Range<usize>)> {
        let mut said: Option<(f32, Range<usize>)> = None;
        for element in word {
            let (sure, meant) = self.has(element).filter(|(sure, _)| *sure > SYNONYM)?;
            let (least, units) = said.get_or_insert_with(|| (sure, meant.units.clone()));
            *least = least.min(sure);
            *units = units.start.min(meant.units.start)..units.end.max(meant.units.end);
        }
        said
    }

    /// How surely an element of a phrase is in the query.
    fn has(&self, element: &Element) -> Option<(f32, &Meant)> {
        let itself = self.present.get(&element.id).map(|meant| (meant.sure, meant));
        itself.or_else(|| self.present.get(&element.sound?).map(|meant| (meant.sure * SOUND, meant)))
    }
}

/// In which way a term counts that is there itself.
const fn signal_of(term: &Term) -> Signal {
    match term {
        Term::Word(_) => Signal::Words,
        Term::Pair(..) | Term::Character(_) => Signal::Characters,
        Term::Syllables(_) => Signal::Sound,
    }
}

fn percent(number: u8) -> f32 {
    f32::from(number) / 100.0
}

/// What a query adds up to for each entry.
struct Tally {
    scores: Vec<f32>,
    /// What of the score of an entry each way of saying it accounts for.
    signals: HashMap<(u32, Signal), f32>,
    /// For each unit of the query whether it is said around any error.
    is_common: Vec<bool>,
    /// How well each unit of the query is covered: for each entry as many as there are units.
    covered: Vec<f32>,
}

impl Tally {
    /// A term counts by how much of a phrase is there with it: a word that only stands in the middle of what is said
    /// of an entry says little of it alone.
    fn new(index: &Index, asked: &Asked, entries: usize) -> Self {
        let units = asked.is_common.len();
        let mut tally = Self {
            scores: vec![0.0; entries],
            signals: HashMap::new(),
            is_common: asked.is_common.clone(),
            covered: vec![0.0; units * entries],
        };
        // In order, since sums of fractions depend on it.
        let mut best: BTreeMap<(u32, u32), (f32, Signal)> = BTreeMap::new();
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
                let known = best.entry((phrase.entry, element.id)).or_insert((0.0, meant.signal));
                known.0 = known.0.max(count * share);
                for unit in meant.units.clone() {
                    let covered = &mut tally.covered[phrase.entry as usize * units + unit];
                    *covered = covered.max(sure * share * if element.kind < 100 { 0.3 } else { 1.0 });
                }
            }
        }
        for ((entry, _), (count, signal)) in best {
            tally.scores[entry as usize] += count;
            *tally.signals.entry((entry, signal)).or_default() += count;
        }
        tally
    }

    /// An entry with what it comes to.
    fn ranked<'c>(&self, at: usize, entry: &'c Entry, has_status: bool, is_elsewhere: bool) -> Ranked<'c> {
        let words = self.scores[at];
        let coverage = self.coverage(at);
        let score = words * coverage.sqrt() + if has_status { STATUS } else { 0.0 };
        let confidence = if words > 0.0 { Confidence::Likely } else { Confidence::Possible };
        let mut matched = Match::new(entry, confidence, self.signals(at, has_status));
        let least = if has_status { STATUS_ALONE } else { 0.01 };
        matched.score = coverage.clamp(least, 1.0);
        let is_brief =
            self.units() <= BRIEF && self.covered(at).iter().all(|&covered| covered >= BRIEF_SHARE);
        let is_enough = has_status || is_brief || coverage >= WHOLE || score >= THRESHOLD;
        let is_enough = is_enough && (!is_elsewhere || coverage >= ELSEWHERE);
        Ranked { matched, score, is_enough }
    }

    /// What counted for an entry, the strongest first.
    fn signals(&self, at: usize, has_status: bool) -> Vec<Signal> {
        let count = |signal| {
            let count = u32::try_from(at).ok().and_then(|at| self.signals.get(&(at, signal)));
            (signal, count.copied().unwrap_or(0.0))
        };
        let mut signals: Vec<(Signal, f32)> = Signal::OF_WORDS.map(count).into();
        signals.push((Signal::Status, if has_status { STATUS } else { 0.0 }));
        signals.retain(|&(_, count)| count > 0.0);
        signals.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        signals.into_iter().map(|(signal, _)| signal).collect()
    }

    fn units(&self) -> usize {
        self.is_common.len()
    }

    fn covered(&self, at: usize) -> &[f32] {
        &self.covered[at * self.units()..][..self.units()]
    }

    /// The share of the query that an entry covers, apart from what is said around any error.
    fn coverage(&self, at: usize) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for (&unit, &is_common) in self.covered(at).iter().zip(&self.is_common) {
            covered += unit;
            all += if is_common { unit } else { 1.0 };
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }
}
