//! What is printed fits the terminal, whatever its width: no line is too wide, none begins with a closing mark,
//! and codes and ids stay whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use unicode_width::UnicodeWidthStr;
use wqerr::{Catalog, Entry};

/// Marks with which no line of English or Chinese may begin.
const CLOSING: &str = "，。；：！？、）」』】》〉”’…,.;:!?)]}";

/// Every width of small terminals is not tried, nor every one of wide ones; those around the places where the
/// layout changes are.
fn widths() -> impl Iterator<Item = usize> {
    (24..60).step_by(4).chain([59, 60, 61, 77, 78, 79, 80, 100, 116, 117, 118, 119, 120, 160, 200])
}

/// What a call prints, on both outputs.
fn printed(arguments: &[&str], lang: &str, columns: usize) -> String {
    printed_in(Path::new("."), arguments, lang, columns)
}

/// The same, of a call in a directory.
fn printed_in(directory: &Path, arguments: &[&str], lang: &str, columns: usize) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .args(["--lang", lang])
        .current_dir(directory)
        .env("COLUMNS", columns.to_string())
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .output()
        .expect("the program starts");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("output is UTF-8")
}

fn entries() -> &'static [Entry] {
    Catalog::embedded().entries()
}

/// The calls whose output is looked at. The first shows a card for each entry.
fn calls() -> Vec<Vec<&'static str>> {
    let ids = entries().iter().map(Entry::id);
    let body = r#"{"error":{"message":"Customer:20012345 is frozen, not allow to access action: ChatCompletions","code":"Forbidden"}}"#;
    vec![
        [vec!["lookup"], ids.collect()].concat(),
        vec!["list"],
        vec!["lookup", "4xx", "0", "429", "没有这个", "Forbidden.Frosen"],
        vec!["lookup", "balance"],
        vec!["lookup", "Frozen"],
        vec!["search", "余额不足"],
        vec!["search", "how to bake bread"],
        vec!["explain", body],
        vec!["explain", "APIError: 403 status code (no body)"],
        vec!["explain", ""],
        vec!["list", "--origin", "nobody"],
        vec!["catalog", "paths"],
        vec!["lookup", "--help"],
        vec!["lokup"],
        vec!["explain", "--file", "no/such.log"],
    ]
}

/// The texts of a line: the cells of a row of a table, or the line itself, without marks of lists.
fn texts(line: &str) -> impl Iterator<Item = &str> {
    line.split('│').map(|cell| cell.trim().trim_start_matches(['→', '-', ' ']))
}

/// The widest part of a line that cannot be broken: a code, an address, a word, a call to copy.
fn widest_unbreakable(line: &str) -> usize {
    let codes = entries().iter().filter_map(Entry::code).filter(|code| line.contains(code));
    let words = line.split(|c: char| !c.is_ascii() || c == ' ');
    let calls = line.find("wqerr ").map(|start| &line[start..]);
    codes.chain(words).chain(calls).map(UnicodeWidthStr::width).max().unwrap_or(0)
}

