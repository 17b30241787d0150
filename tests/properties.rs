//! What holds of any input: for logs, for secrets, for JSON, for catalogs laid over themselves.
//!
//! `PROPTEST_CASES` sets how many cases of each are tried.

#[path = "properties/logs.rs"]
mod logs;
#[path = "schemas/validator.rs"]
mod validator;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use serde_json::Value;
use wqerr::scan::{Occurrence, Scanner};
use wqerr::{Catalog, Confidence, Lang, Secrets};

use self::logs::{FORMS, Form, Line, lines};

const CODES: &str = include_str!("../codes.toml");

/// The catalog of the program with others laid over it.
static LAYERED: LazyLock<Catalog> = LazyLock::new(|| {
    let own = [include_str!("catalogs/own.toml"), include_str!("../examples/deepseek.toml")];
    let own = own.iter().map(|own| Catalog::from_toml(own).expect("it has no mistakes"));
    own.fold(overlaid_on_itself(), |catalog, own| catalog.overlaid(own))
});

fn overlaid_on_itself() -> Catalog {
    Catalog::embedded().overlaid(Catalog::from_toml(CODES).expect("it has no mistakes"))
}

fn catalog(is_layered: bool) -> &'static Catalog {
    if is_layered { &LAYERED } else { Catalog::embedded() }
}

/// The seeds of failures are kept beside the tests: commit them with what mends the failure.
fn cases(number: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(number);
    let seeds = FileFailurePersistence::WithSource("seeds");
    ProptestConfig { cases, failure_persistence: Some(Box::new(seeds)), ..ProptestConfig::default() }
}

fn findings<'c>(scanner: &mut Scanner<'c>, log: &[u8]) -> Vec<Occurrence<'c>> {
    let mut findings = Vec::new();
    scanner.scan(log, |finding| findings.push(finding));
    findings
}

/// Each line of a log is what it is alone.
fn assert_lines_are_as_alone(log: &str) {
    let scanner = Scanner::new(Catalog::embedded(), Secrets::Shown);
    let together = findings(&mut scanner.clone(), log.as_bytes());
    let alone: Vec<_> =
        log.lines().flat_map(|line| findings(&mut scanner.clone(), line.as_bytes())).collect();
    assert_eq!(
        together.iter().map(gist).collect::<Vec<_>>(),
        alone.iter().map(gist).collect::<Vec<_>>(),
        "{log:?}"
    );
}

fn joined(lines: &[Line]) -> Vec<u8> {
    lines.iter().map(|line| line.0.as_slice()).collect::<Vec<_>>().join(&b'\n')
}

/// What a finding says, without all that is known of its entry.
fn gist<'f>(finding: &'f Occurrence<'_>) -> (&'f str, Confidence, &'f [wqerr::Value], Option<&'f str>) {
    (finding.entry.id(), finding.confidence, &finding.values, finding.request_id.as_deref())
}

