//! What an entry is headed with, the same wherever it is shown.

use wqerr::Entry;

use super::paint::Paint;
use crate::cli::wrap::{fit, width};

/// What stands before all lines that belong to a title: the columns of a status and a gap.
pub const INDENT: &str = "     ";

const GAP: &str = "  ";

/// A line of a title as it is and as it is painted.
pub struct TitleLine {
    pub plain: String,
    pub painted: String,
}

/// `403  Forbidden.Frozen  (user-frozen)`. What has no room on that line goes to one of its own, the id first, so that
/// both can be copied whole. A name that is wider than all columns is broken only in a frame.
pub fn title(entry: &Entry, columns: usize, is_framed: bool, paint: &Paint) -> Vec<TitleLine> {
    let status = format!("{:>3}", entry.status());
    let code = entry.code().unwrap_or_default();
    let id = format!("({})", entry.id());
    let of_status = |text: &str| paint.status(text, entry.status());
    let mut lines = Vec::new();
    let mut line = |plain: String, painted: String| lines.push(TitleLine { plain, painted });
    let mut head = (status.clone(), of_status(&status));
    if width(&status) + GAP.len() + width(code) > columns {
        line(head.0, head.1);
        let (last, broken) = name_lines(code, columns, is_framed)
            .split_last()
            .map(|(last, rest)| (*last, rest.to_vec()))
            .unwrap_or_default();
        for part in broken {
            line(part.to_owned(), paint.title(part));
        }
        head = (last.to_owned(), paint.title(last));
    } else if !code.is_empty() {
        head = (head.0 + GAP + code, head.1 + GAP + &paint.title(code));
    }
    if width(&head.0) + GAP.len() + width(&id) <= columns {
        line(head.0 + GAP + &id, head.1 + GAP + &paint.id(&id));
        return lines;
    }
    line(head.0, head.1);
    let indent = if INDENT.len() + width(&id) <= columns { INDENT } else { "" };
    for part in name_lines(&id, columns, is_framed) {
        line(format!("{indent}{part}"), format!("{indent}{}", paint.id(part)));
    }
    lines
}

/// The same as text.
pub fn title_text(entry: &Entry, columns: usize, paint: &Paint) -> String {
    title(entry, columns, false, paint).into_iter().map(|line| line.painted + "\n").collect()
}

/// The lines of a name: one, unless a frame leaves no room for that.
fn name_lines(name: &str, columns: usize, is_framed: bool) -> Vec<&str> {
    if is_framed { fit(name, columns) } else { vec![name] }
}
