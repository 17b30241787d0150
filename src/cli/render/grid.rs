//! Tables, and cells whose lines are broken already.
//!
//! comfy-table lays out and draws them. Colors come after that: a colored text in a cell would break its widths.

use std::borrow::Cow;
use std::iter;

use comfy_table::presets::{NOTHING, UTF8_FULL};
use comfy_table::{ContentArrangement, LineStyle, Table};

use crate::cli::wrap::{columns_in, fit, width};

/// What is drawn around the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Lines around every cell.
    Full,
    /// A line below the heads.
    Open,
}

impl Frame {
    /// The columns that all of a table takes beside the texts in its cells.
    pub const fn width(self, columns: usize) -> usize {
        match self {
            Self::Full => columns * 3 + 1,
            Self::Open => columns.saturating_sub(1) * 2,
        }
    }
}

/// What a piece of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Border,
    Head,
    /// A line of a cell, with what fills its column.
    Cell {
        row: usize,
        column: usize,
        line: usize,
    },
}

/// What a piece looks like.
pub type Painter<'p> = &'p dyn Fn(Part, &str) -> String;

/// The lines of a cell.
pub type Cell = Vec<String>;

/// Draws a table; without a painter its pieces stay as they are.
pub fn draw(heads: &[&str], rows: &[Vec<Cell>], frame: Frame, painter: Option<Painter<'_>>) -> String {
    let mut table = Table::new();
    table.set_content_arrangement(ContentArrangement::Disabled).set_header(heads.iter().copied());
    table.add_rows(rows.iter().map(|cells| cells.iter().map(|cell| cell.join("\n"))));
    match frame {
        Frame::Full => {
            table.load_style(UTF8_FULL.with_solid_inner_borders().with_rounded_corners());
        }
        Frame::Open => {
            table.load_style(NOTHING.header_separator(LineStyle::none().fill('─').junction('─')));
            // The junction of the line below the heads is the second column of the gap.
            table.column_iter_mut().for_each(|column| _ = column.set_padding((0, 1)));
            if let Some(last) = table.column_mut(heads.len() - 1) {
                last.set_padding((0, 0));
            }
        }
    }
    let widths: Vec<usize> = table.column_max_content_widths().into_iter().map(usize::from).collect();
    let mut text = String::new();
    for (line, kind) in table.lines().zip(lines_of(rows, frame)) {
        let line = line.trim_end();
        match painter {
            Some(painter) => text.push_str(&painted(line, kind, &widths, frame, painter)),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// What a line of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Border,
    Head,
    Row { row: usize, line: usize },
}

/// The lines of a table from top to bottom.
fn lines_of(rows: &[Vec<Cell>], frame: Frame) -> Vec<Line> {
    let is_full = frame == Frame::Full;
    let border = || iter::once(Line::Border).filter(|_| is_full);
    let height = |cells: &[Cell]| cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let row = |(row, cells): (usize, &Vec<Cell>)| {
        let above = (row > 0).then_some(Line::Border).filter(|_| is_full);
        above.into_iter().chain((0..height(cells)).map(move |line| Line::Row { row, line }))
    };
    border()
        .chain([Line::Head, Line::Border])
        .chain(rows.iter().enumerate().flat_map(row))
        .chain(border())
        .collect()
}

/// A line with its pieces painted.
fn painted(line: &str, kind: Line, widths: &[usize], frame: Frame, painter: Painter<'_>) -> String {
    if kind == Line::Border {
        return painter(Part::Border, line);
    }
    let (mut text, mut rest) = (String::new(), line);
    for (column, width) in widths.iter().enumerate() {
        let (border, padding) = match frame {
            Frame::Full => (1, 2),
            Frame::Open => (usize::from(column > 0), 1),
        };
        let (piece, after) = rest.split_at(columns_in(rest, border));
        text.push_str(&painter(Part::Border, piece));
        let (piece, after) = after.split_at(columns_in(after, width + padding));
        let part = match kind {
            Line::Row { row, line } => Part::Cell { row, column, line },
            Line::Head | Line::Border => Part::Head,
        };
        text.push_str(&painter(part, piece));
        rest = after;
    }
    text + &painter(Part::Border, rest)
}

/// Adds a text behind a mark to `cell`, the following lines under its beginning. A link that is too wide is
/// left out: the card of the entry has it in full.
pub fn hang(cell: &mut Cell, mark: &str, text: &str, columns: usize) {
    let indent = width(mark);
    let columns = columns.saturating_sub(indent).max(1);
    let text = without_wide_link(text, columns);
    if text.is_empty() {
        return;
    }
    for (index, line) in fit(&text, columns).into_iter().enumerate() {
        cell.push(if index == 0 { format!("{mark}{line}") } else { format!("{}{line}", " ".repeat(indent)) });
    }
}

/// `text` without a link in parentheses that is wider than `columns`.
pub fn without_wide_link(text: &str, columns: usize) -> Cow<'_, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let links = [("(https://", ")"), ("（https://", "）")];
    let link = links.iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let end = start + text[start..].find(close)? + close.len();
        (width(&text[start..end]) > columns).then_some((start, end))
    });
    link.map_or(Cow::Borrowed(text), |(start, end)| {
        Cow::Owned(text[..start].trim_end().to_owned() + &text[end..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_a_table_is_painted_as_what_it_is() {
        let rows =
            [vec![vec!["403".to_owned()], vec!["错误│".to_owned(), "b".to_owned()]], vec![vec![], vec![]]];
        for frame in [Frame::Full, Frame::Open] {
            let plain = draw(&["A", "B"], &rows, frame, None);
            let mark = |part, piece: &str| match part {
                Part::Border => piece.to_owned(),
                Part::Head => piece.to_lowercase(),
                Part::Cell { row, column, line } => {
                    assert!(row < 2 && column < 2 && line < 2);
                    piece.replace('错', "対")
                }
            };
            let painted = draw(&["A", "B"], &rows, frame, Some(&mark));
            assert_eq!(painted.replace('対', "错").to_uppercase(), plain.to_uppercase());
            assert!(
                painted.contains("対误│") && painted.contains(" b") && !painted.contains('A'),
                "{painted}"
            );
        }
    }
}
