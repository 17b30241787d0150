//! Writes the tables of how Han characters sound and how they are simplified.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

use pinyin::ToPinyin;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    write_sounds();
    write_simplified();
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

/// The simplified form of a character alone; some words have another.
fn simplified(c: char) -> char {
    let form = hanconv::t2s(c.encode_utf8(&mut [0; 4]));
    let mut form = form.chars();
    form.next().filter(|_| form.next().is_none()).unwrap_or(c)
}

/// Leaves the tables of `src/sounds.rs`: syllables in their order, in lines of seven bytes, and their numbers, which
/// take nine bits: first the lower eight of all, then the ninth of all.
fn write_sounds() {
    let characters = '\u{4e00}'..='\u{9fff}';
    let sounds = characters.map(|c| syllable(c).unwrap_or_default());
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
        if let Ok(form) = u16::try_from(u32::from(simplified(c)))
            && form != unit
        {
            pairs.extend([unit.to_le_bytes(), form.to_le_bytes()].concat());
        }
    }
    write("simplified.bin", &pairs);
}

fn write(name: &str, bytes: &[u8]) {
    let out: PathBuf = env::var_os("OUT_DIR").expect("cargo sets it").into();
    fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
}
