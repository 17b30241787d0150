//! JSON as text.

use serde::Serialize;

/// A document over several lines.
///
/// # Panics
///
/// If it has maps with keys that are no strings; none of the documents here has.
pub fn pretty(document: &impl Serialize) -> String {
    escaped(serde_json::to_string_pretty(document).expect("the document is plain data")) + "\n"
}

/// A document on one line.
///
/// # Panics
///
/// As [`pretty`].
pub fn compact(document: &impl Serialize) -> String {
    escaped(serde_json::to_string(document).expect("the document is plain data")) + "\n"
}

/// JSON with escapes for the control characters that may stand in its strings as they are (RFC 8259) and would act on
/// a terminal: DEL and C1.
fn escaped(json: String) -> String {
    let is_control = |c: char| c.is_control() && c > ' ';
    if !json.contains(is_control) {
        return json;
    }
    let escape = |c: char| if is_control(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escape).collect()
}
