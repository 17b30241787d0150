//! The fields of error objects in text of any notation.
//!
//! JSON, Python reprs, JavaScript inspect prints, Ruby and Rust debug prints, log formats, headers and
//! XML all write a name, a separator and a value. One scan over the text finds these triples wherever they
//! stand, at any level of escaping, in whole or cut-off text, and sorts them into the braces around them.
//! Nothing is parsed twice and nothing back-tracks: the scan is linear in the text.

use std::ops::Range;

use super::quotes::{Quotes, unescape};

/// The depth of braces up to which groups are told apart.
const MAX_DEPTH: usize = 96;

/// The longest value that is kept, in bytes.
const MAX_VALUE: usize = 8 * 1024;

/// The longest value other than a message that is kept, in bytes.
const MAX_NAMING: usize = 1024;

/// How many values may lie one inside the other and be kept at full length: more than the levels of escaping.
const MAX_NESTED: usize = 12;

/// The longest value that is kept where more than those lie around it, in bytes.
const MAX_INNER: usize = 200;

/// How many fields of a group are kept: no error has so many, and each finding looks at all of them.
const MAX_FIELDS: usize = 64;

/// The longest name of a field, in bytes.
const MAX_NAME: usize = 40;

/// With what Go begins a map that it prints.
const GO_MAP: &str = "map[";

/// What a field of an error object says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Status,
    Code,
    /// The number of an error as operating systems and frameworks count theirs.
    Number,
    Type,
    Message,
    RequestId,
    RetryAfter,
    /// The date of an HTTP answer.
    Date,
    /// What a model or a person says in a conversation.
    Content,
}

/// A field and its value, unescaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: Name,
    pub value: String,
    /// Where the value stands in the text.
    pub place: Range<usize>,
    /// Whether the text there differs from the value: it was escaped or broken over lines.
    pub altered: bool,
}

/// The fields inside one pair of braces; those outside all braces form groups as well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The group around this one.
    pub parent: Option<usize>,
    pub place: Range<usize>,
    pub fields: Vec<Field>,
    /// Whether a message is there that says nothing.
    pub has_empty_message: bool,
}

impl Group {
    /// The value of the first field with this name.
    pub fn get(&self, name: Name) -> Option<&str> {
        self.all(name).next().map(|field| field.value.as_str())
    }

    /// All fields with this name.
    pub fn all(&self, name: Name) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.name == name)
    }
}

/// Finds all fields of `text`. The groups come in the order in which they begin; group 0 holds the fields
/// outside all braces.
pub fn groups(text: &str) -> Vec<Group> {
    let mut scan = Scan {
        text,
        quotes: Quotes::new(text),
        groups: vec![Group { place: 0..text.len(), ..Group::default() }],
        open: vec![0],
        too_deep: 0,
        strings: Vec::new(),
        around: Vec::new(),
        inner: Next::default(),
        stops: [Next::default(); 3],
    };
    scan.run();
    scan.groups
}

struct Scan<'t> {
    text: &'t str,
    quotes: Quotes<'t>,
    groups: Vec<Group>,
    /// The groups around the current place, the outermost first.
    open: Vec<usize>,
    /// How many braces beyond [`MAX_DEPTH`] are open.
    too_deep: usize,
    /// The quoted values around the current place that hold braces: where each ends, and how many groups
    /// were open at its beginning.
    strings: Vec<(usize, usize)>,
    /// Where the values end that are kept and whose inside is read too.
    around: Vec<usize>,
    /// The next sign of fields inside a value.
    inner: Next,
    /// The next end of a value without quotes, for each kind of value.
    stops: [Next; 3],
}

/// The next place of something in a text. Questions from ever later places read no byte twice.
#[derive(Clone, Copy, Default)]
struct Next(Option<(usize, usize)>);

