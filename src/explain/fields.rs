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

/// The longest name of a field, in bytes.
const MAX_NAME: usize = 40;

/// What a field of an error object says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Status,
    Code,
    Type,
    Message,
    RequestId,
    RetryAfter,
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
                b':' | b'=' => self.separator(at),
                b'>' => self.tag(at),
                _ => at + 1,
            };
        }
        self.close_to(0, bytes.len());
    }

    fn opened(&mut self, at: usize) -> usize {
        if self.open.len() < MAX_DEPTH {
            let parent = self.open.last().copied();
            self.open.push(self.groups.len());
            self.groups.push(Group { parent, place: at..self.text.len(), fields: Vec::new() });
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

    /// A `:` or `=`: the name to its left, the value to its right. Returns where to go on.
    fn separator(&mut self, at: usize) -> usize {
        let value = self.value_start(at + 1);
        let name = name_before(self.text, at);
        let quoted = self.quotes.opening(value);
        let Some((level, content)) = quoted else {
            let Some(name) = name else { return at + 1 };
            let place = bare_value(self.text, value, name);
            let end = place.end.max(at + 1);
            self.keep(name, place.clone(), self.text[place].trim().to_owned(), false);
            return end;
        };
        let limit = self.strings.last().map_or(self.text.len(), |&(end, _)| end);
        let end = self.quotes.closing(level, content).unwrap_or(self.text.len()).min(limit).max(content);
        if let Some(name) = name {
            let kept = content..floor_char(self.text, end.min(content + MAX_VALUE));
            let (unescaped, altered) = unescape(&self.text[kept.clone()], level);
            self.keep(name, kept, unescaped, altered);
        }
        if memchr::memchr2(b'{', b'=', &self.text.as_bytes()[content..end]).is_some() {
            self.strings.push((end, self.open.len()));
            return content;
        }
        end
    }

    /// A `>` that ends an XML tag: the text up to the next tag is the value.
    fn tag(&mut self, at: usize) -> usize {
        let head = &self.text[..at];
        let from = floor_char(head, at.saturating_sub(MAX_NAME + 1));
        let name = head[from..].rfind('<').and_then(|open| field_name(&head[from + open + 1..]));
        let Some(name) = name else { return at + 1 };
        let limit = floor_char(self.text, (at + 1 + MAX_VALUE).min(self.text.len()));
        let len = memchr::memchr(b'<', &self.text.as_bytes()[at + 1..limit]);
        let Some(len) = len.filter(|&len| len > 0) else { return at + 1 };
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

    fn keep(&mut self, name: Name, place: Range<usize>, value: String, altered: bool) {
        const NOTHING: [&str; 7] = ["", "null", "None", "nil", "undefined", "<nil>", "none"];
        if NOTHING.contains(&value.as_str()) {
            return;
        }
        let group = self.open.last().copied().unwrap_or(0);
        let group = if group == 0 { self.loose_group(name, place.start) } else { group };
        self.groups[group].fields.push(Field { name, value, place, altered });
    }

    /// The group for a field outside all braces. A name that comes again begins a new one: the fields of
    /// the next log line.
    fn loose_group(&mut self, name: Name, at: usize) -> usize {
        let Some(current) = self.groups.iter().rposition(|group| group.parent.is_none()) else { return 0 };
        let repeats = matches!(name, Name::Code | Name::Message) && self.groups[current].get(name).is_some();
        if !repeats {
            return current;
        }
        self.groups[current].place.end = at;
        self.groups.push(Group { parent: None, place: at..self.text.len(), fields: Vec::new() });
        self.open[0] = self.groups.len() - 1;
        self.groups.len() - 1
    }
}

/// What the name to the left of a separator says, quoted or not.
fn name_before(text: &str, separator: usize) -> Option<Name> {
    let from = floor_char(text, separator.saturating_sub(MAX_NAME + 8));
    let head = text[from..separator].trim_end_matches([' ', '\t', ']']);
    let quoted = head.trim_end_matches(['"', '\'', '`']).trim_end_matches('\\');
    let start = quoted
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        .map_or(0, |at| at + quoted[at..].chars().next().map_or(0, char::len_utf8));
    field_name(&quoted[start..]).or_else(|| two_words(&quoted[..start], &quoted[start..]))
}

/// Names of two words, as in `status code: 403`.
fn two_words(before: &str, last: &str) -> Option<Name> {
    let first = before.trim_end().rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
    field_name(&format!("{first}{last}"))
}

/// What a field of this name says, in any case, with `_` and `-` or without.
fn field_name(name: &str) -> Option<Name> {
    if name.len() > MAX_NAME || !name.bytes().next()?.is_ascii_alphabetic() {
        return None;
    }
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    Some(match name.as_str() {
        "message" | "msg" | "errormessage" | "errormsg" | "errmessage" | "errmsg" | "errordescription"
        | "detail" | "details" | "description" | "reason" | "apimessage" | "error" | "err"
        | "statusmessage" => Name::Message,
        "code" | "errorcode" | "errcode" => Name::Code,
        "type" | "errortype" | "errtype" => Name::Type,
        "status" | "statuscode" | "httpstatus" | "httpcode" | "httpstatuscode" | "responsestatus"
        | "responsecode" => Name::Status,
        "requestid" | "xrequestid" | "reqid" => Name::RequestId,
        "retryafter" => Name::RetryAfter,
        _ => return None,
    })
}

/// The extent of a value without quotes: up to a delimiter, or to the next name and separator.
fn bare_value(text: &str, start: usize, name: Name) -> Range<usize> {
    let limit = floor_char(text, (start + MAX_VALUE).min(text.len()));
    let rest = &text[start.min(limit)..limit];
    let stops: &[char] = match name {
        // Messages hold commas and parentheses of their own.
        Name::Message => &['\n', '{', '}', '"'],
        _ => &['\n', '{', '}', '"', '\'', ',', ';', ')', ']', '(', '[', '<', '|', '&', '\t'],
    };
    let len = rest.find(stops).unwrap_or(rest.len());
    start..start + len
}

fn floor_char(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
