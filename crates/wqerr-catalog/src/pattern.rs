//! A message with placeholders, found in any text and its values captured.
//!
//! Both sides are folded ([`Folded`]), so that capitals, white space, line breaks and full-width punctuation
//! make no difference. A pattern is found by its longest fixed text, then verified to both sides with a
//! bounded reach for each value: the work is linear in the text.

mod part;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::entry::Usage;
use crate::fold::{Folded, fold, is_han};
use crate::fragment;
use crate::packed::Text;

/// The longest value a placeholder stands for, in bytes of folded text.
const MAX_VALUE: usize = 200;

/// The longest value at the beginning or the end of a message, in bytes: no token or identifier is longer.
const MAX_OPEN: usize = 4096;

/// The longest value with the white space inside it, in bytes.
const MAX_SPREAD: usize = 4096;

/// The shortest fixed text that a message can be found by, in characters.
const MIN_ANCHOR: usize = 4;

/// The same in Chinese characters, which say more: two of them are a word like any other, three a statement.
const MIN_HAN: usize = 3;

/// A Chinese word: enough where the message has another one beside it.
const HAN_WORD: usize = 2;

/// A message with placeholders, ready to be found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Pattern {
    /// The fixed texts, folded, one more than there are placeholders; the first and the last may be empty.
    literals: Vec<Text>,
    placeholders: Vec<Placeholder>,
    /// Which of the fixed texts is the longest.
    anchor: usize,
    /// Who else uses this wording.
    usage: Usage,
}

/// A part of a message that stands for a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Placeholder {
    /// Its name, for example `CustomerId`.
    pub name: Text,
    /// Whether its value is a secret and must not be printed.
    pub secret: bool,
}

/// What is wrong with a message as a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// A brace without its partner, or with no name inside.
    Brace,
    /// The same placeholder twice.
    Repeated(String),
    /// Two placeholders with nothing between them.
    Adjacent,
    /// Too little fixed text to be found by.
    TooShort,
}

/// Where a pattern was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The place in the source text, in bytes.
    pub start: usize,
    /// The end of it.
    pub end: usize,
    /// How much fixed text agreed, in bytes of folded text.
    pub fixed: usize,
    /// What the placeholders stood for, in the order of the message.
    pub values: Vec<Value>,
}

/// What a placeholder stood for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The name of the placeholder.
    pub name: Text,
    /// What stood in its place.
    pub text: String,
    /// Whether it is a secret.
    pub secret: bool,
}

impl Pattern {
    /// Reads a message in which `{Name}` and each of the bare words `placeholders` stand for values; those
    /// named in `secrets` are marked as such.
    ///
    /// # Errors
    ///
    /// What is wrong with the message as a pattern.
    pub fn new(message: &str, placeholders: &[&str], secrets: &[&str]) -> Result<Self, PatternError> {
        let mut literals = Vec::new();
        let mut literal = String::new();
        let mut names: Vec<String> = Vec::new();
        for piece in pieces(message, placeholders)? {
            match piece {
                Piece::Fixed(text) => literal.push_str(&fold(text)),
                Piece::Value(name) if names.iter().any(|known| known == name) => {
                    return Err(PatternError::Repeated(name.to_owned()));
                }
                Piece::Value(_) if literal.is_empty() && !names.is_empty() => {
                    return Err(PatternError::Adjacent);
                }
                Piece::Value(name) => {
                    names.push(name.to_owned());
                    literals.push(std::mem::take(&mut literal));
                }
            }
        }
        literal.truncate(literal.trim_end_matches(['.', '!']).len());
        literals.push(literal);
        let anchor = (0..literals.len()).max_by_key(|&i| literals[i].len()).unwrap_or(0);
        if !is_telling(&literals, &literals[anchor]) {
            return Err(PatternError::TooShort);
        }
        let placeholder =
            |name: String| Placeholder { secret: secrets.contains(&name.as_str()), name: name.into() };
        Ok(Self {
            literals: literals.into_iter().map(Text::from).collect(),
            placeholders: names.into_iter().map(placeholder).collect(),
            anchor,
            usage: Usage::Own,
        })
    }

    /// The same message, which others may use too.
    #[must_use]
    pub fn used(self, usage: Usage) -> Self {
        Self { usage, ..self }
    }

