//! Where the words of a query stand in a text, so that a reader sees why it was found.

use std::collections::HashSet;
use std::ops::Range;

use crate::index::{Term, misspelling, syllables, terms};

/// The words of a query.
///
/// ```
/// let words = wqerr::QueryWords::new("blance 余額");
/// assert_eq!(words.places_in("The balances: 余额"), [4..12, 14..20]);
/// ```
#[derive(Debug)]
pub struct QueryWords {
    terms: HashSet<Term>,
    /// The words before they were stemmed.
    words: Vec<String>,
}

/// The most Han characters that are compared with a word in pinyin.
const MOST: usize = 6;

impl QueryWords {
    /// Takes a query apart as a search does.
    pub fn new(query: &str) -> Self {
        let places = terms(query).0;
        let words = places.iter().map(|place| place.word.clone()).filter(|word| !word.is_empty()).collect();
        let is_telling = |term: &Term| !matches!(term, Term::Character(_));
        Self { terms: places.into_iter().map(|place| place.term).filter(is_telling).collect(), words }
    }

    /// Where the words stand in `text`: themselves and their forms, what is spelled nearly so, Han characters that
    /// sound so. In bytes, in order, apart from each other.
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let places = terms(text).0;
        let mut found: Vec<Range<usize>> = places
            .iter()
            .filter(|place| self.terms.contains(&place.term) || self.is_misspelled(&place.word))
            .map(|place| place.bytes.clone())
            .collect();
        let characters = places.iter().filter_map(|place| match place.term {
            Term::Character(c) => Some((c, place.bytes.clone())),
            _ => None,
        });
        self.add_pinyin(&characters.collect::<Vec<_>>(), &mut found);
        found.sort_by_key(|place| place.start);
        found.dedup_by(|next, place| {
            let touches = next.start <= place.end;
            if touches {
                place.end = place.end.max(next.end);
            }
            touches
        });
        found
    }

    fn is_misspelled(&self, word: &str) -> bool {
        self.words.iter().any(|known| misspelling(known, word).is_some())
    }

    /// Adds the Han characters that follow each other and sound like a word of the query.
    fn add_pinyin(&self, characters: &[(char, Range<usize>)], found: &mut Vec<Range<usize>>) {
        let follow = |a: &(char, Range<usize>), b: &(char, Range<usize>)| a.1.end == b.1.start;
        for run in characters.chunk_by(follow) {
            for len in 2..=MOST.min(run.len()) {
                for window in run.windows(len) {
                    let sound = syllables(&window.iter().map(|(c, _)| *c).collect::<Vec<_>>());
                    if sound.is_some_and(|sound| self.words.contains(&sound)) {
                        found.push(window[0].1.start..window[len - 1].1.end);
                    }
                }
            }
        }
    }
}
