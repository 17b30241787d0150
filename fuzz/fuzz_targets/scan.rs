//! Any bytes are scanned without a panic; what a line holds does not depend on the lines before it, nor on where the
//! log is cut into blocks; and no secret comes back.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wqerr::scan::{Block, Blocks, Occurrence, Scanner, Summary};
use wqerr::{Catalog, Secrets};

fuzz_target!(|bytes: &[u8]| scan(bytes));

/// A key of the shape that the platform's have.
const KEY: &[u8] = b"aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let own = Catalog::from_toml(include_str!("../own.toml")).expect("it has no mistakes");
    Catalog::embedded().overlaid(own)
});

static SCANNER: LazyLock<Scanner<'static>> = LazyLock::new(|| Scanner::new(&CATALOG, Secrets::Masked));

fn scan(bytes: &[u8]) {
    // Each line three times, the second and the third with other numbers and ids: lines of one template.
    let mut log = Vec::new();
    for line in bytes.split(|&byte| byte == b'\n') {
        for shift in 0..3 {
            log.extend(line.iter().flat_map(|&byte| changed(byte, shift)));
            log.push(b'\n');
        }
    }
    let mut found = Vec::new();
    let mut summary = Summary::default();
    summary.lines = SCANNER.clone().scan(&log, |finding| {
        summary.add(&finding, 0, finding.line);
        found.push(finding);
    });
    assert!(found.is_sorted_by_key(|finding| finding.line));
    assert_eq!(summary.found().iter().map(|found| found.count).sum::<u64>(), found.len() as u64);
    assert_eq!(found, line_by_line(&log));
    assert_eq!(found, in_blocks(&log));
    let values = found.iter().flat_map(|finding| &finding.values).map(|value| &value.text);
    for text in values.chain(found.iter().filter_map(|finding| finding.request_id.as_ref())) {
        assert!(!text.contains(char::is_control), "a control character: {text:?}");
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        assert!(!words.into_iter().any(|word| word.as_bytes() == KEY), "a key: {text:?}");
    }
}

/// A byte of the input with its digits counted up; one stands for a whole key, another for the letters of an id.
fn changed(byte: u8, shift: u8) -> Vec<u8> {
    match byte {
        1 => KEY.to_vec(),
        2 => vec![b'7', b'd' + shift, b'f' - shift],
        b'0'..=b'9' => vec![b'0' + (byte - b'0' + shift) % 10],
        _ => vec![byte],
    }
}

fn line_by_line(log: &[u8]) -> Vec<Occurrence<'static>> {
    let mut found = Vec::new();
    for (number, line) in (0..).zip(log.split_inclusive(|&byte| byte == b'\n')) {
        SCANNER.clone().scan(line, |mut finding| {
            finding.line += number;
            found.push(finding);
        });
    }
    found
}

fn in_blocks(log: &[u8]) -> Vec<Occurrence<'static>> {
    let (mut scanner, mut blocks, mut block) = (SCANNER.clone(), Blocks::new(log), Block::default());
    let (mut found, mut lines) = (Vec::new(), 0);
    while blocks.next_block(&mut block).expect("bytes can be read") {
        lines += scanner.scan(block.lines(), |mut finding| {
            finding.line += lines;
            found.push(finding);
        });
    }
    found
}