    /// Who else uses this wording.
    pub const fn usage(&self) -> Usage {
        self.usage
    }

    /// The names of the placeholders, in their order.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.placeholders.iter().map(|placeholder| &*placeholder.name)
    }

    /// The longest fixed text, folded: every text that holds the message holds it.
    pub fn anchor(&self) -> &str {
        &self.literals[self.anchor]
    }

    /// The fixed texts before and behind a placeholder, folded.
    pub fn around(&self, placeholder: &str) -> Option<(&str, &str)> {
        let at = self.placeholders.iter().position(|known| &*known.name == placeholder)?;
        Some((&self.literals[at], &self.literals[at + 1]))
    }

    /// The fixed texts that stand between two values.
    pub fn inner_texts(&self) -> impl Iterator<Item = &str> {
        let between = self.literals.get(1..self.literals.len() - 1).unwrap_or_default();
        between.iter().map(|literal| &**literal)
    }

    /// The fixed texts, folded.
    pub fn fixed_texts(&self) -> impl Iterator<Item = &str> {
        self.literals.iter().map(|literal| &**literal)
    }

    /// Folded texts of which each text that holds the message or a part of it holds one.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        [Some(self.anchor()), self.beginning_probe(), self.ending_probe()].into_iter().flatten()
    }

    /// Texts of which each line that holds the message or a part of it holds one, as it is written in `message`,
    /// from which the pattern was made with these `placeholders`.
    pub fn fragments(&self, message: &str, placeholders: &[&str]) -> Vec<String> {
        let (mut sources, mut source) = (Vec::new(), String::new());
        for piece in pieces(message, placeholders).unwrap_or_default() {
            match piece {
                Piece::Fixed(text) => source.push_str(text),
                Piece::Value(_) => sources.push(std::mem::take(&mut source)),
            }
        }
        sources.push(source);
        let stretch = |literal: usize, from: usize, to: usize| {
            let folded = Folded::new(&sources[literal]);
            fragment::of_text(&folded.source()[folded.origin(from)..folded.origin_end(to)])
        };
        let (last, anchor) = (self.literals.len() - 1, self.anchor().len());
        let ending = self.ending_probe().map(str::len);
        // What holds a fixed text holds its beginning too.
        let whole = (self.probed() != Some(self.anchor)).then(|| stretch(self.anchor, 0, anchor));
        let beginning = self.beginning_probe().zip(self.probed());
        let beginning = beginning.map(|(probe, literal)| stretch(literal, 0, probe.len()));
        let end = ending.map(|len| stretch(last, self.literals[last].len() - len, self.literals[last].len()));
        [whole, beginning, end].into_iter().flatten().collect()
    }

    /// Every place where the whole message stands in `text`, in order, without overlaps.
    pub fn find_all(&self, text: &Folded<'_>) -> Vec<Found> {
        let anchor = self.anchor().as_bytes();
        let mut found: Vec<Found> = Vec::new();
        // Getting ready for a search costs more than the search of a short text.
        if anchor.len() > text.text().len() {
            return found;
        }
        for at in occurrences(text.text().as_bytes(), anchor) {
            // What lies in the message before is no other one.
            let from = found.last().map_or(0, |last| last.end);
            if text.origin(at) >= from
                && let Some(hit) = self.verify(text, at, from)
                && from <= hit.start
            {
                found.push(hit);
            }
        }
        found
    }

    /// Whether the message stands around the anchor found at `at`. A value at its beginning goes back to `from` in the
    /// source at most, where the message before ends: so no byte is looked at for two of them.
    fn verify(&self, text: &Folded<'_>, at: usize, from: usize) -> Option<Found> {
        let mut values = vec![String::new(); self.placeholders.len()];
        let last = self.placeholders.len();
        // The values at the ends have the farthest reach: they come last, when nothing else speaks against the message.
        let begins_open = self.anchor > 0 && self.literals[0].is_empty();
        let ends_open = self.anchor < last && self.literals[last].is_empty();
        let mut start = at;
        for i in (usize::from(begins_open)..self.anchor).rev() {
            (start, values[i]) = self.before(text, i, start)?;
        }
        let mut end = at + self.anchor().len();
        let between = last - usize::from(ends_open);
        for (i, value) in values.iter_mut().enumerate().take(between).skip(self.anchor) {
            (end, *value) = self.after(text, i, end)?;
        }
        if !begins_open && !text.is_boundary(start) {
            return None;
        }
        if ends_open {
            (end, values[last - 1]) = open_after(text, end);
        }
        if begins_open {
            (start, values[0]) = open_before(text, start, from);
        }
        (text.is_boundary(start) && text.is_boundary(end)).then(|| Found {
            start: text.origin(start),
            end: text.origin_end(end),
            fixed: self.literals.iter().map(|literal| literal.len()).sum(),
            values: self.named(values),
        })
    }

    /// The nearest place before `end` where the fixed text before placeholder `i` stands, and the value.
    fn before(&self, text: &Folded<'_>, i: usize, end: usize) -> Option<(usize, String)> {
        let literal = &*self.literals[i];
        let from = text.text().floor_char_boundary(end.saturating_sub(MAX_VALUE + literal.len()));
        let window = &text.text()[from..end];
        window.rmatch_indices(literal).find_map(|(at, _)| {
            let (start, value) = (from + at, from + at + literal.len());
            // The message begins where a word begins.
            let is_there = text.is_boundary(value) && (i > 0 || text.is_boundary(start));
            Some((start, captured(text, value, end).filter(|_| is_there)?))
        })
    }

    /// The nearest place after `start` where the fixed text after placeholder `i` stands, and the value.
    fn after(&self, text: &Folded<'_>, i: usize, start: usize) -> Option<(usize, String)> {
        let literal = &*self.literals[i + 1];
        let to = text.text().floor_char_boundary(start + MAX_VALUE + literal.len());
        text.text()[start..to].match_indices(literal).find_map(|(at, _)| {
            let value_end = start + at;
            let value = text.is_boundary(value_end).then(|| captured(text, start, value_end)).flatten()?;
            Some((value_end + literal.len(), value))
        })
    }

    /// The values with their names. A placeholder that stands for itself, as in the documentation, and one
    /// that stands for nothing have no value.
    fn named(&self, values: Vec<String>) -> Vec<Value> {
        let is_value = |name: &str, text: &str| {
            !text.is_empty() && text != name && text.trim_matches(['{', '}']) != name
        };
        self.placeholders
            .iter()
            .zip(values)
            .filter(|(placeholder, text)| is_value(&placeholder.name, text))
            .map(|(placeholder, text)| Value {
                name: placeholder.name.clone(),
                text,
                secret: placeholder.secret,
            })
            .collect()
    }
}

