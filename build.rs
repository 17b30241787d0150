//! Checks `codes.toml` and packs it for embedding, so that a broken catalog does not build and the program
//! parses no TOML at start-up. The types and the checks are the program's own.

// Each module is compiled for the program as well, which uses the rest of it.
#![allow(dead_code, unused_imports, reason = "the build needs only the reading side of these modules")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

#[path = "src/edits.rs"]
mod edits;
#[path = "src/entry.rs"]
mod entry;
#[path = "src/fold.rs"]
mod fold;
#[path = "src/fragment.rs"]
mod fragment;
#[path = "src/index.rs"]
mod index;
#[path = "src/lang.rs"]
mod lang;
#[path = "src/packed.rs"]
mod packed;
#[path = "src/pattern.rs"]
mod pattern;

#[path = "src/catalog"]
mod catalog {
    pub mod finding;
    pub mod read;
}

/// The program reads from a table how characters sound; here is where the table comes from.
mod sounds {
    use pinyin::ToPinyin;

    /// The syllable as it is typed.
    pub fn syllable(c: char) -> Option<&'static str> {
        c.to_pinyin().map(|pinyin| match pinyin.plain() {
            "lü" => "lv",
            "lüe" => "lve",
            "nü" => "nv",
            "nüe" => "nve",
            plain => plain,
        })
    }
}

/// The program reads from a table how characters are simplified; here is where the table comes from.
mod simplified {
    /// The form of a character alone; some words have another.
    pub fn simplified(c: char) -> char {
        let form = hanconv::t2s(c.encode_utf8(&mut [0; 4]));
        let mut form = form.chars();
        form.next().filter(|_| form.next().is_none()).unwrap_or(c)
    }
}

fn main() -> ExitCode {
    const CATALOG: &str = "codes.toml";
    const BACKGROUND: [&str; 2] = ["background/en.tsv", "background/zh.tsv"];
    for source in [
        CATALOG,
        "background",
        "build.rs",
        "src/catalog",
        "src/edits.rs",
        "src/entry.rs",
        "src/fold.rs",
        "src/fragment.rs",
        "src/fragment",
    ] {
        println!("cargo::rerun-if-changed={source}");
    }
    for source in
        ["src/index.rs", "src/index", "src/lang.rs", "src/packed.rs", "src/pattern.rs", "src/pattern"]
    {
        println!("cargo::rerun-if-changed={source}");
    }
    let text = fs::read_to_string(CATALOG).expect("codes.toml stands beside Cargo.toml");
    let contents = match catalog::read::read(&text) {
        Ok(contents) => contents,
        Err(findings) => {
            for finding in findings {
                println!("cargo::error={CATALOG}:{finding}");
            }
            return ExitCode::FAILURE;
        }
    };
    let index = index::Index::new(contents.entries.iter().map(Some), &contents.synonyms);
    write_sounds();
    let [english, chinese] =
        BACKGROUND.map(|path| fs::read_to_string(path).expect("it stands in the package"));
    pack(&index::Background::new(english.lines().chain(chinese.lines())), "background.bin");
    write_simplified();
    link_for_quick_start();
    if let Some(commit) = commit() {
        println!("cargo::rustc-env=WQERR_COMMIT={commit}");
    }
    pack(&contents, "catalog.bin");
    pack(&index, "index.bin");
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

/// Leaves the tables of `src/sounds.rs`: syllables in their order, in lines of seven bytes, and their numbers, which
/// take nine bits: first the lower eight of all, then the ninth of all.
fn write_sounds() {
    let characters = '\u{4e00}'..='\u{9fff}';
    let sounds = characters.map(|c| sounds::syllable(c).unwrap_or_default());
    let syllables: Vec<&str> = sounds.clone().collect::<BTreeSet<_>>().into_iter().collect();
    assert!(syllables.len() <= 1 << 9, "there are some 400 syllables");
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for (at, syllable) in sounds.enumerate() {
        let number = syllables.binary_search(&syllable).expect("it was collected before");
        let [lowest, ninth] = u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
        low.push(lowest);
        if at % 8 == 0 {
            high.push(0);
        }
        high[at / 8] |= ninth << (at % 8);
    }
    let mut lines = String::new();
    for syllable in syllables {
        lines += &format!("{syllable:<6}\n");
    }
    write("sounds.bin", &[low, high].concat());
    write("syllables.txt", lines.as_bytes());
}

/// Leaves the table of `src/simplified.rs`.
fn write_simplified() {
    let mut pairs = Vec::new();
    for unit in 0x3400..=0x9fff_u16 {
        let Some(c) = char::from_u32(unit.into()) else { continue };
        if let Ok(form) = u16::try_from(u32::from(simplified::simplified(c)))
            && form != unit
        {
            pairs.extend([unit.to_le_bytes(), form.to_le_bytes()].concat());
        }
    }
    write("simplified.bin", &pairs);
}

/// Has the program linked so that it starts quickly, where that can be done. To load the library that makes backtraces
/// would take a tenth of the time of most calls, so it is linked in. To relocate a program that may lie anywhere takes
/// another twentieth, so this one lies at a fixed place.
fn link_for_quick_start() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|own| own == value);
    let linker = env::var("RUSTC_LINKER").ok();
    let is_own = linker.is_some() || env::var("HOST") == env::var("TARGET");
    let is_static =
        env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|features| features.contains("crt-static"));
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") || is_static || !is_own {
        return;
    }
    // Whoever asks for another layout gets it.
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    if !["pie", "relocation-model"].iter().any(|flag| flags.contains(flag)) {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let asked = Command::new(linker.as_deref().unwrap_or("cc")).arg("-print-file-name=libgcc_eh.a").output();
    let path =
        asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if Path::new(&path).is_absolute() {
        // Found in the place of the library by every linker.
        write("libgcc_s.so", format!("INPUT(\"{path}\")\n").as_bytes());
        println!("cargo::rerun-if-changed={path}");
        println!("cargo::rustc-link-arg-bins=-L{}", out().display());
    }
}

/// Leaves plain data for the program to embed.
fn pack(data: &impl serde::Serialize, name: &str) {
    write(name, &postcard::to_stdvec(data).expect("it is plain data"));
}

fn write(name: &str, bytes: &[u8]) {
    fs::write(out().join(name), bytes).expect("OUT_DIR can be written");
}

fn out() -> PathBuf {
    env::var_os("OUT_DIR").expect("cargo sets it").into()
}