/// The forms in which scan finds all that explain does: it does not look for spaces that were encoded twice.
const READABLE: &[Form] = &[
    Form::Plain,
    Form::Upper,
    Form::Lower,
    Form::Json,
    Form::JsonTwice,
    Form::JsonAscii,
    Form::Percent,
    Form::Html,
    Form::Logfmt,
    Form::NotUtf8,
    Form::Coloured,
];

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_line_of_a_log_is_what_it_is_alone(
        (is_layered, lines) in any::<bool>().prop_flat_map(|layered| (Just(layered), lines(catalog(layered), &FORMS))),
        end in select(vec!["\n", "\r\n"]),
    ) {
        let log: Vec<u8> = lines.iter().flat_map(|line| [line.0.as_slice(), end.as_bytes()]).flatten().copied().collect();
        let mut scanner = Scanner::new(catalog(is_layered), Secrets::Shown);
        let together = findings(&mut scanner, &log);
        let mut alone = Vec::new();
        for (number, line) in (1..).zip(&lines) {
            let findings = findings(&mut scanner.clone(), &line.0);
            alone.extend(findings.into_iter().map(|finding| Occurrence { line: number, ..finding }));
        }
        for (together, alone) in together.iter().zip(&alone) {
            prop_assert_eq!(gist(together), gist(alone));
        }
        prop_assert!(together == alone, "{} and {} findings", together.len(), alone.len());
    }

    #[test]
    fn scan_finds_in_a_line_what_explain_finds(
        (is_layered, lines) in any::<bool>().prop_flat_map(|layered| (Just(layered), lines(catalog(layered), READABLE))),
    ) {
        let scanner = Scanner::new(catalog(is_layered), Secrets::Masked);
        for line in lines {
            let found = findings(&mut scanner.clone(), &line.0);
            let found: Vec<_> = found.iter().map(gist).collect();
            let text = String::from_utf8_lossy(&line.0);
            let explanations = wqerr::explain(catalog(is_layered), &text, Secrets::Masked);
            let explained = explanations.iter().filter_map(|explanation| {
                let best = explanation.results.first().filter(|best| best.confidence > Confidence::Possible)?;
                let request_id = explanation.evidence.request_id.as_deref();
                Some((best.entry.id(), best.confidence, best.values.as_slice(), request_id))
            });
            prop_assert_eq!(found, explained.collect::<Vec<_>>(), "{:?}", line);
        }
    }
}

#[test]
fn what_is_joined_to_a_key_counts() {
    // The lines of a pair are of one length; what tells them apart stands in the same run of letters.
    const KEYS: [&str; 2] = [
        "530553451689914588rdgu3zXahe88tEcFXz5qsItr4dpO6GIyLvXqLIT",
        "509470309016317752AIndGcFX0gmOfBMFT33xvFGeETUTJ9xqNmTNk51o",
    ];
    let message = "User has been frozen.";
    for (first, second) in [
        (format!("{}-{message}", KEYS[0]), format!("{}{message}", KEYS[1])),
        (
            format!("{message} TOqMc5kWUqSHEYDxEjDYDkYuimjEnmIsvMbpfJilHe-req-0fv95x-5981595864833515560"),
            format!("{message} jjyfvfDanhhzOHLKEIlZnFrowwZRAIdFfPJ8uR2JCggreq-cp19j2-9674814676068666950"),
        ),
        (
            format!(
                "{message} req-wr4qxy-6664325478877338107\x1b[0m-H01ZURxFTicAPY44qGUFxUSAbhurXj2avYqmyW6"
            ),
            format!(
                "{message} req-tb2upa-1404116885408054612\x1b[0mHsLGn9fxA9WoqHlh9M1hbshQSfuVJVcTUPh816hc"
            ),
        ),
    ] {
        assert_lines_are_as_alone(&format!("{first}\n{second}"));
    }
}

#[test]
fn a_value_that_is_divided_is_not_taken_from_elsewhere_in_the_line() {
    let unavailable = |key: &str, value: &str| format!("{key} \"AccessKey:{value} IS UNAVAILABLE\"");
    for (key, other, value) in [
        ("key1", "key2", "ke\0y1"),
        ("key1", "key2", "ke\x1b[0my1"),
        ("k.y1", "k.y2", "k\\x2ey1"),
        ("k.y1", "k.y2", "k%2ey1%20"),
        ("k&y1", "k&y2", "k&amp;y1"),
        ("k/y1", "k/y2", "k\\/y1"),
        ("k y1", "k y2", "k  y1"),
    ] {
        assert_lines_are_as_alone(&[key, other].map(|key| unavailable(key, value)).join("\n"));
    }
}

#[test]
fn a_status_behind_a_terminal_escape_counts() {
    for name in ["HTTP\0 ", "\x1b[32mHTTP\x1b[0m ", "\x1b[31mstatus\x1b[0m="] {
        let lines =
            ["200", "311", "422", "403"].map(|status| format!("{name}{status} downstream_remote_disconnect"));
        assert_lines_are_as_alone(&lines.join("\n"));
    }
}

