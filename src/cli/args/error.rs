//! What is wrong with a call, and what was likely meant.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use wqerr::{Catalog, Secrets, Signal};

use super::args::Statuses;
use super::args::tree::{self, PROGRAM};
use super::messages::Messages;

/// A call that cannot be answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Misused {
    pub what: Misuse,
    /// The help to read, as a call.
    pub help: String,
}

impl Misused {
    /// A mistake in the call of the command at the end of `path`.
    pub fn new(what: Misuse, path: &[String]) -> Self {
        Self { what, help: [&[PROGRAM.to_owned()], path, &["--help".to_owned()]].concat().join(" ") }
    }
}

/// What is wrong with it. Values of the call are safe to print.
#[derive(Debug, PartialEq, Eq)]
pub enum Misuse {
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

impl Misuse {
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

/// What clap found wrong with the arguments.
pub fn of(error: &Error, arguments: &[OsString], messages: &'static Messages) -> Misused {
    let whole = tree::whole(messages);
    let path = command_of(arguments, &whole);
    let command = tree::find(&whole, &path).unwrap_or(&whole);
    Misused::new(what(error, command, arguments), &path)
}

fn what(error: &Error, command: &Command, arguments: &[OsString]) -> Misuse {
    let option = without_brackets(said(error, ContextKind::InvalidArg));
    let value = said(error, ContextKind::InvalidValue);
    let allowed = all_said(error, ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            unknown_command(&said(error, ContextKind::InvalidSubcommand), command, arguments)
        }
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            let near = near(&option, options(command));
            Misuse::UnknownOption { option, near }
        }
        ErrorKind::UnknownArgument if command.has_subcommands() => {
            unknown_command(&option, command, arguments)
        }
        ErrorKind::UnknownArgument => {
            let is_status = command.get_name() == "list" && Statuses::read(&option).is_ok();
            let instead = is_status.then(|| format!("{PROGRAM} list --status {option}"));
            Misuse::OneTooMany { value: option, instead }
        }
        ErrorKind::InvalidValue if value.is_empty() => Misuse::MissingValue { option, allowed },
        ErrorKind::InvalidValue => {
            let near = near(&value, allowed.iter().cloned());
            Misuse::NotOneOf { option, value, near, allowed }
        }
        ErrorKind::ValueValidation if option.starts_with("--status") => Misuse::NoStatus { option, value },
        ErrorKind::ValueValidation => Misuse::NoNumber { option, value },
        ErrorKind::TooManyValues => Misuse::NoValueWanted { option, value },
        ErrorKind::ArgumentConflict => {
            Misuse::Conflict { one: option, other: without_brackets(said(error, ContextKind::PriorArg)) }
        }
        ErrorKind::MissingRequiredArgument => Misuse::Missing { what: option },
        ErrorKind::InvalidUtf8 => Misuse::NotText,
        _ => Misuse::Other,
    }
}

/// A text that the error carries. A mistaken argument may be a key that was pasted in the wrong place.
fn said(error: &Error, kind: ContextKind) -> String {
    all_said(error, kind).join(" ")
}

/// The name of an argument; an option keeps the brackets of its value.
fn without_brackets(name: String) -> String {
    if name.starts_with('-') { name } else { name.trim_matches(|c| "<>[].".contains(c)).to_owned() }
}

fn all_said(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![Secrets::Masked.hide(text)],
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| Secrets::Masked.hide(text)).collect(),
        _ => Vec::new(),
    }
}

/// A mistyped command, or a question without its command.
fn unknown_command(name: &str, command: &Command, arguments: &[OsString]) -> Misuse {
    let commands = command.get_subcommands().map(|command| command.get_name().to_owned());
    let near = near(name, commands);
    let is_of_program = command.get_name() == PROGRAM;
    match question(name, arguments).filter(|_| near.is_empty() && is_of_program) {
        Some(instead) => Misuse::NoCommand { name: name.to_owned(), instead },
        None => Misuse::UnknownCommand { name: name.to_owned(), near },
    }
}

