//! The response of a server explained, of which a program has the parts.

use super::{Explanation, Secrets, explain};
use crate::catalog::Catalog;

/// Explains an HTTP response that reports an error. The status and the headers are evidence as the body is: how long to
/// wait (`Retry-After`), the request id, the server. Nothing has to be there: a status of 0 says that there was no
/// response, and `body` then may be the text of the client's exception.
///
/// ```
/// use wqerr::{Catalog, Secrets, explain_response};
///
/// let headers = [("Content-Type", "application/json"), ("Retry-After", "30")];
/// let body = r#"{"error":{"message":"Too many requests.","code":"TooManyRequests"}}"#;
/// let explanations = explain_response(Catalog::embedded(), 429, headers, body, Secrets::Masked);
/// let evidence = &explanations[0].evidence;
/// assert_eq!((evidence.status, evidence.retry_after_seconds), (Some(429), Some(30)));
/// ```
pub fn explain_response<'c, 'h>(
    catalog: &'c Catalog,
    status: u16,
    headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    body: &str,
    secrets: Secrets,
) -> Vec<Explanation<'c>> {
    // The form in which `curl -i` prints it, which is one of those that are pasted.
    let mut response = format!("HTTP/1.1 {status}\n");
    for (name, value) in headers {
        // Of a value over several lines, nothing becomes a header of its own.
        response.push_str(&format!("{name}: {value}").replace(['\r', '\n'], " "));
        response.push('\n');
    }
    response.push('\n');
    response.push_str(body);
    let mut explanations = explain(catalog, &response, secrets);
    for explanation in &mut explanations {
        explanation.evidence.status.get_or_insert(status);
    }
    explanations
}
