//! Whose error it is instead: the other model platforms of `neighbours.toml`.
//!
//! Their data is looked at where nothing of the catalog is certain. What was noticed about a platform in the record of
//! an error has a weight, as in [`policy`](super::policy), and the platform with the largest sum is named if no other is
//! near it. Sentences that several platforms write are decided by what stands beside them.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use serde::Serialize;
use wqerr_catalog::neighbours::{ENOUGH, HEAD, Message, Neighbours, Provider, Row, Shape};

use super::decide::Case;
use super::evidence::{around, is_number};
use super::fields::{Field, Group, Name};
use crate::answer::Confidence;
use crate::entry::Retry;
use crate::fold::code_key;
use crate::lang::Bilingual;
use crate::packed::Text;

/// The sum from which on it is likely the platform's error.
const LIKELY: f32 = 3.0;

/// The sum from which on it may be.
const POSSIBLE: f32 = 2.0;

/// How far the next platform has to be behind.
const LEAD: f32 = 0.75;

/// A host or an id that only the platform has.
const PLACE: f32 = 4.0;

/// A code, type or message that only the platform uses.
const OWN: f32 = 3.0;

/// One that others use too.
const SHARED: f32 = 1.0;

/// Code and message of the same row.
const TOGETHER: f32 = 1.5;

/// The fields of the platform's bodies, where few others have them.
const ENVELOPE: f32 = 1.0;

/// The status of the row.
const STATUS: f32 = 0.25;

/// Another model platform, whose error a text seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OtherSystem {
    /// The platform's own name in lower case, as in `dashscope`.
    #[serde(rename = "system")]
    pub id: &'static str,
    /// The platform's name.
    #[serde(skip)]
    pub name: &'static Bilingual<Text>,
    /// The code, letter for letter as the platform's page has it, if it is one of there.
    pub code: Option<&'static str>,
    /// The page of the platform's error codes.
    pub docs: &'static str,
    /// What that page says about sending the same request again.
    pub retry: Option<Retry>,
    /// How sure it is: likely, or possible only.
    pub confidence: Confidence,
}

/// The prepared platforms, decoded when they are first needed.
fn embedded() -> &'static Neighbours {
    static NEIGHBOURS: OnceLock<Neighbours> = OnceLock::new();
    NEIGHBOURS
        .get_or_init(|| Neighbours::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/neighbours.bin"))))
}

/// The name of a platform, and the page of its error codes, by its id.
pub fn platform(id: &str) -> Option<(&'static Bilingual<Text>, &'static str)> {
    let provider = embedded().providers.iter().find(|provider| &*provider.id == id)?;
    Some((&provider.name, &provider.docs))
}

/// What of a row is there.
#[derive(Default)]
struct Seen {
    code: Option<(&'static str, f32)>,
    message: f32,
    /// How much of the message is fixed, in bytes.
    fixed: usize,
}

impl Seen {
    fn code_weight(&self) -> f32 {
        self.code.map_or(0.0, |(_, weight)| weight)
    }

    fn together(&self) -> f32 {
        if self.code.is_some() && self.message > 0.0 { TOGETHER } else { 0.0 }
    }

    fn sum(&self) -> f32 {
        self.code_weight() + self.message + self.together()
    }
}

/// How much speaks for a platform.
#[derive(Clone, Copy)]
struct Sum {
    weight: f32,
    /// Whether anything of it is the platform's alone.
    has_own: bool,
    /// Whether code and message of one of its rows are there.
    has_row: bool,
}

/// What was noticed about all platforms in a part of a text.
struct Search<'s, 'c, 't> {
    known: &'static Neighbours,
    case: &'s Case<'c, 't>,
    range: Range<usize>,
    /// For each platform whether its fields are there.
    envelopes: Vec<OnceCell<bool>>,
    rows: HashMap<u16, Seen>,
}

