//! One `label: value` a line, nothing wrapped, nothing colored: for pipes and screen readers.

use wqerr::Match;

use super::evidence_lines;
use crate::cli::messages::Messages;
use wqerr::report::{Report, ReportAnswer};

pub fn render(report: &Report<'_>, messages: &Messages) -> String {
    let answers = report.answers.iter().filter(|answer| !answer.results.is_empty());
    answers.map(|answer| answer_text(answer, messages)).collect::<Vec<_>>().join("\n")
}

fn answer_text(answer: &ReportAnswer<'_>, messages: &Messages) -> String {
    let mut lines = Lines::new(messages);
    // A note that changes how the rest is read comes first.
    for note in answer.note_texts(messages.lang) {
        lines.push(messages.label.hint, &note);
    }
    if let Some(evidence) = answer.evidence() {
        for (label, value) in evidence_lines(evidence, messages) {
            lines.push(&(messages.label.of_input)(label), &value);
        }
        lines.text.push('\n');
    }
    for (index, found) in answer.results.iter().enumerate() {
        if index > 0 {
            lines.text.push('\n');
        }
        entry(&mut lines, found, answer.evidence().is_some(), messages);
    }
    lines.text
}

fn entry(lines: &mut Lines, found: &Match<'_>, is_guess: bool, messages: &Messages) {
    let (entry, label, lang) = (found.entry, &messages.label, messages.lang);
    lines.push(label.entry, entry.id());
    lines.push(label.status, &entry.status().to_string());
    lines.push(label.code, entry.code().unwrap_or_default());
    lines.push(label.message, entry.message());
    lines.push(label.meaning, entry.meaning(lang));
    lines.push(label.retry, (messages.retry)(entry.retry()));
    lines.push(label.actor, (messages.actor)(entry.actor()));
    for (number, step) in (1..).zip(entry.remediation(lang)) {
        lines.push(label.remediation, &format!("{number}. {}", &**step));
    }
    entry.causes(lang).iter().for_each(|cause| lines.push(label.causes, cause));
    found
        .values
        .iter()
        .for_each(|value| lines.push(label.values, &format!("{} = {}", value.name, value.text)));
    if is_guess {
        lines.push(label.confidence, (messages.confidence)(found.confidence));
    }
    lines.push(label.docs, entry.docs());
}

/// Lines of labels and values.
pub struct Lines {
    pub text: String,
    colon: &'static str,
}

impl Lines {
    pub const fn new(messages: &Messages) -> Self {
        Self { text: String::new(), colon: messages.colon }
    }

    /// Adds a line, unless there is no value.
    pub fn push(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.text.push_str(&format!("{label}{}{}\n", self.colon, value.replace('\n', " ")));
        }
    }
}
