//! What stands around an error and shows whose it is: signs of Wanqing, marks of other systems, the words of clients,
//! and the records of a log, which speak for themselves only.
//!
//! Which signs there are is from public issue threads and the sources of clients.

use std::ops::Range;

use crate::fold::Folded;
use crate::identifiers;

/// What shows Wanqing, folded: names of the platform and its models, and the paths of its gateway.
const WANQING: &[&str] = &[
    "streamlake",
    "wanqing",
    "vanchin",
    "万擎",
    "kat-coder",
    "endpoints/chat/completions",
    "/api/gateway/v1/endpoints",
    "/api/gateway/coding",
    "/api/agent/v1/apps",
];

/// With what the ids of the platform begin.
const IDS: &[&str] = &["req-", "ep-", "app-"];

/// The key around the error of the edge gateway, and the key that the bodies of successful calls lack.
const EDGE_BODY: &str = "responsemeta";
const EDGE_CODE: &str = "errorcode";

/// What only other systems write, folded: hosts of other clouds, and formats that the platform does not use.
const OTHERS: &[&str] = &[
    "aliyuncs.com",
    "aliyun.com",
    "amazonaws.com",
    "windows.net",
    "googleapis.com",
    "volces.com",
    "volcengineapi.com",
    "tencentcloudapi.com",
    "myqcloud.com",
    "baidubce.com",
    "bigmodel.cn",
    "deepseek.com",
    "moonshot.cn",
    "minimax.chat",
    "minimaxi.com",
    "siliconflow.cn",
    "api.openai.com",
    "api.anthropic.com",
    "ksyun.com",
    "myhuaweicloud.com",
    "cloudflare.com",
    "api.github.com",
    "graph.microsoft.com",
    // Names, as relays and clients write them.
    "alibaba",
    "dashscope",
    "volcengine",
    "azure",
    "bedrock",
    "sagemaker",
    "vertex_ai",
    // Alibaba Cloud, Volcengine and Google name these fields so.
    "\"hostid\"",
    "<hostid>",
    "\"recommend\":",
    "\"coden\"",
    "\"request_denied\"",
    "x-amz-",
    "x-ms-",
    "@odata",
    // gRPC.
    "rpcerror:code=",
    "grpc.",
    "\"grpc_status\"",
    // A failure is no success.
    "\"success\":true",
    "'success':true",
    "success=true",
    "success:true",
];

/// What the clients of language models write around an error, folded.
const CLIENTS: &[&str] = &[
    "openai",
    "anthropic",
    "litellm",
    "langchain",
    "claude",
    "apierror",
    "api_error",
    "apistatuserror",
    "chat/completions",
    "chatcompletion",
    "chat.completions",
    "v1/messages",
    "ai_apicallerror",
    "clientmodel",
];

/// The ends of the paths of language models' interfaces, whoever serves them.
const MODEL_PATHS: &[&str] = &["completions", "messages", "responses", "embeddings", "models"];

/// How far from an error a sign still speaks of it, in bytes.
const EARSHOT: usize = 2000;

/// All words that count, wherever they stand.
pub fn words() -> impl Iterator<Item = &'static str> {
    [WANQING, IDS, OTHERS, CLIENTS].into_iter().flatten().copied().chain([EDGE_BODY, EDGE_CODE])
}

/// Where the signs stand in a text, in order.
pub struct Signs {
    wanqing: Vec<usize>,
    others: Vec<usize>,
    clients: Vec<usize>,
    addresses: Vec<usize>,
    /// Where the records of a log begin; none where the text is no log.
    records: Vec<usize>,
}

impl Signs {
    pub fn new(folded: &Folded<'_>) -> Self {
        let text = folded.text();
        let origins =
            |places: Vec<(usize, usize)>| places.into_iter().map(|(at, _)| folded.origin(at)).collect();
        let is_id = |&(at, which): &(usize, usize)| {
            identifiers::begins_with_id(&folded.source()[folded.origin(at)..], IDS[which])
        };
        let mut wanqing: Vec<(usize, usize)> = occurrences(text, WANQING);
        wanqing.extend(occurrences(text, IDS).into_iter().filter(is_id));
        wanqing.extend(edge_bodies(text));
        wanqing.sort_unstable();
        Self {
            wanqing: origins(wanqing),
            others: origins(occurrences(text, OTHERS)),
            clients: origins(occurrences(text, CLIENTS)),
            addresses: origins(other_addresses(text)),
            records: records(folded.source()),
        }
    }

    /// Whether anything in the text shows that it comes from Wanqing.
    pub fn any_of_wanqing(&self) -> bool {
        !self.wanqing.is_empty()
    }

    /// Whether a client of language models wrote anything of the text.
    pub fn any_of_client(&self) -> bool {
        !self.clients.is_empty()
    }

