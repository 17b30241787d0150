//! Logs whose lines share templates: the same words around other times, ids, keys, numbers and statuses, written
//! down in the ways in which clients, gateways and terminals write them.

use std::collections::HashMap;
use std::fmt;

use proptest::prelude::*;
use proptest::sample::select;
use wqerr::{Catalog, Entry};

/// Words that an explanation may depend on, and what stands between them.
const FIXED: &[&str] = &[
    " ",
    " ",
    ":",
    "=",
    ",",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "-",
    "_",
    ".",
    "/",
    "%",
    "\\",
    "&",
    "#",
    "：",
    "status",
    "\"status\":",
    "status=",
    " status code: ",
    "statusCode",
    "code",
    "\"code\":",
    "code=",
    "code: ",
    "错误码：",
    "状态码 ",
    "HTTP/1.1 ",
    "http",
    "error",
    "Error code: ",
    "request",
    "\"request_id\":\"",
    "request_id=",
    "requestId: ",
    "req-",
    "ep-",
    "type",
    "\"type\":\"",
    "\"message\":\"",
    "message=",
    "msg=\"",
    "error=",
    "retry-after: ",
    "Date: ",
    "\"error\":{",
    "\"content\":\"",
    "choices",
    "streamlake",
    "wanqing",
    "ResponseMeta",
    "万擎",
    "forbidden",
    "exception",
    "x-api-key: ",
    "key=",
    "AccessKey:",
    " IS UNAVAILABLE",
    "Customer:",
    "CustomerId:",
    ",Action:",
    "took ",
    "ms",
    "GET /v1/",
    "余额不足",
    "请求被拒绝",
    "No balance and no resource pack, limit request",
    "Too Many Requests",
    "Forbidden.",
    "InvalidArgument.",
    "Some(\"",
    "\")",
    " - ",
    "null",
    "</code>",
    "<code>",
    "<Message>",
    "\u{fffd}",
    "é",
    "İ",
    "ß",
    "　",
    "\t",
    "user",
    "level=error ",
];

/// How a part of a line is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    Plain,
    Upper,
    Lower,
    Json,
    JsonTwice,
    JsonAscii,
    Percent,
    PercentTwice,
    Html,
    Logfmt,
    NotUtf8,
    Coloured,
}

pub const FORMS: [Form; 12] = [
    Form::Plain,
    Form::Upper,
    Form::Lower,
    Form::Json,
    Form::JsonTwice,
    Form::JsonAscii,
    Form::Percent,
    Form::PercentTwice,
    Form::Html,
    Form::Logfmt,
    Form::NotUtf8,
    Form::Coloured,
];

/// What differs from line to line.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Digits(usize),
    Hex(usize),
    Mixed(usize),
    Status,
    Key(usize),
    RequestId,
    Endpoint,
    Uuid,
    Time,
}

