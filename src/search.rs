//! Entries by what people say of them, in English or Chinese.
//!
//! Several kinds of evidence are joined: words and their stems, weighed by how rare they are; misspelt words by
//! their distance from known ones; Han characters singly and in pairs, and by their sound; whole phrases that people
//! use; statuses. They order the entries; a logistic model says how probable it is that the best one is meant.

mod asked;
mod features;
mod letters;
mod manner;
mod spelled;
mod tally;
mod weights;

use self::asked::Asked;
use self::features::{Number, clauses, features, flag, probability};
use self::letters::Spoken;
use self::manner::{Manner, Question};
use self::tally::Tally;
use self::weights::{Logistic, WEIGHTS};
use crate::answer::{Answer, Confidence, Match, SUGGESTIONS, Signal};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fold::{Folded, fold};
use crate::index::{DOMAIN, PLATFORM, Place, is_common, terms};
use crate::names;
use crate::status::{ANNOUNCING, FIRST_ERROR, is_status};

/// Finds the entries that `query` describes: a message, a meaning, a cause or what people call it.
///
/// ```
/// let catalog = wqerr::Catalog::embedded();
/// assert_eq!(wqerr::search(catalog, "balance").results[0].entry.id(), "insufficient-balance");
/// assert_eq!(wqerr::search(catalog, "限流").results[0].entry.id(), "too-many-requests");
/// assert!(wqerr::search(catalog, "how to bake bread").results.is_empty());
/// ```
pub fn search<'c>(catalog: &'c Catalog, query: &str) -> Answer<'c> {
    let query = &spelled::in_digits(query);
    let mut results = by_message(catalog, query);
    if results.is_empty() {
        // A query that is a name and nothing else, or the beginning of one.
        results = names::by_name(catalog, query);
    }
    if results.is_empty() {
        results = names::by_beginning(catalog, query);
    }
    let ranked = ranked(catalog, query);
    if results.is_empty() {
        results = names::by_word(catalog, query);
        // Of entries with the same name, the other words tell which one it is.
        let rank = |id| ranked.iter().position(|found| found.entry.id() == id).unwrap_or(usize::MAX);
        results.sort_by_key(|named| rank(named.entry.id()));
    }
    let is_named = !results.is_empty();
    let best = ranked.first();
    let is_enough = best.is_some_and(|best| best.probability() >= WEIGHTS.enough);
    if is_named || is_enough {
        let least = best.map_or(0.0, |best| best.score * WEIGHTS.beside_best);
        // The best one comes first, however probable another one is.
        let mut most = if is_named { WEIGHTS.beside_name } else { 1.0 };
        for found in ranked.iter().filter(|found| found.score >= least) {
            if results.iter().all(|known| known.entry.id() != found.entry.id()) {
                let score = found.probability().min(most);
                let is_likely = score >= WEIGHTS.likely;
                let confidence = if is_likely { Confidence::Likely } else { Confidence::Possible };
                let mut result = Match::new(found.entry, confidence, found.signals.clone());
                (result.score, most) = (score, score);
                results.push(result);
            }
        }
    }
    let is_near = |found: &&Ranked<'c>| found.probability() >= WEIGHTS.near;
    let near = ranked.iter().filter(is_near).map(|found| found.entry);
    let suggestions = if results.is_empty() { near.take(SUGGESTIONS).collect() } else { Vec::new() };
    Answer { results, suggestions }
}

/// The entries nearest to a query that finds nothing, as far as they share anything with it.
pub(crate) fn suggestions<'c>(catalog: &'c Catalog, query: &str) -> Vec<&'c Entry> {
    ranked(catalog, query).iter().take(SUGGESTIONS).map(|found| found.entry).collect()
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

/// An entry, and how well a query fits it.
struct Ranked<'c> {
    entry: &'c Entry,
    score: f32,
    /// What counted, the strongest first.
    signals: Vec<Signal>,
    features: Vec<Logistic<f32>>,
}

impl Ranked<'_> {
    /// How probable it is that the query, or a clause of it, means the entry.
    fn probability(&self) -> f32 {
        self.features.iter().map(probability).fold(0.0, f32::max)
    }
}

/// The features of a query apart from any entry.
fn context(catalog: &Catalog, spoken: &Spoken, manner: &Manner, numbers: &[(u16, Number)]) -> Logistic<f32> {
    let names_platform = PLATFORM.iter().any(|name| spoken.has_part(name));
    let names_domain = DOMAIN.iter().any(|name| spoken.has(name));
    let names_another = !names_platform && catalog.elsewhere().iter().any(|name| spoken.has(name));
    let is_wrong = manner.is_wrong || numbers.iter().any(|&(_, number)| number == Number::Status);
    Logistic {
        platform: flag(names_platform),
        another: flag(names_another),
        elsewhere: flag(names_another && !names_domain),
        // How much it is depends on the entry; here whether it counts.
        strange: flag(!names_platform && !names_domain),
        tells: flag(manner.tells),
        asks: flag(manner.question == Question::Which),
        idle: flag(manner.question != Question::None && !is_wrong),
        two: flag(numbers.iter().any(|(status, _)| *status != numbers[0].0)),
        ..Logistic::default()
    }
}

