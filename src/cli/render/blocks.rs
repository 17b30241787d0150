//! Several entries, a block of lines for each.

use wqerr::{Confidence, Match};

use super::grid::{hang, without_wide_link};
use super::paint::Paint;
use super::title::{INDENT, title_text};
use super::{Style, evidence_lines, meaning_block, note_lines, see_one};
use crate::cli::wrap::{cut_middle, fit};
use wqerr::report::{Note, Question, ReportAnswer};

/// Up to so many entries are shown with all of their message, meaning and first step; of more, a line of each is
/// enough to choose one.
const IN_FULL: usize = 3;

/// What stands before the first step.
const ARROW: &str = "→ ";

pub fn render(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let mut text = heading(answer, style, paint);
    let is_guess = is_guess(answer);
    let is_short = is_guess || answer.results.len() > IN_FULL;
    for (index, found) in answer.results.iter().enumerate() {
        if index > 0 && !is_short {
            text.push('\n');
        }
        text.push_str(&match () {
            () if is_guess => meaning_block(found.entry, style, paint),
            () if is_short => short(found, style, paint),
            () => full(found, style, paint),
        });
    }
    text.push('\n');
    if let Some(first) = answer.results.first() {
        text.push_str(&see_one(first.entry, style, paint));
    }
    if let Question::Query(_) = answer.question {
        text.push_str(&super::faint_call(style.messages.have_whole, style, paint));
    }
    text
}

/// Whether the entries are guesses beside a hint: no message tells them apart, only what they mean.
fn is_guess(answer: &ReportAnswer<'_>) -> bool {
    let is_sure = answer.results.iter().any(|found| found.confidence > Confidence::Possible);
    answer.notes.iter().any(|note| matches!(note, Note::Hint(_))) && !is_sure
}

/// The notes, and what a raw error says and how sure the entries are.
fn heading(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let messages = style.messages;
    let mut lines = note_lines(answer, style, paint);
    if let Question::Evidence(evidence) = &answer.question {
        let line = |label, value: &str| super::labeled(label, value, style, paint);
        for (label, value) in evidence_lines(evidence, messages) {
            lines.extend(line(label, &value));
        }
        if let Some(first) = answer.results.first() {
            lines.extend(line(messages.label.confidence, (messages.confidence)(first.confidence)));
        }
    }
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n\n" }
}

/// The title, the message on a line that is cut in the middle, and the first step.
fn short(found: &Match<'_>, style: Style, paint: &Paint) -> String {
    let entry = found.entry;
    let room = style.width.saturating_sub(INDENT.len());
    let mut text = title_text(entry, style, paint);
    text.push_str(&format!("{INDENT}{}\n", paint.faint_text(&cut_middle(entry.message(), room))));
    let mut lines = Vec::new();
    if let Some(step) = entry.remediation(style.messages.lang).first() {
        hang(&mut lines, ARROW, &without_wide_link(step, 0), room);
    }
    for line in &lines {
        text.push_str(&format!("{INDENT}{}\n", paint.text(line)));
    }
    text
}

/// The title, the message, the meaning and the first step in full.
fn full(found: &Match<'_>, style: Style, paint: &Paint) -> String {
    let (entry, lang) = (found.entry, style.messages.lang);
    let room = style.width.saturating_sub(INDENT.len());
    let mut text = title_text(entry, style, paint);
    for line in fit(entry.message(), room) {
        text.push_str(&format!("{INDENT}{}\n", paint.faint_text(line)));
    }
    let mut lines = Vec::new();
    hang(&mut lines, "", entry.meaning(lang), room);
    if let Some(step) = entry.remediation(lang).first() {
        hang(&mut lines, ARROW, step, room);
    }
    for line in &lines {
        text.push_str(&format!("{INDENT}{}\n", paint.text(line)));
    }
    text
}
