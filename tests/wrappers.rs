//! Any error of the catalog, with any values, in any shape of body, wrapped up to three times in what clients,
//! gateways, logs and terminals put around it, is found and its values captured.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use wqerr::{Catalog, Entry, Secrets};

/// An entry and what its placeholders stand for.
#[derive(Debug, Clone)]
struct Case {
    entry: &'static Entry,
    values: Vec<(String, String)>,
    message: String,
}

fn case() -> impl Strategy<Value = Case> {
    let values = (
        "[1-9][0-9]{5,11}",
        "[A-Z][A-Za-z0-9]{3,24}",
        "[A-Za-z0-9_-]{42}[A-Za-z0-9]",
        "[a-z][a-z0-9_]{2,20}",
    );
    (0..Catalog::embedded().entries().len(), values).prop_map(
        |(index, (customer, action, key, parameter))| {
            let entry = &Catalog::embedded().entries()[index];
            let mut message = entry.message().to_owned();
            let mut values = Vec::new();
            for (name, placeholder, value) in [
                ("CustomerId", "{CustomerId}", customer),
                ("Action", "{Action}", action),
                ("Apikey", "{Apikey}", key),
                ("xxx", "xxx", parameter),
            ] {
                if entry.message().contains(placeholder) {
                    message = message.replace(placeholder, &value);
                    values.push((name.to_owned(), value));
                }
            }
            Case { entry, values, message }
        },
    )
}

/// `text` as the content of a JSON string.
fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a string is JSON");
    quoted[1..quoted.len() - 1].to_owned()
}

/// `text` as Python prints a string: in single quotes unless it has some and no double ones.
fn python(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let escaped = text.replace('\\', "\\\\").replace('\n', "\\n").replace(quote, &format!("\\{quote}"));
    format!("{quote}{escaped}{quote}")
}

type Body = fn(&Case) -> String;

