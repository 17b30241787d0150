//! What to say where nothing of the catalog is likely: a guess by status or general words, a hint that the
//! body was thrown away, or honestly nothing.

use std::cmp::Reverse;

use super::decide::{Candidate, Case, rank};
use super::evidence::{self, Evidence, is_bare_number};
use super::fields::{Group, Name};
use super::{Explanation, Hint};
use crate::answer::{Confidence, Match, SUGGESTIONS, Signal};
use crate::entry::Entry;
use crate::fold::fold;
use crate::search;
use crate::status::FIRST_ERROR;

/// What clients print when they have thrown the body of an error away, folded.
const BODY_DROPPED: &[&str] = &[
    "(nobody)",
    "(emptybody)",
    "noresponsebody",
    "emptyresponsebody",
    "badresponsestatuscode",
    "bad_response_status_code",
    "openai_error",
    "servicerequestfailed",
    "responsemeta:[object]",
    "\"error\":{}",
    "'error':{}",
    "error:{}",
];

/// The origin of the entries of the gateway in front, whose bodies have no `error` key.
const EDGE: &str = "public";

/// How much of what the input says is compared with the catalog, in characters.
const MAX_QUERY: usize = 200;

impl<'c> Case<'c, '_> {
    /// The one thing that is most worth saying where no candidate is likely.
    pub fn best_guess(&self, mut candidates: Vec<Candidate<'c>>) -> Explanation<'c> {
        candidates.sort_by_key(|candidate| Reverse(candidate.has_message()));
        let mut candidate = candidates.into_iter().next().unwrap_or_else(|| self.nothing());
        let status = self.status(&candidate).filter(|&status| status >= FIRST_ERROR);
        let is_of_another_system = !self.mentions_wanqing() && self.groups.iter().any(says_something);
        if candidate.results.is_empty() && !is_of_another_system {
            candidate.results = self.generic_words(status);
        }
        if self.is_body_dropped(status) {
            candidate.hint = Some(Hint::BodyDropped);
            // A client keeps the bodies of the model gateway; it is those of the edge that it does not know.
            candidate.results.sort_by_key(|result| result.entry.origin() != EDGE);
            rank(&mut candidate.results);
        }
        let mut explanation = self.explained(candidate, true);
        if explanation.results.is_empty() {
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
            results: Vec::new(),
            message: evidence::own_message(&self.groups[group]).map(str::to_owned),
            code: evidence::own_code(&self.groups[group]).map(str::to_owned),
            hint: None,
        }
    }

    /// The entries that the status may stand for, or a general word of a short text.
    fn generic_words(&self, status: Option<u16>) -> Vec<Match<'c>> {
        let is_named = |code: &str| !is_bare_number(code) && self.folded.words(&fold(code)).next().is_some();
        let mut results = Vec::new();
        for entry in self.catalog.entries() {
            let mut signals = Vec::new();
            if entry.has_generic_code() && entry.code().is_some_and(is_named) {
                signals.push(Signal::Code);
            }
            if status == Some(entry.status()) {
                signals.push(Signal::Status);
            }
            // A word without its status is too little in running text.
            if signals.contains(&Signal::Status)
                || status.is_none() && !signals.is_empty() && self.is_one_line()
            {
                results.push(Match::new(entry, Confidence::Possible, signals));
            }
        }
        results.sort_by_key(|result| Reverse(result.matched_by.len()));
        rank(&mut results);
        results
    }

    /// Whether the text is a single line, as an exception prints it.
    fn is_one_line(&self) -> bool {
        const LINE: usize = 300;
        let text = self.text().trim();
        text.len() < LINE && !text.contains('\n')
    }

    /// Whether a client threw the body away: it says so, or all there is of an error is its status.
    fn is_body_dropped(&self, status: Option<u16>) -> bool {
        let folded = self.folded.text();
        let is_page = folded.contains("<html") || folded.contains("<!doctype");
        let is_bare = !is_page && !self.groups.iter().any(says_something);
        let has_phrase = || {
            self.catalog.entries().iter().any(|entry| entry.code().is_some_and(|code| self.names_alone(code)))
        };
        BODY_DROPPED.iter().any(|phrase| folded.contains(phrase))
            || is_bare && (status.is_some() || self.mentions_wanqing() && has_phrase())
    }

    /// Whether a reason phrase is the last thing that the text says.
    fn names_alone(&self, phrase: &str) -> bool {
        let text = self.folded.text().trim_end_matches(|c: char| !c.is_alphanumeric());
        !is_bare_number(phrase) && text.ends_with(&fold(phrase))
    }

    fn suggestions(&self, evidence: &Evidence) -> Vec<&'c Entry> {
        let words = [&evidence.code, &evidence.message].into_iter().flatten().map(String::as_str);
        let words: String = words.collect::<Vec<_>>().join(" ").chars().take(MAX_QUERY).collect();
        search::near(self.catalog, &words, evidence.status).into_iter().take(SUGGESTIONS).collect()
    }
}

/// Whether an error object says something of its own.
fn says_something(group: &Group) -> bool {
    let message = evidence::own_message(group).is_some_and(|message| message.contains([' ', '_']));
    // The code of an exception that the client itself made says nothing of the answer.
    let code = evidence::own_code(group).is_some_and(|code| !code.starts_with("ERR_"));
    group.parent.is_some() && (message || code)
}
