//! One entry in full: what it means, what to do, what the input said.

use wqerr::{Entry, Evidence, Match};

use super::paint::Paint;
use super::title::{INDENT, title_text};
use super::{Style, evidence_lines, note_lines};
use crate::cli::messages::Messages;
use crate::cli::wrap::{fit, width, wrap};
use wqerr::report::ReportAnswer;

/// The width below which labels stand above their texts: less would break off the addresses to read on.
const NARROW: usize = 80;

pub fn render(answer: &ReportAnswer<'_>, found: &Match<'_>, style: Style, paint: &Paint) -> String {
    let (entry, messages) = (found.entry, style.messages);
    let mut card = Card::new(style, paint, differs(answer, entry));
    let label = &messages.label;
    for line in note_lines(answer, style, paint) {
        card.text.push_str(&(line + "\n"));
    }
    if !card.text.is_empty() {
        card.gap();
    }
    card.text.push_str(&title_text(entry, style, paint));
    let message = answer.evidence().and_then(|evidence| evidence.message.as_deref());
    card.text(message.unwrap_or_else(|| entry.message()));
    card.gap();
    card.line(label.meaning, entry.meaning(messages.lang));
    card.painted(label.retry, (messages.retry)(entry.retry()), |line| paint.retry(line, entry.retry()));
    card.line(label.actor, (messages.actor)(entry.actor()));
    card.list(label.remediation, entry.remediation(messages.lang), |step| format!("{step}. "));
    card.list(label.causes, entry.causes(messages.lang), |_| "- ".to_owned());
    for (index, value) in found.values.iter().enumerate() {
        let label = if index == 0 { label.values } else { "" };
        card.line(label, &format!("{} = {}", value.name, value.text));
    }
    if entry.status() == 0 {
        card.line(label.status, messages.no_status);
    }
    if let Some(evidence) = answer.evidence() {
        card.evidence(evidence, entry, messages);
        card.painted(label.confidence, (messages.confidence)(found.confidence), |line| {
            paint.confidence(line, found.confidence)
        });
    }
    card.address(label.docs, entry.docs());
    card.text
}

/// Whether the input says another status or code than the entry.
fn differs(answer: &ReportAnswer<'_>, entry: &Entry) -> bool {
    answer.evidence().is_some_and(|evidence| {
        evidence.code.is_some() && evidence.code.as_deref() != entry.code()
            || evidence.status.is_some_and(|status| status != entry.status())
    })
}

struct Card<'p> {
    text: String,
    paint: &'p Paint,
    width: usize,
    /// The columns that labels take; none where they stand above their texts.
    indent: usize,
}

impl<'p> Card<'p> {
    /// `differs` is whether the input says another status or code, whose labels are longer.
    fn new(style: Style, paint: &'p Paint, differs: bool) -> Self {
        let label = &style.messages.label;
        let labels = [
            label.meaning,
            label.causes,
            label.remediation,
            label.retry,
            label.actor,
            label.values,
            label.request_id,
            label.time,
            label.endpoint,
            label.retry_after,
            label.confidence,
            label.docs,
        ];
        let of_input = [label.status, label.code].map(|of_entry| width(&(label.of_input)(of_entry)));
        let of_input = of_input.into_iter().filter(|_| differs);
        let widest = labels.into_iter().map(width).chain(of_input).max().unwrap_or(0);
        let indent = if style.width < NARROW { 0 } else { widest + 2 };
        Self { text: String::new(), paint, width: style.width, indent }
    }

    /// What the input says and the title does not.
    fn evidence(&mut self, evidence: &Evidence, entry: &Entry, messages: &Messages) {
        let label = &messages.label;
        let is_in_title = |name: &str, value: &str| {
            name == label.message
                || name == label.status && value == entry.status().to_string()
                || name == label.code && Some(value) == entry.code()
        };
        for (name, value) in evidence_lines(evidence, messages) {
            let is_other = [label.status, label.code].contains(&name);
            if !is_in_title(name, &value) {
                self.line(&if is_other { (label.of_input)(name) } else { name.to_owned() }, &value);
            }
        }
    }

    fn text(&mut self, text: &str) {
        for line in fit(text, self.width.saturating_sub(INDENT.len())) {
            self.text.push_str(&format!("{INDENT}{}\n", self.paint.faint_text(line)));
        }
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, label: &str, text: &str) {
        let paint = self.paint;
        self.painted(label, text, |line| paint.text(line));
    }

    fn painted(&mut self, label: &str, text: &str, paint: impl Fn(&str) -> String) {
        if !text.is_empty() {
            self.label(label);
            self.body(&fit(text, self.room("")), "", self.indent, paint);
        }
    }

    /// An address, which stays whole so that it can be followed.
    fn address(&mut self, label: &str, address: &str) {
        if !address.is_empty() {
            self.label(label);
            self.body(&[address], "", self.indent, |line| self.paint.links(&self.paint.text(line)));
        }
    }

    fn list(&mut self, label: &str, items: &[wqerr::Text], mark: impl Fn(usize) -> String) {
        if items.is_empty() {
            return;
        }
        self.label(label);
        for (index, item) in items.iter().enumerate() {
            let written = if index == 0 { self.indent } else { 0 };
            let mark = mark(index + 1);
            // The addresses in them stay whole too.
            self.body(&wrap(item, self.room(&mark)), &mark, written, |line| {
                self.paint.links(&self.paint.text(line))
            });
        }
    }

    /// A label: before its text, or on a line of its own where there is little room.
    fn label(&mut self, label: &str) {
        self.text.push_str(&self.paint.label(label));
        if self.indent == 0 && !label.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&" ".repeat(self.indent.saturating_sub(width(label))));
    }

    /// The columns of texts, which stand behind labels or below them.
    const fn text_indent(&self) -> usize {
        const STACKED_INDENT: usize = 2;
        if self.indent == 0 { STACKED_INDENT } else { self.indent }
    }

    /// The columns that there are for a text behind a mark.
    fn room(&self, mark: &str) -> usize {
        self.width.saturating_sub(self.text_indent() + mark.len()).max(1)
    }

    /// A text behind a mark, of which `written` columns of the first line are taken.
    fn body(&mut self, lines: &[&str], mark: &str, written: usize, paint: impl Fn(&str) -> String) {
        let indent = self.text_indent();
        for (index, line) in lines.iter().enumerate() {
            // An address that is too wide begins below the mark.
            let hang = if width(line) > self.room(mark) { 0 } else { mark.len() };
            let before = if index == 0 { indent.saturating_sub(written) } else { indent + hang };
            self.text.push_str(&" ".repeat(before));
            self.text.push_str(if index == 0 { mark } else { "" });
            self.text.push_str(&paint(line));
            self.text.push('\n');
        }
    }
}
