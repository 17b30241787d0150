//! Which entries the findings of a text amount to.
//!
//! Messages decide, codes help, statuses come last. A nested body outweighs its wrapper. A word that every
//! system uses counts for much only where something else shows that the error is Wanqing's.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use memchr::memmem;

use super::doubt::{is_access, is_in_sentence, is_of_others};
use super::evidence::{self, Evidence, around, is_bare_number};
use super::fields::{self, Field, Group, Name};
use super::hits::{self, Among, Hit};
use super::{Explanation, Hint};
use crate::answer::{Confidence, Match, Signal};
use crate::catalog::Catalog;
use crate::clean::clean;
use crate::entry::Entry;
use crate::fold::{Folded, code_key, fold};
use crate::identifiers;
use crate::names::family_of;
use crate::status::{self, Status};

/// What shows that an error comes from Wanqing, folded: names of the platform, the end of its path, the beginning of
/// its request ids, and the key around the error of its edge gateway.
pub const WANQING_MARKS: &[&str] =
    &["streamlake", "wanqing", "vanchin", "万擎", "endpoints/chat/completions", REQUEST_ID, EDGE_BODY];
const REQUEST_ID: &str = "req-";
const EDGE_BODY: &str = "responsemeta";

/// How far from an error in running text a mark still speaks of it, in bytes.
const EARSHOT: usize = 2000;

/// How far a code may stand from a message in running text to belong to it, in bytes.
const NEIGHBOURHOOD: usize = 300;

/// A text and what was read in it.
pub struct Case<'c, 't> {
    pub catalog: &'c Catalog,
    /// The entries that are looked for.
    among: Among<'c, 't>,
    pub folded: Folded<'t>,
    pub groups: Vec<Group>,
    pub statuses: Vec<Status>,
    /// Where something shows that the text comes from Wanqing, in order.
    marks: Vec<usize>,
}

/// An error found at one place of the text.
pub struct Candidate<'c> {
    pub group: usize,
    pub place: Range<usize>,
    pub results: Vec<Match<'c>>,
    /// The message as the text has it.
    pub message: Option<String>,
    pub code: Option<String>,
    pub hint: Option<Hint>,
}

impl Candidate<'_> {
    pub fn confidence(&self) -> Confidence {
        self.results.first().map_or(Confidence::Possible, |best| best.confidence)
    }

    pub fn has_message(&self) -> bool {
        self.results.iter().any(|result| result.matched_by.iter().any(|signal| signal.is_message()))
    }
}

impl<'c, 't> Case<'c, 't> {
    pub fn new(catalog: &'c Catalog, among: Among<'c, 't>, text: &'t str) -> Self {
        let folded = Folded::new(text);
        let marks = marks(&folded);
        Self { catalog, among, groups: fields::groups(text), statuses: status::statuses(text), marks, folded }
    }

