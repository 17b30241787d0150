//! Many needles in a log that holds hardly any of them: this crate, aho-corasick, and one memmem for each needle.
//!
//! `cargo bench -p rare-pairs`

use aho_corasick::AhoCorasick;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use memchr::memmem::Finder;
use rare_pairs::Needles;

fn main() {
    divan::main();
}

/// How many needles are searched for.
const NUMBERS: [usize; 4] = [10, 100, 1000, 10_000];

/// One MiB of lines that have much in common with the needles.
fn log() -> Vec<u8> {
    let line = |number: usize| {
        format!(
            "{{\"ts\": \"2026-11-23T07:{:02}:{:02}.{:03}Z\", \"level\": \"info\", \"msg\": \"chat completion ok\", \
             \"status\": 200, \"latency_ms\": {}, \"request_id\": \"req-{:06x}-{}\"}}\n",
            number / 60 % 60,
            number % 60,
            number % 1000,
            number * 37 % 9000,
            number * 7919 % 0xff_ffff,
            1_795_417_200_123_456_789_u64.wrapping_mul(number as u64 | 1)
        )
    };
    let mut log = String::new();
    let mut number = 0;
    while log.len() < 1 << 20 {
        log += &line(number);
        number += 1;
    }
    log.into_bytes()
}

/// Names of errors as gateways have them.
fn needles(number: usize) -> Vec<String> {
    let what = ["completion", "request", "status", "message", "level", "latency", "model", "token"];
    let failed = ["failed", "rejected", "frozen", "exceeded", "missing", "denied", "expired", "stopped"];
    (0..number)
        .map(|at| match at / 64 {
            0 => format!("{} {}", what[at % 8], failed[at / 8]),
            more => format!("{} {} by rule {more}", what[at % 8], failed[at / 8 % 8]),
        })
        .collect()
}

fn bench(bencher: Bencher<'_, '_>, mut count: impl FnMut(&[u8]) -> usize) {
    let log = log();
    bencher.counter(BytesCount::of_slice(&log)).bench_local(|| count(black_box(&log)));
}

#[divan::bench(args = NUMBERS)]
fn rare_pairs(bencher: Bencher<'_, '_>, number: usize) {
    let searcher = Needles::new(needles(number), &log());
    bench(bencher, |log| searcher.find_iter(log).count());
}

#[divan::bench(args = NUMBERS)]
fn aho_corasick(bencher: Bencher<'_, '_>, number: usize) {
    let searcher = AhoCorasick::builder().ascii_case_insensitive(true).build(needles(number));
    let searcher = searcher.expect("these are few");
    bench(bencher, |log| searcher.find_iter(log).count());
}

/// The same with the case as it is.
#[divan::bench(args = NUMBERS)]
fn aho_corasick_case_sensitive(bencher: Bencher<'_, '_>, number: usize) {
    let searcher = AhoCorasick::new(needles(number)).expect("these are few");
    bench(bencher, |log| searcher.find_iter(log).count());
}

/// One search for each needle, with the case as it is.
#[divan::bench(args = [10, 100])]
fn memmem(bencher: Bencher<'_, '_>, number: usize) {
    let needles = needles(number);
    let searchers: Vec<Finder<'_>> = needles.iter().map(Finder::new).collect();
    bench(bencher, |log| searchers.iter().map(|searcher| searcher.find_iter(log).count()).sum());
}

/// What has to be done before the first search.
#[divan::bench(args = NUMBERS)]
fn prepare(bencher: Bencher<'_, '_>, number: usize) {
    let (needles, log) = (needles(number), log());
    bencher.bench(|| Needles::new(black_box(&needles), &log));
}
