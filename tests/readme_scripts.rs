//! The shell scripts of the README do what it says of them.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// A call that fails with the lines of the file `failures`, one after the other, and then succeeds.
const MY_CALL: &str = r#"#!/bin/sh
echo call >> calls
failure=$(sed -n "$(wc -l < calls)p" failures)
[ -n "$failure" ] || { echo answer; exit 0; }
echo "$failure" >&2
exit 1
"#;

/// Notes how long it should wait, and does not wait.
const SLEEP: &str = "#!/bin/sh\necho \"$1\" >> sleeps\n";

/// The block of shell code in a README that begins so.
fn script(readme: &str, start: &str) -> String {
    let text = fs::read_to_string(readme).expect("the README is there");
    let mut blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .find(|block| block.starts_with(start))
        .unwrap_or_else(|| panic!("{readme} has no {start}"))
        .to_owned()
}

/// An empty directory for a test.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).expect("the directory can be made");
    path
}

fn write_program(path: &Path, text: &str) {
    fs::write(path, text).expect("the program can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("the program can be made executable");
}

/// Runs a script in a directory that is also the home directory and the first of `PATH`.
fn run(script: &str, directory: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_wqerr")).parent().expect("the program is somewhere");
    let others = std::env::var("PATH").expect("there is a PATH");
    let path = format!("{}:{}:{others}", directory.display(), program.display());
    let shell = Command::new("sh")
        .args(["-c", script])
        .current_dir(directory)
        .env("HOME", directory)
        .env("PATH", path)
        .env("LC_ALL", "C")
        .output();
    shell.expect("there is a shell")
}

/// What came of the retry script when the call failed in these ways: whether it succeeded, how often it called, how
/// long it waited, and what it said.
fn retried(readme: &str, name: &str, failures: &[&str]) -> (bool, usize, Vec<String>, String) {
    let directory = directory(&format!("{name}-{readme}"));
    write_program(&directory.join("my-call"), MY_CALL);
    write_program(&directory.join("sleep"), SLEEP);
    fs::write(directory.join("failures"), failures.join("\n")).expect("the failures can be written");
    let output = run(&script(readme, "pause="), &directory);
    let lines = |file| {
        fs::read_to_string(directory.join(file))
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("output is UTF-8");
    (output.status.success(), lines("calls").len(), lines("sleeps"), said)
}

const LIMITED: &str =
    r#"{"error":{"message":"Too many requests.","type":"TooManyRequests","code":"TooManyRequests"}}"#;
const FROZEN: &str =
    r#"{"error":{"message":"User has been frozen.","type":"Forbidden","code":"Forbidden.Frozen"}}"#;

#[test]
fn a_passing_error_is_retried_until_it_has_passed() {
    for readme in READMES {
        let (succeeded, calls, sleeps, said) = retried(readme, "passing", &[LIMITED, LIMITED]);
        assert_eq!((succeeded, calls, said.as_str()), (true, 3, "answer\n"));
        assert_eq!(sleeps, ["1", "2"]);
    }
}

#[test]
fn a_lasting_error_ends_the_retries() {
    for readme in READMES {
        let (succeeded, calls, sleeps, said) = retried(readme, "lasting", &[LIMITED; 20]);
        assert_eq!((succeeded, calls), (false, 6));
        assert_eq!(sleeps, ["1", "2", "4", "8", "16"]);
        assert!(said.contains("too-many-requests"), "{said}");
    }
}

#[test]
fn an_error_that_retrying_does_not_help_is_explained_right_away() {
    for readme in READMES {
        for (name, failure, id) in [
            ("permanent", FROZEN, "user-frozen"),
            ("closed", "ClientClosedRequest downstream_remote_disconnect", "client-closed-request"),
            ("unknown", "my-call: something else", "my-call: something else"),
        ] {
            let (succeeded, calls, sleeps, said) = retried(readme, name, &[failure; 20]);
            assert_eq!((succeeded, calls, sleeps.len()), (false, 1, 0), "{name}");
            assert!(said.contains(id), "{said}");
        }
    }
}

#[test]
fn completions_are_written_in_a_new_home() {
    for readme in READMES {
        let home = directory(&format!("home-{readme}"));
        let output = run(&script(readme, "d=~/.local"), &home);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for file in [
            ".local/share/bash-completion/completions/wqerr",
            ".zsh/completions/_wqerr",
            ".config/fish/completions/wqerr.fish",
            ".config/elvish/rc.elv",
        ] {
            let size = fs::metadata(home.join(file)).map(|file| file.len()).unwrap_or_default();
            assert!(size > 100, "{file} has {size} bytes");
        }
    }
}
