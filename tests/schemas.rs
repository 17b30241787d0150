//! Every JSON document that the program writes fits its schema.

use std::fs;
use std::process::Command;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

#[path = "schemas/validator.rs"]
mod validator;

use validator::misfit;

fn wqerr(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn schema(name: Option<&str>) -> Value {
    let text = wqerr(&[&["schema"], name.as_slice()].concat());
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// The schema of a document by its command.
fn schema_of(document: &Value) -> &'static str {
    match document["command"].as_str() {
        Some("lookup" | "search" | "explain" | "list") => "answers",
        Some("scan") => "scan",
        Some("catalog check") => "catalog-check",
        Some("catalog paths") => "catalog-paths",
        _ => "scan-each",
    }
}

/// The JSON documents in the golden cases and in the documentation: what the calls with `--format json` or `--each`
/// print, up to the next call.
fn golden_documents() -> Vec<Value> {
    let directories =
        ["tests/cmd", "docs", "docs/zh-CN"].map(|path| fs::read_dir(path).expect("the cases are there"));
    let files =
        directories.into_iter().flatten().flatten().map(|file| file.path()).filter(|path| path.is_file());
    let mut documents = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a case can be read");
        for case in text.split("\n$ ").filter(|case| !case.starts_with("wqerr schema")) {
            // What stands before the first brace is the call, its exit status and its standard error.
            let Some(start) = case.find("\n{") else { continue };
            let output = case[start..].split("\n```").next().unwrap_or_default();
            let stream = serde_json::Deserializer::from_str(output).into_iter::<Value>();
            documents.extend(stream.map_while(Result::ok));
        }
    }
    documents
}

fn printed_documents() -> Vec<Value> {
    let inputs = fs::read_dir("tests/corpus").expect("the corpus is there").flatten().map(|file| file.path());
    let inputs = inputs.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let explained =
        inputs.map(|path| wqerr(&["explain", "--format", "json", "--file", &path.to_string_lossy()]));
    let own = "tests/catalogs/own.toml";
    let asked = [
        wqerr(&["lookup", "403", "4xx", "0", "Forbidden.*", "Forbidden.Frosen", "--format", "json"]),
        wqerr(&["search", "balance", "--format", "json"]),
        wqerr(&["search", "qqqq", "--format", "json"]),
        wqerr(&["list", "--format", "json", "--catalog", own]),
        wqerr(&["list", "--status", "418", "--format", "json"]),
        wqerr(&[
            "catalog",
            "check",
            own,
            "tests/catalogs/ten-mistakes.toml",
            "none.toml",
            "--format",
            "json",
        ]),
        wqerr(&["catalog", "paths", "--catalog", own, "--catalog", "none.toml", "--format", "json"]),
    ];
    let texts: Vec<String> = explained.chain(asked).collect();
    texts.iter().map(|text| serde_json::from_str(text).expect("what is printed is JSON")).collect()
}

fn as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::Array(items) => items.iter().map(|item| as_json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), as_json(value.get_ref()))).collect()
        }
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => number.as_str().parse::<i64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Datetime(time) => Value::from(time.to_string()),
        DeValue::Float(_) => Value::Null,
    }
}

#[test]
fn catalogs_fit_the_schema_of_catalogs() {
    let schema = schema(Some("catalog"));
    let json = |text: &str| {
        let table = DeTable::parse(text).expect("a catalog is TOML").into_inner();
        as_json(&DeValue::Table(table))
    };
    let skeleton = wqerr(&["catalog", "new"]);
    let files = ["codes.toml", "examples/deepseek.toml", "tests/catalogs/own.toml"]
        .map(|file| fs::read_to_string(file).expect("the catalog can be read"));
    for text in files.iter().chain([&skeleton]) {
        assert_eq!(misfit(&schema, &json(text)), None);
    }
    for wrong in ["retry = \"never\"", "status = 42", "retries = 3", "docs = \"http://example.com\""] {
        let field = wrong.split(' ').next().expect("a field has a name");
        let kept = skeleton.lines().filter(|line| !line.starts_with(&format!("{field} ")));
        let text = kept.collect::<Vec<_>>().join("\n").replace("code = ", &format!("{wrong}\ncode = "));
        assert!(misfit(&schema, &json(&text)).is_some(), "{wrong} is accepted");
    }
}

#[test]
fn every_document_fits_its_schema() {
    let all = schema(None);
    let names = ["answers", "scan", "scan-each", "catalog-check", "catalog-paths"];
    let schemas = names.map(|name| (name, schema(Some(name))));
    let documents: Vec<Value> = golden_documents().into_iter().chain(printed_documents()).collect();
    assert!(documents.len() > 100, "only {} documents were found", documents.len());
    for document in &documents {
        let wanted = schema_of(document);
        for (name, schema) in &schemas {
            let why = misfit(schema, document);
            assert_eq!(why.is_none(), *name == wanted, "{name}: {why:?} in {document:#}");
        }
        let why = misfit(&all, document);
        assert_eq!(why, None, "the schema of all documents refuses {document:#}");
    }
}
