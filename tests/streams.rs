//! What happens at the edges of the process: inputs of every kind, outputs that fail.

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

fn wqerr(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wqerr"));
    command.args(args).env("LC_ALL", "C").env("COLUMNS", "80");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs `wqerr` with `input` on standard input.
fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = wqerr(args).spawn().expect("wqerr starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_vec();
    // A program that answers before it has read everything closes the pipe.
    let writer = std::thread::spawn(move || _ = stdin.write_all(&input));
    let output = child.wait_with_output().expect("wqerr ends");
    writer.join().expect("the input is written");
    output
}

fn explained(input: &[u8]) -> (Option<i32>, String) {
    let output = run(&["explain", "--format", "json"], input);
    (output.status.code(), String::from_utf8(output.stdout).expect("JSON is UTF-8"))
}

#[test]
fn input_that_is_no_error_is_told_so() {
    let binary: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let repeated = ["{\"error\":", "[", "\""].map(|text| text.repeat(100_000).into_bytes());
    let mut inputs = vec![b"".to_vec(), b"\n \t\n".to_vec(), b"\xff\xfe\xfd".to_vec(), binary];
    inputs.push(b"{\"error\":{\"message\":\"some other".to_vec());
    inputs.extend(repeated);
    for input in inputs {
        let (status, json) = explained(&input);
        assert_eq!(status, Some(1), "{:?}…", input.get(..20));
        assert!(json.contains("\"found\": false"));
    }
}

#[test]
fn an_error_is_found_in_damaged_input() {
    let body =
        br#"{"error":{"message":"Customer:20012345 is frozen, not allow to access action: ChatCompletions","#;
    let mut inputs = vec![body.to_vec(), [b"\xc3(\x80\x00\xff".as_slice(), body].concat()];
    inputs.push([&"{".repeat(100_000).into_bytes(), body.as_slice()].concat());
    for input in inputs {
        let (status, json) = explained(&input);
        assert_eq!(status, Some(0));
        assert!(json.contains("\"customer-frozen\"") && json.contains("\"20012345\""), "{json}");
    }
}

#[test]
fn a_large_body_is_read_to_its_end() {
    const MEGABYTES: usize = 50;
    let mut input = b"{\"data\":\"".to_vec();
    input.resize(MEGABYTES << 20, b'x');
    input.extend_from_slice(br#"","error":{"code":"Forbidden.Frozen","message":"User has been frozen."}}"#);
    let (status, json) = explained(&input);
    assert_eq!(status, Some(0));
    assert!(json.contains("\"user-frozen\""));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let output = run(&["explain", "--file", "no/such.log"], b"");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("no/such.log") && stderr.starts_with("wqerr: "), "{stderr}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = wqerr(&["lookup", "4xx"]).spawn().expect("wqerr starts");
    drop(child.stdout.take());
    let status = child.wait().expect("wqerr ends");
    let mut stderr = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut stderr).expect("it is text");
    assert_eq!((status.code(), stderr.as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let output = wqerr(&["lookup", "403"]).stdout(full).output().expect("wqerr runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
}

#[test]
fn secrets_of_a_query_are_not_echoed() {
    const KEY: &str = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
    for args in [["lookup", KEY], ["search", KEY], ["explain", KEY]] {
        let output = run(&args, b"");
        let printed = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&printed).contains(KEY), "{args:?}");
        let shown = run(&[&args[..], &["--show-secrets"]].concat(), b"");
        assert_eq!(shown.status.code(), Some(1));
    }
}

#[test]
fn a_key_in_pieces_is_masked_whatever_lies_between_them() {
    let key = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
    for between in ["=\n", "\\\n  ", "'\n'", "' +\n '", ".\n|."] {
        for at in [8, 20, 33] {
            let (head, tail) = key.split_at(at);
            let input = format!("Error 403: AccessKey:{head}{between}{tail} IS UNAVAILABLE");
            let output = run(&["explain", "--format", "json"], input.as_bytes());
            let output = String::from_utf8_lossy(&output.stdout).into_owned();
            let shown = &tail[..tail.len().min(20)];
            assert!(!output.contains(shown), "{input:?}: {output}");
        }
    }
}

#[test]
fn a_key_that_a_terminal_broke_is_masked_whole() {
    let input = "AccessKey:aB3dE5fG7hJ9kL1mN3pQ\n5rS7tU9vW1xY3zA5bC7dE9f IS UNAVAILABLE";
    for format in ["table", "plain", "markdown", "json"] {
        let output = run(&["explain", "--format", format], input.as_bytes());
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("it is text");
        assert_eq!(output.status.code(), Some(0));
        assert!(!printed.contains("E5fG7hJ9") && !printed.contains("tU9vW1xY"), "{printed}");
    }
}

#[test]
fn an_argument_without_text_is_not_standard_input() {
    let output = run(&["explain", ""], b"User has been frozen.");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_very_wide_terminal_is_no_trouble() {
    let output =
        wqerr(&["lookup", "4xx"]).env("COLUMNS", "18446744073709551615").output().expect("wqerr runs");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn nothing_of_the_input_acts_on_the_terminal() {
    let input =
        "\x1b]0;title\x07\x1b[31m{\"code\":\"Forbidden.Frozen\x1b[2J\",\"message\":\"a\x07b\u{202e}c\"}";
    for format in ["table", "plain", "markdown", "json"] {
        let output = run(&["explain", "--format", format], input.as_bytes());
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("it is text");
        let is_unsafe = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!printed.contains(is_unsafe), "{printed:?}");
    }
    let output = run(&["search", "\x1b[31mno such thing\x1b[0m"], b"");
    assert!(!output.stderr.contains(&0x1b));
}

#[test]
fn retryable_speaks_by_exit_status_alone() {
    // A frozen account stays frozen, whatever else went wrong.
    let both = "Too many requests. 429 TooManyRequests\nUser has been frozen.";
    let cases = [
        (both, 1),
        ("", 1),
        ("Too many requests. 429 TooManyRequests", 0),
        ("User has been frozen.", 1),
        ("all is well", 1),
    ];
    for (input, expected) in cases {
        let output = run(&["explain", "--retryable"], input.as_bytes());
        assert_eq!(output.status.code(), Some(expected), "{input}");
        assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{input}");
    }
    assert_eq!(run(&["explain", "--retryable", "-f", "no/such.log"], b"").status.code(), Some(2));
}

#[test]
fn a_client_that_got_no_answer_is_explained_and_may_send_again() {
    for (input, id) in [
        ("Request timed out", "request-timeout"),
        ("openai.APITimeoutError: Request timed out.", "request-timeout"),
        ("openai.APIConnectionError: Connection error.", "disconnected-no-content"),
        ("Error: socket hang up", "disconnected-no-content"),
    ] {
        let output = run(&["explain", "--format", "json"], input.as_bytes());
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        let best = &document["answers"][0]["results"][0];
        assert_eq!(best["id"], id, "{input}");
        assert_eq!(best["confidence"], "possible", "{input}");
        let output = run(&["explain", "--retryable"], input.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{input}");
    }
}
