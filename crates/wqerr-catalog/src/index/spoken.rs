//! Chinese words by how they are typed in pinyin.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::sorted::Sorted;
use super::terms::syllables;
use crate::sounds::syllable;

/// How many characters are typed in one word.
const CHARACTERS: RangeInclusive<usize> = 2..=8;

/// The Chinese words that are said of the entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Spoken {
    words: Sorted,
    /// How the words are typed, which is twice as long as they are: made when a search asks for it the first time.
    #[serde(skip)]
    forms: OnceLock<Forms>,
}

/// For each word its syllables and then its initials, all in one text, since there are thousands.
#[derive(Debug, Clone, Default, PartialEq)]
struct Forms {
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Spoken {
    pub fn new(words: &BTreeSet<String>) -> Self {
        Self { words: Sorted::new(words.iter().map(String::as_str)), forms: OnceLock::new() }
    }

    /// The words of which the syllables or the initials are meant.
    pub fn typed(&self, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
        let Forms { text, ends } = self.forms.get_or_init(|| Forms::new(&self.words));
        let mut start = 0;
        let mut meant = Vec::new();
        for (at, &end) in (0..).zip(ends) {
            if is_meant(&text[start..end]) {
                meant.extend(self.words.get(at / 2));
            }
            start = end;
        }
        meant
    }
}

impl Forms {
    fn new(words: &Sorted) -> Self {
        let mut forms = Self::default();
        let mut initials = String::new();
        words.for_each(|_, word| {
            for syllable in word.chars().filter_map(syllable) {
                forms.text.push_str(syllable);
                initials.push_str(&syllable[..1]);
            }
            forms.ends.push(forms.text.len());
            forms.text.push_str(&initials);
            forms.ends.push(forms.text.len());
            initials.clear();
        });
        forms
    }
}

/// Whether a run of Han characters is typed in pinyin in one word.
pub fn is_typed(run: &str) -> bool {
    let characters: Vec<char> = run.chars().collect();
    CHARACTERS.contains(&characters.len()) && syllables(&characters).is_some()
}