impl Next {
    /// The first place from `from` on, which `find` finds in the text behind it; the end of the text where there is none.
    fn place(&mut self, text: &str, from: usize, find: impl FnOnce(&str) -> Option<usize>) -> usize {
        match self.0 {
            Some((asked, at)) if (asked..=at).contains(&from) => at,
            _ => {
                let at = find(&text[from..]).map_or(text.len(), |len| from + len);
                self.0 = Some((from, at));
                at
            }
        }
    }
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            while let Some((_, depth)) = self.strings.pop_if(|&mut (end, _)| end <= at) {
                self.close_to(depth, at);
            }
            at = match bytes[at] {
                b'{' => self.opened(at),
                b'}' => self.closed(at),
                b':' | b'=' => self.separator(at, at + 1),
                b'>' => self.tag(at),
                // The full-width colon of Chinese text.
                0xef if bytes[at..].starts_with("：".as_bytes()) => self.separator(at, at + 3),
                _ => at + 1,
            };
        }
        self.close_to(0, bytes.len());
    }

    fn opened(&mut self, at: usize) -> usize {
        if self.open.len() < MAX_DEPTH {
            let parent = self.open.last().copied();
            self.open.push(self.groups.len());
            self.groups.push(Group { parent, place: at..self.text.len(), ..Group::default() });
        } else {
            self.too_deep += 1;
        }
        at + 1
    }

    fn closed(&mut self, at: usize) -> usize {
        let floor = self.strings.last().map_or(1, |&(_, depth)| depth);
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.open.len() > floor {
            self.close_to(self.open.len() - 1, at + 1);
        }
        at + 1
    }

    fn close_to(&mut self, depth: usize, end: usize) {
        if depth < self.open.len() {
            self.too_deep = 0;
        }
        for group in self.open.drain(depth.max(1)..) {
            self.groups[group].place.end = end;
        }
    }

    /// A `:` or `=` from `at` to `behind`: the name to its left, the value to its right. Returns where to go on.
    fn separator(&mut self, at: usize, behind: usize) -> usize {
        let value = self.value_start(behind);
        let name = name_before(self.text, at);
        let quoted = self.quotes.opening(value);
        let Some((level, content)) = quoted else {
            let Some(name) = name else { return behind };
            if self.text[value..].starts_with(GO_MAP) {
                return value + GO_MAP.len();
            }
            if matches!(name, Name::Status | Name::Code) && is_status(&self.text[value..]) {
                return self.status(name, value);
            }
            let place = self.bare_value(value, name);
            let end = place.end.max(behind);
            self.keep(name, place.clone(), self.text[place].trim().to_owned(), false);
            return end;
        };
        let limit = self.strings.last().map_or(self.text.len(), |&(end, _)| end);
        let end = self.quotes.closing(level, content).unwrap_or(self.text.len()).min(limit).max(content);
        if let Some(name) = name {
            if name == Name::Message && end == content {
                let group = self.open.last().copied().unwrap_or(0);
                self.groups[group].has_empty_message = true;
            }
            let kept = content..self.text.floor_char_boundary(end.min(content + self.room(name, content)));
            let (unescaped, altered) = unescape(&self.text[kept.clone()], level);
            self.around.push(kept.end);
            self.keep(name, kept, unescaped, altered);
        }
        let find = |rest: &str| memchr::memchr2(b'{', b'=', rest.as_bytes());
        if self.inner.place(self.text, content, find) < end {
            self.strings.push((end, self.open.len()));
            return content;
        }
        end
    }

    /// A status, and what a client says behind a dash: `Error code: 403 - User has been frozen.` Returns where to go on:
    /// there may be fields in the message too.
    fn status(&mut self, name: Name, at: usize) -> usize {
        let end = at + STATUS_LEN;
        self.keep(name, at..end, self.text[at..end].to_owned(), false);
        let behind = &self.text[end..];
        let message = behind.trim_start_matches([' ', '-', '–', '—']);
        let separator = &behind[..behind.len() - message.len()];
        if separator.contains(['-', '–', '—']) && message.starts_with(char::is_alphabetic) {
            let place = self.bare_value(self.text.len() - message.len(), Name::Message);
            self.around.push(place.end);
            self.keep(Name::Message, place.clone(), self.text[place].trim().to_owned(), false);
        }
        end
    }

    /// A `>` that ends an XML tag: the text up to the next tag is the value.
    fn tag(&mut self, at: usize) -> usize {
        let head = &self.text[..at];
        let from = head.floor_char_boundary(at.saturating_sub(MAX_NAME + 1));
        let name = head[from..].rfind('<').and_then(|open| field_name(&head[from + open + 1..]));
        let Some(name) = name else { return at + 1 };
        let limit = self.text.floor_char_boundary(at + 1 + MAX_VALUE);
        let len = memchr::memchr(b'<', &self.text.as_bytes()[at + 1..limit]);
        // An element may hold a body of its own, whose fields come next.
        let holds_body = || self.text[at + 1..].trim_start().starts_with(['{', '[']);
        let Some(len) = len.filter(|&len| len > 0 && !holds_body()) else { return at + 1 };
        let place = at + 1..at + 1 + len;
        self.keep(name, place.clone(), self.text[place].trim().to_owned(), false);
        at + 1 + len
    }

    /// Where the value behind a separator begins: behind spaces, the rest of an arrow, and the wrappers
    /// that debug prints put around a value, as in `Some("…")`.
    fn value_start(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let skip = |mut at: usize| {
            while matches!(bytes.get(at), Some(b' ' | b'\t' | b'>' | b'&')) {
                at += 1;
            }
            at
        };
        let mut at = skip(from);
        for _ in 0..3 {
            let word = bytes[at..].iter().take(24).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let is_wrapper = match bytes.get(at + word) {
                Some(b'(') => word > 0,
                // The prefixes of Python's strings.
                Some(b'\'' | b'"') => word == 1,
                _ => false,
            };
            if !is_wrapper {
                break;
            }
            at = skip(at + word + usize::from(bytes[at + word] == b'('));
        }
        at
    }

    /// How much of a value that begins at `at` is kept, in bytes.
    fn room(&mut self, name: Name, at: usize) -> usize {
        while self.around.pop_if(|&mut end| end <= at).is_some() {}
        match name {
            _ if self.around.len() > MAX_NESTED => MAX_INNER,
            Name::Message | Name::Content => MAX_VALUE,
            _ => MAX_NAMING,
        }
    }

    /// The extent of a value without quotes: up to a delimiter, or to the next name and separator.
    fn bare_value(&mut self, start: usize, name: Name) -> Range<usize> {
        let (kind, stops): (usize, &[char]) = match name {
            // Messages and dates hold commas of their own.
            Name::Message | Name::Content => (0, &MESSAGE_STOPS),
            Name::Date | Name::RetryAfter => (1, &['\n', '"', '\'', '}', '|']),
            _ => (
                2,
                &[
                    '\n', '{', '}', '"', '\'', ',', ';', ')', ']', '(', '[', '<', '|', '&', '\t', '，', '；',
                    '。', '）',
                ],
            ),
        };
        let stop = self.stops[kind]
            .place(self.text, start, |rest| if kind == 0 { message_end(rest) } else { rest.find(stops) });
        let limit = self.text.floor_char_boundary(start + self.room(name, start));
        let value = &self.text[start..stop.min(limit).max(start)];
        start..start + without_end_of_object(before_next_name(value, name)).len()
    }

    fn keep(&mut self, name: Name, place: Range<usize>, value: String, altered: bool) {
        const NOTHING: [&str; 7] = ["", "null", "None", "nil", "undefined", "<nil>", "none"];
        if NOTHING.contains(&value.trim_end_matches(',')) || !value.contains(char::is_alphanumeric) {
            return;
        }
        let group = match self.open[..] {
            [_] | [] => self.loose_group(name, place.start),
            [.., group] => group,
        };
        let fields = &mut self.groups[group].fields;
        if fields.len() < MAX_FIELDS {
            fields.push(Field { name, value, place, altered });
        }
    }

    /// The group for a field outside all braces. A name that comes again begins a new one: the fields of
    /// the next log line.
    fn loose_group(&mut self, name: Name, at: usize) -> usize {
        let current = self.open[0];
        let repeats = matches!(name, Name::Code | Name::Message) && self.groups[current].get(name).is_some();
        if repeats {
            self.groups[current].place.end = at;
            self.open[0] = self.groups.len();
            self.groups.push(Group { place: at..self.text.len(), ..Group::default() });
        }
        self.open[0]
    }
}

