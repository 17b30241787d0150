//! How sure an explanation is: the one place where evidence is weighed.
//!
//! Everything that was noticed about an entry at a place of the input is a [`Clue`]. Each clue has a weight, the
//! logarithm of how many times likelier it is seen beside errors of the platform than beside those of other systems.
//! The weights add up; two thresholds make a [`Confidence`] of the sum. `tests/policy/README.md` says how the weights
//! were fitted and how to fit them anew.

use crate::answer::Confidence;

/// The sum from which on an explanation is likely.
const LIKELY: f32 = 1.0;

/// The sum from which on an explanation is certain.
const CERTAIN: f32 = 4.0;

/// Something that was noticed about an entry at a place of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    OwnMessage,
    SharedMessage,
    CommonMessage,
    PartOfMessage,
    MessageBegun,
    WholeField,
    ValueOfWords,
    OtherSpelling,
    ReasonPhrase,
    GoesOn,
    InsideWord,
    OwnCode,
    SharedCode,
    CommonCode,
    OwnFamily,
    CommonFamily,
    CodeAndMessage,
    OtherCode,
    OtherMessage,
    PhraseOfType,
    SameStatus,
    OtherStatus,
    ForeignStatus,
    Client,
    Wanqing,
    WanqingNearby,
    OtherSystem,
    OtherAddress,
    OtherRequest,
    Xml,
}

/// Each clue, its weight, and what it stands for.
const WEIGHTS: &[(Clue, f32, &str)] = &[
    // The message. `shared` and `common` in `codes.toml` say who else uses it.
    (Clue::OwnMessage, 5.0, "a message that only the platform uses"),
    (Clue::SharedMessage, 1.5, "a message that some other systems use too"),
    (Clue::CommonMessage, -0.5, "a message that many systems use"),
    (Clue::PartOfMessage, -2.0, "only a part of the message is there"),
    (Clue::MessageBegun, 1.5, "what is left of a message beside the code begins like that of the entry"),
    (Clue::WholeField, -4.0, "the part is all that the field says, so nothing was cut off"),
    (Clue::ValueOfWords, -4.5, "a value of the message is a phrase and no name or number"),
    (Clue::OtherSpelling, -1.5, "other capitals or another end than the platform writes"),
    (Clue::ReasonPhrase, -3.0, "the words of the status line, which are not those of the message"),
    (Clue::GoesOn, -4.5, "the sentence goes on around the message"),
    (Clue::InsideWord, -4.5, "the message is a part of a longer name"),
    // The code.
    (Clue::OwnCode, 5.0, "a code that only the platform uses"),
    (Clue::SharedCode, 1.0, "a code that some other systems use too"),
    (Clue::CommonCode, -1.0, "a code that many systems use"),
    (Clue::OwnFamily, 1.5, "an unknown code of a family that only the platform uses"),
    (Clue::CommonFamily, -1.0, "an unknown code of a family that is a common code itself"),
    (Clue::CodeAndMessage, 4.5, "code and message of the same entry"),
    (Clue::OtherCode, -4.5, "a code beside the message that the platform does not have"),
    (Clue::OtherMessage, -4.0, "a message beside the code that the platform does not have"),
    (Clue::PhraseOfType, 1.0, "the type is the reason phrase of the status in one word"),
    // The status.
    (Clue::SameStatus, 0.5, "the status of the entry"),
    (Clue::OtherStatus, -0.5, "a status of other entries"),
    (Clue::ForeignStatus, -3.0, "a status that no entry has"),
    // What stands around it.
    (Clue::Client, 0.5, "a client of language models printed it"),
    (Clue::Wanqing, 4.5, "a host, path, id or body of the platform in the same record"),
    (Clue::WanqingNearby, 1.0, "the same in a record nearby"),
    (Clue::OtherSystem, -5.5, "a host, format or name of another system in the same record"),
    (Clue::OtherAddress, -1.5, "an address of something else than a language model in the same record"),
    (Clue::OtherRequest, -3.0, "a request to such an address"),
    (Clue::Xml, -5.5, "code or message stand in XML"),
];

/// The clues about an entry at a place, each once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clues(u32);

impl Clues {
    pub const fn none() -> Self {
        Self(0)
    }

