//! What to say where nothing of the catalog is likely: a guess by the status, by general words or by what a search
//! finds, or honestly nothing.

use std::cmp::Reverse;

use super::Explanation;
use super::decide::{Candidate, Case, Claim, Said, begins_message_of};
use super::evidence::{self, Evidence, is_bare_number};
use super::fields::{Group, Name};
use super::hints::Hint;
use crate::answer::{Confidence, SUGGESTIONS, Signal};
use crate::entry::{Entry, Usage};
use crate::fold::fold;
use crate::search;
use crate::status::{FIRST_ERROR, says_status_only, status_at_end};

/// The origin of the entries of the gateway in front, whose bodies have no `error` key.
pub const EDGE: &str = "public";

/// What clients say that got no answer, folded, and the entry that comes nearest to that.
const NO_ANSWER: &[(&[&str], &str)] = &[
    (&["timedout", "timeouterror", "etimedout", "deadlineexceeded", "readtimeout"], "request-timeout"),
    (
        &[
            "connectionerror",
            "connectionreset",
            "connectionrefused",
            "connectionaborted",
            "connectionclosed",
            "connectionwasclosed",
            "econnreset",
            "econnrefused",
            "econnaborted",
            "sockethangup",
            "fetchfailed",
            "unexpectedeof",
            "remotedisconnected",
            "servererrordisconnected",
            "failedtoconnect",
            "connectattemptsfailed",
            "connectionattemptsfailed",
            "couldnotresolve",
            "enotfound",
            "eai_again",
            "networkerror",
        ],
        "disconnected-no-content",
    ),
];

/// How much of what the input says is compared with the catalog, in characters.
const MAX_QUERY: usize = 200;

