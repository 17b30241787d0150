//! Which phrases have which terms, and how much each term counts.
//!
//! `build.rs` prepares the index of the embedded catalog and packs it; that of a user's catalog is made when it is
//! searched. It is made of flat tables, so that a search decodes little and looks at what it asks for.

// The build script compiles this file too, where the module would be looked for beside it.
#[path = "index/terms.rs"]
mod terms;

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use self::terms::syllables;
pub use self::terms::{Term, terms};
use crate::entry::Entry;
use crate::fold::is_han;
use crate::lang::Lang;
use crate::packed::{Bytes, Lazy, Numbers, Text};

/// The terms and phrases of all entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Index {
    /// All terms, sorted, one a line.
    terms: Text,
    /// Where each line of `terms` begins.
    lines: Numbers,
    /// For each term how many entries have it.
    entries_with: Numbers,
    /// For each term where the numbers of its phrases begin in `places`; one more at the end.
    starts: Numbers,
    places: Numbers,
    /// For each phrase where it begins in `phrases`; one more at the end.
    phrase_starts: Numbers,
    phrases: Bytes,
    /// The words of the texts before they were stemmed, with their terms: misspelt words are compared with them.
    words: Lazy<Vec<(Text, u32)>>,
    /// Chinese phrases in pinyin, without spaces, with their terms.
    sounds: Lazy<Vec<(Text, Vec<u32>)>>,
    entries: u32,
}

/// Something that is said of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    pub entry: u32,
    /// How much it says of the entry, in percent.
    pub weight: u8,
    pub elements: Vec<Element>,
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
    pub fn new<'c>(entries: impl ExactSizeIterator<Item = Option<&'c Entry>>) -> Self {
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
        draft.finish(place(len))
    }

    /// The number of a term.
    pub fn id(&self, term: &Term) -> Option<u32> {
        let wanted = term.key();
        let (mut low, mut high) = (0, self.lines.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let rest = &self.terms[self.lines.get(middle) as usize..];
            match rest[..rest.find('\n').unwrap_or(rest.len())].cmp(&wanted) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return u32::try_from(middle).ok(),
            }
        }
        None
    }

    /// How much a term counts: more, the fewer entries have it, up to the same for catalogs of any size.
    pub fn rarity(&self, id: u32) -> f32 {
        let (all, with) = (number(self.entries), number(self.entries_with.get(id as usize).max(1)));
        log2(1.0 + all / with) / log2(1.0 + all) * RAREST
    }

    /// The numbers of the phrases that have a term.
    pub fn phrases_with(&self, id: u32) -> impl Iterator<Item = u32> {
        let range = [id, id + 1].map(|id| self.starts.get(id as usize) as usize);
        (range[0]..range[1]).map(|place| self.places.get(place))
    }

    /// The phrase with this number.
    pub fn phrase(&self, number: u32) -> Phrase {
        let range = [number, number + 1].map(|number| self.phrase_starts.get(number as usize) as usize);
        postcard::from_bytes(&self.phrases[range[0]..range[1]]).expect("the index was packed by this program")
    }

    /// Chinese phrases in pinyin with their terms.
    pub fn sounds(&self) -> &[(Text, Vec<u32>)] {
        &self.sounds
    }

    /// The terms of the words that are nearest to a misspelt one.
    pub fn similar(&self, word: &str) -> Vec<u32> {
        let mut least = match word.chars().count() {
            0..4 => return Vec::new(),
            4..8 => 1,
            _ => 2,
        };
        let mut best = Vec::new();
        for (known, id) in self.words.iter().filter(|(known, _)| known.len().abs_diff(word.len()) <= 2) {
            let edits = strsim::damerau_levenshtein(known, word);
            if edits < least {
                best.clear();
                least = edits;
            }
            if edits == least && !best.contains(id) {
                best.push(*id);
            }
        }
        best
    }
}

/// An index in the making: terms by their keys.
#[derive(Default)]
struct Draft {
    /// For each term a number in the order of appearance, and the entries that have it.
    terms: BTreeMap<String, (u32, HashSet<u32>)>,
    phrases: Vec<Phrase>,
    words: BTreeMap<String, u32>,
    sounds: Vec<(String, Vec<u32>)>,
}

