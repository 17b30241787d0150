//! What a question to the catalog is answered with.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use wqerr_catalog::document::{self, Brief, Document};
use wqerr_catalog::named;

use crate::entry::Entry;
use crate::lang::Lang;
use crate::pattern::Value;

/// How sure an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Only the HTTP status, its reason phrase or another generic word fits.
    Possible,
    /// The code is shared by several entries, or only part of a message is there.
    Likely,
    /// The message matched a known message, or the code belongs to one entry alone.
    Certain,
}

impl Confidence {
    /// The levels and their names in JSON.
    pub const NAMES: [(&'static str, Self); 3] =
        [("possible", Self::Possible), ("likely", Self::Likely), ("certain", Self::Certain)];

    /// The name of the level in JSON.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The level in words.
    pub const fn text(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, Self::Certain) => "certain",
            (Lang::En, Self::Likely) => "likely",
            (Lang::En, Self::Possible) => "possible (only the status, or text that other systems use too)",
            (Lang::Zh, Self::Certain) => "确定",
            (Lang::Zh, Self::Likely) => "很可能",
            (Lang::Zh, Self::Possible) => "仅供参考（只匹配到状态码或其他系统也在用的文字）",
        }
    }
}

named!(Confidence);

/// What counted for a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
    /// Words that are spelled nearly so.
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

    /// The signals and their names in JSON.
    pub const NAMES: [(&'static str, Self); 15] = [
        ("id", Self::Id),
        ("message", Self::Message),
        ("message_part", Self::MessagePart),
        ("code", Self::Code),
        ("alias", Self::Alias),
        ("family", Self::Family),
        ("code_part", Self::CodePart),
        ("status", Self::Status),
        ("status_class", Self::StatusClass),
        ("words", Self::Words),
        ("characters", Self::Characters),
        ("similar_words", Self::SimilarWords),
        ("sound", Self::Sound),
        ("pinyin", Self::Pinyin),
        ("synonyms", Self::Synonyms),
    ];

    /// The name of the signal in JSON.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

named!(Signal);

/// An entry, and why it answers the question.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
    /// An entry as an answer, without values. The score follows from how sure it is.
    pub fn new(entry: &'c Entry, confidence: Confidence, matched_by: Vec<Signal>) -> Self {
        let score = match confidence {
            Confidence::Certain => 1.0,
            Confidence::Likely => 0.7,
            Confidence::Possible => 0.3,
        };
        Self { entry, confidence, matched_by, score, values: Vec::new() }
    }

    /// The match as it stands in JSON if the server asks to wait for `after_seconds`.
    pub fn document(&self, after_seconds: Option<u64>) -> impl Serialize {
        Document::new(self.entry, Some(Found::from(self)), after_seconds)
    }
}

impl Serialize for Match<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.document(None).serialize(serializer)
    }
}

/// What JSON says of an entry as an answer.
#[derive(Serialize)]
struct Found<'m> {
    confidence: Confidence,
    matched_by: &'m [Signal],
    score: f64,
    #[serde(serialize_with = "document::as_map")]
    values: &'m [Value],
}

impl<'m> From<&'m Match<'_>> for Found<'m> {
    fn from(found: &'m Match<'_>) -> Self {
        Self {
            confidence: found.confidence,
            matched_by: &found.matched_by,
            // As many digits as mean something.
            score: format!("{:.3}", found.score).parse().unwrap_or_default(),
            values: &found.values,
        }
    }
}

/// How many near entries a miss suggests.
pub(crate) const SUGGESTIONS: usize = 3;

/// The answer to a question in words.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Answer<'c> {
    /// The entries that answer it, the best first.
    pub results: Vec<Match<'c>>,
    /// Up to three near entries where there is no result.
    pub suggestions: Vec<&'c Entry>,
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NO_HINTS: [&str; 0] = [];
        let mut answer = serializer.serialize_struct("Answer", 3)?;
        answer.serialize_field("results", &self.results)?;
        answer.serialize_field("hints", &NO_HINTS)?;
        answer.serialize_field("suggestions", &Brief::all(&self.suggestions))?;
        answer.end()
    }
}
