//! The identifiers of the platform: request ids and inference endpoints, and the time that they carry.

use jiff::Timestamp;

/// The digits behind the last hyphen: a Unix time in nanoseconds (inferred from ids seen in public).
const TIME_DIGITS: usize = 19;

/// The random part between the hyphens.
const RANDOM_CHARS: usize = 6;

/// With what request ids begin.
pub const REQUEST_PREFIX: &str = "req-";

/// With what endpoint ids begin.
pub const ENDPOINT_PREFIX: &str = "ep-";

/// The length of a request id, in bytes.
pub const REQUEST_ID_LEN: usize = REQUEST_PREFIX.len() + RANDOM_CHARS + 1 + TIME_DIGITS;

/// The length of an endpoint id, in bytes.
pub const ENDPOINT_LEN: usize = ENDPOINT_PREFIX.len() + RANDOM_CHARS + 1 + TIME_DIGITS;

/// The first request id (`req-<6>-<19 digits>`) in `text`.
pub fn request_id(text: &str) -> Option<&str> {
    find(text, REQUEST_PREFIX)
}

/// The first inference endpoint id (`ep-<6>-<19 digits>`) in `text`.
pub fn endpoint(text: &str) -> Option<&str> {
    find(text, ENDPOINT_PREFIX)
}

/// The time in a request id or an endpoint id, in RFC 3339 with milliseconds, UTC.
///
/// ```
/// let time = wqerr::time_of("req-ge8cyo-1786285842757578048");
/// assert_eq!(time.as_deref(), Some("2026-08-09T14:30:42.757Z"));
/// ```
pub fn time_of(id: &str) -> Option<String> {
    instant_of(id).map(|time| format!("{time:.3}"))
}

/// The same as a point in time.
pub fn instant_of(id: &str) -> Option<Timestamp> {
    let (_, digits) = id.rsplit_once('-')?;
    let is_time = digits.len() == TIME_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    Timestamp::from_nanosecond(is_time.then(|| digits.parse().ok()).flatten()?).ok()
}

/// Whether `text` begins with an id of the platform that begins with `prefix`.
pub(crate) fn begins_with_id(text: &str, prefix: &str) -> bool {
    let len = prefix.len() + RANDOM_CHARS + 1 + TIME_DIGITS;
    let is_whole = text.as_bytes().get(len).is_none_or(|&next| !is_word(next));
    is_whole && text.get(..len).is_some_and(|id| is_id(id, prefix))
}

/// Whether `text`, which is [`REQUEST_ID_LEN`] bytes long, is a request id.
pub(crate) fn is_request_id(text: &str) -> bool {
    is_id(text, REQUEST_PREFIX)
}

/// Whether `text`, which is [`ENDPOINT_LEN`] bytes long, is an inference endpoint id.
pub(crate) fn is_endpoint(text: &str) -> bool {
    is_id(text, ENDPOINT_PREFIX)
}

fn find<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let len = prefix.len() + RANDOM_CHARS + 1 + TIME_DIGITS;
    memchr::memmem::find_iter(text.as_bytes(), prefix).find_map(|at| {
        let id = text.get(at..at + len)?;
        let bytes = text.as_bytes();
        let stands_alone =
            (at == 0 || !is_word(bytes[at - 1])) && bytes.get(at + len).is_none_or(|&next| !is_word(next));
        (stands_alone && is_id(id, prefix)).then_some(id)
    })
}

/// Whether a text of the length of an id is one.
fn is_id(text: &str, prefix: &str) -> bool {
    let parts = text.strip_prefix(prefix).and_then(|rest| rest.split_at_checked(RANDOM_CHARS));
    let digits = parts.and_then(|(random, digits)| {
        digits.strip_prefix('-').filter(|_| random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    });
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_any_text() {
        let text = r#"ep-1-2 {"model":"ep-2wt0ee-1785658859439536998","request_id":"req-k3v9qa-1795417200123456789"}"#;
        assert_eq!(endpoint(text), Some("ep-2wt0ee-1785658859439536998"));
        assert_eq!(request_id(text), Some("req-k3v9qa-1795417200123456789"));
        assert_eq!(request_id("req-k3v9qa-17954172001234567890"), None);
        assert_eq!(request_id("req-中-"), None);
    }

    #[test]
    fn other_ids_carry_no_time() {
        assert_eq!(time_of("779534718492429396"), None);
        assert_eq!(time_of("req-k3v9qa-1795417200123456789").as_deref(), Some("2026-11-23T07:00:00.123Z"));
    }
}
