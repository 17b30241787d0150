//! The user's own catalogs: where they are, read, and added to the built-in one.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use wqerr::Catalog;

use super::cache::Cache;
use super::environment::Environment;
use super::failure::{CatalogFailure, Failure, TooLarge, why_unreadable};

/// From this size of its text on, in bytes, a catalog is kept in prepared form.
const LARGE: u64 = 1 << 16;

/// The largest text of a catalog, in bytes: room for more than ten thousand entries. Reading takes some fifty times as
/// much memory.
const MAX_SIZE: u64 = TooLarge::LIMIT;

/// Where a catalog was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It lies in the configuration directory.
    Directory,
    /// The variable `WQERR_CATALOG`.
    Environment,
    /// The option `--catalog`.
    Option,
}

impl Source {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Environment => "environment",
            Self::Option => "option",
        }
    }
}

/// A catalog file, and where it was named.
#[derive(Debug)]
pub struct CatalogFile {
    pub source: Source,
    pub path: PathBuf,
}

/// All of the user's own catalog files, in order of precedence: the last one wins.
pub fn files(environment: &Environment, options: &[PathBuf]) -> Vec<CatalogFile> {
    let file = |source| move |path| CatalogFile { source, path };
    let in_directory = environment.config_directory().map(|directory| in_directory(&directory));
    let in_variable = environment.own_catalogs();
    (in_directory.unwrap_or_default().into_iter().map(file(Source::Directory)))
        .chain(in_variable.into_iter().map(file(Source::Environment)))
        .chain(options.iter().cloned().map(file(Source::Option)))
        .collect()
}

/// The catalog files of a directory in the order of their names.
fn in_directory(directory: &Path) -> Vec<PathBuf> {
    let files = match fs::read_dir(directory) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        // Nobody knows what lies in there; reading it says why.
        Err(_) => return vec![directory.to_owned()],
    };
    let paths = files.flatten().map(|file| file.path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    paths.sort();
    paths
}

/// Reads and checks one.
pub fn read(path: &Path) -> Result<Catalog, CatalogFailure> {
    let text = text_of(path)?;
    Ok(Catalog::from_toml(&text)?)
}

/// The same by way of the cache, where it is so large that this is faster.
fn read_cached(path: &Path, cache: Option<&Cache>) -> Result<Catalog, CatalogFailure> {
    let cache = cache.filter(|_| fs::metadata(path).is_ok_and(|file| file.len() >= LARGE));
    if let Some(kept) = cache.and_then(|cache| cache.get(path)) {
        return Ok(kept);
    }
    let text = text_of(path)?;
    let catalog = Catalog::from_toml(&text)?;
    Ok(cache.and_then(|cache| cache.put(path, &text, &catalog)).unwrap_or(catalog))
}

fn text_of(path: &Path) -> Result<String, CatalogFailure> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MAX_SIZE + 1).read_to_string(&mut text));
    let read = read.and_then(|len| if len as u64 > MAX_SIZE { Err(TooLarge.into()) } else { Ok(()) });
    read.map_err(|error| CatalogFailure::Unreadable(why_unreadable(path, error)))?;
    Ok(text)
}

/// The built-in catalog with the user's own on top, and the files that were skipped.
pub struct Loaded {
    /// `None` if the user has no catalog.
    pub catalog: Option<Catalog>,
    /// The files of the configuration directory that cannot be used.
    pub skipped: Vec<(PathBuf, CatalogFailure)>,
}

/// Reads all catalogs. A broken one that the call or the environment names is an error; one that merely lies in the
/// configuration directory is skipped.
pub fn all(environment: &Environment, options: &[PathBuf]) -> Result<Loaded, Failure> {
    let mut loaded = Loaded { catalog: None, skipped: Vec::new() };
    let cache = environment.cache_directory().map(Cache::new);
    let mut broken = Vec::new();
    for CatalogFile { source, path } in files(environment, options) {
        match read_cached(&path, cache.as_ref()) {
            Ok(own) => loaded.catalog = Some(laid_over(loaded.catalog.as_ref(), own)),
            Err(error) if source == Source::Directory => loaded.skipped.push((path, error)),
            Err(error) => broken.push((path, error)),
        }
    }
    if broken.is_empty() { Ok(loaded) } else { Err(Failure::BrokenCatalogs(broken)) }
}

/// The same without the files that cannot be used.
pub fn readable(environment: &Environment) -> Option<Catalog> {
    let cache = environment.cache_directory().map(Cache::new);
    let files = files(environment, &[]).into_iter();
    let own = files.filter_map(|file| read_cached(&file.path, cache.as_ref()).ok());
    own.fold(None, |all, own| Some(laid_over(all.as_ref(), own)))
}

fn laid_over(all: Option<&Catalog>, own: Catalog) -> Catalog {
    all.unwrap_or_else(|| Catalog::embedded()).overlaid(own)
}
