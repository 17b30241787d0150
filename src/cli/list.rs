//! `wqerr list`.

use wqerr::report::{self, Report};
use wqerr::{Catalog, Entry, Secrets};

use super::call::List;

/// The entries that pass the filters.
pub fn report<'c>(catalog: &'c Catalog, asked: &List) -> Report<'c> {
    report::list(catalog, |entry| {
        let has_status =
            asked.statuses.is_empty() || asked.statuses.iter().any(|statuses| statuses.has(entry.status()));
        let has_origin = asked.origins.is_empty() || asked.origins.iter().any(|name| name == entry.origin());
        has_status && has_origin && (!asked.retryable || entry.retry().is_retryable())
    })
}

/// The origins that were asked for but that no entry has, safe to print, and those that there are.
pub fn unknown_origins<'a>(catalog: &'a Catalog, asked: &List) -> (Vec<String>, Vec<&'a str>) {
    let mut known: Vec<&str> = Vec::new();
    for origin in catalog.entries().iter().map(Entry::origin) {
        if !known.contains(&origin) {
            known.push(origin);
        }
    }
    let unknown = asked.origins.iter().filter(|origin| !known.contains(&origin.as_str()));
    (unknown.map(|origin| Secrets::Masked.hide(origin)).collect(), known)
}
