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
    /// A text has a character that is not printed but acts on a terminal, or breaks a name over lines.
    Unprintable(&'static str, char),
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
    /// The name of its kind in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::UnknownField(..) => "unknown-field",
            Self::MissingField(_) => "missing-field",
            Self::Empty(_) => "empty-field",
            Self::Unprintable(..) => "control-character",
            Self::WrongType(..) => "wrong-type",
            Self::NotOneOf(..) => "invalid-value",
            Self::BadId(_) => "invalid-id",
            Self::BadStatus(_) => "invalid-status",
            Self::RepeatedId(..) => "duplicate-id",
            Self::RepeatedAlias(..) => "duplicate-alias",
            Self::NotHttps(_) => "invalid-link",
            Self::BadMessage(_) => "invalid-message",
            Self::NothingToFindBy => "nothing-to-match",
            Self::UnknownPlaceholder(..) => "unknown-placeholder",
            Self::UnknownWording(..) => "unknown-wording",
            Self::Unparallel(..) => "different-lengths",
        }
    }

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
            Self::Syntax(what) => write!(f, "invalid TOML: {what}"),
            Self::UnknownField(field, Some(near)) => write!(f, "unknown field `{field}`; use `{near}`"),
            Self::UnknownField(field, None) => write!(f, "unknown field `{field}`; remove it"),
            Self::MissingField(field) => write!(f, "`{field}` is missing; add it"),
            Self::Empty(field) => write!(f, "`{field}` is empty; fill it in or remove it"),
            Self::Unprintable(field, c) => {
                write!(f, "`{field}` contains the control character U+{:04X}; remove it", u32::from(*c))
            }
            Self::WrongType(field, expected, found) => {
                write!(f, "`{field}` is {found}; use {expected}")
            }
            Self::NotOneOf(field, value, allowed) => {
                write!(f, "`{field}` cannot be `{value}`; use one of: {}", allowed.join(", "))
            }
            Self::BadId(id) => {
                write!(
                    f,
                    "invalid id `{id}`; use lower-case letters, digits and hyphens, with at least one letter"
                )
            }
            Self::BadStatus(status) => {
                write!(f, "`{status}` is not an HTTP status; use 100 to 599, or 0 for none")
            }
            Self::RepeatedId(id, line) => {
                write!(f, "the id `{id}` is already used on line {line}; choose another")
            }
            Self::RepeatedAlias(alias, line) => {
                write!(f, "`{alias}` already names the entry on line {line}; remove it from one of them")
            }
            Self::NotHttps(link) => {
                write!(f, "`{link}` is not an https URL; use one that starts with https://")
            }
            Self::BadMessage(error) => write!(f, "{error}"),
            Self::NothingToFindBy => {
                f.write_str("the message has too little fixed text to match; make it longer or add a `code`")
            }
            Self::UnknownPlaceholder(field, name) => {
                write!(f, "`{field}` names `{name}`, which is not in the message; correct one of them")
            }
            Self::UnknownWording(field, text) => write!(
                f,
                "`{field}` names `{text}`, which is not a code, alias, message or variant of the entry; correct one of them"
            ),
            Self::Unparallel(field, en, zh) => {
                write!(f, "`{field}` has {en} in English but {zh} in Chinese; use the same number in both")
            }
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Brace => f.write_str("unmatched or unnamed brace in the message; write {Name}"),
            Self::Repeated(name) => {
                write!(f, "the message has the placeholder {{{name}}} twice; use different names")
            }
            Self::Adjacent => {
                f.write_str("two placeholders of the message are adjacent; add the text between them")
            }
            Self::TooShort => f.write_str("the message has too little fixed text to match; make it longer"),
        }
    }
}

impl Error for PatternError {}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a string in double quotes",
            Self::Texts => "an array of strings",
            Self::Groups => "an array of arrays of strings",
            Self::Status => "a number such as 403",
            Self::Date => "a date such as 2026-11-23",
            Self::Entry => "a table under [[entry]]",
            Self::Entries => "tables under [[entry]]",
            Self::Languages => "a table with `en` and `zh`",
        })
    }
}

impl fmt::Display for TomlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Truth => "a boolean",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::List => "an array",
            Self::Block => "a table",
        })
    }
}
