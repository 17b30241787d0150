//! Raw errors explained: raw input → what it says ([`Evidence`]) → the entries that fit.

mod decide;
mod evidence;
mod fields;
mod guess;
mod hints;
mod hits;
mod neighbours;
mod object;
mod pairs;
mod policy;
mod prepare;
mod quotes;
mod records;
mod response;
mod sentence;
mod signs;
mod text;

use std::borrow::Cow;
use std::cell::LazyCell;

use memchr::memmem;

use self::decide::{Candidate, Case, in_one_line, is_in_one_line, matches};
pub use self::evidence::Evidence;
pub use self::fields::{ENDS_OF_CODE, gives_status};
pub use self::hints::{Client, Hint};
use self::hits::is_word;
pub use self::neighbours::{OtherSystem, platform};
use self::prepare::prepare;
use self::quotes::unescaped;
pub use self::response::explain_response;
pub use self::signs::words as sign_words;
use crate::answer::{Confidence, Match};
use crate::catalog::Catalog;
use crate::clean::clean;
use crate::entry::Entry;
use crate::fold::fold;
use crate::pattern::Value;
use crate::redact::{mask, redact, redact_identifier};

/// The piece of the input that is examined at once, in bytes, so that memory stays flat.
const PIECE: usize = 1 << 20;

/// How much of a piece is examined again with the next, in bytes, so that no error body is cut in two.
const OVERLAP: usize = 64 << 10;

/// The shortest text that can be a key, in bytes. A shorter value is masked where it is shown as a value; in
/// the message it would take unrelated letters with it.
const MIN_SECRET: usize = 6;

/// Whether secrets of the input are masked in the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Secrets {
    /// They are masked.
    #[default]
    Masked,
    /// They are shown.
    Shown,
}

impl Secrets {
    /// `text` as it may be printed: without terminal escapes and, unless they are shown, without secrets.
    pub fn hide(self, text: &str) -> String {
        self.hidden(text).into_owned()
    }

    /// A question to `catalog` as it may be printed: if it is a message, its secret values are masked too.
    pub fn hide_question(self, catalog: &Catalog, question: &str) -> String {
        // Codes, ids and statuses hold no values.
        if self == Self::Shown
            || !question.contains(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：'))
        {
            return self.hide(question);
        }
        let cleaned = clean(question);
        let explanations = explain(catalog, &cleaned, Self::Shown);
        let plain = explanations
            .iter()
            .fold(cleaned.into_owned(), |plain, explanation| without_values(&plain, &explanation.results));
        redact(&plain).into_owned()
    }

    fn hidden(self, text: &str) -> Cow<'_, str> {
        let cleaned = clean(text);
        match (self, cleaned) {
            (Self::Shown, cleaned) => cleaned,
            (Self::Masked, Cow::Borrowed(text)) => redact(text),
            (Self::Masked, Cow::Owned(text)) => Cow::Owned(redact(&text).into_owned()),
        }
    }

    /// Makes the text of a value one that may be printed.
    pub fn hide_in(self, value: &mut Value) {
        let hidden = match self {
            Self::Masked if value.secret => Cow::Owned(mask(&value.text)),
            _ => self.hidden(&value.text),
        };
        if let Cow::Owned(hidden) = hidden {
            value.text = hidden;
        }
    }
}

/// An error of the input and the entries that fit it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Explanation<'c> {
    /// What the input says.
    pub evidence: Evidence,
    /// The entries that fit, the best first.
    pub results: Vec<Match<'c>>,
    /// Advice that belongs to no entry.
    pub hints: Vec<Hint>,
    /// Up to three near entries where nothing fits.
    pub suggestions: Vec<&'c Entry>,
}

/// Explains a raw error in whatever form: an error body, an exception, a log. There is one answer for each
/// distinct error of the input, and one without results where no error of the catalog was found.
///
/// ```
/// let catalog = wqerr::Catalog::embedded();
/// let body = r#"Error code: 403 - {'error': {'message': 'Customer:20012345 is frozen,
///     not allow to access action: ChatCompletions', 'type': 'Forbidden', 'code': 'Forbidden'}}"#;
/// let explanations = wqerr::explain(catalog, body, wqerr::Secrets::Masked);
/// let best = &explanations[0].results[0];
/// assert_eq!(best.entry.id(), "customer-frozen");
/// assert_eq!(best.values[0].text, "20012345");
/// ```
pub fn explain<'c>(catalog: &'c Catalog, input: &str, secrets: Secrets) -> Vec<Explanation<'c>> {
    let mut found: Vec<Explanation<'c>> = Vec::new();
    for (number, piece) in pieces(input).enumerate() {
        let piece = clean(piece);
        // What a text says that is not ours is worth telling once, for its first piece.
        if number > 0 && !catalog.literals().any_in(&fold(&piece)) {
            continue;
        }
        for explanation in explain_piece(catalog, &piece) {
            merge(&mut found, explanation);
        }
    }
    settle(&mut found);
    if secrets == Secrets::Masked {
        found.iter_mut().for_each(mask_secrets);
    }
    found
}

