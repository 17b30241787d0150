//! What the catalog knows of one error.

use serde::{Deserialize, Serialize};

use crate::fold::code_key;
use crate::lang::{Bilingual, Lang};
use crate::named;
use crate::packed::{Lazy, Text};
use crate::pattern::Pattern;

/// One error of the catalog: how it is recognized, what it means, and what to do about it.
///
/// A status, a code or a message may be shared by several entries; only the [`id`](Entry::id) is unique.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry(Record);

/// An entry as it is packed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Record {
    pub id: Text,
    pub origin: Text,
    pub status: u16,
    pub code: Option<Text>,
    /// The code in the form in which codes are compared; empty where there is none.
    pub key: Text,
    pub aliases: Lazy<Vec<Text>>,
    /// The names and wordings that other systems use as well; all others are the platform's own.
    pub elsewhere: Lazy<Vec<(Text, Usage)>>,
    pub retry: Retry,
    pub actor: Actor,
    pub patterns: Lazy<Vec<Pattern>>,
    /// Texts of which each line that can be explained by this entry holds one, a line each.
    pub fragments: Text,
    pub details: Lazy<Box<Details>>,
}

/// What of an entry is only shown and searched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Details {
    pub message: Text,
    pub docs: Text,
    pub prose: Bilingual<Lazy<Box<Prose>>>,
    pub words: Bilingual<Lazy<Vec<Text>>>,
}

/// What the catalog says to a person about an entry, in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Prose {
    pub meaning: Text,
    pub causes: Lazy<Vec<Text>>,
    pub remediation: Vec<Text>,
}

impl From<Record> for Entry {
    fn from(record: Record) -> Self {
        Self(record)
    }
}

/// Entries in their packed form. That of [`Entry`] itself is for users.
pub(crate) mod packed {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Entry, Record};

    pub fn serialize<S: Serializer>(entries: &[Entry], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(entries.iter().map(|entry| &entry.0))
    }

    pub fn deserialize<'de: 'static, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entry>, D::Error> {
        Vec::<Record>::deserialize(deserializer).map(|records| records.into_iter().map(Entry).collect())
    }
}

impl Entry {
    /// The name of the entry in the catalog, for example `customer-frozen`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Where the entry is from: `wanqing` and `public` (the two official tables), `observed` (seen in real
    /// use, in no official table), or the name of a user's catalog.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// Whether the entry is of the platform that the program is made for, and not of a user's own catalog.
    #[doc(hidden)]
    pub fn is_of_platform(&self) -> bool {
        matches!(self.origin(), "wanqing" | "public" | "observed")
    }

    /// The HTTP status of the official table. It may be 0 (the connection broke) or 200 (the caller left).
    pub const fn status(&self) -> u16 {
        self.0.status
    }

    /// The error code, verbatim from the official table; `None` where none is known.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The code in the form in which codes are compared; empty where there is none.
    #[doc(hidden)]
    pub fn key(&self) -> &str {
        &self.0.key
    }

    /// The error message, verbatim from the official table, with its placeholders.
    pub fn message(&self) -> &str {
        &self.0.details.message
    }

