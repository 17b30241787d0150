//! What names an entry: status, status class, code, family, part of a code, former name, id; and what nearly does.

use crate::answer::{Confidence, Match, Signal};
use crate::catalog::Catalog;
use crate::edits;
use crate::entry::{Entry, Usage};
use crate::fold::{code_key, half_width};
use crate::status::status_of_phrase;

/// The distance beyond which a name is no longer near, in edits for a hundred letters.
const TOO_FAR: u32 = 65;

/// The entries on the first rung of the ladder that has any.
pub fn by_name<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let query = query.trim();
    let rungs =
        [by_status, by_class, by_id, by_code, by_alias, by_folded_id, by_family, by_part, by_last_word];
    rungs.into_iter().map(|rung| rung(catalog, query)).find(|found| !found.is_empty()).unwrap_or_default()
}

type Matches<'c> = Vec<Match<'c>>;

fn by_status<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let Some(status) = status_in(query) else { return Vec::new() };
    let matches = |entry: &&Entry| entry.status() == status;
    named(catalog.entries().iter().filter(matches), Confidence::Possible, Signal::Status)
}

/// Words that may stand around a status, in lower case.
const AROUND_STATUS: &[&str] = &["http", "status", "code", "error", "状态码", "错误", "错误码"];

/// The status that a query is, also as `HTTP 403`, `４０３` or `403 Forbidden`.
fn status_in(query: &str) -> Option<u16> {
    if let Ok(status) = query.parse() {
        return Some(status);
    }
    let query: String = query.chars().map(half_width).collect();
    let is_digit = |c: char| c.is_ascii_digit();
    let start = query.find(is_digit)?;
    let digits = &query[start..][..query[start..].find(|c| !is_digit(c)).unwrap_or(query.len() - start)];
    let status: u16 = digits.parse().ok()?;
    let words = [&query[..start], &query[start + digits.len()..]].join(" ").to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_phrase =
        status_of_phrase(&query[start + digits.len()..]) == Some(status) && query[..start].trim().is_empty();
    (words.peek().is_none() || is_phrase || words.all(|word| AROUND_STATUS.contains(&word))).then_some(status)
}

fn by_class<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let Some(class) = status_class(query) else { return Vec::new() };
    let matches = |entry: &&Entry| entry.status() / 100 == class;
    named(catalog.entries().iter().filter(matches), Confidence::Possible, Signal::StatusClass)
}

/// The first digit of a status class such as `4xx`.
fn status_class(query: &str) -> Option<u16> {
    let query = query.as_bytes();
    let [digit @ b'0'..=b'9', rest @ ..] = query else { return None };
    matches!(rest, [b'x' | b'X', b'x' | b'X'] | b"**").then(|| u16::from(digit - b'0'))
}

fn by_id<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    named(catalog.get(query).into_iter(), Confidence::Certain, Signal::Id)
}

/// The id in another spelling, where no code has it.
fn by_folded_id<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let wanted = code_key(query);
    let matches = |entry: &&Entry| code_key(entry.id()) == wanted;
    named(catalog.entries().iter().filter(matches), Confidence::Certain, Signal::Id)
}

fn by_code<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let wanted = code_key(query);
    keyed(catalog, Signal::Code, |key| !wanted.is_empty() && key == wanted)
}

fn by_alias<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let wanted = code_key(query);
    let matches = |entry: &&Entry| entry.aliases().any(|alias| code_key(alias) == wanted);
    named(catalog.entries().iter().filter(matches), Confidence::Certain, Signal::Alias)
}

/// `Forbidden.*`, also written `Forbidden.`, and a first part that is no code itself.
fn by_family<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let family = code_key(query.trim_end_matches('*'));
    let family = family.trim_end_matches('.');
    keyed(catalog, Signal::Family, |key| family_of(key) == Some(family))
}

fn by_part<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let part = code_key(query);
    keyed(catalog, Signal::CodePart, |key| family_of(key).is_some() && last_part(key) == part)
}

/// The last word of a code of several words.
fn by_last_word<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let word = code_key(query);
    let last_word =
        |entry: &Entry| entry.code().and_then(|code| code.rsplit_once(' ')).map(|(_, last)| code_key(last));
    let matches = |entry: &&Entry| last_word(entry).is_some_and(|last| last == word);
    named(catalog.entries().iter().filter(matches), Confidence::Likely, Signal::CodePart)
}

/// The entries whose code begins with the query, where that is a good part of it: it was cut off, or not yet typed to
/// its end. The code that lacks least comes first.
pub fn by_beginning<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    const SHORTEST: usize = 8;
    const PERCENT: usize = 40;
    let beginning = code_key(query);
    if beginning.len() < SHORTEST {
        return Vec::new();
    }
    let lacking = |entry: &Entry| {
        let names = [entry.key(), last_part(entry.key())].into_iter();
        let begun = names.filter(|name| name.starts_with(&beginning)).map(str::len).min()?;
        (beginning.len() * 100 >= begun * PERCENT).then_some(begun)
    };
    let mut found: Vec<_> =
        catalog.entries().iter().filter_map(|entry| Some((lacking(entry)?, entry))).collect();
    found.sort_by_key(|&(lacking, _)| lacking);
    named(found.into_iter().map(|(_, entry)| entry), Confidence::Likely, Signal::CodePart)
}

