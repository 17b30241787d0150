//! Where the messages and the distinctive codes of the catalog stand in a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem;

use super::evidence::is_bare_number;
use super::fields::{Field, Group, Name};
use super::pairs::Pairs;
use crate::answer::Signal;
use crate::catalog::Catalog;
use crate::entry::{Entry, Usage};
use crate::fold::{Folded, code_key, fold};
use crate::pattern::{Found, Pattern, Value};

/// A message or a code of an entry found in the text.
#[derive(Debug, Clone)]
pub struct Hit<'c> {
    pub entry: &'c Entry,
    pub signal: Signal,
    /// Who else uses this wording or this code.
    pub usage: Usage,
    /// Where it stands in the text.
    pub place: Range<usize>,
    /// How much fixed text agreed, in bytes.
    pub fixed: usize,
    pub values: Vec<Value>,
    /// The text that was found, unescaped.
    pub text: String,
}

/// All messages and distinctive codes in the text. Where several fit the same place, the longest fixed text
/// wins; entries that fit equally well all stay. Parts of messages count where no message stands whole.
pub fn hits<'c>(catalog: &'c Catalog, folded: &Folded<'_>, groups: &[Group]) -> Vec<Hit<'c>> {
    let entries = entries_in(catalog, folded.text());
    // The body of an answer that succeeded.
    let is_answer = memmem::find(folded.text().as_bytes(), b"choices").is_some();
    let is_found = |hit: &Hit<'_>| !is_no_message(hit, groups, is_answer);
    let mut hits = altered_messages(catalog, groups);
    let has_room = |hits: &mut Vec<Hit<'c>>| {
        if hits.len() > MAX_HITS {
            hits.retain(is_found);
            *hits = longest(std::mem::take(hits));
        }
        hits.len() <= MAX_HITS
    };
    for look in [messages, codes] {
        for entry in &entries {
            look(std::slice::from_ref(entry), folded, &mut hits);
            if !has_room(&mut hits) {
                break;
            }
        }
    }
    hits.retain(is_found);
    let mut kept = longest(hits);
    if !kept.iter().any(|hit| hit.signal == Signal::Message && hit.usage != Usage::Common) {
        kept.extend(parts(&entries, folded).into_iter().filter(is_found));
        kept = longest(kept);
    }
    kept
}

/// How many hits are kept at once: more than errors stand in the text that is examined at once. Of a user's entries
/// that are much alike all may be found in each place.
const MAX_HITS: usize = 1 << 17;

/// The size of a text from which on it is worth building the automaton of all literals, in bytes. Where it is
/// there already, it serves small texts too.
const LARGE: usize = 256 << 10;

/// The entries that may be found in a folded text, whole or in part.
fn entries_in<'c>(catalog: &'c Catalog, folded: &str) -> Vec<&'c Entry> {
    let entries = catalog.entries().iter();
    if folded.len() < LARGE && !catalog.has_literals() {
        let pairs = Pairs::of(folded);
        return entries.filter(|entry| pairs.may_hold_entry(entry)).collect();
    }
    catalog.literals().entries_in(folded).into_iter().map(|place| &catalog.entries()[place]).collect()
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
        let folded = Folded::new(&field.value);
        messages(&entries_in(catalog, folded.text()), &folded, &mut hits);
        for hit in &mut hits[before..] {
            hit.place = field.place.clone();
            hit.fixed += 1; // ahead of the same message in the text as it stands
        }
    }
    hits
}

fn messages<'c>(entries: &[&'c Entry], folded: &Folded<'_>, hits: &mut Vec<Hit<'c>>) {
    for &entry in entries {
        for pattern in entry.patterns() {
            let found = pattern.find_all(folded).into_iter();
            let found = found.filter(|found| !is_code_of(entry, &folded.source()[found.start..found.end]));
            hits.extend(found.map(|found| hit(entry, Signal::Message, pattern, found, folded)));
        }
    }
}

/// Whether a text is the code of an entry in one word, which reads like its message where that has the same words.
fn is_code_of(entry: &Entry, text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && code_key(text) == entry.key()
}

fn hit<'c>(
    entry: &'c Entry,
    signal: Signal,
    pattern: &Pattern,
    found: Found,
    folded: &Folded<'_>,
) -> Hit<'c> {
    let place = found.start..found.end;
    let text = with_whole_values(&folded.source()[place.clone()], &found.values);
    Hit { entry, signal, usage: pattern.usage(), place, fixed: found.fixed, values: found.values, text }
}

