//! What the program itself says, in both languages. The catalog speaks for itself.
//!
//! A text that is missing in one language does not compile.

mod en;
mod help;
pub mod logs;
mod zh;

use std::io;
use std::path::Path;

use wqerr::{Actor, Confidence, Diagnostic, Lang, Retry, Secrets};

pub use self::help::{Help, Manual, Start, ValueNames, Words};
use super::catalogs::Source;
use super::failure::{CatalogFailure, Failure, Packed};
use super::usage_error::UsageErrorKind;
use super::wrap::paragraph;

/// All texts of the program in one language.
pub struct Messages {
    pub lang: Lang,
    pub help: Help,
    pub label: Labels,
    pub retry: fn(Retry) -> &'static str,
    pub actor: fn(Actor) -> &'static str,
    pub confidence: fn(Confidence) -> &'static str,
    /// The query has no text at all.
    pub empty_query: &'static str,
    /// Nothing was found for this query.
    pub not_found: fn(&str) -> String,
    /// No entry is near enough to this text; the ids of the nearest ones, if there are any.
    pub not_near: fn(&str, &[&str]) -> String,
    /// Where to go when there is no such name.
    pub try_search: &'static str,
    /// No error of the catalog was recognized in the input.
    pub not_recognized: &'static str,
    /// What to do about an error that is in no catalog.
    pub unknown_error: &'static str,
    /// The input had no text at all.
    pub empty_input: &'static str,
    /// The program waits for text on a terminal.
    pub paste_now: &'static str,
    /// How to see one of several results in full, for example this one.
    pub see_one: fn(&str) -> String,
    /// Where to go with the whole error instead of its status or code.
    pub have_whole: &'static str,
    /// A number of seconds.
    pub seconds: fn(u64) -> String,
    /// What stands in place of a code.
    pub no_code: &'static str,
    /// What the status 0 means.
    pub no_status: &'static str,
    /// An endpoint and when it was created.
    pub created: fn(&str, &str) -> String,
    /// The program, its version, its commit and the day of its catalog.
    pub version: fn(&str, Option<&str>, Option<&str>) -> String,
    /// What is wrong with a call, without a full stop where a command ends it.
    pub usage_error: fn(&UsageErrorKind) -> String,
    /// The call that answers a question which had no command.
    pub r#try: fn(&str) -> String,
    /// What was likely meant.
    pub did_you_mean: fn(&[String]) -> String,
    /// The values that can be chosen from.
    pub can_be: fn(&[String]) -> String,
    /// Where to read what can be called.
    pub see_help: fn(&str) -> String,
    pub catalogs: Catalogs,
    pub scan: Scan,
    pub logs: logs::Logs,
    pub reference: Reference,
    /// A name that several entries have, among completions.
    pub several: &'static str,
    /// The statuses that begin with a digit, among completions.
    pub status_class: fn(u8) -> String,
    /// No entry is of these origins; those that there are.
    pub no_such_origin: fn(&[&str], &[&str]) -> String,
    /// No entry passes all filters.
    pub nothing_left: &'static str,
    /// Why a file or a stream could not be read or written.
    pub reason: fn(&io::Error) -> String,
    /// Why what another program packed could not be read, and the call that unpacks it.
    pub packed: fn(&str) -> String,
    pub unreadable: fn(&str, &str) -> String,
    pub no_input: fn(&str) -> String,
    pub unwritable: fn(&str) -> String,
    /// What stands between a label and its value.
    pub colon: &'static str,
}

/// What is said of catalogs.
pub struct Catalogs {
    /// The catalog inside the program.
    pub embedded: &'static str,
    /// How many entries a catalog has, and its name.
    pub entries: fn(usize, &str) -> String,
    /// How many mistakes one has.
    pub mistakes: fn(usize) -> String,
    /// A directory in which there is none.
    pub none_there: &'static str,
    /// A file that cannot be read, and why.
    pub unreadable: fn(&str) -> String,
    /// A catalog of the configuration directory is skipped.
    pub skipped: fn(&str) -> String,
    /// A file without mistakes, and the number of its entries.
    pub sound: fn(&str, usize) -> String,
    /// What is at a place, and where that was named.
    pub named_by: fn(&str, Source) -> String,
}

