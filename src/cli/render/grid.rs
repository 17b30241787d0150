//! The frame of a table, and cells whose lines are broken and measured already.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use comfy_table::{ContentArrangement, Table, presets};

use super::wrap::{fit, width};

/// What stands between the columns.
const BORDER: &str = "│";

/// The columns that borders and padding take for each column of a table, and once.
pub const PER_COLUMN: usize = 3;

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

/// Draws a table; without a painter its pieces stay as they are.
pub fn draw(heads: &[&str], rows: &[Vec<Cell>], painter: Option<Painter<'_>>) -> String {
    let widest = |column| rows.iter().map(|cells| Cell::width(&cells[column])).max().unwrap_or(0);
    let widths: Vec<usize> =
        heads.iter().enumerate().map(|(column, head)| width(head).max(widest(column))).collect();
    let frame = Frame::new(heads, &widths);
    let lines: usize = rows.iter().map(|cells| height(cells) + 1).sum();
    // Borders take three bytes, and so do most wide characters, which take two columns.
    let text = String::with_capacity((frame.bottom.len() + 1) * (lines + frame.head.len()));
    let mut drawing = Drawing { text, painter };
    for line in &frame.head {
        drawing.add_head(line);
    }
    for (row, cells) in rows.iter().enumerate() {
        if row > 0 {
            drawing.add(Part::Border, &frame.between);
            drawing.text.push('\n');
        }
        for line in 0..height(cells) {
            for (column, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
                drawing.add(Part::Border, BORDER);
                drawing.add_line(Part::Cell { row, column, line }, cell, line, width);
            }
            drawing.add(Part::Border, BORDER);
            drawing.text.push('\n');
        }
    }
    drawing.add(Part::Border, &frame.bottom);
    drawing.text + "\n"
}

/// The lines of a row.
fn height(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0)
}

/// A table that is being drawn.
struct Drawing<'p> {
    text: String,
    painter: Option<Painter<'p>>,
}

impl Drawing<'_> {
    fn add(&mut self, part: Part, piece: &str) {
        match self.painter {
            Some(painter) => self.text.push_str(&painter(part, piece)),
            None => self.text.push_str(piece),
        }
    }

    /// Adds a line of the head: one of its borders, or that of the names.
    fn add_head(&mut self, line: &str) {
        let mut pieces = line.split(BORDER);
        // The line of the names begins with a border, and has one behind each.
        self.add(Part::Border, pieces.next().unwrap_or_default());
        for piece in pieces {
            self.add(Part::Border, BORDER);
            self.add(Part::Head, piece);
        }
        self.text.push('\n');
    }

    /// Adds a line of a cell, as wide as its column.
    fn add_line(&mut self, part: Part, cell: &Cell, line: usize, width: usize) {
        if self.painter.is_none() {
            return cell.push_line(&mut self.text, line, width);
        }
        let mut padded = String::new();
        cell.push_line(&mut padded, line, width);
        self.add(part, &padded);
    }
}

/// What stands around the rows of a table.
struct Frame {
    /// The lines above the first row.
    head: Vec<String>,
    /// The line between two rows.
    between: String,
    bottom: String,
}

impl Frame {
    /// Draws it around two empty rows. The rows themselves, whose lines are broken and measured, are not given to
    /// the table: it would measure each cell twice more, which takes longer than all else in a look-up.
    fn new(heads: &[&str], widths: &[usize]) -> Self {
        let padded =
            |(head, &columns): (&&str, &usize)| format!("{head}{}", " ".repeat(columns - width(head)));
        let empty = || heads.iter().map(|_| "");
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL.with_solid_inner_borders().with_rounded_corners());
        table.set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(heads.iter().zip(widths).map(padded)).add_row(empty()).add_row(empty());
        let mut lines: Vec<String> = table.lines().collect();
        let bottom = lines.pop().unwrap_or_default();
        // Between the two rows stands the line that all rows have between them.
        let between = lines.split_off(lines.len().saturating_sub(2)).swap_remove(0);
        lines.pop();
        Self { head: lines, between, bottom }
    }
}

/// The lines of a cell, one behind the other.
#[derive(Default)]
pub struct Cell {
    text: String,
    /// Where each line is, and the columns that it takes.
    lines: Vec<(Range<usize>, usize)>,
}

impl Cell {
    /// Adds a line of two parts.
    pub fn add(&mut self, lead: &str, rest: &str) {
        let start = self.text.len();
        self.text.push_str(lead);
        self.text.push_str(rest);
        self.lines.push((start..self.text.len(), width(lead) + width(rest)));
    }

    /// A line with the columns that it takes.
    pub fn line(&self, height: usize) -> Option<(&str, usize)> {
        self.lines.get(height).map(|(place, columns)| (&self.text[place.clone()], *columns))
    }

    /// The columns of the widest line.
    fn width(&self) -> usize {
        self.lines.iter().map(|(_, columns)| *columns).max().unwrap_or(0)
    }

    /// Adds a line of this cell, as wide as its column.
    fn push_line(&self, to: &mut String, line: usize, width: usize) {
        let (text, columns) = self.line(line).unwrap_or_default();
        to.push(' ');
        to.push_str(text);
        to.extend(iter::repeat_n(' ', width - columns + 1));
    }
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
    let mut lead = mark;
    for line in fit(&text, columns) {
        cell.add(lead, line);
        lead = &SPACES[..indent];
    }
}

/// The indent of the lines behind a mark, of which none is wider.
const SPACES: &str = "        ";

/// `text` without a link in parentheses that is wider than `columns`.
fn without_wide_link(text: &str, columns: usize) -> Cow<'_, str> {
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
