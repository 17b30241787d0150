//! The errors of other model platforms, as `neighbours.toml` has them: what it takes to say whose error a text is.
//!
//! The build script prepares them as a part of their own, which is decoded when an error is none of the catalog's.

use serde::{Deserialize, Serialize};

use crate::entry::Retry;
use crate::fold::code_key;
use crate::lang::Bilingual;
use crate::packed::Text;

/// How much of a message must be fixed text to be known in the middle of a text, in bytes: two or three words.
pub const ENOUGH: usize = 12;

/// The length of the beginnings under which messages are listed, in bytes of folded text.
pub const HEAD: usize = 3;

/// The platforms, and the codes and messages of their errors.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Neighbours {
    /// In the order of the file.
    pub providers: Vec<Provider>,
    /// In the order of the file.
    pub rows: Vec<Row>,
    /// By their keys.
    pub codes: Vec<Code>,
    /// By how they begin.
    pub messages: Vec<Message>,
}

/// A platform.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Provider {
    /// Its own name in lower case.
    pub id: Text,
    /// Its name.
    pub name: Bilingual<Text>,
    /// The page of its error codes.
    pub docs: Text,
    /// The shapes of ids and keys that nobody else has.
    pub ids: Vec<Shape>,
    /// For each form of its bodies the names of fields that few others have.
    pub envelopes: Vec<Vec<Text>>,
}

/// What characters an id consists of: ranges of bytes, and how many of these in a row.
pub type Shape = Vec<(Vec<(u8, u8)>, u8)>;

/// Some errors with one verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The place of the platform among all.
    pub provider: u8,
    /// The HTTP status, if the page gives one.
    pub status: Option<u16>,
    /// What the page says about sending the same request again.
    pub retry: Option<Retry>,
}

/// A code or type of a row.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Code {
    /// Letter for letter.
    pub text: Text,
    /// The place of its row among all.
    pub row: u16,
    /// Whether nobody else is known to use it.
    pub is_own: bool,
    /// Whether it is the type beside the code.
    pub is_type: bool,
}

/// How a message of a row begins.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Message {
    /// The fixed texts, folded, with any value between two of them.
    pub parts: Vec<Text>,
    /// The place of its row among all.
    pub row: u16,
    /// Whether nobody else is known to use it.
    pub is_own: bool,
}

impl Message {
    /// The first bytes, under which it is listed.
    pub fn head(&self) -> &[u8] {
        let first = self.parts.first().map_or(&b""[..], |part| part.as_bytes());
        &first[..first.len().min(HEAD)]
    }

    /// How much of it is fixed, in bytes.
    pub fn fixed(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }
}

impl Neighbours {
    /// The bytes to embed in a program.
    #[expect(clippy::missing_panics_doc, reason = "plain data can be packed")]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("it is plain data")
    }

    /// Reads what [`Neighbours::to_bytes`] wrote.
    ///
    /// # Panics
    ///
    /// If the bytes are others.
    pub fn from_bytes(bytes: &'static [u8]) -> Self {
        postcard::from_bytes(bytes).expect("the build of this very program wrote these bytes")
    }

    /// The codes and types with a key.
    pub fn with_key(&self, key: &str) -> &[Code] {
        let from = self.codes.partition_point(|code| *code_key(&code.text) < *key);
        let codes = &self.codes[from..];
        let len = codes.iter().take_while(|code| code_key(&code.text) == key).count();
        &codes[..len]
    }

    /// The messages with a head.
    pub fn with_head(&self, head: &[u8]) -> &[Message] {
        let from = self.messages.partition_point(|message| message.head() < head);
        let messages = &self.messages[from..];
        let len = messages.iter().take_while(|message| message.head() == head).count();
        &messages[..len]
    }
}