/// An error of a line.
pub struct Recognised<'c> {
    /// The entry that fits best. Secrets among its values are not masked.
    pub best: Match<'c>,
    pub request_id: Option<String>,
    /// Whether its values and its request id stand in the line as they are, and not in what was decoded only.
    pub is_verbatim: bool,
}

/// A line as its author wrote it, which [`recognise`] examines.
pub fn as_written(line: &str) -> Cow<'_, str> {
    match clean(line) {
        Cow::Borrowed(line) => prepare(line),
        Cow::Owned(line) => Cow::Owned(prepare(&line).into_owned()),
    }
}

/// What is certain or likely in a line, each entry once.
pub fn recognise<'c>(catalog: &'c Catalog, line: &str) -> Vec<Recognised<'c>> {
    let case = Case::new(catalog, line);
    let candidates = likely(case.candidates());
    let is_only = candidates.len() == 1;
    let plain = LazyCell::new(|| Plain::new(line));
    let recognised = candidates.into_iter().filter_map(|candidate| {
        let request_id = case.request_id(&candidate, is_only);
        let best = matches(candidate.claims).into_iter().next()?;
        let mut values = best.values.iter().map(|value| &value.text).chain(&request_id);
        let is_verbatim = values.all(|value| plain.has_verbatim(value));
        Some(Recognised { best, request_id, is_verbatim })
    });
    recognised.collect()
}

/// What a line says, without the marks of its notation.
struct Plain<'l> {
    line: &'l str,
    /// The line, and the same unescaped, with single spaces between words, where that is another text.
    texts: Vec<String>,
}

impl<'l> Plain<'l> {
    fn new(line: &'l str) -> Self {
        let other = |text: &str| (!is_in_one_line(text)).then(|| in_one_line(text));
        let unescaped = match unescaped(line) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(other(&text).unwrap_or(text)),
        };
        Self { line, texts: other(line).into_iter().chain(unescaped).collect() }
    }

    /// Whether a value stands in the line as often as in what the line says. Where it does not, it was put together from
    /// parts that something divides in the line, such as an escape; the same text may stand there somewhere else too.
    fn has_verbatim(&self, value: &str) -> bool {
        // Of a backslash nobody knows how often it was escaped, and a value over several lines is joined.
        let is_clear = !value.contains('\\') && !self.line.contains('\n');
        if is_clear && !self.line.contains('\\') && !value.contains(' ') {
            return true;
        }
        let finder = memmem::Finder::new(value);
        let count = |text: &str| finder.find_iter(text.as_bytes()).count();
        is_clear && {
            let there = count(self.line);
            self.texts.iter().all(|text| count(text) <= there)
        }
    }
}

/// What a line that holds no error of the catalog says of one, and the platform whose error it is, if one is known by it.
pub fn not_ours(catalog: &Catalog, line: &str) -> (Evidence, Option<OtherSystem>) {
    let case = Case::new(catalog, line);
    let explanation = case.best_guess(Vec::new());
    let other = explanation.hints.iter().find_map(|hint| match hint {
        Hint::OtherSystem(other) => Some(*other),
        _ => None,
    });
    (explanation.evidence, other)
}

fn explain_piece<'c>(catalog: &'c Catalog, piece: &str) -> Vec<Explanation<'c>> {
    let text = prepare(piece);
    let case = Case::new(catalog, &text);
    let candidates = case.candidates();
    if candidates.first().is_none_or(|best| best.confidence() == Confidence::Possible) {
        return vec![case.best_guess(candidates)];
    }
    let candidates = likely(candidates);
    let is_only = candidates.len() == 1;
    candidates.into_iter().map(|candidate| case.explained(candidate, is_only)).collect()
}

/// The candidates that are more than possible.
fn likely(mut candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    candidates.retain(|candidate| candidate.confidence() > Confidence::Possible);
    candidates
}

/// The text in overlapping pieces that begin and end at line ends where there are any.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        if text.len() - from <= PIECE {
            start = None;
            return Some(&text[from..]);
        }
        let end = line_end(text, from + PIECE);
        start = Some(line_end(text, end - OVERLAP).min(end));
        Some(&text[from..end])
    })
}

