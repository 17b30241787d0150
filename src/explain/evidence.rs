//! What the input itself says of an error.

use std::time::SystemTime;

use serde::Serialize;

use super::fields::{Field, Group, Name};
use crate::identifiers;

/// What was found in the input about one error, whoever made it. Secrets are masked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The error code.
    pub code: Option<String>,
    /// The type of the error object; on Wanqing the reason phrase of the status without spaces.
    pub r#type: Option<String>,
    /// The error message.
    pub message: Option<String>,
    /// The request id, of the model gateway (`req-…`) or of the edge gateway (18 digits).
    pub request_id: Option<String>,
    /// When the request arrived, in RFC 3339, UTC; the model gateway's request ids carry it.
    pub request_time: Option<String>,
    /// The inference endpoint (`ep-…`).
    pub endpoint: Option<String>,
    /// How long the server asks to wait, in seconds.
    pub retry_after_seconds: Option<u64>,
}

impl Evidence {
    /// Whether the input says nothing about any error.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over what another piece of the input says of the same error and this one does not.
    pub(super) fn complete(&mut self, other: Self) {
        self.status = self.status.or(other.status);
        self.retry_after_seconds = self.retry_after_seconds.or(other.retry_after_seconds);
        let pairs = [
            (&mut self.code, other.code),
            (&mut self.r#type, other.r#type),
            (&mut self.message, other.message),
            (&mut self.endpoint, other.endpoint),
        ];
        for (own, other) in pairs {
            *own = own.take().or(other);
        }
        if self.request_id.is_none() {
            (self.request_id, self.request_time) = (other.request_id, other.request_time);
        }
    }
}

/// A group and those around it, from the inside out.
pub fn around(groups: &[Group], group: usize) -> impl Iterator<Item = &Group> {
    std::iter::successors(groups.get(group), |group| group.parent.and_then(|parent| groups.get(parent)))
}

/// For each group the status that it gives, or else the nearest one around it.
pub fn own_statuses(groups: &[Group]) -> Vec<Option<u16>> {
    let mut statuses: Vec<Option<u16>> = Vec::with_capacity(groups.len());
    for group in groups {
        let mut fields = group.fields.iter().filter(|field| matches!(field.name, Name::Status | Name::Code));
        // What is around a group begins before it.
        let around = || group.parent.and_then(|parent| statuses[parent]);
        statuses.push(fields.find_map(as_status).or_else(around));
    }
    statuses
}

/// A status, or a code that is one.
fn as_status(field: &Field) -> Option<u16> {
    let digits = field.value.split(|c: char| !c.is_ascii_digit()).next()?;
    let is_number = field.name == Name::Status || digits.len() == field.value.len();
    digits.parse().ok().filter(|status| is_number && matches!(status, 0 | 100..=599))
}

/// The first code of a group that is no status.
pub fn own_code(group: &Group) -> Option<&str> {
    group.all(Name::Code).map(|field| field.value.as_str()).find(|code| !is_number(code))
}

/// Whether a code is a number, as relays put the status there.
pub fn is_number(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a code has digits and no letter. Such a number may count or measure anything where no field calls it a code.
pub fn is_bare_number(code: &str) -> bool {
    code.contains(char::is_numeric) && !code.contains(char::is_alphabetic)
}

/// The message of a group; one that holds a body of its own is none.
pub fn own_message(group: &Group) -> Option<&str> {
    let mut messages = group.all(Name::Message).map(|field| field.value.as_str());
    messages.find(|message| !message.trim_start().starts_with(['{', '[']))
}

/// The request id of the error in `group`: its own, else one in `text`, else one beside all braces.
pub fn request_id(groups: &[Group], group: usize, text: &str) -> Option<String> {
    let (inside, loose): (Vec<&Group>, Vec<&Group>) =
        around(groups, group).partition(|group| group.parent.is_some());
    let named = |groups: Vec<&Group>| {
        let id = groups.into_iter().find_map(|group| group.get(Name::RequestId))?;
        // Relays join it with the id of the endpoint: `req-…|ep-…`.
        Some(identifiers::request_id(id).unwrap_or(id).to_owned())
    };
    named(inside).or_else(|| identifiers::request_id(text).map(str::to_owned)).or_else(|| named(loose))
}

/// How long the server asks to wait: the Retry-After nearest to `place` of those that are `own` by their place, in
/// seconds or as a date beside the date of the answer (RFC 9110).
pub fn retry_after(groups: &[Group], place: usize, is_own: impl Fn(usize) -> bool) -> Option<u64> {
    let nearest = |name: Name| {
        let fields = groups.iter().flat_map(|group| group.all(name));
        let fields = fields.filter(|field| is_own(field.place.start));
        fields.min_by_key(|field| field.place.start.abs_diff(place)).map(|field| field.value.trim())
    };
    let wait = nearest(Name::RetryAfter)?;
    if wait.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = wait.split(|c: char| !c.is_ascii_digit()).next()?;
        let is_fraction = wait[digits.len()..].starts_with('.');
        return digits.parse::<u64>().ok().map(|seconds| seconds.saturating_add(u64::from(is_fraction)));
    }
    let until = http_date(wait)?;
    Some(until.duration_since(http_date(nearest(Name::Date)?)?).map_or(0, |wait| wait.as_secs()))
}

fn http_date(text: &str) -> Option<SystemTime> {
    const GMT: &str = "GMT";
    let end = text.find(GMT)? + GMT.len();
    httpdate::parse_http_date(&text[..end]).ok()
}