/// A message in one line, its values in one piece as they were captured, so that secrets can be found in it.
fn with_whole_values(message: &str, values: &[Value]) -> String {
    let mut line = String::with_capacity(message.len());
    for part in message.split('\n') {
        let (before, after) = (line.trim_end().len(), part.trim_start());
        let is_broken_value = values.iter().any(|value| {
            let (head, tail) = (last_word(&line), first_word(after));
            !head.is_empty() && !tail.is_empty() && value.text.contains(&format!("{head}{tail}"))
        });
        line.truncate(before);
        if !line.is_empty() && !is_broken_value {
            line.push(' ');
        }
        line.push_str(after);
    }
    line
}

fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(is_word).len()..]
}

fn first_word(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(is_word).len()]
}

/// Whether a character may be one of an identifier or a key.
pub fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// The codes that few other systems use, wherever they stand.
fn codes<'c>(entries: &[&'c Entry], folded: &Folded<'_>, hits: &mut Vec<Hit<'c>>) {
    for &entry in entries {
        let names = entry.code().into_iter().map(|code| (code, Signal::Code));
        let names = names.chain(entry.aliases().map(|alias| (alias, Signal::Alias)));
        for (name, signal) in names.filter(|(name, _)| !is_bare_number(name)) {
            let usage = entry.usage_of(name);
            if usage == Usage::Common {
                continue;
            }
            for (at, end) in folded.words(&fold(name)) {
                if !is_continued(folded, end) {
                    let place = folded.origin(at)..folded.origin_end(end);
                    let text = folded.source()[place.clone()].to_owned();
                    hits.push(Hit { entry, signal, usage, place, fixed: end - at, values: Vec::new(), text });
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

/// Messages that are not there as a whole.
fn parts<'c>(entries: &[&'c Entry], folded: &Folded<'_>) -> Vec<Hit<'c>> {
    let mut hits = Vec::new();
    for &entry in entries {
        let parts = entry.patterns().iter().filter_map(|pattern| Some((pattern, pattern.find_part(folded)?)));
        let best = parts.max_by_key(|(_, found)| found.fixed);
        hits.extend(best.map(|(pattern, found)| hit(entry, Signal::MessagePart, pattern, found, folded)));
    }
    hits
}

/// Drops each hit that lies in a longer one, or in another of the same entry.
fn longest(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by_key(|hit| hit.place.start);
    let mut kept = Vec::with_capacity(hits.len());
    // Hits that overlap, one with the next. Most stand alone.
    let (mut cluster, mut end) = (Vec::new(), 0);
    for hit in hits {
        if hit.place.start >= end {
            settle(&mut cluster, &mut kept);
        }
        end = end.max(hit.place.end);
        cluster.push(hit);
    }
    settle(&mut cluster, &mut kept);
    kept
}

/// Moves what is to be kept of some hits.
fn settle<'c>(cluster: &mut Vec<Hit<'c>>, kept: &mut Vec<Hit<'c>>) {
    match cluster.len() {
        0 | 1 => kept.append(cluster),
        _ => kept.extend(longest_of(std::mem::take(cluster))),
    }
}

/// The same of hits that overlap.
fn longest_of(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by_key(|hit| (Reverse(hit.fixed), hit.place.start));
    let mut kept: Vec<Hit<'_>> = Vec::new();
    // Where the kept hits lie, by their beginning, and the first of those that lie there; they do not overlap.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for hit in hits {
        let around = taken.range(..hit.place.end).next_back().filter(|&(_, &(end, _))| end > hit.place.start);
        let Some((_, &(_, first))) = around else {
            taken.insert(hit.place.start, (hit.place.end, kept.len()));
            kept.push(hit);
            continue;
        };
        let known = &kept[first];
        let fits_equally =
            known.place.start == hit.place.start && known.fixed == hit.fixed && known.signal == hit.signal;
        let alike = kept[first..].iter().take_while(|other| other.place.start == hit.place.start);
        if fits_equally && alike.into_iter().all(|known| known.entry.id() != hit.entry.id()) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| hit.place.start);
    kept
}

/// Whether what was found is a word in the place of a code, or something that was said in a conversation.
fn is_no_message(hit: &Hit<'_>, groups: &[Group], is_answer: bool) -> bool {
    let before = groups.partition_point(|group| group.place.start <= hit.place.start);
    let Some(group) = before.checked_sub(1).map(|index| &groups[index]) else { return false };
    let lies_in = |field: &Field| field.place.start <= hit.place.start && hit.place.end <= field.place.end;
    group.fields.iter().filter(|field| lies_in(field)).any(|field| match field.name {
        Name::Code | Name::Type | Name::Status => hit.signal.is_message(),
        Name::Content => is_answer,
        _ => false,
    })
}
