//! What lines of a shape were explained as, so that the next one of the shape need not be explained again.

use std::ops::Range;

use memchr::memmem;

use super::buckets::{bucket, hash_of};
use super::shape::Shape;
use crate::answer::Match;
use crate::explain::Recognised;
use crate::pattern::Value;

/// How many pairs of shapes are remembered; of more that fall on the same pair the latest two stay.
const PAIRS: usize = 1 << 9;

/// How many lengths of lines are told apart.
const LENGTHS: usize = 1 << 8;

/// How many shapes of one length are found without writing the shape of the line.
const LATEST: usize = 4;

/// The shapes seen last, and what came of them.
#[derive(Debug, Default)]
pub struct Memo<'c> {
    /// None before the first shape; the later one of a pair comes first.
    pairs: Vec<[Option<Known<'c>>; 2]>,
    /// For each length where the latest shapes of it are, the last one first.
    latest: Vec<[Place; LATEST]>,
}

/// Where a shape is remembered: its pair, and which of that.
type Place = (usize, usize);

/// A shape and what its lines are.
#[derive(Debug)]
pub struct Known<'c> {
    shape: Shape,
    /// Whether all lines so far were alike, and each value could be found in its line.
    is_learnt: bool,
    errors: Vec<Learnt<'c>>,
}

/// An error whose values stand at known places of the line.
#[derive(Debug)]
struct Learnt<'c> {
    best: Match<'c>,
    /// For each value of `best` where it may stand.
    values: Vec<Places>,
    request_id: Option<Places>,
}

/// The places at which a line holds a text; only one of them may be where it was taken from.
type Places = Vec<Range<usize>>;

impl<'c> Memo<'c> {
    /// The latest shapes of lines as long as this one, the last one first.
    pub fn latest(&self, line: &str) -> impl Iterator<Item = (&Shape, &Known<'c>)> {
        let latest = self.latest.get(line.len() % LENGTHS).into_iter().flatten();
        let known = latest.filter_map(|&(pair, which)| self.pairs[pair][which].as_ref());
        known.map(|known| (&known.shape, known))
    }

    /// What is known of a shape.
    pub fn known(&self, shape: &Shape) -> Option<&Known<'c>> {
        let (pair, which) = self.place_of(shape)?;
        self.pairs[pair][which].as_ref()
    }

    /// Remembers what a line of this shape was explained as.
    pub fn learn(&mut self, shape: &Shape, line: &str, recognised: &[Recognised<'c>]) {
        self.pairs.resize_with(PAIRS, Default::default);
        let errors: Option<Vec<_>> = recognised.iter().map(|error| Learnt::new(error, line)).collect();
        let known = self.place_of(shape).and_then(|(pair, which)| self.pairs[pair][which].as_mut());
        match (known, errors) {
            (Some(known), Some(errors)) => {
                known.is_learnt &= known.errors.len() == errors.len()
                    && known.errors.iter_mut().zip(&errors).all(|(known, error)| known.narrow(error));
            }
            (Some(known), None) => known.is_learnt = false,
            (None, errors) => {
                let is_learnt = errors.is_some();
                let known = Known { shape: shape.clone(), is_learnt, errors: errors.unwrap_or_default() };
                let pair = &mut self.pairs[pair_of(shape)];
                pair[1] = pair[0].replace(known);
            }
        }
    }

    /// Makes a shape that is remembered the latest of its length.
    pub fn put_first(&mut self, shape: &Shape) {
        let Some(place) = self.place_of(shape) else { return };
        self.latest.resize(LENGTHS, [place; LATEST]);
        let latest = &mut self.latest[shape.text().len() % LENGTHS];
        let at = latest.iter().position(|&other| other == place).unwrap_or(LATEST - 1);
        latest[..=at].rotate_right(1);
        latest[0] = place;
    }

    fn place_of(&self, shape: &Shape) -> Option<Place> {
        let number = pair_of(shape);
        let is_known = |known: &Option<Known<'_>>| {
            known.as_ref().is_some_and(|known| known.shape.text() == shape.text())
        };
        Some((number, self.pairs.get(number)?.iter().position(is_known)?))
    }
}

impl<'c> Known<'c> {
    /// Adds the errors of another line of the shape to `found`; `false` where they cannot be told.
    pub fn recall(&self, line: &str, found: &mut Vec<Recognised<'c>>) -> bool {
        let before = found.len();
        let is_told = self.is_learnt
            && self.errors.iter().all(|error| error.in_line(line).map(|told| found.push(told)).is_some());
        if !is_told {
            found.truncate(before);
        }
        is_told
    }
}

impl<'c> Learnt<'c> {
    /// `None` where a value does not stand in the line as it is.
    fn new(error: &Recognised<'c>, line: &str) -> Option<Self> {
        if !error.is_verbatim {
            return None;
        }
        let values: Option<Vec<_>> =
            error.best.values.iter().map(|value| places(line, &value.text)).collect();
        let request_id = error.request_id.as_ref().map(|id| places(line, id));
        // Ids that are nowhere in the line cannot be learnt.
        let request_id = request_id.map_or(Some(None), |places| places.map(Some))?;
        Some(Self { best: error.best.clone(), values: values?, request_id })
    }

    /// Keeps the places that hold for another line as well; `false` where that is another error.
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
                own.retain(|place| other.contains(place));
                !own.is_empty()
            })
    }

    /// The same error with the values of another line; `None` where they cannot be told.
    fn in_line(&self, line: &str) -> Option<Recognised<'c>> {
        let values: Option<Vec<Value>> = self
            .best
            .values
            .iter()
            .zip(&self.values)
            .map(|(value, places)| {
                let text = text_at(line, places)?.to_owned();
                Some(Value { name: value.name.clone(), text, secret: value.secret })
            })
            .collect();
        let request_id = match &self.request_id {
            Some(places) => Some(text_at(line, places)?.to_owned()),
            None => None,
        };
        let Match { entry, confidence, score, .. } = self.best;
        let best = Match { entry, confidence, matched_by: Vec::new(), score, values: values? };
        Some(Recognised { best, request_id, is_verbatim: true })
    }
}

/// Where a text stands in the line; `None` where it does not.
fn places(line: &str, text: &str) -> Option<Places> {
    let places: Places = memmem::find_iter(line.as_bytes(), text).map(|at| at..at + text.len()).collect();
    (!places.is_empty()).then_some(places)
}

/// The text at places that all hold the same.
fn text_at<'l>(line: &'l str, places: &[Range<usize>]) -> Option<&'l str> {
    let (first, others) = places.split_first()?;
    let text = line.get(first.clone())?;
    others.iter().all(|other| line.get(other.clone()) == Some(text)).then_some(text)
}

/// The pair where a shape is remembered.
fn pair_of(shape: &Shape) -> usize {
    bucket(hash_of(shape.text()), PAIRS.ilog2())
}
