//! `wqerr catalog check` and `wqerr catalog paths`.

use std::path::PathBuf;

use wqerr::Catalog;

use super::call::Format;
use super::catalogs::{self, CatalogFile};
use super::environment::Environment;
use super::exit::Exit;
use super::failure::{CatalogFailure, Failure};
use super::messages::{Messages, catalog_error, shown};
use super::output::{Screen, say, show};
use super::render::{Style, catalogs as render};

/// Checks catalog files: every mistake goes to standard output, whatever else there is to standard error.
pub fn check(
    files: &[PathBuf],
    format: Format,
    messages: &Messages,
    screen: Option<&Screen>,
) -> Result<Exit, Failure> {
    let checked: Vec<_> = files.iter().map(|file| (file.as_path(), catalogs::read(file))).collect();
    let is_unreadable = |(_, read): &(_, Result<_, _>)| matches!(read, Err(CatalogFailure::Unreadable(_)));
    let mut mistakes = String::new();
    for (file, read) in &checked {
        match read {
            Ok(catalog) => {
                let sound = (messages.catalogs.sound)(&shown(file), catalog.entries().len());
                say(&if format == Format::Json { String::new() } else { sound + "\n" });
            }
            Err(broken @ CatalogFailure::Unreadable(_)) => say(&catalog_error(file, broken, messages)),
            Err(broken) => mistakes += &catalog_error(file, broken, messages),
        }
    }
    show(&if format == Format::Json { render::findings(&checked) } else { mistakes.clone() }, screen)?;
    Ok(match () {
        () if checked.iter().any(is_unreadable) => Exit::Failed,
        () if mistakes.is_empty() => Exit::Found,
        () => Exit::Nothing,
    })
}

/// Says where catalogs are read from, and what is there.
pub fn paths(
    environment: &Environment,
    options: &[PathBuf],
    format: Format,
    style: Style,
) -> Result<Exit, Failure> {
    let directory = environment.config_directory();
    let own: Vec<(CatalogFile, Result<Catalog, CatalogFailure>)> = catalogs::files(environment, options)
        .into_iter()
        .map(|file| {
            let read = catalogs::read(&file.path);
            (file, read)
        })
        .collect();
    let text = match format {
        Format::Json => render::paths_json(directory.as_deref(), &own),
        _ => render::paths(directory.as_deref(), &own, style),
    };
    show(&text, None)?;
    Ok(Exit::Found)
}
