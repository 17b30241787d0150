//! Checks `codes.toml` and packs it for embedding, so that a broken catalog does not build and the program
//! parses no TOML at start-up. The types and the checks are the program's own.

#[path = "build/neighbours.rs"]
mod neighbours;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use toml::de::{DeTable, DeValue};
use wqerr_catalog::index::Background;
use wqerr_catalog::prepared::Prepared;
use wqerr_catalog::read::{self, Contents};

fn main() -> ExitCode {
    const CATALOG: &str = "codes.toml";
    for source in [CATALOG, SECRETS, neighbours::FILE, "background", "build.rs", "build"] {
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
    write_secrets();
    write_neighbours(&contents);
    write_background();
    if let Some(commit) = commit() {
        println!("cargo::rustc-env=WQERR_COMMIT={commit}");
    }
    // Where it has to be loaded over a network, the catalog comes without its index, which is four times as large as the
    // rest and made in a few milliseconds.
    let is_wasm = env::var_os("CARGO_CFG_TARGET_FAMILY").is_some_and(|family| family == "wasm");
    write("catalog.bin", &if is_wasm { contents.to_bytes() } else { Prepared::new(contents).to_bytes() });
    ExitCode::SUCCESS
}

/// Leaves the other platforms packed, and their hosts as Rust.
fn write_neighbours(contents: &Contents) {
    let text = fs::read_to_string(neighbours::FILE).expect("neighbours.toml stands beside Cargo.toml");
    let prepared = neighbours::prepare(&text, &contents.entries);
    write("neighbours.bin", &prepared.neighbours.to_bytes());
    write("hosts.rs", prepared.hosts.as_bytes());
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

/// What secrets look like and what their names are.
const SECRETS: &str = "secrets.toml";

/// The elements of a list of a table; none where there is no such list.
fn items<'i>(table: &DeTable<'i>, name: &str) -> Vec<DeValue<'i>> {
    match table.get(name).map(toml::Spanned::get_ref) {
        Some(DeValue::Array(items)) => items.iter().map(|item| item.get_ref().clone()).collect(),
        _ => Vec::new(),
    }
}

/// Leaves the tables of `src/redact` as Rust, in the order in which they are searched: shapes by their prefix, names by
/// their last two letters, the longest first. What no variant is called like does not compile.
fn write_secrets() {
    let text = fs::read_to_string(SECRETS).expect("secrets.toml stands beside Cargo.toml");
    let table = DeTable::parse(&text).unwrap_or_else(|error| panic!("{SECRETS}: {error}"));
    let field = |item: &DeValue<'_>, name: &str| match item.get(name).map(toml::Spanned::get_ref) {
        Some(DeValue::String(text)) => text.to_string(),
        Some(DeValue::Integer(number)) => number.as_str().to_owned(),
        _ => String::new(),
    };
    let (mut shapes, mut parted, mut names, mut chinese) =
        (Vec::new(), String::new(), Vec::new(), String::new());
    for shape in items(table.get_ref(), "shape") {
        let [before, before_length, prefix, alphabet, length] =
            ["before", "before_length", "prefix", "alphabet", "length"].map(|name| field(&shape, name));
        let rest =
            format!("prefix: {prefix:?}, alphabet: Alphabet::{}, length: {length} }},\n", variant(&alphabet));
        if before.is_empty() {
            shapes.push((prefix, format!("Shape {{ before: None, {rest}")));
        } else {
            parted +=
                &format!("Shape {{ before: Some((Alphabet::{}, {before_length})), {rest}", variant(&before));
        }
    }
    for list in items(table.get_ref(), "name") {
        let DeValue::Table(of) = &list else { continue };
        for name in items(of, "names").iter().filter_map(DeValue::as_str) {
            let line = format!("({name:?}, Kind::{}),\n", variant(&field(&list, "kind")));
            if name.is_ascii() {
                let ending = name.get(name.len().saturating_sub(2)..).unwrap_or_default();
                names.push(((ending.to_owned(), usize::MAX - name.len()), line));
            } else {
                chinese += &line;
            }
        }
    }
    shapes.sort();
    names.sort();
    let list = |name: &str, of: &str, lines: &str| format!("pub const {name}: &[{of}] = &[\n{lines}];\n");
    let lines: String = shapes.into_iter().map(|(_, line)| line).collect();
    write("shapes.rs", (list("SHAPES", "Shape", &lines) + &list("PARTED", "Shape", &parted)).as_bytes());
    let lines: String = names.into_iter().map(|(_, line)| line).collect();
    let names = list("NAMES", "(&str, Kind)", &lines) + &list("CHINESE", "(&str, Kind)", &chinese);
    write("names.rs", names.as_bytes());
}

/// Leaves what `background/` counts as the table that a search looks words up in.
fn write_background() {
    let [english, chinese, plain] = ["background/en.tsv", "background/zh.tsv", "background/plain.txt"]
        .map(|path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}")));
    write(
        "background.bin",
        &Background::new(english.lines().chain(chinese.lines()), plain.lines()).to_bytes(),
    );
}

/// The name of a variant: `hex_joined` is `HexJoined`.
fn variant(name: &str) -> String {
    let words = name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}

fn write(name: &str, bytes: &[u8]) {
    fs::write(out().join(name), bytes).expect("OUT_DIR can be written");
}

fn out() -> PathBuf {
    env::var_os("OUT_DIR").expect("cargo sets it").into()
}