impl Case<'_, '_> {
    /// The platform that wrote the error in the record around `span`, if one did and nothing there shows Wanqing.
    pub fn other_system(&self, span: &Range<usize>, status: Option<u16>) -> Option<OtherSystem> {
        if self.signs.show_wanqing(span) {
            return None;
        }
        let record = self.signs.record(span);
        let range = record.start..record.end.min(self.text().len());
        let known = embedded();
        let envelopes = known.providers.iter().map(|_| OnceCell::new()).collect();
        let mut search = Search { known, case: self, range, envelopes, rows: HashMap::new() };
        search.codes();
        search.messages();
        search.best(status)
    }
}

impl<'s> Search<'s, '_, '_> {
    fn text(&self) -> &str {
        let text = self.case.text();
        &text[text.ceil_char_boundary(self.range.start)..text.floor_char_boundary(self.range.end)]
    }

    /// The groups that begin in the record, and those around its beginning.
    fn groups(&self) -> impl Iterator<Item = &'s Group> + use<'s> {
        let groups = &self.case.groups;
        let from = groups.partition_point(|group| group.place.start < self.range.start);
        let to = groups.partition_point(|group| group.place.start < self.range.end);
        let before = from.checked_sub(1).into_iter().flat_map(|last| around(groups, last));
        before.chain(&groups[from..to])
    }

    /// Looks the codes and types of all error objects up.
    fn codes(&mut self) {
        let fields = self.groups().flat_map(|group| &group.fields);
        for field in
            fields.filter(|field| is_code(field)).filter(|field| self.range.contains(&field.place.start))
        {
            let key = code_key(&field.value);
            if key.is_empty() || is_status(&key) {
                continue;
            }
            for code in self.known.with_key(&key) {
                let row = self.known.rows[usize::from(code.row)];
                if is_number(&key) && !self.may_have_number(row.provider, field) {
                    continue;
                }
                let weight = if code.is_own { OWN } else { SHARED };
                let seen = self.rows.entry(code.row).or_default();
                // The code says more than the type.
                if seen.code.is_none_or(|(_, known)| known < weight || known <= weight && !code.is_type) {
                    seen.code = Some((&code.text, weight));
                }
            }
        }
    }

    /// Whether a number may be a code of a platform: it stands where the platform has its codes.
    fn may_have_number(&self, number: u8, field: &Field) -> bool {
        let provider = &self.known.providers[usize::from(number)];
        provider.envelopes.is_empty() && field.name == Name::Code || self.has_envelope(number)
    }

    /// Whether the fields of one of a platform's forms are there.
    fn has_envelope(&self, number: u8) -> bool {
        let number = usize::from(number);
        *self.envelopes[number].get_or_init(|| self.looks_like(&self.known.providers[number]))
    }