impl Draft {
    fn add(&mut self, entry: u32, text: &str, weight: u8) {
        let (places, _) = terms(text);
        let mut elements: Vec<Element> = Vec::new();
        for place in places {
            let kind = if matches!(place.term, Term::Character(_)) { CHARACTER } else { 100 };
            let is_sound = matches!(place.term, Term::Syllables(_));
            let id = self.post(&place.term, entry);
            if place.word.len() >= 3 {
                self.words.insert(place.word, id);
            }
            match elements.last_mut() {
                // The sound of a pair comes behind it.
                Some(pair) if is_sound => pair.sound = Some(id),
                _ => elements.push(Element { id, kind, sound: None }),
            }
        }
        let characters: Vec<char> = text.chars().filter(|&c| is_han(c)).collect();
        let is_word = (2..=8).contains(&characters.len()) && characters.len() == text.chars().count();
        if is_word && let Some(sound) = syllables(&characters) {
            self.sounds.push((sound, elements.iter().map(|element| element.id).collect()));
        }
        if !elements.is_empty() {
            self.phrases.push(Phrase { entry, weight, elements });
        }
    }

    /// The code in one word, as people write it.
    fn add_whole_code(&mut self, at: u32, entry: &Entry) {
        let parts =
            [entry.key().replace('.', ""), entry.key().rsplit('.').next().unwrap_or_default().to_owned()];
        for code in parts.into_iter().filter(|code| !code.is_empty()) {
            let id = self.post(&Term::Word(code.clone()), at);
            self.words.insert(code, id);
            self.phrases.push(Phrase {
                entry: at,
                weight: NAME,
                elements: vec![Element { id, kind: 100, sound: None }],
            });
        }
    }

    fn post(&mut self, term: &Term, entry: u32) -> u32 {
        let next = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        let (id, entries) = self.terms.entry(term.key()).or_insert((next, HashSet::new()));
        entries.insert(entry);
        *id
    }

    /// The tables of the index: terms in the order of their keys, with new numbers.
    fn finish(self, entries: u32) -> Index {
        let mut numbers = vec![0; self.terms.len()];
        let (mut terms, mut lines, mut entries_with) = (String::new(), Vec::new(), Vec::new());
        for (number, (key, (id, with))) in (0..).zip(&self.terms) {
            numbers[*id as usize] = number;
            lines.push(place(terms.len()));
            entries_with.push(place(with.len()));
            terms.push_str(key);
            terms.push('\n');
        }
        let renumbered = |id: u32| numbers[id as usize];
        let (mut phrases, mut phrase_starts) = (Vec::new(), vec![0]);
        let mut phrases_with: Vec<Vec<u32>> = vec![Vec::new(); lines.len()];
        for (number, mut phrase) in (0..).zip(self.phrases) {
            for element in &mut phrase.elements {
                element.id = renumbered(element.id);
                element.sound = element.sound.map(renumbered);
                for id in [Some(element.id), element.sound].into_iter().flatten() {
                    phrases_with[id as usize].push(number);
                }
            }
            phrases.extend(postcard::to_stdvec(&phrase).expect("it is plain data"));
            phrase_starts.push(place(phrases.len()));
        }
        let (mut starts, mut places) = (vec![0], Vec::new());
        for mut with in phrases_with {
            with.dedup();
            places.extend(with);
            starts.push(place(places.len()));
        }
        let words: Vec<_> =
            self.words.into_iter().map(|(word, id)| (Text::from(word), renumbered(id))).collect();
        let sounds = self.sounds.into_iter();
        let sounds: Vec<_> = sounds
            .map(|(sound, ids)| (Text::from(sound), ids.into_iter().map(renumbered).collect()))
            .collect();
        Index {
            terms: terms.into(),
            lines: lines.into_iter().collect(),
            entries_with: entries_with.into_iter().collect(),
            starts: starts.into_iter().collect(),
            places: places.into_iter().collect(),
            phrase_starts: phrase_starts.into_iter().collect(),
            phrases: phrases.into(),
            words: words.into(),
            sounds: sounds.into(),
            entries,
        }
    }
}

/// A place in a table, which has less than 4 Gi of them.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "no catalog has so many entries")]
const fn number(count: u32) -> f32 {
    count as f32
}

/// The binary logarithm, nearly enough: that of the mathematics library would have to be loaded at each start.
fn log2(x: f32) -> f32 {
    let (mut whole, mut rest) = (0.0, x.max(1.0));
    while rest >= 2.0 {
        rest /= 2.0;
        whole += 1.0;
    }
    whole + (rest - 1.0) * (4.0 - rest) / 2.0
}
