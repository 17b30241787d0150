//! The JSON document of a call, for scripts. Its form is fixed; see `schema_version`.

use serde::Serialize;
use wqerr::{Bilingual, Evidence, Hint};
use wqerr_catalog::document::Brief;
pub use wqerr_catalog::document::as_map;

use crate::cli::messages;
use crate::cli::report::{Note, Question, Report, ReportAnswer};

/// The version of the form of all documents.
pub const SCHEMA_VERSION: u8 = 1;

/// A document as text.
pub fn pretty(document: &impl Serialize) -> String {
    escaped(serde_json::to_string_pretty(document).expect("the document is plain data")) + "\n"
}

/// JSON with escapes for the control characters that may stand in its strings as they are (RFC 8259) and would act on
/// a terminal: DEL and C1.
pub fn escaped(json: String) -> String {
    let is_control = |c: char| c.is_control() && c > ' ';
    if !json.contains(is_control) {
        return json;
    }
    let escape = |c: char| if is_control(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escape).collect()
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
    hints: Vec<HintFields>,
    suggestions: Vec<Brief<'a>>,
}

/// Advice that belongs to no entry.
#[derive(Serialize)]
#[serde(untagged)]
enum HintFields {
    /// As the library says it.
    Hint(Hint),
    /// As only the command line does.
    Note { id: &'static str, text: Bilingual<String> },
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
        hints: answer.notes.iter().map(|&note| hint(note, answer)).collect(),
        suggestions: Brief::all(&answer.suggestions),
    }
}

fn hint(note: Note, answer: &ReportAnswer<'_>) -> HintFields {
    match note {
        Note::Hint(hint) => HintFields::Hint(hint),
        Note::Alias | Note::Searched => HintFields::Note {
            id: note.name(),
            text: Bilingual::of(|lang| answer.note_text(note, messages::of(lang))),
        },
    }
}