/// Runs `wqerr`; what it prints on both outputs.
fn wqerr(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .env("LC_ALL", "C")
        .env("COLUMNS", "100")
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {output:?}");
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is text");
    (text(output.stdout), text(output.stderr))
}

/// Writes bytes to a file of their own.
fn file(bytes: &[u8]) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("properties");
    fs::create_dir_all(&directory).expect("a directory can be made");
    let path = directory.join(format!("{}.log", NEXT.fetch_add(1, Ordering::Relaxed)));
    fs::write(&path, bytes).expect("a file can be written");
    path.into_os_string().into_string().expect("the path is text")
}

fn schema(name: &str) -> Value {
    let text = wqerr(&["schema", name]).0;
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// A document that fits its schema.
fn document(schema: &Value, text: &str) -> Value {
    let document = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(validator::misfit(schema, &document), None, "{text}");
    document
}

/// Something secret: where it stands, and what of it must not be shown.
fn secret() -> impl Strategy<Value = (String, String)> {
    const NAMED: &[&str] = &[
        "Authorization: Bearer {}",
        "{\"api_key\": \"{}\"}",
        "curl -H 'x-api-key: {}' https://wanqing.streamlakeapi.com/",
        "OPENAI_API_KEY={}",
        "password={}",
        "https://user:{}@host/path",
        "%22apikey%22%3A%22{}%22",
        "{\\\"token\\\":\\\"{}\\\"}",
        "密钥：{}",
    ];
    const ANYWHERE: &[&str] = &[
        "AccessKey:{} IS UNAVAILABLE",
        "Customer:{} is frozen, not allow to access action: {}",
        "CustomerId:1,Action:{},Action plan limited",
        "{\"error\":{\"code\":\"{}\",\"message\":\"The {} parameter is required.\",\"type\":\"{}\"}}",
        "{\"error\":{\"code\":\"Forbidden.Frozen\",\"message\":\"{}: User has been frozen.\"},\"request_id\":\"{}\"}",
        "request_id={} code={} msg=\"User has been frozen.\"",
        "see {}, please",
        "/v1/{}/x?{}=1&a={}",
    ];
    let key = "[A-Za-z0-9_-]{30}[a-z]{5}[A-Za-z0-9_-]{6}[0-9][a-z]";
    let prefixed = "sk-[A-Za-z0-9]{20,48}[0-9]";
    let named = (select(NAMED), "[A-Za-z]{4,24}[0-9]{3}");
    let anywhere = (select([NAMED, ANYWHERE].concat()), prop_oneof![key, prefixed]);
    prop_oneof![named, anywhere].prop_map(|(place, secret)| {
        // Four characters at the ends of a long one may be shown.
        let shown = if secret.len() < 16 { 0 } else { 4 };
        (place.replace("{}", &secret), secret[shown..secret.len() - shown].to_owned())
    })
}

/// What acts on a terminal, as it is and as texts in texts write it.
const ESCAPES: &[&str] = &[
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x1b]8;;https://a\x1b\\",
    "\u{9b}31m",
    "\x1b",
    "\x07",
    "\x08",
    "\r",
    "\0",
    "\x7f",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\\u001b[31m",
    "\\\\u001b[31m",
    "\\u202e",
    "\\r",
    "\\b",
    "\\x1b[31m",
    "%1b%5b31m",
    "%251b%255b31m",
    "%C2%9B31m",
    "&#27;[31m",
];

/// Nothing that acts on a terminal: no control character but the end of a line, nothing that turns the direction.
fn is_safe(text: &str) -> bool {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.contains(|c: char| c.is_control() && c != '\n' || turns(c))
}

/// All texts of a document.
fn texts(document: &Value) -> Vec<&str> {
    match document {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| [vec![name.as_str()], texts(value)].concat()).collect()
        }
        _ => Vec::new(),
    }
}

