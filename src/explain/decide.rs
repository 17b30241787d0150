//! Which entries the findings of a text amount to.
//!
//! What a text holds is gathered first: messages, codes, statuses, and what stands around them. How sure each entry
//! is by all that together is for [`policy`](super::policy) to say. A nested body outweighs its wrapper.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use memchr::memmem;

use super::Explanation;
use super::evidence::{self, Evidence, around};
use super::fields::{self, Field, Group, Name};
use super::hints::Hint;
use super::hits::{self, Hit};
use super::neighbours::OtherSystem;
use super::object::{self, Named, Object, is_element};
use super::policy::{Clue, Clues};
use super::sentence;
use super::signs::Signs;
use crate::answer::{Confidence, Match, Signal};
use crate::catalog::Catalog;
use crate::clean::clean;
use crate::entry::{Entry, Usage};
use crate::fold::{Folded, code_key, fold};
use crate::identifiers;
use crate::pattern::Value;
use crate::status::{self, FIRST_ERROR, Status};

/// How much of a message must be there to look like its beginning, in bytes of fixed text: two or three words.
const ENOUGH_BEGUN: usize = 12;

/// No message is longer, its values included, in bytes.
const LONGEST_BEGUN: usize = 1024;

/// How many times an entry is looked at in a piece of the input: each error is answered once, by the place that says
/// most of it, and no text needs more places to find that.
const ENOUGH_OF_ONE: usize = 1024;

/// How far a code may stand from a message in running text to belong to it, in bytes.
const NEIGHBOURHOOD: usize = 300;

/// A text and what was read in it.
pub struct Case<'c, 't> {
    pub catalog: &'c Catalog,
    pub folded: Folded<'t>,
    pub groups: Vec<Group>,
    pub statuses: Vec<Status>,
    pub signs: Signs,
    /// For each group the status that it or one around it gives.
    own_statuses: Vec<Option<u16>>,
    /// Where the lines end.
    line_ends: Vec<usize>,
}

/// An error found at one place of the text.
pub struct Candidate<'c> {
    pub group: usize,
    pub place: Range<usize>,
    pub claims: Vec<Claim<'c>>,
    /// Where the message is.
    pub message: Said,
    pub code: Option<String>,
    pub hint: Option<Hint>,
}

/// Where the message of an error is.
pub enum Said {
    /// It is this text, as the input has it.
    Here(String),
    /// In the field of its group, if there is one.
    InField,
}

/// An entry that may be the error at a place, and what was noticed about that.
#[derive(Debug, Clone)]
pub struct Claim<'c> {
    pub entry: &'c Entry,
    pub matched_by: Vec<Signal>,
    pub values: Vec<Value>,
    pub clues: Clues,
    pub confidence: Confidence,
}

impl<'c> Claim<'c> {
    pub const fn new(entry: &'c Entry, matched_by: Vec<Signal>) -> Self {
        let clues = Clues::none();
        Self { entry, matched_by, values: Vec::new(), clues, confidence: Confidence::Possible }
    }

    pub fn by_code(entry: &'c Entry, signal: Signal, code: &str) -> Self {
        let mut claim = Self::new(entry, vec![signal]);
        claim.clues.add(code_clue(entry, code));
        claim
    }
}

impl Candidate<'_> {
    pub fn confidence(&self) -> Confidence {
        self.claims.first().map_or(Confidence::Possible, |best| best.confidence)
    }

    pub fn has_message(&self) -> bool {
        self.claims.iter().any(|claim| claim.matched_by.iter().any(|signal| signal.is_message()))
    }

    /// How much speaks for the best claim.
    pub fn sum(&self) -> f32 {
        self.claims.first().map_or(f32::MIN, |best| best.clues.sum())
    }
}

impl<'c, 't> Case<'c, 't> {
    pub fn new(catalog: &'c Catalog, text: &'t str) -> Self {
        let folded = Folded::new(text);
        let signs = Signs::new(&folded);
        let groups = fields::groups(text);
        Self {
            catalog,
            own_statuses: evidence::own_statuses(&groups),
            line_ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(),
            groups,
            statuses: status::statuses(text),
            signs,
            folded,
        }
    }