/// What the name to the left of a separator says, quoted or not.
fn name_before(text: &str, separator: usize) -> Option<Name> {
    let from = text.floor_char_boundary(separator.saturating_sub(MAX_NAME + 8));
    let head = text[from..separator].trim_end_matches([' ', '\t', ']', '*']);
    let quoted = head.trim_end_matches(['"', '\'', '`']).trim_end_matches('\\');
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let start = quoted.trim_end_matches(is_part).len();
    let (before, name) = quoted.split_at(start);
    field_name(name).or_else(|| two_words(before, name)).or_else(|| chinese_name(quoted))
}

/// Whether a number at `at` of a line may be the value of a field in which a status is looked for.
pub fn gives_status(line: &str, at: usize) -> bool {
    /// The longest thing that may stand between a separator and its value, in bytes.
    const REACH: usize = 80;
    let from = line.floor_char_boundary(at.saturating_sub(REACH));
    let head = &line[from..at];
    let separator = head.rfind([':', '=', '>', '：']);
    separator.is_some_and(|separator| {
        line[from + separator..].starts_with('>')
            || matches!(name_before(line, from + separator), Some(Name::Status | Name::Code))
    })
}

/// The names that Chinese text gives to the fields.
const CHINESE_NAMES: [(&str, Name); 9] = [
    ("状态码", Name::Status),
    ("错误码", Name::Code),
    ("错误代码", Name::Code),
    ("错误类型", Name::Type),
    ("错误信息", Name::Message),
    ("报错信息", Name::Message),
    ("错误消息", Name::Message),
    ("请求id", Name::RequestId),
    ("请求ID", Name::RequestId),
];

