//! What can be wrong with a call. Values of the call in it are safe to print.

/// A call that cannot be answered.
#[derive(Debug, PartialEq, Eq)]
pub struct UsageError {
    pub what: UsageErrorKind,
    /// The help to read, as a call.
    pub help: String,
}

impl UsageError {
    /// A mistake in the call of the command at the end of `path`.
    pub fn new(what: UsageErrorKind, path: &[String]) -> Self {
        Self { what, help: [&["wqerr".to_owned()], path, &["--help".to_owned()]].concat().join(" ") }
    }
}

/// What is wrong with it. Values of the call are safe to print.
#[derive(Debug, PartialEq, Eq)]
pub enum UsageErrorKind {
    UnknownCommand {
        name: String,
        near: Vec<String>,
    },
    /// No command, but a question to one: the call that answers it.
    NoCommand {
        name: String,
        instead: String,
    },
    UnknownOption {
        option: String,
        near: Vec<String>,
    },
    /// An argument where none is taken.
    OneTooMany {
        value: String,
        /// The call that was likely meant.
        instead: Option<String>,
    },
    Missing {
        what: String,
    },
    MissingValue {
        option: String,
        allowed: Vec<String>,
    },
    NotOneOf {
        option: String,
        value: String,
        near: Vec<String>,
        allowed: Vec<String>,
    },
    NoNumber {
        option: String,
        value: String,
    },
    NoStatus {
        option: String,
        value: String,
    },
    /// A text that names no point in time.
    NoTime {
        option: String,
        value: String,
    },
    NoZone {
        option: String,
        value: String,
    },
    /// Not one of the things that errors are counted by.
    NoDivision {
        option: String,
        value: String,
    },
    /// A value for an option that takes none.
    NoValueWanted {
        option: String,
        value: String,
    },
    Conflict {
        one: String,
        other: String,
    },
    /// An argument that is not UTF-8.
    NotText,
    Other,
}

impl UsageErrorKind {
    /// What was likely meant, and the values that can be chosen from.
    pub fn choices(&self) -> (&[String], &[String]) {
        match self {
            Self::UnknownCommand { near, .. } | Self::UnknownOption { near, .. } => (near, &[]),
            Self::MissingValue { allowed, .. } => (&[], allowed),
            Self::NotOneOf { near, allowed, .. } => (near, allowed),
            _ => (&[], &[]),
        }
    }

    /// The call that was likely meant.
    pub fn instead(&self) -> Option<&str> {
        match self {
            Self::NoCommand { instead, .. } => Some(instead),
            Self::OneTooMany { instead, .. } => instead.as_deref(),
            _ => None,
        }
    }
}
