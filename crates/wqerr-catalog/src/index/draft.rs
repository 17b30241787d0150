//! An index in the making.

use std::collections::{BTreeSet, HashMap};

use super::spoken::is_typed;
use super::{CHARACTER, Element, Index, NAME, Phrase, Rows, Sorted, Spoken, Term, WORDS, place, terms};
use crate::entry::Entry;
use crate::fold::is_han;
use crate::packed::Text;

/// The terms by their keys, numbered in the order of appearance, and what is said with them.
#[derive(Default)]
pub struct Draft {
    /// For each term its number in the order of appearance.
    numbers: HashMap<String, u32>,
    /// For each term how many entries have it, and the last of them.
    entries_with: Vec<(u32, u32)>,
    phrases: Vec<Phrase<Vec<Element>>>,
    words: HashMap<String, u32>,
    /// Runs of Han characters, as far as they are typed in pinyin.
    spoken: BTreeSet<String>,
    synonyms: Vec<Vec<Vec<Element>>>,
}

impl Draft {
    pub fn add(&mut self, entry: u32, text: &str, weight: u8) {
        let elements = self.elements(text, |draft, term| draft.post(term, entry));
        if weight == WORDS {
            let runs = text.split(|c| !is_han(c)).filter(|run| is_typed(run));
            self.spoken.extend(runs.map(str::to_owned));
        }
        if !elements.is_empty() {
            self.phrases.push(Phrase { entry, weight, elements });
        }
    }

    /// The code in one word, as people write it.
    pub fn add_whole_code(&mut self, at: u32, entry: &Entry) {
        let parts =
            [entry.key().replace('.', ""), entry.key().rsplit('.').next().unwrap_or_default().to_owned()];
        for code in parts.into_iter().filter(|code| !code.is_empty()) {
            let id = self.post(&Term::Word(code.clone()), at);
            self.words.insert(code, id);
            self.phrases.push(Phrase {
                entry: at,
                weight: NAME,
                elements: vec![Element::new(id, Element::WORD)],
            });
        }
    }

    /// The terms of a text with the numbers that `number` gives them.
    fn elements(&mut self, text: &str, number: impl Fn(&mut Self, &Term) -> u32) -> Vec<Element> {
        let mut elements: Vec<Element> = Vec::new();
        for place in terms(text).0 {
            let nature = if matches!(place.term, Term::Character(_)) { Element::HAN } else { Element::WORD };
            let is_sound = place.term.is_sound();
            let id = number(self, &place.term);
            if place.word.len() >= 3 {
                self.words.insert(place.word, id);
            }
            match elements.last_mut() {
                // The sound of a pair comes behind it.
                Some(pair) if is_sound => pair.sound = Some(id),
                _ => elements.push(Element::new(id, nature)),
            }
        }
        elements
    }

    /// The words of a group need not be said of any entry.
    pub fn add_synonyms(&mut self, groups: &[Vec<Text>]) {
        for group in groups {
            let words = group.iter().map(|word| {
                let mut elements = self.elements(word, Self::number);
                elements.retain(|element| element.kind != CHARACTER);
                elements
            });
            let words = words.collect();
            self.synonyms.push(words);
        }
    }

    fn number(&mut self, term: &Term) -> u32 {
        let next = place(self.entries_with.len());
        let id = *self.numbers.entry(term.key()).or_insert(next);
        if id == next {
            self.entries_with.push((0, u32::MAX));
        }
        id
    }

    /// The number of a term of an entry; the entries come one after the other.
    fn post(&mut self, term: &Term, entry: u32) -> u32 {
        let id = self.number(term);
        let (count, last) = &mut self.entries_with[id as usize];
        if *last != entry {
            (*count, *last) = (*count + 1, entry);
        }
        id
    }

    /// The tables of the index: terms in the order of their keys, with new numbers.
    pub fn finish(mut self, entries: u32) -> Index {
        let mut sorted: Vec<(String, u32)> = std::mem::take(&mut self.numbers).into_iter().collect();
        sorted.sort_unstable();
        let mut numbers = vec![0; sorted.len()];
        for (number, &(_, id)) in (0..).zip(&sorted) {
            numbers[id as usize] = number;
        }
        self.renumber(&numbers);
        let natures = self.natures(sorted.len());
        let first_han = natures.iter().take_while(|&&nature| nature == Element::WORD).count();
        let mut words: Vec<(String, u32)> = self.words.into_iter().collect();
        words.sort_unstable();
        Index {
            terms: Sorted::new(sorted.iter().map(|(key, _)| &**key)),
            entries_with: sorted.iter().map(|&(_, id)| self.entries_with[id as usize].0).collect(),
            phrases_with: phrases_with(&self.phrases, sorted.len()),
            phrases: self.phrases.iter().map(row).collect(),
            first_han: place(first_han),
            natures: natures.into_iter().skip(first_han).collect(),
            words: Sorted::new(words.iter().map(|(word, _)| &**word)),
            terms_of_words: words.iter().map(|&(_, id)| id).collect(),
            spoken: Spoken::new(&self.spoken),
            synonyms: self.synonyms.into(),
            entries,
        }
    }

    /// Gives the terms of all that was said their new numbers.
    fn renumber(&mut self, numbers: &[u32]) {
        let renumbered = |id: u32| numbers[id as usize];
        let said = self.phrases.iter_mut().flat_map(|phrase| &mut phrase.elements);
        for element in said.chain(self.synonyms.iter_mut().flatten().flatten()) {
            element.id = renumbered(element.id);
            element.sound = element.sound.map(renumbered);
        }
        self.words.values_mut().for_each(|id| *id = renumbered(*id));
    }

    /// What each term is.
    fn natures(&self, terms: usize) -> Vec<u32> {
        let mut natures = vec![Element::WORD; terms];
        for element in self.phrases.iter().flat_map(|phrase| &phrase.elements) {
            let nature = &mut natures[element.id as usize];
            // A code of two Han characters is the pair as well.
            *nature = element.nature().max(*nature);
        }
        natures
    }
}

/// A phrase as a row of numbers.
fn row(phrase: &Phrase<Vec<Element>>) -> impl Iterator<Item = u32> {
    [phrase.entry, phrase.weight.into()].into_iter().chain(phrase.elements.iter().map(|element| element.id))
}

/// For each term the phrases that have it, each by its distance from the one before.
fn phrases_with(phrases: &[Phrase<Vec<Element>>], terms: usize) -> Rows {
    let mut rows: Vec<(Vec<u32>, u32)> = vec![(Vec::new(), 0); terms];
    for (number, phrase) in (0..).zip(phrases) {
        let ids = phrase.elements.iter().flat_map(|element| [Some(element.id), element.sound]);
        for id in ids.flatten() {
            let (distances, last) = &mut rows[id as usize];
            if distances.is_empty() || *last != number {
                distances.push(number - *last);
                *last = number;
            }
        }
    }
    rows.into_iter().map(|(distances, _)| distances).collect()
}
