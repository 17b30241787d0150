//! Secrets in all shapes and notations are masked in whatever is printed, and nothing else is.
//!
//! The texts stand in `tests/secrets`: what must stay readable, and how a secret is written beside a name. The shapes
//! are those of `secrets.toml`.

use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::json;
use toml::de::{DeTable, DeValue};
use wqerr::scan::Scanner;
use wqerr::{Catalog, Secrets, redact};

/// The lines of a file in `tests/secrets` that are no comments, with their line breaks and tabs.
fn lines(name: &str) -> Vec<String> {
    let text = fs::read_to_string(format!("tests/secrets/{name}")).expect("it is part of the tests");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    // What JSON escapes is written with a second backslash nowhere: these two stand for themselves.
    lines.map(|line| line.replace("\\n", "\n").replace("\\t", "\t")).collect()
}

/// A shape of secrets, as `secrets.toml` has it.
struct Shape {
    maker: String,
    prefix: String,
    example: String,
    source: String,
}

fn shapes() -> Vec<Shape> {
    let text = fs::read_to_string("secrets.toml").expect("it stands beside Cargo.toml");
    let table = DeTable::parse(&text).expect("it is TOML");
    let Some(DeValue::Array(shapes)) = table.get_ref().get("shape").map(toml::Spanned::get_ref) else {
        panic!("secrets.toml has shapes");
    };
    let field = |shape: &DeValue<'_>, name: &str| {
        shape.get(name).and_then(|value| value.get_ref().as_str()).unwrap_or_default().to_owned()
    };
    shapes
        .iter()
        .map(|shape| Shape {
            maker: field(shape.get_ref(), "maker"),
            prefix: field(shape.get_ref(), "prefix"),
            example: field(shape.get_ref(), "example").replace(' ', ""),
            source: field(shape.get_ref(), "source"),
        })
        .collect()
}

/// Wanqing's own keys, what only a name beside it tells, and passwords.
const OWN: &[&str] = &[
    "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f",
    "k3v9qa-17954172001-x7c2m9-p4w8z1t6y5",
    "sk-9Xw3Kd7Rt2Ym5Qb8Lf4Hn6Vc1",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "0f8a2c4e6b1d3957a8c0e2f4b6d81357",
    "5d41402abc4b2a76b9719d911017c592ae0f31c8",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
    "Zx81kLm2Qp93Rt7w",
    "P4ss&w0rd!x9",
    "Hunter#2024$Blue",
];

/// What of a secret may not be seen: of a long one four characters at its ends may.
fn hidden(secret: &str) -> &str {
    const SHOWN: usize = 4;
    match secret.len() {
        ..16 => secret,
        16..32 => &secret[SHOWN..],
        _ => &secret[SHOWN..secret.len() - SHOWN],
    }
}

/// Whether so much of a secret is seen that the rest could be guessed: eight characters, or all of a short one.
fn leaks(text: &str, secret: &str) -> bool {
    const TOO_MUCH: usize = 8;
    let hidden = hidden(secret);
    let len = hidden.len().min(TOO_MUCH);
    (0..=hidden.len() - len).any(|at| text.contains(&hidden[at..at + len]))
}

fn examples() -> Vec<String> {
    let own = OWN.iter().map(|&secret| secret.to_owned());
    shapes().into_iter().map(|shape| shape.example).chain(own).collect()
}

