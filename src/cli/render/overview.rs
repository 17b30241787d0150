//! The catalog as a list to skim: a table, or a block for each entry on narrow terminals.

use wqerr::Entry;

use super::grid::{Cell, Frame, Part, draw};
use super::paint::Paint;
use super::{Style, meaning_block, see_one};
use crate::cli::wrap::{width, wrap};
use wqerr::report::ReportAnswer;

/// The narrowest terminal for a table.
const MIN_WIDTH: usize = 80;

/// The least room for meanings.
const MIN_MEANING: usize = 28;

pub fn render(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let entries: Vec<&Entry> = answer.results.iter().map(|found| found.entry).collect();
    let mut text = table(&entries, style, paint)
        .unwrap_or_else(|| entries.iter().map(|entry| meaning_block(entry, style, paint)).collect());
    if let Some(first) = entries.first() {
        text.push('\n');
        text.push_str(&see_one(first, style, paint));
    }
    text
}

/// Status, code with the id below it, and meaning, if there is room. A code of several words is broken between them
/// where that makes the room.
fn table(entries: &[&Entry], style: Style, paint: &Paint) -> Option<String> {
    let label = &style.messages.label;
    let heads = [label.status, label.code, label.meaning];
    let code = |entry: &Entry| entry.code().map_or(style.messages.no_code.to_owned(), str::to_owned);
    let id = |entry: &Entry| format!("({})", entry.id());
    let widest = |of_code: fn(&str) -> usize| {
        let names = entries.iter().map(|entry| of_code(&code(entry)).max(width(&id(entry))));
        names.max().map(|widest| widest.max(width(label.code)))
    };
    let beside = width(label.status).max(3) + Frame::Open.width(heads.len());
    let room = |names: usize| style.width.checked_sub(beside + names).filter(|&room| room >= MIN_MEANING);
    let whole = widest(width)?;
    let narrow = widest(|code| code.split(' ').map(width).max().unwrap_or(0))?;
    let names = if room(whole).is_some() { whole } else { narrow };
    let meaning = room(names).filter(|_| style.width >= MIN_WIDTH)?;
    let cells = |text: &str, columns| wrap(text, columns).into_iter().map(str::to_owned).collect::<Cell>();
    let row = |entry: &&Entry| -> Vec<Cell> {
        let names = [cells(&code(entry), names), vec![id(entry)]].concat();
        vec![
            vec![format!("{:>3}", entry.status())],
            names,
            cells(entry.meaning(style.messages.lang), meaning),
        ]
    };
    let rows: Vec<Vec<Cell>> = entries.iter().map(row).collect();
    let painter = |part, piece: &str| match part {
        Part::Border => paint.faint(piece),
        Part::Head => paint.label(piece),
        Part::Cell { row, column: 0, .. } => paint.status(piece, entries[row].status()),
        Part::Cell { row, column: 1, line } => {
            let is_id = line + 1 >= rows[row][1].len();
            if is_id || entries[row].code().is_none() { paint.id(piece) } else { paint.title(piece) }
        }
        Part::Cell { .. } => paint.text(piece),
    };
    Some(draw(&heads, &rows, Frame::Open, paint.is_on().then_some(&painter)))
}
