//! What stands around an error and shows whose it is: signs of Wanqing, marks of other systems, the words of clients.
//! Each speaks for its record of a log only.
//!
//! Which signs there are is from public issue threads and the sources of clients.

use std::ops::Range;

use super::records::records;
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

/// To which of the other model platforms a host belongs.
struct Owner {
    /// Its place among the platforms.
    number: u8,
    /// Whether it sells models of Wanqing, so that its host may stand beside their errors.
    resells: bool,
}

// `HOSTS` and `OWNERS`, from `neighbours.toml`.
include!(concat!(env!("OUT_DIR"), "/hosts.rs"));

/// What only other systems write, folded: hosts of other clouds, and formats that the platform does not use. The hosts
/// of other model platforms are in `neighbours.toml`.
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
    "microsoft.graph",
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

/// What a word is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Wanqing,
    Id,
    Other,
    Host,
    Client,
    EdgeBody,
    EdgeCode,
    Address,
}

const SCHEME: &str = "://";

const WORDS: [(Kind, &[&str]); 8] = [
    (Kind::Wanqing, WANQING),
    (Kind::Id, IDS),
    (Kind::Other, OTHERS),
    (Kind::Host, HOSTS),
    (Kind::Client, CLIENTS),
    (Kind::EdgeBody, &[EDGE_BODY]),
    (Kind::EdgeCode, &[EDGE_CODE]),
    (Kind::Address, &[SCHEME]),
];

/// All words that count, wherever they stand.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.into_iter().flat_map(|(_, words)| words).copied()
}

/// Where the signs stand in a text, in order.
#[derive(Default)]
pub struct Signs {
    wanqing: Vec<usize>,
    others: Vec<usize>,
    /// The hosts of other model platforms, and whose they are.
    hosts: Vec<(usize, u8)>,
    clients: Vec<usize>,
    addresses: Vec<usize>,
    requests: Vec<usize>,
    /// Where the records of a log begin; none where the text is no log.
    records: Vec<usize>,
}