/// The entries that a word of the query names, if it is written as only names are (`ClientClosedRequest 是啥意思`) and is
/// not a name that many systems have.
pub fn by_word<'c>(catalog: &'c Catalog, query: &str) -> Matches<'c> {
    let is_between = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let words = query.split(is_between).map(|word| word.trim_matches('.'));
    let found = words.filter(|word| is_identifier(word)).map(|word| {
        let mut found = by_code(catalog, word);
        if found.is_empty() {
            found = by_beginning(catalog, word);
        }
        found.retain(|found| found.entry.usage_of(word) != Usage::Common);
        found
    });
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// Whether a word has a capital behind a small letter, or a dot or underscore between letters.
fn is_identifier(word: &str) -> bool {
    let joins = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    word.as_bytes().windows(2).any(joins) || word.contains(['.', '_'])
}

/// What stands before the last dot of a code, if anything does.
pub fn family_of(key: &str) -> Option<&str> {
    key.rsplit_once('.').map(|(family, _)| family).filter(|family| !family.is_empty())
}

/// What stands behind the last dot of a code: the whole code where there is none.
fn last_part(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// The entries whose code has a matching key. One alone is certain, several are likely.
fn keyed(catalog: &Catalog, signal: Signal, matches: impl Fn(&str) -> bool) -> Matches<'_> {
    let found: Vec<_> = catalog.entries().iter().filter(|entry| matches(entry.key())).collect();
    let confidence = if found.len() == 1 { Confidence::Certain } else { Confidence::Likely };
    named(found.into_iter(), confidence, signal)
}

fn named<'c>(
    entries: impl Iterator<Item = &'c Entry>,
    confidence: Confidence,
    signal: Signal,
) -> Matches<'c> {
    entries.map(|entry| Match::new(entry, confidence, vec![signal])).collect()
}

/// The entries whose names are near to `query`, the nearest first: statuses by distance, codes and ids by spelling.
pub fn near<'c>(catalog: &'c Catalog, query: &str) -> Vec<&'c Entry> {
    let (status, key) = (status_like(query), code_key(query));
    let distance = |entry: &Entry| match status {
        Some(status) => u32::from(entry.status().abs_diff(status)),
        None => spelling_distance(entry, &key),
    };
    let mut ranked: Vec<(u32, &Entry)> =
        catalog.entries().iter().map(|entry| (distance(entry), entry)).collect();
    ranked.sort_by_key(|&(distance, _)| distance);
    ranked.into_iter().filter(|&(distance, _)| distance <= TOO_FAR).map(|(_, entry)| entry).collect()
}

/// A number that may be meant as a status, also with letters that look like digits: `4o3`.
fn status_like(query: &str) -> Option<u16> {
    let digit = |c| match c {
        'o' | 'O' => '0',
        'l' | 'I' => '1',
        _ => c,
    };
    let digits: String = query.chars().map(digit).collect();
    digits.parse().ok().filter(|_| query.contains(|c: char| c.is_ascii_digit()))
}

/// How far the nearest name of `entry` is from the `query`, a key as codes have, in edits for a hundred letters, or too
/// far; a name that begins with the query is nearer than one that does not.
fn spelling_distance(entry: &Entry, query: &str) -> u32 {
    let names = [entry.key(), last_part(entry.key())].into_iter().filter(|name| !name.is_empty());
    let id = code_key(entry.id());
    let aliases: Vec<String> = entry.aliases().map(code_key).collect();
    names
        .chain([id.as_str()])
        .chain(aliases.iter().map(String::as_str))
        .map(|name| {
            let longest = name.chars().count().max(query.chars().count()).max(1);
            let is_prefix = !query.is_empty() && name.starts_with(query);
            let most = if is_prefix { longest } else { longest * (TOO_FAR as usize + 1) / 100 };
            let edits = edits::within(name, query, most).map_or(usize::MAX, |edits| edits * 100 / longest);
            u32::try_from(if is_prefix { edits / 4 } else { edits }).unwrap_or(u32::MAX)
        })
        .min()
        .unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_question_is_known() {
        let catalog = Catalog::embedded();
        let first = |query| by_word(catalog, query).first().map(|found| found.entry.id());
        for (query, id) in [
            ("ClientClosedRequest 是啥意思", "client-closed-request"),
            ("what does Forbidden.Frozen mean?", "user-frozen"),
            ("how to fix InvalidEndpoint.Stopped.", "stopped-endpoint"),
        ] {
            assert_eq!(first(query), Some(id), "{query}");
        }
        for query in ["s3 InvalidArgument", "is the user forbidden", "iPhone frozen", "node.js timeout"] {
            assert_eq!(first(query), None, "{query}");
        }
    }

    #[test]
    fn a_code_without_a_beginning_has_no_family() {
        assert_eq!(family_of("invalidargument.some"), Some("invalidargument"));
        assert_eq!([family_of("invalidargument"), family_of(".some")], [None; 2]);
    }
}
