//! Answers as text. Each format is a file of its own; none of them looks anything up.

mod card;
pub mod catalogs;
mod grid;
pub mod help;
pub mod json;
pub mod man;
mod markdown;
mod overview;
mod paint;
mod plain;
mod reference;
pub mod scan;
mod table;
mod title;
pub mod wrap;

use wqerr::Entry;

use self::paint::Paint;
use super::args::Format;
use super::messages::Messages;
use super::report::{Question, Report, ReportAnswer};

/// How text for people looks.
#[derive(Clone, Copy)]
pub struct Style {
    pub messages: &'static Messages,
    /// In columns.
    pub width: usize,
    pub color: bool,
    /// Whether addresses are written as links of the terminal.
    pub links: bool,
}

/// What goes to standard output.
pub fn render(report: &Report<'_>, format: Format, style: Style) -> String {
    match format {
        Format::Markdown if report.is_list() => reference::render(report, style.messages),
        Format::Table => table_or_cards(report, style),
        Format::Plain => plain::render(report, style.messages),
        Format::Json => json::render(report),
        Format::Markdown => markdown::render(report, style.messages),
    }
}

/// A card for an answer with one result, a table for one with several, a list to skim for the catalog.
fn table_or_cards(report: &Report<'_>, style: Style) -> String {
    let answers: Vec<String> = report
        .answers
        .iter()
        .filter(|answer| !answer.results.is_empty())
        .map(|answer| {
            let paint = match &answer.question {
                Question::Query(query) if report.command == "search" => Paint::marking(style, query),
                _ => Paint::new(style),
            };
            match answer.results.as_slice() {
                [only] => card::render(answer, only, style, &paint),
                _ if report.is_list() => overview::render(answer, style, &paint),
                _ => table::render(answer, style, &paint),
            }
        })
        .collect();
    answers.join("\n")
}

/// How to see one of several entries in full.
fn see_one(entry: &Entry, style: Style, paint: &Paint) -> String {
    let text = (style.messages.see_one)(entry.id());
    wrap::wrap_with_call(&text, style.width).into_iter().map(|line| paint.faint(line) + "\n").collect()
}

/// What goes to standard error: the questions without an answer, what the input said, the nearest entries.
pub fn render_miss(report: &Report<'_>, style: Style) -> String {
    let misses = report.answers.iter().filter(|answer| answer.results.is_empty());
    misses.map(|answer| miss(report, answer, style)).collect::<Vec<_>>().join("\n")
}

fn miss(report: &Report<'_>, answer: &ReportAnswer<'_>, style: Style) -> String {
    let messages = style.messages;
    let (said, next) = match &answer.question {
        Question::Filters => (messages.nothing_left.to_owned(), ""),
        Question::Blank(_) => (messages.empty_input.to_owned(), ""),
        Question::Query(query) if report.command == "lookup" => {
            ((messages.not_found)(query), messages.try_search)
        }
        Question::Query(query) => return refusal(query, answer, style),
        Question::Evidence(evidence) if evidence.is_empty() && answer.suggestions.is_empty() => {
            (messages.not_recognised.to_owned(), messages.try_search)
        }
        Question::Evidence(_) => (messages.not_recognised.to_owned(), messages.label.found),
    };
    let mut text = wrap::paragraph(&said, style.width);
    if !next.is_empty() {
        text.push_str(&wrap::paragraph_with_call(next, style.width));
    }
    for (label, value) in
        answer.evidence().map(|evidence| evidence_lines(evidence, messages)).unwrap_or_default()
    {
        let line = format!("{label}{}{value}", messages.colon);
        for line in wrap::fit(&line, style.width.saturating_sub(2)) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    for hint in &answer.hints {
        text.push_str(&wrap::paragraph(&(messages.hint)(*hint), style.width));
    }
    if !answer.suggestions.is_empty() {
        text.push_str(messages.label.near);
        text.push('\n');
    }
    answer.suggestions.iter().for_each(|entry| text.push_str(&suggestion(entry, style.width)));
    text
}

/// That a search finds nothing near enough, and what is nearest, in one line.
fn refusal(query: &str, answer: &ReportAnswer<'_>, style: Style) -> String {
    let nearest: Vec<&str> = answer.suggestions.iter().map(|entry| entry.id()).collect();
    wrap::paragraph(&(style.messages.not_near)(query, &nearest), style.width)
}

/// A near entry on a line, or its id on another where there is little room.
fn suggestion(entry: &Entry, columns: usize) -> String {
    const INDENT: &str = "       ";
    let name = entry.code().unwrap_or_else(|| entry.message());
    let line = format!("  {:>3}  {name}  ({})", entry.status(), entry.id());
    if wrap::width(&line) <= columns {
        return line + "\n";
    }
    let room = columns.saturating_sub(INDENT.len());
    let name = entry.code().map_or_else(|| wrap::wrap(name, room), |code| vec![code]);
    let name = name.join(&format!("\n{INDENT}"));
    format!("  {:>3}  {name}\n{INDENT}({})\n", entry.status(), entry.id())
}

/// An inference endpoint with the time of its creation, which its id carries.
fn with_creation(endpoint: &str, messages: &Messages) -> String {
    wqerr::time_of(endpoint).map_or_else(|| endpoint.to_owned(), |time| (messages.created)(endpoint, &time))
}

/// What the input says, with labels, without what it does not say.
fn evidence_lines<'a>(
    evidence: &'a wqerr::Evidence,
    messages: &Messages,
) -> Vec<(&'static str, std::borrow::Cow<'a, str>)> {
    let label = &messages.label;
    let text = |label, value: &'a Option<String>| Some((label, value.as_deref()?.into()));
    let number = |label, value: Option<String>| Some((label, value?.into()));
    [
        number(label.status, evidence.status.map(|status| status.to_string())),
        text(label.code, &evidence.code),
        text(label.r#type, &evidence.r#type),
        text(label.message, &evidence.message),
        text(label.request_id, &evidence.request_id),
        text(label.time, &evidence.request_time),
        number(
            label.endpoint,
            evidence.endpoint.as_deref().map(|endpoint| with_creation(endpoint, messages)),
        ),
        number(label.retry_after, evidence.retry_after_seconds.map(|seconds| format!("{seconds} s"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
