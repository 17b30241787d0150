//! The catalog as a page to read: an overview and every entry.

use wqerr::{Catalog, Entry};

use super::markdown::{cell, code, entry_text};
use crate::cli::messages::Messages;
use wqerr::report::Report;

pub fn render(report: &Report<'_>, messages: &Messages) -> String {
    let texts = &messages.reference;
    let found: Vec<_> = report.answers.iter().flat_map(|answer| &answer.results).collect();
    if found.is_empty() {
        return String::new();
    }
    let catalog = Catalog::embedded();
    let mut text = format!("# {}\n\n", texts.title);
    if let Some(date) = catalog.date() {
        text.push_str(&format!("{}\n\n", (texts.as_of)(date)));
    }
    let label = &messages.label;
    text.push_str(&format!("## {}\n\n", texts.overview));
    text.push_str(&format!("| {} | {} | {} | {} |\n", label.status, label.code, label.meaning, texts.retry));
    text.push_str("|---|---|---|---|\n");
    let rows: Vec<_> = found.iter().map(|found| row(found.entry, messages)).collect();
    text.push_str(&rows.concat());
    text.push_str(&format!("\n## {}\n", texts.entries));
    for found in found {
        text.push_str(&format!("\n{}", entry_text(found, false, messages)));
        text.push_str(&more(found.entry, messages));
    }
    text
}

/// A row of the overview, with a link to the entry.
fn row(entry: &Entry, messages: &Messages) -> String {
    let texts = &messages.reference;
    let name = entry.code().map_or_else(|| "—".to_owned(), |name| cell(&code(name)));
    let retry = if entry.retry().is_retryable() { texts.yes } else { texts.no };
    let meaning = cell(entry.meaning(messages.lang));
    format!("| {} | [{name}](#{}) | {meaning} | {retry} |\n", entry.status(), anchor(entry))
}

/// What only the reference says of an entry.
fn more(entry: &Entry, messages: &Messages) -> String {
    let texts = &messages.reference;
    let aliases: Vec<_> = entry.aliases().map(code).collect();
    // Without a link to documentation the list begins here.
    let before = if entry.docs().is_empty() { "\n" } else { "" };
    let mut text = format!("{before}- **{}**{}{}\n", texts.origin, messages.colon, code(entry.origin()));
    if !aliases.is_empty() {
        text.push_str(&format!("- **{}**{}{}\n", texts.aliases, messages.colon, aliases.join(" ")));
    }
    text
}

/// The anchor that readers of Markdown give to the heading of an entry.
fn anchor(entry: &Entry) -> String {
    let heading = format!("{} {} ({})", entry.status(), entry.code().unwrap_or_default(), entry.id());
    let kept = heading.chars().filter(|&c| c.is_alphanumeric() || c == ' ' || c == '-' || c == '_');
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}
