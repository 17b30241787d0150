//! The summary as a table; on narrow terminals the entries stand one below the other.

use wqerr::Entry;
use wqerr::scan::{Found, Summary};

use super::numbers::{grouped, percent, sparkline};
use super::{first_step, lines, share, total, values};
use crate::cli::args::Input;
use crate::cli::render::grid::{Cell, PER_COLUMN, Part, draw, hang};
use crate::cli::render::paint::Paint;
use crate::cli::render::wrap::{paragraph, width};
use crate::cli::render::{Style, see_one};

/// The widest that the table is.
const MAX_WIDTH: usize = 120;

/// Below this width of its texts a table is hard to read.
const MIN_TEXT: usize = 46;

/// How many values of a placeholder are shown.
const VALUES: usize = 3;

/// Into how many parts the input is divided to show where an error is.
const PARTS: usize = 16;

/// What stands between two facts of a line.
const DOT: &str = " · ";

pub fn render(summary: &Summary<'_>, inputs: &[Input], style: Style) -> String {
    let paint = Paint::new(style);
    let found = summary.found();
    let texts = &style.messages.scan;
    let mut text = paragraph(&total(summary, style.messages), style.width);
    let counts: Vec<[String; 2]> =
        found.iter().map(|found| [grouped(found.count), percent(share(found, summary))]).collect();
    let left = counts.iter().flatten().map(|text| width(text)).max().unwrap_or(0).max(width(texts.count));
    let room = style.width.min(MAX_WIDTH).saturating_sub(left + 2 * PER_COLUMN + 1);
    if room < MIN_TEXT {
        for (found, counts) in found.iter().zip(&counts) {
            text.push_str(&stacked(found, counts, summary, inputs, style, &paint));
        }
        text.push('\n');
    } else {
        let rows: Vec<Vec<Cell>> = found
            .iter()
            .zip(&counts)
            .map(|(found, counts)| {
                let mut left_cell = Cell::default();
                for count in counts {
                    left_cell.add(&" ".repeat(left - width(count)), count);
                }
                vec![left_cell, described(found, summary, inputs, room, style)]
            })
            .collect();
        let painter = |part, piece: &str| painted(part, piece, &paint);
        text.push_str(&draw(&[texts.count, texts.error], &rows, paint.is_on().then_some(&painter)));
    }
    if let Some(first) = found.first() {
        text.push_str(&see_one(first.entry, style, &paint));
    }
    text
}

/// An error, where it is, its values, and what to do.
fn described(found: &Found<'_>, summary: &Summary<'_>, inputs: &[Input], room: usize, style: Style) -> Cell {
    let (entry, messages) = (found.entry, style.messages);
    let mut cell = Cell::default();
    title(&mut cell, entry, room);
    hang(&mut cell, "", entry.meaning(messages.lang), room);
    let spread = sparkline(&summary.spread(found, PARTS));
    let facts =
        [lines(found, inputs, str::to_owned, messages), (messages.scan.retry)(entry.retry()).to_owned()]
            .join(DOT);
    let line = [spread.as_str(), &facts].join(DOT);
    if width(&line) <= room {
        cell.add("", &line);
    } else {
        cell.add("", &spread);
        hang(&mut cell, "", &facts, room);
    }
    for (name, values) in values(found, VALUES, messages) {
        hang(&mut cell, "  ", &format!("{name}{}{values}", messages.colon), room);
    }
    hang(&mut cell, "→ ", first_step(found, messages), room);
    cell
}

/// The status and the code, and the id at the right end where there is room, else below. A code that has no room
/// behind the status stands below it whole, or, where it is wider than that, hangs behind it broken.
fn title(cell: &mut Cell, entry: &Entry, room: usize) {
    const GAP: &str = "  ";
    let status = entry.status().to_string();
    let code = entry.code().unwrap_or_default();
    let title = if code.is_empty() { status.clone() } else { [&status, code].join(GAP) };
    if let Some(gap) = room.checked_sub(width(&title) + width(entry.id())).filter(|&gap| gap >= GAP.len()) {
        return cell.add(&title, &format!("{}{}", " ".repeat(gap), entry.id()));
    }
    if width(&title) <= room {
        cell.add("", &title);
    } else if width(code) <= room {
        cell.add("", &status);
        cell.add("", code);
    } else {
        hang(cell, &(status + GAP), code, room);
    }
    hang(cell, "", entry.id(), room);
}

fn stacked(
    found: &Found<'_>,
    counts: &[String; 2],
    summary: &Summary<'_>,
    inputs: &[Input],
    style: Style,
    paint: &Paint,
) -> String {
    const INDENT: &str = "  ";
    let cell = described(found, summary, inputs, style.width.saturating_sub(INDENT.len()), style);
    let mut text = format!("\n{}\n", paint.title(&counts.join(DOT)));
    for (line, _) in (0..).map_while(|height| cell.line(height)) {
        text.push_str(&format!("{INDENT}{}\n", paint.text(line)));
    }
    text
}

/// A piece of the table, borders and shares faint, the heads and the first line of each row in colour.
fn painted(part: Part, piece: &str, paint: &Paint) -> String {
    match part {
        Part::Head => paint.label(piece),
        Part::Cell { line: 0, .. } => paint.title(piece),
        Part::Border | Part::Cell { column: 0, .. } => paint.faint(piece),
        Part::Cell { .. } => paint.text(piece),
    }
}