#[derive(Debug, Clone)]
enum Piece {
    Fixed(&'static str),
    Any(String),
    Slot(Slot),
    Message(&'static Entry, Slot),
    Code(&'static Entry),
    Body(&'static Entry, Slot),
}

/// What lines have in common.
#[derive(Debug, Clone)]
pub struct Template {
    head: Vec<Piece>,
    form: Form,
    body: Vec<Piece>,
    tail: Vec<Piece>,
}

fn slot() -> impl Strategy<Value = Slot> {
    prop_oneof![
        (1..21_usize).prop_map(Slot::Digits),
        Just(Slot::Digits(3)),
        (1..33_usize).prop_map(Slot::Hex),
        (1..33_usize).prop_map(Slot::Mixed),
        Just(Slot::Status),
        select(vec![36, 40, 43]).prop_map(Slot::Key),
        Just(Slot::RequestId),
        Just(Slot::Endpoint),
        Just(Slot::Uuid),
        Just(Slot::Time),
    ]
}

fn entry(catalog: &'static Catalog) -> impl Strategy<Value = &'static Entry> {
    (0..catalog.entries().len()).prop_map(|index| &catalog.entries()[index])
}

fn piece(catalog: &'static Catalog) -> impl Strategy<Value = Piece> {
    prop_oneof![
        6 => select(FIXED).prop_map(Piece::Fixed),
        1 => "[ -~]{1,6}".prop_map(Piece::Any),
        4 => slot().prop_map(Piece::Slot),
        2 => (entry(catalog), slot()).prop_map(|(entry, slot)| Piece::Message(entry, slot)),
        1 => entry(catalog).prop_map(Piece::Code),
        1 => (entry(catalog), slot()).prop_map(|(entry, slot)| Piece::Body(entry, slot)),
    ]
}

fn template(catalog: &'static Catalog, forms: &'static [Form]) -> impl Strategy<Value = Template> {
    let pieces = |most| prop::collection::vec(piece(catalog), 0..most);
    (pieces(6), select(forms), pieces(8), pieces(6)).prop_map(|(head, form, body, tail)| Template {
        head,
        form,
        body,
        tail,
    })
}

/// A line of a log, without its end.
#[derive(Clone)]
pub struct Line(pub Vec<u8>);

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

/// The lines of a log. Few differ in more than their slots.
pub fn lines(catalog: &'static Catalog, forms: &'static [Form]) -> impl Strategy<Value = Vec<Line>> {
    let order = prop::collection::vec((any::<prop::sample::Index>(), any::<u64>()), 2..12);
    (prop::collection::vec(template(catalog, forms), 1..3), order).prop_map(|(templates, order)| {
        order.iter().map(|(index, seed)| index.get(&templates).line(*seed)).collect()
    })
}

impl Template {
    fn line(&self, seed: u64) -> Line {
        let mut draw = Draw(seed);
        let mut text =
            |pieces: &[Piece]| pieces.iter().map(|piece| piece.text(&mut draw)).collect::<String>();
        let (head, body, tail) = (text(&self.head), text(&self.body), text(&self.tail));
        let line = match self.form {
            Form::NotUtf8 => {
                [head.as_bytes(), b"\xff\xe4\xbd", body.as_bytes(), b"\xc3 ", tail.as_bytes()].concat()
            }
            form => (head + &form.of(&body) + &tail).into_bytes(),
        };
        Line(line.into_iter().filter(|&byte| byte != b'\n').collect())
    }
}

impl Form {
    fn of(self, text: &str) -> String {
        let percent = |text: &str| -> String {
            let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
            text.bytes()
                .map(
                    |byte| {
                        if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
                    },
                )
                .collect()
        };
        match self {
            Self::Plain | Self::NotUtf8 => text.to_owned(),
            Self::Upper => text.to_uppercase(),
            Self::Lower => text.to_lowercase(),
            Self::Json => json(text),
            Self::JsonTwice => json(&json(text)),
            Self::JsonAscii => json(text)
                .encode_utf16()
                .map(|unit| match u8::try_from(unit) {
                    Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
                    _ => format!("\\u{unit:04x}"),
                })
                .collect(),
            Self::Percent => percent(text),
            Self::PercentTwice => percent(&percent(text)),
            Self::Html => {
                text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;")
            }
            Self::Logfmt => format!("msg={} attempt=1", json(text)),
            Self::Coloured => format!("\x1b[1;31m{text}\x1b[0m"),
        }
    }
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a string is JSON")
}

impl Piece {
    fn text(&self, draw: &mut Draw) -> String {
        match self {
            Self::Fixed(text) => (*text).to_owned(),
            Self::Any(text) => text.clone(),
            Self::Slot(slot) => slot.text(draw),
            Self::Message(entry, slot) => message(entry, *slot, draw),
            Self::Code(entry) => entry.code().unwrap_or_default().to_owned(),
            Self::Body(entry, slot) => {
                let (message, code) = (json(&message(entry, *slot, draw)), entry.code().unwrap_or_default());
                format!(r#"{{"error":{{"message":{message},"code":"{code}","param":null}}}}"#)
            }
        }
    }
}

/// The message of an entry, each placeholder filled.
fn message(entry: &Entry, slot: Slot, draw: &mut Draw) -> String {
    let mut message = entry.message().to_owned();
    let mut known: HashMap<String, String> = HashMap::new();
    while let Some((start, end)) = message.find('{').zip(message.find('}')).filter(|(start, end)| start < end)
    {
        let value = known.entry(message[start..end].to_owned()).or_insert_with(|| slot.text(draw));
        message.replace_range(start..=end, value);
    }
    message.replace("xxx", &slot.text(draw))
}

impl Slot {
    fn text(self, draw: &mut Draw) -> String {
        match self {
            Self::Digits(len) => draw.chars(len, b"0123456789"),
            Self::Hex(len) => draw.chars(len, b"0123456789abcdef"),
            Self::Mixed(len) => draw.chars(len, b"0123456789abcxyzABCXYZ"),
            Self::Status => {
                let statuses = [
                    "403", "404", "200", "500", "429", "400", "502", "0", "000", "999", "600", "099", "0403",
                ];
                statuses[draw.below(statuses.len())].to_owned()
            }
            Self::Key(36) => draw.chars(36, b"0123456789abcdefghijklmnopqrstuvwxyz-"),
            Self::Key(len) => {
                draw.chars(len, b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-")
            }
            Self::RequestId | Self::Endpoint => {
                let prefix = if matches!(self, Self::RequestId) { "req" } else { "ep" };
                let random = draw.chars(6, b"0123456789abcdefghijklmnopqrstuvwxyz");
                format!("{prefix}-{random}-{}", draw.chars(19, b"0123456789"))
            }
            Self::Uuid => {
                let parts = [8, 4, 4, 4, 12].map(|len| draw.chars(len, b"0123456789abcdef"));
                parts.join("-")
            }
            Self::Time => format!(
                "2026-11-{}T{}:{}:{}.{}Z",
                draw.chars(2, b"0123"),
                draw.chars(2, b"012"),
                draw.chars(2, b"012345"),
                draw.chars(2, b"012345"),
                draw.chars(3, b"0123456789")
            ),
        }
    }
}

/// A sequence of numbers that looks random (splitmix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("it is below the limit")
    }

    fn chars(&mut self, len: usize, alphabet: &[u8]) -> String {
        (0..len).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }
}
