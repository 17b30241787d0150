//! What `scan` finds in a line is what `explain` finds in it, in catalogs of one's own too, whatever their names and
//! messages look like.

use wqerr::scan::Scanner;
use wqerr::{Catalog, Confidence, Secrets};

/// A catalog of entries with these codes and messages.
fn catalog<'e>(entries: impl IntoIterator<Item = (&'e str, &'e str)>) -> Catalog {
    let entry = |(number, (code, message)): (usize, (&str, &str))| {
        format!(
            "[[entry]]\nid = \"e{number}\"\nstatus = 400\ncode = '{code}'\nmessage = '''{message}'''\n\
             retry = \"no\"\nactor = \"caller\"\nmeaning.en = \"It failed.\"\n"
        )
    };
    let entries: Vec<String> = entries.into_iter().enumerate().map(entry).collect();
    let own = Catalog::from_toml(&format!("schema = 1\nname = \"own\"\n{}", entries.concat()));
    Catalog::embedded().overlaid(own.unwrap_or_else(|mistakes| panic!("{mistakes:?}")))
}

/// The entries found in each line of a log.
fn scanned(catalog: &Catalog, log: &str) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    Scanner::new(catalog, Secrets::Masked)
        .scan(log.as_bytes(), |finding| found.push((finding.line, finding.entry.id().to_owned())));
    found
}

/// The same as `explain` tells them, line by line.
fn explained(catalog: &Catalog, log: &str) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(log.lines()) {
        for explanation in wqerr::explain(catalog, line, Secrets::Masked) {
            let best = explanation.results.first().filter(|best| best.confidence >= Confidence::Likely);
            found.extend(best.map(|best| (number, best.entry.id().to_owned())));
        }
    }
    found
}

fn assert_found(catalog: &Catalog, log: &str) {
    let expected = explained(catalog, log);
    assert_eq!(expected.len(), log.lines().count(), "{expected:?}");
    assert_eq!(scanned(catalog, log), expected);
}

/// Two lines in either order are found to be what they are alone.
fn assert_pair_is_as_explained(catalog: &Catalog, one: &str, other: &str) {
    for log in [format!("{one}\n{other}\n"), format!("{other}\n{one}\n")] {
        assert_eq!(scanned(catalog, &log), explained(catalog, &log), "{log}");
    }
}

/// A text with its characters beyond ASCII escaped as in JSON.
fn escaped(text: &str, backslash: &str) -> String {
    let unit =
        |c: char| if c.is_ascii() { c.to_string() } else { format!("{backslash}u{:04x}", u32::from(c)) };
    text.chars().map(unit).collect()
}

/// A text with the bytes of its characters beyond ASCII as numbers behind a sign.
fn by_bytes(text: &str, sign: &str) -> String {
    let number = |byte: u8| {
        if byte.is_ascii() { char::from(byte).to_string() } else { format!("{sign}{byte:02X}") }
    };
    text.bytes().map(number).collect()
}

#[test]
fn messages_may_be_of_a_few_chinese_characters() {
    let messages =
        ["模型 {Model} 不存在", "参数 {P} 缺失", "{Token} 已失效", "余额不够", "欠费了", "不，再在 {Place}"];
    let catalog = catalog(messages.iter().zip('a'..).map(|(&message, _)| ("E01234", message)));
    for message in messages {
        let text = message.replace(['{', '}'], "");
        let escaped = |backslash: &str| escaped(&text.replace("Model", "gpt-4"), backslash);
        assert_found(&catalog, &format!("2026-11-23 ERROR {text}\n{{\"message\":\"{text}\"}}\n"));
        assert_found(&catalog, &format!("{{\"message\":\"{}\"}}\n", escaped("\\")));
        assert_found(&catalog, &format!("{{\"log\":\"{{\\\"message\\\":\\\"{}\\\"}}\"}}\n", escaped("\\\\")));
    }
}

#[test]
fn codes_are_found_where_messages_are_too_short() {
    let catalog = catalog([("E01234", "限流"), ("20003", "{A} 缺失"), ("42", "No spoons are left")]);
    assert_found(&catalog, "E01234 限流\n{\"code\":20003}\n{\"code\":\"42\"}\ncode=20003 and more\n");
    let log = "GET / 200 20003\n限流\n{\"bytes\":20003}\n42\n";
    assert_eq!((scanned(&catalog, log), explained(&catalog, log)), (Vec::new(), Vec::new()));
}