/// Where a fixed text stands in a text. To prepare a search costs more than to search a small text without.
pub(crate) fn occurrences<'t>(text: &'t [u8], fixed: &'t [u8]) -> impl Iterator<Item = usize> + 't {
    const SMALL: usize = 1 << 11;
    let (small, large) = if text.len() < SMALL { (text, &[][..]) } else { (&[][..], text) };
    let first = fixed.first().copied().unwrap_or_default();
    let mut free = 0;
    let in_small = memchr::memchr_iter(first, small).filter(move |&at| {
        let is_here = at >= free && small[at..].starts_with(fixed);
        free = if is_here { at + fixed.len() } else { free };
        is_here
    });
    in_small.chain((!large.is_empty()).then(|| memmem::find_iter(large, fixed)).into_iter().flatten())
}

/// The value between two places of the folded text as the source has it, or `None` where what stands there
/// cannot be one value.
fn captured(text: &Folded<'_>, start: usize, end: usize) -> Option<String> {
    let raw = &text.source()[text.origin_end(start)..text.origin(end).max(text.origin_end(start))];
    if raw.len() > MAX_SPREAD {
        return None;
    }
    let raw = raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\'));
    let is_template = raw.starts_with('{') && raw.ends_with('}');
    if !is_template && raw.contains(['"', '{', '}']) {
        return None;
    }
    Some(joined_lines(raw))
}

