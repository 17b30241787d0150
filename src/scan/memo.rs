//! What lines of a template were explained as, so that the next one need not be explained again.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use super::template::{Masks, Template};
use crate::answer::Match;
use crate::explain::Recognised;
use crate::pattern::Value;

/// How many templates of one length are remembered; the one that was used last is tried first.
const SAME_LENGTH: usize = 16;

/// How many templates are remembered. When there are more, all are forgotten: the frequent ones are soon back.
const MAX_TEMPLATES: usize = 1 << 10;

/// The templates seen so far, by their lengths, and what came of them.
#[derive(Debug, Default)]
pub struct Memo<'c> {
    by_length: HashMap<usize, Vec<Known<'c>>>,
    size: usize,
}

/// What is known of a template.
#[derive(Debug)]
pub struct Known<'c> {
    template: Template,
    /// Whether escapes or encodings were undone in its lines.
    is_undone: bool,
    /// `None` if the errors have to be looked for in each line.
    errors: Option<Vec<KnownError<'c>>>,
}

/// An error whose values stand at known places of the line.
#[derive(Debug)]
struct KnownError<'c> {
    best: Match<'c>,
    /// For each value of `best` where it may stand.
    values: Vec<Spans>,
    request_id: Option<Spans>,
}

/// Where a line holds a text; only one of the spans may be where it was taken from.
type Spans = Vec<Range<usize>>;

impl<'c> Memo<'c> {
    /// What is known of the template of a line.
    pub fn known(&mut self, masks: &Masks, line: &str, is_undone: bool) -> Option<&mut Known<'c>> {
        let known = self.by_length.get_mut(&line.len())?;
        let is_of = |known: &Known<'c>| known.is_undone == is_undone && masks.has(line, &known.template);
        let at = known.iter().position(is_of)?;
        known[..=at].rotate_right(1);
        known.first_mut()
    }

    /// Remembers what the first line of a template was explained as.
    pub fn learn(&mut self, template: Template, line: &str, is_undone: bool, recognised: &[Recognised<'c>]) {
        if self.size >= MAX_TEMPLATES {
            *self = Self::default();
        }
        let errors = errors_in(line, recognised);
        let known = self.by_length.entry(line.len()).or_default();
        if known.len() < SAME_LENGTH {
            self.size += 1;
        } else {
            known.pop();
        }
        known.insert(0, Known { template, is_undone, errors });
    }
}

impl<'c> Known<'c> {
    /// The errors in another line of the template, if that is enough to know them.
    pub fn recall(&self, line: &str) -> Option<Vec<Recognised<'c>>> {
        self.errors.as_ref()?.iter().map(|error| error.in_line(line)).collect()
    }

    /// Keeps what holds for another line as well.
    pub fn narrow(&mut self, line: &str, recognised: &[Recognised<'c>]) {
        let is_same = match (&mut self.errors, &errors_in(line, recognised)) {
            (Some(known), Some(errors)) => {
                known.len() == errors.len()
                    && known.iter_mut().zip(errors).all(|(known, error)| known.narrow(error))
            }
            _ => false,
        };
        if !is_same {
            self.errors = None;
        }
    }
}

/// The errors of a line; `None` if their values do not stand there as they are.
fn errors_in<'c>(line: &str, recognised: &[Recognised<'c>]) -> Option<Vec<KnownError<'c>>> {
    recognised.iter().map(|error| KnownError::new(error, line)).collect()
}

impl<'c> KnownError<'c> {
    /// `None` if a value does not stand in the line as it is.
    fn new(error: &Recognised<'c>, line: &str) -> Option<Self> {
        if !error.is_verbatim {
            return None;
        }
        let values: Option<Vec<_>> = error.best.values.iter().map(|value| spans(line, &value.text)).collect();
        let request_id = match &error.request_id {
            Some(id) => Some(spans(line, id)?),
            None => None,
        };
        Some(Self { best: error.best.clone(), values: values?, request_id })
    }

    /// Keeps the spans that hold for another line as well; `false` if that has another error.
    fn narrow(&mut self, other: &Self) -> bool {
        let is_same = self.best.entry.id() == other.best.entry.id()
            && self.best.confidence == other.best.confidence
            && self.best.values.len() == other.best.values.len()
            && self.best.values.iter().zip(&other.best.values).all(|(a, b)| a.name == b.name)
            && self.request_id.is_some() == other.request_id.is_some();
        let own = self.values.iter_mut().chain(&mut self.request_id);
        let others = other.values.iter().chain(&other.request_id);
        is_same
            && own.zip(others).all(|(own, other)| {
                own.retain(|span| other.contains(span));
                !own.is_empty()
            })
    }

    /// The same error with the values of another line; `None` if it is not clear where they stand.
    fn in_line(&self, line: &str) -> Option<Recognised<'c>> {
        let text = |value: &Value, spans| {
            Some(Value { name: value.name.clone(), text: text_at(line, spans)?, secret: value.secret })
        };
        let values = self.best.values.iter().zip(&self.values).map(|(value, spans)| text(value, spans));
        let values = values.collect::<Option<Vec<Value>>>()?;
        let request_id = match &self.request_id {
            Some(spans) => Some(text_at(line, spans)?),
            None => None,
        };
        let Match { entry, confidence, score, .. } = self.best;
        let best = Match { entry, confidence, matched_by: Vec::new(), score, values };
        Some(Recognised { best, request_id, is_verbatim: true })
    }
}

/// Where a text stands in the line; `None` if it does not.
fn spans(line: &str, text: &str) -> Option<Spans> {
    let spans: Spans = memmem::find_iter(line.as_bytes(), text).map(|at| at..at + text.len()).collect();
    (!spans.is_empty()).then_some(spans)
}

/// The text in spans that all hold the same.
fn text_at(line: &str, spans: &[Range<usize>]) -> Option<String> {
    let (first, others) = spans.split_first()?;
    let text = line.get(first.clone())?;
    others.iter().all(|other| line.get(other.clone()) == Some(text)).then(|| text.to_owned())
}
