//! Checks `codes.toml` and packs it for embedding, so that a broken catalog does not build and the program
//! parses no TOML at start-up. The types and the checks are the program's own.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use wqerr_catalog::prepared::Prepared;
use wqerr_catalog::read;

fn main() -> ExitCode {
    const CATALOG: &str = "codes.toml";
    for source in [CATALOG, "build.rs"] {
        println!("cargo::rerun-if-changed={source}");
    }
    let text = fs::read_to_string(CATALOG).expect("codes.toml stands beside Cargo.toml");
    let contents = match read::read(&text) {
        Ok(contents) => contents,
        Err(findings) => {
            for finding in findings {
                println!("cargo::error={CATALOG}:{finding}");
            }
            return ExitCode::FAILURE;
        }
    };
    if let Some(commit) = commit() {
        println!("cargo::rustc-env=WQERR_COMMIT={commit}");
    }
    write("catalog.bin", &Prepared::new(contents).to_bytes());
    ExitCode::SUCCESS
}

/// The commit that is built: as `cargo package` noted it, or that of the repository; none in a bare copy.
fn commit() -> Option<String> {
    const SHOWN: usize = 9;
    const NOTED: &str = ".cargo_vcs_info.json";
    let sha = if let Ok(note) = fs::read_to_string(NOTED) {
        println!("cargo::rerun-if-changed={NOTED}");
        note.split_once("\"sha1\": \"")?.1.split('"').next()?.to_owned()
    } else {
        // The package may lie in the repository of another.
        Path::new(".git").exists().then_some(())?;
        let git = |arguments: &[&str]| {
            let output = Command::new("git").args(arguments).output().ok()?;
            output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
        if Path::new(&log).exists() {
            println!("cargo::rerun-if-changed={log}");
        }
        git(&["rev-parse", "HEAD"])?
    };
    sha.get(..SHOWN).map(str::to_owned)
}

fn write(name: &str, bytes: &[u8]) {
    fs::write(out().join(name), bytes).expect("OUT_DIR can be written");
}

fn out() -> PathBuf {
    env::var_os("OUT_DIR").expect("cargo sets it").into()
}
