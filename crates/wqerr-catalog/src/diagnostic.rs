//! What is wrong in a catalog file, where, and what to write instead.

mod chinese;

use std::error::Error;
use std::fmt;

use crate::lang::Lang;
use crate::pattern::PatternError;

/// A mistake in a catalog file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub kind: DiagnosticKind,
}

/// The kinds of mistakes a catalog file can have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// The file is no TOML; what the TOML reader says of it (in English).
    Syntax(String),
    /// A field that the catalog does not have, and the nearest one that it has.
    UnknownField(String, Option<&'static str>),
    /// A field that must be there is not.
    MissingField(&'static str),
    /// A field that must not be empty is.
    Empty(&'static str),
    /// A field has a value of another type: field, what is expected, what is there.
    WrongType(&'static str, FieldType, TomlType),
    /// A field has a value other than those it can have: field, value, those it can have.
    NotOneOf(&'static str, String, Vec<&'static str>),
    /// An id with other characters than lower-case letters, digits and hyphens.
    BadId(String),
    /// A status outside 0 and 100 to 599.
    BadStatus(String),
    /// An id used before, and the line of that.
    RepeatedId(String, usize),
    /// An alias that another entry has as an alias or code, and the line of that.
    RepeatedAlias(String, usize),
    /// A link that is not `https`.
    NotHttps(String),
    /// A message that cannot serve as a pattern.
    BadMessage(PatternError),
    /// A message with too little fixed text to be found by, and no code to find the entry by instead.
    NothingToFindBy,
    /// A name in this list of placeholders that the message does not have.
    UnknownPlaceholder(&'static str, String),
    /// A list names a text that is neither a code nor a wording of the entry.
    UnknownWording(&'static str, String),
    /// A list with another number of items in Chinese than in English: field, English, Chinese.
    Unparallel(&'static str, usize, usize),
}

/// What a field of a catalog file has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldType {
    /// A text in double quotes.
    Text,
    /// A list of texts.
    Texts,
    /// A list of lists of texts.
    Groups,
    /// A number such as 403.
    Status,
    /// A day.
    Date,
    /// A block headed `[[entry]]`.
    Entry,
    /// Blocks headed `[[entry]]`.
    Entries,
    /// A block with `en` and `zh`.
    Languages,
}

/// What stands in a field of a catalog file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TomlType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
    /// A day.
    Date,
    /// A time, with a day or without.
    Time,
    /// A list.
    List,
    /// A block.
    Block,
}

impl DiagnosticKind {
    /// What is wrong, and what to write instead. In English, that is what `Display` prints.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => chinese::text(self),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.kind)
    }
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => write!(f, "this is no TOML: {what}"),
            Self::UnknownField(field, Some(near)) => write!(f, "there is no field `{field}`; write `{near}`"),
            Self::UnknownField(field, None) => write!(f, "there is no field `{field}`; take it out"),
            Self::MissingField(field) => write!(f, "`{field}` is missing; add it"),
            Self::Empty(field) => write!(f, "`{field}` is empty; write its text or take it out"),
            Self::WrongType(field, expected, found) => {
                write!(f, "`{field}` is {found}; write {expected}")
            }
            Self::NotOneOf(field, value, allowed) => {
                write!(f, "`{field}` cannot be `{value}`; write one of: {}", allowed.join(", "))
            }
            Self::BadId(id) => {
                write!(
                    f,
                    "the id `{id}` is not usable; write lower-case letters, digits and hyphens, one letter at least"
                )
            }
            Self::BadStatus(status) => {
                write!(f, "`{status}` is no HTTP status; write a number from 100 to 599, or 0 for none")
            }
            Self::RepeatedId(id, line) => write!(f, "the id `{id}` is taken in line {line}; write another"),
            Self::RepeatedAlias(alias, line) => {
                write!(f, "`{alias}` already names the entry in line {line}; take it out of one")
            }
            Self::NotHttps(link) => {
                write!(f, "`{link}` is no https link; write one that starts with https://")
            }
            Self::BadMessage(error) => write!(f, "{error}"),
            Self::NothingToFindBy => f.write_str(
                "the message has too little fixed text to be found by; write it with more words or add the `code`",
            ),
            Self::UnknownPlaceholder(field, name) => {
                write!(f, "`{field}` names `{name}`, which the message does not have; correct one of the two")
            }
            Self::UnknownWording(field, text) => write!(
                f,
                "`{field}` names `{text}`, which is no code, alias, message or variant of the entry; correct one of the two"
            ),
            Self::Unparallel(field, en, zh) => {
                write!(f, "`{field}` has {en} in English and {zh} in Chinese; write as many in both")
            }
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Brace => f.write_str("a brace of the message has no partner or no name; write {Name}"),
            Self::Repeated(name) => {
                write!(f, "the message has the placeholder {{{name}}} twice; give them different names")
            }
            Self::Adjacent => {
                f.write_str("two placeholders of the message touch; write the text that stands between them")
            }
            Self::TooShort => {
                f.write_str("the message has too little fixed text to be found by; write it with more words")
            }
        }
    }
}

impl Error for PatternError {}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in double quotes",
            Self::Texts => "a list of texts in square brackets",
            Self::Groups => "a list of lists of texts",
            Self::Status => "a number such as 403",
            Self::Date => "a date such as 2026-11-23",
            Self::Entry => "a block headed [[entry]]",
            Self::Entries => "blocks headed [[entry]]",
            Self::Languages => "a block with `en` and `zh`",
        })
    }
}

impl fmt::Display for TomlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Truth => "true or false",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::List => "a list",
            Self::Block => "a block",
        })
    }
}
