//! What an entry is headed with.

use wqerr::Entry;

use super::paint::Paint;
use super::wrap::width;

/// The status and the code, and the id at the right end where there is room, else on a line of its own behind
/// `indent`. A code that has no room behind the status has a line of its own too, so that it stays whole.
pub fn title(entry: &Entry, columns: usize, indent: &str, paint: &Paint) -> String {
    const GAP: usize = 2;
    let status = format!("{:>3}", entry.status());
    let code = entry.code().unwrap_or_default();
    let used = width(&status) + GAP + width(code);
    let id = paint.id(entry.id());
    let mut text = paint.status(&status, entry.status());
    if !code.is_empty() {
        text.push_str(if used > columns { "\n" } else { "  " });
        text.push_str(&paint.title(code));
    }
    let gap = columns.checked_sub(used + width(entry.id())).filter(|&gap| gap >= GAP);
    match gap {
        Some(gap) if code.is_empty() => text.push_str(&" ".repeat(gap + GAP)),
        Some(gap) => text.push_str(&" ".repeat(gap)),
        None => text.push_str(&format!("\n{indent}")),
    }
    text + &id + "\n"
}
