//! Answers as text. Each format is a file of its own; none of them looks anything up.

mod blocks;
mod card;
pub mod catalogs;
mod grid;
pub mod help;
pub mod man;
mod markdown;
mod overview;
mod paint;
mod plain;
mod reference;
pub mod scan;
mod title;

use wqerr::Entry;

use self::paint::Paint;
use super::call::Format;
use super::messages::Messages;
use super::wrap;
use wqerr::report::{Question, Report, ReportAnswer, pretty};

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
        Format::Table => for_people(report, style),
        Format::Plain => plain::render(report, style.messages),
        Format::Json => pretty(report),
        Format::Markdown => markdown::render(report, style.messages),
    }
}

/// A card for an answer with one result, blocks for one with several, a list to skim for the catalog.
fn for_people(report: &Report<'_>, style: Style) -> String {
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
                _ => blocks::render(answer, style, &paint),
            }
        })
        .collect();
    answers.join("\n")
}

/// How to see one of several entries in full.
fn see_one(entry: &Entry, style: Style, paint: &Paint) -> String {
    faint_call(&(style.messages.see_one)(entry.id()), style, paint)
}

/// A text that ends with a call of the program.
fn faint_call(text: &str, style: Style, paint: &Paint) -> String {
    wrap::wrap_with_call(text, style.width).into_iter().map(|line| paint.faint(line) + "\n").collect()
}

/// The title of an entry with its meaning below.
fn meaning_block(entry: &Entry, style: Style, paint: &Paint) -> String {
    let mut text = title::title_text(entry, style, paint);
    for line in
        wrap::wrap(entry.meaning(style.messages.lang), style.width.saturating_sub(title::INDENT.len()))
    {
        text.push_str(&format!("{}{}\n", title::INDENT, paint.text(line)));
    }
    text
}

/// The notes of an answer.
fn note_lines(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> Vec<String> {
    let notes = answer.note_texts(style.messages.lang);
    notes.iter().flat_map(|note| labeled(style.messages.label.hint, note, style, paint)).collect()
}

/// A text behind its label.
fn labeled(label: &str, value: &str, style: Style, paint: &Paint) -> Vec<String> {
    let head = format!("{label}{}", style.messages.colon);
    let text = format!("{head}{value}");
    let mut lines: Vec<String> = wrap::fit(&text, style.width).into_iter().map(str::to_owned).collect();
    if let Some(rest) = lines.first().and_then(|first| first.strip_prefix(&*head)) {
        lines[0] = paint.label(&head) + rest;
    }
    lines
}

/// What goes to standard error: the questions without an answer, what the input said, the closest entries.
pub fn render_miss(report: &Report<'_>, style: Style) -> String {
    let misses = report.answers.iter().filter(|answer| answer.results.is_empty());
    misses.map(|answer| miss(report, answer, style)).collect::<Vec<_>>().join("\n")
}

fn miss(report: &Report<'_>, answer: &ReportAnswer<'_>, style: Style) -> String {
    let messages = style.messages;
    let (said, next) = match &answer.question {
        Question::Filters => (messages.nothing_left.to_owned(), ""),
        Question::Blank(_) => (messages.empty_input.to_owned(), ""),
        Question::Query(query) if query.trim().is_empty() => (messages.empty_query.to_owned(), ""),
        Question::Query(query) if report.command == "lookup" => {
            ((messages.not_found)(query), messages.try_search)
        }
        Question::Query(query) => return refusal(query, answer, style),
        Question::Evidence(evidence) if evidence.is_empty() && answer.suggestions.is_empty() => {
            (messages.not_recognized.to_owned(), messages.try_search)
        }
        Question::Evidence(evidence) if evidence.is_empty() => (messages.not_recognized.to_owned(), ""),
        Question::Evidence(_) => (messages.not_recognized.to_owned(), messages.label.found),
    };
    let mut text = wrap::paragraph(&said, style.width);
    let next = if next.is_empty() { String::new() } else { wrap::paragraph_with_call(next, style.width) };
    if answer.evidence().is_some() {
        text.push_str(&next);
    }
    for (label, value) in
        answer.evidence().map(|evidence| evidence_lines(evidence, messages)).unwrap_or_default()
    {
        let line = format!("{label}{}{value}", messages.colon);
        for line in wrap::fit(&line, style.width.saturating_sub(2)) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    for note in answer.note_texts(messages.lang) {
        text.push_str(&wrap::paragraph(&note, style.width));
    }
    if is_unknown(answer) {
        text.push_str(&wrap::paragraph_with_call(messages.unknown_error, style.width));
    }
    if !answer.suggestions.is_empty() {
        text.push_str(messages.label.near);
        text.push('\n');
    }
    answer.suggestions.iter().for_each(|entry| text.push_str(&suggestion(entry, style)));
    if answer.evidence().is_none() {
        text.push_str(&next);
    }
    text
}

/// Whether a raw error was read that nothing is known of, not even whose it is.
fn is_unknown(answer: &ReportAnswer<'_>) -> bool {
    let says_something = |evidence: &wqerr::Evidence| evidence.code.is_some() || evidence.message.is_some();
    answer.notes.is_empty() && answer.evidence().is_some_and(says_something)
}

/// That a search finds nothing near enough, and what is nearest, in one line.
fn refusal(query: &str, answer: &ReportAnswer<'_>, style: Style) -> String {
    let nearest: Vec<&str> = answer.suggestions.iter().map(|entry| entry.id()).collect();
    wrap::paragraph(&(style.messages.not_near)(query, &nearest), style.width)
}

/// An entry that may be meant, on a line if there is room.
fn suggestion(entry: &Entry, style: Style) -> String {
    let mut text = title::title_text(entry, style, &Paint::off());
    if entry.code().is_none() {
        for line in wrap::wrap(entry.message(), style.width.saturating_sub(title::INDENT.len())) {
            text.push_str(&format!("{}{line}\n", title::INDENT));
        }
    }
    text
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
        number(label.retry_after, evidence.retry_after_seconds.map(messages.seconds)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