#[test]
fn codes_may_be_written_with_any_marks() {
    let codes =
        ["[Billing].Quota", "Quota/Used", "Rule__Broken", "Rule: Bent", ".NetworkDown", "Quota Spent"];
    let catalog = catalog(codes.iter().zip('a'..).map(|(&code, _)| (code, "Nothing that a line below says")));
    for code in codes {
        assert_found(&catalog, &format!("{{\"code\":\"{code}\"}}\n"));
    }
    assert_found(&catalog, "GET /?e=%7B%22code%22%3A%22Quota%20Spent%22%7D\n");
}

#[test]
fn the_dot_of_a_code_may_be_escaped_or_wide() {
    let official = Catalog::embedded();
    assert_found(official, "{\"code\":\"InvalidArgument\\u002eUserInfoError\"}\n");
    assert_found(official, "{\"code\":\"InvalidArgument．UserInfoError\"}\n");
}

#[test]
fn a_code_of_a_short_family_is_found() {
    let catalog = catalog([("Api.Busy", "It is busy"), ("Api.Down", "It is down")]);
    let body =
        |code: &str| format!("{{\"error\":{{\"code\":\"{code}\",\"type\":\"error\",\"message\":\"x\"}}}}");
    for code in ["Api.Busy", "Api．Down", "api\\u002edown", "Api\\x2eDown"] {
        assert_found(&catalog, &(body(code) + "\n"));
    }
    assert_eq!(scanned(&catalog, "the api is down"), []);
    // Of the family no more is known; what explain thinks of that is what scan thinks.
    let unknown = body("Api.New") + " req-ge8cyo-1786285842757578048\n";
    assert_eq!(scanned(&catalog, &unknown), explained(&catalog, &unknown));
}

#[test]
fn names_and_messages_without_letters_are_no_trouble() {
    let catalog = catalog([("***", "????"), ("Frozen.Solid", "It is frozen solid")]);
    assert_found(&catalog, "{\"code\":\"Frozen.Solid\"}\n");
    assert_eq!(scanned(&catalog, "nothing\n\n *** \n"), explained(&catalog, "nothing\n\n *** \n"));
}

#[test]
fn chinese_is_found_however_it_is_escaped() {
    let catalog = catalog([("KeyCheck", "密钥校验失败")]);
    let mut line = "{\"message\":\"密钥校验失败\"}".to_owned();
    let mut lines = vec![by_bytes(&line, "\\x"), by_bytes(&line, "%").replace('"', "%22"), line.clone()];
    line = escaped(&serde_json::to_string(&line).expect("text is JSON"), "\\");
    for _ in 0..3 {
        lines.push(format!("{{\"log\":{line}}}"));
        line = serde_json::to_string(&lines[lines.len() - 1]).expect("text is JSON");
    }
    lines.push(String::new());
    assert_found(&catalog, &lines.join("\n"));
}

#[test]
fn one_of_many_alike_is_found() {
    let numbers = || 100..300;
    let codes: Vec<String> = numbers().map(|number| format!("RejectedRule{number}")).collect();
    let messages: Vec<String> =
        numbers().map(|number| format!("Key \"k{number}\" rejected by 网关 of the gate")).collect();
    let catalog = catalog(codes.iter().map(String::as_str).zip(messages.iter().map(String::as_str)));
    assert_found(&catalog, "{\"code\":\"REJECTED_RULE_107\"}\n");
    assert_found(&catalog, "{\"code\":\"rejected-rule-299\"}\n");
    let message = r#"{"error":{"message":"Key \"k205\" rejected by 网关 of the gate"}}"#;
    let escaped = message.replace("网关", "\\u7f51\\u5173");
    let nested = format!("{{\"body\":\"{}\"}}", escaped.replace('\\', "\\\\").replace('"', "\\\""));
    assert_found(&catalog, &[message, &escaped, &nested, ""].join("\n"));
}

#[test]
fn words_joined_to_a_key_count() {
    const KEY: &str = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
    let catalog = catalog([
        ("Quota.Burst", "Rate-limit exceeded today"),
        ("Quota.Peak", "Too often for a rate-limit"),
        ("invalid_endpoint.gone", "It is gone"),
    ]);
    for (there, other) in [
        (format!("{KEY}-rate-limit exceeded today"), format!("{KEY}-rare-limit exceeded today")),
        (format!("too often for a rate-limit-{KEY}"), format!("too often for a rate-limes-{KEY}")),
        (format!("{KEY}-invalid_endpoint.gone"), format!("{KEY}-another_endpoint.gone")),
    ] {
        assert_pair_is_as_explained(&catalog, &format!("failed: {there}"), &format!("failed: {other}"));
    }
}

