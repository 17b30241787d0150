//! Which entries the findings of a text amount to.
//!
//! Messages decide, codes help, statuses come last. A nested body outweighs its wrapper. A word that every
//! system uses counts for much only where something else shows that the error is Wanqing's.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem;

use super::evidence::Evidence;
use super::fields::{self, Group, Name};
use super::hits::{self, Hit};
use super::status::{self, Status};
use super::{Explanation, Hint};
use crate::answer::{Confidence, Match, Signal};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::fold::{code_key, fold};
use crate::identifiers;
use crate::lookup::{SUGGESTIONS, family_of};
use crate::search;

/// What shows that a text comes from Wanqing, in lower case.
const WANQING_MARKS: &[&str] =
    &["streamlake", "wanqing", "vanchin", "responsemeta\"", "responsemeta'", "responsemeta:", "万擎"];

/// The origin of the entries of the gateway in front, whose bodies have no `error` key.
const EDGE: &str = "public";

/// How far a code may stand from a message in running text to belong to it, in bytes.
const NEIGHBOURHOOD: usize = 300;

/// What clients print when they have thrown the body of an error away, folded.
const BODY_DROPPED: &[&str] = &[
    "statuscode(nobody)",
    "badresponsestatuscode",
    "bad_response_status_code",
    "openai_error",
    "noresponsebody",
    "servicerequestfailed",
    "(emptybody)",
    "emptyresponsebody",
    "[object]",
];

/// Explains one piece of text.
pub fn explanations<'c>(catalog: &'c Catalog, text: &str) -> Vec<Explanation<'c>> {
    let groups = fields::groups(text);
    let hits = hits::hits(catalog, text, &groups);
    let case = Case { catalog, text, is_wanqing: is_wanqing(text), statuses: status::statuses(text), groups };
    let mut candidates = case.by_hits(hits);
    candidates.extend(case.by_codes(&candidates));
    case.drop_wrappers(&mut candidates);
    let best = candidates.iter().map(Candidate::confidence).max();
    if best < Some(Confidence::Likely) {
        return vec![case.best_guess(candidates)];
    }
    candidates.retain(|candidate| candidate.confidence() > Confidence::Possible);
    candidates.sort_by_key(|candidate| (Reverse(candidate.confidence()), candidate.place.start));
    let is_only = candidates.len() == 1;
    candidates.into_iter().map(|candidate| case.explained(candidate, is_only)).collect()
}

/// A text and what was read in it.
struct Case<'c, 't> {
    catalog: &'c Catalog,
    text: &'t str,
    groups: Vec<Group>,
    statuses: Vec<Status>,
    is_wanqing: bool,
}

/// An error found at one place of the text.
struct Candidate<'c> {
    group: usize,
    place: Range<usize>,
    results: Vec<Match<'c>>,
    /// The message as the text has it.
    message: Option<String>,
    code: Option<String>,
    hint: Option<Hint>,
}

impl Candidate<'_> {
    fn confidence(&self) -> Confidence {
        self.results.first().map_or(Confidence::Possible, |best| best.confidence)
    }
}