    fn looks_like(&self, provider: &Provider) -> bool {
        let text = self.text();
        let is_there = |name: &Text| {
            memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|at| {
                let behind = text[at + name.len()..].trim_start_matches(['"', '\'', '\\', ' ']);
                behind.starts_with([':', '='])
            })
        };
        provider.envelopes.iter().any(|fields| fields.iter().all(is_there))
    }

    /// Finds the messages, wherever they stand. One that is short, or not the platform's alone, has to begin a field or
    /// what is quoted.
    fn messages(&mut self) {
        let folded = &self.case.folded;
        let bytes = folded.text().as_bytes();
        let begins = Beginnings::of(&self.known.messages);
        let messages = self.groups().flat_map(|group| group.all(Name::Message));
        let fields: HashSet<usize> = messages.map(|field| field.place.start).collect();
        // What a code says is no message: "InternalError" counts once.
        let codes = self.groups().flat_map(|group| &group.fields).filter(|field| is_code(field));
        let codes: HashSet<usize> = codes.map(|field| field.place.start).collect();
        let (from, to) = (self.folded_place(self.range.start), self.folded_place(self.range.end));
        for at in from..to.min((bytes.len() + 1).saturating_sub(HEAD)) {
            if !begins.may_begin(bytes[at], bytes[at + 1]) {
                continue;
            }
            for message in self.known.with_head(&bytes[at..at + HEAD]) {
                let is_here = is_at(message, folded.text(), at)
                    && folded.is_boundary(at)
                    && !codes.contains(&folded.origin(at))
                    && (message.is_own && message.fixed() >= ENOUGH
                        || self.begins_field(folded.origin(at), &fields));
                if !is_here {
                    continue;
                }
                let weight = if message.is_own { OWN } else { SHARED };
                let seen = self.rows.entry(message.row).or_default();
                seen.message = seen.message.max(weight);
                seen.fixed = seen.fixed.max(message.fixed());
            }
        }
    }

    fn begins_field(&self, at: usize, fields: &HashSet<usize>) -> bool {
        self.case.text()[..at].ends_with(['"', '\'', '`']) || fields.contains(&at)
    }

    /// The first place in the folded text that is not before a place in the text.
    fn folded_place(&self, at: usize) -> usize {
        let folded = &self.case.folded;
        let (mut low, mut high) = (0, folded.text().len());
        while low < high {
            let middle = low.midpoint(high);
            if folded.origin(middle) < at { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The platform for which most speaks, if no other is near it. It is likely only with something that is its own:
    /// everything else may be of whoever copies its interface.
    fn best(&self, status: Option<u16>) -> Option<OtherSystem> {
        let mut ranking: Vec<(Sum, u8)> = (0_u8..)
            .zip(&self.known.providers)
            .map(|(number, provider)| (self.sum(number, provider, status), number))
            .collect();
        ranking.sort_by(|a, b| b.0.weight.total_cmp(&a.0.weight));
        let [(sum, number), (next, _), ..] = ranking[..] else { return None };
        // A code of one row and a message of another, both of many systems, say nothing.
        let says_something = sum.has_own || sum.has_row;
        if !says_something || sum.weight < POSSIBLE || sum.weight - next.weight < LEAD {
            return None;
        }
        let provider = &self.known.providers[usize::from(number)];
        let (code, retry) = self.row_of(number, status);
        let is_likely = sum.has_own && sum.weight >= LIKELY;
        let confidence = if is_likely { Confidence::Likely } else { Confidence::Possible };
        Some(OtherSystem {
            id: &provider.id,
            name: &provider.name,
            code,
            docs: &provider.docs,
            retry,
            confidence,
        })
    }

    fn sum(&self, number: u8, provider: &Provider, status: Option<u16>) -> Sum {
        let text = self.text();
        let has_host = self.case.signs.hosts_in(&self.range).any(|host| host == number);
        let has_id = provider.ids.iter().any(|shape| has_shape(text, shape));
        // Each clue counts once, whichever row it is of.
        let (mut code, mut message, mut together, mut of_status) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
        for (_, row, seen) in self.rows_of(number) {
            code = code.max(seen.code_weight());
            message = message.max(seen.message);
            together = together.max(seen.together());
            of_status = of_status.max(status_weight(row, status));
        }
        let row = code + message + together + of_status;
        let has_envelope = row > 0.0 && self.has_envelope(number);
        let envelope = if has_envelope { ENVELOPE } else { 0.0 };
        let places = f32::from(u8::from(has_host) + u8::from(has_id)) * PLACE;
        let has_own = places > 0.0 || has_envelope || code.max(message) >= OWN;
        Sum { weight: places + row + envelope, has_own, has_row: together > 0.0 }
    }

    /// What is there of the rows of a platform, by their places among all.
    fn rows_of(&self, provider: u8) -> impl Iterator<Item = (u16, Row, &Seen)> {
        let rows = self.rows.iter().map(|(&row, seen)| (row, self.known.rows[usize::from(row)], seen));
        rows.filter(move |(_, row, _)| row.provider == provider)
    }

    /// The code of the row that fits best, and its verdict if all that fit as well have the same.
    fn row_of(&self, provider: u8, status: Option<u16>) -> (Option<&'static str>, Option<Retry>) {
        let mut rows: Vec<_> = self
            .rows_of(provider)
            .map(|(number, row, seen)| {
                (seen.sum() + status_weight(row, status), seen.fixed, number, row, seen)
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let Some(&(sum, fixed, number, row, seen)) = rows.first() else { return (None, None) };
        let mut alike = rows.iter().take_while(|other| other.0 >= sum && other.1 == fixed);
        let retry = row.retry.filter(|_| alike.all(|other| other.3.retry == row.retry));
        let code = seen.code.map(|(code, _)| code).or_else(|| self.only_code(number));
        // The code may be that of a row whose message is another.
        let any = || rows.iter().filter_map(|other| other.4.code).max_by(|a, b| a.1.total_cmp(&b.1));
        (code.or_else(|| any().map(|(code, _)| code)), retry)
    }

    /// The one code of a row.
    fn only_code(&self, row: u16) -> Option<&'static str> {
        let mut codes = self.known.codes.iter().filter(|code| code.row == row && !code.is_type);
        let code = codes.next()?;
        codes.next().is_none().then_some(&*code.text)
    }
}

/// Whether a field may hold a code.
fn is_code(field: &Field) -> bool {
    matches!(field.name, Name::Code | Name::Number | Name::Type | Name::Status)
}

fn status_weight(row: Row, status: Option<u16>) -> f32 {
    if status.is_some() && row.status == status { STATUS } else { 0.0 }
}

/// Whether the key of a code is a number as statuses are.
fn is_status(key: &str) -> bool {
    key.parse().is_ok_and(|number: u16| matches!(number, 0 | 100..=599))
}

/// Whether a message stands in a folded text at `at`.
fn is_at(message: &Message, text: &str, at: usize) -> bool {
    /// The longest value, in bytes.
    const REACH: usize = 200;
    let mut rest = &text.as_bytes()[at..];
    for (number, part) in message.parts.iter().enumerate() {
        let reach = if number == 0 { part.len() } else { REACH + part.len() };
        let near = &rest[..rest.len().min(reach)];
        let Some(found) = memchr::memmem::find(near, part.as_bytes()) else { return false };
        rest = &rest[found + part.len()..];
    }
    true
}

/// Whether an id of a shape stands in a text. Behind one of letters alone the rest of a key may follow.
fn has_shape(text: &str, shape: &Shape) -> bool {
    let bytes = text.as_bytes();
    let is_in = |class: &[(u8, u8)], byte: u8| class.iter().any(|&(from, to)| (from..=to).contains(&byte));
    let units = || shape.iter().flat_map(|(class, count)| std::iter::repeat_n(class, usize::from(*count)));
    let len = units().count();
    let has_end = shape.last().is_some_and(|(class, _)| class.first().is_some_and(|(from, to)| from != to));
    let Some((first, _)) = shape.first() else { return false };
    (0..(bytes.len() + 1).saturating_sub(len)).any(|at| {
        let is_joined = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        is_in(first, bytes[at])
            && !at.checked_sub(1).is_some_and(is_joined)
            && units().zip(&bytes[at..]).all(|(class, &byte)| is_in(class, byte))
            && !(has_end && is_joined(at + len))
    })
}

/// With which pairs of bytes the messages begin: a test before they are looked up.
struct Beginnings {
    /// For each first byte the second ones.
    seconds: Vec<[bool; 256]>,
}

impl Beginnings {
    fn of(messages: &[Message]) -> Self {
        let mut seconds = vec![[false; 256]; 256];
        for message in messages {
            if let [first, second, ..] = *message.head() {
                seconds[usize::from(first)][usize::from(second)] = true;
            }
        }
        Self { seconds }
    }

    fn may_begin(&self, first: u8, second: u8) -> bool {
        self.seconds[usize::from(first)][usize::from(second)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_small() {
        /// As much as the program may grow by it, in bytes.
        const MOST: usize = 60 * 1024;
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/neighbours.bin"));
        assert!(bytes.len() <= MOST, "{} bytes", bytes.len());
    }

    #[test]
    fn ids_are_known_as_a_whole() {
        let shape: Shape = vec![(vec![(b'a', b'a')], 1), (vec![(b'-', b'-')], 1), (vec![(b'0', b'9')], 3)];
        for (text, is_there) in [("id a-123.", true), ("ba-123", false), ("a-1234", false), ("a-12", false)] {
            assert_eq!(has_shape(text, &shape), is_there, "{text}");
        }
    }
}
