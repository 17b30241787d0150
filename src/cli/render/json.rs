//! The JSON document of a call, for scripts. Its form is fixed; see `schema_version`.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wqerr::{Bilingual, Entry, Evidence, Hint, Lang, Match, Retry, Text, Value};

use crate::cli::messages::in_both;
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
        answers: report.answers.iter().map(Answer::from).collect(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u8,
    command: &'a str,
    found: bool,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceFields<'a>>,
    results: Vec<ResultFields<'a>>,
    hints: Vec<HintFields>,
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct EvidenceFields<'a> {
    status: Option<u16>,
    code: Option<&'a str>,
    r#type: Option<&'a str>,
    message: Option<&'a str>,
    request_id: Option<&'a str>,
    request_time: Option<&'a str>,
    endpoint: Option<&'a str>,
    retry_after_seconds: Option<u64>,
}

#[derive(Serialize)]
struct ResultFields<'a> {
    id: &'a str,
    origin: &'a str,
    status: u16,
    code: Option<&'a str>,
    message: &'a str,
    confidence: &'static str,
    matched_by: Vec<&'static str>,
    score: f64,
    #[serde(serialize_with = "as_map")]
    values: &'a [Value],
    meaning: Bilingual<&'a str>,
    causes: Bilingual<Vec<&'a str>>,
    remediation: Bilingual<Vec<&'a str>>,
    retry: RetryFields,
    actor: &'static str,
    docs: Option<&'a str>,
}

#[derive(Serialize)]
struct RetryFields {
    retryable: bool,
    advice: &'static str,
    after_seconds: Option<u64>,
}

#[derive(Serialize)]
struct HintFields {
    id: &'static str,
    text: Bilingual<String>,
    #[serde(flatten)]
    other: Option<OtherSystemFields>,
}

#[derive(Serialize)]
struct OtherSystemFields {
    system: &'static str,
    code: Option<&'static str>,
    docs: &'static str,
    retry: Option<&'static str>,
    confidence: &'static str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    id: &'a str,
    status: u16,
    code: Option<&'a str>,
}

impl<'a> From<&'a ReportAnswer<'_>> for Answer<'a> {
    fn from(answer: &'a ReportAnswer<'_>) -> Self {
        let after = answer.evidence().and_then(|evidence| evidence.retry_after_seconds);
        Self {
            query: match &answer.question {
                Question::Query(query) => Some(query),
                Question::Evidence(_) | Question::Blank(_) | Question::Filters => None,
            },
            evidence: answer.evidence().map(EvidenceFields::from),
            results: answer.results.iter().map(|found| result(found, after)).collect(),
            hints: answer.notes.iter().map(|&note| hint(note, answer)).collect(),
            suggestions: answer.suggestions.iter().map(|&entry| entry.into()).collect(),
        }
    }
}

impl<'a> From<&'a Evidence> for EvidenceFields<'a> {
    fn from(evidence: &'a Evidence) -> Self {
        Self {
            status: evidence.status,
            code: evidence.code.as_deref(),
            r#type: evidence.r#type.as_deref(),
            message: evidence.message.as_deref(),
            request_id: evidence.request_id.as_deref(),
            request_time: evidence.request_time.as_deref(),
            endpoint: evidence.endpoint.as_deref(),
            retry_after_seconds: evidence.retry_after_seconds,
        }
    }
}

fn result<'a>(found: &'a Match<'_>, after_seconds: Option<u64>) -> ResultFields<'a> {
    let entry = found.entry;
    ResultFields {
        id: entry.id(),
        origin: entry.origin(),
        status: entry.status(),
        code: entry.code(),
        message: entry.message(),
        confidence: found.confidence.name(),
        matched_by: found.matched_by.iter().map(|signal| signal.name()).collect(),
        score: format!("{:.3}", found.score).parse().unwrap_or_default(),
        values: &found.values,
        meaning: Bilingual { en: entry.meaning(Lang::En), zh: entry.meaning(Lang::Zh) },
        causes: lists(|lang| entry.causes(lang)),
        remediation: lists(|lang| entry.remediation(lang)),
        retry: RetryFields {
            retryable: entry.retry().is_retryable(),
            advice: entry.retry().name(),
            after_seconds: after_seconds.filter(|_| entry.retry().is_retryable()),
        },
        actor: entry.actor().name(),
        docs: Some(entry.docs()).filter(|docs| !docs.is_empty()),
    }
}

fn hint(note: Note, answer: &ReportAnswer<'_>) -> HintFields {
    let other = match note {
        Note::Hint(Hint::OtherSystem(other)) => Some(OtherSystemFields {
            system: other.id,
            code: other.code,
            docs: other.docs,
            retry: other.retry.map(Retry::name),
            confidence: other.confidence.name(),
        }),
        _ => None,
    };
    HintFields { id: note.name(), text: in_both(|messages| answer.note_text(note, messages)), other }
}

impl<'a> From<&'a Entry> for Suggestion<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self { id: entry.id(), status: entry.status(), code: entry.code() }
    }
}

fn lists<'a>(of: impl Fn(Lang) -> &'a [Text]) -> Bilingual<Vec<&'a str>> {
    let list = |lang| of(lang).iter().map(|text| &**text).collect();
    Bilingual { en: list(Lang::En), zh: list(Lang::Zh) }
}

/// Values by the names of their placeholders.
pub fn as_map<S: Serializer>(values: &[Value], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(values.len()))?;
    for value in values {
        map.serialize_entry(&value.name, &value.text)?;
    }
    map.end()
}