/// How each command that reads text of others is called.
const CALLS: [&[&str]; 9] = [
    &["explain", "--format", "table", "-f"],
    &["explain", "--format", "plain", "-f"],
    &["explain", "--format", "markdown", "-f"],
    &["explain", "--format", "json", "-f"],
    &["scan", "--format", "table"],
    &["scan", "--format", "plain"],
    &["scan", "--format", "markdown"],
    &["scan", "--format", "json"],
    &["scan", "--each"],
];

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn nothing_secret_and_nothing_that_acts_is_printed(
        lines in lines(Catalog::embedded(), &FORMS),
        secrets in prop::collection::vec(secret(), 1..4),
        escapes in prop::collection::vec((any::<prop::sample::Index>(), select(ESCAPES)), 0..6),
    ) {
        let mut log = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let (secret, _) = &secrets[number % secrets.len()];
            let mut line = String::from_utf8_lossy(&line.0).into_owned();
            for (index, escape) in &escapes {
                let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect::<Vec<_>>();
                line.insert_str(*index.get(&ends), escape);
            }
            // Lines of one width may be taken for one that a terminal broke; a secret at their ends would be longer.
            log.push(format!("{line} {secret} .\n"));
        }
        let path = file(log.concat().as_bytes());
        for call in CALLS {
            let (stdout, stderr) = wqerr(&[call, &[&path]].concat());
            let printed = stdout.clone() + &stderr;
            // A long word may be broken at the end of a line.
            let joined: String = printed.split('\n').map(str::trim).collect();
            for (_, secret) in &secrets {
                prop_assert!(!printed.contains(secret) && !joined.contains(secret), "{:?}: {} in {}\n{:?}", call, secret, printed, log);
            }
            prop_assert!(is_safe(&printed), "{:?}: {:?}\n{:?}", call, printed, log);
            if call.contains(&"json") || call.contains(&"--each") {
                let documents = serde_json::Deserializer::from_str(&stdout).into_iter::<Value>();
                for document in documents {
                    let document = document.expect("what is printed is JSON");
                    prop_assert!(texts(&document).into_iter().all(is_safe), "{:?}: {:?}\n{:?}", call, document, log);
                }
            }
        }
        fs::remove_file(path).expect("it is there");
    }
}

/// What the lines of `--each` add up to: for each entry how often it was found, where first and last, and its values.
fn sums(each: &[Value]) -> BTreeMap<String, Value> {
    let ids: BTreeSet<&str> = each.iter().filter_map(|finding| finding["id"].as_str()).collect();
    let sum = |id: &str| {
        let of_id: Vec<&Value> = each.iter().filter(|finding| finding["id"] == id).collect();
        let (first, last) = (of_id[0], of_id[of_id.len() - 1]);
        let mut values: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for (name, value) in of_id.iter().filter_map(|finding| finding["values"].as_object()).flatten() {
            *values.entry(name).or_default().entry(value.as_str().expect("it is text")).or_default() += 1;
        }
        serde_json::json!({
            "count": of_id.len(), "first_line": first["line"], "last_line": last["line"],
            "first_file": first["file"], "last_file": last["file"], "values": values,
        })
    };
    ids.into_iter().map(|id| (id.to_owned(), sum(id))).collect()
}

