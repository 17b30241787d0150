//! Where the messages and the distinctive codes of the catalog stand in a text.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem;

use super::fields::{Group, Name};
use crate::answer::Signal;
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fold::{Folded, fold};
use crate::pattern::{Found, Value};

/// A message or a code of an entry found in the text.
#[derive(Debug, Clone)]
pub struct Hit<'c> {
    pub entry: &'c Entry,
    pub signal: Signal,
    /// Where it stands in the text.
    pub place: Range<usize>,
    /// How much fixed text agreed, in bytes.
    pub fixed: usize,
    pub values: Vec<Value>,
    /// The text that was found, unescaped.
    pub text: String,
}

/// All messages and distinctive codes in `text`. Where several fit the same place, the longest fixed text
/// wins; entries that fit equally well all stay.
pub fn hits<'c>(catalog: &'c Catalog, text: &str, groups: &[Group]) -> Vec<Hit<'c>> {
    let folded = Folded::new(text);
    let mut hits = altered_messages(catalog, groups);
    messages(catalog, &folded, 0, &mut hits);
    codes(catalog, &folded, &mut hits);
    let mut kept = longest(hits);
    if !kept.iter().any(|hit| hit.signal == Signal::Message) {
        kept.extend(longest(parts(catalog, &folded)));
    }
    kept
}

/// The messages in fields whose value is escaped or broken over lines: there the value says more than the
/// text does.
fn altered_messages<'c>(catalog: &'c Catalog, groups: &[Group]) -> Vec<Hit<'c>> {
    let mut hits = Vec::new();
    let fields = groups.iter().flat_map(|group| group.all(Name::Message)).filter(|field| field.altered);
    for field in fields {
        // A value with braces holds a body of its own, whose fields are examined one by one.
        if field.value.contains('{') && field.value.contains(':') {
            continue;
        }
        let before = hits.len();
        messages(catalog, &Folded::new(&field.value), 0, &mut hits);
        for hit in &mut hits[before..] {
            hit.place = field.place.clone();
            hit.fixed += 1; // ahead of the same message in the text as it stands
        }
    }
    hits
}

fn messages<'c>(catalog: &'c Catalog, folded: &Folded<'_>, offset: usize, hits: &mut Vec<Hit<'c>>) {
    for entry in catalog.entries() {
        for pattern in entry.patterns() {
            for found in pattern.find_all(folded) {
                hits.push(hit(entry, Signal::Message, found, folded, offset));
            }
        }
    }
}

fn hit<'c>(entry: &'c Entry, signal: Signal, found: Found, folded: &Folded<'_>, offset: usize) -> Hit<'c> {
    let text = folded.source()[found.start..found.end].to_owned();
    let place = found.start + offset..found.end + offset;
    Hit { entry, signal, place, fixed: found.fixed, values: found.values, text }
}

/// The codes that no other system uses, wherever they stand.
fn codes<'c>(catalog: &'c Catalog, folded: &Folded<'_>, hits: &mut Vec<Hit<'c>>) {
    for entry in catalog.entries().iter().filter(|entry| !entry.has_generic_code()) {
        let names = entry.code().into_iter().map(|code| (code, Signal::Code));
        for (name, signal) in names.chain(entry.aliases().map(|alias| (alias, Signal::Alias))) {
            let name = fold(name);
            for at in memmem::find_iter(folded.text().as_bytes(), &name) {
                let end = at + name.len();
                if folded.is_boundary(at) && folded.is_boundary(end) && !is_continued(folded, end) {
                    let place = folded.origin(at)..folded.origin_end(end);
                    let text = folded.source()[place.clone()].to_owned();
                    hits.push(Hit { entry, signal, place, fixed: name.len(), values: Vec::new(), text });
                }
            }
        }
    }
}

/// Whether a longer code goes on behind `end`: `InvalidArgument.Authorization.Expired`.
fn is_continued(folded: &Folded<'_>, end: usize) -> bool {
    let mut rest = folded.source()[folded.origin_end(end)..].chars();
    match rest.next() {
        Some('.') => rest.next().is_some_and(char::is_alphanumeric),
        Some('_' | '-') => true,
        _ => false,
    }
}

/// Messages that were cut off: a run of their words up to the end of a line or a value, or from its
/// beginning.
fn parts<'c>(catalog: &'c Catalog, folded: &Folded<'_>) -> Vec<Hit<'c>> {
    let mut hits = Vec::new();
    for entry in catalog.entries().iter().filter(|entry| !entry.has_generic_message()) {
        for pattern in entry.patterns() {
            if let Some(found) = pattern.find_part(folded).filter(|found| is_cut_off(folded.source(), found))
            {
                hits.push(hit(entry, Signal::MessagePart, found, folded, 0));
            }
        }
    }
    hits
}

/// Whether the text breaks off at one of the two ends of what was found.
fn is_cut_off(text: &str, found: &Found) -> bool {
    let before = text[..found.start].chars().next_back();
    let after = text[found.end..].chars().find(|c| !matches!(c, ' ' | '\t'));
    let is_edge =
        |c: char| matches!(c, '\n' | '"' | '\'' | '`' | '\\' | '…' | '.' | '[' | ']' | '<' | '>' | '│' | '|');
    before.is_none_or(is_edge) && after.is_none_or(|c| is_edge(c) || c == ',')
        || after.is_none_or(is_edge)
        || before.is_none_or(|c| matches!(c, '…' | '.' | '\n'))
}

/// Drops each hit that lies in a longer one, or in another of the same entry.
fn longest(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by_key(|hit| (Reverse(hit.fixed), hit.place.start));
    let mut kept: Vec<Hit<'_>> = Vec::new();
    // Where the kept hits lie, by their beginning; they do not overlap.
    let mut taken: std::collections::BTreeMap<usize, (usize, usize)> = std::collections::BTreeMap::new();
    for hit in hits {
        let around = taken.range(..hit.place.end).next_back().filter(|&(_, &(end, _))| end > hit.place.start);
        match around {
            None => {
                taken.insert(hit.place.start, (hit.place.end, kept.len()));
                kept.push(hit);
            }
            Some((_, &(_, first))) => {
                let (longer, signal) = (&kept[first].place, kept[first].signal);
                let fits_equally =
                    *longer == hit.place && kept[first].fixed == hit.fixed && signal == hit.signal;
                let is_new = kept[first..].iter().all(|known| known.entry.id() != hit.entry.id());
                if fits_equally && is_new {
                    kept.push(hit);
                }
            }
        }
    }
    kept.sort_by_key(|hit| hit.place.start);
    kept
}
