//! The answers of a call, ready to be rendered in any format and language.

use wqerr::{Confidence, Entry, Evidence, Hint, Match, Retry};

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
    pub hints: Vec<Hint>,
    /// Near entries where there is no result.
    pub suggestions: Vec<&'c Entry>,
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
    /// The verdict of the best entry, or of the page of another platform whose error it is.
    fn retry(&self) -> Option<Retry> {
        let other = self.hints.iter().find_map(|hint| match hint {
            Hint::OtherSystem(other) if other.confidence > Confidence::Possible => Some(other),
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
