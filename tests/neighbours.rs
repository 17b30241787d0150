//! The other platforms: the file itself, whose errors are named, and the examples of catalogs for two of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use wqerr::{Catalog, Confidence, Hint, OtherSystem, Secrets};

/// Errors whose platform is not named, of 139 each, where the weights were fitted and where they were not. Bounds to
/// lower, never to raise.
const FIT: usize = 0;
const HELD: usize = 1;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn file() -> toml::Table {
    read("neighbours.toml").parse().expect("it is TOML")
}

fn list<'t>(table: &'t toml::Table, name: &str) -> &'t [toml::Value] {
    table.get(name).and_then(toml::Value::as_array).map_or(&[], Vec::as_slice)
}

fn providers(file: &toml::Table) -> impl Iterator<Item = &toml::Table> {
    list(file, "provider").iter().filter_map(toml::Value::as_table)
}

fn text<'t>(table: &'t toml::Table, name: &str) -> &'t str {
    table.get(name).and_then(toml::Value::as_str).unwrap_or_else(|| panic!("no {name}: {table:?}"))
}

/// The texts of a field that has one or a list.
fn texts<'t>(table: &'t toml::Table, name: &str) -> Vec<&'t str> {
    match table.get(name) {
        Some(toml::Value::Array(list)) => list.iter().map(|text| text.as_str().expect("a text")).collect(),
        Some(one) => vec![one.as_str().expect("a text")],
        None => Vec::new(),
    }
}

fn rows(provider: &toml::Table) -> impl Iterator<Item = &toml::Table> {
    list(provider, "rows").iter().filter_map(toml::Value::as_table)
}

/// A text without what makes no difference.
fn bare(text: &str) -> String {
    let letters: String = text.split_whitespace().collect();
    letters.trim_end_matches(['.', '!', '。', '！']).to_lowercase()
}

fn is_date(date: &str) -> bool {
    let parts: Vec<_> = date.split('-').map(|part| (part.len(), part.parse::<u16>().unwrap_or(0))).collect();
    let is_year = parts.first().is_some_and(|&(len, year)| len == 4 && year >= 2020);
    let in_range = |&(len, number): &(usize, u16), last| len == 2 && (1..=last).contains(&number);
    is_year
        && matches!(parts.len(), 2 | 3)
        && parts.get(1).is_some_and(|month| in_range(month, 12))
        && parts.get(2).is_none_or(|day| in_range(day, 31))
}

#[test]
fn providers_are_complete() {
    let file = file();
    let mut ids = HashSet::new();
    let mut hosts = HashSet::new();
    for provider in providers(&file) {
        let id = text(provider, "id");
        assert!(!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase()), "{id}");
        assert!(ids.insert(id), "{id} is there twice");
        let name = provider["name"].as_table().expect("names");
        assert!(!text(name, "en").is_empty() && !text(name, "zh").is_empty(), "{id}: a name is missing");
        assert!(is_date(text(provider, "read")), "{id}: no date");
        assert!(
            !texts(provider, "envelopes").is_empty() && rows(provider).next().is_some(),
            "{id}: nothing in it"
        );
        for host in texts(provider, "hosts") {
            assert!(hosts.insert(host), "{host} is of two");
            let is_name =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
            assert!(host.contains('.') && host.bytes().all(is_name), "{id}: {host}");
        }
        let empty = toml::Table::new();
        let sources = provider.get("sources").and_then(toml::Value::as_table).unwrap_or(&empty);
        let pages = sources.keys().map(|name| text(sources, name)).chain([text(provider, "docs")]);
        for page in pages {
            assert!(page.starts_with("https://") && !page.contains(char::is_whitespace), "{id}: {page}");
        }
        let used: HashSet<&str> = rows(provider).flat_map(|row| texts(row, "from")).collect();
        let known: HashSet<&str> = sources.keys().map(String::as_str).collect();
        assert_eq!(used, known, "{id}: sources");
    }
}