    pub const fn add_all(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub const fn add(&mut self, clue: Clue) {
        self.0 |= 1 << clue as u32;
    }

    /// Adds a clue if it was noticed.
    pub const fn add_if(&mut self, clue: Clue, is_noticed: bool) {
        if is_noticed {
            self.add(clue);
        }
    }

    pub const fn has(self, clue: Clue) -> bool {
        self.0 & 1 << clue as u32 != 0
    }

    /// The sum of the weights.
    pub fn sum(self) -> f32 {
        WEIGHTS.iter().filter(|(clue, ..)| self.has(*clue)).map(|(_, weight, _)| weight).sum()
    }

    /// How sure it is, by all clues together.
    pub fn confidence(self) -> Confidence {
        match self.sum() {
            CERTAIN.. => Confidence::Certain,
            LIKELY.. => Confidence::Likely,
            _ => Confidence::Possible,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::{env, fs};

    use super::*;
    use crate::catalog::Catalog;
    use crate::clean::clean;
    use crate::explain::decide::Case;
    use crate::explain::prepare::prepare;

    fn clues(of: &[Clue]) -> Clues {
        let mut clues = Clues::none();
        for &clue in of {
            clues.add(clue);
        }
        clues
    }

    #[test]
    fn each_clue_has_one_weight() {
        let weighed: HashSet<u32> = WEIGHTS.iter().map(|(clue, ..)| *clue as u32).collect();
        let last = WEIGHTS.iter().map(|(clue, ..)| *clue as usize).max().expect("there are some");
        assert_eq!((weighed.len(), WEIGHTS.len()), (last + 1, last + 1));
        assert!(last < 32, "the set has 32 bits");
    }

    #[test]
    fn the_levels_mean_what_they_say() {
        use Clue::{
            CodeAndMessage, CommonCode, CommonMessage, OtherCode, OtherSystem, OwnCode, OwnMessage,
            SameStatus, SharedMessage, Wanqing,
        };
        for (noticed, confidence) in [
            (&[OwnMessage][..], Confidence::Certain),
            (&[OwnCode], Confidence::Certain),
            (&[CommonMessage, CodeAndMessage], Confidence::Certain),
            (&[SharedMessage, Wanqing], Confidence::Certain),
            (&[CommonMessage, Wanqing], Confidence::Certain),
            (&[SharedMessage], Confidence::Likely),
            (&[CommonCode, Wanqing], Confidence::Likely),
            (&[CommonMessage, SameStatus], Confidence::Possible),
            (&[CommonCode, SameStatus], Confidence::Possible),
            (&[SharedMessage, OtherCode], Confidence::Possible),
            (&[SharedMessage, CodeAndMessage, OtherSystem], Confidence::Possible),
        ] {
            assert_eq!(clues(noticed).confidence(), confidence, "{noticed:?}");
        }
    }

    #[test]
    fn signs_of_wanqing_raise_and_marks_of_others_lower() {
        let weight = |wanted: Clue| {
            WEIGHTS.iter().find(|(clue, ..)| *clue == wanted).map_or(0.0, |&(_, weight, _)| weight)
        };
        for clue in [Clue::Wanqing, Clue::WanqingNearby, Clue::SameStatus, Clue::CodeAndMessage] {
            assert!(weight(clue) > 0.0, "{clue:?}");
        }
        for clue in [Clue::OtherSystem, Clue::OtherAddress, Clue::OtherCode, Clue::ForeignStatus, Clue::Xml] {
            assert!(weight(clue) < 0.0, "{clue:?}");
        }
        assert!(weight(Clue::Wanqing) > weight(Clue::WanqingNearby));
    }

    /// Prints the clues of each of some texts, which stand in a file with NUL between them, for `tests/policy/fit`.
    #[expect(clippy::print_stdout, reason = "it is what the script reads")]
    #[test]
    #[ignore = "prints data for tests/policy/fit"]
    fn print_clues() {
        let texts = fs::read_to_string(env::var("WQERR_TEXTS").expect("a file")).expect("it can be read");
        for text in texts.split('\0') {
            let text = clean(text);
            let text = prepare(&text);
            let found = Case::new(Catalog::embedded(), &text).candidates();
            let noticed = found.first().and_then(|best| best.claims.first()).map(|best| best.clues);
            let has = |(clue, ..): &&(Clue, f32, &str)| noticed.is_some_and(|clues| clues.has(*clue));
            let names: Vec<String> =
                WEIGHTS.iter().filter(has).map(|(clue, ..)| format!("{clue:?}")).collect();
            println!("CLUES {}", names.join(" "));
        }
        for (clue, weight, _) in WEIGHTS {
            println!("WEIGHT {clue:?} {weight}");
        }
        println!("THRESHOLDS {LIKELY} {CERTAIN}");
    }
}
