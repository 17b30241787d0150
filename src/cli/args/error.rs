//! Reads what clap found wrong with the arguments, and what was likely meant.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use wqerr::{Catalog, Secrets, Signal};

use super::near::near;
use super::tree::{self, PROGRAM};
use crate::cli::call::Statuses;
use crate::cli::messages::{Messages, one_line};
use crate::cli::usage_error::{UsageError, UsageErrorKind};

/// What clap found wrong with the arguments.
pub fn of(error: &Error, arguments: &[OsString], messages: &'static Messages) -> UsageError {
    let whole = tree::whole(messages);
    let path = command_of(arguments, &whole);
    let command = tree::find(&whole, &path).unwrap_or(&whole);
    UsageError::new(what(error, command, arguments), &path)
}

fn what(error: &Error, command: &Command, arguments: &[OsString]) -> UsageErrorKind {
    let option = without_brackets(said(error, ContextKind::InvalidArg));
    let value = said(error, ContextKind::InvalidValue);
    let allowed = all_said(error, ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            unknown_command(&said(error, ContextKind::InvalidSubcommand), command, arguments)
        }
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            let near = near(&option, options(command));
            UsageErrorKind::UnknownOption { option, near }
        }
        ErrorKind::UnknownArgument if command.has_subcommands() => {
            unknown_command(&option, command, arguments)
        }
        ErrorKind::UnknownArgument => {
            let is_status = command.get_name() == "list" && Statuses::read(&option).is_ok();
            let instead = is_status.then(|| format!("{PROGRAM} list --status {option}"));
            UsageErrorKind::OneTooMany { value: option, instead }
        }
        ErrorKind::InvalidValue if value.is_empty() => UsageErrorKind::MissingValue { option, allowed },
        ErrorKind::InvalidValue => {
            let near = near(&value, allowed.iter().cloned());
            UsageErrorKind::NotOneOf { option, value, near, allowed }
        }
        ErrorKind::ValueValidation if option.starts_with("--status") => {
            UsageErrorKind::NoStatus { option, value }
        }
        ErrorKind::ValueValidation if ["--since", "--until"].iter().any(|name| option.starts_with(name)) => {
            UsageErrorKind::NoTime { option, value }
        }
        ErrorKind::ValueValidation if option.starts_with("--tz") => UsageErrorKind::NoZone { option, value },
        ErrorKind::ValueValidation if option.starts_with("--by") => {
            UsageErrorKind::NoDivision { option, value }
        }
        ErrorKind::ValueValidation => UsageErrorKind::NoNumber { option, value },
        ErrorKind::TooManyValues => UsageErrorKind::NoValueWanted { option, value },
        ErrorKind::ArgumentConflict => UsageErrorKind::Conflict {
            one: option,
            other: without_brackets(said(error, ContextKind::PriorArg)),
        },
        ErrorKind::MissingRequiredArgument => UsageErrorKind::Missing { what: option },
        ErrorKind::InvalidUtf8 => UsageErrorKind::NotText,
        _ => UsageErrorKind::Other,
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
        Some(ContextValue::String(text)) => vec![one_line(&Secrets::Masked.hide(text))],
        Some(ContextValue::Strings(texts)) => {
            texts.iter().map(|text| one_line(&Secrets::Masked.hide(text))).collect()
        }
        _ => Vec::new(),
    }
}

/// A mistyped command, or a question without its command.
fn unknown_command(name: &str, command: &Command, arguments: &[OsString]) -> UsageErrorKind {
    let commands = command.get_subcommands().map(|command| command.get_name().to_owned());
    let near = near(name, commands);
    let is_of_program = command.get_name() == PROGRAM;
    match question(name, arguments).filter(|_| near.is_empty() && is_of_program) {
        Some(instead) => UsageErrorKind::NoCommand { name: name.to_owned(), instead },
        None => UsageErrorKind::UnknownCommand { name: name.to_owned(), near },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_quoted_for_a_shell() {
        assert_eq!(quoted("Forbidden.Frozen"), "Forbidden.Frozen");
        assert_eq!(quoted("it's Forbidden.*"), r"'it'\''s Forbidden.*'");
    }
}
