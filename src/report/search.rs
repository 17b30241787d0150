//! What a search shows.

use super::{Question, Report, ReportAnswer};
use crate::catalog::Catalog;
use crate::explain::Secrets;

/// Searches the catalog for a text; names at most `limit` entries.
pub fn search<'c>(catalog: &'c Catalog, text: &str, limit: usize, secrets: Secrets) -> Report<'c> {
    let mut answer = crate::search(catalog, text);
    answer.results.truncate(limit);
    for value in answer.results.iter_mut().flat_map(|result| &mut result.values) {
        secrets.hide_in(value);
    }
    let answer = ReportAnswer {
        question: Question::Query(secrets.hide_question(catalog, text)),
        results: answer.results,
        notes: Vec::new(),
        suggestions: answer.suggestions,
    };
    Report { command: "search", answers: vec![answer] }
}
