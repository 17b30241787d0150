//! Lines that report a failure which is no entry of the catalog: a status from 400 on where logs write statuses, or an
//! error object with another code; and whose failure it is, if another platform is known by it.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use memchr::memchr2_iter;
use rare_pairs::Needles;

use crate::answer::Confidence;
use crate::catalog::Catalog;
use crate::explain::{OtherSystem, Secrets, as_written, not_ours, platform};
use crate::lang::Bilingual;
use crate::packed::Text;
use crate::status::FIRST_ERROR;
use crate::time::LineTime;

/// What stands before a status.
const BEFORE_STATUS: [&str; 32] = [
    // Access logs, and such in strings of JSON; nginx has no version where there was no request.
    "/1.1\" ",
    "/1.0\" ",
    "/2.0\" ",
    "/2\" ",
    "/3.0\" ",
    "/3\" ",
    "/1.1\\\" ",
    "/2.0\\\" ",
    "/2\\\" ",
    "\"-\" ",
    // Gin.
    " | ",
    // Status lines.
    "http/1.1 ",
    "http/1.0 ",
    "http/2 ",
    // Fields and clients. `code` is the end of many names: `status_code`, `responseCode`.
    "status\":",
    "status\": ",
    "status\":\"",
    "status\": \"",
    "status\\\":",
    "status\\\": ",
    "status=",
    "status=\"",
    "status: ",
    "code\":",
    "code\": ",
    "code\":\"",
    "code\": \"",
    "code=",
    "code: ",
    "status': ",
    "code': ",
    "status code ",
];

/// The first digits of the statuses that are failures.
const FIRST_DIGITS: [char; 2] = ['4', '5'];

/// With what error objects begin, or what only they have, in the bodies of the platforms of `neighbours.toml`.
const OBJECTS: [&str; 16] = [
    "\"error\":{",
    "\"error\": {",
    "'error': {",
    "\\\"error\\\":{",
    "\\\"error\\\": {",
    "errorcode\":\"",
    "errorcode\": \"",
    "errorcode\\\":\\\"",
    "error_code\":",
    "error_code\\\":",
    "error_code': ",
    "\"status_msg\":",
    "{\"code\":\"",
    "{\\\"code\\\":\\\"",
    "{\\\"code\\\": \\\"",
    "{'code': '",
];

/// How much of a line around an error object is examined, in bytes: before it, and from it on.
const AROUND: (usize, usize) = (4 << 10, 12 << 10);

/// How many templates of lines are remembered, and how long each is at most, in bytes.
const TEMPLATES: (usize, usize) = (1 << 8, 2 << 10);

/// How many characters of a code are kept.
const CODE: usize = 80;

/// How many characters of an example are kept.
const EXAMPLE: usize = 300;

/// A line that reports a failure which is no entry of the catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The number of the line, from 1.
    pub line: u64,
    /// What failed.
    pub kind: FailureKind,
    /// When, if the line says so.
    pub time: Option<LineTime>,
    /// The beginning of the line, with secrets masked; of lines of a kind the scanner gives that of the first.
    pub example: Option<String>,
}

/// What is counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FailureKind {
    /// The platform whose error it is, by its id, if one is known by it.
    pub system: Option<&'static str>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The code, or else the type of the error object.
    pub code: Option<String>,
}

impl FailureKind {
    /// The name of the platform whose error it is, and the page of its error codes.
    pub fn platform(&self) -> Option<(&'static Bilingual<Text>, &'static str)> {
        platform(self.system?)
    }
}

/// What every line that reports a failure has, one of them. They are many short texts that begin alike, and so are
/// looked for apart from those of the catalog, of which the search is quicker without them.
#[derive(Debug, Default)]
pub struct Marks {
    /// Built when the first block is there, which shows what is rare in the log.
    needles: OnceLock<Needles>,
}

impl Marks {
    /// A byte of the first line of a block that may report a failure.
    pub fn find(&self, block: &[u8]) -> Option<usize> {
        let needles = self.needles.get_or_init(|| Needles::new(marks(), block));
        needles.find(block).map(|found| found.start)
    }
}

