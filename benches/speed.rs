//! How fast the parts are: getting ready, lines passed over, lines of a known template, lines explained anew, bodies
//! explained, and searches. `cargo bench` shows the time of each and what it amounts to in bytes.

use std::fmt::Write;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use wqerr::scan::Scanner;
use wqerr::{Catalog, Secrets};

/// How many lines a log has.
const LINES: u64 = 10_000;

fn main() {
    divan::main();
}

/// Lines without an error: the prefilter alone, for the catalog with so many further entries.
#[divan::bench(args = [0, 10_000])]
fn scan_without_errors(bencher: Bencher<'_, '_>, further: usize) {
    let line = |log: &mut String, number: u64| {
        writeln!(
            log,
            r#"{{"ts": "2026-11-23T07:00:00.{:03}Z", "level": "info", "msg": "chat completion ok", "status": 200, "latency_ms": {number}}}"#,
            number % 1000
        )
    };
    scan(bencher, with_further(further), line);
}

/// What has to be done before the first line, for the catalog with so many further entries.
#[divan::bench(args = [0, 10_000])]
fn scanner(bencher: Bencher<'_, '_>, further: usize) {
    let catalog = with_further(further);
    bencher.bench(|| Scanner::new(black_box(catalog), Secrets::Masked));
}

/// The catalog with further entries laid over it, whose codes and messages share their words.
fn with_further(entries: usize) -> &'static Catalog {
    if entries == 0 {
        return Catalog::embedded();
    }
    let entry = |number: usize| {
        format!(
            "[[entry]]\nid = \"further-{number}\"\nstatus = 400\ncode = \"Gateway.Rejected{number}\"\n\
             message = \"Rule {number} of the gateway rejected the request of {{Tenant}}.\"\nretry = \"no\"\n\
             actor = \"caller\"\nmeaning.en = \"A rule of the gateway.\"\n"
        )
    };
    let entries: Vec<String> = (0..entries).map(entry).collect();
    let own = Catalog::from_toml(&format!("schema = 1\nname = \"gateway\"\n{}", entries.concat()));
    Box::leak(Box::new(Catalog::embedded().overlaid(own.expect("it has no mistakes"))))
}

/// Errors that differ in their values only: lines of one template.
#[divan::bench]
fn scan_errors_of_one_template(bencher: Bencher<'_, '_>) {
    let line = |log: &mut String, number: u64| {
        let customer = 20_000_000 + number;
        writeln!(
            log,
            r#"{{"status": 403, "body": "{{\"error\":{{\"message\":\"Customer:{customer} is frozen, not allow to access action: ChatCompletions\",\"code\":\"Forbidden\"}}}}"}}"#
        )
    };
    scan(bencher, Catalog::embedded(), line);
}

/// Errors of which no two are of one template: the extraction.
#[divan::bench]
fn scan_errors_of_many_templates(bencher: Bencher<'_, '_>) {
    let word = |number: u64| -> String {
        (0..6)
            .map(|place| char::from(b'a' + u8::try_from((number >> (4 * place)) % 16).unwrap_or(0)))
            .collect()
    };
    let line = |log: &mut String, number: u64| {
        writeln!(log, "user {} got 403 User has been frozen. (Forbidden.Frozen)", word(number))
    };
    scan(bencher, Catalog::embedded(), line);
}

fn scan(bencher: Bencher<'_, '_>, catalog: &Catalog, line: impl Fn(&mut String, u64) -> std::fmt::Result) {
    let mut log = String::new();
    (0..LINES).for_each(|number| line(&mut log, number).expect("a string takes all"));
    let scanner = Scanner::new(catalog, Secrets::Masked);
    bencher.counter(BytesCount::of_str(&log)).with_inputs(|| scanner.clone()).bench_values(|mut scanner| {
        let mut found = 0_u64;
        scanner.scan(black_box(log.as_bytes()), |_| found += 1);
        found
    });
}

#[divan::bench(args = [
    r#"{"error":{"message":"Customer:20012345 is frozen, not allow to access action: ChatCompletions","code":"Forbidden"}}"#,
    "Error code: 403 - {'error': {'message': 'User has been frozen.', 'type': 'Forbidden', 'param': ''}}",
    "403 status code (no body)",
])]
fn explain(bencher: Bencher<'_, '_>, body: &str) {
    bencher.bench(|| wqerr::explain(Catalog::embedded(), black_box(body), Secrets::Masked));
}

#[divan::bench(args = ["balance", "tooo many reqests", "没钱了怎么办", "qianfei"])]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    bencher.bench(|| wqerr::search(Catalog::embedded(), black_box(query)));
}
