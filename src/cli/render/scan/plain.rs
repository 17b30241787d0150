//! The summary as one `label: value` a line.

use wqerr::scan::Found;

use super::numbers::{grouped, percent, sparkline};
use super::when::{spread, zoned_range};
use super::{View, first_step, lines, share, total, values};
use crate::cli::messages::Messages;
use crate::cli::render::plain::Lines;

/// How many values of a placeholder are shown.
const VALUES: usize = 10;

/// Into how many parts the input is divided to show where an error is.
const PARTS: usize = 40;

pub fn render(view: View<'_>, messages: &Messages) -> String {
    let mut text = total(view.summary, messages) + "\n";
    for found in view.found() {
        text.push('\n');
        text.push_str(&entry(found, view, messages));
    }
    text
}

fn entry(found: &Found<'_>, view: View<'_>, messages: &Messages) -> String {
    let View { summary, inputs, .. } = view;
    let (entry, label, texts) = (found.entry, &messages.label, &messages.scan);
    let mut list = Lines::new(messages);
    list.push(label.entry, entry.id());
    list.push(label.status, &entry.status().to_string());
    list.push(label.code, entry.code().unwrap_or_default());
    list.push(texts.count, &grouped(found.count));
    list.push(texts.share, &percent(share(found, summary)));
    list.push(texts.place, &lines((found.first, found.last), inputs, str::to_owned, messages));
    if let Some(times) = found.timeline.range() {
        list.push(messages.logs.time, &zoned_range(times, view.zone, messages));
    }
    list.push(texts.spread, &sparkline(&spread(found, summary, PARTS)));
    for (name, values) in values(found, VALUES, messages) {
        list.push(label.values, &format!("{name} = {values}"));
    }
    list.push(label.meaning, entry.meaning(messages.lang));
    list.push(label.retry, (messages.retry)(entry.retry()));
    list.push(label.remediation, first_step(found, messages));
    list.text
}