fn marks() -> impl Iterator<Item = String> {
    let statuses = BEFORE_STATUS.iter().flat_map(|text| FIRST_DIGITS.map(|digit| format!("{text}{digit}")));
    statuses.chain(OBJECTS.iter().map(|&text| text.to_owned()))
}

/// Finds out what failed in lines. It remembers what lines were that differ only in their numbers.
#[derive(Debug, Default)]
pub struct Failures {
    objects: HashMap<String, ErrorObject>,
    /// The kinds of which an example was given.
    seen: HashSet<FailureKind>,
}

/// What an error object says.
#[derive(Debug, Clone)]
struct ErrorObject {
    status: Option<u16>,
    code: Option<String>,
    system: Option<OtherSystem>,
}

impl Failures {
    /// What failed in a line that holds no error of the catalog, if it reports a failure.
    pub fn kind_of(&mut self, catalog: &Catalog, line: &str, secrets: Secrets) -> Option<FailureKind> {
        let status = status(line);
        let object = self.object(catalog, line);
        let status = status.or_else(|| object.as_ref().and_then(|object| object.status));
        let system = object.as_ref().and_then(|object| object.system);
        let code = system.and_then(|system| system.code.map(str::to_owned));
        let code = code.or_else(|| Some(start_of(secrets.hide(&object?.code?), CODE)));
        (status.is_some() || code.is_some() || system.is_some()).then_some(FailureKind {
            system: system.map(|system| system.id),
            status,
            code,
        })
    }

    /// An example for a failure, if it is the first of its kind.
    pub fn example(&mut self, kind: &FailureKind, line: &str, secrets: Secrets) -> Option<String> {
        if self.seen.contains(kind) || self.seen.len() >= super::MAX_KINDS {
            return None;
        }
        self.seen.insert(kind.clone());
        Some(start_of(secrets.hide(line.trim()).replace(['\n', '\t'], " "), EXAMPLE))
    }

    fn object(&mut self, catalog: &Catalog, line: &str) -> Option<ErrorObject> {
        let at = objects().find(line)?.start();
        let start = line.ceil_char_boundary(at.saturating_sub(AROUND.0));
        let part = &line[start..line.floor_char_boundary(at + AROUND.1)];
        let template = template(part);
        if let Some(known) = self.objects.get(&template) {
            return Some(known.clone());
        }
        let object = ErrorObject::of(catalog, part);
        if self.objects.len() >= TEMPLATES.0 {
            self.objects.clear();
        }
        if template.len() <= TEMPLATES.1 {
            self.objects.insert(template, object.clone());
        }
        Some(object)
    }
}

impl ErrorObject {
    fn of(catalog: &Catalog, text: &str) -> Self {
        let (evidence, other) = not_ours(catalog, &as_written(text));
        let status = evidence.status.filter(|&status| status >= FIRST_ERROR);
        let code = evidence.code.filter(|code| says_what_failed(code));
        let code = code.or_else(|| evidence.r#type.filter(|r#type| says_what_failed(r#type)));
        Self { status, code, system: other.filter(|other| other.confidence > Confidence::Possible) }
    }
}

/// So many characters of a text.
fn start_of(text: String, len: usize) -> String {
    let cut = text.char_indices().nth(len).map(|(end, _)| format!("{}…", &text[..end]));
    cut.unwrap_or(text)
}

/// Whether a code says more than that all is well, or than a status does.
fn says_what_failed(code: &str) -> bool {
    const WELL: [&str; 8] = ["", "0", "ok", "success", "null", "none", "error", "nil"];
    let is_status = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    !is_status && !WELL.contains(&code.trim().to_ascii_lowercase().as_str())
}

fn objects() -> &'static AhoCorasick {
    static OBJECTS_AUTOMATON: OnceLock<AhoCorasick> = OnceLock::new();
    OBJECTS_AUTOMATON.get_or_init(|| {
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(OBJECTS);
        automaton.expect("a few short texts are not too many")
    })
}

