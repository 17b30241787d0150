//! Nothing that acts on a terminal, and nothing that breaks a document, comes from names and texts of the user's.
#![cfg(unix)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What acts on terminals: colors, the title, the clipboard, the bell, C1, DEL, the direction of writing.
const UNSAFE: [&str; 8] =
    ["\x1b[31m", "\x1b]0;t\x07", "\x1b]52;c;eA==\x07", "\x07", "\u{9b}31m", "\u{7f}", "\u{85}", "\u{202e}"];

const CATALOG: &str = r#"
schema = 1
name = "own"
[[entry]]
id = "gate"
origin = "origin"
status = 418
code = "Gate.Closed"
message = "the gate is closed for today"
variants = ["the gate is shut for today"]
aliases = ["GateShut"]
retry = "no"
actor = "caller"
docs = "https://a.example/b"
meaning.en = "meaning"
meaning.zh = "含义"
causes.en = ["cause"]
remediation.en = ["remediation"]
words.en = ["words"]
"#;

/// The texts of the catalog in which something may stand.
const TEXTS: [&str; 13] = [
    "\"own\"",
    "\"gate\"",
    "\"origin\"",
    "Gate.Closed",
    "the gate is closed",
    "the gate is shut",
    "GateShut",
    "/b\"",
    "\"meaning\"",
    "含义",
    "\"cause\"",
    "\"remediation\"",
    "\"words\"",
];

fn directory() -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("unprintable");
    fs::create_dir_all(&directory).expect("the test directory can be made");
    directory
}

/// The exit status and all that is printed.
fn wqerr(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

fn is_safe(printed: &str) -> bool {
    printed.chars().all(|c| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c))
}

#[test]
fn the_check_names_what_no_output_passes() {
    let path = directory().join("own.toml");
    let path = path.to_str().expect("it is text");
    fs::write(path, CATALOG).expect("it can be written");
    assert_eq!(wqerr(&["catalog", "check", path]).0, Some(0));
    for text in TEXTS {
        assert!(CATALOG.contains(text), "{text}");
        for bad in UNSAFE {
            let written: Vec<String> = bad.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
            let written = written.concat();
            let end = text.floor_char_boundary(text.len() - 1);
            let within = format!("{}{written}{}", &text[..end], &text[end..]);
            fs::write(path, CATALOG.replace(text, &within)).expect("it can be written");
            for call in [
                &["catalog", "check", path][..],
                &["catalog", "check", "--format", "json", path],
                &["--lang", "zh", "catalog", "check", path],
                &["--catalog", path, "catalog", "paths"],
                &["--catalog", path, "list"],
                &["--catalog", path, "list", "--format", "markdown"],
                &["--catalog", path, "lookup", "gate", "--format", "json"],
            ] {
                let (status, printed) = wqerr(call);
                assert!(is_safe(&printed), "{call:?}, {bad:?} in {text}: {printed:?}");
                let is_listed = call.contains(&"paths");
                assert!(is_listed || status != Some(0), "{call:?}, {bad:?} in {text}: {printed}");
            }
            let named = format!("U+{:04X}", u32::from(bad.chars().next().expect("there is one")));
            let (_, printed) = wqerr(&["catalog", "check", path]);
            // An id has its own characters.
            assert!(printed.contains(&named), "{bad:?} in {text}: {printed}");
        }
    }
}

#[test]
fn names_have_no_line_breaks_and_tables_bear_what_texts_have() {
    let path = directory().join("breaks.toml");
    let path = path.to_str().expect("it is text");
    for name in ["\"own\"", "\"origin\"", "Gate.Closed", "GateShut"] {
        let broken = name.replacen(|c: char| c.is_alphabetic(), "a\\nb", 1);
        fs::write(path, CATALOG.replace(name, &broken)).expect("it can be written");
        let (status, printed) = wqerr(&["catalog", "check", path]);
        assert_eq!((status, printed.lines().count()), (Some(1), 1), "{printed}");
    }
    let texts = CATALOG.replace("Gate.Closed", "Gate|Closed").replace("\"meaning\"", "\"one\\n| two\\n\"");
    fs::write(path, texts).expect("it can be written");
    let (_, page) = wqerr(&["--catalog", path, "list", "--format", "markdown"]);
    let overview = page.split("\n### ").next().unwrap_or_default();
    let rows: Vec<&str> = overview.lines().filter(|line| line.starts_with('|')).collect();
    let bars = |row: &str| row.replace("\\|", "").matches('|').count();
    assert!(rows.iter().all(|row| bars(row) == 5), "{rows:#?}");
    assert!(
        rows.iter().any(|row| row.contains("`Gate\\|Closed`") && row.contains("one \\| two")),
        "{rows:#?}"
    );
}

#[test]
fn mistaken_calls_print_nothing_that_acts() {
    for bad in UNSAFE {
        let word = format!("a{bad}b\nc");
        let option = format!("--{word}");
        for call in [
            &[word.as_str()][..],
            &[option.as_str()],
            &["list", "--status", &word],
            &["list", &word],
            &["search", "x", "--limit", &word],
            &["--format", &word, "list"],
            &["--catalog", &word, "list"],
            &["scan", &word],
            &["explain", "--file", &word],
            &["catalog", "check", &word],
            &["schema", &word],
            &["completions", &word],
        ] {
            let (status, printed) = wqerr(call);
            assert_eq!(status, Some(2), "{call:?}: {printed}");
            assert!(is_safe(&printed), "{call:?}: {printed:?}");
        }
    }
}

#[test]
fn names_of_files_break_no_document() {
    let path = directory().join("a *b*|`c\n# d.log");
    fs::write(&path, "403 User has been frozen. (Forbidden.Frozen)\n").expect("it can be written");
    let path = path.to_str().expect("it is text");
    let (status, page) = wqerr(&["scan", "--format", "markdown", path, path]);
    assert_eq!(status, Some(0), "{page}");
    assert!(!page.lines().any(|line| line.starts_with("# d")), "{page}");
    assert!(page.contains("*b*|`c?# d.log"), "{page}");
}

/// Reading a catalog takes many times its size.
#[test]
fn a_catalog_has_a_largest_size() {
    let path = directory().join("large.toml");
    fs::write(&path, "\n".repeat(100 << 20)).expect("it can be written");
    let path = path.to_str().expect("it is text");
    for (lang, said) in [("en", "larger than 8 MiB"), ("zh", "超过 8 MiB")] {
        let (status, printed) = wqerr(&["--lang", lang, "catalog", "check", path]);
        assert_eq!((status, printed.contains(said)), (Some(2), true), "{printed}");
        let (status, printed) = wqerr(&["--lang", lang, "--catalog", path, "list"]);
        assert_eq!((status, printed.contains(said)), (Some(2), true), "{printed}");
    }
    fs::remove_file(path).expect("it is there");
}