#[test]
fn codes_that_differ_in_their_digits_are_told_apart() {
    let codes: Vec<String> = (600..610).map(|number| format!("RejectedRule{number}")).collect();
    let catalog = catalog(codes.iter().map(|code| (code.as_str(), "It was refused by a rule")));
    for [one, other] in [
        ["REJECTED_RULE_607", "REJECTED_RULE_608"],
        ["RejectedRule:607", "RejectedRule:608"],
        ["Rejected Rule: 607", "Rejected Rule: 608"],
    ] {
        let log = [one, other, one].map(|code| format!("{{\"code\":\"{code}\"}}\n")).concat();
        assert_found(&catalog, &log);
    }
}

#[test]
fn chinese_messages_that_differ_in_their_numbers_are_told_apart() {
    let messages: Vec<String> = (100..300).map(|number| format!("网关的第 {number} 条规则拒绝")).collect();
    let catalog = catalog(messages.iter().map(|message| ("GateRule", message.as_str())));
    let line = |number: u32| format!("{{\"message\":\"网关的第 {number} 条规则拒绝\",\"attempt\":{number}}}");
    let ways: [fn(&str) -> String; 5] = [
        str::to_owned,
        |line| line.replace(' ', ""),
        |line| escaped(line, "\\"),
        |line| escaped(&line.replace(' ', ""), "\\"),
        |line| by_bytes(line, "%").replace('"', "%22").replace(' ', "%20"),
    ];
    for way in ways {
        assert_found(&catalog, &[107, 108, 107, 208].map(|number| way(&line(number)) + "\n").concat());
    }
}

#[test]
fn digits_count_wherever_a_line_is_broken_or_escaped_beside_them() {
    let catalog = catalog([("Gate", "guaranteed a 17 was refused"), ("Gate", "guaranteed: 17% of rules")]);
    for message in [
        "guaranteed\\na NUMBER was refused",
        "guaranteed a NUMBER\\nwas refused",
        "guaranteed\\u0020a NUMBER was refused",
        "guaranteed: NUMBER\\u0025 of rules",
        "guaranteed\\u003a NUMBER% of rules",
    ] {
        let line = |number| format!("{{\"message\":\"{message}\"}}").replace("NUMBER", number);
        assert_eq!(scanned(&catalog, &line("17")).len(), 1, "{message}");
        assert_pair_is_as_explained(&catalog, &line("17"), &line("18"));
    }
}

#[test]
fn numbers_that_are_codes_are_found_where_a_field_says_so() {
    let codes = ["100017", "100018", "17", "30000000000000000017"];
    let catalog = catalog(codes.map(|code| (code, "Refused by the gate today")));
    for code in codes {
        let json = format!("{{\"error\":{{\"code\":{code},\"param\":\"n 9\"}}}}");
        let lines = [
            json.clone(),
            json.replace(code, &format!("\"{code}\"")),
            json.replace('"', "\\\""),
            json.replace('"', "\\\\\\\""),
            json.replace('"', "\\u0022").replace(':', "\\u003a"),
            json.replace('"', "\\x22"),
            json.replace('"', "%22").replace(':', "%3A").replace('{', "%7B").replace('}', "%7D"),
            json.replace('"', "&quot;"),
            json.replace('"', "&#34;"),
            json.replace(code, &format!("\u{1b}[31m{code}\u{1b}[0m")),
            format!("error_code={code} attempt=3"),
            format!("Error {{ code: Some(Int32({code})) }}"),
            format!("Error {{ code: {code}, status: 400 }}"),
            format!("<Error><Code>{code}</Code><Line>9</Line></Error>"),
            format!("2026-11-26 error code: {code} from the gate"),
            format!("错误码：{code}，请重试"),
            format!("code:\t{code}"),
        ];
        assert_found(&catalog, &lines.join("\n"));
        for line in
            [format!("latency_ms={code}"), format!("code=0 ms={code}"), format!("gate {code} code 400")]
        {
            assert_eq!(scanned(&catalog, &line), [], "{line}");
        }
    }
}

