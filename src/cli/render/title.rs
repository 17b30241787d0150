//! What an entry is headed with, the same wherever it is shown.

use wqerr::Entry;

use super::Style;
use super::paint::Paint;
use crate::cli::messages::Messages;
use crate::cli::wrap::{fit, width, wrap};

/// What stands before all lines that belong to a title: the columns of a status and a gap.
pub const INDENT: &str = "     ";

const GAP: &str = "  ";

/// A line of a title as it is and as it is painted.
pub struct TitleLine {
    pub plain: String,
    pub painted: String,
}

/// `403  Forbidden.Frozen  (user-frozen)`. What has no room on that line goes to one of its own, the id first, so that
/// both can be copied whole. A code of several words is broken between them, a word only in a frame.
pub fn title(
    entry: &Entry,
    messages: &Messages,
    columns: usize,
    is_framed: bool,
    paint: &Paint,
) -> Vec<TitleLine> {
    let status = format!("{:>3}", entry.status());
    let code = entry.code().unwrap_or(messages.no_code);
    let of_code =
        |text: &str| if entry.code().is_some() { paint.title(text) } else { paint.faint_text(text) };
    let id = format!("({})", entry.id());
    let of_status = |text: &str| paint.status(text, entry.status());
    let mut lines = Vec::new();
    let mut line = |plain: String, painted: String| lines.push(TitleLine { plain, painted });
    let mut head = (status.clone(), of_status(&status));
    let mut parts = name_lines(code, columns.saturating_sub(INDENT.len()), is_framed).into_iter();
    if let Some(first) = parts.as_slice().first().filter(|first| INDENT.len() + width(first) <= columns) {
        head = (head.0 + GAP + first, head.1 + GAP + &of_code(first));
        parts.next();
    }
    for part in parts {
        let indent = indent_of(part, columns);
        line(head.0, head.1);
        head = (format!("{indent}{part}"), format!("{indent}{}", of_code(part)));
    }
    if width(&head.0) + GAP.len() + width(&id) <= columns {
        line(head.0 + GAP + &id, head.1 + GAP + &paint.id(&id));
        return lines;
    }
    line(head.0, head.1);
    for part in name_lines(&id, columns, is_framed) {
        let indent = indent_of(part, columns);
        line(format!("{indent}{part}"), format!("{indent}{}", paint.id(part)));
    }
    lines
}

/// The same as text.
pub fn title_text(entry: &Entry, style: Style, paint: &Paint) -> String {
    let lines = title(entry, style.messages, style.width, false, paint);
    lines.into_iter().map(|line| line.painted + "\n").collect()
}

/// The lines of a name: its words stay whole, unless a frame leaves no room for that.
fn name_lines(name: &str, columns: usize, is_framed: bool) -> Vec<&str> {
    if is_framed { fit(name, columns) } else { wrap(name, columns) }
}

/// What stands before a name on a line of its own: less than usual if the name needs the room.
fn indent_of(name: &str, columns: usize) -> &'static str {
    &INDENT[..INDENT.len().min(columns.saturating_sub(width(name)))]
}