/// With what all names of a code end, in small letters.
pub const ENDS_OF_CODE: [&str; 2] = ["code", "码"];

fn chinese_name(head: &str) -> Option<Name> {
    if head.is_ascii() {
        return None;
    }
    let head = head.replace(' ', "");
    CHINESE_NAMES.iter().find(|(chinese, _)| head.ends_with(chinese)).map(|&(_, name)| name)
}

/// The first words of names of two.
const FIRST: [&str; 6] = ["status", "error", "request", "retry", "response", "http"];

/// Names of two words, as in `status code: 403`.
fn two_words(before: &str, last: &str) -> Option<Name> {
    let first = before.trim_end().rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if !FIRST.iter().any(|known| first.eq_ignore_ascii_case(known)) {
        return None;
    }
    field_name(&format!("{first}{last}"))
}

/// What a field of this name says, in any case, with `_` and `-` or without.
fn field_name(name: &str) -> Option<Name> {
    if name.len() > MAX_NAME || !name.bytes().next()?.is_ascii_alphabetic() {
        return None;
    }
    let mut letters = [0; MAX_NAME];
    let mut len = 0;
    for byte in name.bytes().filter(u8::is_ascii_alphanumeric) {
        letters[len] = byte.to_ascii_lowercase();
        len += 1;
    }
    Some(match str::from_utf8(&letters[..len]).ok()? {
        "message" | "msg" | "errormessage" | "errormsg" | "errmessage" | "errmsg" | "errordescription"
        | "detail" | "details" | "description" | "reason" | "apimessage" | "error" | "err"
        | "statusmessage" => Name::Message,
        "code" | "errorcode" | "errcode" => Name::Code,
        "errno" | "errorno" | "errornumber" | "retcode" | "returncode" | "resultcode" => Name::Number,
        "type" | "errortype" | "errtype" => Name::Type,
        "status" | "statuscode" | "httpstatus" | "httpcode" | "httpstatuscode" | "responsestatus"
        | "responsecode" => Name::Status,
        "requestid" | "xrequestid" | "reqid" => Name::RequestId,
        "retryafter" => Name::RetryAfter,
        "date" => Name::Date,
        "content" => Name::Content,
        _ => return None,
    })
}

