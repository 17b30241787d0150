//! A report fit to paste into a ticket.

use wqerr::Match;

use super::evidence_lines;
use crate::cli::messages::Messages;
use wqerr::report::{Report, ReportAnswer};

pub fn render(report: &Report<'_>, messages: &Messages) -> String {
    let answers = report.answers.iter().filter(|answer| !answer.results.is_empty());
    answers.map(|answer| answer_text(answer, messages)).collect::<Vec<_>>().join("\n---\n\n")
}

fn answer_text(answer: &ReportAnswer<'_>, messages: &Messages) -> String {
    let mut text = String::new();
    for note in answer.note_texts(messages.lang) {
        text.push_str(&format!("**{}**{}{note}\n\n", messages.label.hint, messages.colon));
    }
    if let Some(evidence) = answer.evidence() {
        for (label, value) in evidence_lines(evidence, messages) {
            text.push_str(&format!("- **{label}**{}{}\n", messages.colon, code(&value)));
        }
        text.push('\n');
    }
    let is_guess = answer.evidence().is_some();
    let entries: Vec<_> = answer.results.iter().map(|found| entry_text(found, is_guess, messages)).collect();
    text + &entries.join("\n")
}

/// An entry under a heading of its own.
pub fn entry_text(found: &Match<'_>, is_guess: bool, messages: &Messages) -> String {
    let (entry, label, lang) = (found.entry, &messages.label, messages.lang);
    let name = entry.code().map(code).unwrap_or_default();
    let mut text = format!("### {} {name} ({})\n\n", entry.status(), entry.id());
    text.push_str(&format!("> {}\n\n{}\n\n", code(entry.message()), entry.meaning(lang)));
    let line = |label: &str, value: &str| format!("- **{label}**{}{value}\n", messages.colon);
    text.push_str(&line(label.retry, (messages.retry)(entry.retry())));
    text.push_str(&line(label.actor, (messages.actor)(entry.actor())));
    if !entry.remediation(lang).is_empty() {
        text.push_str(&format!("\n**{}**\n\n", label.remediation));
        let steps = (1..).zip(entry.remediation(lang));
        steps.for_each(|(number, step)| text.push_str(&format!("{number}. {}\n", &**step)));
    }
    if !entry.causes(lang).is_empty() {
        text.push_str(&format!("\n**{}**\n\n", label.causes));
        entry.causes(lang).iter().for_each(|cause| text.push_str(&format!("- {}\n", &**cause)));
    }
    let mut facts = String::new();
    if !found.values.is_empty() {
        let values: Vec<_> =
            found.values.iter().map(|value| code(&format!("{} = {}", value.name, value.text))).collect();
        facts.push_str(&line(label.values, &values.join(" ")));
    }
    if is_guess {
        facts.push_str(&line(label.confidence, (messages.confidence)(found.confidence)));
    }
    if !entry.docs().is_empty() {
        facts.push_str(&line(label.docs, &format!("<{}>", entry.docs())));
    }
    if !facts.is_empty() {
        text.push_str(&format!("\n{facts}"));
    }
    text
}

/// Markdown as the cell of a table, in which a bar ends even code.
pub fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// `text` as a code span, which shows every character as it is.
pub fn code(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(runs + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('\n', " "))
}
