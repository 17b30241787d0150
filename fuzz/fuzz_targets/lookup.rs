//! Any text is looked up without a panic, the answer is well formed, and the id of each entry in it leads to that entry.

#![no_main]

mod answer;

use libfuzzer_sys::fuzz_target;
use wqerr::{Catalog, Confidence};

fuzz_target!(|bytes: &[u8]| lookup(bytes));

fn lookup(bytes: &[u8]) {
    let catalog = Catalog::embedded();
    let answer = wqerr::lookup(catalog, &wqerr::decode(bytes));
    answer::check(&answer);
    let found = answer.results.iter().map(|found| found.entry);
    for entry in found.chain(answer.suggestions.iter().copied()) {
        let by_id = wqerr::lookup(catalog, entry.id()).results;
        assert_eq!(by_id.len(), 1, "{}", entry.id());
        assert!(by_id[0].entry == entry && by_id[0].confidence == Confidence::Certain, "{}", entry.id());
    }
}
