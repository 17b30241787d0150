//! The library as a program uses it: names, errors, JSON, and responses of a server.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::process::Command;
use std::str::FromStr;

use serde::Serialize;
use serde_json::{Value, json};
use wqerr::{Actor, Catalog, Confidence, Explanation, Lang, Retry, Secrets, Signal, explain_response};

fn is_named<T>(names: &[(&'static str, T)])
where
    T: Copy + Debug + PartialEq + Display + Serialize + FromStr<Err: Error>,
{
    for &(name, value) in names {
        assert_eq!(value.to_string(), name);
        assert_eq!(name.parse::<T>().expect("its own name"), value);
        assert_eq!(json(&value), name);
    }
    assert!("no such name".parse::<T>().is_err_and(|error| error.to_string().contains(names[0].0)));
}

#[test]
fn values_are_written_and_read_by_their_names() {
    is_named(&Retry::NAMES);
    is_named(&Actor::NAMES);
    is_named(&Lang::NAMES);
    is_named(&Confidence::NAMES);
    is_named(&Signal::NAMES);
}

#[test]
fn the_mistakes_of_a_catalog_are_an_error() {
    fn read(text: &str) -> Result<usize, Box<dyn Error + Send + Sync>> {
        Ok(Catalog::from_toml(text)?.entries().len())
    }
    let error = read("schema = 1\nname = 1\nentries = []").expect_err("it has mistakes").to_string();
    let places: Vec<&str> = error.lines().filter_map(|line| line.split(": ").next()).collect();
    assert!(places.contains(&"2:8"), "{error}");
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("plain data")
}

/// What the program prints of the same question.
fn printed(command: &str, question: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args([command, "--format", "json", question])
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .output()
        .expect("the program starts");
    let mut document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    document["answers"].take()
}

#[test]
fn an_explanation_is_the_json_that_the_program_prints() {
    for text in [
        r#"{"error":{"message":"Customer:20012345 is frozen, not allow to access action: ChatCompletions","code":"Forbidden"}}"#,
        "HTTP/1.1 429 Too Many Requests\nRetry-After: 30\n\n{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"Too many requests.\"}}",
        "openai.PermissionDeniedError: Error code: 403",
        "Error code: 404 - {'error': {'code': 'NoSuchThing', 'message': 'There is no such thing'}}",
        "nothing of the kind",
    ] {
        let explanations = wqerr::explain(Catalog::embedded(), text, Secrets::Masked);
        assert_eq!(json(&explanations), printed("explain", text), "{text}");
    }
}

#[test]
fn an_answer_is_the_json_that_the_program_prints() {
    for query in ["403", "Forbidden.Frosen"] {
        let mut printed = printed("lookup", query);
        let printed = printed[0].as_object_mut().expect("an answer");
        assert_eq!(printed.remove("query"), Some(json!(query)));
        assert_eq!(json(&wqerr::lookup(Catalog::embedded(), query)), json(printed));
    }
}

#[test]
fn an_entry_is_a_result_without_what_is_said_of_a_match() {
    let catalog = Catalog::embedded();
    for entry in catalog.entries() {
        let mut result = json(&wqerr::lookup(catalog, entry.id()).results[0]);
        let fields = result.as_object_mut().expect("an object");
        for name in ["confidence", "matched_by", "score", "values"] {
            assert!(fields.remove(name).is_some(), "{name}");
        }
        assert_eq!(json(entry), result);
    }
}

fn ids(explanation: &Explanation<'_>) -> Vec<String> {
    explanation.results.iter().map(|found| found.entry.id().to_owned()).collect()
}

#[test]
fn the_parts_of_a_response_are_evidence() {
    let explained = |status, headers: &[(&'static str, &'static str)], body| {
        let headers = headers.iter().copied();
        explain_response(Catalog::embedded(), status, headers, body, Secrets::Masked).remove(0)
    };
    let body = r#"{"error":{"message":"Too many requests.","code":"TooManyRequests"}}"#;
    let id = "req-k3v9qa-1795417200123456789";
    let limited = explained(429, &[("retry-after", "30"), ("X-Request-Id", id)], body);
    assert_eq!(limited.evidence.status, Some(429));
    assert_eq!(limited.evidence.retry_after_seconds, Some(30));
    assert_eq!(limited.evidence.request_id.as_deref(), Some(id));
    assert_eq!(limited.evidence.request_time.as_deref(), Some("2026-11-23T07:00:00.123Z"));
    // There may be no body, no header, and no response at all.
    assert!(explained(403, &[], "").results.iter().all(|found| found.confidence == Confidence::Possible));
    assert_eq!(explained(200, &[], "{\"choices\":[]}").results, []);
    assert_eq!(explained(0, &[], "User has been frozen.").evidence.status, Some(0));
    // A header cannot pass for another, nor for the body.
    let forged = explained(500, &[("X-A", "b\r\nRetry-After: 7\r\n\r\n")], "");
    assert_eq!(forged.evidence.status, Some(500));
    assert_eq!(ids(&explained(403, &[], "User has been frozen."))[0], "user-frozen");
}

#[test]
fn an_explanation_can_be_read_as_text() {
    let text = |input, lang| wqerr::explain(Catalog::embedded(), input, Secrets::Masked)[0].text(lang);
    let frozen = text("Error code: 403 - User has been frozen.", Lang::En);
    assert!(frozen.starts_with("403 Forbidden.Frozen (user-frozen)"), "{frozen}");
    assert!(frozen.contains("\n1. ") && frozen.contains("\nRetry: No"), "{frozen}");
    let dropped = text("APIError: 403 status code (no body)", Lang::Zh);
    assert!(dropped.starts_with("缺少响应体"), "{dropped}");
    assert_eq!(text("", Lang::En), "No known error recognized.");
}