/// The first status of a failure that stands where logs write statuses.
fn status(line: &str) -> Option<u16> {
    let bytes = line.as_bytes();
    memchr2_iter(b'4', b'5', bytes).find_map(|at| {
        let digits = bytes.get(at..at + 3).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/');
        let is_whole = !bytes.get(at + 3).is_some_and(is_part);
        let number = digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
        (is_whole && is_before_status(&line[..at], &line[at + 3..])).then_some(number)
    })
}

/// Whether a status stands between two texts.
fn is_before_status(before: &str, behind: &str) -> bool {
    if before.ends_with(" | ") {
        return behind.starts_with(" |");
    }
    let open = before.trim_end_matches(['"', '\'', '\\']);
    let spaced = before.trim_end_matches(' ');
    if spaced.len() < before.len() && is_http_version(spaced.trim_end_matches(['"', '\\']))
        || before.ends_with("\"-\" ")
    {
        return true;
    }
    let head = open.trim_end_matches([' ', '\t']);
    let Some(named) = head.strip_suffix([':', '=']) else {
        return ends_with_folded(head, "status code") && head.len() < before.len();
    };
    is_name_of_status(named.trim_end_matches(['"', '\'', '\\', ' ']))
}

/// Whether a text ends with `HTTP/` and a version.
fn is_http_version(text: &str) -> bool {
    let version = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    version.len() < text.len() && ends_with_folded(version, "http/")
}

/// Whether a text ends with a name of a field that holds a status.
fn is_name_of_status(text: &str) -> bool {
    const ENDS: [&str; 7] =
        ["status", "statuscode", "status_code", "status-code", "responsecode", "response_code", "http_code"];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let len = text.bytes().rev().take_while(is_part).count();
    let (before, name) = text.split_at(text.len() - len);
    // A program that ends has a code too.
    let is_of_program = || ["exit ", "return "].iter().any(|word| ends_with_folded(before, word));
    ENDS.iter().any(|end| ends_with_folded(name, end))
        || name.eq_ignore_ascii_case("code") && !is_of_program()
}