impl<'c> Case<'c, '_> {
    /// The one thing that is most worth saying where no candidate is likely.
    pub fn best_guess(&self, mut candidates: Vec<Candidate<'c>>) -> Explanation<'c> {
        candidates.sort_by(|a, b| b.has_message().cmp(&a.has_message()).then(b.sum().total_cmp(&a.sum())));
        let mut candidate = candidates.into_iter().next().unwrap_or_else(|| self.nothing());
        let status = self.status(&candidate).filter(|&status| status >= FIRST_ERROR);
        let status =
            status.or_else(|| self.signs.any_of_client().then(|| status_at_end(self.text())).flatten());
        let other = self.other_system(&self.whole_error(&candidate), status);
        let likely_other = other.filter(|other| other.confidence > Confidence::Possible);
        let is_of_another_system =
            likely_other.is_some() || !self.signs.any_of_wanqing() && self.groups.iter().any(says_something);
        if candidate.claims.is_empty() && !is_of_another_system {
            candidate.claims = self.by_status(status);
        }
        candidate.hint = likely_other
            .map(Hint::OtherSystem)
            .or(candidate.hint)
            .or_else(|| self.missing_text(&candidate, status))
            .or_else(|| other.map(Hint::OtherSystem));
        if let Some(Hint::BodyDropped { .. }) = candidate.hint {
            // A client keeps the bodies of the model gateway; it is those of the edge that it does not know.
            candidate.claims.sort_by_key(|claim| claim.entry.origin() != EDGE);
        }
        if candidate.claims.is_empty() && candidate.hint.is_none() && !is_of_another_system {
            candidate.claims = self.by_words();
        }
        let mut explanation = self.explained(candidate, true);
        let is_told = matches!(explanation.hints.first(), Some(Hint::OtherSystem(_)));
        if explanation.results.is_empty() && !is_told {
            explanation.suggestions = self.suggestions(&explanation.evidence);
        }
        explanation
    }

    /// No entry, but what the input says: in the innermost of the groups that say most.
    fn nothing(&self) -> Candidate<'c> {
        const TELLING: [Name; 3] = [Name::Message, Name::Code, Name::Type];
        let says = |group: &Group| TELLING.iter().filter(|&&name| group.get(name).is_some()).count();
        let group =
            (0..self.groups.len()).max_by_key(|&index| (says(&self.groups[index]), index)).unwrap_or(0);
        let start = self.groups[group].place.start;
        Candidate {
            group,
            place: start..start,
            claims: Vec::new(),
            message: Said::InField,
            code: evidence::own_code(&self.groups[group]).map(str::to_owned),
            hint: None,
        }
    }

    /// The entries that the status may stand for, or a general word of a short text.
    fn by_status(&self, status: Option<u16>) -> Vec<Claim<'c>> {
        let is_named = |code: &str| !is_bare_number(code) && self.folded.words(&fold(code)).next().is_some();
        let mut claims = Vec::new();
        for entry in self.catalog.entries() {
            let mut signals = Vec::new();
            let is_general = |code: &str| entry.usage_of(code) == Usage::Common && is_named(code);
            if entry.code().is_some_and(is_general) {
                signals.push(Signal::Code);
            }
            if status == Some(entry.status()) {
                signals.push(Signal::Status);
            }
            // A word without its status is too little in running text.
            if signals.contains(&Signal::Status)
                || status.is_none() && !signals.is_empty() && self.is_one_line()
            {
                claims.push(Claim::new(entry, signals));
            }
        }
        claims.sort_by_key(|claim| Reverse(claim.matched_by.len()));
        claims
    }

    /// The entries whose message a line begins with and breaks off, or else the one that comes nearest to what a client
    /// says that got no answer.
    fn by_words(&self) -> Vec<Claim<'c>> {
        let ends = self.said();
        let begins = |line: &str| -> Vec<Claim<'c>> {
            let entries = self.catalog.entries().iter().filter(|entry| begins_message_of(entry, line));
            entries.map(|entry| Claim::new(entry, vec![Signal::MessagePart])).collect()
        };
        let begun = ends.iter().map(|line| begins(line)).find(|claims| !claims.is_empty());
        begun.unwrap_or_else(|| ends.iter().find_map(|line| self.without_answer(line)).into_iter().collect())
    }

    /// The entry that comes nearest to what a client says that got no answer.
    fn without_answer(&self, line: &str) -> Option<Claim<'c>> {
        let line = fold(line);
        let is_said = |phrases: &[&str]| phrases.iter().any(|phrase| line.contains(phrase));
        let (_, id) = NO_ANSWER.iter().find(|(phrases, _)| is_said(phrases))?;
        Some(Claim::new(self.catalog.get(id)?, vec![Signal::Words]))
    }

    /// The first and the last line that say something in words: what stands in braces was read as fields.
    fn said(&self) -> Vec<&str> {
        let is_said = |line: &&str| !line.is_empty() && line.len() <= MAX_QUERY && !line.contains(['{', '}']);
        let lines = || self.text().lines().map(str::trim).filter(is_said);
        let mut said: Vec<&str> = lines().next_back().into_iter().chain(lines().next()).collect();
        said.dedup();
        said
    }

    /// Whether the text is a single line, as an exception prints it.
    fn is_one_line(&self) -> bool {
        const LINE: usize = 300;
        let text = self.text().trim();
        text.len() < LINE && !text.contains('\n')
    }

    /// The entries near to what the input says, by its code and message or by a search for its words.
    fn suggestions(&self, evidence: &Evidence) -> Vec<&'c Entry> {
        let words = [&evidence.code, &evidence.message].into_iter().flatten().map(String::as_str);
        let words: String = words.collect::<Vec<_>>().join(" ").chars().take(MAX_QUERY).collect();
        let mut near = search::near(self.catalog, &words, evidence.status);
        if near.is_empty() && words.is_empty() {
            let found = self.said().into_iter().map(|line| search::search(self.catalog, line).results);
            let found = found.flatten().filter(|result| result.confidence > Confidence::Possible);
            for result in found {
                if near.iter().all(|known| known.id() != result.entry.id()) {
                    near.push(result.entry);
                }
            }
        }
        near.truncate(SUGGESTIONS);
        near
    }
}

/// Whether an error object says something of its own. What a client says of an answer without a body is no more than
/// its status.
pub fn says_something(group: &Group) -> bool {
    let mut messages = group.all(Name::Message).map(|field| field.value.as_str());
    let is_frame = messages.any(says_status_only);
    let message =
        !is_frame && evidence::own_message(group).is_some_and(|message| message.contains([' ', '_']));
    // The code of an exception that the client itself made says nothing of the answer.
    let code = evidence::own_code(group).is_some_and(|code| !code.starts_with("ERR_"));
    group.parent.is_some() && (message || code)
}
