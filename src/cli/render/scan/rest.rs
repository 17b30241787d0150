//! The failures that are not in the catalog: those of other platforms, and those that nothing is known about.

use wqerr::scan::FoundFailure;

use super::numbers::grouped;
use super::when::range;
use super::{View, lines};
use crate::cli::call::Format;
use crate::cli::messages::Messages;
use crate::cli::render::Style;
use crate::cli::render::markdown::code;
use crate::cli::render::paint::Paint;
use crate::cli::wrap::fit;

/// How many kinds are shown; JSON has all.
const KINDS: usize = 10;

/// What stands between two facts of a line.
const DOT: &str = " · ";

/// How many lines an example may take.
const EXAMPLE_LINES: usize = 3;

const INDENT: &str = "  ";

/// Both lists, each with a heading; nothing where there is nothing.
pub fn render(view: View<'_>, format: Format, style: Style) -> String {
    let (others, unknown): (Vec<_>, Vec<_>) =
        view.summary.rest().into_iter().partition(|found| found.kind.system.is_some());
    let logs = &style.messages.logs;
    let lists = [(logs.others, others), (logs.unknown, unknown)].into_iter();
    let lists = lists.filter(|(_, found)| !found.is_empty());
    let texts = lists.map(|(heading, found)| {
        let count = grouped(found.iter().map(|found| found.count).sum());
        list(&heading(&count), &found, view, format, style)
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn list(heading: &str, found: &[&FoundFailure], view: View<'_>, format: Format, style: Style) -> String {
    let paint = Paint::new(style);
    let kinds = view.top.filter(|_| view.by.is_none()).unwrap_or(KINDS);
    let hidden = found.len().saturating_sub(kinds);
    let shown = found.iter().take(kinds);
    let mut text = match format {
        Format::Markdown => format!("### {heading}\n\n"),
        Format::Plain => format!("{heading}\n"),
        _ => paint.heading(heading) + "\n",
    };
    for found in shown {
        text.push_str(&match format {
            Format::Markdown => format!("- {}\n", markdown_item(found, view, style.messages)),
            Format::Plain => plain_item(found, view, style.messages),
            _ => item(found, view, style, &paint),
        });
    }
    if hidden > 0 {
        let more = (style.messages.logs.more_kinds)(&grouped(hidden as u64));
        text.push_str(&match format {
            Format::Markdown => format!("\n{more}\n"),
            Format::Plain => format!("{INDENT}{more}\n"),
            _ => super::wrapped_faint(&more, style, &paint),
        });
    }
    text
}

/// The status, the code and the platform.
fn title(found: &FoundFailure, messages: &Messages) -> String {
    let kind = &found.kind;
    let status = kind.status.map(|status| format!("HTTP {status}"));
    let platform = kind.platform().map(|(name, _)| name.get(messages.lang).to_string());
    [status, kind.code.clone(), platform].into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// Where and when.
fn facts(found: &FoundFailure, view: View<'_>, written: fn(&str) -> String, messages: &Messages) -> String {
    let place = lines((found.first, found.last), view.inputs, written, messages);
    let times = found.times.map(|times| range(times, view.zone, messages));
    [Some(place), times].into_iter().flatten().collect::<Vec<_>>().join(DOT)
}

/// A page to read, or a line to look at.
fn pointer(found: &FoundFailure) -> &str {
    found.kind.platform().map_or_else(|| found.example.as_deref().unwrap_or_default(), |(_, docs)| docs)
}

fn item(found: &FoundFailure, view: View<'_>, style: Style, paint: &Paint) -> String {
    let head = format!("{}  {}", grouped(found.count), title(found, style.messages));
    let room = style.width.saturating_sub(INDENT.len());
    let mut text = String::new();
    let facts = facts(found, view, str::to_owned, style.messages);
    for line in fit(&head, room) {
        text.push_str(&format!("{INDENT}{}\n", paint.title(line)));
    }
    for line in fit(&facts, room.saturating_sub(INDENT.len())) {
        text.push_str(&format!("{INDENT}{INDENT}{line}\n"));
    }
    for line in fit(pointer(found), room.saturating_sub(INDENT.len())).into_iter().take(EXAMPLE_LINES) {
        text.push_str(&format!("{INDENT}{INDENT}{}\n", paint.faint(line)));
    }
    text
}

fn plain_item(found: &FoundFailure, view: View<'_>, messages: &Messages) -> String {
    let facts = facts(found, view, str::to_owned, messages);
    let title = title(found, messages);
    format!("{INDENT}{}  {title}{DOT}{facts}\n{INDENT}{INDENT}{}\n", grouped(found.count), pointer(found))
}

fn markdown_item(found: &FoundFailure, view: View<'_>, messages: &Messages) -> String {
    let facts = facts(found, view, code, messages);
    let pointer = match found.kind.platform() {
        Some((_, docs)) => docs.to_owned(),
        None => code(found.example.as_deref().unwrap_or_default()),
    };
    format!("**{}** {}{DOT}{facts}  \n  {pointer}", grouped(found.count), code(&title(found, messages)))
}
