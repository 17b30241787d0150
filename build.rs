//! Checks `codes.toml` and packs it for embedding, so that a broken catalog does not build and the program
//! parses no TOML at start-up. The types and the checks are the program's own.

// Each module is compiled for the program as well, which uses the rest of it.
#![allow(dead_code, reason = "the build needs only the reading side of these modules")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

#[path = "src/entry.rs"]
mod entry;
#[path = "src/fold.rs"]
mod fold;
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

fn main() -> ExitCode {
    const CATALOG: &str = "codes.toml";
    for source in [CATALOG, "build.rs", "src/catalog", "src/entry.rs", "src/fold.rs", "src/lang.rs"] {
        println!("cargo::rerun-if-changed={source}");
    }
    for source in ["src/packed.rs", "src/pattern.rs", "src/pattern"] {
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
    let packed = postcard::to_stdvec(&contents).expect("the catalog is plain data");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("catalog.bin"), packed).expect("OUT_DIR can be written");
    ExitCode::SUCCESS
}