/// The length of a status, in digits.
const STATUS_LEN: usize = 3;

/// Whether a value without quotes begins with a number as statuses are, whatever follows it.
fn is_status(value: &str) -> bool {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let next = value[digits..].chars().next();
    digits == STATUS_LEN && !next.is_some_and(goes_on)
}

/// A value up to where the next field begins: ` name=` of a log line, or what Go and Dart print, ` Name:value` and
/// `, name: value`.
fn before_next_name(value: &str, name: Name) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let next = memchr::memchr2_iter(b'=', b':', value.as_bytes()).find_map(|sign| {
        let head = value[..sign].trim_end_matches(is_part);
        let begins = head.ends_with(' ') && head.len() < sign;
        let is_field = || is_next_field(head, &value[head.len()..sign], &value[sign + 1..], name);
        (begins && (value[sign..].starts_with('=') || is_field())).then_some(head)
    });
    next.map_or(value, |head| head.trim_end().trim_end_matches(','))
}

/// Whether a word before a colon in a value without quotes is the name of another field. Messages have colons of their
/// own.
fn is_next_field(head: &str, word: &str, behind: &str, name: Name) -> bool {
    let is_param = |word: &str| word.eq_ignore_ascii_case("param");
    let is_name = |word: &str| is_param(word) || field_name(word).is_some();
    if !matches!(name, Name::Message | Name::Content) {
        return is_name(word);
    }
    let is_short = matches!(field_name(word), Some(Name::Code | Name::Type | Name::Status | Name::RequestId));
    // Behind an empty value the next name follows.
    let is_empty = || behind.trim_start().split_once(':').is_some_and(|(next, _)| is_name(next));
    (is_short || is_param(word)) && (!behind.starts_with(' ') || head.ends_with(", ") || is_empty())
}

/// What ends a message without quotes, unless it belongs to a quotation within the message.
const MESSAGE_STOPS: [char; 4] = ['\n', '{', '}', '"'];

/// Where a message without quotes ends.
fn message_end(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find(MESSAGE_STOPS)?;
        let Some(end) = quotation_end(text, at) else { return Some(at) };
        from = end;
    }
}

/// The end of a quotation within a sentence: `the "model" field`. What closes a string, or is the name of a field, is none.
fn quotation_end(text: &str, at: usize) -> Option<usize> {
    /// No quotation of an error is longer, in bytes.
    const LONGEST: usize = 80;
    let quoted = text[at..].strip_prefix('"').filter(|_| text[..at].ends_with([' ', '(']))?;
    let near = &quoted[..quoted.floor_char_boundary(LONGEST)];
    let len = near.find(MESSAGE_STOPS).filter(|&len| len > 0 && near[len..].starts_with('"'))?;
    let behind = quoted[len + 1..].chars().next();
    let goes_on = |c: char| matches!(c, ' ' | '\n' | '.' | ',' | ';' | ')' | '!' | '?' | '，' | '。');
    behind.is_none_or(goes_on).then_some(at + len + 2)
}

