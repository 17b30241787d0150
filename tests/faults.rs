//! What `wqerr scan` does when files, pipes, signals and surroundings are not as one would wish.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

const ERROR: &str = r#"403 {"error":{"code":"Forbidden.Frozen","message":"User has been frozen."}}"#;

fn wqerr(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wqerr"));
    command.args(args).env("LC_ALL", "C").env("COLUMNS", "500").env("XDG_CONFIG_HOME", "/no/such/place");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The exit status and what was written to the two outputs.
fn ended(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what is printed is text");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    ended(&wqerr(args).stdin(Stdio::null()).output().expect("wqerr runs"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// An empty directory of a test.
fn directory(test: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults").join(test);
    _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("a directory can be made");
    directory
}

fn file(directory: &Path, name: &str, contents: impl AsRef<[u8]>) -> String {
    let path = directory.join(name);
    fs::write(&path, contents).expect("a file can be written");
    path.into_os_string().into_string().expect("the path is text")
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.expect("kill starts").success());
}

/// Lines with an error so long that few of them fill the buffers between reading and writing.
fn long_lines(number: usize) -> String {
    format!("{} {ERROR}\n", "x".repeat(2000)).repeat(number)
}

/// `wqerr scan --each` of a file of so many long lines, held up in the middle of it: nobody reads what it writes but
/// the first line.
fn held_up(path: &str) -> (Child, impl BufRead) {
    let mut child = wqerr(&["scan", "--each", path]).spawn().expect("wqerr starts");
    let mut stdout = BufReader::with_capacity(1, child.stdout.take().expect("it is piped"));
    stdout.read_line(&mut String::new()).expect("the first line comes");
    thread::sleep(Duration::from_millis(500));
    (child, stdout)
}

/// The number of lines that are left, each of them whole, and how the program ended.
fn left(mut child: Child, mut stdout: impl BufRead) -> (usize, ExitStatus) {
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("it is text");
    rest.lines().for_each(|line| assert_eq!(json(line)["id"], "user-frozen"));
    (rest.lines().count(), child.wait().expect("wqerr ends"))
}

const LONG: usize = 12_000;

#[test]
fn a_file_that_grows_is_read_to_its_new_end() {
    let path = file(&directory("grows"), "a.log", long_lines(LONG));
    let (child, stdout) = held_up(&path);
    let mut log = File::options().append(true).open(&path).expect("it is there");
    log.write_all(long_lines(5).as_bytes()).expect("it can be written");
    let (lines, status) = left(child, stdout);
    assert_eq!((lines, status.code()), (LONG + 5 - 1, Some(0)));
}

#[test]
fn a_file_that_shrinks_is_read_to_its_new_end() {
    let path = file(&directory("shrinks"), "a.log", long_lines(LONG));
    let (child, stdout) = held_up(&path);
    File::options().write(true).open(&path).and_then(|log| log.set_len(0)).expect("it can be cut");
    let (lines, status) = left(child, stdout);
    assert!(0 < lines && lines < LONG - 1, "{lines}");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_reader_may_go_away_after_any_byte() {
    let path = file(&directory("goes-away"), "a.log", format!("{ERROR}\n").repeat(5000));
    let calls: [&[&str]; 4] = [
        &["scan", "--each", &path],
        &["scan", "--format", "json", &path],
        &["scan", &path],
        &["list", "--format", "json"],
    ];
    for call in calls {
        for bytes in [0, 1, 2, 79, 80, 1000, 4095, 4096, 4097, 65_535, 65_536, 65_537, 400_000] {
            let mut child = wqerr(call).spawn().expect("wqerr starts");
            let mut stdout = child.stdout.take().expect("it is piped");
            _ = stdout.read_exact(&mut vec![0; bytes]);
            drop(stdout);
            let (status, _, stderr) = ended(&child.wait_with_output().expect("wqerr ends"));
            assert_eq!((status, stderr.as_str()), (Some(0), ""), "{call:?}, {bytes} bytes");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let path = file(&directory("full"), "a.log", ERROR);
    for options in
        [&["--each"][..], &["--format", "json"], &["--format", "plain"], &["--format", "markdown"], &[]]
    {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let output = wqerr(&[&["scan", &path], options].concat()).stdout(full).output().expect("wqerr runs");
        let (status, _, stderr) = ended(&output);
        assert_eq!(status, Some(2), "{options:?}");
        assert!(stderr.starts_with("wqerr: cannot write") && stderr.lines().count() == 1, "{stderr}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_scanned() {
    let directory = directory("unreadable");
    let (first, last) = (file(&directory, "first.log", ERROR), file(&directory, "last.log", ERROR));
    let (missing, folder) = (format!("{first}.none"), directory.to_str().expect("it is text"));
    let (status, stdout, stderr) = run(&["scan", "--format", "json", &first, &missing, folder, &last]);
    let summary = json(&stdout);
    assert_eq!((status, &summary["matched_lines"]), (Some(2), &Value::from(2)));
    assert_eq!(summary["entries"][0]["last_file"], last.as_str());
    let told = [format!("{missing}: no such file\n"), format!("{folder} is a directory; add -r")];
    assert!(told.iter().all(|text| stderr.contains(text)), "{stderr}");
    let (status, stdout, _) = run(&["scan", "--each", &missing, &last]);
    assert_eq!((status, &json(&stdout)["file"]), (Some(2), &Value::from(last)));
}

/// Root, who may read everything, gives up that right for the call.
#[test]
#[cfg(target_os = "linux")]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let path = file(&directory("forbidden"), "a.log", ERROR);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("they can be set");
    let (status, _, stderr) = if File::open(&path).is_err() {
        run(&["scan", &path])
    } else {
        let mut call = Command::new("setpriv");
        call.args([
            "--bounding-set=-dac_override,-dac_read_search",
            env!("CARGO_BIN_EXE_wqerr"),
            "scan",
            &path,
        ]);
        ended(&call.env("LC_ALL", "C").output().expect("setpriv is in util-linux"))
    };
    assert_eq!(status, Some(2), "{stderr}");
    assert!(stderr.contains("ermission"), "{stderr}");
}

/// A scan of standard input that has read errors, and waits for more.
fn waiting() -> Child {
    let mut child = wqerr(&["scan", "--format", "json", "-"]).spawn().expect("wqerr starts");
    // What does not fit into the pipe has been read when all is written.
    let lines = format!("{ERROR}\n").repeat(20_000);
    child.stdin.as_mut().expect("it is piped").write_all(lines.as_bytes()).expect("it is read");
    thread::sleep(Duration::from_millis(500));
    child
}

#[test]
fn ctrl_c_shows_what_was_found_so_far() {
    let mut child = waiting();
    let stdin = child.stdin.take();
    signal(&child, "-INT");
    let (status, stdout, stderr) = ended(&child.wait_with_output().expect("wqerr ends"));
    drop(stdin);
    assert_eq!((status, stderr.as_str()), (Some(130), ""));
    let summary = json(&stdout);
    assert!(
        summary["matched_lines"].as_u64() > Some(0) && summary["matched_lines"] == summary["lines"],
        "{stdout}"
    );
}

#[test]
fn ctrl_c_ends_the_wait_for_a_reader_of_findings() {
    let path = file(&directory("unread"), "a.log", long_lines(LONG));
    let mut child = wqerr(&["scan", "--each", &path]).spawn().expect("wqerr starts");
    thread::sleep(Duration::from_millis(500));
    signal(&child, "-INT");
    assert_eq!(child.wait().expect("wqerr ends").code(), Some(130));
}

#[test]
fn a_log_that_the_findings_are_added_to_is_read_once() {
    let path = file(&directory("itself"), "a.log", long_lines(100));
    let output = File::options().append(true).open(&path).expect("it is there");
    let status = wqerr(&["scan", "--each", &path]).stdout(output).status().expect("wqerr runs");
    assert_eq!(status.code(), Some(0));
    assert_eq!(fs::read_to_string(&path).expect("it is text").lines().count(), 200);
}

#[test]
fn ctrl_c_ends_the_wait_for_a_fifo() {
    let path = directory("fifo").join("fifo");
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo starts").success());
    let child = wqerr(&["scan", path.to_str().expect("it is text")]).spawn().expect("wqerr starts");
    // Opening it waits for the reader.
    let mut fifo = File::options().write(true).open(&path).expect("it can be opened");
    fifo.write_all(format!("{ERROR}\n").as_bytes()).expect("it is read");
    thread::sleep(Duration::from_millis(500));
    signal(&child, "-INT");
    let (status, stdout, _) = ended(&child.wait_with_output().expect("wqerr ends"));
    assert_eq!(status, Some(130));
    assert!(stdout.contains("Forbidden.Frozen"), "{stdout}");
    drop(fifo);
}

#[test]
fn a_request_to_end_is_obeyed_at_once() {
    let mut child = waiting();
    let stdin = child.stdin.take();
    signal(&child, "-TERM");
    let output = child.wait_with_output().expect("wqerr ends");
    drop(stdin);
    assert_eq!((output.status.signal(), output.stdout.len()), (Some(15), 0));
}

#[test]
fn findings_of_a_live_stream_come_at_once() {
    let mut child = wqerr(&["scan", "--each"]).spawn().expect("wqerr starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    for number in 1..=3 {
        stdin.write_all(format!("{ERROR}\n").as_bytes()).expect("it is read");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("it is text");
        assert_eq!((&json(&line)["line"], &json(&line)["file"]), (&Value::from(number), &Value::Null));
    }
    drop(stdin);
    assert_eq!(child.wait().expect("wqerr ends").code(), Some(0));
}

/// Text as PowerShell writes it.
fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes_of).collect()
}

#[test]
fn a_pipe_may_deliver_little_at_first() {
    let line = format!("{ERROR}\n");
    let (little, big) = (utf16(&line, u16::to_le_bytes), utf16(&line, u16::to_be_bytes));
    let [gzip, zstd] = COMPRESSED.map(|(_, bytes)| bytes);
    for (stream, first) in [(&little[..], 2), (&big, 3), (gzip, 1), (zstd, 3), (line.as_bytes(), 1)] {
        let mut child = wqerr(&["scan", "--each"]).spawn().expect("wqerr starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(&stream[..first]).expect("it is read");
        thread::sleep(Duration::from_millis(200));
        stdin.write_all(&stream[first..]).expect("it is read");
        drop(stdin);
        let (status, stdout, stderr) = ended(&child.wait_with_output().expect("wqerr ends"));
        assert_eq!((status, stderr.as_str()), (Some(0), ""), "{first} of {stream:?}");
        assert!(stdout.contains("user-frozen"), "{stdout}");
    }
}

#[test]
fn what_another_program_packed_is_told_and_the_rest_is_scanned() {
    let directory = directory("packed");
    let packed = file(&directory, "a.log.xz", b"\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46");
    let log = file(&directory, "b.log", ERROR);
    for (lang, call) in [("en", "`xz -dc FILE | wqerr scan`"), ("zh", "`xz -dc 文件 | wqerr scan`")] {
        let (status, stdout, stderr) = run(&["--lang", lang, "scan", "--each", &packed, &log]);
        assert_eq!((status, &json(&stdout)["file"]), (Some(2), &Value::from(log.as_str())), "{stderr}");
        assert!(stderr.contains(&packed) && stderr.contains(call), "{stderr}");
    }
}

#[test]
fn nothing_of_the_surroundings_is_needed() {
    let path = file(&directory("bare"), "a.log", ERROR);
    for call in [
        &["scan", &path][..],
        &["scan", "--each", &path],
        &["lookup", "403"],
        &["catalog", "paths"],
        &["list"],
    ] {
        // But where coverage is counted.
        let profile = std::env::var_os("LLVM_PROFILE_FILE").map(|file| ("LLVM_PROFILE_FILE", file));
        let output = wqerr(call).env_clear().envs(profile).stdin(Stdio::null()).output().expect("wqerr runs");
        let (status, stdout, stderr) = ended(&output);
        assert_eq!((status, stderr.as_str()), (Some(0), ""), "{call:?}");
        assert!(!stdout.is_empty() && !stdout.contains('\x1b'), "{call:?}: {stdout}");
    }
}

#[test]
fn closed_standard_input_is_an_empty_one() {
    for (call, expected) in
        [("scan <&-", 1), ("scan --format json <&-", 1), ("explain <&-", 1), ("lookup 403 <&-", 0)]
    {
        let script = format!("exec {} {call}", env!("CARGO_BIN_EXE_wqerr"));
        let output = Command::new("sh").args(["-c", &script]).env("LC_ALL", "C").output().expect("sh starts");
        assert_eq!(output.status.code(), Some(expected), "{call}: {output:?}");
    }
}

/// The runtime of Rust opens the null device in place of a closed output before any code of the program runs, and other
/// programs hand the same down for output that nobody wants. So there is no mistake to report.
#[test]
fn closed_outputs_change_no_status() {
    for (call, expected) in [("lookup 403 >&-", 0), ("lookup 999 >&- 2>&-", 1), ("lokup 2>&-", 2)] {
        let script = format!("exec {} {call}", env!("CARGO_BIN_EXE_wqerr"));
        let status = Command::new("sh").args(["-c", &script]).env("LC_ALL", "C").status().expect("sh starts");
        assert_eq!(status.code(), Some(expected), "{call}");
    }
}

#[test]
fn deep_nesting_hides_nothing() {
    const DEPTH: usize = 100_000;
    let directory = directory("deep");
    for (name, open) in [("braces", "{"), ("objects", "{\"error\":"), ("lists", "["), ("quotes", "\\\"")] {
        let path = file(&directory, name, format!("{}{ERROR}\n{ERROR}", open.repeat(DEPTH)));
        let (status, stdout, stderr) = run(&["scan", "--format", "json", &path]);
        assert_eq!((status, stderr.as_str()), (Some(0), ""), "{name}");
        assert_eq!(json(&stdout)["matched_lines"], 2, "{name}: {stdout}");
    }
}

#[test]
fn of_many_files_few_are_open_at_once() {
    const FILES: usize = 10_000;
    let directory = directory("many");
    for number in 0..FILES {
        file(&directory, &format!("{number:05}.log"), format!("ok\n{ERROR}\n"));
    }
    let script = format!("ulimit -n 32; exec {} scan --format json *.log", env!("CARGO_BIN_EXE_wqerr"));
    let mut command = Command::new("sh");
    let output =
        command.args(["-c", &script]).current_dir(&directory).env("LC_ALL", "C").output().expect("sh starts");
    let (status, stdout, stderr) = ended(&output);
    let summary = json(&stdout);
    assert_eq!((status, stderr.as_str(), &summary["matched_lines"]), (Some(0), "", &Value::from(FILES)));
    assert_eq!(summary["lines"], 2 * FILES);
    assert_eq!(summary["entries"][0]["last_file"], format!("{:05}.log", FILES - 1));
    _ = fs::remove_dir_all(directory);
}

/// Both are two streams one behind the other, with an error in each.
const COMPRESSED: [(&str, &[u8]); 2] = [
    ("gzip", include_bytes!("logs/two-members.log.gz")),
    ("zstd", include_bytes!("logs/two-frames.log.zst")),
];

#[test]
fn compressed_logs_may_be_of_several_parts() {
    let directory = directory("parts");
    for (name, bytes) in COMPRESSED {
        let path = file(&directory, name, bytes);
        let (status, stdout, _) = run(&["scan", "--format", "json", &path]);
        let summary = json(&stdout);
        assert_eq!(
            (status, &summary["matched_lines"], &summary["lines"]),
            (Some(0), &2.into(), &4.into()),
            "{name}"
        );
    }
}

#[test]
fn logs_of_powershell_are_logs_too() {
    let text = "ok 中文😀\r\n403 User has been frozen. (Forbidden.Frozen)\r\nok";
    for bytes_of in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let mut log = utf16(text, bytes_of);
        log.push(b'x'); // half of a character
        let path = file(&directory("utf16"), "a.log", log);
        let (status, stdout, _) = run(&["scan", "--format", "json", &path]);
        assert_eq!(status, Some(0));
        let found = json(&stdout);
        assert_eq!(
            (&found["lines"], &found["matched_lines"], &found["entries"][0]["first_line"]),
            (&3.into(), &1.into(), &2.into())
        );
    }
}

#[test]
fn compressed_logs_may_be_cut_off_anywhere() {
    /// As many bytes tell how a log is compressed.
    const MAGIC: usize = 4;
    let directory = directory("cut-off");
    for (name, bytes) in COMPRESSED {
        let head = &bytes[..3];
        let second = (1..bytes.len()).find(|&at| bytes[at..].starts_with(head)).expect("it has two parts");
        for len in (MAGIC..bytes.len()).step_by(5).chain([second]) {
            let path = file(&directory, name, &bytes[..len]);
            let (status, stdout, stderr) = run(&["scan", "--format", "json", &path]);
            let is_told = stderr.contains(name);
            assert_eq!(
                (status, is_told),
                if len == second { (Some(0), false) } else { (Some(2), true) },
                "{len}: {stderr}"
            );
            let recognised = json(&stdout)["matched_lines"].as_u64();
            assert!(
                recognised >= Some(u64::from(len >= second)),
                "{name}, {len} of {}: {stdout}",
                bytes.len()
            );
        }
    }
}
