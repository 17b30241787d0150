//! A report as the JSON document of a call. Its form is fixed; see `schema_version`.

use serde::{Serialize, Serializer};
use wqerr_catalog::document::Brief;

use super::{Note, Question, Report, ReportAnswer};
use crate::explain::{Evidence, Hint};
use crate::lang::Bilingual;

/// The version of the form of all documents.
pub const SCHEMA_VERSION: u8 = 1;

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
    /// Of a raw error.
    Hint(Hint),
    /// Of a query.
    Note { id: &'static str, text: Bilingual<String> },
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            command: self.command,
            found: self.found(),
            answers: self.answers.iter().map(answer_fields).collect::<Vec<_>>(),
        };
        document.serialize(serializer)
    }
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
        Note::Alias | Note::Searched => {
            let text = Bilingual::of(|lang| answer.note_text(note, lang));
            HintFields::Note { id: note.name(), text }
        }
    }
}