/// What is said of logs.
pub struct Scan {
    /// The program waits for a log on a terminal.
    pub paste_now: &'static str,
    /// How many lines of what size there were, and in how many an error was.
    pub total: fn(&str, &str, &str) -> String,
    /// No error in so many lines.
    pub none: fn(&str) -> String,
    /// The user broke the scan off when so much had been read.
    pub broken_off: fn(&str) -> String,
    /// So many lines were examined only in their beginning, of this size.
    pub cut: fn(u64, &str) -> String,
    /// Whether to send the same request again, in a few words.
    pub retry: fn(Retry) -> &'static str,
    /// A value and how often it was there.
    pub times: fn(&str, &str) -> String,
    /// How many other values there were, and whether that is all.
    pub others: fn(&str, bool) -> String,
    /// What stands between two values.
    pub comma: &'static str,
    /// In these lines of the only input.
    pub lines: fn(&str, &str) -> String,
    /// In these lines of one of several inputs.
    pub in_file: fn(&str, &str) -> String,
    /// From a line of one input to a line of another.
    pub places: fn(&str, &str) -> String,
    pub count: &'static str,
    pub share: &'static str,
    pub error: &'static str,
    /// In which lines an error was.
    pub place: &'static str,
    /// How it is spread over the input.
    pub spread: &'static str,
    /// What share of what size was read, and in how many seconds the rest will be, if that is known.
    pub progress: fn(&str, &str, Option<u64>) -> String,
}

/// The texts around a catalog as a page to read.
pub struct Reference {
    pub title: &'static str,
    /// The day when the catalog was last compared with its source.
    pub as_of: fn(&str) -> String,
    pub overview: &'static str,
    pub entries: &'static str,
    pub origin: &'static str,
    pub aliases: &'static str,
    /// Whether sending the same request again can help, and the two answers.
    pub retry: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
}

/// The names of what is shown.
pub struct Labels {
    pub status: &'static str,
    pub code: &'static str,
    pub r#type: &'static str,
    pub message: &'static str,
    pub meaning: &'static str,
    pub causes: &'static str,
    pub remediation: &'static str,
    pub retry: &'static str,
    pub actor: &'static str,
    pub values: &'static str,
    pub request_id: &'static str,
    pub time: &'static str,
    pub endpoint: &'static str,
    pub retry_after: &'static str,
    pub confidence: &'static str,
    pub entry: &'static str,
    pub docs: &'static str,
    pub near: &'static str,
    pub hint: &'static str,
    pub found: &'static str,
    /// The name of what the input says, beside that of what the catalog says.
    pub of_input: fn(&str) -> String,
}

/// The texts in `lang`.
pub const fn of(lang: Lang) -> &'static Messages {
    match lang {
        Lang::En => &en::MESSAGES,
        Lang::Zh => &zh::MESSAGES,
    }
}

/// Why a run failed, as a line for standard error.
pub fn failure(messages: &Messages, failure: &Failure, columns: usize) -> String {
    let reason = |error: &io::Error| {
        Packed::of(error).map_or_else(|| (messages.reason)(error), |packed| (messages.packed)(packed.unpack))
    };
    let text = match failure {
        Failure::Unreadable(file, error) => (messages.unreadable)(&shown(file), &reason(error)),
        Failure::Directory(directory) => (messages.logs.is_directory)(&shown(directory)),
        Failure::NoFiles => messages.logs.no_files.to_owned(),
        Failure::NoInput(error) => (messages.no_input)(&reason(error)),
        Failure::Unwritable(error) => (messages.unwritable)(&reason(error)),
        Failure::BrokenCatalogs(broken) => {
            return broken.iter().map(|(path, error)| catalog_error(path, error, messages)).collect();
        }
    };
    paragraph(&format!("wqerr{}{text}", messages.colon), columns)
}

/// What is wrong with a catalog file, one mistake a line.
pub fn catalog_error(path: &Path, error: &CatalogFailure, messages: &Messages) -> String {
    // `FILE:LINE:COLUMN: ` is the same in both languages: editors and CI read these lines.
    let line = |diagnostic: &Diagnostic| {
        let text = one_line(&diagnostic.kind.text(messages.lang));
        format!("{}:{}:{}: {text}\n", shown(path), diagnostic.line, diagnostic.column)
    };
    match error {
        CatalogFailure::Unreadable(error) => {
            let text = (messages.unreadable)(&shown(path), &(messages.reason)(error));
            format!("wqerr{}{text}\n", messages.colon)
        }
        CatalogFailure::Invalid(error) => error.diagnostics().iter().map(line).collect(),
    }
}

/// The same for a file that is skipped, with a line that says so.
pub fn skipped_catalog(path: &Path, error: &CatalogFailure, messages: &Messages, columns: usize) -> String {
    let skipped = (messages.catalogs.skipped)(&shown(path));
    let skipped = format!("wqerr{}{skipped}", messages.colon);
    catalog_error(path, error, messages) + &paragraph(&skipped, columns)
}

/// A path, safe to print, on one line.
pub fn shown(path: &Path) -> String {
    one_line(&Secrets::Masked.hide(&path.to_string_lossy()))
}

/// A text of the user's on one line, with nothing in it that acts on a terminal.
pub fn one_line(text: &str) -> String {
    Secrets::Shown.hide(text).replace(['\n', '\t'], "?")
}