impl<'c> Case<'c, '_> {
    /// One candidate for each place with a message, or with a distinctive code that belongs to no message.
    fn by_hits(&self, hits: Vec<Hit<'c>>) -> Vec<Candidate<'c>> {
        let (messages, codes): (Vec<_>, Vec<_>) =
            hits.into_iter().partition(|hit| matches!(hit.signal, Signal::Message | Signal::MessagePart));
        let mut candidates: Vec<Candidate<'c>> = Vec::new();
        for hit in messages {
            let group = self.innermost(&hit.place);
            match candidates.last_mut() {
                Some(last) if last.place == hit.place => last.results.push(self.match_of(&hit, group)),
                _ => candidates.push(self.candidate(&hit, group)),
            }
        }
        for hit in codes {
            let group = self.innermost(&hit.place);
            let near = candidates.iter_mut().find(|known| self.belong_together(known, group, &hit.place));
            match near {
                Some(known) => {
                    known.code.get_or_insert_with(|| hit.text.clone());
                    for result in
                        known.results.iter_mut().filter(|result| result.entry.id() == hit.entry.id())
                    {
                        result.matched_by.push(hit.signal);
                    }
                    let has_code = |entry: &Entry| Reverse(entry.id() == hit.entry.id());
                    known.results.sort_by_key(|result| has_code(result.entry));
                }
                None => candidates.push(self.candidate(&hit, group)),
            }
        }
        for candidate in &mut candidates {
            self.weigh_alike(candidate);
        }
        candidates
    }

    fn candidate(&self, hit: &Hit<'c>, group: usize) -> Candidate<'c> {
        let is_code = matches!(hit.signal, Signal::Code | Signal::Alias);
        let field = self.groups[group].all(Name::Message).find(|field| contains(&field.place, &hit.place));
        let field =
            field.map(|field| field.value.clone()).filter(|value| value.len() <= hit.text.len() * 4 + 64);
        Candidate {
            group,
            place: hit.place.clone(),
            results: vec![self.match_of(hit, group)],
            message: if is_code { self.own_message(group) } else { field.or_else(|| Some(hit.text.clone())) },
            code: is_code.then(|| hit.text.clone()),
            hint: None,
        }
    }

    /// Whether a code found at `place` is that of the error of `candidate`: inside the same braces, or near
    /// it in running text.
    fn belong_together(&self, candidate: &Candidate<'_>, group: usize, place: &Range<usize>) -> bool {
        let is_loose = self.groups[group].parent.is_none();
        let distance =
            place.start.abs_diff(candidate.place.end).min(candidate.place.start.abs_diff(place.end));
        candidate.group == group && (!is_loose || distance < NEIGHBOURHOOD)
            || distance < NEIGHBOURHOOD
                && candidate.results.iter().any(|known| self.has_code_at(known.entry, place))
    }

    fn has_code_at(&self, entry: &Entry, place: &Range<usize>) -> bool {
        entry.key() == code_key(&self.text[place.clone()])
    }

    fn match_of(&self, hit: &Hit<'c>, group: usize) -> Match<'c> {
        let confidence = match hit.signal {
            Signal::MessagePart => Confidence::Likely,
            Signal::Message if hit.entry.has_generic_message() => self.generic_message(hit.entry, group),
            _ => Confidence::Certain,
        };
        let mut result = Match::new(hit.entry, confidence, vec![hit.signal]);
        if self.has_code(hit.entry, group) && hit.signal != Signal::Code {
            result.matched_by.push(Signal::Code);
        }
        result.values.clone_from(&hit.values);
        result
    }

    /// How much a message counts that is no more than a common phrase: it depends on what stands with it.
    fn generic_message(&self, entry: &Entry, group: usize) -> Confidence {
        let fields = &self.groups[group];
        let is_object = fields.parent.is_some();
        let has_type = fields.get(Name::Type).and_then(status::status_of_phrase) == Some(entry.status());
        let has_other_code = fields.get(Name::Code).is_some_and(|code| code.parse::<u16>().is_err());
        match () {
            () if self.has_code(entry, group) => Confidence::Certain,
            () if self.is_wanqing && is_object => Confidence::Certain,
            () if has_type && is_object && !has_other_code => Confidence::Likely,
            () => Confidence::Possible,
        }
    }

    fn has_code(&self, entry: &Entry, group: usize) -> bool {
        self.groups[group].all(Name::Code).any(|field| {
            let key = code_key(&field.value);
            entry.key() == key || entry.aliases().any(|alias| code_key(alias) == key)
        })
    }

    /// Several entries at one place: the status may tell which it is; their confidence is that of a guess
    /// among them.
    fn weigh_alike(&self, candidate: &mut Candidate<'c>) {
        if candidate.results.len() < 2 {
            return;
        }
        let status = self.status(candidate);
        for result in &mut candidate.results {
            result.confidence = result.confidence.min(Confidence::Likely);
            if status == Some(result.entry.status()) {
                result.matched_by.push(Signal::Status);
            }
        }
        candidate.results.sort_by_key(|result| Reverse(result.matched_by.contains(&Signal::Status)));
        rank(&mut candidate.results);
    }

    /// Candidates from the code fields of groups in which no message was found.
    fn by_codes(&self, known: &[Candidate<'c>]) -> Vec<Candidate<'c>> {
        let taken: Vec<usize> = known.iter().map(|candidate| candidate.group).collect();
        let groups = self.groups.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        groups.filter_map(|(index, group)| self.by_code(index, group)).collect()
    }

    fn by_code(&self, index: usize, group: &Group) -> Option<Candidate<'c>> {
        let (field, mut results, hint) = group.all(Name::Code).find_map(|field| {
            let (results, hint) = self.entries_with(&code_key(&field.value));
            (!results.is_empty()).then_some((field, results, hint))
        })?;
        let is_generic = results.iter().all(|result| result.entry.has_generic_code()) || hint.is_some();
        let says_otherwise =
            self.own_message(index).is_some_and(|message| code_key(&message) != code_key(&field.value));
        if is_generic && says_otherwise && !self.is_wanqing {
            for result in &mut results {
                result.confidence = Confidence::Possible;
            }
        }
        let mut candidate = Candidate {
            group: index,
            place: field.place.clone(),
            results,
            message: self.own_message(index),
            code: Some(field.value.clone()),
            hint,
        };
        self.weigh_alike(&mut candidate);
        rank(&mut candidate.results);
        Some(candidate)
    }

    /// The entries with this code or alias, or else those of its family.
    fn entries_with(&self, key: &str) -> (Vec<Match<'c>>, Option<Hint>) {
        let of = |entries: Vec<&'c Entry>, signal| {
            let confidence = if entries.len() == 1 { Confidence::Certain } else { Confidence::Likely };
            entries.into_iter().map(|entry| Match::new(entry, confidence, vec![signal])).collect::<Vec<_>>()
        };
        let same: Vec<_> = self.catalog.entries().iter().filter(|entry| entry.key() == key).collect();
        if key.is_empty() || !same.is_empty() {
            return (of(same, Signal::Code), None);
        }
        let aliased = |entry: &&Entry| entry.aliases().any(|alias| code_key(alias) == key);
        let aliased: Vec<_> = self.catalog.entries().iter().filter(aliased).collect();
        if !aliased.is_empty() {
            return (of(aliased, Signal::Alias), None);
        }
        let Some(family) = family_of(key) else { return (Vec::new(), None) };
        let kin = |known: &str| known == family || family_of(known) == Some(family);
        let kin = self.catalog.entries().iter().filter(|entry| kin(entry.key()));
        let results: Vec<_> =
            kin.map(|entry| Match::new(entry, Confidence::Likely, vec![Signal::Family])).collect();
        let hint = (!results.is_empty()).then_some(Hint::UnknownOfFamily);
        (results, hint)
    }

    /// Drops what wraps a better finding: the groups around it, and what was only guessed from their codes.
    fn drop_wrappers(&self, candidates: &mut Vec<Candidate<'c>>) {
        let mut wraps = vec![false; self.groups.len()];
        for candidate in candidates.iter().filter(|candidate| candidate.confidence() > Confidence::Possible) {
            let mut around = self.groups[candidate.group].parent;
            while let Some(group) = around.filter(|&group| !wraps[group]) {
                wraps[group] = true;
                around = self.groups[group].parent;
            }
        }
        candidates.retain(|candidate| {
            let is_loose = self.groups[candidate.group].parent.is_none();
            let has_message =
                candidate.results.iter().any(|result| result.matched_by.contains(&Signal::Message));
            !wraps[candidate.group] || is_loose && has_message
        });
    }

    /// Where nothing is likely: the one thing that is most worth saying.
    fn best_guess(&self, mut candidates: Vec<Candidate<'c>>) -> Explanation<'c> {
        let by_message = |candidate: &Candidate<'_>| {
            candidate.results.iter().any(|result| result.matched_by.contains(&Signal::Message))
        };
        candidates.sort_by_key(|candidate| Reverse(by_message(candidate)));
        let mut candidate = candidates.into_iter().next().unwrap_or_else(|| self.nothing());
        let hint = self.body_dropped().then_some(Hint::BodyDropped);
        let status = self.status(&candidate);
        if candidate.results.is_empty() && (hint.is_some() || !self.is_of_another_system()) {
            candidate.results = self.generic_words(status);
        }
        if hint.is_some() {
            // A client keeps the bodies of the model gateway; it is those of the edge that it does not know.
            candidate.results.sort_by_key(|result| result.entry.origin() != EDGE);
            rank(&mut candidate.results);
        }
        candidate.hint = candidate.hint.or(hint);
        let mut explanation = self.explained(candidate, true);
        if explanation.results.is_empty() {
            explanation.suggestions = self.suggestions(&explanation.evidence);
        }
        explanation
    }

    /// A candidate with what the input says, but no entry: the innermost group that says most.
    fn nothing(&self) -> Candidate<'c> {
        let says = |group: &Group| {
            [Name::Message, Name::Code, Name::Type].iter().filter(|&&name| group.get(name).is_some()).count()
        };
        let group =
            (0..self.groups.len()).max_by_key(|&index| (says(&self.groups[index]), index)).unwrap_or(0);
        let code = self.groups[group].all(Name::Code).find(|field| field.value.parse::<u16>().is_err());
        Candidate {
            group,
            place: self.groups[group].place.start..self.groups[group].place.start,
            results: Vec::new(),
            message: self.own_message(group),
            code: code.map(|field| field.value.clone()),
            hint: None,
        }
    }

    /// The entries that a generic word of the text or the status may stand for.
    fn generic_words(&self, status: Option<u16>) -> Vec<Match<'c>> {
        let folded = crate::fold::Folded::new(self.text);
        let named = |name: &str| {
            let name = fold(name);
            memmem::find_iter(folded.text().as_bytes(), &name)
                .any(|at| folded.is_boundary(at) && folded.is_boundary(at + name.len()))
        };
        let mut results = Vec::new();
        for entry in self.catalog.entries() {
            let mut signals = Vec::new();
            if entry.has_generic_code() && entry.code().is_some_and(named) {
                signals.push(Signal::Code);
            }
            if status == Some(entry.status()) {
                signals.push(Signal::Status);
            }
            // A word without its status is too little in running text.
            if signals.contains(&Signal::Status)
                || (status.is_none() && !signals.is_empty() && self.is_short())
            {
                results.push(Match::new(entry, Confidence::Possible, signals));
            }
        }
        results.sort_by_key(|result| Reverse(result.matched_by.len()));
        rank(&mut results);
        results
    }

    /// Whether the text is a single line, as an exception prints it.
    fn is_short(&self) -> bool {
        const LINE: usize = 200;
        self.text.trim().len() < LINE && !self.text.trim().contains('\n')
    }

    /// Whether an error object says something that is in no way ours.
    fn is_of_another_system(&self) -> bool {
        let says_something = |group: &Group| {
            let code = group.all(Name::Code).any(|field| field.value.parse::<u16>().is_err());
            group.parent.is_some()
                && (code || group.get(Name::Message).is_some_and(|message| message.contains(' ')))
        };
        !self.is_wanqing && self.groups.iter().any(says_something)
    }

    fn body_dropped(&self) -> bool {
        let folded = fold(self.text);
        BODY_DROPPED.iter().any(|phrase| folded.contains(phrase))
    }

    fn explained(&self, candidate: Candidate<'c>, is_only: bool) -> Explanation<'c> {
        let evidence = self.evidence(&candidate, is_only);
        let hints = candidate.hint.into_iter().collect();
        Explanation { evidence, results: candidate.results, hints, suggestions: Vec::new() }
    }

    fn evidence(&self, candidate: &Candidate<'_>, is_only: bool) -> Evidence {
        let code =
            self.groups[candidate.group].all(Name::Code).find(|field| field.value.parse::<u16>().is_err());
        let request_id = self.request_id(candidate, is_only);
        Evidence {
            status: self.status(candidate),
            code: code.map(|field| field.value.clone()).or_else(|| candidate.code.clone()),
            r#type: self.groups[candidate.group].get(Name::Type).map(str::to_owned),
            message: candidate.message.clone(),
            request_time: request_id.as_deref().and_then(identifiers::time_of),
            request_id,
            endpoint: identifiers::endpoint(self.text).map(str::to_owned),
            retry_after_seconds: self.retry_after(candidate),
        }
    }

    /// The status of an error: its own, that of what is around it, or the one in the text before it.
    fn status(&self, candidate: &Candidate<'_>) -> Option<u16> {
        let own = self.around(candidate.group).find_map(|group| {
            group
                .fields
                .iter()
                .filter(|field| matches!(field.name, Name::Status | Name::Code))
                .find_map(as_status)
        });
        let before = self.statuses.partition_point(|status| status.at <= candidate.place.start);
        let near =
            before.checked_sub(1).map_or_else(|| self.statuses.first(), |last| self.statuses.get(last));
        own.or_else(|| near.map(|status| status.number))
    }

    fn request_id(&self, candidate: &Candidate<'_>, is_only: bool) -> Option<String> {
        let own =
            self.around(candidate.group).find_map(|group| group.get(Name::RequestId)).map(str::to_owned);
        own.or_else(|| {
            let outermost = self.around(candidate.group).filter(|group| group.parent.is_some()).last();
            let text = match outermost {
                Some(group) if !is_only => &self.text[group.place.clone()],
                _ if is_only => self.text,
                _ => self.line(candidate.place.start),
            };
            identifiers::request_id(text).map(str::to_owned)
        })
    }

    fn line(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        &self.text[start..end]
    }

    fn retry_after(&self, candidate: &Candidate<'_>) -> Option<u64> {
        let own = self.around(candidate.group);
        let loose = self.groups.iter().filter(|group| group.parent.is_none());
        own.chain(loose).find_map(|group| group.get(Name::RetryAfter)?.trim().parse().ok())
    }

    /// The message of a group; one that only holds a body of its own is none.
    fn own_message(&self, group: usize) -> Option<String> {
        let mut messages = self.groups[group].all(Name::Message);
        messages.find(|field| !field.value.trim_start().starts_with('{')).map(|field| field.value.clone())
    }

    /// A group and those around it, from the inside out.
    fn around(&self, group: usize) -> impl Iterator<Item = &Group> {
        std::iter::successors(self.groups.get(group), |group| {
            group.parent.and_then(|parent| self.groups.get(parent))
        })
    }

    /// The innermost group that holds `place`.
    fn innermost(&self, place: &Range<usize>) -> usize {
        let before = self.groups.partition_point(|group| group.place.start <= place.start);
        let mut index = before.saturating_sub(1);
        while !contains(&self.groups[index].place, place) {
            match self.groups[index].parent {
                Some(parent) => index = parent,
                None => return index,
            }
        }
        index
    }

    fn suggestions(&self, evidence: &Evidence) -> Vec<&'c Entry> {
        let words = [&evidence.code, &evidence.message].into_iter().flatten().map(String::as_str);
        let words = words.collect::<Vec<_>>().join(" ");
        search::near(self.catalog, &words, evidence.status).into_iter().take(SUGGESTIONS).collect()
    }
}

fn is_wanqing(text: &str) -> bool {
    let lower = text.to_lowercase();
    WANQING_MARKS.iter().any(|mark| lower.contains(mark)) || identifiers::request_id(text).is_some()
}

fn as_status(field: &fields::Field) -> Option<u16> {
    let number: u16 = field.value.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let is_number = field.name == Name::Status || field.value.parse::<u16>().is_ok();
    (is_number && matches!(number, 0 | 100..=599)).then_some(number)
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Scores that fall with the rank among results that are equally sure.
fn rank(results: &mut [Match<'_>]) {
    const STEP: f32 = 0.01;
    for (position, result) in (0_u8..).zip(results) {
        let base = Match::new(result.entry, result.confidence, Vec::new()).score;
        result.score = (base - STEP * f32::from(position)).max(0.01);
    }
}