#[test]
fn rows_identify() {
    let verdicts = ["no", "backoff", "yes"];
    let file = file();
    for provider in providers(&file) {
        let mut seen = HashSet::new();
        for row in rows(provider) {
            let is_known = |name: &String| {
                ["status", "code", "type", "message", "retry", "shared", "from"].contains(&name.as_str())
            };
            assert!(row.keys().all(is_known), "{row:?}");
            let status = row.get("status").and_then(toml::Value::as_integer);
            assert!(status.is_none_or(|status| (200..600).contains(&status)), "{row:?}");
            assert!(texts(row, "retry").iter().all(|verdict| verdicts.contains(verdict)), "{row:?}");
            let all: Vec<_> =
                ["code", "type", "message"].into_iter().flat_map(|name| texts(row, name)).collect();
            assert!(!all.is_empty() && all.iter().all(|text| !text.trim().is_empty()), "{row:?}");
            for message in texts(row, "message") {
                assert_eq!(message.matches('{').count(), message.matches('}').count(), "{message}");
                // The lookup begins with three bytes of fixed text.
                let first = message.split(['{', '}']).step_by(2).map(bare).find(|part| !part.is_empty());
                assert!(first.is_some_and(|first| first.len() >= 3), "{message} begins too short");
            }
            assert!(seen.insert(format!("{row:?}")), "{row:?} is there twice");
        }
    }
}

/// A text of the catalog, or of several platforms, is no platform's own.
#[test]
fn what_others_use_too_is_marked() {
    let file = file();
    let shared: HashSet<String> =
        list(&file, "shared").iter().filter_map(toml::Value::as_str).map(bare).collect();
    let mut own = HashSet::new();
    for entry in Catalog::embedded().entries() {
        own.extend(entry.code().into_iter().chain([entry.message()]).map(bare));
    }
    let mut users: BTreeMap<String, HashSet<&str>> = BTreeMap::new();
    for provider in providers(&file) {
        for row in rows(provider) {
            let is_marked = row.get("shared").is_some();
            for name in ["code", "type", "message"] {
                for text in texts(row, name).into_iter().map(bare) {
                    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
                    assert!(
                        is_marked || is_number || shared.contains(&text) || !own.contains(&text),
                        "{text} is of the catalog"
                    );
                    if !is_marked && !is_number && !shared.contains(&text) {
                        users.entry(text).or_default().insert(self::text(provider, "id"));
                    }
                }
            }
        }
    }
    let of_several: Vec<_> = users.iter().filter(|(_, users)| users.len() > 1).collect();
    assert!(of_several.is_empty(), "not marked: {of_several:?}");
}

/// The table of a page of the documentation has the platforms as they are in the file.
#[test]
fn the_documentation_lists_the_platforms() {
    let file = file();
    for (page, lang) in [("docs/neighbours.md", "en"), ("docs/zh-CN/neighbours.md", "zh")] {
        let rows = providers(&file).map(|provider| {
            let name = text(provider["name"].as_table().expect("names"), lang);
            let sources = provider.get("sources").and_then(toml::Value::as_table).map_or(0, toml::Table::len);
            let (id, docs, read) = (text(provider, "id"), text(provider, "docs"), text(provider, "read"));
            format!("| `{id}` | {name} | {} | {docs} | {read} | {sources} |", rows(provider).count())
        });
        let table = rows.collect::<Vec<_>>().join("\n");
        assert!(read(page).contains(&table), "{page} should have\n{table}");
    }
}

struct Body {
    text: String,
    /// The platform; none where it is none of the file.
    system: Option<String>,
}

fn bodies(file: &str) -> Vec<Body> {
    let body = |line: &str| -> Body {
        let body: Value = serde_json::from_str(line).expect("a line is JSON");
        let text = body["text"].as_str().expect("each has a text").to_owned();
        Body { text, system: body["system"].as_str().map(str::to_owned) }
    };
    read(&format!("tests/neighbours/{file}")).lines().map(body).collect()
}

fn named(catalog: &Catalog, text: &str) -> Option<OtherSystem> {
    let explanations = wqerr::explain(catalog, text, Secrets::Masked);
    explanations.iter().flat_map(|explanation| &explanation.hints).find_map(|hint| match hint {
        Hint::OtherSystem(other) => Some(*other),
        _ => None,
    })
}

fn surest(catalog: &Catalog, text: &str) -> Option<Confidence> {
    let explanations = wqerr::explain(catalog, text, Secrets::Masked);
    explanations.iter().flat_map(|explanation| &explanation.results).map(|result| result.confidence).max()
}

