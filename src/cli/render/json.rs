//! The JSON document of a call, for scripts. Its form is fixed; see `schema_version`.

use serde::Serialize;
use wqerr::{Evidence, Hint};
use wqerr_catalog::document::Brief;
pub use wqerr_catalog::document::as_map;

use crate::cli::report::{Question, Report, ReportAnswer};

/// The version of the form of all documents.
pub const SCHEMA_VERSION: u8 = 1;

/// A document as text.
pub fn pretty(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).expect("the document is plain data") + "\n"
}

pub fn render(report: &Report<'_>) -> String {
    pretty(&Document {
        schema_version: SCHEMA_VERSION,
        command: report.command,
        found: report.found(),
        answers: report.answers.iter().map(answer_fields).collect::<Vec<_>>(),
    })
}

#[derive(Serialize)]
struct Document<'a, A> {
    schema_version: u8,
    command: &'a str,
    found: bool,
    answers: A,
}

#[derive(Serialize)]
struct Answer<'a, R> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a Evidence>,
    results: Vec<R>,
    hints: &'a [Hint],
    suggestions: Vec<Brief<'a>>,
}

fn answer_fields<'a>(answer: &'a ReportAnswer<'_>) -> Answer<'a, impl Serialize> {
    let after = answer.evidence().and_then(|evidence| evidence.retry_after_seconds);
    Answer {
        query: match &answer.question {
            Question::Query(query) => Some(query),
            Question::Evidence(_) | Question::Blank(_) | Question::Filters => None,
        },
        evidence: answer.evidence(),
        results: answer.results.iter().map(|found| found.document(after)).collect(),
        hints: &answer.hints,
        suggestions: Brief::all(&answer.suggestions),
    }
}
