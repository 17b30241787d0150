//! Several entries side by side, with what to do about each.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use comfy_table::{ContentArrangement, Table, presets};
use wqerr::Match;

use super::paint::Paint;
use super::title::title;
use super::wrap::{width, wrap};
use super::{Style, evidence_lines, see_one};
use crate::cli::report::{Question, ReportAnswer};

/// From this width on all steps are shown, in a column of their own.
const WIDE: usize = 120;

/// Below this width of its texts a table is hard to read: the entries stand one below the other.
const MIN_TEXT: usize = 34;

/// The widest that a table is.
const MAX_WIDTH: usize = 200;

/// The lines of the border and the head.
const HEAD_LINES: usize = 2;

/// What stands between the columns.
const BORDER: char = '│';

/// The columns that borders and padding take for each column of a table, and once.
const PER_COLUMN: usize = 3;

pub fn render(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let mut text = heading(answer, style, paint);
    text.push_str(&grid(answer, style, paint).unwrap_or_else(|| stacked(answer, style, paint)));
    if let Some(first) = answer.results.first() {
        text.push_str(&see_one(first.entry, style, paint));
    }
    text
}

/// What was asked, where it was a raw error: what that says, and how sure the entries are.
fn heading(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    let Question::Evidence(evidence) = &answer.question else { return String::new() };
    let messages = style.messages;
    let mut lines: Vec<String> = evidence_lines(evidence, messages)
        .into_iter()
        .flat_map(|(label, value)| labelled(label, &value, style.width, messages.colon, paint))
        .collect();
    if let Some(first) = answer.results.first() {
        let text = (messages.confidence)(first.confidence);
        lines.extend(labelled(messages.label.certainty, text, style.width, messages.colon, paint));
    }
    for &hint in &answer.hints {
        lines.extend(labelled(
            messages.label.hint,
            (messages.hint)(hint),
            style.width,
            messages.colon,
            paint,
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn labelled(label: &str, value: &str, columns: usize, colon: &str, paint: &Paint) -> Vec<String> {
    let head = format!("{label}{colon}");
    let text = format!("{head}{value}");
    let mut lines: Vec<String> = wrap(&text, columns).into_iter().map(str::to_owned).collect();
    if let Some(rest) = lines.first().and_then(|first| first.strip_prefix(&*head)) {
        lines[0] = paint.label(&head) + rest;
    }
    lines
}

/// The entries as a table, if there is room for one.
fn grid(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> Option<String> {
    let label = &style.messages.label;
    let all: &[&str] = &[label.status, label.code, label.meaning, label.remediation];
    let few: &[&str] = &[label.status, label.code, label.meaning_and_step];
    let fitting = |heads| Some((heads, column_widths(answer, style, heads)?));
    let wide = (style.width >= WIDE).then_some(all).and_then(fitting);
    let (heads, columns) = wide.or_else(|| fitting(few))?;
    let rows: Vec<Vec<Cell>> = answer.results.iter().map(|found| cells(found, style, &columns)).collect();
    let widest = |column| rows.iter().map(|cells| Cell::width(&cells[column])).max().unwrap_or(0);
    let widths: Vec<usize> =
        heads.iter().enumerate().map(|(column, head)| width(head).max(widest(column))).collect();
    let frame = Frame::new(heads, &widths);
    let mut text = String::with_capacity(answer.results.len() * style.width * 8);
    let mut add = |line: &str, is_head| {
        push_painted(&mut text, line, is_head, paint);
        text.push('\n');
    };
    frame.head.iter().zip(0..).for_each(|(line, number)| add(line, number < HEAD_LINES));
    let mut line = String::with_capacity(style.width * 3);
    for (number, cells) in rows.iter().enumerate() {
        if number > 0 {
            add(&frame.between, false);
        }
        for height in 0..cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0) {
            line.clear();
            for (cell, &width) in cells.iter().zip(&widths) {
                cell.push_line(&mut line, height, width);
            }
            line.push(BORDER);
            add(&line, false);
        }
    }
    add(&frame.bottom, false);
    Some(text)
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
        let empty: Vec<String> = widths.iter().map(|&width| " ".repeat(width)).collect();
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL.with_solid_inner_borders().with_rounded_corners());
        table.set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(heads).add_row(&empty).add_row(&empty);
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
struct Cell {
    text: String,
    /// Where each line is, and the columns that it takes.
    lines: Vec<(Range<usize>, usize)>,
}

impl Cell {
    /// Adds a line of two parts.
    fn add(&mut self, lead: &str, rest: &str) {
        let start = self.text.len();
        self.text.push_str(lead);
        self.text.push_str(rest);
        self.lines.push((start..self.text.len(), width(lead) + width(rest)));
    }

    /// A line with the columns that it takes.
    fn line(&self, height: usize) -> Option<(&str, usize)> {
        self.lines.get(height).map(|(place, columns)| (&self.text[place.clone()], *columns))
    }

    /// The columns of the widest line.
    fn width(&self) -> usize {
        self.lines.iter().map(|(_, columns)| *columns).max().unwrap_or(0)
    }

    /// Adds a line of this cell to a line of the table, with the border before it.
    fn push_line(&self, to: &mut String, height: usize, width: usize) {
        let (text, columns) = self.line(height).unwrap_or_default();
        to.push(BORDER);
        to.push(' ');
        to.push_str(text);
        to.extend(iter::repeat_n(' ', width - columns + 1));
    }
}

/// The cells of a row, their lines broken.
fn cells(found: &Match<'_>, style: Style, columns: &[usize]) -> Vec<Cell> {
    let (entry, lang) = (found.entry, style.messages.lang);
    let mut cells: Vec<Cell> = columns.iter().map(|_| Cell::default()).collect();
    cells[0].add("", &entry.status().to_string());
    cells[1].add("", entry.code().unwrap_or("—"));
    cells[1].add("", entry.id());
    hang(&mut cells[2], "", entry.meaning(lang), columns[2]);
    if let Some(&columns) = columns.get(3) {
        for (number, step) in (1..).zip(entry.remediation(lang)) {
            hang(&mut cells[3], &format!("{number}. "), step, columns);
        }
    } else if let Some(first) = entry.remediation(lang).first() {
        hang(&mut cells[2], "→ ", first, columns[2]);
    }
    cells
}

/// Adds a text behind a mark to `cell`, the following lines under its beginning. A link that is too wide is
/// left out: the card of the entry has it in full.
fn hang(cell: &mut Cell, mark: &str, text: &str, columns: usize) {
    let indent = width(mark);
    let columns = columns.saturating_sub(indent).max(1);
    let text = without_wide_link(text, columns);
    if text.is_empty() {
        return;
    }
    let mut lead = mark;
    for line in wrap(&text, columns) {
        for piece in pieces_of(line, columns) {
            cell.add(lead, piece);
            lead = &SPACES[..indent];
        }
    }
}

/// The indent of the lines behind a mark, of which none is wider.
const SPACES: &str = "        ";

/// A line that is wider than its column, a long path, broken behind its slashes.
fn pieces_of(line: &str, columns: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        // No line has more columns than bytes.
        if line.len() > columns && width(line) > columns {
            let fits = |&(at, _): &(usize, &str)| width(&line[..=at]) <= columns;
            let slash = line.match_indices('/').take_while(fits).last();
            if let Some((at, _)) = slash.filter(|&(at, _)| at + 1 < line.len()) {
                rest = Some(&line[at + 1..]);
                return Some(&line[..=at]);
            }
        }
        Some(line)
    })
}

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

/// The widths of the columns: codes as wide as they are, the rest for the texts, if that is enough.
fn column_widths(answer: &ReportAnswer<'_>, style: Style, heads: &[&str]) -> Option<Vec<usize>> {
    let total = style.width.min(MAX_WIDTH);
    let status = width(heads[0]).max(3);
    let names = answer.results.iter().flat_map(|found| [found.entry.code().unwrap_or("—"), found.entry.id()]);
    let code = names.map(width).max().unwrap_or(0).max(width(heads[1]));
    let rest = total.checked_sub(status + code + heads.len() * PER_COLUMN + 1)?;
    let texts = if heads.len() == 3 { vec![rest] } else { vec![rest * 2 / 5, rest - rest * 2 / 5] };
    let is_enough = texts.iter().zip(&heads[2..]).all(|(&text, head)| text >= MIN_TEXT.max(width(head)));
    is_enough.then(|| [vec![status, code], texts].concat())
}

/// Adds a line of the table, its borders faint, its status and its head in colour.
fn push_painted(text: &mut String, line: &str, is_head: bool, paint: &Paint) {
    if !paint.is_on() {
        return text.push_str(line);
    }
    if !line.contains(BORDER) {
        return text.push_str(&paint.faint(line));
    }
    // The code stands in the first line of a row, the id below it.
    let is_first = line.split(BORDER).nth(1).is_some_and(|status| !status.trim().is_empty());
    for (column, cell) in line.split(BORDER).enumerate() {
        if column > 0 {
            text.push_str(&paint.faint("│"));
        }
        text.push_str(&match cell.trim().parse::<u16>() {
            _ if is_head => paint.label(cell),
            Ok(status) if column == 1 => paint.status(cell, status),
            _ if column == 2 && is_first => paint.title(cell),
            _ if column == 2 => paint.id(cell),
            _ => paint.text(cell),
        });
    }
}

/// The entries one below the other, for narrow terminals.
fn stacked(answer: &ReportAnswer<'_>, style: Style, paint: &Paint) -> String {
    const INDENT: &str = "  ";
    let columns = style.width.saturating_sub(INDENT.len());
    let mut text = String::new();
    for found in &answer.results {
        let entry = found.entry;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&title(entry, style.width, INDENT, paint));
        let mut body = Cell::default();
        for line in wrap(entry.meaning(style.messages.lang), columns) {
            body.add("", line);
        }
        if let Some(first) = entry.remediation(style.messages.lang).first() {
            hang(&mut body, "→ ", first, columns);
        }
        for (line, _) in (0..).map_while(|height| body.line(height)) {
            text.push_str(&format!("{INDENT}{}\n", paint.text(line)));
        }
    }
    text
}