    pub fn text(&self) -> &'t str {
        self.folded.source()
    }

    /// The errors of the text, each once, the surest first.
    pub fn candidates(&self) -> Vec<Candidate<'c>> {
        let hits = hits::hits(self.among, &self.folded, &self.groups);
        let mut candidates = self.by_hits(hits);
        candidates.extend(self.by_codes(&candidates));
        self.drop_wrappers(&mut candidates);
        // Of what is found twice, the more telling stays.
        candidates.sort_by_key(|candidate| Reverse((candidate.confidence(), candidate.has_message())));
        let mut ids: HashSet<&str> = HashSet::new();
        candidates
            .retain(|candidate| candidate.results.first().is_some_and(|best| ids.insert(best.entry.id())));
        candidates.sort_by_key(|candidate| (Reverse(candidate.confidence()), candidate.place.start));
        candidates
    }

    /// One candidate for each place with a message, or with a distinctive code that belongs to no message.
    fn by_hits(&self, hits: Vec<Hit<'c>>) -> Vec<Candidate<'c>> {
        let (messages, codes): (Vec<_>, Vec<_>) = hits.into_iter().partition(|hit| hit.signal.is_message());
        let mut candidates: Vec<Candidate<'c>> = Vec::new();
        for hit in messages {
            let group = self.innermost(&hit.place);
            match candidates.last_mut() {
                Some(last) if last.place.start == hit.place.start => {
                    last.results.push(self.match_of(&hit, group));
                }
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
        for candidate in &mut candidates {
            self.weigh_alike(candidate);
        }
        candidates
    }

    /// The entries that share the code at one place, those among them that share it with other systems too.
    fn code_candidate(&self, alike: &[Hit<'c>], sharing: &mut Sharing<'c>) -> Option<Candidate<'c>> {
        let (first, others) = alike.split_first()?;
        let group = self.innermost(&first.place);
        let mut candidate = self.candidate(first, group);
        candidate.results.extend(others.iter().map(|hit| self.match_of(hit, group)));
        let key = code_key(&first.text);
        let is_sharing = |entry: &Entry| entry.has_generic_code() && entry.key() == key;
        let sharing = sharing.entry(key.clone()).or_insert_with(|| self.among.named(&is_sharing));
        let shared = sharing.iter().map(|entry| Match::new(entry, Confidence::Likely, vec![Signal::Code]));
        candidate.results.extend(shared);
        Some(candidate)
    }

    fn candidate(&self, hit: &Hit<'c>, group: usize) -> Candidate<'c> {
        let is_code = matches!(hit.signal, Signal::Code | Signal::Alias);
        let own = || evidence::own_message(&self.groups[group]).map(str::to_owned);
        let field = self.groups[group].all(Name::Message).find(|field| contains(&field.place, &hit.place));
        // A field that holds much more than the message is no message.
        let field =
            field.map(|field| field.value.clone()).filter(|value| value.len() <= hit.text.len() * 4 + 64);
        Candidate {
            group,
            place: hit.place.clone(),
            results: vec![self.match_of(hit, group)],
            message: if is_code { own() } else { field.or_else(|| Some(hit.text.clone())) },
            code: is_code.then(|| hit.text.clone()),
            hint: None,
        }
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
                let names_it = candidate.results.iter().any(|result| result.entry.id() == code.entry.id());
                in_braces || distance(index) < NEIGHBOURHOOD && (candidate.group == group || names_it)
            })
        })
        .min_by_key(|&index| distance(index))
    }

    fn match_of(&self, hit: &Hit<'c>, group: usize) -> Match<'c> {
        let is_generic = hit.entry.has_generic_message();
        let confidence = match hit.signal {
            Signal::Message if is_generic => self.generic_message(hit.entry, group),
            Signal::MessagePart if is_generic => {
                self.generic_message(hit.entry, group).min(Confidence::Likely)
            }
            Signal::MessagePart => Confidence::Likely,
            _ => Confidence::Certain,
        };
        let is_doubted = hit.signal.is_message() && self.is_doubtful(hit, group);
        let confidence = if is_doubted { Confidence::Possible } else { confidence };
        let mut result = Match::new(hit.entry, confidence, vec![hit.signal]);
        if self.has_code(hit.entry, group) && hit.signal != Signal::Code {
            result.matched_by.push(Signal::Code);
        }
        result.values.clone_from(&hit.values);
        result
    }

    /// Whether a message without values may be that of another system, by what stands around it.
    fn is_doubtful(&self, hit: &Hit<'c>, group: usize) -> bool {
        if !hit.values.is_empty() || self.is_wanqing(group) {
            return false;
        }
        let heard = self.earshot(&hit.place);
        let line = line_at(&self.text()[heard.clone()], hit.place.start - heard.start);
        let inside =
            |braces: Range<usize>| &self.text()[braces.start.max(heard.start)..braces.end.min(heard.end)];
        let is_word = !hit.text.contains(char::is_whitespace) && fold(&hit.text) != fold(hit.entry.message());
        is_of_others(self.braces(group).map_or(line, inside))
            || is_word && is_access(line)
            || is_in_sentence(self.text(), &hit.place) && !self.has_code(hit.entry, group)
    }

    /// What is in earshot of a place.
    fn earshot(&self, place: &Range<usize>) -> Range<usize> {
        let text = self.text();
        let from = text.floor_char_boundary(place.start.saturating_sub(EARSHOT));
        from..text.ceil_char_boundary(place.end.saturating_add(EARSHOT))
    }

    /// How much a message counts that is no more than a common phrase: it depends on what stands with it.
    fn generic_message(&self, entry: &Entry, group: usize) -> Confidence {
        let fields = &self.groups[group];
        let is_object = fields.parent.is_some();
        let has_type = fields.get(Name::Type).and_then(status::status_of_phrase) == Some(entry.status());
        let has_other_code = evidence::own_code(fields).is_some();
        match () {
            () if self.has_code(entry, group) => Confidence::Certain,
            () if is_object && !has_other_code && (has_type || self.is_wanqing(group)) => Confidence::Likely,
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
        let mut is_taken = vec![false; self.groups.len()];
        for candidate in known {
            is_taken[candidate.group] = true;
        }
        // A log repeats its codes.
        let mut entries: HashMap<&str, Named<'c>> = HashMap::new();
        let mut candidates = Vec::new();
        for (index, group) in self.groups.iter().enumerate().filter(|&(index, _)| !is_taken[index]) {
            let named = group.all(Name::Code).find_map(|field| {
                let code = field.value.as_str();
                let named = entries.entry(code).or_insert_with(|| entries_of(self.among, code));
                (!named.0.is_empty()).then(|| (field, named.clone()))
            });
            candidates.extend(named.map(|(field, named)| self.by_code(index, field, named)));
        }
        candidates
    }

    fn by_code(&self, index: usize, field: &Field, (mut results, hint): Named<'c>) -> Candidate<'c> {
        let group = &self.groups[index];
        let is_generic = results.iter().all(|result| result.entry.has_generic_code()) || hint.is_some();
        let message = evidence::own_message(group);
        // A message that is too short to be found by still is that of its entry.
        let is_known =
            |message: &str| results.iter().any(|result| fold(result.entry.message()) == fold(message));
        let says_otherwise =
            message.is_some_and(|message| code_key(message) != code_key(&field.value) && !is_known(message));
        let most = match () {
            () if !says_otherwise || self.is_wanqing(index) => Confidence::Certain,
            () if is_generic => Confidence::Possible,
            // Others count their errors too.
            () if leading_number(&field.value).is_some() => Confidence::Likely,
            () => Confidence::Certain,
        };
        for result in &mut results {
            result.confidence = result.confidence.min(most);
        }
        let mut candidate = Candidate {
            group: index,
            place: field.place.clone(),
            results,
            message: message.map(str::to_owned),
            code: Some(field.value.clone()),
            hint,
        };
        self.weigh_alike(&mut candidate);
        rank(&mut candidate.results);
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

    pub fn explained(&self, mut candidate: Candidate<'c>, is_only: bool) -> Explanation<'c> {
        for value in candidate.results.iter_mut().flat_map(|result| &mut result.values) {
            value.text = in_one_line(&value.text);
        }
        let evidence = self.evidence(&candidate, is_only);
        let hints = candidate.hint.into_iter().collect();
        Explanation { evidence, results: candidate.results, hints, suggestions: Vec::new() }
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
            message: candidate.message.as_deref().map(in_one_line),
            request_time: request_id.as_deref().and_then(identifiers::time_of),
            request_id: request_id.as_deref().map(in_one_line),
            endpoint: identifiers::endpoint(surroundings).map(str::to_owned),
            retry_after_seconds: evidence::retry_after(groups, candidate.place.start, |place| {
                self.status_before(place).is_none_or(|other| status.is_none_or(|own| own == other))
            }),
        }
    }

    /// The status of an error: its own, that of what is around it, or else the nearest one in its line or before
    /// it in the same exchange.
    pub fn status(&self, candidate: &Candidate<'_>) -> Option<u16> {
        let start = candidate.place.start;
        let behind = self.statuses.partition_point(|status| status.at <= start);
        let before = self.status_before(start);
        let line_end = self.text()[start..].find('\n').map_or(self.text().len(), |newline| start + newline);
        let after = self.statuses.get(behind).filter(|status| status.at < line_end);
        let near = before
            .or(after.map(|status| status.number))
            .or_else(|| self.statuses.first().filter(|_| start == 0).map(|status| status.number));
        evidence::own_status(&self.groups, candidate.group).or(near)
    }

    /// The nearest status not far before a place.
    fn status_before(&self, place: usize) -> Option<u16> {
        let behind = self.statuses.partition_point(|status| status.at <= place);
        let before = behind.checked_sub(1).map(|last| self.statuses[last])?;
        (place - before.at < NEIGHBOURHOOD * 2).then_some(before.number)
    }

    /// Whether something shows that an error comes from Wanqing: inside its outermost braces, or not far away.
    pub fn is_wanqing(&self, group: usize) -> bool {
        let place = self.braces(group).unwrap_or(0..self.text().len());
        let (from, to) = (place.start.saturating_sub(EARSHOT), place.end.saturating_add(EARSHOT));
        self.marks.partition_point(|&mark| mark < from) < self.marks.partition_point(|&mark| mark < to)
    }

    /// Whether anything in the text shows that it comes from Wanqing.
    pub fn mentions_wanqing(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The text that belongs to one error alone: all of it, its outermost braces, or its line.
    fn surroundings(&self, candidate: &Candidate<'_>, is_only: bool) -> &'t str {
        if is_only {
            return self.text();
        }
        let braces = self.braces(candidate.group);
        braces.map_or_else(|| line_at(self.text(), candidate.place.start), |place| &self.text()[place])
    }

    /// The outermost braces around a group.
    fn braces(&self, group: usize) -> Option<Range<usize>> {
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

/// Where the marks of Wanqing stand in the source of a folded text.
fn marks(folded: &Folded<'_>) -> Vec<usize> {
    let text = folded.text();
    let is_mark = |mark: &str, at: usize| match mark {
        REQUEST_ID => identifiers::begins_with_request_id(&folded.source()[folded.origin(at)..]),
        // The bodies of successful calls have this key as well, without an error inside.
        EDGE_BODY => text[at..text.floor_char_boundary(at + EARSHOT)].contains("errorcode"),
        _ => true,
    };
    let places = |&mark: &&'static str| {
        memmem::find_iter(text.as_bytes(), mark)
            .filter(move |&at| is_mark(mark, at))
            .map(|at| folded.origin(at))
    };
    let mut marks: Vec<usize> = WANQING_MARKS.iter().flat_map(places).collect();
    marks.sort_unstable();
    marks
}

/// Adds to an error the code that stands beside its message. Both together leave no doubt.
fn add_code<'c>(candidate: &mut Candidate<'c>, code: &Hit<'c>) {
    candidate.code.get_or_insert_with(|| code.text.clone());
    for result in candidate.results.iter_mut().filter(|result| result.entry.id() == code.entry.id()) {
        if !result.matched_by.contains(&code.signal) {
            result.matched_by.push(code.signal);
        }
        if result.matched_by.contains(&Signal::Message) {
            *result = Match { confidence: Confidence::Certain, score: 1.0, ..result.clone() };
        }
    }
}

/// The entries that share a code with other systems, by its key: a log repeats its codes.
type Sharing<'c> = HashMap<String, Vec<&'c Entry>>;

/// The entries that a code names, and what there is to say about that.
type Named<'c> = (Vec<Match<'c>>, Option<Hint>);

/// The entries that the value of a code field names: in running text other words may follow a number.
fn entries_of<'c>(among: Among<'c, '_>, code: &str) -> Named<'c> {
    let named = entries_with(among, &code_key(code));
    match leading_number(code) {
        Some(number) if named.0.is_empty() => entries_with(among, &code_key(number)),
        _ => named,
    }
}

fn leading_number(code: &str) -> Option<&str> {
    code.split_whitespace().next().filter(|word| is_bare_number(word))
}

/// The entries with this code or alias, or else those of its family.
fn entries_with<'c>(among: Among<'c, '_>, key: &str) -> Named<'c> {
    let matched = |found: Vec<&'c Entry>, signal: Signal| {
        let is_sure = found.len() == 1 && signal != Signal::Family;
        let confidence = if is_sure { Confidence::Certain } else { Confidence::Likely };
        found.into_iter().map(|entry| Match::new(entry, confidence, vec![signal])).collect::<Vec<_>>()
    };
    if key.is_empty() {
        return (Vec::new(), None);
    }
    let same = matched(among.named(&|entry| entry.key() == key), Signal::Code);
    if !same.is_empty() {
        return (same, None);
    }
    let has_alias = |entry: &Entry| entry.aliases().any(|alias| code_key(alias) == key);
    let aliased = matched(among.named(&has_alias), Signal::Alias);
    if !aliased.is_empty() {
        return (aliased, None);
    }
    let Some(family) = family_of(key) else { return (Vec::new(), None) };
    let is_kin = |entry: &Entry| entry.key() == family || family_of(entry.key()) == Some(family);
    let kin = matched(among.of_family(&is_kin), Signal::Family);
    let hint = (!kin.is_empty()).then_some(Hint::UnknownOfFamily);
    (kin, hint)
}

/// A text of the input with nothing but single spaces between its words. Its escapes were resolved by now, and
/// may have been those of control characters.
pub fn in_one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line of a text that holds the byte at `at`.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    &text[start..end]
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Scores that fall with the rank among results that are equally sure.
pub fn rank(results: &mut [Match<'_>]) {
    const STEP: f32 = 0.01;
    for (position, result) in (0_u8..).zip(results) {
        let base = Match::new(result.entry, result.confidence, Vec::new()).score;
        result.score = (base - STEP * f32::from(position)).max(STEP);
    }
}
