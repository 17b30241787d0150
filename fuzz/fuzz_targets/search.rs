//! Any text is searched for without a panic, with the same answer each time, and that is well formed.

#![no_main]

mod answer;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wqerr::Catalog;

fuzz_target!(|bytes: &[u8]| search(bytes));

/// The catalog of the program and one of a user's, so that there are two layers.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let own = Catalog::from_toml(include_str!("../../examples/deepseek.toml"));
    Catalog::embedded().overlaid(own.expect("the example has no mistakes"))
});

fn search(bytes: &[u8]) {
    let query = wqerr::decode(bytes);
    let answer = wqerr::search(&CATALOG, &query);
    answer::check(&answer);
    // A second search takes as long as the first, so that is for some.
    if bytes.len().is_multiple_of(8) {
        assert!(wqerr::search(&CATALOG, &query) == answer, "another answer to {query:?}");
    }
}