    /// Whether something in the record of `span` shows Wanqing.
    pub fn show_wanqing(&self, span: &Range<usize>) -> bool {
        are_in(&self.wanqing, &self.record(span))
    }

    /// Whether something within earshot of `span`, in whatever record, shows Wanqing.
    pub fn show_wanqing_nearby(&self, span: &Range<usize>) -> bool {
        are_in(&self.wanqing, &earshot(span))
    }

    /// Whether something in the record of `span` shows another system.
    pub fn show_others(&self, span: &Range<usize>) -> bool {
        are_in(&self.others, &self.record(span))
    }

    /// Whether a client of language models wrote the record of `span`.
    pub fn show_client(&self, span: &Range<usize>) -> bool {
        are_in(&self.clients, &self.record(span))
    }

    /// Whether the record of `span` has an address of something else than a language model.
    pub fn show_other_address(&self, span: &Range<usize>) -> bool {
        are_in(&self.addresses, &self.record(span))
    }

    /// The part of the text within earshot that belongs to the same record of a log.
    fn record(&self, span: &Range<usize>) -> Range<usize> {
        let heard = earshot(span);
        let before = self.records.partition_point(|&start| start <= span.start);
        let start = before.checked_sub(1).map_or(0, |index| self.records[index]);
        let behind = self.records.partition_point(|&start| start < span.end);
        let end = self.records.get(behind).copied().unwrap_or(usize::MAX);
        heard.start.max(start)..heard.end.min(end)
    }
}

fn earshot(span: &Range<usize>) -> Range<usize> {
    span.start.saturating_sub(EARSHOT)..span.end.saturating_add(EARSHOT)
}

fn are_in(places: &[usize], range: &Range<usize>) -> bool {
    places.partition_point(|&at| at < range.start) < places.partition_point(|&at| at < range.end)
}

/// Where each of a few words stands in a text, and which it is, in one pass.
fn occurrences(text: &str, words: &[&str]) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut begins = [false; 256];
    for word in words {
        begins[usize::from(word.as_bytes()[0])] = true;
    }
    let at = |at: usize| {
        let which = words.iter().position(|word| bytes[at..].starts_with(word.as_bytes()))?;
        Some((at, which))
    };
    (0..bytes.len()).filter(|&at| begins[usize::from(bytes[at])]).filter_map(at).collect()
}

/// Where the bodies of the edge gateway begin that hold an error.
fn edge_bodies(text: &str) -> Vec<(usize, usize)> {
    let found = occurrences(text, &[EDGE_BODY, EDGE_CODE]);
    let holds_error =
        |pair: &[(usize, usize)]| pair[0].1 == 0 && pair[1].1 == 1 && pair[1].0 - pair[0].0 < EARSHOT;
    found.windows(2).filter(|pair| holds_error(pair)).map(|pair| pair[0]).collect()
}

/// Where public addresses stand that are neither the platform's nor those of a language model.
fn other_addresses(text: &str) -> Vec<(usize, usize)> {
    const SCHEME: &str = "://";
    /// No address of interest is longer, in bytes.
    const LONGEST: usize = 200;
    let is_other = |&at: &usize| {
        let rest = &text[at + SCHEME.len()..text.floor_char_boundary(at + LONGEST)];
        let end = rest.find(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\' | ')' | '>' | ',' | '?')
        });
        let address = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', '/', ':']);
        let host = address.split(['/', ':']).next().unwrap_or_default();
        let is_name = host.contains('.') && !host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_internal = [".internal", ".local", ".svc", ".localhost"].iter().any(|end| host.ends_with(end));
        let is_known = WANQING.iter().any(|sign| address.contains(sign));
        let is_model = MODEL_PATHS.iter().any(|path| address.ends_with(path));
        is_name && !is_internal && !is_known && !is_model
    };
    memchr::memmem::find_iter(text.as_bytes(), SCHEME).filter(is_other).map(|at| (at, 0)).collect()
}

/// Where the records of a log begin: lines that start with a time, an address or a field, or are JSON as a whole.
/// A text with one such line only is no log.
fn records(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_record(line.trim_end()) {
            starts.push(at);
        }
        at += line.len();
    }
    if starts.len() < 2 { Vec::new() } else { starts }
}

