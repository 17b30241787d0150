//! Entries by what people say of them, in English or Chinese.
//!
//! Each entry is a document of weighted terms: words and their stems, parts of codes, Han characters singly
//! and in pairs. A rare term counts for more than a common one; a misspelt word counts by the letters that it
//! shares with a known one. What covers too little of the query is no result.

use std::collections::HashMap;

use crate::answer::{Answer, Confidence, Match, Signal};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fold::{Folded, fold, half_width, is_han};
use crate::lang::Lang;
use crate::lookup::{self, SUGGESTIONS};

/// The share of the query that an entry must cover to be a result.
const THRESHOLD: f32 = 0.45;

/// The share of the best score that another entry must reach to be named beside it.
const BESIDE_BEST: f32 = 0.5;

/// How alike two words must be for one to be a misspelling of the other.
const SIMILAR: f64 = 0.84;

/// Finds the entries that `query` describes: a message, a meaning, a cause or what people call it.
///
/// ```
/// let catalog = wqerr::Catalog::embedded();
/// assert_eq!(wqerr::search(catalog, "balance").results[0].entry.id(), "insufficient-balance");
/// assert_eq!(wqerr::search(catalog, "限流").results[0].entry.id(), "too-many-requests");
/// assert!(wqerr::search(catalog, "how to bake bread").results.is_empty());
/// ```
pub fn search<'c>(catalog: &'c Catalog, query: &str) -> Answer<'c> {
    let results = by_message(catalog, query);
    let mut results = if results.is_empty() { by_code(catalog, query) } else { results };
    let ranked = ranked(catalog, query);
    let best = ranked.first().map_or(0.0, |found| found.score);
    for found in &ranked {
        let is_known = results.iter().any(|known| known.entry.id() == found.entry.id());
        if !is_known && found.score >= THRESHOLD && found.score >= best * BESIDE_BEST {
            results.push(found.clone());
        }
    }
    let suggestions = if results.is_empty() {
        ranked.iter().take(SUGGESTIONS).map(|found| found.entry).collect()
    } else {
        Vec::new()
    };
    Answer { results, suggestions }
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

/// A query that is a code and nothing else.
fn by_code<'c>(catalog: &'c Catalog, query: &str) -> Vec<Match<'c>> {
    lookup::lookup(catalog, query).results
}

fn ranked<'c>(catalog: &'c Catalog, query: &str) -> Vec<Match<'c>> {
    let index = Index::new(catalog);
    let terms = terms(query);
    let total: f32 = terms.iter().map(|term| index.rarity(term)).sum();
    if terms.is_empty() || total <= 0.0 {
        return Vec::new();
    }
    let mut scores = vec![0.0_f32; catalog.entries().len()];
    for term in &terms {
        for (entry, weight) in index.matches(term) {
            scores[entry] += index.rarity(term) * weight;
        }
    }
    let mut ranked: Vec<Match<'c>> = scores
        .into_iter()
        .zip(catalog.entries())
        .filter(|&(score, _)| score > 0.0)
        .map(|(score, entry)| Match {
            score: (score / total).min(1.0),
            ..Match::new(entry, Confidence::Likely, vec![Signal::Words])
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// Which entries have which terms, and how strongly.
struct Index {
    postings: HashMap<String, Vec<(usize, f32)>>,
    entries: usize,
}

impl Index {
    fn new(catalog: &Catalog) -> Self {
        let mut postings: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        for (index, entry) in catalog.entries().iter().enumerate() {
            for (text, weight) in fields(entry) {
                for term in terms(text) {
                    let known = postings.entry(term).or_default();
                    match known.last_mut() {
                        Some((last, known)) if *last == index => *known = known.max(weight),
                        _ => known.push((index, weight)),
                    }
                }
            }
        }
        Self { postings, entries: catalog.entries().len() }
    }

    /// How much a term counts: more, the fewer entries have it, and most where none has it.
    fn rarity(&self, term: &str) -> f32 {
        let having = self.postings.get(term).map_or(1, Vec::len);
        let of = u32::try_from(self.entries / having.max(1)).unwrap_or(u32::MAX).max(1);
        let rarity = 1.0 + f32::from(u8::try_from(of.ilog2()).unwrap_or(u8::MAX));
        rarity * if term.starts_with(is_han) && term.chars().nth(1).is_none() { 0.4 } else { 1.0 }
    }

    /// The entries that have a term, or else one that is nearly the same.
    fn matches(&self, term: &str) -> Vec<(usize, f32)> {
        if let Some(known) = self.postings.get(term) {
            return known.clone();
        }
        if term.len() < 4 || term.starts_with(is_han) {
            return Vec::new();
        }
        let alike =
            self.postings.iter().map(|(known, found)| (strsim::jaro_winkler(known, term), known, found));
        let best = alike
            .filter(|&(alike, ..)| alike >= SIMILAR)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
        best.map_or_else(Vec::new, |(.., found)| {
            found.iter().map(|&(entry, weight)| (entry, weight * 0.8)).collect()
        })
    }
}

/// The texts of an entry and how much each says of it.
fn fields(entry: &Entry) -> impl Iterator<Item = (&str, f32)> {
    let names = entry.code().into_iter().chain(entry.aliases()).chain([entry.id(), entry.message()]);
    let meanings = [entry.meaning(Lang::En), entry.meaning(Lang::Zh)];
    let words = entry.words(Lang::En).iter().chain(entry.words(Lang::Zh)).map(|word| &**word);
    names.map(|name| (name, 1.0)).chain(words.map(|word| (word, 1.0))).chain(meanings.map(|text| (text, 0.8)))
}

/// Words in lower case without their endings, parts of codes, Han characters singly and in pairs.
fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    for c in text.chars().map(half_width).chain([' ']) {
        let begins_part = c.is_uppercase() && previous.is_lowercase();
        if !c.is_alphanumeric() || is_han(c) || begins_part {
            push_word(&mut terms, &mut word);
        }
        if is_han(c) {
            terms.push(c.to_string());
            if is_han(previous) {
                terms.push([previous, c].iter().collect());
            }
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Words that say nothing about an error.
const EMPTY_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "how", "i", "in", "is",
    "it", "m", "me", "my", "of", "on", "or", "s", "so", "t", "that", "the", "to", "too", "was", "what",
    "with",
];

fn push_word(terms: &mut Vec<String>, word: &mut String) {
    let mut word = std::mem::take(word);
    if word.is_empty() || EMPTY_WORDS.contains(&word.as_str()) {
        return;
    }
    for ending in ["ing", "ed", "es", "s"] {
        if word.len() > ending.len() + 3 && word.ends_with(ending) {
            word.truncate(word.len() - ending.len());
            break;
        }
    }
    terms.push(word);
}
