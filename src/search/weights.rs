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
    /// The binary logarithm of what the words of the entry add up to, less where much of the query is left over.
    pub strength: T,
    /// The same without that.
    pub said: T,
    /// The share of the query that is not, apart from what is said around any error.
    pub unexplained: T,
    /// The share of the query that is said of no entry at all.
    pub unknown: T,
    /// The binary logarithm of how strange all is that is not said of the entry, in doublings, where neither this
    /// platform nor a word of platforms like it is named.
    pub strange: T,
    /// By how many doublings the most technical word is more frequent in the language of cloud services than elsewhere.
    pub technical: T,
    /// Something says that a number is the status of the entry.
    pub status: T,
    /// A number without that is the status of the entry.
    pub number: T,
    /// Another status stands beside it.
    pub two: T,
    /// Most of what counts is spelt or heard only nearly so.
    pub similar: T,
    /// Most of what counts is pinyin.
    pub pinyin: T,
    /// It is one word, or as much in Chinese.
    pub short: T,
    /// The platform is named.
    pub platform: T,
    /// Another system is named, and not this platform.
    pub another: T,
    /// The same without a word of platforms like it.
    pub elsewhere: T,
    /// It tells what was answered.
    pub tells: T,
    /// It asks which, how much or whether.
    pub asks: T,
    /// It is a question, and nothing is wrong in it, nor is there a status.
    pub idle: T,
}

impl<T: Copy> Logistic<T> {
    /// The fields in their order.
    pub const fn fields(&self) -> [T; 19] {
        [
            self.bias,
            self.strength,
            self.said,
            self.unexplained,
            self.unknown,
            self.strange,
            self.technical,
            self.status,
            self.number,
            self.two,
            self.similar,
            self.pinyin,
            self.short,
            self.platform,
            self.another,
            self.elsewhere,
            self.tells,
            self.asks,
            self.idle,
        ]
    }
}

/// The names of the features in their order.
#[cfg(test)]
pub const NAMES: [&str; 19] = [
    "bias",
    "strength",
    "said",
    "unexplained",
    "unknown",
    "strange",
    "technical",
    "status",
    "number",
    "two",
    "similar",
    "pinyin",
    "short",
    "platform",
    "another",
    "elsewhere",
    "tells",
    "asks",
    "idle",
];

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
    beside_best: 0.5,
    beside_name: 0.29,
    rambling: 5.0,
    enough: 0.36,
    likely: 0.75,
    near: 0.05,
    logistic: Logistic {
        bias: 0.138,
        strength: 2.569,
        said: -1.543,
        unexplained: -2.030,
        unknown: -2.568,
        strange: -0.855,
        technical: 0.070,
        status: 3.071,
        number: 1.324,
        two: 1.976,
        similar: 1.444,
        pinyin: 1.535,
        short: 1.481,
        platform: 0.683,
        another: -1.150,
        elsewhere: -1.567,
        asks: -1.304,
        tells: 0.697,
        idle: -2.013,
    },
};