#[test]
fn the_platform_is_named() {
    for (file, allowed) in [("fit.jsonl", FIT), ("held.jsonl", HELD)] {
        let mut misses = Vec::new();
        for body in bodies(file) {
            let system = named(Catalog::embedded(), &body.text).map(|other| other.id);
            if body.system.is_some() && system != body.system.as_deref() {
                misses.push(format!("{system:?}: {}", body.text));
            }
            assert!(body.system.is_some() || system.is_none(), "named {system:?}: {}", body.text);
            let surest = surest(Catalog::embedded(), &body.text);
            assert!(surest <= Some(Confidence::Possible), "claimed: {}", body.text);
        }
        assert!(misses.len() <= allowed, "{file}: {} wrong\n{}", misses.len(), misses.join("\n"));
    }
}

/// The burst message is Alibaba's and Wanqing's: what stands beside it decides.
#[test]
fn equal_sentences_are_decided_by_what_stands_beside_them() {
    let message = "Request rate increased too quickly. To ensure system stability, please adjust your client logic to scale \
                   requests more smoothly over time.";
    let catalog = Catalog::embedded();
    for kind in ["Throttling.BurstRate", "limit_burst_rate"] {
        let text = format!(r#"{{"error":{{"type":"{kind}","message":"{message}"}}}}"#);
        let other = named(catalog, &text).expect("it is named");
        assert_eq!((other.id, other.confidence), ("dashscope", Confidence::Likely));
        assert_eq!(surest(catalog, &text), Some(Confidence::Possible));
    }
    let ours = format!("wanqing.streamlakeapi.com 400 {message}");
    assert_eq!((named(catalog, &ours), surest(catalog, &ours)), (None, Some(Confidence::Certain)));
}

/// A code and a message that many systems use name nobody, unless they are of one row.
#[test]
fn what_everybody_says_names_nobody() {
    for text in [
        r#"<?xml version="1.0"?><Error><Code>InvalidArgument</Code><Message>Argument maxKeys must be an integer</Message></Error>"#,
        "ErrorCode: InternalError, The request processing has failed due to some unknown error. RequestId: 3C1",
        "<Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message>",
        r#"{"__type":"InvalidParameter","message":"unknown error"}"#,
    ] {
        assert_eq!(named(Catalog::embedded(), text), None, "{text}");
    }
}

/// What a sign of Wanqing stands beside is nobody else's.
#[test]
fn a_sign_of_the_platform_silences_the_others() {
    for body in bodies("fit.jsonl").into_iter().chain(bodies("held.jsonl")) {
        let text = format!("upstream wanqing.streamlakeapi.com {}", body.text.replace('\n', " "));
        assert_eq!(named(Catalog::embedded(), &text), None, "{text}");
    }
}

/// Each message of an example is found by the example, in the body that the platform sends.
#[test]
fn examples_know_their_messages() {
    for (file, id) in [("examples/deepseek.toml", "deepseek"), ("examples/zhipu.toml", "zhipu")] {
        let example = read(file);
        let table: toml::Table = example.parse().expect("it is TOML");
        let catalog = Catalog::embedded().overlaid(Catalog::from_toml(&example).expect("it has no mistakes"));
        let mut used = HashMap::new();
        for entry in list(&table, "entry").iter().filter_map(toml::Value::as_table) {
            let code = entry.get("code").and_then(toml::Value::as_str).unwrap_or("invalid_request_error");
            for message in texts(entry, "message").into_iter().chain(texts(entry, "variants")) {
                let message = message.replace(['{', '}'], "");
                let body = serde_json::json!({ "error": { "message": message, "code": code } }).to_string();
                let explanations = wqerr::explain(&catalog, &body, Secrets::Masked);
                let best = explanations.first().and_then(|explanation| explanation.results.first());
                let best = best.map(|best| best.entry.id());
                assert_eq!(best, Some(text(entry, "id")), "{body}");
            }
            *used.entry(text(entry, "id")).or_insert(0) += 1;
        }
        assert!(used.values().all(|&count| count == 1), "{id}: an id is there twice");
    }
}