fn ranked<'c>(catalog: &'c Catalog, query: &str) -> Vec<Ranked<'c>> {
    let numbers = numbers(query);
    let spoken = Spoken::new(query);
    let manner = Manner::new(&spoken);
    let context = context(catalog, &spoken, &manner, &numbers);
    let mut ranked: Vec<Ranked<'c>> = Vec::new();
    for layer in catalog.layers() {
        let index = layer.index(catalog.entries());
        let asked = Asked::new(index, query);
        let tally = Tally::new(index, &asked, layer.len());
        let clauses = clauses(query, &asked);
        for at in 0..layer.len() {
            let Some(entry) = layer.entry(catalog.entries(), at) else { continue };
            let of_entry = numbers.iter().filter(|(status, _)| *status == entry.status());
            let number = of_entry.map(|&(_, number)| number).max().unwrap_or(Number::None);
            if number == Number::None && tally.scores[at] <= 0.0 {
                continue;
            }
            let mut signals = tally.signals(at);
            if number != Number::None {
                signals.push((Signal::Status, number.weight()));
                signals.sort_by(|(_, a), (_, b)| b.total_cmp(a));
            }
            ranked.push(Ranked {
                entry,
                score: tally.scores[at] * tally.coverage(at, &asked).sqrt() + number.weight(),
                signals: signals.into_iter().map(|(signal, _)| signal).collect(),
                features: features(&tally, &asked, at, number, &context, &clauses, manner.is_wrong),
            });
        }
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// What stands before a number says that it is a status: 报404, 打开是404.
const SAYING: [char; 7] = ['报', '回', '返', '给', '出', '成', '是'];

/// What may stand between that and the number: 报了个404.
const BETWEEN: [char; 5] = ['了', '过', '一', '个', ' '];

/// The numbers of a query that may be statuses of errors, and whether something says that they are: what stands
/// before or behind, or that nothing else is there.
fn numbers(query: &str) -> Vec<(u16, Number)> {
    let (places, _) = terms(query);
    let announces = |place: &Place| is_common(place) || ANNOUNCING.contains(&place.word.as_str());
    let is_said = |start: usize, end: usize| {
        let before = places.iter().map(|place| place.bytes.end).filter(|&at| at <= start).max();
        let behind = places.iter().map(|place| place.bytes.start).filter(|&at| at >= end).min();
        let is_beside = |place: &Place| before == Some(place.bytes.end) || behind == Some(place.bytes.start);
        before.is_none() && behind.is_none()
            || places.iter().any(|place| is_beside(place) && announces(place))
            || is_status(query, start, end)
            || query[..start].trim_end_matches(BETWEEN).ends_with(SAYING)
    };
    let mut numbers = Vec::new();
    let mut end = 0;
    for run in query.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
        let start = end;
        end += run.len();
        let is_part = query[..start].ends_with(|c: char| c.is_ascii_alphabetic())
            || query[end..].starts_with(|c: char| c.is_ascii_alphabetic());
        if run.len() == 3 && run[0].is_ascii_digit() && !is_part {
            let status: u16 = query[start..end].parse().unwrap_or_default();
            if status >= FIRST_ERROR {
                numbers.push((status, if is_said(start, end) { Number::Status } else { Number::Bare }));
            }
        }
    }
    // Two of them are compared: nothing else has numbers like these.
    if numbers.iter().any(|(status, _)| *status != numbers[0].0) {
        for (_, number) in &mut numbers {
            *number = Number::Status;
        }
    }
    numbers
}

#[cfg(test)]
mod fitting {
    use super::weights::NAMES;
    use super::*;

    /// Prints for each line of the file that `QUERIES` names what a query that it is finds by its name, the first
    /// entry otherwise and its features, with tabs between them: for `benches/search-fit`.
    #[test]
    #[ignore = "it is for benches/search-fit"]
    #[expect(clippy::print_stdout, reason = "benches/search-fit reads it")]
    fn features() {
        let file = std::env::var("QUERIES").expect("QUERIES names a file");
        let catalog = Catalog::embedded();
        println!("NAMES\t{}", NAMES.join("\t"));
        for line in std::fs::read_to_string(file).expect("it can be read").lines() {
            let query = &spelled::in_digits(line);
            let by_name = [
                by_message(catalog, query),
                names::by_name(catalog, query),
                names::by_beginning(catalog, query),
                names::by_word(catalog, query),
            ];
            let named = by_name.iter().flatten().next().map_or("", |found| found.entry.id());
            let ranked = ranked(catalog, query);
            let first = ranked.first().map_or("", |first| first.entry.id());
            let features =
                ranked.first().map(|first| first.features.iter().map(|f| format!("{:?}", f.fields())));
            let features: Vec<String> = features.into_iter().flatten().collect();
            println!("FEATURES\t{named}\t{first}\t{}", features.join("\t"));
        }
    }
}