/// Fails with what leaks, if more than `allowed` of `all` does.
fn assert_few(leaks: &[String], all: usize, allowed: usize, what: &str) {
    assert!(leaks.len() <= allowed, "{what}: {} of {all} leak:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn every_shape_is_known_where_nothing_announces_it() {
    let mut leaking = Vec::new();
    for shape in shapes() {
        assert!(shape.example.contains(&shape.prefix), "{}: the example has the prefix", shape.maker);
        assert!(!shape.source.is_empty() && !shape.maker.is_empty(), "{}: maker and source", shape.prefix);
        for text in
            ["{}", "see {}, please", "403: {}.", "id-{}", "https://host/a?b={}&c=1", "\"{}\"", "\\n{}\\n"]
        {
            let text = text.replace("{}", &shape.example);
            if leaks(&redact(&text), &shape.example) {
                leaking.push(format!("{} of {}", redact(&text), shape.maker));
            }
        }
    }
    assert_few(&leaking, shapes().len() * 7, 0, "shapes alone");
}

#[test]
fn every_secret_is_masked_beside_a_name_in_any_notation() {
    assert_masked(&lines("notations.txt"), &examples(), 0, "shapes in notations");
}

#[test]
fn notations_that_no_rule_was_made_for_are_masked_too() {
    let others: Vec<_> = lines("held-out-secrets.txt").iter().map(|secret| secret.replace(' ', "")).collect();
    assert_masked(
        &lines("held-out-notations.txt"),
        &[examples(), others.clone()].concat(),
        0,
        "held-out notations",
    );
    assert_masked(&lines("notations.txt"), &others, 0, "held-out secrets");
}

#[test]
fn behind_a_key_of_anything_only_what_looks_drawn_at_random_is_masked() {
    for secret in ["Tr0ub&dor!3x", "12345678-1234-1234-1234-123456789012", "#9fQz$kk2", "Zx81kLm2Qp93Rt7w"] {
        for notation in ["key={}", "key: {}", "\"key\": \"{}\"", "Credential(key={}, region=cn)"] {
            let masked = redact(&notation.replace("{}", secret)).into_owned();
            assert!(!masked.contains(secret), "{masked}");
        }
    }
    for text in ["key: user@2024", "key=name,id", "\"key\": \"rate*limit\"", "key: a&b", "key=page=2&size=10"]
    {
        assert_eq!(redact(text), text);
    }
}

#[test]
fn a_value_may_stand_before_its_name() {
    const SECRET: &str = "Zx81kLm2Qp93Rt7w";
    for (text, masked) in [
        (r#"{"value":"K","name":"x-api-key"}"#, r#"{"value":"M","name":"x-api-key"}"#),
        (r#"[{"Value": "K", "Name": "Authorization"}]"#, r#"[{"Value": "M", "Name": "Authorization"}]"#),
        ("{'value': 'K',\n 'key': 'api_key'}", "{'value': 'M',\n 'key': 'api_key'}"),
        (r#"{\"value\":\"K\",\"name\":\"password\"}"#, r#"{\"value\":\"M\",\"name\":\"password\"}"#),
        (r#"{"value":"K","name":"request"}"#, r#"{"value":"K","name":"request"}"#),
    ] {
        assert_eq!(redact(&text.replace('K', SECRET)), masked.replace('M', "Zx81****").replace('K', SECRET));
    }
}

#[test]
fn a_key_that_is_asked_for_is_not_shown() {
    for secret in examples().iter().filter(|secret| redact(secret) != **secret) {
        for command in ["search", "lookup", "explain"] {
            let shown = printed(&[command, "--format", "json", "--", secret], "");
            assert!(!leaks(&shown, secret), "{command} {secret}: {shown}");
        }
    }
}

fn assert_masked(notations: &[String], secrets: &[String], allowed: usize, what: &str) {
    let mut leaking = Vec::new();
    for notation in notations {
        for secret in secrets {
            let text = notation.replace("{}", secret);
            let masked = redact(&text);
            if leaks(&masked, secret) {
                leaking.push(format!("{text:?} => {masked:?}"));
            }
            assert_eq!(redact(&masked), masked, "masking twice changes nothing");
        }
    }
    assert_few(&leaking, notations.len() * secrets.len(), allowed, what);
}

#[test]
fn nothing_harmless_is_masked() {
    let texts = lines("harmless.txt");
    assert!(texts.len() >= 60);
    let masked: Vec<_> = texts
        .iter()
        .filter(|text| redact(text) != **text)
        .map(|text| format!("{text} => {}", redact(text)))
        .collect();
    assert_few(&masked, texts.len(), 0, "harmless");
}

#[test]
fn a_key_in_pieces_is_masked_whole() {
    const KEYS: [&str; 4] = [
        "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f",
        "Qm7xKp2RtWvLn9ZcYb4HgJd8Fs6TeUaPoIiE1rVwXkN",
        "k3v9qa-17954172001-x7c2m9-p4w8z1t6y5",
        "sk-9Xw3Kd7Rt2Ym5Qb8Lf4Hn6Vc1",
    ];
    const INVISIBLE: [&str; 5] = ["\u{200b}", "\u{ad}", "<wbr>", "\u{feff}", "&#8203;"];
    const VISIBLE: [&str; 8] = [" ", "  ", "%20", "\n", "\n> ", "\n│ ", "\napi-1  | ", "\n    "];
    const NAMED: [&str; 4] =
        ["api_key={}", "Authorization: Bearer {}", "\"x-api-key\": \"{}\"", "AccessKey:{} IS UNAVAILABLE"];
    let mut leaking = Vec::new();
    let mut all = 0;
    for (key, at) in KEYS.iter().flat_map(|key| [[7, 15], [12, 22], [20, 25]].map(|at| (key, at))) {
        let pieces = |between: &str| [&key[..at[0]], &key[at[0]..at[1]], &key[at[1]..]].join(between);
        let alone = INVISIBLE.map(|between| format!("see {} there", pieces(between)));
        let between = INVISIBLE.iter().chain(&VISIBLE);
        let named = between.flat_map(|between| NAMED.map(|place| place.replace("{}", &pieces(between))));
        let full_width: String =
            key.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)).collect();
        for text in alone.into_iter().chain(named).chain([format!("密钥：{full_width}。")]) {
            all += 1;
            let masked = redact(&text);
            let seen: String = masked.chars().filter(char::is_ascii_graphic).collect();
            let tail = &key[at[1]..(key.len() - 4).max(at[1])];
            let is_tail_seen = tail.len() > 3 && seen.contains(tail);
            if seen.contains(&key[at[0]..at[1]]) || is_tail_seen || masked.contains(&full_width) {
                leaking.push(format!("{text:?} => {masked:?}"));
            }
        }
    }
    assert_few(&leaking, all, 0, "pieces");
}

#[test]
fn a_private_key_is_masked_from_its_first_line_to_its_last() {
    const LINE: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    const LAST: &str = "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3S";
    const BETWEEN: [&str; 8] = ["\n", "\\n", "\\\\n", " ", "\n> ", "\n    ", "\napi-1  | ", "\\n\" +\n  \""];
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
        for between in BETWEEN {
            let lines = [LINE, LINE, LAST].join(between);
            let block = format!("-----BEGIN {label}-----{between}{lines}{between}-----END {label}-----");
            for text in [
                block.clone(),
                format!("{{\"private_key\": \"{block}\", \"client_id\": \"7\"}}"),
                format!("private_key: |\n  {block}\nnext: 1"),
            ] {
                let masked = redact(&text);
                assert!(!masked.contains("MIIE") && !masked.contains("NXp98C3S"), "{text:?} => {masked:?}");
                assert!(
                    !text.contains("client_id") || masked.contains("client_id"),
                    "{text:?} => {masked:?}"
                );
            }
            let cut = redact(&block[..block.len() - 60]).into_owned();
            assert!(!cut.contains("MIIE"), "{cut}");
        }
    }
}

/// How long this thread has run on a processor, which does not depend on what else runs; elsewhere than on Linux, the
/// time of the day.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = statistics.split(' ').next().and_then(|text| text.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// What a text costs must not grow faster than the text.
#[test]
fn the_time_grows_with_the_text() {
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "token:", "api_key=", "\"password\":\"", "'cookie': '", "Authorization: ", "Bearer ", "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----", "-----END ", "://", "https://a:b", "@", "-u a:", "sk-", "eyJ", "a", "aB3d-", "0",
        "[", "{", "\\", "\\\"", "\"", "'", "%25", "%22", "&quot;", "&", "<wbr>", "\u{200b}", "ａ", "密钥：", "中", " ",
        "\n", "\n- ", "|", "\t", ",", ";", "=", ".", "x=1; ", "(", "b'", "value", "is ",
    ];
    const SIZE: usize = 64 << 10;
    /// Quadratic ones need seconds; others need some milliseconds.
    const ENOUGH: Duration = Duration::from_millis(250);
    let is_quick = |text: &str| {
        let start = processor_time();
        black_box(redact(text));
        processor_time().saturating_sub(start) < ENOUGH
    };
    for (number, unit) in UNITS.iter().enumerate() {
        for other in UNITS.iter().skip(number % 3).step_by(3) {
            let pair = format!("{unit}{other}");
            let repeated = |unit: &str, size: usize| unit.repeat(size / unit.len());
            let halves = [repeated(unit, SIZE / 2), repeated(other, SIZE / 2)].concat();
            for text in [repeated(&pair, SIZE), halves] {
                assert!((0..3).any(|_| is_quick(&text)), "{unit:?} with {other:?} is slow");
            }
        }
    }
}

/// The same notation in the places of an error: its message, a value of its message, its code and ids, a line of a log.
fn errors(text: &str) -> [String; 4] {
    let body = |message: &str| {
        json!({"error": {"message": message, "type": "Forbidden", "code": "Forbidden"}, "request_id": "7"})
            .to_string()
    };
    [
        body(&format!("Customer:{text} is frozen, not allow to access action: Chat")),
        body(&format!("upstream said {text} and no more")),
        json!({"error": {"message": text, "type": text, "code": text}, "request_id": text}).to_string(),
        format!("403 {text} User has been frozen. {text}"),
    ]
}

/// All that the answers of the library repeat of a text.
fn answered(scanner: &mut Scanner<'_>, text: &str) -> String {
    let mut said = String::new();
    for explanation in wqerr::explain(Catalog::embedded(), text, Secrets::Masked) {
        let values = explanation.results.iter().flat_map(|result| &result.values);
        said += &format!("{:?} {:?}\n", explanation.evidence, values.collect::<Vec<_>>());
    }
    scanner.scan(text.as_bytes(), |finding| {
        said += &format!("{:?} {:?}\n", finding.values, finding.request_id);
    });
    said
}

fn assert_no_answer_leaks(notations: &[String], secrets: &[String], allowed: usize, what: &str) {
    let mut scanner = Scanner::new(Catalog::embedded(), Secrets::Masked);
    let mut leaking = Vec::new();
    for notation in notations {
        for secret in secrets {
            for error in errors(&notation.replace("{}", secret)) {
                let said = answered(&mut scanner, &error);
                if leaks(&said, secret) {
                    leaking.push(format!("{error} => {said}"));
                }
            }
        }
    }
    assert_few(&leaking, notations.len() * secrets.len() * 4, allowed, what);
}

#[test]
fn no_answer_holds_a_secret() {
    // Each notation with a third of the shapes; the shapes all with each other in turn.
    let examples = examples();
    for (number, notation) in lines("notations.txt").iter().enumerate() {
        let some: Vec<_> = examples
            .iter()
            .skip(number % 8)
            .step_by(8)
            .chain(&examples[examples.len() - OWN.len()..])
            .cloned()
            .collect();
        assert_no_answer_leaks(std::slice::from_ref(notation), &some, 0, notation);
    }
}

/// What a call prints, on both outputs.
fn printed(args: &[&str], input: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(args)
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("wqerr runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A call that does not read closes it.
    _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("wqerr ends");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("output is UTF-8")
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let secrets = [OWN[0], OWN[8], OWN[9], "glpat-x7Kq2Wm9Lr4Tz8Yv1Bn3"];
    for (number, notation) in lines("notations.txt").iter().enumerate() {
        let secret = secrets[number % secrets.len()];
        let text = notation.replace("{}", secret);
        let log = errors(&text).join("\n");
        let calls: [(&[&str], &str); 7] = [
            (
                &["explain", "--format", ["table", "plain", "markdown", "json"][number % 4]],
                &errors(&text)[number / 4 % 4],
            ),
            (&["scan", "--each"], &log),
            (&["scan", "--format", ["table", "plain", "markdown", "json"][number % 4]], &log),
            (&["search", "--format", "json", "--", &text], ""),
            (&["lookup", "--format", "json", "--", &text], ""),
            (&["search", "--", &text], ""),
            (&["explain", "--", &text], ""),
        ];
        for (args, input) in calls {
            let printed = printed(args, input);
            // A long word may be broken at the end of a line.
            let joined: String = printed
                .split('\n')
                .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '│'))
                .collect();
            assert!(!leaks(&printed, secret) && !leaks(&joined, secret), "{args:?} with {text:?}: {printed}");
        }
    }
}

