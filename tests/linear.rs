//! Whatever is repeated in whatever arrangement, twice as much of it takes about twice as long.
//!
//! `PROPTEST_CASES` sets how many arrangements are tried.

use std::fs;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::select;
use wqerr::scan::Scanner;
use wqerr::{Catalog, Secrets};

/// What texts are made of: openings and ends, names of fields, hits of the catalog, escapes, blanks, Chinese.
const UNITS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "`",
    "\\",
    "\\\"",
    "\\\\\\\"",
    ":",
    "=",
    ">",
    "<",
    "&",
    "%",
    "|",
    ",",
    ".",
    "-",
    "_",
    " ",
    "\n",
    "\r\n",
    "\t",
    " \n",
    "> \n",
    "\n\"",
    "'\n  '",
    "\u{3000}",
    "：",
    "，",
    "“",
    "”:",
    "{\"\"",
    "a",
    "aaaa ",
    "1",
    "403 ",
    "429\n",
    "code=",
    "code=403\n",
    "code=403 - a ",
    ",code=403 - a",
    "code: ",
    "{\"code\":\"",
    "{\"code\":\"A.B\",",
    "\"message\":\"",
    "message=",
    "msg: ",
    "status=403 ",
    "status: 429 - ",
    "error: ",
    "type:x ",
    "request_id=1 ",
    "retry-after: 1\n",
    "<code>",
    "</code>",
    "<Code>a</Code>",
    "map[",
    "错误码：",
    "错误信息：",
    "状态码",
    "错误码：Forbidden，状态码: 403",
    "{\"error\":{",
    "}}",
    "{'error': {'message': '",
    "data: ",
    "\"choices\":",
    "\"success\":true",
    "req-k3v9qa-1795417200123456789 ",
    "ep-2wt0ee-1785658859439536998",
    "req-",
    "://",
    "https://a.b/c ",
    "wanqing",
    "openai.",
    "Too many requests. ",
    "Too many requests.",
    "502 Bad Gateway ",
    "The a parameter is required. ",
    "User has been frozen. ",
    "Customer:1 is frozen, not allow to access action: A ",
    "Customer:",
    "AUTH_INFO missing",
    "downstream_remote_disconnect ",
    "Forbidden.Frozen ",
    "{\"code\":\"Forbidden.Foo1\"} ",
    "InvalidArgument.",
    "forbidden",
    "timeout_",
    "timeout x",
    "已失效",
    "x已失效",
    "参数 a 缺失 b",
    "缺失",
    "\\u0022",
    "\\x22",
    "\\n",
    "%22",
    "%2522",
    "&quot;",
    "&amp;",
    "\u{200b}",
    "\x1b[31m",
    "\x1b]",
    "\x07",
    "sk-0123456789abcdef0123456789abcdef ",
    "Bearer ",
    "api_key=",
    "code=\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"{",
    "2026-11-27T07:00:00Z ",
    "event: error\n",
];

/// Messages with values at their ends, whose reach has no fixed text behind it.
const OWN: &str = r#"
schema = 1
name = "own"
[[entry]]
id = "ends-open"
status = 504
message = "timeout {S}"
retry = "no"
actor = "caller"
meaning.en = "a"
[[entry]]
id = "begins-open"
status = 401
message = "{Token} 已失效"
retry = "no"
actor = "caller"
meaning.en = "a"
[[entry]]
id = "open"
status = 400
message = "参数 {A} 缺失 {B}"
retry = "no"
actor = "caller"
meaning.en = "a"
"#;

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::embedded().overlaid(Catalog::from_toml(OWN).expect("it has no mistakes")));

/// How units follow each other.
#[derive(Debug, Clone, Copy)]
enum Arrangement {
    /// All of the first, then all of the second.
    OneAfterTheOther,
    Interleaved,
    /// The others once, amid the first.
    InTheMiddle,
}

