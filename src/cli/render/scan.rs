//! What was found in logs: the summary in each format, and the lines of `--each`.

mod json;
mod markdown;
mod numbers;
mod plain;
mod progress;
mod table;

use wqerr::scan::{Found, Location, MAX_LINE, Summary};

pub use self::json::line_of;
use self::numbers::{grouped, size};
pub use self::progress::progress;
use super::Style;
use crate::cli::call::{Format, Input};
use crate::cli::messages::{Messages, shown};
use crate::cli::wrap::paragraph;

/// How a scan ended.
#[derive(Debug, Clone, Copy, Default)]
pub struct End {
    /// The user broke it off.
    pub is_interrupted: bool,
    /// An input could not be read, or not to its end.
    pub is_unreadable: bool,
}

/// What goes to standard output; nothing where nothing was found, except in JSON.
pub fn summary(summary: &Summary<'_>, inputs: &[Input], end: End, format: Format, style: Style) -> String {
    match format {
        Format::Json => json::summary(summary, inputs, end),
        _ if summary.matched_lines == 0 => String::new(),
        Format::Table => table::render(summary, inputs, style),
        Format::Plain => plain::render(summary, inputs, style.messages),
        Format::Markdown => markdown::render(summary, inputs, style.messages),
    }
}

/// What goes to standard error: that not all was read, that nothing was found, that lines were too long.
pub fn remarks(summary: &Summary<'_>, end: End, style: Style) -> String {
    let texts = &style.messages.scan;
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

/// The lines between which all findings of an entry are, the names of inputs as they are to be written.
fn lines(found: &Found<'_>, inputs: &[Input], written: fn(&str) -> String, messages: &Messages) -> String {
    let texts = &messages.scan;
    if found.first.input == found.last.input {
        let lines = (texts.lines)(&grouped(found.first.line), &grouped(found.last.line));
        let input = &inputs[found.first.input];
        return if inputs.len() == 1 { lines } else { (texts.in_file)(&written(&name(input)), &lines) };
    }
    // As editors take it.
    let place = |place: Location| written(&format!("{}:{}", name(&inputs[place.input]), place.line));
    (texts.places)(&place(found.first), &place(found.last))
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