/// The call that answers what stands in place of a command.
fn question(name: &str, arguments: &[OsString]) -> Option<String> {
    let catalog = Catalog::embedded();
    let words = arguments.iter().filter_map(|argument| argument.to_str()).skip_while(|&word| word != name);
    let words = words.take_while(|word| !word.starts_with('-'));
    let all = Secrets::Masked.hide(&words.collect::<Vec<_>>().join(" "));
    let is_name = |text: &str| !wqerr::lookup(catalog, text).results.is_empty();
    if is_name(name) || is_name(&all) {
        return Some(format!("{PROGRAM} lookup {}", quoted(if is_name(&all) { &all } else { name })));
    }
    // What only a search would find is for the search.
    let is_of_error = |signal: &Signal| {
        matches!(
            signal,
            Signal::Message | Signal::MessagePart | Signal::Code | Signal::Alias | Signal::Status
        )
    };
    let explanations = wqerr::explain(catalog, &all, Secrets::Masked);
    let results = explanations.iter().flat_map(|explanation| &explanation.results);
    let is_raw = results.into_iter().any(|result| result.matched_by.iter().any(is_of_error));
    if is_raw {
        return Some(format!("{PROGRAM} explain {}", quoted(&all)));
    }
    let is_known = !wqerr::search(catalog, &all).results.is_empty();
    is_known.then(|| format!("{PROGRAM} search {}", quoted(&all)))
}

/// `text` as one word for a shell.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/".contains(c);
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// The command that the arguments call, as the names that lead to it; empty for the program itself.
pub fn command_of(arguments: &[OsString], whole: &Command) -> Vec<String> {
    let (mut path, mut command) = (Vec::new(), whole);
    for argument in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
        if let Some(inner) = command.find_subcommand(argument) {
            path.push(argument.to_owned());
            command = inner;
        }
    }
    path
}

fn options(command: &Command) -> impl Iterator<Item = String> {
    command.get_arguments().filter_map(|arg| arg.get_long()).map(|long| format!("--{long}"))
}

/// How many names are suggested.
const SUGGESTIONS: usize = 3;

/// The distance beyond which a name is no longer near, in edits for a hundred letters.
const TOO_FAR: usize = 45;

/// The names that are near to `word`, the nearest first. One that begins as the word does is nearer.
pub fn near(word: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let letters = |text: &str| text.trim_start_matches('-').to_lowercase();
    let word = letters(word.split('=').next().unwrap_or(word));
    let distance = |name: &str| {
        let name = letters(name);
        let longest = name.chars().count().max(word.chars().count()).max(1);
        let edits = strsim::damerau_levenshtein(&name, &word) * 100 / longest;
        let is_prefix = word.len() > 1 && (name.starts_with(&word) || word.starts_with(&name));
        if is_prefix { edits / 4 } else { edits }
    };
    let mut ranked: Vec<_> = names.map(|name| (distance(&name), name)).collect();
    ranked.sort();
    ranked.dedup();
    let near = ranked.into_iter().filter(|&(distance, _)| distance <= TOO_FAR);
    near.take(SUGGESTIONS).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(word: &str, names: &[&str]) -> Vec<String> {
        near(word, names.iter().map(|&name| name.to_owned()))
    }

    #[test]
    fn near_names_are_ranked_by_edits_and_beginnings() {
        let commands = ["lookup", "search", "explain", "list", "catalog", "completions", "schema"];
        assert_eq!(nearest("lokup", &commands), ["lookup"]);
        assert_eq!(nearest("comp", &commands), ["completions"]);
        assert_eq!(nearest("sech", &commands), ["search"]);
        assert_eq!(nearest("--frmat=json", &["--format", "--color"]), ["--format"]);
        assert_eq!(nearest("403", &commands), [""; 0]);
    }

    #[test]
    fn questions_are_quoted_for_a_shell() {
        assert_eq!(quoted("Forbidden.Frozen"), "Forbidden.Frozen");
        assert_eq!(quoted("it's Forbidden.*"), r"'it'\''s Forbidden.*'");
    }
}
