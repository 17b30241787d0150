//! HTTP statuses in running text: status lines, access logs and the phrases of clients.

/// A status and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    pub at: usize,
    pub number: u16,
}

/// The lowest status that is an error.
pub const FIRST_ERROR: u16 = 400;

/// Words before a number that make it a status, in lower case; the frequent ones first.
pub const ANNOUNCING: &[&str] = &[
    "status",
    "code",
    "error",
    "statuscode",
    "http",
    "returned",
    "response",
    "request",
    "forbidden",
    "exception",
];

/// The same in Chinese.
const CHINESE_ANNOUNCING: &[&str] =
    &["状态码", "状态", "错误码", "错误", "返回", "报错", "报", "失败", "异常", "响应"];

/// How far before a number its announcement is looked for, in bytes.
const REACH: usize = 24;

/// All numbers of `text` that are HTTP statuses by what stands around them. Statuses are those from 100 to
/// 599, and 0 where a log or a client writes it for a connection that broke.
///
/// A text that is nothing but such a number is one.
pub fn statuses(text: &str) -> Vec<Status> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let all = text.trim().len();
    let mut at = 0;
    while let Some(skip) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + skip;
        let len = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + len;
        let number = match &bytes[start..at] {
            [b'0'] => 0,
            [a @ b'1'..=b'5', b, c] => {
                u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0')
            }
            _ => continue,
        };
        let is_all = || number != 0 && all == at - start;
        if stands_alone(bytes, start, at) && (is_announced(text, start, at, number) || is_all()) {
            found.push(Status { at: start, number });
        }
    }
    found
}

/// Whether the digits from `start` to `end` of a line are a status by what stands around them.
pub fn is_status(line: &str, start: usize, end: usize) -> bool {
    let number = line[start..end].parse().unwrap_or(u16::MAX);
    stands_alone(line.as_bytes(), start, end) && is_announced(line, start, end, number)
}

fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_part =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'%');
    let before = start.checked_sub(1).map(|at| &bytes[at]);
    // A full stop behind the number ends the sentence unless more digits follow.
    let after = match (bytes.get(end), bytes.get(end + 1)) {
        (Some(b'.'), Some(next)) if !next.is_ascii_digit() => None,
        (Some(b'.'), None) => None,
        (after, _) => after,
    };
    !before.is_some_and(is_part) && !after.is_some_and(is_part)
}

fn is_announced(text: &str, start: usize, end: usize, number: u16) -> bool {
    let before = &text[text.ceil_char_boundary(start.saturating_sub(REACH))..start];
    let is_between = |c| matches!(c, ' ' | '\t' | ':' | '(' | '[' | '=' | '"' | '\'' | '\\' | '：' | '（');
    let head = before.trim_end_matches(is_between);
    // `a status code of 403`.
    let head = head.strip_suffix(" of").or_else(|| head.strip_suffix(" is")).unwrap_or(head);
    // `HTTP/1.1 403`, and `"POST / HTTP/1.1" 403` of access logs.
    if is_http_version(head) {
        return true;
    }
    let is_chinese = head.ends_with(|last: char| !last.is_ascii());
    if is_chinese && CHINESE_ANNOUNCING.iter().any(|announcing| head.ends_with(announcing)) {
        return true;
    }
    let letters = head.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let word = &head[head.len() - letters..];
    let is_announcing =
        |announcing: &&str| ends_with(word, announcing) && (word.len() == announcing.len() || word.len() > 5);
    if ANNOUNCING.iter().any(is_announcing) {
        return true;
    }
    number != 0 && (is_named_behind(&text[end..], number) || is_before_sentence(text, start, end, number))
}

/// Whether an error's status begins what a client says, and a sentence follows: `403 User has been frozen.`
fn is_before_sentence(text: &str, start: usize, end: usize, number: u16) -> bool {
    let head = text[..start].trim_end_matches(' ');
    let begins = head.is_empty() || head.ends_with(['\n', ':', '-', '>', '|', ']']) && head.len() < start;
    let mut behind = text[end..].chars();
    number >= FIRST_ERROR
        && (begins || text[..start].ends_with('\n'))
        && behind.next() == Some(' ')
        && behind.next().is_some_and(char::is_uppercase)
        && behind.next().is_some_and(char::is_alphabetic)
}

fn is_http_version(head: &str) -> bool {
    let version = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    version.len() < head.len() && ends_with(version, "http/")
}

/// Whether a text ends with another, in whatever case.
fn ends_with(text: &str, other: &str) -> bool {
    let end = text.len().checked_sub(other.len()).and_then(|start| text.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(other))
}

/// Whether the reason phrase of the status, `status code` or a body follows the number.
fn is_named_behind(rest: &str, number: u16) -> bool {
    let rest = rest.trim_start_matches([' ', ':', '"', '(', ')', ']', ',', '-', '%']);
    let starts =
        |phrase: &str| rest.get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase));
    rest.starts_with('{')
        || starts("status code")
        || starts("message=")
        // Python's requests.
        || starts("client error")
        || starts("server error")
        || starts("http")
        || starts("body")
        || reason_phrase(number).is_some_and(starts)
}

