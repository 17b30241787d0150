//! What a question to the catalog is answered with.

use crate::entry::Entry;
use crate::pattern::Value;

/// How sure an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Only the HTTP status, its reason phrase or another generic word fits.
    Possible,
    /// The code is shared by several entries, or only part of a message is there.
    Likely,
    /// The message matched a known message, or the code belongs to one entry alone.
    Certain,
}

impl Confidence {
    /// The name of the level in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// What counted for a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// The id of the entry.
    Id,
    /// The whole message.
    Message,
    /// A part of the message.
    MessagePart,
    /// The code.
    Code,
    /// A former name or another spelling of the code.
    Alias,
    /// The family of the code: what stands before the last dot.
    Family,
    /// The last part of the code.
    CodePart,
    /// The HTTP status.
    Status,
    /// The class of the HTTP status, such as `4xx`.
    StatusClass,
    /// Words that are said of it.
    Words,
    /// Han characters that are said of it, singly or in pairs.
    Characters,
    /// Words that are spelt nearly so.
    SimilarWords,
    /// Han characters that sound so.
    Sound,
    /// Chinese in pinyin, whole or by its initials.
    Pinyin,
    /// Words with much the same meaning.
    Synonyms,
}

impl Signal {
    /// The ways in which words of a query may say something of an entry.
    pub(crate) const OF_WORDS: [Self; 6] =
        [Self::Words, Self::Characters, Self::SimilarWords, Self::Sound, Self::Pinyin, Self::Synonyms];

    /// Whether the message counted, whole or in part.
    pub(crate) const fn is_message(self) -> bool {
        matches!(self, Self::Message | Self::MessagePart)
    }

    /// The name of the signal in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Message => "message",
            Self::MessagePart => "message_part",
            Self::Code => "code",
            Self::Alias => "alias",
            Self::Family => "family",
            Self::CodePart => "code_part",
            Self::Status => "status",
            Self::StatusClass => "status_class",
            Self::Words => "words",
            Self::Characters => "characters",
            Self::SimilarWords => "similar_words",
            Self::Sound => "sound",
            Self::Pinyin => "pinyin",
            Self::Synonyms => "synonyms",
        }
    }
}

/// An entry, and why it answers the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'c> {
    /// The entry.
    pub entry: &'c Entry,
    /// How sure it is.
    pub confidence: Confidence,
    /// What counted, the strongest first.
    pub matched_by: Vec<Signal>,
    /// From 0 to 1; a higher one is a better match for the same question.
    pub score: f32,
    /// What the placeholders of the message stood for.
    pub values: Vec<Value>,
}

impl<'c> Match<'c> {
    pub(crate) fn new(entry: &'c Entry, confidence: Confidence, matched_by: Vec<Signal>) -> Self {
        let score = match confidence {
            Confidence::Certain => 1.0,
            Confidence::Likely => 0.7,
            Confidence::Possible => 0.3,
        };
        Self { entry, confidence, matched_by, score, values: Vec::new() }
    }
}

/// How many near entries a miss suggests.
pub(crate) const SUGGESTIONS: usize = 3;

/// The answer to a question in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer<'c> {
    /// The entries that answer it, the best first.
    pub results: Vec<Match<'c>>,
    /// Up to three near entries where there is no result.
    pub suggestions: Vec<&'c Entry>,
}
