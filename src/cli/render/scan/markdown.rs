//! The summary as Markdown, for a ticket or a chat.

use wqerr::scan::{Found, Summary};

use super::numbers::{grouped, percent};
use super::when::zoned_range;
use super::{View, first_step, lines, share, total, values};
use crate::cli::messages::Messages;
use crate::cli::render::markdown::{cell, code};

/// How many values of a placeholder are shown.
const VALUES: usize = 5;

pub fn render(view: View<'_>, messages: &Messages) -> String {
    let summary = view.summary;
    let (label, texts) = (&messages.label, &messages.scan);
    let heads = [texts.count, texts.share, label.status, label.code, label.entry, label.retry];
    let mut text =
        format!("{}\n\n| {} |\n|--:|--:|--:|---|---|---|\n", total(summary, messages), heads.join(" | "));
    for found in view.found() {
        text.push_str(&row(found, summary, messages));
    }
    for found in view.found() {
        text.push_str(&entry(found, view, messages));
    }
    text
}

fn row(found: &Found<'_>, summary: &Summary<'_>, messages: &Messages) -> String {
    let entry = found.entry;
    let cells = [
        grouped(found.count),
        percent(share(found, summary)),
        entry.status().to_string(),
        entry.code().map_or_else(|| "—".to_owned(), |name| cell(&code(name))),
        code(entry.id()),
        (messages.scan.retry)(entry.retry()).to_owned(),
    ];
    format!("| {} |\n", cells.join(" | "))
}

fn entry(found: &Found<'_>, view: View<'_>, messages: &Messages) -> String {
    let (entry, label) = (found.entry, &messages.label);
    let mut text = format!("\n### {}\n\n{}\n\n", entry.id(), entry.meaning(messages.lang));
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("- **{label}**{}{value}\n", messages.colon));
        }
    };
    line(messages.scan.place, &lines((found.first, found.last), view.inputs, code, messages));
    let times = found.timeline.range().map(|times| zoned_range(times, view.zone, messages));
    line(messages.logs.time, &times.unwrap_or_default());
    for (name, values) in values(found, VALUES, messages) {
        line(label.values, &code(&format!("{name} = {values}")));
    }
    line(label.remediation, first_step(found, messages));
    text
}
