//! How words are used apart from any catalog: in ordinary language, and in that of cloud services.
//!
//! It tells that nobody says "pizza" or 驾照 of an API, though no catalog knows them, while "worker" or 部署 may well be
//! said. `background/NOTICE` names where the counts come from.

use serde::{Deserialize, Serialize};

use super::number;
use super::sorted::Sorted;
use super::terms::Term;
use crate::packed::{Numbers, unpack};

/// Stems of words, words that a stem has lost an `e` or `y` of, and pairs of Han characters, and how much more often each stands in ordinary language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Background {
    keys: Sorted,
    /// For each key the binary logarithm of its share of ordinary language over its share of technical language, in
    /// steps, from [`NEUTRAL`] on.
    levels: Numbers,
}

/// The level of what is as frequent in either language.
const NEUTRAL: f32 = 64.0;

/// The level of what says nothing of what a text is about.
const PLAIN: u32 = 255;

/// How many levels there are to a doubling.
const STEPS: f32 = 4.0;

impl Background {
    /// The bytes to embed in a program, which are read where they lie.
    #[expect(clippy::missing_panics_doc, reason = "plain data can be packed")]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("it is plain data")
    }

    /// Reads what [`Background::to_bytes`] wrote.
    ///
    /// # Panics
    ///
    /// If the bytes are others.
    pub fn from_bytes(bytes: &'static [u8]) -> Self {
        unpack(bytes)
    }

    /// How a term is used; none of what is rare in either language.
    pub fn usage(&self, term: &Term) -> Option<Usage> {
        let level = self.levels.get(self.keys.find(&term.key())? as usize);
        let is_plain = level == PLAIN;
        let strangeness = if is_plain { 0.0 } else { (number(level) - NEUTRAL) / STEPS };
        Some(Usage { strangeness, is_plain })
    }

    /// Whether a word in lower case is one of the language. That it has the stem of one does not say so where an `e` or
    /// `y` was cut off: that of "blance" is "blanc".
    pub fn is_word(&self, word: &str) -> bool {
        let is_known = |key: &str| self.keys.find(key).is_some();
        is_known(word) || !word.ends_with(CUT_OFF) && is_known(&Term::of_word(word).key())
    }
}

/// How a word or a pair of Han characters is used apart from any catalog.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usage {
    /// By how many doublings it is more frequent in ordinary than in technical language.
    pub strangeness: f32,
    /// Whether it says nothing of what a text is about, as "nothing", "went" and 告诉.
    pub is_plain: bool,
}

/// The letters that a word may lose in its stem, no ending being there.
const CUT_OFF: [char; 2] = ['e', 'y'];

/// The table in the making, which is done when the program is built.
mod counted {
    use std::collections::BTreeMap;

    use super::super::number;
    use super::super::terms::terms;
    use super::{Background, CUT_OFF, NEUTRAL, PLAIN, STEPS, Sorted, Term};

    /// What is added to either count, in a thousand million: what stands there less often may do so by chance.
    const CHANCE: u32 = 1000;

    impl Background {
        /// Reads lines of a word, its count in ordinary and in technical language, with tabs between them, and words that
        /// say nothing. What is no such line counts nothing.
        pub fn new<'l>(lines: impl Iterator<Item = &'l str>, plain: impl Iterator<Item = &'l str>) -> Self {
            let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
            for line in lines {
                let mut fields = line.split('\t');
                let word = fields.next().unwrap_or_default();
                let mut count = || fields.next().and_then(|count| count.parse().ok()).unwrap_or(0);
                let pair = [count(), count()];
                if let Some(key) = key_of(word) {
                    let whole = (word.ends_with(CUT_OFF) && word != key).then(|| word.to_owned());
                    for key in [Some(key), whole].into_iter().flatten() {
                        let all = counts.entry(key).or_default();
                        *all = [all[0] + pair[0], all[1] + pair[1]];
                    }
                }
            }
            let mut levels: BTreeMap<String, u32> = counts
                .into_iter()
                .map(|(key, [ordinary, technical])| (key, level(ordinary, technical)))
                .collect();
            levels.extend(plain.filter_map(key_of).map(|key| (key, PLAIN)));
            Self {
                keys: Sorted::new(levels.keys().map(String::as_str)),
                levels: levels.values().copied().collect(),
            }
        }
    }

    /// What a word is looked up as: of a pair of Han characters the pair, not each of them.
    fn key_of(word: &str) -> Option<String> {
        let terms = terms(word).0.into_iter().map(|place| place.term);
        let mut whole = terms.filter(|term| !term.is_sound() && !matches!(term, Term::Character(_)));
        whole.next().map(|term| term.key())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and twice the neutral one"
    )]
    fn level(ordinary: u32, technical: u32) -> u32 {
        let log = |count: u32| number(count + CHANCE).log2();
        ((log(ordinary) - log(technical)) * STEPS + NEUTRAL + 0.5).clamp(0.0, 2.0 * NEUTRAL) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_strange_or_not() {
        let background = Background::new(
            "pizzas\t20000\t0\ntimeout\t8000\t190000\n驾照\t4000\t0\n\nbad".lines(),
            "went".lines(),
        );
        let of = |term: &Term| background.usage(term).map(|usage| usage.strangeness);
        assert!(of(&Term::of_word("pizza")).is_some_and(|strangeness| strangeness > 3.0));
        assert!(of(&Term::of_word("timeout")).is_some_and(|strangeness| strangeness < -3.0));
        assert!(of(&Term::Pair('驾', '照')).is_some_and(|strangeness| strangeness > 2.0));
        assert_eq!(of(&Term::of_word("unheard")), None);
        let is_plain = |term: &Term| background.usage(term).is_some_and(|usage| usage.is_plain);
        assert!(is_plain(&Term::of_word("went")) && !is_plain(&Term::of_word("pizza")));
    }

    #[test]
    fn a_word_is_told_from_one_with_the_same_stem() {
        let background =
            Background::new("blanc\t5000\t0\nmore\t9000\t9000\ninsert\t1\t9000".lines(), "".lines());
        for word in ["blanc", "more", "insert", "inserted"] {
            assert!(background.is_word(word), "{word}");
        }
        assert!(!background.is_word("blance") && !background.is_word("inzert"));
    }
}
