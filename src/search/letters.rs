//! A query as words that are looked for in it, whatever they are said of.

use std::ops::Range;

use crate::simplified::simplified;

/// The runs of ASCII letters and where they stand, in lower case.
pub fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    let mut words = Vec::new();
    let mut at = 0;
    for run in text.as_bytes().chunk_by(|a, b| is_letter(a) == is_letter(b)) {
        let place = at..at + run.len();
        at = place.end;
        if is_letter(&run[0]) {
            words.push((place.clone(), text[place].to_ascii_lowercase()));
        }
    }
    words
}

/// A query in lower case and simplified characters.
pub struct Spoken {
    text: String,
    /// Its words in Latin letters and digits, with a space around each.
    words: String,
}

impl Spoken {
    pub fn new(query: &str) -> Self {
        let text: String = query.to_lowercase().chars().map(simplified).collect();
        let words = spaced(&text);
        Self { text, words }
    }

    /// Whether a name of ASCII letters is there in whole words, or another one at all.
    pub fn has(&self, name: &str) -> bool {
        if !name.is_ascii() {
            self.text.contains(name)
        } else if name.bytes().all(|byte| byte == b' ' || byte.is_ascii_alphanumeric()) {
            self.has_words(name)
        } else {
            self.words.contains(&spaced(name))
        }
    }

    /// Whether words with a space between them are there.
    fn has_words(&self, name: &str) -> bool {
        let ends = |end: usize| self.words.as_bytes().get(end) == Some(&b' ');
        self.words.match_indices(name).any(|(at, _)| at > 0 && ends(at - 1) && ends(at + name.len()))
    }

    /// Whether one of these words is there.
    pub fn has_word(&self, words: &[&str]) -> bool {
        self.words.split(' ').any(|word| words.contains(&word))
    }

    /// Whether one of these characters is there.
    pub fn has_any(&self, characters: &str) -> bool {
        self.text.contains(|c| characters.contains(c))
    }

    /// Whether the query begins with this word.
    pub fn begins_with(&self, word: &str) -> bool {
        let rest = self.words.trim_start().strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(' '))
    }

    /// Whether a name is there, be it a part of a word.
    pub fn has_part(&self, name: &str) -> bool {
        self.text.contains(name)
    }
}

fn spaced(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}
