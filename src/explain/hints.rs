//! Advice that belongs to no entry: what the text lacks, and who stands between the caller and the platform.

mod text;

use super::decide::{Candidate, Case};
use super::evidence;
use super::fields::{Group, Name};
use super::guess::{EDGE, says_something};
use super::neighbours::OtherSystem;
use super::policy::Clue;
use crate::fold::fold;
use crate::status::status_of_phrase;

/// Advice that belongs to no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hint {
    /// The client dropped the body of the error.
    BodyDropped {
        /// Which client it was, as far as its words tell.
        client: Client,
        /// Whether the edge gateway, whose bodies clients do not know, has errors among several of this status.
        has_edge_rows: bool,
    },
    /// The code is not in the catalog, but others of its family are.
    UnknownOfFamily,
    /// The gateway sent an error without a message.
    EmptyError,
    /// A reseller stands in between: the key and the account are the reseller's.
    Reseller,
    /// It is the error of another model platform.
    OtherSystem(OtherSystem),
}

impl Hint {
    /// The name of the hint in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BodyDropped { .. } => "body-dropped",
            Self::UnknownOfFamily => "unknown-of-family",
            Self::EmptyError => "empty-error",
            Self::Reseller => "reseller",
            Self::OtherSystem(_) => "other-system",
        }
    }
}

/// A client, by what it prints when it drops the body of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Client {
    /// The `openai` and `anthropic` packages of Python, requests and httpx: the body is in `e.response.text`.
    Python,
    /// The `openai` and `@anthropic-ai/sdk` packages of Node: the body is in `error.error` or the response.
    Node,
    /// .NET's `HttpClient` and `System.ClientModel`: the body is in `response.Content`.
    DotNet,
    /// Any other.
    Other,
}

/// What clients print when they have dropped the body of an error, folded.
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
    "error:[object]",
    "\"error\":{}",
    "'error':{}",
    "error:{}",
];

/// What tells a client, folded; the first that is there decides.
const CLIENTS: &[(&str, Client)] = &[
    ("doesnotindicatesuccess", Client::DotNet),
    ("servicerequestfailed", Client::DotNet),
    ("system.clientmodel", Client::DotNet),
    ("statuscode(nobody)", Client::Node),
    ("clienterror", Client::Python),
    ("servererror:", Client::Python),
    ("traceback(mostrecentcalllast)", Client::Python),
    ("openai.", Client::Python),
    ("anthropic.", Client::Python),
    ("errorcode:", Client::Python),
];

/// What shows a reseller around an error of the platform, folded.
const RESELLERS: &[&str] = &[
    "openrouter",
    "provider_name",
    "dashscope",
    "aliyuncs.com",
    "invalid_parameter_error",
    "model\":\"vanchin/",
    "model='vanchin/",
    "upstream_provider_shared_pool",
];

impl<'c> Case<'c, '_> {
    /// The hint that the text lacks what would tell the error, if it does.
    pub fn missing_text(&self, candidate: &Candidate<'c>, status: Option<u16>) -> Option<Hint> {
        let is_phrase = candidate.claims.first().is_some_and(|best| best.clues.has(Clue::ReasonPhrase));
        if candidate.has_message() && !is_phrase {
            return None;
        }
        if self.is_error_empty() {
            return Some(Hint::EmptyError);
        }
        let has_both = |status| {
            let entries = || self.catalog.entries().iter().filter(|entry| entry.status() == status);
            entries().any(|entry| entry.origin() == EDGE) && entries().any(|entry| entry.origin() != EDGE)
        };
        self.is_body_dropped(status)
            .then(|| Hint::BodyDropped { client: self.client(), has_edge_rows: status.is_none_or(has_both) })
    }

    /// The hint that key and account are a reseller's, if the record of an error shows one.
    pub fn reseller(&self, candidate: &Candidate<'c>) -> Option<Hint> {
        let span = self.whole_error(candidate);
        let (text, record) = (self.text(), self.signs.record(&span));
        let end = text.floor_char_boundary(record.end);
        let has_reseller = || {
            let record = fold(&text[text.floor_char_boundary(record.start).min(end)..end]);
            RESELLERS.iter().any(|word| record.contains(word))
        };
        (self.signs.show_wanqing(&span) && has_reseller()).then_some(Hint::Reseller)
    }

    fn client(&self) -> Client {
        let text = self.folded.text();
        let known = CLIENTS.iter().find(|(words, _)| text.contains(words));
        known.map_or(Client::Other, |&(_, client)| client)
    }

    /// Whether there is an error object that says no more than a reason phrase, and only what is around it does.
    fn is_error_empty(&self) -> bool {
        let is_empty = |group: &&Group| {
            let is_phrase = group.get(Name::Type).and_then(status_of_phrase).is_some();
            let says_no_more = evidence::own_message(group).is_none() && evidence::own_code(group).is_none();
            group.parent.is_some() && says_no_more && (is_phrase || group.has_empty_message)
        };
        let Some(empty) = self.groups.iter().find(is_empty) else { return false };
        let is_around =
            |group: &Group| group.place.start <= empty.place.start && empty.place.end <= group.place.end;
        !self.groups.iter().any(|group| says_something(group) && !is_around(group))
    }

    /// Whether a client dropped the body: it says so, or all there is of an error is its status.
    fn is_body_dropped(&self, status: Option<u16>) -> bool {
        let folded = self.folded.text();
        let is_page = folded.contains("<html") || folded.contains("<!doctype");
        let is_bare = !is_page && !self.groups.iter().any(says_something);
        let has_phrase = || {
            self.catalog.entries().iter().any(|entry| entry.code().is_some_and(|code| self.names_alone(code)))
        };
        BODY_DROPPED.iter().any(|phrase| folded.contains(phrase))
            || is_bare && (status.is_some() || self.signs.any_of_wanqing() && has_phrase())
    }

    /// Whether a reason phrase is the last thing that the text says.
    fn names_alone(&self, phrase: &str) -> bool {
        let text = self.folded.text().trim_end_matches(|c: char| !c.is_alphanumeric());
        !evidence::is_bare_number(phrase) && text.ends_with(&fold(phrase))
    }
}