    pub fn text(&self) -> &'t str {
        self.folded.source()
    }

    /// The errors of the text, each once, the surest first.
    pub fn candidates(&self) -> Vec<Candidate<'c>> {
        let hits = hits::hits(self.catalog, &self.folded, &self.groups);
        let mut candidates = self.by_hits(hits);
        candidates.extend(self.by_codes(&candidates));
        // Many errors may stand in one object.
        let mut objects: HashMap<usize, Object> = HashMap::new();
        let mut others = Others::new();
        for candidate in &mut candidates {
            let object = objects
                .entry(candidate.group)
                .or_insert_with(|| Object::new(&self.groups[candidate.group], self.text(), self.catalog));
            self.weigh(candidate, object);
            self.compete(candidate, &mut others);
        }
        self.drop_wrappers(&mut candidates);
        // Of what is found twice, the more telling stays.
        candidates.sort_by(|a, b| {
            let key = |candidate: &Candidate<'_>| (candidate.confidence(), candidate.has_message());
            key(b).cmp(&key(a)).then(b.sum().total_cmp(&a.sum()))
        });
        let mut ids: HashSet<&str> = HashSet::new();
        candidates
            .retain(|candidate| candidate.claims.first().is_some_and(|best| ids.insert(best.entry.id())));
        candidates.sort_by_key(|candidate| (Reverse(candidate.confidence()), candidate.place.start));
        candidates
    }

    /// One candidate for each place with a message, or with a distinctive code that belongs to no message.
    fn by_hits(&self, hits: Vec<Hit<'c>>) -> Vec<Candidate<'c>> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let hits = hits.into_iter().filter(|hit| {
            let seen = seen.entry(hit.entry.id()).or_default();
            *seen += 1;
            *seen <= ENOUGH_OF_ONE
        });
        let (messages, codes): (Vec<_>, Vec<_>) = hits.partition(|hit| hit.signal.is_message());
        let mut candidates: Vec<Candidate<'c>> = Vec::new();
        for hit in messages {
            let group = self.innermost(&hit.place);
            match candidates.last_mut() {
                Some(last) if last.place.start == hit.place.start => last.claims.push(self.claim(&hit)),
                _ => candidates.push(self.candidate(&hit, group)),
            }
        }
        let with_message = candidates.len();
        let mut sharing = Sharing::new();
        for alike in codes.chunk_by(|a, b| a.place == b.place) {
            let near = alike.iter().find_map(|hit| {
                let group = self.innermost(&hit.place);
                self.near_message(&candidates[..with_message], group, hit)
            });
            match near {
                Some(index) => alike.iter().for_each(|hit| add_code(&mut candidates[index], hit)),
                None => candidates.extend(self.code_candidate(alike, &mut sharing)),
            }
        }
        candidates
    }

    /// The entries that share the code at one place, those among them that share it with other systems too.
    fn code_candidate(&self, alike: &[Hit<'c>], sharing: &mut Sharing<'c>) -> Option<Candidate<'c>> {
        let (first, others) = alike.split_first()?;
        let group = self.innermost(&first.place);
        let mut candidate = self.candidate(first, group);
        candidate.claims.extend(others.iter().map(|hit| self.claim(hit)));
        let key = code_key(&first.text);
        let is_shared = |entry: &&Entry| entry.usage_of(&key) != Usage::Own;
        let sharing = sharing
            .entry(key.clone())
            .or_insert_with(|| self.catalog.with_code(&key).filter(is_shared).collect());
        candidate.claims.extend(sharing.iter().map(|entry| Claim::by_code(entry, Signal::Code, &key)));
        let mut ids: HashSet<&str> = HashSet::new();
        candidate.claims.retain(|claim| ids.insert(claim.entry.id()));
        self.add_other_message(&mut candidate);
        Some(candidate)
    }

    fn candidate(&self, hit: &Hit<'c>, group: usize) -> Candidate<'c> {
        let is_code = matches!(hit.signal, Signal::Code | Signal::Alias);
        let field = self.message_field(hit, group).map(|field| &field.value);
        // A field that holds much more than the message is no message.
        let field = field.filter(|value| is_about_as_long(value, &hit.text));
        Candidate {
            group,
            place: hit.place.clone(),
            claims: vec![self.claim(hit)],
            message: if is_code { Said::InField } else { Said::Here(field.unwrap_or(&hit.text).clone()) },
            code: is_code.then(|| hit.text.clone()),
            hint: None,
        }
    }

    /// The field in which a message stands.
    fn message_field(&self, hit: &Hit<'_>, group: usize) -> Option<&Field> {
        self.groups[group].all(Name::Message).find(|field| contains(&field.place, &hit.place))
    }

    /// Whether a quoted field says what stands at `span` and nothing else.
    fn is_all_of(&self, span: &Range<usize>, field: &Field) -> bool {
        let is_quote = |c: char| matches!(c, '"' | '\'' | '`' | '\\');
        let rest = self.text().get(span.end..field.place.end).unwrap_or_default();
        rest.trim_end_matches(['.', '!']).is_empty() && self.text()[field.place.end..].starts_with(is_quote)
    }

    /// The message to which a code belongs: one inside the same braces, or the nearest in running text. The
    /// candidates are in the order of their places.
    fn near_message(&self, candidates: &[Candidate<'c>], group: usize, code: &Hit<'c>) -> Option<usize> {
        let behind = candidates.partition_point(|candidate| candidate.place.start < code.place.start);
        let near = [behind.checked_sub(1), Some(behind)].into_iter().flatten();
        let distance = |index: usize| {
            let place = &candidates[index].place;
            place.start.saturating_sub(code.place.end).max(code.place.start.saturating_sub(place.end))
        };
        near.filter(|&index| {
            candidates.get(index).is_some_and(|candidate| {
                let in_braces = candidate.group == group && self.groups[group].parent.is_some();
                let names_it = candidate.claims.iter().any(|claim| claim.entry.id() == code.entry.id());
                in_braces || distance(index) < NEIGHBOURHOOD && (candidate.group == group || names_it)
            })
        })
        .min_by_key(|&index| distance(index))
    }

    /// What a message or a code that was found says of its entry, by itself.
    fn claim(&self, hit: &Hit<'c>) -> Claim<'c> {
        let mut claim = Claim::new(hit.entry, vec![hit.signal]);
        claim.values.clone_from(&hit.values);
        let clues = &mut claim.clues;
        if !hit.signal.is_message() {
            clues.add(code_clue(hit.entry, &hit.text));
            return claim;
        }
        clues.add(match hit.usage {
            Usage::Own => Clue::OwnMessage,
            Usage::Shared => Clue::SharedMessage,
            Usage::Common => Clue::CommonMessage,
        });
        let group = self.innermost(&hit.place);
        let field = self.message_field(hit, group);
        let is_part = hit.signal == Signal::MessagePart;
        clues.add_if(Clue::PartOfMessage, is_part);
        clues.add_if(
            Clue::WholeField,
            is_part && field.is_some_and(|field| self.is_all_of(&hit.place, field)),
        );
        clues.add_if(Clue::ValueOfWords, hit.values.iter().any(|value| is_phrase(&value.text)));
        let is_otherwise = is_spelled_otherwise(hit, field);
        clues.add_if(Clue::OtherSpelling, is_otherwise);
        let is_phrase = status::reason_phrase(hit.entry.status()).is_some_and(|phrase| hit.text == phrase);
        clues.add_if(Clue::ReasonPhrase, is_otherwise && is_phrase);
        clues.add_if(
            Clue::GoesOn,
            hit.values.is_empty() && (sentence::goes_on(self.text(), &hit.place) || goes_on_in(hit, field)),
        );
        clues.add_if(Clue::InsideWord, sentence::is_inside_name(self.text(), &hit.place));
        claim
    }

    /// Adds to the claims of a candidate what stands around it, and makes up its mind.
    fn weigh(&self, candidate: &mut Candidate<'c>, object: &mut Object) {
        let record = self.whole_error(candidate);
        let status = self.status(candidate);
        let around = self.signs_around(&record, object, &candidate.place);
        for claim in &mut candidate.claims {
            let entry = claim.entry;
            // A user's own catalog tells the errors of another system, of which nothing is known here.
            if entry.is_of_platform() {
                claim.clues.add_all(around);
            }
            claim.clues.add_if(
                Clue::PhraseOfType,
                object.phrase.is_some_and(|of| of == entry.status() || Some(of) == status),
            );
            claim.clues.add_if(Clue::OtherCode, object.has_other_code);
            let has_message = claim.matched_by.iter().any(|signal| signal.is_message());
            if let Some(is_current) = has_message.then(|| object.names(entry)).flatten() {
                // A former name is that of other systems too.
                claim.clues.add_if(Clue::CodeAndMessage, is_current);
                if !claim.matched_by.contains(&Signal::Code) {
                    claim.matched_by.push(Signal::Code);
                }
            }
            claim
                .clues
                .add_if(Clue::CodeAndMessage, has_message && self.has_code_before(entry, &candidate.place));
            if let Some(clue) = self.status_clue(entry, status) {
                claim.clues.add(clue);
            }
            claim.confidence = claim.clues.confidence();
        }
        if candidate.claims.len() > 1 {
            tell_apart(&mut candidate.claims, status);
        }
    }

    /// Where an error is likely one of the platform's but not certainly, those of other platforms compete.
    fn compete(&self, candidate: &mut Candidate<'c>, others: &mut Others) {
        if candidate.claims.iter().all(|claim| claim.confidence != Confidence::Likely) {
            return;
        }
        let (error, status) = (self.whole_error(candidate), self.status(candidate));
        let other = *others
            .entry((error.start, error.end, status))
            .or_insert_with(|| self.other_system(&error, status));
        if other.is_none_or(|other| other.confidence == Confidence::Possible) {
            return;
        }
        for claim in candidate.claims.iter_mut().filter(|claim| claim.entry.is_of_platform()) {
            claim.clues.add(Clue::OtherSystem);
            claim.confidence = claim.clues.confidence().min(claim.confidence);
        }
    }

    /// Where an error stands with all that is around it in the same braces.
    pub fn whole_error(&self, candidate: &Candidate<'_>) -> Range<usize> {
        self.braces(candidate.group).unwrap_or_else(|| candidate.place.clone())
    }

    /// Whether the code of an entry stands shortly before its message in running text, as in
    /// `HTTP 404 (NotFound: ResourceNotFound)`. A reason phrase there is that of the status line.
    fn has_code_before(&self, entry: &Entry, message: &Range<usize>) -> bool {
        /// How far that is, in bytes.
        const SHORTLY: usize = 80;
        let Some(code) = entry.code().filter(|code| status::status_of_phrase(code).is_none()) else {
            return false;
        };
        let text = self.text();
        let from = text.ceil_char_boundary(message.start.saturating_sub(SHORTLY));
        fold(code) != fold(entry.message())
            && Folded::new(&text[from..message.start]).words(&fold(code)).next().is_some()
    }

    /// What the record of an error shows of whose it is.
    fn signs_around(&self, record: &Range<usize>, object: &Object, error: &Range<usize>) -> Clues {
        let is_wanqing = self.signs.show_wanqing(record);
        let mut around = Clues::none();
        around.add_if(Clue::Wanqing, is_wanqing);
        around.add_if(Clue::WanqingNearby, !is_wanqing && self.signs.show_wanqing_nearby(record));
        around.add_if(Clue::OtherSystem, self.signs.show_others(record));
        around.add_if(Clue::OtherAddress, self.signs.show_other_address(record));
        around.add_if(Clue::OtherRequest, self.signs.show_other_request(record));
        around.add_if(Clue::Xml, object.is_xml || is_element(self.text(), error));
        around.add_if(Clue::Client, self.signs.show_client(record));
        around
    }

    fn status_clue(&self, entry: &Entry, status: Option<u16>) -> Option<Clue> {
        /// Seen for errors of any status.
        const BAD_REQUEST: u16 = 400;
        let status = status?;
        let is_known = |status| self.catalog.entries().iter().any(|entry| entry.status() == status);
        match status {
            _ if status == entry.status() => Some(Clue::SameStatus),
            BAD_REQUEST | ..FIRST_ERROR => None,
            _ if is_known(status) => Some(Clue::OtherStatus),
            _ => Some(Clue::ForeignStatus),
        }
    }

    /// Candidates from the code fields of groups in which no message was found.
    fn by_codes(&self, known: &[Candidate<'c>]) -> Vec<Candidate<'c>> {
        let mut is_taken = vec![false; self.groups.len()];
        for candidate in known {
            is_taken[candidate.group] = true;
        }
        // A log repeats its codes.
        let mut entries: HashMap<&str, (Named<'c>, usize)> = HashMap::new();
        let mut candidates = Vec::new();
        for (index, group) in self.groups.iter().enumerate().filter(|&(index, _)| !is_taken[index]) {
            let named = group.all(Name::Code).find_map(|field| {
                let code = field.value.as_str();
                let (named, seen) =
                    entries.entry(code).or_insert_with(|| (object::named(self.catalog, code), 0));
                *seen += 1;
                (!named.0.is_empty() && *seen <= ENOUGH_OF_ONE).then(|| (field, named.clone()))
            });
            candidates.extend(named.map(|(field, named)| self.by_code(index, field, named)));
        }
        candidates
    }

    fn by_code(&self, index: usize, field: &Field, (claims, hint): Named<'c>) -> Candidate<'c> {
        let mut candidate = Candidate {
            group: index,
            place: field.place.clone(),
            claims,
            message: Said::InField,
            code: Some(field.value.clone()),
            hint,
        };
        self.add_other_message(&mut candidate);
        candidate
    }

    /// Drops what wraps a better finding: the groups around it, and what was only guessed from their codes.
    fn drop_wrappers(&self, candidates: &mut Vec<Candidate<'c>>) {
        let mut wraps = vec![false; self.groups.len()];
        for candidate in candidates.iter().filter(|candidate| candidate.confidence() > Confidence::Possible) {
            let mut outer = self.groups[candidate.group].parent;
            while let Some(group) = outer.filter(|&group| !wraps[group]) {
                wraps[group] = true;
                outer = self.groups[group].parent;
            }
        }
        candidates.retain(|candidate| {
            let is_loose = self.groups[candidate.group].parent.is_none();
            !wraps[candidate.group] || is_loose && candidate.has_message()
        });
    }

    pub fn explained(&self, candidate: Candidate<'c>, is_only: bool) -> Explanation<'c> {
        let evidence = self.evidence(&candidate, is_only);
        let reseller = self.reseller(&candidate);
        let hints = candidate.hint.into_iter().chain(reseller).collect();
        Explanation { evidence, results: matches(candidate.claims), hints, suggestions: Vec::new() }
    }

    fn evidence(&self, candidate: &Candidate<'_>, is_only: bool) -> Evidence {
        let (groups, group) = (&self.groups, &self.groups[candidate.group]);
        let surroundings = self.surroundings(candidate, is_only);
        let request_id = evidence::request_id(groups, candidate.group, surroundings);
        let status = self.status(candidate);
        Evidence {
            status,
            code: evidence::own_code(group).or(candidate.code.as_deref()).map(in_one_line),
            r#type: group.get(Name::Type).map(in_one_line),
            message: self.message(candidate).map(in_one_line),
            request_time: request_id.as_deref().and_then(identifiers::time_of),
            request_id: request_id.as_deref().map(in_one_line),
            endpoint: identifiers::endpoint(surroundings).map(str::to_owned),
            retry_after_seconds: evidence::retry_after(groups, candidate.place.start, |place| {
                self.status_before(place).is_none_or(|other| status.is_none_or(|own| own == other))
            }),
        }
    }

    /// The request id of an error, which is all the evidence that a log is scanned for.
    pub fn request_id(&self, candidate: &Candidate<'_>, is_only: bool) -> Option<String> {
        let surroundings = self.surroundings(candidate, is_only);
        evidence::request_id(&self.groups, candidate.group, surroundings).as_deref().map(in_one_line)
    }

    /// The status of an error: its own, that of what is around it, or else the nearest one in its line or before
    /// it in the same exchange.
    pub fn status(&self, candidate: &Candidate<'_>) -> Option<u16> {
        let start = candidate.place.start;
        let behind = self.statuses.partition_point(|status| status.at <= start);
        let before = self.status_before(start);
        let after = self.statuses.get(behind).filter(|status| status.at < self.line_at(start).end);
        let near = before
            .or(after.map(|status| status.number))
            .or_else(|| self.statuses.first().filter(|_| start == 0).map(|status| status.number));
        self.own_statuses[candidate.group].or(near)
    }

    /// The message of an error as the text has it.
    fn message<'s>(&'s self, candidate: &'s Candidate<'_>) -> Option<&'s str> {
        match &candidate.message {
            Said::Here(message) => Some(message),
            Said::InField => evidence::own_message(&self.groups[candidate.group]),
        }
    }

    /// Notes where the message beside a code is none of the entry that the code names.
    fn add_other_message(&self, candidate: &mut Candidate<'_>) {
        let Some(message) = self.message(candidate) else { return };
        let is_code = candidate
            .code
            .as_deref()
            .is_some_and(|code| is_about_as_long(message, code) && code_key(code) == code_key(message));
        let is_of = |entry: &Entry| {
            is_about_as_long(message, entry.message()) && fold(entry.message()) == fold(message)
        };
        let noticed = |claim: &Claim<'_>| {
            let is_begun = begins_message_of(claim.entry, message);
            let mut clues = Clues::none();
            clues.add_if(Clue::MessageBegun, is_begun);
            // A message that is too short to be found by still is that of its entry.
            clues.add_if(Clue::OtherMessage, !is_code && !is_of(claim.entry) && !is_begun);
            clues
        };
        let noticed: Vec<Clues> = candidate.claims.iter().map(noticed).collect();
        for (claim, noticed) in candidate.claims.iter_mut().zip(noticed) {
            claim.clues.add_all(noticed);
        }
    }

    /// The extent of the line that holds the byte at `at`.
    fn line_at(&self, at: usize) -> Range<usize> {
        let index = self.line_ends.partition_point(|&end| end < at);
        let start = index.checked_sub(1).map_or(0, |before| self.line_ends[before] + 1);
        start..self.line_ends.get(index).copied().unwrap_or(self.text().len())
    }

    /// The nearest status not far before a place.
    fn status_before(&self, place: usize) -> Option<u16> {
        let behind = self.statuses.partition_point(|status| status.at <= place);
        let before = behind.checked_sub(1).map(|last| self.statuses[last])?;
        (place - before.at < NEIGHBOURHOOD * 2).then_some(before.number)
    }

    /// The text that belongs to one error alone: all of it, its outermost braces, or its line.
    fn surroundings(&self, candidate: &Candidate<'_>, is_only: bool) -> &'t str {
        if is_only {
            return self.text();
        }
        let braces = self.braces(candidate.group);
        &self.text()[braces.unwrap_or_else(|| self.line_at(candidate.place.start))]
    }

    /// The outermost braces around a group.
    pub fn braces(&self, group: usize) -> Option<Range<usize>> {
        let outermost = around(&self.groups, group).filter(|group| group.parent.is_some()).last();
        outermost.map(|group| group.place.clone())
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
}

/// Whether a text begins with enough of a message of an entry to be what is left of it.
pub fn begins_message_of(entry: &Entry, text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(LONGEST_BEGUN)];
    entry.patterns().iter().any(|pattern| pattern.begun_by(head) >= ENOUGH_BEGUN)
}

/// Whether a text may be another one with white space and punctuation around: those that are much longer need no
/// closer look.
fn is_about_as_long(text: &str, other: &str) -> bool {
    text.len() <= other.len() * 4 + 64
}

/// Adds to an error the code that stands beside its message.
fn add_code<'c>(candidate: &mut Candidate<'c>, code: &Hit<'c>) {
    candidate.code.get_or_insert_with(|| code.text.clone());
    for claim in candidate.claims.iter_mut().filter(|claim| claim.entry.id() == code.entry.id()) {
        if !claim.matched_by.contains(&code.signal) {
            claim.matched_by.push(code.signal);
        }
        claim.clues.add_if(Clue::CodeAndMessage, code_key(&code.text) == claim.entry.key());
    }
}

/// Several entries at one place: none is certain unless the status tells which it is.
fn tell_apart(claims: &mut [Claim<'_>], status: Option<u16>) {
    let has_status = |claim: &Claim<'_>| status == Some(claim.entry.status());
    let is_told = claims.iter().filter(|claim| has_status(claim)).count() == 1;
    for claim in claims.iter_mut() {
        let is_only = is_told && has_status(claim);
        if !is_only {
            claim.confidence = claim.confidence.min(Confidence::Likely);
        }
        if has_status(claim) {
            claim.matched_by.push(Signal::Status);
        }
    }
    claims.sort_by(|a, b| b.clues.sum().total_cmp(&a.clues.sum()));
}

fn code_clue(entry: &Entry, code: &str) -> Clue {
    match entry.usage_of(code) {
        Usage::Own => Clue::OwnCode,
        Usage::Shared => Clue::SharedCode,
        Usage::Common => Clue::CommonCode,
    }
}

/// Whether a value is several words.
fn is_phrase(value: &str) -> bool {
    const NAME: usize = 2;
    value.split_whitespace().count() > NAME
}

/// Whether a message has other capitals than its entry, or another end where it is the value of a field.
fn is_spelled_otherwise(hit: &Hit<'_>, field: Option<&Field>) -> bool {
    let own = hit.entry.message();
    let bare = |text: &str| text.trim_end_matches(['.', '!']).to_owned();
    if hit.text == own {
        return false;
    }
    let without_space = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace()).map(crate::fold::half_width).collect()
    };
    // A wording of the catalog's other than the first, or one with values.
    if fold(&bare(own)) != fold(&bare(&hit.text)) {
        return false;
    }
    let lacks_stop = || {
        own.ends_with('.')
            && field.is_some_and(|field| {
                is_about_as_long(&field.value, own) && fold(&field.value) == fold(&bare(own))
            })
    };
    without_space(&bare(own)) != without_space(&bare(&hit.text)) || lacks_stop()
}

/// Whether a field says another sentence behind the message. Relays append ids in brackets.
fn goes_on_in(hit: &Hit<'_>, field: Option<&Field>) -> bool {
    let Some(value) = field.filter(|field| !field.altered).map(|field| field.value.as_str()) else {
        return false;
    };
    let Some(at) = value.find(hit.text.as_str()) else { return false };
    let rest = value[at + hit.text.len()..].trim_start_matches(['.', '!', ' ']);
    let has_field = || memchr::memchr2(b'=', b':', rest.as_bytes()).is_some();
    rest.starts_with(|c: char| c.is_alphabetic()) && rest.split_whitespace().nth(2).is_some() && !has_field()
}

/// The other platforms around errors, by where these stand and their status: braces may hold many errors.
type Others = HashMap<(usize, usize, Option<u16>), Option<OtherSystem>>;

/// The entries that share a code with other systems, by its key: a log repeats its codes.
type Sharing<'c> = HashMap<String, Vec<&'c Entry>>;

/// A text of the input with nothing but single spaces between its words. Its escapes were resolved by now, and
/// may have been those of control characters.
pub fn in_one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is one already.
pub fn is_in_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a branch for each byte.
    let is_plain = bytes.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte));
    is_plain && !bytes.starts_with(b" ") && !bytes.ends_with(b" ") && memmem::find(bytes, b"  ").is_none()
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The claims as results. Their scores fall with the rank among those that are equally sure.
pub fn matches<'c>(claims: Vec<Claim<'c>>) -> Vec<Match<'c>> {
    const STEP: f32 = 0.01;
    let is_only = claims.len() == 1;
    let result = |(position, claim): (u8, Claim<'c>)| {
        let mut result = Match::new(claim.entry, claim.confidence, claim.matched_by);
        result.values = claim.values;
        for value in &mut result.values {
            value.text = in_one_line(&value.text);
        }
        if !is_only {
            result.score = (result.score - STEP * f32::from(position)).max(STEP);
        }
        result
    };
    (0_u8..).zip(claims).map(result).collect()
}