/// The end of the line around `at`, or a character's boundary near `at` where the line is long.
fn line_end(text: &str, at: usize) -> usize {
    let limit = (at.saturating_sub(OVERLAP / 2)..=at).find(|&at| text.is_char_boundary(at)).unwrap_or(at);
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text[limit..at].rfind('\n').map_or(at, |newline| limit + newline + 1)
}

/// Adds an explanation, or what it says beyond an earlier one of the same error.
fn merge<'c>(found: &mut Vec<Explanation<'c>>, mut explanation: Explanation<'c>) {
    let id = |explanation: &Explanation<'c>| explanation.results.first().map(|best| best.entry.id());
    let Some(known) = found.iter_mut().find(|known| id(known) == id(&explanation)) else {
        found.push(explanation);
        return;
    };
    if certainty(known) < certainty(&explanation) {
        std::mem::swap(known, &mut explanation);
    }
    if !known.results.is_empty() || known.evidence.is_empty() {
        known.evidence.complete(explanation.evidence);
    }
}

fn certainty(explanation: &Explanation<'_>) -> Option<Confidence> {
    explanation.results.first().map(|best| best.confidence)
}

/// Drops what better findings make needless: guesses beside something likely, and misses beside guesses.
fn settle(found: &mut Vec<Explanation<'_>>) {
    let best = found.iter().map(certainty).max().flatten();
    if best > Some(Confidence::Possible) {
        found.retain(|explanation| certainty(explanation) > Some(Confidence::Possible));
    } else {
        found.sort_by_key(|explanation| std::cmp::Reverse(certainty(explanation)));
        found.truncate(1);
    }
}

fn mask_secrets(explanation: &mut Explanation<'_>) {
    let evidence = &mut explanation.evidence;
    if let Some(message) = &mut evidence.message {
        *message = without_values(message, &explanation.results);
    }
    for value in explanation.results.iter_mut().flat_map(|result| &mut result.values) {
        Secrets::Masked.hide_in(value);
    }
    for text in [&mut evidence.message, &mut evidence.code, &mut evidence.r#type].into_iter().flatten() {
        *text = redact(text).into_owned();
    }
    if let Some(id) = &mut evidence.request_id {
        *id = redact_identifier(id).into_owned();
    }
}

/// A text without the values of secret placeholders that results took from it.
fn without_values(text: &str, results: &[Match<'_>]) -> String {
    let mut plain = text.to_owned();
    for (entry, value) in
        results.iter().flat_map(|result| result.values.iter().map(|value| (result.entry, value)))
    {
        if !value.secret {
            continue;
        }
        if value.text.len() < MIN_SECRET {
            plain = without_value_at_its_place(&plain, entry, value);
        } else {
            // What broke the message into lines may have left something between the pieces of a secret.
            plain = without_pieces(&plain.replace(&value.text, &mask(&value.text)), &value.text);
        }
    }
    plain
}

/// A text without a value where the fixed texts of its message stand around it.
fn without_value_at_its_place(text: &str, entry: &Entry, value: &Value) -> String {
    /// How much of a fixed text has to agree, in bytes.
    const NEAR: usize = 32;
    let is_around = |before: &str, after: &str, at: usize| {
        let head = fold(&text[text.floor_char_boundary(at.saturating_sub(2 * NEAR))..at]);
        let tail = &text[at + value.text.len()..];
        let tail = fold(&tail[..tail.floor_char_boundary(2 * NEAR)]);
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
        let after = &after[..after.floor_char_boundary(NEAR)];
        head.trim_end().ends_with(before.trim_end()) && tail.trim_start().starts_with(after.trim_start())
    };
    let mut plain = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, found) in text.match_indices(value.text.as_str()) {
        let mut is_there = false;
        entry.seen_patterns(|patterns| {
            is_there = patterns
                .iter()
                .filter_map(|pattern| pattern.around(&value.name))
                .any(|(before, after)| is_around(before, after, at));
        });
        if is_there {
            plain.push_str(&text[copied..at]);
            plain.push_str(&mask(found));
            copied = at + found.len();
        }
    }
    plain.push_str(&text[copied..]);
    plain
}

/// A message without the pieces of a secret.
fn without_pieces(message: &str, secret: &str) -> String {
    let mut plain = String::with_capacity(message.len());
    for part in message.split_inclusive(|c| !is_word(c)) {
        let word = part.trim_end_matches(|c| !is_word(c));
        if word.len() >= MIN_SECRET && secret.contains(word) {
            plain.push_str(&mask(word));
        } else {
            plain.push_str(word);
        }
        plain.push_str(&part[word.len()..]);
    }
    plain
}
