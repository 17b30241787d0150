//! Which phrases have which terms, and how much each term counts.
//!
//! `build.rs` prepares the index of the embedded catalog and packs it; that of a user's catalog is made when it is
//! searched. It is made of flat tables, so that a search decodes little and looks at what it asks for, and of short
//! numbers and differences, since the program carries it.

mod background;
mod draft;
mod rows;
mod sorted;
mod spoken;
mod terms;

use serde::{Deserialize, Serialize};

pub use self::background::Background;
use self::draft::Draft;
use self::rows::Rows;
use self::sorted::Sorted;
use self::spoken::Spoken;
pub use self::terms::{DOMAIN, PLATFORM, Place, Term, is_common, syllables, terms};
use crate::edits;
use crate::entry::Entry;
use crate::lang::Lang;
use crate::packed::{Lazy, Numbers, Text};

/// The terms and phrases of all entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Index {
    /// The keys of all terms; the place of a term is its number.
    terms: Sorted,
    /// For each term how many entries have it.
    entries_with: Numbers,
    /// For each term its phrases, each by its distance from the one before.
    phrases_with: Rows,
    /// For each phrase its entry, its weight and its terms, without the sounds of pairs.
    phrases: Rows,
    /// The first term that is not of the nature of a word.
    first_han: u32,
    /// What each term from there on is; see [`Element::nature`].
    natures: Numbers,
    /// The words of the texts before they were stemmed: misspelt words are compared with them.
    words: Sorted,
    /// For each word its term.
    terms_of_words: Numbers,
    spoken: Spoken,
    /// Groups of words with much the same meaning, each word by its elements.
    synonyms: Lazy<Vec<Vec<Vec<Element>>>>,
    entries: u32,
}

/// Something that is said of an entry.
#[derive(Debug, Clone)]
pub struct Phrase<E> {
    pub entry: u32,
    /// How much it says of the entry, in percent.
    pub weight: u8,
    /// Its terms in their order.
    pub elements: E,
}

/// A term of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    pub id: u32,
    /// What a term of this kind counts beside a word, in percent.
    pub kind: u8,
    /// The term for the sound of a pair of Han characters.
    pub sound: Option<u32>,
}

impl Element {
    /// What a term is besides its key, in one number: a word, a Han character, or a pair with the sound of which the
    /// number is so much less.
    const WORD: u32 = 0;
    const HAN: u32 = 1;
    const PAIR: u32 = 2;

    fn nature(&self) -> u32 {
        match (self.kind, self.sound) {
            (CHARACTER, _) => Self::HAN,
            (_, Some(sound)) => Self::PAIR + sound,
            (_, None) => Self::WORD,
        }
    }

    /// The term with this number and nature.
    fn new(id: u32, nature: u32) -> Self {
        let kind = if nature == Self::HAN { CHARACTER } else { WHOLE };
        Self { id, kind, sound: nature.checked_sub(Self::PAIR) }
    }
}

/// What a word counts, in percent.
const WHOLE: u8 = 100;

/// What a term counts that a single entry has.
const RAREST: f32 = 4.69;

/// What a single Han character counts, in percent.
const CHARACTER: u8 = 15;

/// What the texts of an entry say of it, in percent.
const NAME: u8 = 100;
const WORDS: u8 = 100;
const MEANING: u8 = 90;
const CAUSE: u8 = 50;