fn begins_record(line: &str) -> bool {
    const FIELDS: [&str; 5] = ["time=", "ts=", "level=", "timestamp=", "date="];
    if line.starts_with('{') {
        return line.ends_with('}') && line.len() > 2;
    }
    let line = line.trim_start_matches(['[', '(', '"', '<']);
    // Dates and times, with their digits alike.
    let mut head = [b' '; 12];
    for (to, byte) in head.iter_mut().zip(line.bytes()) {
        *to = if byte.is_ascii_digit() { b'0' } else { byte };
    }
    let is_time = [b"0000-00-00".as_slice(), b"0000/00/00", b"0000.00.00", b"00:00:00", b"00/00/00"];
    let is_syslog =
        || head[3] == b' ' && head[..3].iter().all(u8::is_ascii_alphabetic) && head[5..].contains(&b':');
    let is_klog = || matches!(head[0], b'I' | b'W' | b'E' | b'F') && head[1..].starts_with(b"0000 ");
    let is_address = || {
        let word = line.split(' ').next().unwrap_or_default();
        word.split('.').count() == 4 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    is_time.iter().any(|form| head.starts_with(form))
        || FIELDS.iter().any(|field| line.starts_with(field))
        || is_klog()
        || is_syslog()
        || is_address()
}

/// Whether a message that stands at `span` is a part of a longer sentence. A message in capitals amid small words is
/// quoted there.
pub fn goes_on(text: &str, span: &Range<usize>) -> bool {
    /// How much of what follows is looked at: two words, in bytes.
    const REACH: usize = 200;
    let is_small = |c: char| c.is_ascii_lowercase();
    let begins_small = text[span.clone()].starts_with(is_small);
    let before = text[..span.start].strip_suffix(' ').and_then(|head| head.chars().next_back());
    let is_behind_word = before.is_some_and(is_small);
    let behind = &text[span.end..text.floor_char_boundary(span.end + REACH)];
    let line = behind.split(['\n', '"', '\'']).next().unwrap_or_default();
    let rest = line.strip_prefix(", ").or_else(|| line.strip_prefix(' ')).unwrap_or_default();
    let mut words = rest.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    // Clients write fields behind a message: `traceId=1`, `retrying: yes`.
    let is_word =
        !first.is_empty() && first.chars().all(is_small) && second.is_some_and(|word| !word.contains('='));
    if is_behind_word {
        return begins_small;
    }
    is_word
        // `some unknown error, exception or failure`
        || line.starts_with(',') && matches!(second, Some("or" | "and"))
}

/// Whether what stands at `span` is a part of a longer name, such as `REAL_AUTH_INFO missing`.
pub fn is_inside_name(text: &str, span: &Range<usize>) -> bool {
    let is_joint = |c: char| matches!(c, '_' | '-');
    let before = text[..span.start].chars().next_back().is_some_and(is_joint);
    let mut behind = text[span.end..].chars();
    let joined = behind.next().is_some_and(is_joint) && behind.next().is_some_and(char::is_alphanumeric);
    before && text[span.clone()].starts_with(char::is_alphanumeric) || joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, part: &str) -> Range<usize> {
        let at = text.find(part).expect("it is there");
        at..at + part.len()
    }

    #[test]
    fn sentences_that_go_on_are_known() {
        let is_in = |text: &str, message: &str| goes_on(text, &at(text, message));
        assert!(is_in("The request is missing Action parameter.", "missing Action parameter"));
        assert!(is_in("User has been frozen for 3 days", "User has been frozen"));
        assert!(is_in("due to some unknown error, exception or failure.", "due to some unknown error"));
        assert!(is_in("The balance is insufficient to cover the fees.", "The balance is insufficient"));
        for text in [
            "error: user has been frozen",
            "failed: user has been frozen traceId=for",
            "user has been frozen for",
        ] {
            assert!(!is_in(text, "user has been frozen"), "{text}");
        }
    }

    #[test]
    fn parts_of_names_are_known() {
        for (text, is_part) in [
            ("(REAL_AUTH_INFO missing)", true),
            ("x-AUTH_INFO missing", true),
            ("AUTH_INFO missing_id", true),
            ("401 - AUTH_INFO missing - again", false),
            ("AUTH_INFO missing", false),
        ] {
            assert_eq!(is_inside_name(text, &at(text, "AUTH_INFO missing")), is_part, "{text}");
        }
    }

    #[test]
    fn signs_speak_of_their_record() {
        let log = "2026-11-27T07:00:00Z POST https://wanqing.streamlakeapi.com 403\n\
                   2026-11-27T07:00:01Z Too many requests.\n";
        let (first, second) = (at(log, "403"), at(log, "Too many"));
        let signs = Signs::new(&Folded::new(log));
        assert!(signs.show_wanqing(&first) && !signs.show_wanqing(&second));
        assert!(signs.show_wanqing_nearby(&second));
        let text = log.replace("2026-11-27T07:00:01Z", "answer:");
        assert!(Signs::new(&Folded::new(&text)).show_wanqing(&second), "one record is no log");
    }

    #[test]
    fn only_bodies_with_an_error_are_signs() {
        let shows = |text: &str| Signs::new(&Folded::new(text)).any_of_wanqing();
        assert!(shows(r#"{"ResponseMeta":{"RequestId":"1","ErrorCode":"A"}}"#));
        assert!(!shows(r#"{"ResponseMeta":{"RequestId":"1"}}"#));
        assert!(shows("ep-2wt0ee-1785658859439536998") && !shows("ep-2wt0ee-17856"));
    }
}
