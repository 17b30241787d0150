//! What differs where a person reads: colors, links and the pager, tried in a pseudo-terminal of 80 × 24.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

/// What a terminal gets of a call, which may begin with variables. Needs `script`, which is in bsdutils of Debian and in
/// util-linux elsewhere.
fn shown(call: &str) -> String {
    let program = env!("CARGO_BIN_EXE_wqerr");
    let command = format!("stty rows 24 cols 80; {}", call.replace("wqerr", program));
    let output = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .stdin(Stdio::null())
        .env_clear()
        // Where coverage is counted.
        .envs(std::env::var_os("LLVM_PROFILE_FILE").map(|file| ("LLVM_PROFILE_FILE", file)))
        .env("PATH", std::env::var_os("PATH").expect("there is a path"))
        .env("TERM", "xterm-256color")
        .env("LC_ALL", "C.UTF-8")
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .output()
        .expect("install `script` (bsdutils or util-linux), which makes the terminal of these tests");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Checks whether a mark is in what each call shows.
fn check(mark: &str, calls: &[(&str, bool)]) {
    for &(call, expected) in calls {
        let text = shown(call);
        assert!(text.contains("Forbidden"), "{call}: {text}");
        assert_eq!(text.contains(mark), expected, "{call}: {text}");
    }
}

#[test]
fn long_answers_go_through_the_pager_of_the_user() {
    check(
        "paged",
        &[
            ("PAGER='echo paged; cat' wqerr list", true),
            ("PAGER='echo paged; cat' wqerr lookup user-frozen", false),
            ("PAGER='echo paged; cat' wqerr --no-pager list", false),
            ("PAGER='echo paged; cat' wqerr list | cat", false),
            ("PAGER='echo paged; cat' TERM=dumb wqerr list", false),
            ("PAGER= wqerr list", false),
            ("PAGER=no-such-pager wqerr list", false),
        ],
    );
}

#[test]
fn colors_are_for_terminals_that_want_them() {
    check(
        "\x1b[",
        &[
            ("wqerr lookup user-frozen", true),
            ("NO_COLOR= wqerr lookup user-frozen", true),
            ("NO_COLOR=1 wqerr lookup user-frozen", false),
            ("NO_COLOR=1 CLICOLOR_FORCE=1 wqerr lookup user-frozen", false),
            ("NO_COLOR=1 wqerr --color always lookup user-frozen", true),
            ("wqerr --color never lookup user-frozen", false),
            ("TERM=dumb wqerr lookup user-frozen", false),
            ("wqerr lookup user-frozen | cat", false),
            ("CLICOLOR_FORCE=1 wqerr lookup user-frozen | cat", true),
            ("CLICOLOR_FORCE=0 wqerr lookup user-frozen | cat", false),
        ],
    );
}

#[test]
fn links_are_for_terminals_that_have_them() {
    check(
        "\x1b]8;;https://",
        &[
            ("TERM=xterm-kitty wqerr lookup user-frozen", true),
            ("VTE_VERSION=7600 wqerr lookup user-frozen", true),
            ("wqerr lookup user-frozen", false),
            ("TERM=xterm-kitty NO_COLOR=1 wqerr lookup user-frozen", false),
            ("TERM=xterm-kitty wqerr lookup user-frozen | cat", false),
        ],
    );
}

#[test]
fn large_inputs_have_a_bar_until_they_are_read() {
    let log = std::env::temp_dir().join(format!("large-{}.log", std::process::id()));
    std::fs::File::create(&log).and_then(|file| file.set_len(256 << 20)).expect("holes take no space");
    let scan = |rest: &str| shown(&format!("sleep 1 | wqerr scan {} - {rest}", log.display()));
    let (seen, unseen) = (scan(""), scan("2> /dev/null"));
    std::fs::remove_file(&log).expect("it was made before");
    let (_, behind) = seen.rsplit_once("% of 256.0 MiB").unwrap_or_else(|| panic!("{seen}"));
    let (_, behind) = behind.split_once("\r\x1b[2K").unwrap_or_else(|| panic!("{seen}"));
    assert!(behind.starts_with("No known error in 1 line.\r\n"), "{seen}");
    assert_eq!(unseen, "");
}