impl Index {
    /// Makes the index of all that is said of `entries`; those that are not there have a number all the same.
    pub fn new<'c>(
        entries: impl ExactSizeIterator<Item = Option<&'c Entry>>,
        synonyms: &[Vec<Text>],
    ) -> Self {
        let mut draft = Draft::default();
        let len = entries.len();
        for (at, entry) in (0..).zip(entries).filter_map(|(at, entry)| Some((at, entry?))) {
            let names = entry.code().into_iter().chain(entry.aliases()).chain([entry.id(), entry.message()]);
            names.for_each(|name| draft.add(at, name, NAME));
            for lang in [Lang::En, Lang::Zh] {
                draft.add(at, entry.meaning(lang), MEANING);
                entry.words(lang).iter().for_each(|words| draft.add(at, words, WORDS));
                entry.causes(lang).iter().for_each(|cause| draft.add(at, cause, CAUSE));
            }
            draft.add_whole_code(at, entry);
        }
        draft.add_synonyms(synonyms);
        draft.finish(place(len))
    }

    /// The number of a term.
    pub fn id(&self, term: &Term) -> Option<u32> {
        self.terms.find(&term.key())
    }

    /// How much a term counts: more, the fewer entries have it, up to the same for catalogs of any size.
    pub fn rarity(&self, id: u32) -> f32 {
        let (all, with) = (number(self.entries), number(self.entries_with.get(id as usize).max(1)));
        // `f32::log2` would load the mathematical library of the system at each start.
        libm::log2f(1.0 + all / with) / libm::log2f(1.0 + all) * RAREST
    }

    /// The numbers of the phrases that have a term.
    pub fn phrases_with(&self, id: u32) -> impl Iterator<Item = u32> {
        self.phrases_with.get(id).scan(0, |number, distance| {
            *number += distance;
            Some(*number)
        })
    }

    /// The phrase with this number.
    pub fn phrase(&self, number: u32) -> Phrase<impl Iterator<Item = Element>> {
        let mut row = self.phrases.get(number);
        let [entry, weight] = [row.next(), row.next()].map(Option::unwrap_or_default);
        let weight = u8::try_from(weight).unwrap_or_default();
        Phrase { entry, weight, elements: row.map(|id| self.element(id)) }
    }

    fn element(&self, id: u32) -> Element {
        let nature = id.checked_sub(self.first_han).map(|at| self.natures.get(at as usize));
        Element::new(id, nature.unwrap_or(Element::WORD))
    }

    /// Groups of words with much the same meaning, each word by its elements.
    pub fn synonyms(&self) -> &[Vec<Vec<Element>>] {
        &self.synonyms
    }

    /// The Chinese words that are typed so in pinyin or by their initials, each by its terms.
    pub fn typed(&self, is_meant: impl Fn(&str) -> bool) -> Vec<Vec<u32>> {
        let ids = |word: &String| {
            let places = terms(word).0.into_iter();
            places.filter(|place| !place.term.is_sound()).filter_map(|place| self.id(&place.term)).collect()
        };
        self.spoken.typed(is_meant).iter().map(ids).collect()
    }

    /// The terms of the two words that were written as one.
    pub fn halves(&self, word: &str) -> Option<[u32; 2]> {
        const SHORTEST: usize = 3;
        if !word.is_ascii() || word.len() < 2 * SHORTEST {
            return None;
        }
        let known = |half| Some(self.terms_of_words.get(self.words.find(half)? as usize));
        (SHORTEST..=word.len() - SHORTEST).find_map(|at| {
            let (head, tail) = word.split_at(at);
            Some([known(head)?, known(tail)?])
        })
    }

    /// The terms of the words that two words together are, or if so asked, that sound like them.
    pub fn heard(&self, joined: &str, is_doubtful: bool) -> Vec<u32> {
        const SHORTEST: usize = 6;
        const MOST: usize = 2;
        if joined.len() < SHORTEST {
            return Vec::new();
        }
        if let Some(at) = self.words.find(joined) {
            return vec![self.terms_of_words.get(at as usize)];
        }
        let mut heard = Vec::new();
        if is_doubtful {
            let sound = consonants(joined);
            self.words.for_each(|at, known| {
                if known.as_bytes().first() == joined.as_bytes().first()
                    && consonants(known) == sound
                    && edits::within(known, joined, MOST).is_some()
                {
                    heard.push(self.terms_of_words.get(at as usize));
                }
            });
        }
        heard
    }

    /// The terms of the words that begin so.
    pub fn begun(&self, beginning: &str) -> Vec<u32> {
        let mut begun = Vec::new();
        self.words.for_each(|at, known| {
            if known.starts_with(beginning) {
                begun.push(self.terms_of_words.get(at as usize));
            }
        });
        begun
    }

    /// The terms of the words that are nearest to a misspelt one.
    pub fn similar(&self, word: &str) -> Vec<u32> {
        let (mut least, mut best) = (usize::MAX, Vec::new());
        self.words.for_each(|at, known| {
            let Some(edits) = misspelling(known, word).filter(|&edits| edits <= least) else { return };
            if edits < least {
                best.clear();
                least = edits;
            }
            let id = self.terms_of_words.get(at as usize);
            if !best.contains(&id) {
                best.push(id);
            }
        });
        best
    }
}

/// By how many edits a word is a misspelling of a known one, if it may be one at all.
pub fn misspelling(known: &str, word: &str) -> Option<usize> {
    let most = match known.len().max(word.len()) {
        // Of so few letters two may be swapped.
        3 => return is_swapped(known, word).then_some(1),
        0..3 => return None,
        4..8 => 1,
        _ => 2,
    };
    (word.len() >= 3).then(|| edits::within(known, word, most)).flatten()
}

/// Whether two letters that follow each other make all the difference.
fn is_swapped(known: &str, word: &str) -> bool {
    let (known, word) = (known.as_bytes(), word.as_bytes());
    let differ: Vec<usize> = (0..known.len().min(word.len())).filter(|&at| known[at] != word[at]).collect();
    known.len() == word.len()
        && matches!(differ[..], [a, b] if b == a + 1 && known[a] == word[b] && known[b] == word[a])
}

/// The consonants of a word as far as they are heard, each once where it is doubled.
fn consonants(word: &str) -> Vec<u8> {
    let mut heard: Vec<u8> = word.bytes().filter(|letter| !b"aeiouyhw".contains(letter)).collect();
    heard.dedup();
    heard
}

/// A place in a table, which has less than 4 Gi of them.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "no catalog has so many entries")]
const fn number(count: u32) -> f32 {
    count as f32
}