    /// Former names and other spellings of the code.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.0.aliases.iter().map(|alias| &**alias)
    }

    /// Who else uses this code, former name, message or wording of the entry.
    #[doc(hidden)]
    pub fn usage_of(&self, text: &str) -> Usage {
        if self.0.elsewhere.is_empty() {
            return Usage::Own;
        }
        let key = code_key(text);
        let known = self.0.elsewhere.iter().find(|(known, _)| **known == *key);
        known.map_or(Usage::Own, |&(_, usage)| usage)
    }

    /// Whether sending the same request again can help.
    pub const fn retry(&self) -> Retry {
        self.0.retry
    }

    /// Who has to act.
    pub const fn actor(&self) -> Actor {
        self.0.actor
    }

    /// The page to read on, an `https` address.
    pub fn docs(&self) -> &str {
        &self.0.details.docs
    }

    /// What the error means. The Chinese text of the official entries is verbatim from the official page.
    pub fn meaning(&self, lang: Lang) -> &str {
        &self.0.details.prose.get(lang).meaning
    }

    /// The likely causes, the likeliest first.
    pub fn causes(&self, lang: Lang) -> &[Text] {
        &self.0.details.prose.get(lang).causes
    }

    /// What to do, step by step.
    pub fn remediation(&self, lang: Lang) -> &[Text] {
        &self.0.details.prose.get(lang).remediation
    }

    /// What people type when they meet this error.
    pub fn words(&self, lang: Lang) -> &[Text] {
        self.0.details.words.get(lang)
    }

    /// Whether the fixed text of the message or of another wording has a folded word.
    #[doc(hidden)]
    pub fn has_in_message(&self, word: &str) -> bool {
        self.patterns().iter().flat_map(Pattern::fixed_texts).any(|text| text.contains(word))
    }

    /// Texts of which each line that can be explained by this entry holds one, in any case; what stands between their
    /// words may be something else, and a number that is a code counts only as the value of a field. An empty one says
    /// that there is no such text.
    #[doc(hidden)]
    pub fn fragments(&self) -> impl Iterator<Item = &str> {
        self.0.fragments.split('\n')
    }

    /// The message and its other wordings, ready to be found in a text.
    #[doc(hidden)]
    pub fn patterns(&self) -> &[Pattern] {
        &self.0.patterns
    }

    /// What is seen of them by a look at each entry of a catalog.
    #[doc(hidden)]
    pub fn seen_patterns<R>(&self, see: impl FnOnce(&[Pattern]) -> R) -> R {
        self.0.patterns.seen(|patterns| see(patterns))
    }
}

/// Who uses a code or a message: how much it tells of whose error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Usage {
    /// Nobody but the platform.
    Own,
    /// Some other systems as well (`User has been frozen.`).
    Shared,
    /// Many other systems (`Bad Gateway`).
    Common,
}

/// Whether sending the same request again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// No: something has to be put right first.
    No,
    /// Yes, after a wait that grows each time.
    Backoff,
    /// Yes, at once.
    Yes,
}

impl Retry {
    /// The three verdicts and their names in the catalog and in JSON.
    pub const NAMES: [(&'static str, Self); 3] =
        [("no", Self::No), ("backoff", Self::Backoff), ("yes", Self::Yes)];

    /// Whether the same request may succeed later.
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::No)
    }

    /// The verdict's name in the catalog and in JSON.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The verdict as a sentence.
    pub const fn text(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, Self::No) => "No: fix the cause first; the same request will fail again",
            (Lang::En, Self::Backoff) => "Yes, with backoff: wait longer before each retry",
            (Lang::En, Self::Yes) => "Yes, right away",
            (Lang::Zh, Self::No) => "不能，请先排除原因，原样重试仍会失败",
            (Lang::Zh, Self::Backoff) => "可以，请退避重试，间隔逐次加长",
            (Lang::Zh, Self::Yes) => "可以，直接重试即可",
        }
    }
}

named!(Retry);

/// Who has to act on an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Who wrote or runs the calling program.
    Caller,
    /// Who owns the account: payment, keys, resources.
    AccountOwner,
    /// The platform itself.
    Platform,
    /// Whoever runs the network between the two.
    Network,
}

impl Actor {
    /// All actors and their names in the catalog and in JSON.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("caller", Self::Caller),
        ("account_owner", Self::AccountOwner),
        ("platform", Self::Platform),
        ("network", Self::Network),
    ];

    /// The actor's name in the catalog and in JSON.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// Who that is, and what they have to see to.
    pub const fn text(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, Self::Caller) => "The caller: change the request or the client",
            (Lang::En, Self::AccountOwner) => "The account owner (billing, keys, permissions, endpoints)",
            (Lang::En, Self::Platform) => "The platform; open a ticket if it persists",
            (Lang::En, Self::Network) => {
                "Whoever runs the client, network or proxy that dropped the connection"
            }
            (Lang::Zh, Self::Caller) => "调用方（修改请求或程序）",
            (Lang::Zh, Self::AccountOwner) => "账号管理员（处理费用、API Key、权限或推理点）",
            (Lang::Zh, Self::Platform) => "平台；持续不恢复时请提交工单",
            (Lang::Zh, Self::Network) => "断开连接的一方：客户端、网络或代理的维护者",
        }
    }
}

named!(Actor);
