//! `wqerr list`.

use wqerr::{Catalog, Confidence, Entry, Match, Secrets};

use super::call::List;
use super::report::{Question, Report, ReportAnswer};

/// The entries that pass the filters.
pub fn report<'c>(catalog: &'c Catalog, asked: &List) -> Report<'c> {
    let passes = |entry: &&Entry| {
        let has_status =
            asked.statuses.is_empty() || asked.statuses.iter().any(|statuses| statuses.has(entry.status()));
        let has_origin = asked.origins.is_empty() || asked.origins.iter().any(|name| name == entry.origin());
        has_status && has_origin && (!asked.retryable || entry.retry().is_retryable())
    };
    let listed = |entry| Match::new(entry, Confidence::Certain, Vec::new());
    let answer = ReportAnswer {
        question: Question::Filters,
        results: by_status(catalog.entries().iter().filter(passes).map(listed).collect()),
        notes: Vec::new(),
        suggestions: Vec::new(),
    };
    Report { command: "list", answers: vec![answer] }
}

/// The entries in the order of their statuses; those of one status stay in the order of the catalog.
fn by_status(mut results: Vec<Match<'_>>) -> Vec<Match<'_>> {
    results.sort_by_key(|found| found.entry.status());
    results
}

/// The origins that were asked for but that no entry has, safe to print, and those that there are.
pub fn unknown_origins<'a>(catalog: &'a Catalog, asked: &List) -> (Vec<String>, Vec<&'a str>) {
    let mut known: Vec<&str> = Vec::new();
    for origin in catalog.entries().iter().map(Entry::origin) {
        if !known.contains(&origin) {
            known.push(origin);
        }
    }
    let unknown = asked.origins.iter().filter(|origin| !known.contains(&origin.as_str()));
    (unknown.map(|origin| Secrets::Masked.hide(origin)).collect(), known)
}