const BODIES: [(&str, Body); 7] = [
    ("openai", |case| {
        let (message, code) = (json(&case.message), case.entry.code().unwrap_or_default());
        format!(r#"{{"error":{{"message":"{message}","type":"","param":"","code":"{code}"}}}}"#)
    }),
    ("openai, pretty", |case| {
        let (message, code) = (json(&case.message), case.entry.code().unwrap_or_default());
        format!("{{\n  \"error\": {{\n    \"message\": \"{message}\",\n    \"code\": \"{code}\"\n  }}\n}}")
    }),
    ("anthropic", |case| {
        let message = json(&case.message);
        format!(
            r#"{{"type":"error","error":{{"type":"BadRequest","message":"{message}"}},"request_id":"req-ge8cyo-1786285842757578048"}}"#
        )
    }),
    ("edge", |case| {
        let (message, code) = (json(&case.message), case.entry.code().unwrap_or_default());
        format!(
            r#"{{"request_id":"779534718492429396","ResponseMeta":{{"RequestId":"779534718492429396","ErrorCode":"{code}","ErrorMessage":"{message}"}}}}"#
        )
    }),
    ("flat", |case| {
        let (message, code) = (json(&case.message), case.entry.code().unwrap_or_default());
        format!(r#"{{"code":"{code}","message":"{message}"}}"#)
    }),
    ("python", |case| {
        let (message, code) = (python(&case.message), case.entry.code().map_or("None".to_owned(), python));
        format!("Error code: 400 - {{'error': {{'message': {message}, 'param': None, 'code': {code}}}}}")
    }),
    ("code and message", |case| format!("{}: {}", case.entry.code().unwrap_or_default(), case.message)),
];

type Wrapper = fn(&str) -> String;

/// `text` with `prefix` before each of its lines.
fn prefixed(prefix: &str, text: &str) -> String {
    text.lines().flat_map(|line| [prefix, line, "\n"]).collect()
}

const WRAPPERS: [(&str, Wrapper); 16] = [
    ("json log", |text| {
        format!(r#"{{"ts":"2026-11-23T08:00:00Z","level":"error","status":500,"body":"{}"}}"#, json(text))
    }),
    ("relay", |text| {
        format!(
            r#"{{"error":{{"message":"Provider returned error","code":400,"metadata":{{"raw":"{}"}}}}}}"#,
            json(text)
        )
    }),
    ("relayed message", |text| {
        format!(r#"{{"error":{{"message":"{}","type":"upstream_error","code":"502"}}}}"#, json(text))
    }),
    ("python dict", |text| format!("{{'message': {}, 'code': None}}", python(text))),
    ("python exception", |text| format!("openai.BadRequestError({})", python(text))),
    ("inspect", |text| {
        format!("{{\n  status: 400,\n  responseBody: {},\n  cause: undefined\n}}", python(text))
    }),
    ("ruby", |text| format!("{{\"status\"=>400, \"body\"=>\"{}\"}}", json(text))),
    ("rust", |text| format!("ApiError {{ status: 400, body: Some(\"{}\") }}", json(text))),
    ("logfmt", |text| format!("time=2026-11-23T08:00:00Z level=error msg=\"{}\" attempt=1", json(text))),
    ("sse", |text| format!("event: error\n{}\ndata: [DONE]\n", prefixed("data: ", text))),
    ("http", |text| format!("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{text}\r\n")),
    ("traceback", |text| {
        format!(
            "Traceback (most recent call last):\n  File \"app.py\", line 12, in <module>\nRuntimeError: {text}\n"
        )
    }),
    ("litellm", |text| format!("litellm.BadRequestError: OpenAIException - {text}")),
    ("prose", |text| format!("请求报错了，麻烦看一下：{text}\n谢谢！")),
    ("mail", |text| prefixed("> ", text) + "> \n> --\n"),
    ("compose", |text| {
        prefixed(
            "api-1  | ",
            &format!(
                "starting
{text}"
            ),
        )
    }),
];

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("seeds"))),
        cases: 2000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_error_is_found_in_any_wrapping(
        case in case(),
        body in select(&BODIES[..]),
        wrappers in prop::collection::vec(select(&WRAPPERS[..]), 0..=3),
    ) {
        let text = wrappers.iter().fold(body.1(&case), |text, (_, wrap)| wrap(&text));
        let explanations = wqerr::explain(Catalog::embedded(), &text, Secrets::Shown);
        let best = explanations[0].results.first();
        let names: Vec<&str> = wrappers.iter().map(|(name, _)| *name).collect();
        prop_assert_eq!(best.map(|best| best.entry.id()), Some(case.entry.id()), "{} in {:?}\n{}", body.0, names, text);
        let values: Vec<(String, String)> =
            best.into_iter().flat_map(|best| &best.values).map(|value| (value.name.to_string(), value.text.clone())).collect();
        prop_assert_eq!(values, case.values, "{} in {:?}\n{}", body.0, names, text);
    }

    #[test]
    fn a_terminal_may_break_the_lines(case in case(), body in select(&BODIES[..6]), columns in select(vec![80_usize, 100, 120, 132])) {
        let text = body.1(&case);
        let chars: Vec<char> = text.chars().collect();
        let broken: Vec<String> = chars.chunks(columns).map(|line| line.iter().collect()).collect();
        let text = broken.join("\n");
        let explanations = wqerr::explain(Catalog::embedded(), &text, Secrets::Shown);
        let best = explanations[0].results.first();
        prop_assert_eq!(best.map(|best| best.entry.id()), Some(case.entry.id()), "{}\n{}", body.0, text);
        let values: Vec<(String, String)> =
            best.into_iter().flat_map(|best| &best.values).map(|value| (value.name.to_string(), value.text.clone())).collect();
        prop_assert_eq!(values, case.values, "{}\n{}", body.0, text);
    }

    #[test]
    fn any_text_is_explained_and_no_key_shown(text in "\\PC{0,200}", key in "[A-Za-z0-9]{41}[0-9][a-z]") {
        let input = format!("{text} AccessKey:{key} IS UNAVAILABLE {text}");
        let explanations = wqerr::explain(Catalog::embedded(), &input, Secrets::Masked);
        let shown = format!("{explanations:?}");
        prop_assert!(!shown.contains(&key), "{}", shown);
    }
}
