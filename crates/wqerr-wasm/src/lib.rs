//! The library as WebAssembly: texts in, the documents of `wqerr --format json` out, byte for byte.
//!
//! The host and the module pass texts through two buffers of the module: [`input`] makes room for so many bytes and
//! returns where, the host writes the text there and asks a question, which returns the length of the document that then
//! stands at [`output`]. Several texts in one input are divided by NUL. Nothing is imported; `wqerr.js` is a host.
#![expect(unsafe_code, reason = "an export needs `unsafe(no_mangle)`; no code in here is unsafe")]

mod scan;

use std::cell::{Cell, RefCell};

use wqerr::report::{self, Report};
use wqerr::{Catalog, Secrets};

/// Divides the texts of one input.
const DIVIDER: char = '\0';

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<String> = const { RefCell::new(String::new()) };
    static IS_RETRYABLE: Cell<bool> = const { Cell::new(false) };
}

/// Makes room for an input of `length` bytes, and returns its address.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> usize {
    INPUT.with_borrow_mut(|input| {
        input.clear();
        input.resize(length, 0);
        input.as_mut_ptr().expose_provenance()
    })
}

/// The address of the last document.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> usize {
    OUTPUT.with_borrow(|output| output.as_ptr().expose_provenance())
}

/// `wqerr explain`: the input is a raw error, in UTF-8 or UTF-16.
#[unsafe(no_mangle)]
pub extern "C" fn explain() -> usize {
    explained(&report::explain(Catalog::embedded(), &text(), Secrets::Masked))
}

/// `wqerr explain` of a response: the input is its status, its body, and the name and value of each header.
#[unsafe(no_mangle)]
pub extern "C" fn explain_response() -> usize {
    let texts = texts();
    let mut texts = texts.iter().map(String::as_str);
    let status = texts.next().and_then(|status| status.parse().ok()).unwrap_or_default();
    let body = texts.next().unwrap_or_default();
    let headers = std::iter::from_fn(|| Some((texts.next()?, texts.next()?)));
    explained(&report::explain_response(Catalog::embedded(), status, headers, body, Secrets::Masked))
}

/// `wqerr explain --retryable` of what was explained last: 1 if sending the same request again can help, else 0.
#[unsafe(no_mangle)]
pub extern "C" fn is_retryable() -> u32 {
    IS_RETRYABLE.get().into()
}

/// `wqerr lookup`: the input is one query or several.
#[unsafe(no_mangle)]
pub extern "C" fn lookup() -> usize {
    shown(&report::lookup(Catalog::embedded(), &texts(), Secrets::Masked))
}

/// `wqerr search`: the input is the text; at most `limit` entries are named.
#[unsafe(no_mangle)]
pub extern "C" fn search(limit: usize) -> usize {
    shown(&report::search(Catalog::embedded(), &text(), limit, Secrets::Masked))
}

/// `wqerr list`.
#[unsafe(no_mangle)]
pub extern "C" fn list() -> usize {
    shown(&report::list(Catalog::embedded(), |_| true))
}

/// The input as it may be shown: without secrets and terminal escapes. The output is text, not JSON.
#[unsafe(no_mangle)]
pub extern "C" fn redact() -> usize {
    leave(Secrets::Masked.hide(&text()))
}

/// The bytes of the input, which are gone then.
fn taken() -> Vec<u8> {
    INPUT.take()
}

/// The input as one text.
fn text() -> String {
    wqerr::decode(&taken()).into_owned()
}

/// The texts of the input.
fn texts() -> Vec<String> {
    String::from_utf8_lossy(&taken()).split(DIVIDER).map(str::to_owned).collect()
}

fn explained(report: &Report<'_>) -> usize {
    IS_RETRYABLE.set(report.is_retryable());
    shown(report)
}

fn shown(report: &Report<'_>) -> usize {
    leave(report::pretty(report))
}

/// Leaves a text as the output, and returns its length.
fn leave(text: String) -> usize {
    let length = text.len();
    OUTPUT.set(text);
    length
}
