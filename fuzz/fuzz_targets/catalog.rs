//! Any text is a catalog that holds what it promises, or has mistakes at places in it; any bytes may claim to be a
//! prepared catalog.

#![no_main]

mod answer;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wqerr::{Catalog, Entry, Diagnostic};

fuzz_target!(|bytes: &[u8]| catalog(bytes));

/// What a catalog begins with, and an entry without its id: short ways to a text without mistakes.
const SHORT: [(char, &str); 2] = [
    ('\u{1}', "schema = 1\nname = \"shop\"\n"),
    (
        '\u{2}',
        "[[entry]]\nstatus = 404\nmessage = \"Shelf {Shelf} is empty\"\nretry = \"no\"\nactor = \"caller\"\n\
         meaning.en = \"Nothing left\"\n",
    ),
];

fn catalog(bytes: &[u8]) {
    let text = wqerr::decode(bytes);
    let text = SHORT.iter().fold(text.into_owned(), |text, &(short, long)| text.replace(short, long));
    // What is read from its prepared form stays in memory, so that is for one text in 256.
    let is_prepared = bytes.iter().fold(0_u8, |sum, &byte| sum.wrapping_add(byte)) == 0;
    match Catalog::from_toml(&text) {
        Ok(catalog) => sound(&catalog, &text, is_prepared),
        Err(error) => placed(error.diagnostics(), &text),
    }
    assert!(Catalog::from_prepared(bytes.to_vec()).is_none());
    if is_prepared {
        _ = Catalog::from_prepared(forged(bytes));
    }
}

/// Each entry has an id of its own; the catalog can be searched; laid over itself, or prepared and read again, it is
/// the same.
fn sound(catalog: &Catalog, text: &str, is_prepared: bool) {
    let entries = catalog.entries();
    let ids: HashSet<&str> = entries.iter().map(Entry::id).collect();
    assert!(ids.len() == entries.len() && !ids.contains(""), "{ids:?}");
    assert!(catalog.date().is_none_or(|date| date.len() == "YYYY-MM-DD".len()), "{:?}", catalog.date());
    let answer = wqerr::search(catalog, text);
    answer::check(&answer);
    let again = Catalog::from_toml(text).expect("it was read before");
    assert!(catalog.overlaid(again) == *catalog);
    if is_prepared {
        let same = Catalog::from_prepared(catalog.prepare()).expect("it was prepared just now");
        assert!(same == *catalog && wqerr::search(&same, text) == answer);
    }
}

/// Each mistake stands in the text, or at the end of a line of it.
fn placed(findings: &[Diagnostic], text: &str) {
    assert!(!findings.is_empty());
    for finding in findings {
        let line = text.split('\n').nth(finding.line - 1).expect("there is such a line");
        assert!((1..=line.chars().count() + 1).contains(&finding.column), "{finding}");
    }
}

/// The bytes behind the mark and the checksum of a prepared catalog.
fn forged(bytes: &[u8]) -> Vec<u8> {
    static PREPARED: LazyLock<Vec<u8>> = LazyLock::new(|| Catalog::embedded().prepare());
    let mark = PREPARED.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    [mark, &hasher.finish().to_le_bytes(), bytes].concat()
}
