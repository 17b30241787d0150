//! What a look-up shows.

use super::{Note, Question, Report, ReportAnswer};
use crate::answer::{Confidence, Match, Signal};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::explain::Secrets;

/// Looks up each of the queries. Several words that name an entry only together are one query: a code such as
/// `Bad Gateway` needs no quotes, and neither do words that only a search finds.
pub fn lookup<'c>(catalog: &'c Catalog, queries: &[String], secrets: Secrets) -> Report<'c> {
    let whole = queries.join(" ");
    let is_named = |query: &str| !crate::lookup(catalog, query).results.is_empty();
    let is_one = queries.len() > 1
        && (is_named(&whole)
            || !queries.iter().any(|query| is_named(query)) && !searched(catalog, &whole).is_empty());
    let queries = if is_one { std::slice::from_ref(&whole) } else { queries };
    let answers = queries.iter().map(|query| answer(catalog, query, secrets)).collect();
    Report { command: "lookup", answers }
}

fn answer<'c>(catalog: &'c Catalog, query: &str, secrets: Secrets) -> ReportAnswer<'c> {
    let mut answer = crate::lookup(catalog, query);
    let mut notes = Vec::new();
    if answer.results.is_empty() {
        answer.results = searched(catalog, query);
        if !answer.results.is_empty() {
            answer.suggestions.clear();
            notes.push(Note::Searched);
        }
    } else if answer.results.iter().all(|found| found.matched_by == [Signal::Alias]) {
        notes.push(Note::Alias);
    } else if answer.results.iter().all(|found| found.matched_by == [Signal::CodePart]) {
        add_ids(&mut answer.results, catalog, query);
    } else if is_of_statuses(&answer.results) {
        answer.results.sort_by_key(|found| found.entry.status());
    }
    for value in answer.results.iter_mut().flat_map(|found| &mut found.values) {
        secrets.hide_in(value);
    }
    ReportAnswer {
        question: Question::Query(secrets.hide_question(catalog, query)),
        results: answer.results,
        notes,
        suggestions: answer.suggestions,
    }
}

/// What a search finds for a query that is words, if it is likely. One that is misspelled is better answered with the
/// names near it.
fn searched<'c>(catalog: &'c Catalog, query: &str) -> Vec<Match<'c>> {
    let is_code = query.contains('.') || query.contains(|c: char| c.is_ascii_digit());
    let mut results = if is_code { Vec::new() } else { crate::search(catalog, query).results };
    if results.first().is_none_or(|best| best.confidence < Confidence::Likely) {
        results.clear();
    }
    results.retain(|found| !found.matched_by.contains(&Signal::SimilarWords));
    results
}

/// Adds the entries whose id has the query as one of its words: `frozen` is the last part of one code, but two entries
/// are about it.
fn add_ids<'c>(results: &mut Vec<Match<'c>>, catalog: &'c Catalog, query: &str) {
    let word = query.to_lowercase();
    let Some(score) = results.last().map(|found| found.score) else { return };
    let has_word = |entry: &&Entry| entry.id().split('-').any(|of_id| of_id == word);
    for entry in catalog.entries().iter().filter(has_word) {
        if results.iter().all(|known| known.entry.id() != entry.id()) {
            let mut found = Match::new(entry, Confidence::Likely, vec![Signal::CodePart]);
            found.score = score;
            results.push(found);
        }
    }
}

/// Whether the entries were found by a status or a class of statuses.
fn is_of_statuses(results: &[Match<'_>]) -> bool {
    results.iter().all(|found| matches!(found.matched_by[..], [Signal::Status | Signal::StatusClass]))
}
