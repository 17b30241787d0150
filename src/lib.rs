#![doc = include_str!("../docs/library.md")]

mod answer;
mod catalog;
mod clean;
mod explain;
mod highlight;
mod identifiers;
mod literals;
mod lookup;
mod names;
mod redact;
pub mod report;
pub mod scan;
mod search;
mod status;
pub mod time;

use wqerr_catalog::{edits, entry, fold, fragment, index, lang, packed, pattern, simplified, sounds};

pub use self::answer::{Answer, Confidence, Match, Signal};
pub use self::catalog::{Catalog, CatalogError, Diagnostic, DiagnosticKind, FieldType, TomlType};
pub use self::clean::{clean, decode};
pub use self::explain::{
    Client, Evidence, Explanation, Hint, OtherSystem, Secrets, explain, explain_response,
};
pub use self::highlight::QueryWords;
pub use self::identifiers::time_of;
pub use self::lookup::lookup;
pub use self::redact::redact;
pub use self::search::search;
pub use wqerr_catalog::entry::{Actor, Entry, Retry};
pub use wqerr_catalog::lang::{Bilingual, Lang};
pub use wqerr_catalog::named::UnknownName;
pub use wqerr_catalog::packed::Text;
pub use wqerr_catalog::pattern::{PatternError, Value};

/// The examples of the Chinese page are tests too.
#[cfg(doctest)]
#[doc = include_str!("../docs/zh-CN/library.md")]
struct InChinese;
