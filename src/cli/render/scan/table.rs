//! The summary as a table; on narrow terminals the entries stand one below the other.

use wqerr::scan::Found;

use super::numbers::{grouped, percent, sparkline};
use super::when::{scale, short_range, spread};
use super::{View, first_step, lines, share, total, values, wrapped_faint};
use crate::cli::render::grid::{Cell, Frame, Part, draw, hang};
use crate::cli::render::paint::Paint;
use crate::cli::render::title::{TitleLine, title};
use crate::cli::render::{Style, see_one};
use crate::cli::wrap::{paragraph, width};

/// Below this width of its texts a table is hard to read.
const MIN_TEXT: usize = 46;

/// How many values of a placeholder are shown.
const VALUES: usize = 3;

/// Into how many parts the input is divided to show where an error is.
const PARTS: usize = 16;

/// What stands between two facts of a line.
const DOT: &str = " · ";

/// What there is to say of an error: its title, and the lines below that.
struct Described {
    title: Vec<TitleLine>,
    body: Cell,
}

pub fn render(view: View<'_>, style: Style) -> String {
    let summary = view.summary;
    let paint = Paint::new(style);
    let found = view.found();
    let texts = &style.messages.scan;
    let mut text = paragraph(&total(summary, style.messages), style.width);
    let counts: Vec<[String; 2]> =
        found.iter().map(|found| [grouped(found.count), percent(share(found, summary))]).collect();
    let left = counts.iter().flatten().map(|text| width(text)).max().unwrap_or(0).max(width(texts.count));
    let room = style.width.saturating_sub(left + Frame::Full.width(2));
    if room < MIN_TEXT {
        for (found, counts) in found.iter().zip(&counts) {
            text.push_str(&stacked(found, counts, view, style, &paint));
        }
        text.push('\n');
    } else {
        let described: Vec<_> =
            found.iter().map(|found| describe(found, view, room, style, &paint)).collect();
        text.push_str(&table(&described, &counts, left, style, &paint));
    }
    if let Some(scale) = scale(summary, view.zone, PARTS, style.messages) {
        text.push_str(&wrapped_faint(&scale, style, &paint));
    }
    if let Some(first) = found.first() {
        text.push_str(&see_one(first.entry, style, &paint));
    }
    text
}

fn table(
    described: &[Described],
    counts: &[[String; 2]],
    left: usize,
    style: Style,
    paint: &Paint,
) -> String {
    let row = |(described, counts): (&Described, &[String; 2])| -> Vec<Cell> {
        let counts = counts.iter().map(|count| " ".repeat(left - width(count)) + count);
        let title = described.title.iter().map(|line| line.plain.clone());
        vec![counts.collect(), title.chain(described.body.iter().cloned()).collect()]
    };
    let rows: Vec<Vec<Cell>> = described.iter().zip(counts).map(row).collect();
    let painter = |part, piece: &str| match part {
        Part::Head => paint.label(piece),
        Part::Cell { column: 0, line: 0, .. } => paint.title(piece),
        Part::Border | Part::Cell { column: 0, .. } => paint.faint(piece),
        Part::Cell { row, line, .. } => match described[row].title.get(line) {
            Some(title) => piece.replacen(&title.plain, &title.painted, 1),
            None => paint.text(piece),
        },
    };
    let texts = &style.messages.scan;
    draw(&[texts.count, texts.error], &rows, Frame::Full, paint.is_on().then_some(&painter))
}

/// An error, where it is, its values, and what to do.
fn describe(found: &Found<'_>, view: View<'_>, room: usize, style: Style, paint: &Paint) -> Described {
    let (entry, messages) = (found.entry, style.messages);
    let mut body = Cell::default();
    hang(&mut body, "", entry.meaning(messages.lang), room);
    let spread = sparkline(&spread(found, view.summary, PARTS));
    let place = lines((found.first, found.last), view.inputs, str::to_owned, messages);
    let times =
        found.timeline.range().map(|times| short_range(times, view.summary.times(), view.zone, messages));
    let retry = (messages.scan.retry)(entry.retry()).to_owned();
    let facts = [Some(place), times, Some(retry)].into_iter().flatten().collect::<Vec<_>>().join(DOT);
    let line = [spread.as_str(), &facts].join(DOT);
    if width(&line) <= room {
        body.push(line);
    } else {
        body.push(spread);
        hang(&mut body, "", &facts, room);
    }
    for (name, values) in values(found, VALUES, messages) {
        hang(&mut body, "  ", &format!("{name}{}{values}", messages.colon), room);
    }
    hang(&mut body, "→ ", first_step(found, messages), room);
    Described { title: title(entry, messages, room, true, paint), body }
}

fn stacked(found: &Found<'_>, counts: &[String; 2], view: View<'_>, style: Style, paint: &Paint) -> String {
    const INDENT: &str = "  ";
    let described = describe(found, view, style.width.saturating_sub(INDENT.len()), style, paint);
    let mut text = format!("\n{}\n", paint.title(&counts.join(DOT)));
    let title = described.title.into_iter().map(|line| line.painted);
    for line in title.chain(described.body.iter().map(|line| paint.text(line))) {
        text.push_str(&format!("{INDENT}{line}\n"));
    }
    text
}
