//! What counts how much in a search, in one place.
//!
//! The first part was set by hand and orders the entries. `benches/search-fit` fits [`Logistic`], which says whether
//! the best of them is meant at all.

/// How surely and how much each way of saying something counts.
pub struct Weights {
    /// A word that is spelt nearly so.
    pub similar: f32,
    /// Two words that are heard as one: `get way`.
    pub heard: f32,
    /// The sound of a pair of Han characters.
    pub sound: f32,
    /// Chinese in pinyin.
    pub pinyin: f32,
    /// Chinese in pinyin that is spelt nearly so.
    pub similar_pinyin: f32,
    /// A word with much the same meaning.
    pub synonym: f32,
    /// A single Han character, as far as it covers a query.
    pub character: f32,
    /// A status that something says is one, beside what words add up to.
    pub status: f32,
    /// A number that may be a status.
    pub number: f32,
    /// The share of the best entry's score that another one must reach to be named beside it.
    pub beside_best: f32,
    /// The most that an entry scores beside one that the query names.
    pub beside_name: f32,
    /// How long a query is, in words, of which a clause may say it all.
    pub rambling: f32,
    /// The probability from which on an entry is a result, and from which on a likely one.
    pub enough: f32,
    pub likely: f32,
    /// The probability from which on an entry is suggested where none is a result.
    pub near: f32,
    pub logistic: Logistic<f32>,
}

/// What tells whether an entry is meant: the features of a query with an entry, or what each of them weighs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Logistic<T> {
    /// Always 1.
    pub bias: T,
    /// The binary logarithm of what the words of the entry add up to.
    pub strength: T,
    /// The share of the query that is said of the entry.
    pub covered: T,
    /// The share of the query that is not, apart from what is said around any error.
    pub unexplained: T,
    /// How strange that is for a cloud service, in doublings, added up.
    pub strange: T,
    /// The same for each word of the query.
    pub strange_share: T,
    /// How much of the query is technical language, in doublings for each word.
    pub technical: T,
    /// Something says that a number is the status of the entry.
    pub status: T,
    /// A number without that is the status of the entry.
    pub number: T,
    /// Most of what counts is spelt or heard only nearly so.
    pub similar: T,
    /// Most of what counts is pinyin.
    pub pinyin: T,
    /// The platform is named.
    pub platform: T,
    /// Something is named that is said around any error.
    pub common: T,
    /// Another system is named, and neither this platform nor anything of its kind.
    pub elsewhere: T,
    /// It asks which, how much or whether, not what went wrong.
    pub asks: T,
}

impl<T: Copy> Logistic<T> {
    /// The fields in their order.
    pub const fn fields(&self) -> [T; 15] {
        [
            self.bias,
            self.strength,
            self.covered,
            self.unexplained,
            self.strange,
            self.strange_share,
            self.technical,
            self.status,
            self.number,
            self.similar,
            self.pinyin,
            self.platform,
            self.common,
            self.elsewhere,
            self.asks,
        ]
    }
}

pub const WEIGHTS: Weights = Weights {
    similar: 0.8,
    heard: 0.8,
    sound: 0.7,
    pinyin: 0.95,
    similar_pinyin: 0.75,
    synonym: 0.4,
    character: 0.3,
    status: 10.0,
    number: 4.0,
    beside_best: 0.4,
    beside_name: 0.29,
    rambling: 8.0,
    enough: 0.5,
    likely: 0.75,
    near: 0.05,
    logistic: Logistic {
        bias: -0.972,
        strength: 0.987,
        covered: 2.082,
        unexplained: -2.611,
        strange: 0.135,
        strange_share: -1.244,
        technical: 0.047,
        status: 1.890,
        number: 1.970,
        similar: 0.502,
        pinyin: 0.999,
        platform: 0.703,
        common: 0.351,
        elsewhere: -2.741,
        asks: -2.174,
    },
};
