//! What is printed fits the terminal, whatever its width: no line is too wide, none begins with a closing mark,
//! and codes and ids stay whole.

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
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .args(["--lang", lang])
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
                let names = [entry.code().unwrap_or_default(), entry.id()];
                for name in names {
                    assert!(text.contains(name), "{columns} columns: {name} is broken in {text}");
                }
            }
        }
    }
}
