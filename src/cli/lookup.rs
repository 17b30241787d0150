//! `wqerr lookup`.

use wqerr::{Catalog, Secrets};

use super::report::{Question, Report, ReportAnswer};

/// Looks up each of the queries. Several words that name an entry only together are one query: a code such
/// as `Bad Gateway` needs no quotes.
pub fn report<'c>(catalog: &'c Catalog, queries: &[String], secrets: Secrets) -> Report<'c> {
    let whole = queries.join(" ");
    let names_one = queries.len() > 1 && !wqerr::lookup(catalog, &whole).results.is_empty();
    let queries = if names_one { std::slice::from_ref(&whole) } else { queries };
    let answers = queries.iter().map(|query| answer(catalog, query, secrets)).collect();
    Report { command: "lookup", answers }
}

fn answer<'c>(catalog: &'c Catalog, query: &str, secrets: Secrets) -> ReportAnswer<'c> {
    let answer = wqerr::lookup(catalog, query);
    ReportAnswer {
        question: Question::Query(secrets.hide_question(catalog, query)),
        results: answer.results,
        hints: Vec::new(),
        suggestions: answer.suggestions,
    }
}
