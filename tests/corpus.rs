//! Inputs as people hold them; the name of each file says the answer. See `tests/corpus/README.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use wqerr::{Catalog, Confidence, Explanation, Secrets};

const KEY: &str = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";

/// The values that the inputs have wherever their message has a placeholder.
const VALUES: [(&str, &str); 3] =
    [("CustomerId", "20012345"), ("Action", "ChatCompletions"), ("xxx", "messages")];

fn inputs(kind: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files =
        fs::read_dir(folder).expect("the corpus is there").map(|file| file.expect("it can be read").path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| kind(name(file)) && name(file).contains("--")).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn name(file: &Path) -> &str {
    file.file_stem().and_then(|name| name.to_str()).expect("names are plain")
}

/// What the name of a file says before the form of the input.
fn answer(file: &Path) -> &str {
    name(file).split("--").next().unwrap_or_default()
}

fn explained(file: &Path) -> Vec<Explanation<'static>> {
    let bytes = fs::read(file).expect("it can be read");
    let explanations = wqerr::explain(Catalog::embedded(), &wqerr::decode(&bytes), Secrets::Masked);
    assert!(!format!("{explanations:?}").contains(KEY), "{}: the key leaks", name(file));
    explanations
}

fn first_ids(explanations: &[Explanation<'static>]) -> BTreeSet<&'static str> {
    explanations
        .iter()
        .filter_map(|explanation| explanation.results.first())
        .map(|best| best.entry.id())
        .collect()
}

fn failures(files: &[PathBuf], mistake: impl Fn(&Path, &[Explanation<'static>]) -> Option<String>) {
    let check = |file: &PathBuf| Some(format!("{}: {}", name(file), mistake(file, &explained(file))?));
    let failures: Vec<String> = files.iter().filter_map(check).collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), files.len(), failures.join("\n"));
}

#[test]
fn the_error_is_found_in_any_form() {
    let files = inputs(|name| !["many-", "hint-", "foreign-"].iter().any(|kind| name.starts_with(kind)));
    failures(&files, |file, explanations| {
        let Some(best) = explanations[0].results.first() else { return Some("got nothing".to_owned()) };
        if best.entry.id() != answer(file) {
            return Some(format!("got {}", best.entry.id()));
        }
        let is_right = |name: &str, text: &str| VALUES.contains(&(name, text));
        let mut values = best.values.iter().filter(|value| !value.secret);
        let wrong = values.find(|value| !is_right(&value.name, &value.text));
        wrong.map(|value| format!("{} = {}", value.name, value.text))
    });
}

#[test]
fn several_errors_are_answered_once_each() {
    failures(&inputs(|name| name.starts_with("many-")), |file, explanations| {
        let expected: BTreeSet<&str> = name(file).split("--").nth(1).unwrap_or_default().split('+').collect();
        let found = first_ids(explanations);
        (found != expected || explanations.len() != expected.len()).then(|| format!("got {found:?}"))
    });
}

#[test]
fn errors_of_other_systems_are_not_claimed() {
    failures(&inputs(|name| name.starts_with("foreign-")), |_, explanations| {
        let claims = explanations.iter().flat_map(|explanation| &explanation.results);
        let claim = claims.into_iter().find(|claim| claim.confidence > Confidence::Possible);
        claim.map(|claim| format!("claimed as {} by {:?}", claim.entry.id(), claim.matched_by))
    });
}

#[test]
fn a_body_that_was_thrown_away_is_noticed() {
    failures(&inputs(|name| name.starts_with("hint-")), |_, explanations| {
        let has_hint = explanations.iter().any(|explanation| !explanation.hints.is_empty());
        let is_sure = explanations.iter().flat_map(|explanation| &explanation.results);
        let is_sure = is_sure.into_iter().any(|result| result.confidence > Confidence::Possible);
        (!has_hint || is_sure).then(|| format!("hint: {has_hint}, sure: {is_sure}"))
    });
}

#[test]
fn each_response_has_its_own_time_to_wait() {
    let files = inputs(|name| name == "insufficient-balance--two-responses");
    assert_eq!(explained(&files[0])[0].evidence.retry_after_seconds, None);
}
