//! Where catalogs are read from and what is wrong in them, as text and as JSON.

use std::path::Path;

use serde::Serialize;
use wqerr::{Bilingual, Catalog, Diagnostic};

use super::Style;
use crate::cli::catalogs::{CatalogFile, Source};
use crate::cli::failure::CatalogFailure;
use crate::cli::messages::{one_line, shown};
use crate::cli::wrap::{width, wrap};
use wqerr::report::{SCHEMA_VERSION, pretty};

type Read = Result<Catalog, CatalogFailure>;

/// The lines of `wqerr catalog paths`: a place, what is there, who named it.
pub fn paths(directory: Option<&Path>, own: &[(CatalogFile, Read)], style: Style) -> String {
    const INDENT: &str = "  ";
    let messages = style.messages;
    let texts = &messages.catalogs;
    let embedded = Catalog::embedded();
    let mut rows =
        vec![(texts.embedded.to_owned(), (texts.entries)(embedded.entries().len(), embedded.name()))];
    let is_empty = !own.iter().any(|(place, _)| place.source == Source::Directory);
    if let Some(directory) = directory.filter(|_| is_empty) {
        rows.push((shown(&directory.join("*.toml")), texts.none_there.to_owned()));
    }
    for (place, read) in own {
        let state = match read {
            Ok(catalog) => (texts.entries)(catalog.entries().len(), catalog.name()),
            Err(CatalogFailure::Unreadable(error)) => (texts.unreadable)(&(messages.reason)(error)),
            Err(CatalogFailure::Invalid(error)) => (texts.mistakes)(error.diagnostics().len()),
        };
        rows.push((shown(&place.path), (texts.named_by)(&state, place.source)));
    }
    let widest = rows.iter().map(|(place, _)| width(place)).max().unwrap_or(0);
    let room = rows.iter().map(|(_, state)| widest + INDENT.len() + width(state)).max().unwrap_or(0);
    let row = |(place, state): &(String, String)| {
        if room <= style.width {
            return format!("{place}{}{INDENT}{state}\n", " ".repeat(widest - width(place)));
        }
        // Where there is little room, what is at a place stands below it.
        let lines = wrap(state, style.width.saturating_sub(INDENT.len()));
        format!("{place}\n{INDENT}{}\n", lines.join(&format!("\n{INDENT}")))
    };
    rows.iter().map(row).collect()
}

#[derive(Serialize)]
struct PathsDocument<'a> {
    schema_version: u8,
    command: &'static str,
    /// Where the user's catalogs are looked for.
    directory: Option<String>,
    catalogs: Vec<CatalogFields<'a>>,
}

#[derive(Serialize)]
struct CatalogFields<'a> {
    source: &'static str,
    path: Option<String>,
    name: Option<&'a str>,
    date: Option<&'a str>,
    entry_count: Option<usize>,
    /// `None` where the file cannot be read.
    mistake_count: Option<usize>,
}

impl<'a> CatalogFields<'a> {
    fn new(source: &'static str, path: Option<String>, read: Result<&'a Catalog, &CatalogFailure>) -> Self {
        Self {
            source,
            path,
            name: read.ok().map(Catalog::name),
            date: read.ok().and_then(Catalog::date),
            entry_count: read.ok().map(|catalog| catalog.entries().len()),
            mistake_count: match read {
                Ok(_) => Some(0),
                Err(CatalogFailure::Unreadable(_)) => None,
                Err(CatalogFailure::Invalid(error)) => Some(error.diagnostics().len()),
            },
        }
    }
}

/// The same as JSON.
pub fn paths_json(directory: Option<&Path>, own: &[(CatalogFile, Read)]) -> String {
    let embedded = CatalogFields::new("embedded", None, Ok(Catalog::embedded()));
    let own = own.iter().map(|(place, read)| {
        CatalogFields::new(place.source.name(), Some(shown(&place.path)), read.as_ref())
    });
    pretty(&PathsDocument {
        schema_version: SCHEMA_VERSION,
        command: "catalog paths",
        directory: directory.map(shown),
        catalogs: std::iter::once(embedded).chain(own).collect(),
    })
}

#[derive(Serialize)]
struct CheckDocument {
    schema_version: u8,
    command: &'static str,
    /// Whether all files could be read and have no mistakes.
    valid: bool,
    files: Vec<FileFields>,
}

#[derive(Serialize)]
struct FileFields {
    file: String,
    /// `None` where the file cannot be read.
    findings: Option<Vec<DiagnosticFields>>,
}

#[derive(Serialize)]
struct DiagnosticFields {
    line: usize,
    column: usize,
    kind: &'static str,
    text: Bilingual<String>,
}

impl From<&Diagnostic> for DiagnosticFields {
    fn from(diagnostic: &Diagnostic) -> Self {
        let text = Bilingual::of(|lang| one_line(&diagnostic.kind.text(lang)));
        Self { line: diagnostic.line, column: diagnostic.column, kind: diagnostic.kind.kind(), text }
    }
}

/// The mistakes of catalog files as JSON.
pub fn findings(checked: &[(&Path, Read)]) -> String {
    let file = |(file, read): &(&Path, Read)| FileFields {
        file: shown(file),
        findings: match read {
            Ok(_) => Some(Vec::new()),
            Err(CatalogFailure::Unreadable(_)) => None,
            Err(CatalogFailure::Invalid(error)) => {
                Some(error.diagnostics().iter().map(DiagnosticFields::from).collect())
            }
        },
    };
    pretty(&CheckDocument {
        schema_version: SCHEMA_VERSION,
        command: "catalog check",
        valid: checked.iter().all(|(_, read)| read.is_ok()),
        files: checked.iter().map(file).collect(),
    })
}