#[test]
fn lines_that_are_cut_off_within_a_number_are_alike() {
    let catalog = catalog([("Gate", "Refused by the gate, rule 17 of 30 was it")]);
    let line = |number: &str| format!("{{\"message\":\"Refused by the gate, rule {number}\"}}");
    for number in ["2", "17", "18", "1 7", "175"] {
        assert_eq!(scanned(&catalog, &line(number)), explained(&catalog, &line(number)), "{number}");
        assert_pair_is_as_explained(&catalog, &line("1"), &line(number));
    }
    assert_eq!(scanned(&catalog, &line("1")).len(), 1);
}

#[test]
fn digits_count_that_something_divides() {
    let catalog = catalog([("Refused.Rule17", "Refused by the gate, rule 17 of 30 was it")]);
    for (one, other) in [
        ("Refused by the gate, rule 1 7 of 30 was it", "Refused by the gate, rule 2 7 of 30 was it"),
        ("Refused by the gate, rule 1\\n7 of 30 was it", "Refused by the gate, rule 2\\n7 of 30 was it"),
        ("Refused.Rule-1-7", "Refused.Rule-1-8"),
    ] {
        let line = |text: &str| format!("{{\"message\":\"{text}\",\"code\":\"{text}\"}}");
        assert_eq!(scanned(&catalog, &line(one)).len(), 1, "{one}");
        assert_pair_is_as_explained(&catalog, &line(one), &line(other));
    }
}

#[test]
fn digits_of_a_family_count() {
    let catalog =
        catalog([("Gate-17.Closed", "It is closed by rule A"), ("Gate-18.Closed", "It is closed by rule B")]);
    let line = |family: &str| format!("{{\"code\":\"{family}.Unknown\"}}");
    assert_eq!(scanned(&catalog, &line("Gate-17")), [(1, "e0".to_owned())]);
    for other in ["Gate-18", "Gate-19"] {
        assert_pair_is_as_explained(&catalog, &line("Gate-17"), &line(other));
    }
}

#[test]
fn a_text_glued_to_a_key_counts() {
    let line =
        |glued: &str| format!("[AccessKey:aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f3{glued} UNAVAILABLE");
    assert_pair_is_as_explained(Catalog::embedded(), &line("IS"), &line("IQ"));
}

#[test]
fn a_status_behind_digits_and_a_colon_counts() {
    let line = |status: &str| format!("downstream_remote_disconnect, deadline 88:{status} {{}}");
    assert_pair_is_as_explained(Catalog::embedded(), &line("199"), &line("200"));
}

#[test]
fn a_joint_between_a_key_and_a_text_counts() {
    const KEY: &str = "Zq7Xw4Zk8Vj2Bx6Qz3Wk9Jx5Vq1Zb7Xj4Kw8Qv2Zx6";
    for (message, there, other) in [
        (
            "{Key}- was refused by the gate today",
            "KEY- was refused by the gate today",
            "KEY_ was refused by the gate today",
        ),
        (
            "Refused by the gate today -{Key}",
            "Refused by the gate today -KEY",
            "Refused by the gate today _KEY",
        ),
    ] {
        let catalog = catalog([("Gateway.Refused", message)]);
        let [there, other] = [there, other].map(|line| format!("key: {}", line.replace("KEY", KEY)));
        assert_pair_is_as_explained(&catalog, &there, &other);
    }
}

/// The texts of the judged cases and of the clients' outputs, which are lines of JSON.
fn judged_texts() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["policy", "clients/outputs/python", "clients/outputs/node"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("it is there"));
    let files = files.map(|file| file.expect("it can be read").path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    let text = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        case["text"].as_str().expect("each case has a text").to_owned()
    };
    files
        .flat_map(|file| {
            std::fs::read_to_string(file).expect("it is text").lines().map(text).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn each_line_of_what_people_and_clients_hold_is_as_explained() {
    let catalog = Catalog::embedded();
    let mut lines: Vec<String> =
        judged_texts().iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
    lines.sort();
    lines.dedup();
    assert!(lines.len() > 3000, "{}", lines.len());
    let log = lines.join("\n");
    let (scanned, explained) = (scanned(catalog, &log), explained(catalog, &log));
    let differs = |one: &[(u64, String)], other: &[(u64, String)]| -> Vec<String> {
        let only = one.iter().filter(|found| !other.contains(found));
        only.map(|(line, id)| format!("{id}: {}", lines[usize::try_from(*line).unwrap_or(1) - 1])).collect()
    };
    let (too_many, too_few) = (differs(&scanned, &explained), differs(&explained, &scanned));
    assert!(
        too_many.is_empty() && too_few.is_empty(),
        "only scan: {too_many:#?}\nonly explain: {too_few:#?}"
    );
}
