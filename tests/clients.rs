//! What today's clients print of each official error. See `tests/clients/README.md`.

use std::fs;
use std::path::Path;

use serde_json::Value;
use wqerr::{Catalog, Confidence, Secrets};

/// What is wrong with the answer to what a client printed, if anything.
fn mistake(case: &Value) -> Option<String> {
    let names = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let text = case["text"].as_str().expect("each case has a text");
    let answers = wqerr::explain(Catalog::embedded(), text, Secrets::Masked);
    let firsts: Vec<_> = answers.iter().filter_map(|answer| answer.results.first()).collect();
    let hints: Vec<&str> = answers.iter().flat_map(|answer| &answer.hints).map(|hint| hint.name()).collect();
    let wanted = names(&case["expect"]);
    let hint = case["hint"].as_str();
    if let Some(missing) = hint.filter(|hint| *hint != "any" && !hints.contains(hint)) {
        return Some(format!("no hint {missing}"));
    }
    if !wanted.is_empty() {
        let is_there = firsts.iter().any(|first| wanted.iter().any(|id| id == first.entry.id()));
        let is_dropped = hint.is_none() && hints.contains(&"body-dropped");
        return (!is_there || firsts.len() > 1 || is_dropped).then(|| {
            format!("got {:?}, {hints:?}", firsts.iter().map(|first| first.entry.id()).collect::<Vec<_>>())
        });
    }
    let claimed = firsts.iter().find(|first| first.confidence > Confidence::Possible);
    claimed.map(|first| format!("claimed as {}", first.entry.id()))
}

#[test]
fn each_official_error_is_known_as_the_clients_print_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/outputs");
    let (mut cases, mut mistakes) = (0, Vec::new());
    for language in fs::read_dir(folder).expect("the outputs are there") {
        for file in fs::read_dir(language.expect("it can be read").path()).expect("it is a folder") {
            let lines = fs::read_to_string(file.expect("it can be read").path()).expect("it is text");
            for line in lines.lines() {
                let case: Value = serde_json::from_str(line).expect("a line is JSON");
                cases += 1;
                if let Some(mistake) = mistake(&case) {
                    mistakes.push(format!("{} {}: {mistake}", case["client"], case["cases"]));
                }
            }
        }
    }
    assert!(cases > 2000, "{cases} cases");
    // What is left: an AI SDK's bare reason phrase in a log, without any word of the client.
    assert!(mistakes.len() <= 6, "{} of {cases}\n{}", mistakes.len(), mistakes.join("\n"));
}