fn text(units: &[&str], arrangement: Arrangement, len: usize) -> String {
    let fill = |unit: &str, len: usize| unit.repeat(len.div_ceil(unit.len()));
    match arrangement {
        Arrangement::OneAfterTheOther => units.iter().map(|unit| fill(unit, len / units.len())).collect(),
        Arrangement::Interleaved => fill(&units.concat(), len),
        Arrangement::InTheMiddle => {
            let half = fill(units[0], len / 2);
            format!("{half}{}{half}", units[1..].concat())
        }
    }
}

/// The processor time that this thread has used so far, where the system tells it: it does not count the time in which
/// others run.
fn processor_time() -> Option<Duration> {
    // The system brings its count up to date when it may switch threads.
    thread::yield_now();
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

fn time_of(work: impl Fn()) -> Duration {
    let (start, before) = (Instant::now(), processor_time());
    work();
    let spent = || Some(processor_time()?.saturating_sub(before?));
    spent().unwrap_or_else(|| start.elapsed())
}

fn explain(text: &str) {
    wqerr::explain(&CATALOG, text, Secrets::Masked);
}

fn scan(text: &str) {
    Scanner::new(&CATALOG, Secrets::Masked).scan(text.as_bytes(), |_| {});
}

/// The size of the smaller text, in bytes.
const SMALL: usize = 64 << 10;

/// How much longer twice the text may take.
const GROWTH: f64 = 2.5;

/// What is lost in measuring.
const NOISE: Duration = Duration::from_millis(10);

/// How long the larger text may take, in a build for tests: what is linear may still be too slow.
const LONGEST: Duration = Duration::from_secs(10);

/// How often a measurement is repeated before what it says is believed.
const TRIES: u32 = 8;

fn is_linear(work: fn(&str), units: &[&str], arrangement: Arrangement) -> Result<(), String> {
    let texts = [SMALL, 2 * SMALL].map(|len| text(units, arrangement, len));
    let mut least = [Duration::MAX; 2];
    for _ in 0..TRIES {
        for (text, least) in texts.iter().zip(&mut least) {
            *least = time_of(|| work(text)).min(*least);
        }
        if least[1] <= least[0].mul_f64(GROWTH) + NOISE && least[1] <= LONGEST {
            return Ok(());
        }
    }
    Err(format!("{units:?}, {arrangement:?}: {least:?}"))
}

fn cases(number: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(number);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn twice_as_much_takes_twice_as_long(
        units in prop::collection::vec(select(UNITS), 2..=3),
        arrangement in select(&[Arrangement::OneAfterTheOther, Arrangement::Interleaved, Arrangement::InTheMiddle][..]),
    ) {
        LazyLock::force(&CATALOG);
        for work in [explain, scan] {
            prop_assert_eq!(is_linear(work, &units, arrangement), Ok(()));
        }
    }
}

/// What was quadratic once.
#[test]
fn known_texts_take_linear_time() {
    LazyLock::force(&CATALOG);
    let unclosed = |message: &str| format!("{{\"code\":\"{}", message.repeat(40));
    let units = [
        "\n".to_owned(),
        "\r\n".to_owned(),
        " \n".to_owned(),
        "> \n".to_owned(),
        unclosed("Too many requests. "),
        unclosed("502 Bad Gateway "),
        unclosed("The a parameter is required. "),
        "timeout_".to_owned(),
        "x已失效".to_owned(),
        "downstream_remote_disconnect ".to_owned(),
        "{\"code\":\"Forbidden.Foo1\"} ".to_owned(),
        "code=403\n".to_owned(),
        "\u{3000}".to_owned(),
        "错误码：Forbidden，状态码: 403".to_owned(),
    ];
    for unit in &units {
        for work in [explain, scan] {
            assert_eq!(is_linear(work, &[unit], Arrangement::Interleaved), Ok(()));
        }
    }
    // A log, and blank lines behind it.
    let log = "2026-11-27T07:00:00Z 403 User has been frozen.\n".repeat(2000);
    let texts = [SMALL, 2 * SMALL].map(|len| log.clone() + &"\n".repeat(len));
    let [once, twice] = texts.map(|text| time_of(|| explain(&text)));
    assert!(twice <= once.mul_f64(GROWTH) + NOISE, "{once:?} {twice:?}");
}
