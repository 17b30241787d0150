//! Entries and values as JSON has them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::entry::{Actor, Entry, Retry};
use crate::lang::Bilingual;
use crate::packed::Text;
use crate::pattern::Value;

/// An entry with all that is said of it.
#[derive(Debug, Serialize)]
pub struct Document<'e, M> {
    id: &'e str,
    origin: &'e str,
    status: u16,
    code: Option<&'e str>,
    message: &'e str,
    #[serde(flatten)]
    found: Option<M>,
    meaning: Bilingual<&'e str>,
    causes: Bilingual<&'e [Text]>,
    remediation: Bilingual<&'e [Text]>,
    retry: RetryFields,
    actor: Actor,
    docs: Option<&'e str>,
}

/// What to do about sending the same request again.
#[derive(Debug, Serialize)]
struct RetryFields {
    retryable: bool,
    advice: Retry,
    after_seconds: Option<u64>,
}

impl<'e, M> Document<'e, M> {
    /// An entry, with what is said of it as an answer, and how long the server asks to wait.
    pub fn new(entry: &'e Entry, found: Option<M>, after_seconds: Option<u64>) -> Self {
        let retry = entry.retry();
        Self {
            id: entry.id(),
            origin: entry.origin(),
            status: entry.status(),
            code: entry.code(),
            message: entry.message(),
            found,
            meaning: Bilingual::of(|lang| entry.meaning(lang)),
            causes: Bilingual::of(|lang| entry.causes(lang)),
            remediation: Bilingual::of(|lang| entry.remediation(lang)),
            retry: RetryFields {
                retryable: retry.is_retryable(),
                advice: retry,
                after_seconds: after_seconds.filter(|_| retry.is_retryable()),
            },
            actor: entry.actor(),
            docs: Some(entry.docs()).filter(|docs| !docs.is_empty()),
        }
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Document::<()>::new(self, None, None).serialize(serializer)
    }
}

/// An entry among others: what names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Brief<'e> {
    id: &'e str,
    status: u16,
    code: Option<&'e str>,
}

impl<'e> From<&'e Entry> for Brief<'e> {
    fn from(entry: &'e Entry) -> Self {
        Self { id: entry.id(), status: entry.status(), code: entry.code() }
    }
}

impl<'e> Brief<'e> {
    /// What names each of several entries.
    pub fn all(entries: &[&'e Entry]) -> Vec<Self> {
        entries.iter().map(|&entry| entry.into()).collect()
    }
}

/// Values by the names of their placeholders.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_map<S: Serializer>(values: &[Value], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(values.len()))?;
    for value in values {
        map.serialize_entry(&value.name, &value.text)?;
    }
    map.end()
}