/// The reason phrase of a status (RFC 9110, RFC 6585 and RFC 4918).
pub fn reason_phrase(status: u16) -> Option<&'static str> {
    REASON_PHRASES.iter().find(|&&(number, _)| number == status).map(|&(_, phrase)| phrase)
}

/// The status whose reason phrase a text ends with.
pub fn status_at_end(text: &str) -> Option<u16> {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends = |&&(_, phrase): &&(u16, &str)| {
        ends_with(text, phrase) && !text[..text.len() - phrase.len()].ends_with(char::is_alphanumeric)
    };
    REASON_PHRASES.iter().find(ends).map(|&(status, _)| status).filter(|&status| status >= FIRST_ERROR)
}

/// Whether a text says no more of an answer than its status: `403 Client Error: Forbidden for url: …`.
pub fn says_status_only(text: &str) -> bool {
    const FRAME: [&str; 17] = [
        "client",
        "server",
        "error",
        "errors",
        "for",
        "url",
        "uri",
        "status",
        "code",
        "no",
        "body",
        "more",
        "information",
        "check",
        "response",
        "and",
        "the",
    ];
    let Some(status) = statuses(text).into_iter().find(|status| status.number >= FIRST_ERROR) else {
        return false;
    };
    let phrase = reason_phrase(status.number).unwrap_or_default().to_ascii_lowercase();
    let rest = text[status.at..].to_ascii_lowercase();
    let words = rest.split_whitespace().filter(|word| !word.contains("://"));
    let mut words = words.flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).skip(1);
    words.all(|word| word.is_empty() || FRAME.contains(&word) || phrase.split(' ').any(|part| part == word))
}

/// The status with this reason phrase; case, spaces and punctuation make no difference.
pub fn status_of_phrase(phrase: &str) -> Option<u16> {
    let wanted = crate::fold::code_key(phrase);
    REASON_PHRASES
        .iter()
        .find(|(_, phrase)| {
            phrase
                .bytes()
                .filter(u8::is_ascii_alphanumeric)
                .map(|b| b.to_ascii_lowercase())
                .eq(wanted.bytes())
        })
        .map(|&(status, _)| status)
}

const REASON_PHRASES: &[(u16, &str)] = &[
    (200, "OK"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (413, "Payload Too Large"),
    (413, "Request Entity Too Large"),
    (413, "Content Too Large"),
    (415, "Unsupported Media Type"),
    (412, "Precondition Failed"),
    (417, "Expectation Failed"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Entity"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (507, "Insufficient Storage"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u16> {
        statuses(text).into_iter().map(|status| status.number).collect()
    }

    #[test]
    fn statuses_are_known_by_what_stands_around_them() {
        for text in [
            "HTTP/1.1 403 Forbidden",
            "< HTTP/2 403",
            "Error code: 403 - {",
            "API Error: 403 {",
            "API Error (403 {",
            "error, status code: 403, message: x",
            "PermissionDeniedError: 403 x",
            "403 status code (no body)",
            "bad response status code 403",
            "\"POST /a HTTP/1.1\" 403 12",
            "got 403 Forbidden.",
            "does not indicate success: 403 (Forbidden).",
            "403 Client Error: Forbidden for url",
            "the response has a status code of 403 and",
            "403 User has been frozen.",
            "failed: 403 User has been frozen.",
        ] {
            assert_eq!(numbers(text).first(), Some(&403), "{text}");
        }
        assert_eq!(numbers("\"POST /a HTTP/1.1\" 0 DC downstream_remote_disconnect"), [0]);
    }

    #[test]
    fn what_says_no_more_than_a_status_is_known() {
        for text in [
            "Error code: 403",
            "Request failed with status code 403",
            "403 Client Error: Forbidden for url: https://a.example/b?c=not+this",
            "Client error '403 Forbidden' for url 'http://a'\nFor more information check: https://b",
            "403 status code (no body)",
            "Response status code does not indicate success: 403 (Forbidden).",
        ] {
            assert!(says_status_only(text), "{text}");
        }
        for text in ["Error code: 403 - User has been frozen.", "403 no balance", "request failed"] {
            assert!(!says_status_only(text), "{text}");
        }
        assert_eq!(status_at_end("AI_APICallError: Bad Request"), Some(400));
        assert_eq!(status_at_end("a TooBad Request was made"), None);
    }

    #[test]
    fn chinese_text_has_statuses_too() {
        for text in ["状态码：429", "请求失败，状态码 429", "接口报 429 了", "返回错误: (429) 已禁止", "429"]
        {
            assert_eq!(numbers(text), [429], "{text}");
        }
        assert_eq!(numbers("尝试 2: 429"), [0_u16; 0]);
    }

    #[test]
    fn other_numbers_are_no_statuses() {
        for text in ["took 403 ms", "1.403", "line 12", "0", "port 443", "id-403", "2026-11-23T07:00:00.403Z"]
        {
            assert_eq!(numbers(text), [0_u16; 0], "{text}");
        }
    }
}
