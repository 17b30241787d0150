//! What was found in logs: the summary in each format, and the lines of `--each`.

mod buckets;
mod json;
mod markdown;
mod numbers;
mod plain;
mod progress;
mod rest;
mod table;
mod when;

use wqerr::scan::{Found, Location, MAX_LINE, Summary};

pub use self::json::line_of;
use self::numbers::{grouped, size};
pub use self::progress::progress;
use super::Style;
use super::paint::Paint;
use crate::cli::call::{Division, Format, Input, NamedZone};
use crate::cli::messages::{Messages, shown};
use crate::cli::wrap::{fit, paragraph};

/// How a scan ended.
#[derive(Debug, Clone, Copy, Default)]
pub struct End {
    /// The user broke it off.
    pub is_interrupted: bool,
    /// An input could not be read, or not to its end.
    pub is_unreadable: bool,
}

/// What a scan came to, and what of it is shown.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub summary: &'a Summary<'a>,
    pub inputs: &'a [Input],
    pub end: End,
    /// How many errors were left out because they have no time.
    pub left_out: u64,
    /// The zone of the times that are shown.
    pub zone: &'a NamedZone,
    /// By what errors are counted, beside their entries.
    pub by: Option<&'a Division>,
    /// How many of the most frequent are shown.
    pub top: Option<usize>,
}

impl<'a> View<'a> {
    /// The entries that are shown, the most frequent first. Where there are counts by something, those are limited.
    fn found(self) -> Vec<&'a Found<'a>> {
        let mut found = self.summary.found();
        found.truncate(self.top.filter(|_| self.by.is_none()).unwrap_or(usize::MAX));
        found
    }
}

/// What goes to standard output; nothing where nothing was found, except in JSON.
pub fn summary(view: View<'_>, format: Format, style: Style) -> String {
    let known = match format {
        Format::Json => return json::summary(view),
        _ if view.summary.matched_lines == 0 => String::new(),
        Format::Table | Format::Plain | Format::Markdown if view.by.is_some() => {
            buckets::render(view, format, style)
        }
        Format::Table => table::render(view, style),
        Format::Plain => plain::render(view, style.messages),
        Format::Markdown => markdown::render(view, style.messages),
    };
    let rest = rest::render(view, format, style);
    let gap = if known.is_empty() || rest.is_empty() { "" } else { "\n" };
    [&known, gap, &rest].concat()
}

/// What goes to standard error: that not all was read, that nothing was found, that lines were too long.
pub fn remarks(view: View<'_>, style: Style) -> String {
    let View { summary, end, .. } = view;
    let (texts, logs) = (&style.messages.scan, &style.messages.logs);
    let mut remarks = Vec::new();
    if end.is_interrupted {
        remarks.push((texts.broken_off)(&size(summary.bytes)));
    }
    // Of what was not read there is nothing to say.
    let is_unread = summary.lines == 0 && (end.is_interrupted || end.is_unreadable);
    if summary.matched_lines == 0 && !is_unread {
        remarks.push((texts.none)(&grouped(summary.lines)));
    }
    if summary.truncated_lines > 0 {
        remarks.push((texts.cut)(summary.truncated_lines, &size(MAX_LINE as u64)));
    }
    if view.left_out > 0 {
        remarks.push((logs.undated)(&grouped(view.left_out)));
    }
    if summary.has_assumed_zone {
        remarks.push((logs.assumed_zone)(&view.zone.name));
    }
    if summary.breakdown.as_ref().is_some_and(|breakdown| breakdown.has_forgotten) {
        remarks.push(logs.has_forgotten.to_owned());
    }
    remarks.iter().map(|remark| paragraph(remark, style.width)).collect()
}

/// How much was read, and how much of it is errors.
fn total(summary: &Summary<'_>, messages: &Messages) -> String {
    (messages.scan.total)(&grouped(summary.lines), &size(summary.bytes), &grouped(summary.matched_lines))
}

/// The part of all lines with an error that have this one.
fn share(found: &Found<'_>, summary: &Summary<'_>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no log has so many lines that it shows")]
    let share = found.count as f64 / summary.matched_lines.max(1) as f64;
    share
}

/// The lines between which all errors of a kind are, the names of inputs as they are to be written.
fn lines(
    (first, last): (Location, Location),
    inputs: &[Input],
    written: fn(&str) -> String,
    messages: &Messages,
) -> String {
    let texts = &messages.scan;
    if first.input == last.input {
        let lines = (texts.lines)(&grouped(first.line), &grouped(last.line));
        let input = &inputs[first.input];
        return if inputs.len() == 1 { lines } else { (texts.in_file)(&written(&name(input)), &lines) };
    }
    // As editors take it.
    let place = |place: Location| written(&format!("{}:{}", name(&inputs[place.input]), place.line));
    (texts.places)(&place(first), &place(last))
}

/// The name of an input as it was given.
fn name(input: &Input) -> String {
    match input {
        Input::File(path) => shown(path),
        Input::Stdin | Input::Text(_) => "-".to_owned(),
    }
}

/// The most frequent values of each placeholder, safe to print.
fn values(found: &Found<'_>, number: usize, messages: &Messages) -> Vec<(String, String)> {
    let texts = &messages.scan;
    let list = found.values.iter().map(|(name, values)| {
        let top = values.top(number);
        let others = values.distinct() - top.len();
        let top = top.iter().map(|&(value, count)| (texts.times)(value, &grouped(count)));
        let others = (others > 0).then(|| (texts.others)(&grouped(others as u64), values.is_exact()));
        (name.to_string(), top.chain(others).collect::<Vec<_>>().join(texts.comma))
    });
    list.collect()
}

/// What to do first about an error.
fn first_step<'c>(found: &Found<'c>, messages: &Messages) -> &'c str {
    found.entry.remediation(messages.lang).first().map_or("", |step| step)
}

/// A remark below a table.
fn wrapped_faint(text: &str, style: Style, paint: &Paint) -> String {
    fit(text, style.width).into_iter().map(|line| paint.faint(line) + "\n").collect()
}
