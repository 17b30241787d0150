//! The summary as Markdown, for a ticket or a chat.

use wqerr::scan::{Found, Summary};

use super::numbers::{grouped, percent};
use super::{first_step, lines, share, total, values};
use crate::cli::call::Input;
use crate::cli::messages::Messages;
use crate::cli::render::markdown::{cell, code};

/// How many values of a placeholder are shown.
const VALUES: usize = 5;

pub fn render(summary: &Summary<'_>, inputs: &[Input], messages: &Messages) -> String {
    let (label, texts) = (&messages.label, &messages.scan);
    let heads = [texts.count, texts.share, label.status, label.code, label.entry, label.retry];
    let mut text =
        format!("{}\n\n| {} |\n|--:|--:|--:|---|---|---|\n", total(summary, messages), heads.join(" | "));
    for found in summary.found() {
        text.push_str(&row(found, summary, messages));
    }
    for found in summary.found() {
        text.push_str(&entry(found, inputs, messages));
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

fn entry(found: &Found<'_>, inputs: &[Input], messages: &Messages) -> String {
    let (entry, label) = (found.entry, &messages.label);
    let mut text = format!("\n### {}\n\n{}\n\n", entry.id(), entry.meaning(messages.lang));
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("- **{label}**{}{value}\n", messages.colon));
        }
    };
    line(messages.scan.place, &lines(found, inputs, code, messages));
    for (name, values) in values(found, VALUES, messages) {
        line(label.values, &code(&format!("{name} = {values}")));
    }
    line(label.remediation, first_step(found, messages));
    text
}
