#![doc = include_str!("../docs/library.md")]

mod answer;
mod catalog;
mod clean;
mod edits;
mod entry;
mod explain;
mod fold;
mod fragment;
mod highlight;
mod identifiers;
mod index;
mod lang;
mod literals;
mod lookup;
mod names;
mod packed;
mod pattern;
mod redact;
pub mod scan;
mod search;
mod simplified;
mod sounds;
mod status;

pub use self::answer::{Answer, Confidence, Match, Signal};
pub use self::catalog::{Catalog, Expected, Finding, Form, Mistake};
pub use self::clean::{clean, decode};
pub use self::entry::{Actor, Entry, Retry};
pub use self::explain::{Client, Evidence, Explanation, Hint, Secrets, explain};
pub use self::highlight::QueryWords;
pub use self::identifiers::time_of;
pub use self::lang::{Bilingual, Lang};
pub use self::lookup::lookup;
pub use self::packed::Text;
pub use self::pattern::{PatternError, Value};
pub use self::redact::redact;
pub use self::search::search;

/// The examples of the Chinese page are tests too.
#[cfg(doctest)]
#[doc = include_str!("../docs/zh-CN/library.md")]
struct InChinese;