/// The same of a summary.
fn summed(summary: &Value) -> BTreeMap<String, Value> {
    let entries = summary["entries"].as_array().expect("it is a list").iter();
    let fields = entries.map(|entry| {
        let values = entry["values"].as_object().expect("it is a map").iter().map(|(name, values)| {
            let values = values.as_array().expect("it is a list").iter();
            let counts = values.map(|value| {
                (value["value"].as_str().expect("it is text").to_owned(), value["count"].clone())
            });
            (name.clone(), Value::Object(counts.collect()))
        });
        let mut sum: serde_json::Map<String, Value> =
            ["count", "first_line", "last_line", "first_file", "last_file"]
                .map(|name| (name.to_owned(), entry[name].clone()))
                .into_iter()
                .collect();
        sum.insert("values".to_owned(), Value::Object(values.collect()));
        (entry["id"].as_str().expect("it is text").to_owned(), Value::Object(sum))
    });
    fields.collect()
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn the_summary_is_the_sum_of_each(
        logs in prop::collection::vec(
            // Of both there are no more different values than a summary tells.
            lines(Catalog::embedded(), &FORMS).prop_map(|lines| lines.into_iter().take(5).collect::<Vec<_>>()),
            1..3,
        ),
    ) {
        static SCHEMAS: LazyLock<[Value; 2]> = LazyLock::new(|| ["scan", "scan-each"].map(schema));
        let paths: Vec<String> = logs.iter().map(|lines| file(&joined(lines))).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let summary = document(&SCHEMAS[0], &wqerr(&[&["scan", "--format", "json"], &paths[..]].concat()).0);
        let each = wqerr(&[&["scan", "--each"], &paths[..]].concat()).0;
        let each: Vec<Value> = each.lines().map(|line| document(&SCHEMAS[1], line)).collect();
        prop_assert_eq!(summed(&summary), sums(&each), "{:?}", logs);
        let lines: BTreeSet<(&str, u64)> = each
            .iter()
            .map(|finding| (finding["file"].as_str().expect("it is a file"), finding["line"].as_u64().expect("it has a number")))
            .collect();
        prop_assert_eq!(summary["matched_lines"].as_u64(), Some(lines.len() as u64));
        prop_assert_eq!(&summary["found"], !lines.is_empty());
        for path in paths {
            fs::remove_file(path).expect("it is there");
        }
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_catalog_laid_over_itself_answers_the_same(
        lines in lines(Catalog::embedded(), &FORMS),
        words in prop::collection::vec(word(), 1..5),
    ) {
        static ITSELF: LazyLock<Catalog> = LazyLock::new(overlaid_on_itself);
        let embedded = Catalog::embedded();
        prop_assert!(&*ITSELF == embedded, "it is another catalog");
        let query = words.join(" ");
        for answer in [wqerr::search, wqerr::lookup] {
            let (own, other) = (answer(&ITSELF, &query), answer(embedded, &query));
            prop_assert_eq!(ranked(&own.results), ranked(&other.results));
            prop_assert_eq!(ids(&own.suggestions), ids(&other.suggestions));
        }
        let log = joined(&lines);
        let text = String::from_utf8_lossy(&log);
        let explained = |catalog| wqerr::explain(catalog, &text, Secrets::Masked);
        prop_assert!(explained(&ITSELF) == explained(embedded), "it is explained otherwise");
        let scanned = |catalog| findings(&mut Scanner::new(catalog, Secrets::Masked), &log);
        prop_assert!(scanned(&ITSELF) == scanned(embedded), "others are found");
    }
}

/// What results say. The last digit of a score depends on the order in which its parts were added.
fn ranked<'r>(results: &'r [wqerr::Match<'_>]) -> Vec<(&'r str, Confidence, String, &'r [wqerr::Value])> {
    let ranked = results.iter().map(|result| {
        (result.entry.id(), result.confidence, format!("{:.4}", result.score), &*result.values)
    });
    ranked.collect()
}

fn ids<'e>(entries: &[&'e wqerr::Entry]) -> Vec<&'e str> {
    entries.iter().map(|entry| entry.id()).collect()
}

/// A word of an entry, as it is or misspelt, or any other.
fn word() -> impl Strategy<Value = String> {
    let words = Catalog::embedded().entries().iter().flat_map(|entry| {
        let texts = [entry.id(), entry.message(), entry.code().unwrap_or_default()];
        let said =
            [Lang::En, Lang::Zh].into_iter().flat_map(|lang| entry.words(lang).iter().map(|words| &**words));
        texts.into_iter().chain(said).flat_map(|text| text.split(' ')).filter(|word| !word.is_empty())
    });
    let words: Vec<&'static str> = words.collect();
    let misspelt = (select(words.clone()), any::<prop::sample::Index>()).prop_map(|(word, index)| {
        let mut chars: Vec<char> = word.chars().collect();
        chars.remove(index.index(chars.len()));
        chars.into_iter().collect()
    });
    prop_oneof![4 => select(words).prop_map(str::to_owned), 2 => misspelt, 1 => "\\PC{1,8}"]
}
