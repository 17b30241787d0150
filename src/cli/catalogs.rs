//! Catalogs of the user's own: where they are, read, and laid over that of the program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use wqerr::{Catalog, CatalogError, Diagnostic};

use super::cache::Cache;
use super::environment::Environment;
use super::messages::{Messages, shown};
use super::output::{Failure, say, why_unreadable};
use super::render::Style;
use super::render::wrap::paragraph;

/// From this size of its text on, in bytes, a catalog is kept in prepared form.
const LARGE: u64 = 1 << 16;

/// Where a catalog was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It lies in the configuration directory.
    Directory,
    /// The variable `WQERR_CATALOG`.
    Variable,
    /// The option `--catalog`.
    Option,
}

impl Source {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Variable => "variable",
            Self::Option => "option",
        }
    }
}

/// A catalog file, and where it was named.
#[derive(Debug)]
pub struct Place {
    pub source: Source,
    pub path: PathBuf,
}

/// Why a catalog file cannot be used.
#[derive(Debug)]
pub enum Broken {
    Unreadable(io::Error),
    Mistaken(Vec<Diagnostic>),
}

impl From<CatalogError> for Broken {
    fn from(error: CatalogError) -> Self {
        Self::Mistaken(error.into_diagnostics())
    }
}

/// All catalogs of the user's own, the one that counts most last.
pub fn places(environment: &Environment, options: &[PathBuf]) -> Vec<Place> {
    let place = |source| move |path| Place { source, path };
    let in_directory = environment.config_directory().map(|directory| in_directory(&directory));
    let in_variable = environment.own_catalogs();
    (in_directory.unwrap_or_default().into_iter().map(place(Source::Directory)))
        .chain(in_variable.into_iter().map(place(Source::Variable)))
        .chain(options.iter().cloned().map(place(Source::Option)))
        .collect()
}

/// The catalog files of a directory in the order of their names.
fn in_directory(directory: &Path) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(directory) else { return Vec::new() };
    let paths = files.flatten().map(|file| file.path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    paths.sort();
    paths
}

/// Reads and checks one.
pub fn read(path: &Path) -> Result<Catalog, Broken> {
    let text = text_of(path)?;
    Ok(Catalog::from_toml(&text)?)
}

/// The same by way of the cache, where it is so large that this is faster.
fn read_cached(path: &Path, cache: Option<&Cache>) -> Result<Catalog, Broken> {
    let cache = cache.filter(|_| fs::metadata(path).is_ok_and(|file| file.len() >= LARGE));
    if let Some(kept) = cache.and_then(|cache| cache.get(path)) {
        return Ok(kept);
    }
    let text = text_of(path)?;
    let catalog = Catalog::from_toml(&text)?;
    Ok(cache.and_then(|cache| cache.put(path, &text, &catalog)).unwrap_or(catalog))
}

fn text_of(path: &Path) -> Result<String, Broken> {
    fs::read_to_string(path).map_err(|error| Broken::Unreadable(why_unreadable(path, error)))
}

/// The catalog of the program with the user's own laid over it; `None` where there is none. A broken one that was
/// asked for is an error; one that merely lies in the configuration directory is left out, and said to be.
pub fn all(environment: &Environment, options: &[PathBuf], style: Style) -> Result<Option<Catalog>, Failure> {
    let messages = style.messages;
    let mut all = None;
    let cache = environment.cache_directory().map(Cache::new);
    let mut asked_for_broken = String::new();
    for Place { source, path } in places(environment, options) {
        match read_cached(&path, cache.as_ref()) {
            Ok(own) => all = Some(laid_over(all.as_ref(), own)),
            Err(broken) if source == Source::Directory => {
                let left_out = (messages.catalogs.left_out)(&shown(&path));
                let left_out = format!("wqerr{}{left_out}", messages.colon);
                say(&(lines(&path, &broken, messages) + &paragraph(&left_out, style.width)));
            }
            Err(broken) => asked_for_broken += &lines(&path, &broken, messages),
        }
    }
    if asked_for_broken.is_empty() { Ok(all) } else { Err(Failure::BrokenCatalogs(asked_for_broken)) }
}

/// The same as far as it can be read, without a word about the rest.
pub fn readable(environment: &Environment) -> Option<Catalog> {
    let cache = environment.cache_directory().map(Cache::new);
    let places = places(environment, &[]).into_iter();
    let own = places.filter_map(|place| read_cached(&place.path, cache.as_ref()).ok());
    own.fold(None, |all, own| Some(laid_over(all.as_ref(), own)))
}

fn laid_over(all: Option<&Catalog>, own: Catalog) -> Catalog {
    all.unwrap_or_else(|| Catalog::embedded()).overlaid(own)
}

/// What is wrong with a catalog file, one mistake a line.
pub fn lines(path: &Path, broken: &Broken, messages: &Messages) -> String {
    match broken {
        Broken::Unreadable(error) => {
            let text = (messages.unreadable)(&shown(path), &(messages.reason)(error));
            format!("wqerr{}{text}\n", messages.colon)
        }
        Broken::Mistaken(findings) => {
            findings.iter().map(|diagnostic| line(path, diagnostic, messages)).collect()
        }
    }
}

/// `FILE:LINE:COLUMN: what is wrong, and what to write instead`.
fn line(path: &Path, diagnostic: &Diagnostic, messages: &Messages) -> String {
    let text = diagnostic.kind.text(messages.lang);
    // Colons of both languages are the same here: editors and CI read these lines.
    format!("{}:{}:{}: {text}\n", shown(path), diagnostic.line, diagnostic.column)
}
