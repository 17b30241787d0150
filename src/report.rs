//! The answers to a call of the program, as data: what `wqerr --format json` prints, and what each other format shows.
//!
//! [`crate::lookup()`], [`crate::search()`] and [`crate::explain()`] answer one question each. A report is what a user is shown
//! of that: what has no such name is searched for, secrets of the question are masked, and the JSON document around it is
//! complete.

mod document;
#[cfg(feature = "json")]
mod json;
mod list;
mod lookup;
mod search;

pub use self::document::SCHEMA_VERSION;
#[cfg(feature = "json")]
pub use self::json::{compact, pretty};
pub use self::list::list;
pub use self::lookup::lookup;
pub use self::search::search;
use crate::answer::{Confidence, Match};
use crate::catalog::Catalog;
use crate::entry::{Entry, Retry};
use crate::explain::{Evidence, Explanation, Hint, Secrets};
use crate::lang::Lang;

/// The answers of a call.
#[derive(Debug)]
pub struct Report<'c> {
    /// The name of the command.
    pub command: &'static str,
    /// One for each question, or for each error of the input.
    pub answers: Vec<ReportAnswer<'c>>,
}

/// One answer.
#[derive(Debug)]
pub struct ReportAnswer<'c> {
    /// What was asked.
    pub question: Question,
    /// The entries that answer it, the best first.
    pub results: Vec<Match<'c>>,
    /// Advice that belongs to no entry.
    pub notes: Vec<Note>,
    /// The closest entries, if there is no result.
    pub suggestions: Vec<&'c Entry>,
}

/// Advice that belongs to no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// What the library says of the input.
    Hint(Hint),
    /// What was looked up is a former name or another spelling of a code.
    Alias,
    /// Nothing has the name that was looked up, and the results are those of a search.
    Searched,
}

impl Note {
    /// The id in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint(hint) => hint.name(),
            Self::Alias => "alias",
            Self::Searched => "searched",
        }
    }
}

/// What was asked.
#[derive(Debug)]
pub enum Question {
    /// In the user's words, safe to print.
    Query(String),
    /// With a raw error that says this.
    Evidence(Evidence),
    /// With a raw error that has no text at all, and so says nothing.
    Blank(Evidence),
    /// For all entries that pass the filters.
    Filters,
}

/// Explains a raw error, as [`crate::explain()`] does.
pub fn explain<'c>(catalog: &'c Catalog, text: &str, secrets: Secrets) -> Report<'c> {
    let question = if text.trim().is_empty() { Question::Blank } else { Question::Evidence };
    explained(crate::explain(catalog, text, secrets), question)
}

/// Explains an HTTP response that reports an error, as [`crate::explain_response`] does.
pub fn explain_response<'c, 'h>(
    catalog: &'c Catalog,
    status: u16,
    headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    body: &str,
    secrets: Secrets,
) -> Report<'c> {
    explained(crate::explain_response(catalog, status, headers, body, secrets), Question::Evidence)
}

fn explained<'c>(explanations: Vec<Explanation<'c>>, question: fn(Evidence) -> Question) -> Report<'c> {
    let answer = |explanation: Explanation<'c>| ReportAnswer {
        question: question(explanation.evidence),
        results: explanation.results,
        notes: explanation.hints.into_iter().map(Note::Hint).collect(),
        suggestions: explanation.suggestions,
    };
    Report { command: "explain", answers: explanations.into_iter().map(answer).collect() }
}

impl Report<'_> {
    /// Whether anything was found.
    pub fn found(&self) -> bool {
        self.answers.iter().any(|answer| !answer.results.is_empty())
    }

    /// Whether it shows the catalog rather than answers a question.
    pub fn is_list(&self) -> bool {
        self.answers.iter().any(|answer| matches!(answer.question, Question::Filters))
    }

    /// Whether the request may pass when it is sent again: each of the errors found may.
    pub fn is_retryable(&self) -> bool {
        let mut verdicts = self.answers.iter().filter_map(ReportAnswer::retry).peekable();
        verdicts.peek().is_some() && verdicts.all(Retry::is_retryable)
    }
}

impl ReportAnswer<'_> {
    /// The notes as texts.
    pub fn note_texts(&self, lang: Lang) -> Vec<String> {
        self.notes.iter().map(|&note| self.note_text(note, lang)).collect()
    }

    /// One of them.
    pub fn note_text(&self, note: Note, lang: Lang) -> String {
        match (note, &self.question, lang) {
            (Note::Hint(hint), ..) => hint.text(lang),
            (Note::Alias, Question::Query(query), Lang::En) => {
                let code = self.code();
                format!("\"{query}\" is a former name or another spelling; the official code is \"{code}\".")
            }
            (Note::Alias, Question::Query(query), Lang::Zh) => {
                format!("“{query}”是曾用名或其他写法，官方错误码为“{}”。", self.code())
            }
            (Note::Searched, Question::Query(query), Lang::En) => {
                format!("No entry is named \"{query}\"; these entries match it as a search.")
            }
            (Note::Searched, Question::Query(query), Lang::Zh) => {
                format!("没有名为“{query}”的条目，以下为搜索结果。")
            }
            (Note::Alias | Note::Searched, ..) => String::new(),
        }
    }

    /// The code of the best entry.
    fn code(&self) -> &str {
        self.results.first().and_then(|best| best.entry.code()).unwrap_or_default()
    }

    /// The verdict of the best entry, or of the page of another platform whose error it is.
    fn retry(&self) -> Option<Retry> {
        let other = self.notes.iter().find_map(|note| match note {
            Note::Hint(Hint::OtherSystem(other)) if other.confidence > Confidence::Possible => Some(other),
            _ => None,
        });
        let best = || self.results.first().map(|best| best.entry.retry());
        other.map_or_else(best, |other| other.retry)
    }

    /// What the input said, if it was a raw error.
    pub fn evidence(&self) -> Option<&Evidence> {
        match &self.question {
            Question::Evidence(evidence) | Question::Blank(evidence) => Some(evidence),
            Question::Query(_) | Question::Filters => None,
        }
    }
}