impl Signs {
    pub fn new(folded: &Folded<'_>) -> Self {
        let text = folded.text();
        let mut signs = Self { records: records(folded.source()), ..Self::default() };
        let mut edge_body = None;
        for (at, kind, word) in occurrences(text) {
            let origin = folded.origin(at);
            match kind {
                Kind::Wanqing => signs.wanqing.push(origin),
                Kind::Id if identifiers::begins_with_id(&folded.source()[origin..], word) => {
                    signs.wanqing.push(origin);
                }
                Kind::Other => signs.others.push(origin),
                Kind::Host if begins_host(&text[..at]) => {
                    let owner =
                        HOSTS.iter().zip(OWNERS).find(|(host, _)| **host == word).map(|(_, owner)| owner);
                    let Some(owner) = owner else { continue };
                    signs.hosts.push((origin, owner.number));
                    if !owner.resells {
                        signs.others.push(origin);
                    }
                }
                Kind::Client => signs.clients.push(origin),
                Kind::EdgeBody => edge_body = Some(origin),
                Kind::EdgeCode => {
                    // The bodies of successful calls have the key as well, without an error inside.
                    let body = edge_body.take().filter(|&body| origin - body < EARSHOT);
                    signs.wanqing.extend(body);
                }
                Kind::Address if is_other_address(&text[at + word.len()..]) => {
                    signs.addresses.push(origin);
                    if is_requested(&text[..at]) {
                        signs.requests.push(origin);
                    }
                }
                Kind::Id | Kind::Host | Kind::Address => {}
            }
        }
        signs.wanqing.sort_unstable();
        signs
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

    /// The other model platforms whose hosts stand in a range.
    pub fn hosts_in(&self, range: &Range<usize>) -> impl Iterator<Item = u8> {
        self.hosts.iter().filter(|(at, _)| range.contains(at)).map(|&(_, number)| number)
    }

    /// Whether a client of language models wrote the record of `span`.
    pub fn show_client(&self, span: &Range<usize>) -> bool {
        are_in(&self.clients, &self.record(span))
    }

    /// Whether the record of `span` has an address of something else than a language model.
    pub fn show_other_address(&self, span: &Range<usize>) -> bool {
        are_in(&self.addresses, &self.record(span))
    }

    /// Whether the record of `span` has a request to such an address.
    pub fn show_other_request(&self, span: &Range<usize>) -> bool {
        are_in(&self.requests, &self.record(span))
    }

    /// The part of the text within earshot that belongs to the same record of a log.
    pub fn record(&self, span: &Range<usize>) -> Range<usize> {
        let heard = earshot(span);
        let before = self.records.partition_point(|&start| start <= span.start);
        let start = before.checked_sub(1).map_or(0, |index| self.records[index]);
        let behind = self.records.partition_point(|&start| start < span.end);
        let end = self.records.get(behind).copied().unwrap_or(usize::MAX);
        heard.start.max(start)..heard.end.min(end)
    }
}

/// Whether a host, or a part of one at its dot, may begin behind a text.
fn begins_host(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
}

fn earshot(span: &Range<usize>) -> Range<usize> {
    span.start.saturating_sub(EARSHOT)..span.end.saturating_add(EARSHOT)
}

fn are_in(places: &[usize], range: &Range<usize>) -> bool {
    places.partition_point(|&at| at < range.start) < places.partition_point(|&at| at < range.end)
}

/// Where each of the words stands in a folded text, in one pass: a place has few words that begin with its two bytes.
fn occurrences(text: &str) -> Vec<(usize, Kind, &'static str)> {
    let bytes = text.as_bytes();
    // Most bodies have no host, and its words cost as much as a small text.
    let has_host = memchr::memchr(b'.', bytes).is_some();
    let words = WORDS.into_iter().filter(|&(kind, _)| has_host || kind != Kind::Host);
    let all: Vec<(Kind, &'static str)> =
        words.flat_map(|(kind, words)| words.iter().map(move |&word| (kind, word))).collect();
    // For each pair of bytes the number of the last word that begins with it, from 1, and for each word the one before it.
    let mut last = [0_u16; PAIRS];
    let mut before = Vec::with_capacity(all.len());
    for (number, (_, word)) in (1..).zip(&all) {
        let &[first, second, ..] = word.as_bytes() else { unreachable!("{word} has two bytes") };
        before.push(std::mem::replace(&mut last[pair(first, second)], number));
    }
    let mut found = Vec::new();
    for (at, two) in bytes.windows(2).enumerate() {
        let mut number = last[pair(two[0], two[1])];
        while let Some(index) = number.checked_sub(1).map(usize::from) {
            let (kind, word) = all[index];
            if bytes[at..].starts_with(word.as_bytes()) {
                found.push((at, kind, word));
            }
            number = before[index];
        }
    }
    found
}

/// How many places there are for pairs of bytes: so many that most pairs of a text begin no word.
const PAIRS: usize = 1 << 12;

const fn pair(first: u8, second: u8) -> usize {
    ((first as usize) << 5 ^ second as usize) % PAIRS
}

/// Whether the address that stands behind its scheme is public and neither the platform's nor a language model's.
fn is_other_address(behind: &str) -> bool {
    /// No address of interest is longer, in bytes.
    const LONGEST: usize = 200;
    let rest = &behind[..behind.floor_char_boundary(LONGEST)];
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\' | ')' | '>' | ',' | '?');
    let address = rest[..rest.find(is_end).unwrap_or(rest.len())].trim_end_matches(['.', '/', ':']);
    let host = address.split(['/', ':']).next().unwrap_or_default();
    let is_name = host.contains('.') && !host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_internal = [".internal", ".local", ".svc", ".localhost"].iter().any(|end| host.ends_with(end));
    let is_known = WANQING.iter().any(|sign| address.contains(sign));
    let is_model = MODEL_PATHS.iter().any(|path| address.ends_with(path));
    is_name && !is_internal && !is_known && !is_model
}

/// Whether an address is one that was requested and not one to read on, by what stands before its `://`.
fn is_requested(before: &str) -> bool {
    const METHODS: [&str; 8] = ["get", "post", "put", "delete", "patch", "head", "url", "uri"];
    let scheme = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    // In a folded text nothing parts the method from the scheme.
    let word = before.strip_suffix("https").or_else(|| before.strip_suffix("http")).unwrap_or(scheme);
    let word = word.trim_end_matches(['"', '\'', ':', '=', '`', '(', '[']);
    METHODS.iter().any(|method| word.ends_with(method))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, part: &str) -> Range<usize> {
        let at = text.find(part).expect("it is there");
        at..at + part.len()
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
