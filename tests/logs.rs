//! When errors were, and what else failed: `scan` with times, periods, counts by something, directories, and the failures
//! that are not in the catalog.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Calls the program without catalogs of the user's own.
fn wqerr(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .current_dir(directory)
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn json(directory: &Path, arguments: &[&str]) -> Value {
    let output = wqerr(directory, &[&["scan", "--format", "json"], arguments].concat());
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn each(directory: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = wqerr(directory, &[&["scan", "--each"], arguments].concat());
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// An empty directory for a test.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).expect("the directory can be made");
    path
}

fn write(directory: &Path, name: &str, text: &str) {
    let path = directory.join(name);
    fs::create_dir_all(path.parent().expect("it is in a directory")).expect("the directory can be made");
    fs::write(path, text).expect("the log can be written");
}

const FROZEN: &str =
    r#"{"error":{"message":"User has been frozen.","type":"Forbidden","code":"Forbidden.Frozen"}}"#;

/// A log of some hours with two kinds of errors and the customers of one of them, the same for each `seed`.
fn log(seed: u64, lines: u64) -> String {
    let mut state = seed;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % below
    };
    let mut text = String::new();
    for number in 0..lines {
        let second = number * 11;
        let time = format!(
            "2026-11-{:02}T{:02}:{:02}:{:02}Z",
            23 + second / 86_400,
            second / 3600 % 24,
            second / 60 % 60,
            second % 60
        );
        text += &match random(10) {
            0 => format!("{{\"ts\": \"{time}\", \"body\": {FROZEN:?}}}\n"),
            1 => format!(
                "{time} ERROR {{\"error\":{{\"message\":\"Customer:200{} is frozen, not allow to access action: \
                 ChatCompletions\",\"type\":\"Forbidden\",\"code\":\"Forbidden\"}}}}\n",
                random(7) * random(7)
            ),
            _ => format!("{{\"ts\": \"{time}\", \"msg\": \"ok\", \"latency_ms\": {}}}\n", random(9000)),
        };
    }
    text
}

/// What a program of awk counts in a log: lines of a key and a count.
fn counted_by_awk(path: &Path, program: &str) -> Vec<(String, u64)> {
    let output = Command::new("awk").arg(program).arg(path).output().expect("there is an awk");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    let mut counts: Vec<(String, u64)> = text
        .lines()
        .filter_map(|line| line.rsplit_once(' '))
        .map(|(key, count)| (key.to_owned(), count.parse().expect("it is a number")))
        .collect();
    counts.sort();
    counts
}

fn buckets(document: &Value) -> Vec<(String, u64)> {
    let buckets = document["buckets"].as_array().expect("there are buckets");
    let mut counts: Vec<(String, u64)> = buckets
        .iter()
        .map(|bucket| {
            (bucket["key"].as_str().expect("a text").to_owned(), bucket["count"].as_u64().expect("a number"))
        })
        .collect();
    counts.sort();
    counts
}

#[test]
fn counts_by_time_are_those_of_an_independent_count() {
    let place = directory("counts");
    write(&place, "a.log", &log(1, 20_000));
    for (by, len, behind) in [("minute", 16, ":00Z"), ("hour", 13, ":00:00Z"), ("day", 10, "T00:00:00Z")] {
        let program = format!(
            "/frozen/ {{ match($0, /2026-[0-9-]*T[0-9:]*Z/); n[substr($0, RSTART, {len}) \"{behind}\"]++ }} \
             END {{ for (key in n) print key, n[key] }}"
        );
        let expected = counted_by_awk(&place.join("a.log"), &program);
        assert!(expected.len() > 1);
        assert_eq!(buckets(&json(&place, &["--by", by, "a.log"])), expected, "{by}");
    }
}

#[test]
fn counts_by_value_and_file_are_those_of_an_independent_count() {
    let place = directory("values");
    write(&place, "a.log", &log(2, 5000));
    write(&place, "b.log", &log(3, 3000));
    let of_customers = "match($0, /Customer:[0-9]+/) { n[substr($0, RSTART + 9, RLENGTH - 9)]++ } END { for (key in n) print key, n[key] }";
    let expected = counted_by_awk(&place.join("a.log"), of_customers);
    let document = json(&place, &["--by", "value", "CustomerId", "a.log"]);
    assert_eq!(buckets(&document), expected);
    assert_eq!(document["by"], "value CustomerId");
    // The other errors have no such value.
    let others: u64 =
        counted_by_awk(&place.join("a.log"), "/Forbidden.Frozen/ { n++ } END { print \"x\", n }")[0].1;
    assert_eq!(document["not_in_buckets"], others);
    let top = json(&place, &["--by", "value CustomerId", "--top", "3", "a.log"]);
    let largest = top["buckets"].as_array().expect("there are some");
    assert_eq!(largest.len(), 3);
    assert_eq!(largest[0]["count"].as_u64(), expected.iter().map(|(_, count)| *count).max());
    let files = ["a.log", "b.log"].map(|file| {
        (file.to_owned(), counted_by_awk(&place.join(file), "/frozen/ { n++ } END { print \"x\", n }")[0].1)
    });
    assert_eq!(buckets(&json(&place, &["--by", "file", "a.log", "b.log"])), files);
}

#[test]
fn a_period_has_the_errors_from_its_beginning_to_before_its_end() {
    let place = directory("period");
    let times = ["08:59:59", "09:00:00", "09:59:59", "10:00:00"];
    let text = times.map(|time| format!("2026-11-27T{time}Z {FROZEN}\n")).concat();
    write(&place, "a.log", &text);
    let count = |arguments: &[&str]| json(&place, &[arguments, &["a.log"]].concat())["matched_lines"].clone();
    assert_eq!(count(&["--since", "2026-11-27 09:00", "--until", "2026-11-27 10:00"]), 2);
    assert_eq!(count(&["--since", "2026-11-27T17:00:00+08:00"]), 3);
    assert_eq!(count(&["--since", "2026-11-27 17:00", "--tz", "+08:00"]), 3);
    assert_eq!(count(&["--until", "2026-11-27"]), 0);
    assert_eq!(count(&["--since", "now"]), 0);
    assert_eq!(each(&place, &["--since", "2026-11-27 09:30", "a.log"]).len(), 2);
}

#[test]
fn a_time_that_cannot_be_read_is_answered_with_the_forms_there_are() {
    let place = directory("forms");
    for (option, value, form) in [
        ("--since", "soon", "2026-11-27 09:00"),
        ("--until", "25:00", "today"),
        ("--tz", "Nowhere/City", "Asia/Shanghai"),
        ("--by", "week", "minute, hour, day, value NAME, endpoint or file"),
        ("--by", "value", "value NAME"),
    ] {
        let output = wqerr(&place, &["scan", option, value]);
        let text = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        assert_eq!(output.status.code(), Some(2), "{option} {value}");
        assert!(text.contains(form), "{text}");
    }
}

#[test]
fn unusual_times_do_no_harm() {
    let place = directory("unusual");
    let lines = [
        "2099-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-27T09:00:00+08:00",
        "2026-11-27T01:00:00Z",
        "9999-12-30T21:00:00Z",
        "no time, like the line before",
    ];
    let text = lines.map(|time| format!("{time} {FROZEN}\n")).concat();
    write(&place, "a.log", &text);
    let found = each(&place, &["a.log"]);
    let times: Vec<&str> = found.iter().filter_map(|line| line["time"].as_str()).collect();
    assert_eq!(
        times,
        [
            "2099-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "2016-12-31T23:59:59Z",
            "2026-11-27T01:00:00Z",
            "2026-11-27T01:00:00Z",
            "9999-12-30T21:00:00Z",
            "9999-12-30T21:00:00Z",
        ]
    );
    assert_eq!(found[6]["time_source"], "earlier_line");
    for arguments in
        [&["a.log"][..], &["--by", "day", "a.log"], &["--by", "minute", "--format", "plain", "a.log"]]
    {
        assert_eq!(wqerr(&place, &[&["scan"], arguments].concat()).status.code(), Some(0));
    }
    let entry = json(&place, &["a.log"])["entries"][0].clone();
    assert_eq!(
        (entry["first_time"].as_str(), entry["count"].as_u64()),
        (Some("1970-01-01T00:00:00Z"), Some(7))
    );
}

#[test]
fn a_line_without_a_time_takes_the_last_one_before() {
    let place = directory("inherited");
    // Longer than a block, and a trace of many lines.
    let trace = "\tat com.example.Client.call(Client.java:17)\n".repeat(4000);
    let text = format!(
        "{FROZEN}\n2026-11-27T09:00:00Z started\n{FROZEN}\n2026-11-27T09:30:00Z failed\n{trace}{FROZEN}\n\
         2026-11-27T10:00:00Z ok\n"
    );
    write(&place, "a.log", &text);
    let found: Vec<_> = each(&place, &["a.log"])
        .iter()
        .map(|line| (line["time"].clone(), line["time_source"].clone()))
        .collect();
    assert_eq!(
        found,
        [
            (Value::Null, Value::Null),
            ("2026-11-27T09:00:00Z".into(), "earlier_line".into()),
            ("2026-11-27T09:30:00Z".into(), "earlier_line".into()),
        ]
    );
    let document = json(&place, &["--since", "2026-11-27T09:10:00Z", "a.log"]);
    assert_eq!((document["matched_lines"].as_u64(), document["left_out"].as_u64()), (Some(1), Some(1)));
    // The next file begins anew, and files may come in any order.
    write(&place, "b.log", &format!("{FROZEN}\n2026-11-26T00:00:00Z {FROZEN}\n"));
    let document = json(&place, &["a.log", "b.log"]);
    assert_eq!((document["undated"].as_u64(), document["matched_lines"].as_u64()), (Some(2), Some(5)));
    assert_eq!(document["entries"][0]["first_time"], "2026-11-26T00:00:00Z");
    assert_eq!(document["entries"][0]["last_time"], "2026-11-27T09:30:00Z");
}

#[test]
fn times_without_a_zone_are_said_to_be_assumed() {
    let place = directory("zones");
    write(
        &place,
        "a.log",
        &format!("2026-11-27 09:00:00,123 ERROR {FROZEN}\n2026-11-27T09:00:00+08:00 {FROZEN}\n"),
    );
    let times = |arguments: &[&str]| -> Vec<String> {
        let found = each(&place, arguments);
        found.iter().map(|line| line["time"].as_str().expect("it has a time").to_owned()).collect()
    };
    assert_eq!(times(&["a.log"]), ["2026-11-27T09:00:00.123Z", "2026-11-27T01:00:00Z"]);
    assert_eq!(times(&["--tz", "+08:00", "a.log"]), ["2026-11-27T01:00:00.123Z", "2026-11-27T01:00:00Z"]);
    let document = json(&place, &["--tz", "+08:00", "--by", "hour", "a.log"]);
    assert_eq!(
        (document["has_assumed_zone"].as_bool(), document["time_zone"].as_str()),
        (Some(true), Some("+08:00"))
    );
    assert_eq!(document["buckets"][0]["key"], "2026-11-27T09:00:00+08:00");
    let output = wqerr(&place, &["scan", "a.log"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("--tz"));
}

#[test]
fn other_failures_are_counted_apart() {
    let place = directory("failures");
    let burst = r#"{"error":{"code":"Throttling.BurstRate","message":"Request rate increased too quickly.","type":"Throttling.BurstRate"},"request_id":"a"}"#;
    let text = format!(
        "10.0.0.1 - - [27/Nov/2026:09:00:00 +0800] \"GET / HTTP/1.1\" 200 502\n\
         10.0.0.1 - - [27/Nov/2026:09:00:01 +0800] \"POST /v1?api_key=aB3dE5fG7hJ9kL1mN3pQ5r HTTP/1.1\" 502 157\n\
         10.0.0.1 - - [27/Nov/2026:09:00:02 +0800] \"POST /v1 HTTP/1.1\" 502 157\n\
         {{\"ts\":\"2026-11-27T01:00:03Z\",\"status\":500,\"error\":{{\"code\":\"own_trouble\",\"message\":\"It broke.\"}}}}\n\
         {{\"ts\":\"2026-11-27T01:00:04Z\",\"status\":429,\"host\":\"dashscope.aliyuncs.com\",\"body\":{burst:?}}}\n\
         {{\"ts\":\"2026-11-27T01:00:05Z\",\"status\":403,\"body\":{FROZEN:?}}}\n"
    );
    write(&place, "a.log", &text);
    let document = json(&place, &["a.log"]);
    let kinds = |list: &str| -> Vec<(Value, Value, u64)> {
        let list = document[list].as_array().expect("a list");
        list.iter()
            .map(|one| (one["status"].clone(), one["code"].clone(), one["count"].as_u64().expect("a count")))
            .collect()
    };
    assert_eq!(kinds("unknown"), [(502.into(), Value::Null, 2), (500.into(), "own_trouble".into(), 1)]);
    assert_eq!(kinds("others"), [(429.into(), "Throttling.BurstRate".into(), 1)]);
    assert_eq!(document["others"][0]["system"], "dashscope");
    assert_eq!(document["entries"].as_array().map(Vec::len), Some(1));
    let first = &document["unknown"][0];
    assert_eq!((first["first_line"].as_u64(), first["last_line"].as_u64()), (Some(2), Some(3)));
    assert_eq!(first["first_time"], "2026-11-27T01:00:01Z");
    let example = first["example"].as_str().expect("there is one");
    assert!(example.contains("502") && !example.contains("aB3dE5fG7hJ9kL1mN3pQ5r"), "{example}");
    // Only what is known is found, but the rest is shown.
    write(&place, "rest.log", text.rsplit_once("{\"ts\":\"2026-11-27T01:00:05Z\"").expect("it is there").0);
    let output = wqerr(&place, &["scan", "rest.log"]);
    let screen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        screen.contains("502") && screen.contains("own_trouble") && screen.contains("Throttling.BurstRate"),
        "{screen}"
    );
    assert_eq!(each(&place, &["rest.log"]).len(), 0);
}

#[test]
fn directories_are_walked_as_ripgrep_does() {
    let place = directory("walk");
    for name in ["logs/b.log", "logs/a.log", "logs/.hidden.log", "logs/sub/c.log", "logs/ignored.log"] {
        write(&place, name, &format!("2026-11-27T09:00:00Z {FROZEN}\n"));
    }
    write(&place, "logs/binary.bin", &format!("\0\0{FROZEN}\n"));
    write(&place, "logs/.ignore", "ignored.log\n");
    let document = json(&place, &["-r", "--by", "file", "logs"]);
    let expected = ["logs/a.log", "logs/b.log", "logs/sub/c.log"].map(|file| (file.to_owned(), 1));
    assert_eq!(buckets(&document), expected);
    // Without a name it is the current directory.
    assert_eq!(buckets(&json(&place.join("logs"), &["-r", "--by", "file"])).len(), 3);
    let output = wqerr(&place, &["scan", "logs"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("logs is a directory; add -r"), "{text}");
    fs::create_dir(place.join("empty")).expect("the directory can be made");
    assert_eq!(wqerr(&place, &["scan", "-r", "empty"]).status.code(), Some(2));
}

/// The recipes of a page: blocks of shell code that use jq.
fn recipes(page: &str) -> Vec<String> {
    let text = fs::read_to_string(page).expect("the page is there");
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .filter(|block| block.contains("--format json") && block.contains("jq"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_recipes_of_the_documentation_work() {
    if Command::new("jq").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: there is no jq");
        return;
    }
    assert_eq!(recipes("docs/scan.md"), recipes("docs/zh-CN/scan.md"));
    let place = directory("recipes");
    write(&place, "gateway.log", &log(4, 2000));
    let program = Path::new(env!("CARGO_BIN_EXE_wqerr")).parent().expect("the program is somewhere");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("there is a PATH"));
    let outputs: Vec<String> = recipes("docs/scan.md")
        .iter()
        .map(|recipe| {
            let shell =
                Command::new("sh").args(["-c", recipe]).current_dir(&place).env("PATH", &path).output();
            let output = shell.expect("there is a shell");
            assert!(output.stderr.is_empty(), "{recipe}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("output is UTF-8")
        })
        .collect();
    let [csv, prometheus, alert] = outputs.as_slice() else { panic!("there are other recipes: {outputs:?}") };
    let total = json(&place, &["--by", "hour", "gateway.log"])["entries"]
        .as_array()
        .expect("there are entries")
        .iter()
        .filter_map(|entry| entry["count"].as_u64())
        .sum::<u64>();
    let sum: u64 = csv.lines().filter_map(|line| line.rsplit_once(',')?.1.parse::<u64>().ok()).sum();
    assert_eq!(sum, total, "{csv}");
    assert!(prometheus.contains("wanqing_errors{id=\"user-frozen\",status=\"403\"} "), "{prometheus}");
    assert!(alert.contains("customer-frozen"), "{alert}");
}