#[test]
fn no_mistake_in_a_call_shows_a_secret() {
    for secret in [
        OWN[0],
        OWN[1],
        "AIzaSyB-3kd92KfLq0x8Wm4TzVn7Rp1YcHg5EoU",
        "ghp_x7Kq2Wm9Lr4Tz8Yv1Bn3Hd5Fs6Gj0Pa9UiEo",
    ] {
        let option = format!("--{secret}");
        let calls: [&[&str]; 12] = [
            &["help", secret],
            &["help", "catalog", secret],
            &["man", secret],
            &["list", "--origin", secret],
            &["list", "--status", secret],
            &["list", secret],
            &["schema", secret],
            &["completions", secret],
            &["--format", secret, "list"],
            &[secret],
            &["lookup", &option],
            &["explain", "--file", secret],
        ];
        for args in calls {
            let printed = printed(args, "");
            assert!(!leaks(&printed, secret), "{args:?}: {printed}");
        }
        let shown = printed(&["search", "--show-secrets", "--format", "json", secret], "");
        assert!(shown.contains(secret), "{shown}");
    }
    let escapes = printed(&["list", "--origin", "a\x1b[31mb"], "")
        + &printed(&["help", "a\x1b[31mb"], "")
        + &printed(&["man", "\u{202e}b"], "");
    assert!(!escapes.contains(['\x1b', '\u{202e}']), "{escapes:?}");
}

#[test]
fn values_that_a_catalog_calls_secret_are_masked_at_any_length() {
    let source = "schema = 1\nname = \"own\"\n[[entry]]\nid = \"pin\"\nstatus = 403\nretry = \"no\"\nactor = \"caller\"\n\
        meaning.en = \"A wrong PIN.\"\ncode = \"E01234\"\nmessage = \"Pin = {Pin} was refused for account {Account}\"\n\
        secrets = [\"Pin\"]\n";
    let catalog = Catalog::from_toml(source).expect("it has no mistakes");
    for pin in ["4821", "7", "a1", "hunter2", "4"] {
        let text = format!("Pin = {pin} was refused for account 4821-7");
        let said = format!("{:?}", wqerr::explain(&catalog, &text, Secrets::Masked)[0].evidence.message);
        assert!(said.contains("Pin = ****") && said.contains("account 4821-7"), "{said}");
        assert!(Secrets::Masked.hide_question(&catalog, &text).contains("Pin = ****"));
        assert!(Secrets::Shown.hide_question(&catalog, &text).contains(&text));
    }
}
