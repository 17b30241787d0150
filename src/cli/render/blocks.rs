//! Several entries side by side, with what to do about each.

use wqerr::{Confidence, Match};

use super::grid::{Cell, PER_COLUMN, Part, draw, hang};
use super::paint::Paint;
use super::title::title;
use super::wrap::{fit, width, wrap};
use super::{Style, evidence_lines, see_one, suggestion};
use crate::cli::report::{Question, ReportAnswer};

/// From this width on all steps are shown, in a column of their own.
const WIDE: usize = 120;

/// Below this width of its texts a table is hard to read: the entries stand one below the other.
const MIN_TEXT: usize = 34;

/// The widest that a table is.
const MAX_WIDTH: usize = 200;

pub fn render(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let mut text = heading(answer, style, paint);
    if is_guess(answer) {
        answer.results.iter().for_each(|found| text.push_str(&suggestion(found.entry, style.width)));
        return text;
    }
    text.push_str(&grid(answer, style, paint).unwrap_or_else(|| stacked(answer, style, paint)));
    if let Some(first) = answer.results.first() {
        text.push_str(&see_one(first.entry, style, paint));
    }
    text
}

/// Whether the entries are guesses beside a hint, which says more than they do.
fn is_guess(answer: &ReportAnswer<'_>) -> bool {
    let is_sure = answer.results.iter().any(|found| found.confidence > Confidence::Possible);
    !answer.hints.is_empty() && !is_sure
}

/// What was asked, where it was a raw error: what that says, and how sure the entries are.
fn heading(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let Question::Evidence(evidence) = &answer.question else { return String::new() };
    let messages = style.messages;
    let line = |label, value: &str| labelled(label, value, style.width, messages.colon, paint);
    let hints = answer.hints.iter().flat_map(|&hint| line(messages.label.hint, &(messages.hint)(hint)));
    let said = evidence_lines(evidence, messages);
    let said = said.into_iter().flat_map(|(label, value)| line(label, &value));
    let mut lines: Vec<String> = hints.chain(said).collect();
    if let Some(first) = answer.results.first() {
        let text = (messages.confidence)(first.confidence);
        lines.extend(labelled(messages.label.certainty, text, style.width, messages.colon, paint));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn labelled(label: &str, value: &str, columns: usize, colon: &str, paint: &Paint) -> Vec<String> {
    let head = format!("{label}{colon}");
    let text = format!("{head}{value}");
    let mut lines: Vec<String> = fit(&text, columns).into_iter().map(str::to_owned).collect();
    if let Some(rest) = lines.first().and_then(|first| first.strip_prefix(&*head)) {
        lines[0] = paint.label(&head) + rest;
    }
    lines
}

/// The entries as a table, if there is room for one.
fn grid(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> Option<String> {
    let label = &style.messages.label;
    let all: &[&str] = &[label.status, label.code, label.meaning, label.remediation];
    let few: &[&str] = &[label.status, label.code, label.meaning_and_step];
    let fitting = |heads| Some((heads, column_widths(answer, style, heads)?));
    let wide = (style.width >= WIDE).then_some(all).and_then(fitting);
    let (heads, columns) = wide.or_else(|| fitting(few))?;
    let rows: Vec<Vec<Cell>> = answer.results.iter().map(|found| cells(found, style, &columns)).collect();
    let painter = |part, piece: &str| painted(part, piece, answer, paint);
    Some(draw(heads, &rows, paint.is_on().then_some(&painter)))
}

/// The cells of a row, their lines broken.
fn cells(found: &Match<'_>, style: Style, columns: &[usize]) -> Vec<Cell> {
    let (entry, lang) = (found.entry, style.messages.lang);
    let mut cells: Vec<Cell> = columns.iter().map(|_| Cell::default()).collect();
    cells[0].add("", &entry.status().to_string());
    cells[1].add("", entry.code().unwrap_or("—"));
    cells[1].add("", entry.id());
    hang(&mut cells[2], "", entry.meaning(lang), columns[2]);
    if let Some(&columns) = columns.get(3) {
        for (number, step) in (1..).zip(entry.remediation(lang)) {
            hang(&mut cells[3], &format!("{number}. "), step, columns);
        }
    } else if let Some(first) = entry.remediation(lang).first() {
        hang(&mut cells[2], "→ ", first, columns[2]);
    }
    cells
}

/// The widths of the columns: codes as wide as they are, the rest for the texts, if that is enough.
fn column_widths(answer: &ReportAnswer<'_>, style: Style, heads: &[&str]) -> Option<Vec<usize>> {
    let total = style.width.min(MAX_WIDTH);
    let status = width(heads[0]).max(3);
    let names = answer.results.iter().flat_map(|found| [found.entry.code().unwrap_or("—"), found.entry.id()]);
    let code = names.map(width).max().unwrap_or(0).max(width(heads[1]));
    let rest = total.checked_sub(status + code + heads.len() * PER_COLUMN + 1)?;
    let texts = if heads.len() == 3 { vec![rest] } else { vec![rest * 2 / 5, rest - rest * 2 / 5] };
    let is_enough = texts.iter().zip(&heads[2..]).all(|(&text, head)| text >= MIN_TEXT.max(width(head)));
    is_enough.then(|| [vec![status, code], texts].concat())
}

/// A piece of the table, borders faint, the status and the heads in colour.
fn painted(part: Part, piece: &str, answer: &ReportAnswer<'_>, paint: &Paint) -> String {
    match part {
        Part::Border => paint.faint(piece),
        Part::Head => paint.label(piece),
        Part::Cell { row, column: 0, .. } => paint.status(piece, answer.results[row].entry.status()),
        // The code stands in the first line, the id below it.
        Part::Cell { column: 1, line: 0, .. } => paint.title(piece),
        Part::Cell { column: 1, .. } => paint.id(piece),
        Part::Cell { .. } => paint.text(piece),
    }
}

/// The entries one below the other, for narrow terminals.
fn stacked(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    const INDENT: &str = "  ";
    let columns = style.width.saturating_sub(INDENT.len());
    let mut text = String::new();
    for found in &answer.results {
        let entry = found.entry;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&title(entry, style.width, INDENT, paint));
        let mut body = Cell::default();
        for line in wrap(entry.meaning(style.messages.lang), columns) {
            body.add("", line);
        }
        if let Some(first) = entry.remediation(style.messages.lang).first() {
            hang(&mut body, "→ ", first, columns);
        }
        for (line, _) in (0..).map_while(|height| body.line(height)) {
            text.push_str(&format!("{INDENT}{}\n", paint.text(line)));
        }
    }
    text
}