#[test]
fn lines_fit_the_terminal() {
    // What may stand beside a part that cannot be broken: an indent, a mark, brackets, a full stop.
    const BESIDE: usize = 12;
    for columns in widths() {
        for lang in ["en", "zh"] {
            for call in calls() {
                for line in printed(&call, lang, columns).lines() {
                    let is_unbreakable = line.width() - widest_unbreakable(line) <= BESIDE;
                    assert!(
                        line.width() <= columns || is_unbreakable,
                        "{} of {columns} columns, {lang}, {call:?}: {line}",
                        line.width()
                    );
                    for text in texts(line) {
                        assert!(
                            !text.starts_with(|c| CLOSING.contains(c)),
                            "{columns} columns, {lang}, {call:?}: {line}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn codes_and_ids_stay_whole() {
    for columns in widths() {
        for call in [&["list"][..], &["lookup", "0", "200", "4xx", "5xx"]] {
            let text = printed(call, "zh", columns);
            for entry in entries() {
                // A code of several words may be broken between them.
                let words = entry.code().unwrap_or_default().split(' ');
                for name in words.chain([entry.id()]) {
                    assert!(text.contains(name), "{columns} columns: {name} is broken in {text}");
                }
            }
        }
    }
}

/// A directory with logs named as Kubernetes names them; in all of them is every entry, with long values.
fn containers(test: &str) -> (PathBuf, Vec<String>) {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("layout").join(test);
    fs::create_dir_all(directory.join("containers")).expect("the directory can be made");
    let log: String = entries().iter().map(line_of).collect();
    let paths = ["5c-x2x8k", "7b-q9z4p"].map(|pod| {
        let id = "0123456789abcdef".repeat(4);
        format!("containers/llm-gateway-7d9c6bdf{pod}_prod_gateway-{id}.log")
    });
    for path in &paths {
        fs::write(directory.join(path), &log).expect("the log can be written");
    }
    (directory, paths.to_vec())
}

/// A line of a log with this error, its values longer than any line.
fn line_of(entry: &Entry) -> String {
    let mut message = entry.message().to_owned();
    for name in ["CustomerId", "Action", "Apikey"] {
        message = message.replace(&format!("{{{name}}}"), &"4711".repeat(40));
    }
    let name = entry
        .code()
        .map_or_else(|| "\"type\":\"BadRequest\"".to_owned(), |code| format!("\"code\":{code:?}"));
    format!("Error code: {} - {{\"error\":{{{name},\"message\":{message:?}}}}}\n", entry.status())
}

#[test]
fn no_line_of_a_summary_is_wider_than_the_terminal() {
    let (directory, paths) = containers("summary");
    for paths in [&paths[..1], &paths] {
        let call: Vec<&str> = ["scan"].into_iter().chain(paths.iter().map(String::as_str)).collect();
        for columns in widths() {
            for lang in ["en", "zh"] {
                let text = printed_in(&directory, &call, lang, columns);
                // A call to copy stays whole.
                for line in text.lines().filter(|line| !line.contains("wqerr ")) {
                    assert!(line.width() <= columns, "{columns} columns, {lang}: {line}\n{text}");
                }
                if columns >= 80 {
                    let missing = entries().iter().find(|entry| !text.contains(entry.id()));
                    assert!(missing.is_none(), "{columns} columns, {lang}: {missing:?} is not in {text}");
                }
            }
        }
    }
}

#[test]
fn codes_of_a_summary_stay_whole_where_they_fit() {
    // Borders, the counts or an indent stand beside them.
    const BESIDE: usize = 17;
    let (directory, paths) = containers("codes");
    for columns in widths() {
        let text = printed_in(&directory, &["scan", &paths[0]], "zh", columns);
        for entry in entries() {
            for name in [entry.code().unwrap_or_default(), entry.id()] {
                let fits = name.width() + BESIDE <= columns;
                assert!(!fits || text.contains(name), "{columns} columns: {name} is broken in {text}");
            }
        }
    }
}

#[test]
fn long_values_of_an_input_are_broken() {
    let value = "4711".repeat(40);
    let body = |error: &str| format!("{{\"error\":{{{error}}}}}");
    let frozen = format!("Customer:{value} is frozen, not allow to access action: {value}");
    let inputs = [
        body(&format!("\"message\":{frozen:?},\"code\":\"Forbidden\"")),
        body(&format!("\"message\":{frozen:?}")),
        body(&format!("\"message\":\"{value}\",\"code\":\"Forbidden\"")),
        body(&format!("\"message\":\"{value}\",\"code\":\"{value}\"")),
    ];
    for input in &inputs {
        for columns in widths() {
            for lang in ["en", "zh"] {
                let text = printed(&["explain", input], lang, columns);
                for line in text.lines().filter(|line| line.contains("4711")) {
                    assert!(line.width() <= columns, "{columns} columns, {lang}: {line}\n{text}");
                }
            }
        }
    }
}