/// A value without the brackets at its end that were opened before it.
fn without_end_of_object(value: &str) -> &str {
    [('(', ')'), ('[', ']')].into_iter().fold(value, |value, (open, close)| {
        let surplus = value.matches(close).count().saturating_sub(value.matches(open).count());
        let at_end = value.len() - value.trim_end_matches(close).len();
        &value[..value.len() - at_end.min(surplus)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(Name, String)> {
        let fields = groups(text).into_iter().flat_map(|group| group.fields);
        fields.map(|field| (field.name, field.value)).collect()
    }

    /// A code and a message in every notation that writes a name, a separator and a value.
    #[test]
    fn fields_are_read_in_any_notation() {
        let expected = [(Name::Code, "A.B".to_owned()), (Name::Message, "it's \"no\" good".to_owned())];
        for text in [
            r#"{"code":"A.B","message":"it's \"no\" good"}"#,
            r#"{'code': 'A.B', 'message': 'it\'s "no" good'}"#,
            r#"{ code: 'A.B', message: `it's "no" good` }"#,
            r#"{"code"=>"A.B", "message"=>"it's \"no\" good"}"#,
            r#"Error { code: Some("A.B"), message: Some(String("it's \"no\" good")) }"#,
            r#"level=error code=A.B msg="it's \"no\" good""#,
            r#""{\"Code\":\"A.B\",\"Message\":\"it's \\\"no\\\" good\"}""#,
            r#"<Error><Code>A.B</Code><Message>it's "no" good</Message></Error>"#,
            "code: A.B\nmessage: it's \"no\" good",
            "code: A.B\nmessage: it's \"no\" good\" \"next\": \"1\"",
        ] {
            assert_eq!(fields(text), expected, "{text}");
        }
    }

    #[test]
    fn fields_are_told_apart_without_quotes() {
        let message = "Customer:1 is frozen, not allow to access action: Chat (a)";
        let expected = [(Name::Code, "A.B"), (Name::Type, "error"), (Name::Message, message)];
        for text in [
            // Go, Dart, Java, Kotlin.
            format!("map[error:map[code:A.B message:{message} param: type:error]]"),
            format!("&{{Type:error Code:A.B Param:<nil> Message:{message}}}"),
            format!("{{Code:A.B Message:{message} Param: Type:error HTTPStatusCode:0}}"),
            format!("{{error: {{message: {message}, type: error, param: , code: A.B}}}}"),
            format!("{{error={{type=error, message={message}, param=, code=A.B}}}}"),
            format!("Body[code=A.B, type=error, message={message}]"),
            format!("Body(code=A.B, message={message}, type=error)"),
        ] {
            let mut found = fields(&text);
            found.retain(|(name, _)| *name != Name::Status);
            found.sort_by_key(|(name, _)| *name as u8);
            let found: Vec<_> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
        let prose = "message: rejected due to reason: no code: 403 of the request";
        assert_eq!(fields(prose)[0].1, prose["message: ".len()..]);
    }

    #[test]
    fn braces_nest_and_strings_hold_their_own() {
        let groups =
            groups(r#"{"a":"{ not closed","error":{"code":"X","inner":"{\"code\":\"Y\"}"},"code":"Z"}"#);
        let codes: Vec<_> =
            groups.iter().filter_map(|group| Some((group.get(Name::Code)?, group.parent))).collect();
        assert_eq!(codes, [("Z", Some(0)), ("X", Some(1)), ("Y", Some(3))]);
    }

    #[test]
    fn loose_fields_of_the_next_line_are_the_next_error() {
        let groups = groups("code=A status=403\ncode=B status=429");
        let codes: Vec<_> = groups.iter().filter_map(|group| group.get(Name::Code)).collect();
        assert_eq!(codes, ["A", "B"]);
    }

    #[test]
    fn names_of_a_code_end_alike() {
        let chinese = CHINESE_NAMES.iter().filter(|(_, name)| *name == Name::Code).map(|(name, _)| *name);
        for name in ["code", "Error_Code", "errcode"].into_iter().chain(chinese) {
            assert_eq!(name_before(name, name.len()), Some(Name::Code), "{name}");
            assert!(ENDS_OF_CODE.iter().any(|end| name.to_ascii_lowercase().ends_with(end)), "{name}");
        }
    }

    #[test]
    fn chinese_names_are_names() {
        let expected = [(Name::Code, "Forbidden"), (Name::Status, "403")];
        let found = fields("错误码：Forbidden，状态码: 403");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].1.starts_with(expected[0].1) && found[1].1 == expected[1].1, "{found:?}");
    }
}
