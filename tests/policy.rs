//! Whose error it is, and how sure: judged cases, and what must hold for all of them. See `tests/policy/README.md`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use wqerr::{Catalog, Confidence, Explanation, Secrets};

/// Wrong answers where the weights were fitted, and where they were not.
const FIT_OURS: usize = 1;
const HELD_OURS: usize = 6;
const FIT_FOREIGN: usize = 0;
const HELD_FOREIGN: usize = 3;

struct Judged {
    text: String,
    case: Value,
}

/// The cases of a file.
fn judged(file: &str) -> Vec<Judged> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy").join(file);
    let lines = fs::read_to_string(path).expect("it can be read");
    let case = |line: &str| -> Judged {
        let case: Value = serde_json::from_str(line).expect("a line is JSON");
        Judged { text: case["text"].as_str().expect("each case has a text").to_owned(), case }
    };
    lines.lines().map(case).collect()
}

fn explained(text: &str) -> Vec<Explanation<'static>> {
    wqerr::explain(Catalog::embedded(), text, Secrets::Masked)
}

/// How sure each entry is, at best.
fn levels(text: &str) -> HashMap<&'static str, Confidence> {
    let mut levels = HashMap::new();
    for result in explained(text).iter().flat_map(|explanation| &explanation.results) {
        let level = levels.entry(result.entry.id()).or_insert(result.confidence);
        *level = (*level).max(result.confidence);
    }
    levels
}

/// What is wrong with the answer to an error of the platform, if anything.
fn mistake(judged: &Judged) -> Option<String> {
    let answers = explained(&judged.text);
    let case = &judged.case;
    let wanted: Vec<&str> =
        case["expect"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let best = answers.iter().find_map(|explanation| explanation.results.first());
    if !wanted.is_empty() {
        let Some(best) = best.filter(|best| wanted.contains(&best.entry.id())) else {
            return Some(format!("got {:?}", best.map(|best| best.entry.id())));
        };
        let least = match case["confidence"].as_str() {
            Some("certain") => Confidence::Certain,
            Some("likely") => Confidence::Likely,
            _ => Confidence::Possible,
        };
        if best.confidence < least {
            return Some(format!("only {}", best.confidence.name()));
        }
        for (name, value) in case["values"].as_object().into_iter().flatten() {
            let found =
                best.values.iter().find(|found| *found.name == **name).map(|found| found.text.as_str());
            if found != value.as_str() {
                return Some(format!("{name} is {found:?}"));
            }
        }
    }
    let hints: Vec<&str> =
        answers.iter().flat_map(|explanation| &explanation.hints).map(|hint| hint.name()).collect();
    let names = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let missing = names(&case["hints"]).into_iter().find(|hint| !hints.contains(&hint.as_str()));
    let wrong = names(&case["no_hints"]).into_iter().find(|hint| hints.contains(&hint.as_str()));
    missing.map(|hint| format!("no hint {hint}")).or_else(|| wrong.map(|hint| format!("hint {hint}")))
}

/// Whether an error of another system is claimed.
fn claim(judged: &Judged) -> Option<String> {
    let sure = levels(&judged.text).into_iter().find(|&(_, level)| level > Confidence::Possible);
    sure.map(|(id, level)| format!("claimed as {id}, {}", level.name()))
}

/// At most `allowed` cases of a file are answered wrongly: a bound to lower, never to raise.
fn at_most(allowed: usize, file: &str, wrong: fn(&Judged) -> Option<String>) {
    let mut misses = Vec::new();
    for judged in judged(file) {
        if let Some(mistake) = wrong(&judged) {
            misses.push(format!("{mistake}: {:?}", judged.text));
        }
    }
    assert!(misses.len() <= allowed, "{file}: {} wrong\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn errors_of_the_platform_are_known() {
    at_most(FIT_OURS, "ours-fit.jsonl", mistake);
    at_most(HELD_OURS, "ours-held.jsonl", mistake);
}

#[test]
fn errors_of_other_systems_are_not_claimed() {
    at_most(FIT_FOREIGN, "foreign-fit.jsonl", claim);
    at_most(HELD_FOREIGN, "foreign-held.jsonl", claim);
}

fn all() -> impl Iterator<Item = Judged> {
    ["ours-fit.jsonl", "ours-held.jsonl", "foreign-fit.jsonl", "foreign-held.jsonl"]
        .into_iter()
        .flat_map(judged)
}

#[test]
fn a_mark_of_another_system_never_makes_surer() {
    for judged in all() {
        let before = levels(&judged.text);
        let after = levels(&format!("upstream ecs.aliyuncs.com\n{}", judged.text));
        for (id, level) in after {
            assert!(before.get(id).is_none_or(|before| level <= *before), "{id}: {:?}", judged.text);
            assert!(before.contains_key(id) || level == Confidence::Possible, "{id}: {:?}", judged.text);
        }
    }
}

#[test]
fn a_sign_of_the_platform_never_makes_less_sure() {
    for judged in all() {
        let before = levels(&judged.text).into_iter().filter(|&(_, level)| level > Confidence::Possible);
        let after = levels(&format!("upstream wanqing.streamlakeapi.com\n{}", judged.text));
        for (id, level) in before {
            assert!(after.get(id).is_some_and(|after| level <= *after), "{id}: {:?}", judged.text);
        }
    }
}

/// Each message of `codes.toml` alone is as sure as what the file says of its use elsewhere.
#[test]
fn each_message_is_as_sure_as_the_catalog_says() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("codes.toml")).expect("it is there");
    let table: toml::Table = text.parse().expect("it is TOML");
    let mut wrong = Vec::new();
    for entry in table["entry"].as_array().expect("entries") {
        let listed = |name: &str, text: &str| {
            entry
                .get(name)
                .and_then(toml::Value::as_array)
                .is_some_and(|list| list.iter().any(|item| item.as_str() == Some(text)))
        };
        let variants = entry.get("variants").and_then(toml::Value::as_array).into_iter().flatten();
        for message in [&entry["message"]].into_iter().chain(variants).filter_map(toml::Value::as_str) {
            let (least, most) = match () {
                () if listed("common", message) => (Confidence::Possible, Confidence::Possible),
                () if listed("shared", message) => (Confidence::Likely, Confidence::Likely),
                // Another entry may have it too.
                () => (Confidence::Likely, Confidence::Certain),
            };
            let id = entry["id"].as_str().expect("it has an id");
            let spelled = message.replace("{CustomerId}", "20012345").replace("{Action}", "ChatCompletions");
            let spelled = spelled.replace("{Apikey}", "abcdefgh12345678").replace("{Model}", "kat");
            for (text, least, most) in [
                (spelled.clone(), least, most),
                (
                    format!("POST https://wanqing.streamlakeapi.com failed: {spelled}"),
                    Confidence::Likely,
                    Confidence::Certain,
                ),
            ] {
                let level = levels(&text).get(id).copied();
                if !level.is_some_and(|level| least <= level && level <= most) {
                    wrong.push(format!("{id}: {level:?}, not {least:?} to {most:?}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
