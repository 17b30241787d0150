//! The catalog as a list to skim: a table, or a block for each entry on narrow terminals.

use wqerr::Entry;

use super::grid::{Cell, Frame, Part, draw};
use super::paint::Paint;
use super::title::{INDENT, title_text};
use super::{Style, see_one};
use crate::cli::wrap::{width, wrap};
use wqerr::report::ReportAnswer;

/// The narrowest terminal for a table.
const MIN_WIDTH: usize = 80;

/// The least room for meanings.
const MIN_MEANING: usize = 28;

pub fn render(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let entries: Vec<&Entry> = answer.results.iter().map(|found| found.entry).collect();
    let mut text = table(&entries, style, paint)
        .unwrap_or_else(|| entries.iter().map(|entry| block(entry, style, paint)).collect());
    if let Some(first) = entries.first() {
        text.push('\n');
        text.push_str(&see_one(first, style, paint));
    }
    text
}

/// Status, code with the id below it, and meaning, if there is room.
fn table(entries: &[&Entry], style: Style, paint: &Paint) -> Option<String> {
    let label = &style.messages.label;
    let heads = [label.status, label.code, label.meaning];
    let id = |entry: &Entry| format!("({})", entry.id());
    let names = entries.iter().map(|entry| width(entry.code().unwrap_or_default()).max(width(&id(entry))));
    let used =
        width(label.status).max(3) + names.max()?.max(width(label.code)) + Frame::Open.width(heads.len());
    let meaning =
        style.width.checked_sub(used).filter(|&room| style.width >= MIN_WIDTH && room >= MIN_MEANING)?;
    let row = |entry: &&Entry| -> Vec<Cell> {
        let names = entry.code().map(str::to_owned).into_iter().chain([id(entry)]);
        let meaning = wrap(entry.meaning(style.messages.lang), meaning).into_iter().map(str::to_owned);
        vec![vec![format!("{:>3}", entry.status())], names.collect(), meaning.collect()]
    };
    let rows: Vec<Vec<Cell>> = entries.iter().map(row).collect();
    let painter = |part, piece: &str| match part {
        Part::Border => paint.faint(piece),
        Part::Head => paint.label(piece),
        Part::Cell { row, column: 0, .. } => paint.status(piece, entries[row].status()),
        Part::Cell { row, column: 1, line: 0 } if entries[row].code().is_some() => paint.title(piece),
        Part::Cell { column: 1, .. } => paint.id(piece),
        Part::Cell { .. } => paint.text(piece),
    };
    Some(draw(&heads, &rows, Frame::Open, paint.is_on().then_some(&painter)))
}

/// The title of an entry with its meaning below.
fn block(entry: &Entry, style: Style, paint: &Paint) -> String {
    let mut text = title_text(entry, style.width, paint);
    for line in wrap(entry.meaning(style.messages.lang), style.width.saturating_sub(INDENT.len())) {
        text.push_str(&format!("{INDENT}{line}\n"));
    }
    text
}
