//! Writes the tables of `src/sounds.rs`: the syllables in their order, one a line, and for each Han character the number
//! of its own.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

use pinyin::ToPinyin;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let sounds = ('\u{4e00}'..='\u{9fff}').map(|c| syllable(c).unwrap_or_default());
    let syllables: Vec<&str> = sounds.clone().collect::<BTreeSet<_>>().into_iter().collect();
    let number = |sound: &str| syllables.binary_search(&sound).expect("it was collected before");
    let numbers = sounds.map(|sound| u16::try_from(number(sound)).expect("there are some 400 syllables"));
    let out: PathBuf = env::var_os("OUT_DIR").expect("cargo sets it").into();
    let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
    write("sounds.bin", &numbers.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    write("syllables.txt", syllables.join("\n").as_bytes());
}

/// The syllable of a Han character as it is typed.
fn syllable(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|pinyin| match pinyin.plain() {
        "lü" => "lv",
        "lüe" => "lve",
        "nü" => "nv",
        "nüe" => "nve",
        plain => plain,
    })
}
