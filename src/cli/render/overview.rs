//! The catalog as a list to skim: a line or two for each entry.

use wqerr::Entry;

use super::paint::Paint;
use super::title::title;
use super::wrap::{width, wrap};
use super::{Style, see_one};
use crate::cli::report::ReportAnswer;

/// The widest that the list is.
const MAX_WIDTH: usize = 160;

/// The widest column of names; a code that is wider has a line of its own.
const MAX_NAME: usize = 40;

/// The least room for meanings beside the ids, and beside the codes.
const MIN_MEANING: usize = 34;
const MIN_NARROW_MEANING: usize = 28;

const GAP: &str = "  ";

pub fn render(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let entries: Vec<&Entry> = answer.results.iter().map(|found| found.entry).collect();
    let mut text = match Columns::of(&entries, style) {
        Some(columns) => columns.table(&entries, style, paint),
        None => entries.iter().map(|entry| stacked(entry, style, paint)).collect(),
    };
    if let Some(first) = entries.first() {
        text.push('\n');
        text.push_str(&see_one(first, style, paint));
    }
    text
}

/// The widths of the columns.
struct Columns {
    status: usize,
    code: usize,
    /// None where the ids stand below the codes.
    id: Option<usize>,
    meaning: usize,
}

impl Columns {
    /// As many columns as there is room for; none where there is too little for any.
    fn of(entries: &[&Entry], style: Style) -> Option<Self> {
        let label = &style.messages.label;
        let total = style.width.min(MAX_WIDTH);
        let status = width(label.status).max(3);
        let ids = || entries.iter().map(|entry| width(entry.id())).max().unwrap_or(0).max(width(label.entry));
        let codes = || entries.iter().filter_map(|entry| entry.code()).map(width).chain([width(label.code)]);
        let code = codes().max().unwrap_or(0);
        let rest =
            |columns: &[usize]| total.checked_sub(columns.iter().map(|column| column + GAP.len()).sum());
        if let Some(meaning) = rest(&[status, code, ids()]).filter(|&rest| rest >= MIN_MEANING) {
            return Some(Self { status, code, id: Some(ids()), meaning });
        }
        let code = codes().filter(|&code| code <= MAX_NAME).max().unwrap_or(0).max(ids());
        let meaning = rest(&[status, code]).filter(|&rest| rest >= MIN_NARROW_MEANING)?;
        Some(Self { status, code, id: None, meaning })
    }

    fn table(&self, entries: &[&Entry], style: Style, paint: &Paint) -> String {
        let label = &style.messages.label;
        let mut heads = vec![(label.status, self.status), (label.code, self.code)];
        heads.extend(self.id.map(|id| (label.entry, id)));
        let heads: Vec<_> = heads
            .into_iter()
            .map(|(head, columns)| padded(head, columns, |head| paint.label(head)))
            .collect();
        let total =
            self.status + self.code + self.id.map_or(0, |id| id + GAP.len()) + self.meaning + 2 * GAP.len();
        let mut text = format!("{}{GAP}{}\n", heads.join(GAP), paint.label(label.meaning));
        text.push_str(&format!("{}\n", paint.faint(&"─".repeat(total))));
        for entry in entries {
            self.push_row(&mut text, entry, style, paint);
        }
        text
    }

    fn push_row(&self, text: &mut String, entry: &Entry, style: Style, paint: &Paint) {
        let status = entry.status().to_string();
        let code = entry.code().unwrap_or("—");
        let mut meaning = wrap(entry.meaning(style.messages.lang), self.meaning).into_iter();
        text.push_str(&padded(&status, self.status, |text| paint.status(text, entry.status())));
        text.push_str(GAP);
        if width(code) > self.code {
            text.push_str(&format!("{}\n", paint.title(code)));
        } else {
            let next = meaning.next().unwrap_or_default();
            let id = self.id.map(|columns| padded(entry.id(), columns, |id| paint.id(id)) + GAP);
            let code = padded(code, self.code, |code| paint.title(code));
            text.push_str(&format!("{code}{GAP}{}{next}\n", id.unwrap_or_default()));
        }
        let before = " ".repeat(self.status + GAP.len());
        if self.id.is_none() {
            let next = meaning.next().unwrap_or_default();
            let columns = if next.is_empty() { 0 } else { self.code + GAP.len() };
            let id = padded(entry.id(), columns, |id| paint.id(id));
            text.push_str(&format!("{before}{id}{next}\n"));
        }
        let behind = " ".repeat(self.code + GAP.len() + self.id.map_or(0, |id| id + GAP.len()));
        meaning.for_each(|line| text.push_str(&format!("{before}{behind}{line}\n")));
    }
}

/// `text` with spaces behind it, which are not painted.
fn padded(text: &str, columns: usize, paint: impl Fn(&str) -> String) -> String {
    paint(text) + &" ".repeat(columns.saturating_sub(width(text)))
}

/// The title of an entry with its meaning below.
fn stacked(entry: &Entry, style: Style, paint: &Paint) -> String {
    const INDENT: &str = "     ";
    let mut text = title(entry, style.width.min(MAX_NAME * 2), INDENT, paint);
    for line in wrap(entry.meaning(style.messages.lang), style.width.saturating_sub(INDENT.len())) {
        text.push_str(&format!("{INDENT}{line}\n"));
    }
    text
}