fn ends_with_folded(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    start.and_then(|start| text.get(start..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// A line without what differs between lines that report the same: numbers, and the letters of ids. Codes and statuses
/// stay.
fn template(line: &str) -> String {
    /// The length from which on a word with digits in it is an id.
    const ID: usize = 8;
    /// The length from which on a number is one, and its length tells whose.
    const LONG_NUMBER: usize = 16;
    let mut template = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let word = &rest[..len.max(first.len_utf8())];
        rest = &rest[word.len()..];
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        if !has_digit || is_code(&template) {
            template.push_str(word);
        } else if is_number && word.len() < LONG_NUMBER {
            template.push('0');
        } else if is_number || word.len() >= ID {
            template.extend(std::iter::repeat_n('0', word.len()));
        } else {
            template.push_str(word);
        }
    }
    template
}

/// Whether a value behind a text is a code, a status or a type.
fn is_code(text: &str) -> bool {
    let named = text.trim_end_matches(['"', '\'', '\\', ':', '=', ' ', '-']);
    named.len() < text.len() && ["code", "status", "type"].iter().any(|name| ends_with_folded(named, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<(Option<&'static str>, Option<u16>, Option<String>)> {
        let kind = Failures::default().kind_of(Catalog::embedded(), line, Secrets::Masked)?;
        Some((kind.system, kind.status, kind.code))
    }

    #[test]
    fn statuses_are_read_where_logs_write_them() {
        for line in [
            r#"10.0.0.1 - - [27/Nov/2026:09:00:00 +0800] "POST /v1/chat HTTP/1.1" 502 157 "-" "curl""#,
            r#"{"log":"10.0.0.1 \"GET / HTTP/1.1\" 502 12"}"#,
            r#"10.0.0.1 - - [27/Nov/2026:09:00:00 +0800] "-" 502 0 "-" "-""#,
            r#"[2026-11-27T09:00:00Z] "POST /a HTTP/2" 502 UF 0 91"#,
            r#"INFO:     127.0.0.1:5 - "POST /v1 HTTP/1.1" 502 Bad Gateway"#,
            r"[GIN] 2026/11/27 - 09:00:00 | 502 |  1.2ms | 127.0.0.1 | POST /v1",
            "< HTTP/2 502",
            r#"{"level":"info","status":502}"#,
            r#"{"level": "info", "statusCode": 502, "x": 1}"#,
            r#"{"response_code":"502","path":"/"}"#,
            r#"{"DownstreamStatus":502}"#,
            "level=info http_status=502 path=/",
            "{'status_code': 502}",
            "Request failed with status code 502",
            "Error code: 502",
        ] {
            assert_eq!(kind(line), Some((None, Some(502), None)), "{line}");
        }
        for line in [
            r#""GET / HTTP/1.1" 200 502 "-" "-""#,
            r#"{"status":200,"bytes":502,"latency_ms":404}"#,
            r#"{"status":"ok","code":0,"size":"404"}"#,
            "process ended, exit code: 404",
            "took 502 ms, id-502, /502/, 502.5",
            r#"{"code":4040,"count":404}"#,
            "",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }

    #[test]
    fn error_objects_say_their_code_and_whose_they_are() {
        for (line, system, status, code) in [
            (
                r#"{"ts":1,"status":429,"body":"{\"error\":{\"code\":\"quota_gone\",\"message\":\"No more.\"}}"}"#,
                None,
                Some(429),
                Some("quota_gone"),
            ),
            (r#"{"error": {"type": "own_error", "message": "It broke."}}"#, None, None, Some("own_error")),
            (r#"{"ErrorCode":"Own.Broken","ErrorMessage":"It broke."}"#, None, None, Some("Own.Broken")),
            (
                r#"status=429 body={"code":"Throttling.BurstRate","message":"Request rate increased too quickly.","request_id":"a"}"#,
                Some("dashscope"),
                Some(429),
                Some("Throttling.BurstRate"),
            ),
        ] {
            assert_eq!(kind(line), Some((system, status, code.map(str::to_owned))), "{line}");
        }
        for line in [
            r#"{"error":{},"status":200}"#,
            r#"{"error":{"code":0,"message":"ok"}}"#,
            r#"{"code":"0","message":"success","data":1}"#,
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }

    #[test]
    fn lines_that_differ_in_numbers_have_one_template() {
        let line = |id: u64, code: u64| {
            format!(r#"{{"ts":{id},"id":"8f3b{id}c","took":{},"error":{{"code":"{code}"}}}}"#, id % 97)
        };
        assert_eq!(template(&line(17_000, 1113)), template(&line(93_121, 1113)));
        assert_ne!(template(&line(17_000, 1113)), template(&line(17_000, 1210)));
        assert_eq!(template("界 12，3"), "界 0，0");
    }

    #[test]
    fn every_failure_has_a_mark() {
        let marks: Vec<String> = marks().collect();
        for line in [
            r#""POST /v1/chat HTTP/1.1" 502 157"#,
            r#"{"statusCode": 502}"#,
            "Error code: 502",
            r#"{"error": {"type": "own_error"}}"#,
        ] {
            let folded = line.to_ascii_lowercase();
            assert!(marks.iter().any(|mark| folded.contains(mark)), "{line}");
        }
        assert!(marks.iter().all(|mark| mark.to_ascii_lowercase() == *mark));
    }

    #[test]
    fn an_example_is_short_and_without_secrets() {
        let mut failures = Failures::default();
        let line = format!(
            "{{\"status\":502,\"api_key\":\"aB3dE5fG7hJ9kL1mN3pQ5r\",\"x\":\"{}\"}}",
            "界".repeat(1000)
        );
        let kind = failures.kind_of(Catalog::embedded(), &line, Secrets::Masked).expect("it is a failure");
        let example = failures.example(&kind, &line, Secrets::Masked).expect("it is the first");
        assert!(
            !example.contains("aB3dE5fG7hJ9kL1mN3pQ5r") && example.chars().count() == EXAMPLE + 1,
            "{example}"
        );
        assert_eq!(failures.example(&kind, &line, Secrets::Masked), None);
    }
}