/// The quotes that may stand around a value.
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// A value at the very end of a message: up to the first character that no identifier holds.
fn open_after(text: &Folded<'_>, start: usize) -> (usize, String) {
    let source = text.source();
    let rest = source[text.origin_end(start)..].trim_start();
    let rest = &rest[..rest.floor_char_boundary(MAX_OPEN)];
    let value = rest.trim_start_matches(QUOTES);
    let is_template = value.starts_with('{');
    let len = value.find(|c| ends_value(c) && !(is_template && c == '}')).unwrap_or(value.len());
    let value = value[..len].trim_end_matches(['.', ':', '!', '?']);
    let quotes = rest.len() - rest.trim_start_matches(QUOTES).len();
    let folded = if value.is_empty() { 0 } else { quotes + fold(value).len() };
    ((start + folded).min(text.text().len()), value.to_owned())
}

/// A value at the very beginning of a message: back to the first character that no identifier holds.
fn open_before(text: &Folded<'_>, end: usize, from: usize) -> (usize, String) {
    let head = text.source()[from.min(text.origin(end))..text.origin(end)].trim_end();
    let head = &head[head.ceil_char_boundary(head.len().saturating_sub(MAX_OPEN))..];
    let value = head.trim_end_matches(QUOTES);
    let quotes = head.len() - value.len();
    let len = value.char_indices().rev().find(|&(_, c)| ends_value(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let value = &value[len..];
    (end.saturating_sub(quotes + fold(value).len()), value.to_owned())
}

fn ends_value(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '`' | '\\' | ',' | ';' | '&' | '|' | '^' | '，' | '。' | '；' | '、' | '“' | '”'
        )
        || matches!(c, '(' | ')' | '[' | ']' | '}' | '<' | '>' | '（' | '）')
}

/// A value that a terminal broke over several lines, in one piece again.
fn joined_lines(value: &str) -> String {
    if !value.contains('\n') {
        return value.to_owned();
    }
    value.lines().map(str::trim).collect()
}

/// Whether the fixed texts of a message, of which `anchor` is the longest, are enough to find it by.
fn is_telling(literals: &[String], anchor: &str) -> bool {
    let han = |text: &str| text.chars().filter(|&c| is_han(c)).count();
    let has_words = || {
        let all: usize = literals.iter().map(|literal| han(literal)).sum();
        han(anchor) >= HAN_WORD && all >= 2 * HAN_WORD
    };
    anchor.chars().count() >= MIN_ANCHOR || han(anchor) >= MIN_HAN || has_words()
}

/// The names of the placeholders of a message, be it a good pattern or not; none where its braces do not tell them.
pub fn names<'a>(message: &'a str, placeholders: &[&'a str]) -> Option<Vec<&'a str>> {
    let name = |piece| match piece {
        Piece::Value(name) => Some(name),
        Piece::Fixed(_) => None,
    };
    Some(pieces(message, placeholders).ok()?.into_iter().filter_map(name).collect())
}

enum Piece<'a> {
    Fixed(&'a str),
    Value(&'a str),
}

/// A message cut into fixed texts and placeholders.
fn pieces<'a>(message: &'a str, placeholders: &[&'a str]) -> Result<Vec<Piece<'a>>, PatternError> {
    let mut pieces = Vec::new();
    let mut rest = message;
    while !rest.is_empty() {
        let brace = rest.find(['{', '}']).unwrap_or(rest.len());
        push_words(&mut pieces, &rest[..brace], placeholders);
        rest = &rest[brace..];
        if rest.is_empty() {
            break;
        }
        let (name, tail) = rest
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
            .filter(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
            .ok_or(PatternError::Brace)?;
        pieces.push(Piece::Value(name));
        rest = tail;
    }
    Ok(pieces)
}

/// Fixed text in which bare words may stand for values.
fn push_words<'a>(pieces: &mut Vec<Piece<'a>>, mut text: &'a str, placeholders: &[&'a str]) {
    let first = |text: &str| placeholders.iter().filter_map(|&word| Some((text.find(word)?, word))).min();
    while let Some((at, word)) = first(text) {
        pieces.push(Piece::Fixed(&text[..at]));
        pieces.push(Piece::Value(word));
        text = &text[at + word.len()..];
    }
    pieces.push(Piece::Fixed(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROZEN: &str = "Customer:{CustomerId} is frozen, not allow to access action: {Action}";

    type Pairs = Option<Vec<(String, String)>>;

    fn values(pattern: &Pattern, text: &str) -> Pairs {
        let found = pattern.find_all(&Folded::new(text)).into_iter().next()?;
        Some(found.values.into_iter().map(|value| (value.name.to_string(), value.text)).collect())
    }

    fn frozen(text: &str) -> Pairs {
        values(&Pattern::new(FROZEN, &[], &[]).expect("a good pattern"), text)
    }

    fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
        pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
    }

    #[test]
    fn captures_what_the_placeholders_stand_for() {
        let both = Some(pairs([("CustomerId", "20012345"), ("Action", "ChatCompletions")]));
        for text in [
            "Customer:20012345 is frozen, not allow to access action: ChatCompletions",
            "x: \"customer: 20012345 IS FROZEN, not allow to access action:ChatCompletions\"}",
            "Customer：20012345 is frozen，not allow to access action： ChatCompletions。",
            "Customer:200\n12345 is fro\nzen, not allow to access action: ChatCompletions.",
        ] {
            assert_eq!(frozen(text), both, "{text}");
        }
    }

    #[test]
    fn a_placeholder_that_stands_for_itself_has_no_value() {
        assert_eq!(frozen(FROZEN), Some(Vec::new()));
    }

    #[test]
    fn a_quoted_value_ends_the_message_too() {
        let both = Some(pairs([("CustomerId", "1"), ("Action", "Chat")]));
        assert_eq!(frozen("Customer:'1' is frozen, not allow to access action: \"Chat\"}"), both);
    }

    #[test]
    fn values_have_a_limited_reach_and_hold_no_structure() {
        let far = format!("Customer:{} is frozen, not allow to access action: A", "1".repeat(MAX_VALUE + 1));
        assert_eq!(frozen(&far), None);
        assert_eq!(frozen("Customer:\",\"b\":\" is frozen, not allow to access action: A"), None);
    }

    #[test]
    fn bare_words_may_be_placeholders() {
        let pattern = Pattern::new("The xxx parameter is required.", &["xxx"], &[]).expect("a good pattern");
        assert_eq!(values(&pattern, "The theme parameter is required"), Some(pairs([("xxx", "theme")])));
        assert_eq!(values(&pattern, "the 'model' parameter is required!"), Some(pairs([("xxx", "model")])));
        assert_eq!(values(&pattern, "The athe parameter is required"), Some(pairs([("xxx", "athe")])));
        assert_eq!(values(&pattern, "breathe parameter is required"), None);
    }

    #[test]
    fn a_few_chinese_characters_are_enough() {
        let found = |message, text| values(&Pattern::new(message, &[], &[]).expect("a good pattern"), text);
        assert_eq!(found("模型 {Model} 不存在", "模型gpt-4不存在。"), Some(pairs([("Model", "gpt-4")])));
        assert_eq!(found("{Token} 已失效", "令牌 ab12 已失效"), Some(pairs([("Token", "ab12")])));
        assert_eq!(found("参数 {P} 缺失", "参数 top_p 缺失"), Some(pairs([("P", "top_p")])));
        assert_eq!(found("参数 {P} 缺失", "参数 top_p 无效"), None);
    }

    #[test]
    fn messages_end_where_words_end() {
        let pattern = Pattern::new("Bad Gateway", &[], &[]).expect("a good pattern");
        assert!(values(&pattern, "502 Bad Gateway").is_some());
        assert!(values(&pattern, "502\\nBad Gateway").is_some());
        assert!(values(&pattern, "a bad gatewayist").is_none());
    }

    #[test]
    fn bad_messages_are_told() {
        let error = |message| Pattern::new(message, &[], &[]).err();
        assert_eq!(error("Customer:{Id is frozen"), Some(PatternError::Brace));
        assert_eq!(error("{A} is not {A}"), Some(PatternError::Repeated("A".into())));
        assert_eq!(error("no {A}{B} there"), Some(PatternError::Adjacent));
        assert_eq!(error("{A}: no"), Some(PatternError::TooShort));
        assert_eq!(error("{A} 缺失"), Some(PatternError::TooShort));
        assert_eq!(error("限流"), Some(PatternError::TooShort));
        assert_eq!(error("从 {A} 到 {B}"), Some(PatternError::TooShort));
        let many = Pattern::new(&"x ".repeat(200_000), &["x"], &[]);
        assert_eq!(many.err(), Some(PatternError::Repeated("x".into())));
    }
}
