//! What a list of the catalog shows.

use super::{Question, Report, ReportAnswer};
use crate::answer::{Confidence, Match};
use crate::catalog::Catalog;
use crate::entry::Entry;

/// The entries that pass, in the order of their statuses; those of one status stay in the order of the catalog.
pub fn list(catalog: &Catalog, passes: impl Fn(&Entry) -> bool) -> Report<'_> {
    let listed = |entry| Match::new(entry, Confidence::Certain, Vec::new());
    let mut results: Vec<_> = catalog.entries().iter().filter(|entry| passes(entry)).map(listed).collect();
    results.sort_by_key(|found| found.entry.status());
    let answer =
        ReportAnswer { question: Question::Filters, results, notes: Vec::new(), suggestions: Vec::new() };
    Report { command: "list", answers: vec![answer] }
}
