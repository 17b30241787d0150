//! The answers of a call, ready to be rendered in any format and language.

use wqerr::{Confidence, Entry, Evidence, Hint, Match, Retry};

use super::messages::Messages;

/// The answers of a call.
#[derive(Debug)]
pub struct Report<'c> {
    /// The name of the command.
    pub command: &'static str,
    pub answers: Vec<ReportAnswer<'c>>,
}

/// One answer.
#[derive(Debug)]
pub struct ReportAnswer<'c> {
    pub question: Question,
    /// The entries that answer it, the best first.
    pub results: Vec<Match<'c>>,
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
    pub fn note_texts(&self, messages: &Messages) -> Vec<String> {
        self.notes.iter().map(|&note| self.note_text(note, messages)).collect()
    }

    /// One of them.
    pub fn note_text(&self, note: Note, messages: &Messages) -> String {
        match (note, &self.question) {
            (Note::Hint(hint), _) => (messages.hint)(hint),
            (Note::Alias, Question::Query(query)) => (messages.alias)(query, self.code()),
            (Note::Searched, Question::Query(query)) => (messages.searched)(query),
            (Note::Alias | Note::Searched, _) => String::new(),
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
