//! Any bytes are explained without a panic, and nothing of them that is unsafe on a terminal comes back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wqerr::{Catalog, Explanation, Secrets};

fuzz_target!(
    init: {
        // A large text has the catalog collect its fixed texts, as in a program that runs for long.
        wqerr::explain(Catalog::embedded(), &"x ".repeat(1 << 20), Secrets::Masked);
    },
    |bytes: &[u8]| explain(bytes)
);

/// A key of the shape that the platform's have.
const KEY: &str = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";

fn explain(bytes: &[u8]) {
    let text = wqerr::decode(bytes).replace('\u{1}', KEY);
    for explanation in wqerr::explain(Catalog::embedded(), &text, Secrets::Masked) {
        for text in texts(&explanation) {
            assert!(!text.contains(char::is_control), "a control character: {text:?}");
            assert!(
                !text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == KEY),
                "a key: {text:?}"
            );
        }
    }
}

/// What of the input an explanation repeats.
fn texts<'a>(explanation: &'a Explanation<'_>) -> impl Iterator<Item = &'a str> {
    let evidence = &explanation.evidence;
    let values = explanation.results.iter().flat_map(|result| &result.values).map(|value| &value.text);
    [&evidence.code, &evidence.r#type, &evidence.message]
        .into_iter()
        .flatten()
        .chain(values)
        .map(String::as_str)
}
