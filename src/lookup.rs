//! Entries by what names them, or else those that the query may have meant.

use crate::answer::{Answer, SUGGESTIONS};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::names;
use crate::search;

/// Finds the entries that `query` names: an HTTP status (`403`, `0`), a status class (`4xx`), a code, a
/// family of codes (`Forbidden.*`), the last part of a code (`Frozen`), a former name of a code
/// (`InternalError`) or the id of an entry (`user-frozen`). Capitals, spaces, `_` and `-` make no difference.
///
/// A miss comes with up to three near entries.
///
/// ```
/// let catalog = wqerr::Catalog::embedded();
/// let ids = |query| {
///     let answer = wqerr::lookup(catalog, query);
///     answer.results.iter().map(|found| found.entry.id()).collect::<Vec<_>>()
/// };
/// assert_eq!(ids("Forbidden.Frozen"), ["user-frozen"]);
/// assert_eq!(ids("Forbidden"), ["forbidden", "customer-frozen", "access-key-unavailable"]);
/// assert_eq!(ids("0"), ["disconnected-no-content"]);
/// assert_eq!(wqerr::lookup(catalog, "Forbidden.Frosen").suggestions[0].id(), "user-frozen");
/// ```
pub fn lookup<'c>(catalog: &'c Catalog, query: &str) -> Answer<'c> {
    let results = names::by_name(catalog, query);
    let suggestions = if results.is_empty() { near(catalog, query) } else { Vec::new() };
    Answer { results, suggestions }
}

/// The entries that are near by name, then those that a search ranks highest.
fn near<'c>(catalog: &'c Catalog, query: &str) -> Vec<&'c Entry> {
    let mut near: Vec<&Entry> = Vec::new();
    for entry in names::near(catalog, query).into_iter().chain(search::suggestions(catalog, query)) {
        if near.len() < SUGGESTIONS && near.iter().all(|known| known.id() != entry.id()) {
            near.push(entry);
        }
    }
    near
}
