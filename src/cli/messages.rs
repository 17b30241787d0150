//! What the program itself says, in both languages. The catalog speaks for itself.
//!
//! A text that is missing in one language does not compile.

mod en;
mod zh;

use wqerr::{Actor, Bilingual, Confidence, Hint, Lang, Retry, Secrets};

use super::output::Failure;

/// All texts of the program in one language.
pub struct Messages {
    pub lang: Lang,
    pub help: Help,
    pub label: Labels,
    pub retry: fn(Retry) -> &'static str,
    pub actor: fn(Actor) -> &'static str,
    pub confidence: fn(Confidence) -> &'static str,
    pub hint: fn(Hint) -> &'static str,
    /// Nothing was found for this query.
    pub not_found: fn(&str) -> String,
    /// Where to go when there is no such name.
    pub try_search: &'static str,
    /// No error of the catalog was recognised in the input.
    pub not_recognised: &'static str,
    /// The input had no text at all.
    pub empty_input: &'static str,
    /// The program waits for text on a terminal.
    pub paste_now: &'static str,
    /// How to see one of several results in full.
    pub see_one: fn(&str) -> String,
    /// An endpoint and when it was created.
    pub created: fn(&str, &str) -> String,
    pub unreadable: fn(&str, &str) -> String,
    pub no_input: fn(&str) -> String,
    pub unwritable: fn(&str) -> String,
    /// What stands between a label and its value.
    pub colon: &'static str,
}

/// The texts of `--help`.
pub struct Help {
    pub about: &'static str,
    pub start: &'static str,
    pub examples: &'static str,
    pub lookup: &'static str,
    pub lookup_query: &'static str,
    pub lookup_examples: &'static str,
    pub search: &'static str,
    pub search_text: &'static str,
    pub search_limit: &'static str,
    pub search_examples: &'static str,
    pub explain: &'static str,
    pub explain_text: &'static str,
    pub explain_file: &'static str,
    pub explain_retryable: &'static str,
    pub explain_examples: &'static str,
    pub lang: &'static str,
    pub format: &'static str,
    pub color: &'static str,
    pub show_secrets: &'static str,
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
    pub meaning_and_step: &'static str,
    pub retry: &'static str,
    pub actor: &'static str,
    pub values: &'static str,
    pub request_id: &'static str,
    pub time: &'static str,
    pub endpoint: &'static str,
    pub retry_after: &'static str,
    pub certainty: &'static str,
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

/// A text in both languages, as JSON has it.
pub fn in_both(text: impl Fn(&'static Messages) -> &'static str) -> Bilingual<&'static str> {
    Bilingual { en: text(of(Lang::En)), zh: text(of(Lang::Zh)) }
}

/// Why a run failed, as a line for standard error.
pub fn failure(messages: &Messages, failure: &Failure) -> String {
    let text = match failure {
        Failure::Unreadable(file, error) => {
            (messages.unreadable)(&Secrets::Masked.hide(&file.to_string_lossy()), &error.to_string())
        }
        Failure::NoInput(error) => (messages.no_input)(&error.to_string()),
        Failure::Unwritable(error) => (messages.unwritable)(&error.to_string()),
    };
    format!("wqerr{}{text}\n", messages.colon)
}
