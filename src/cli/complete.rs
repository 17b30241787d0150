//! The candidates for which the completion scripts of the shells ask the program.

use std::ffi::OsString;

use clap::{Arg, Command};
use wqerr::{Catalog, Entry};

use super::args::tree;
use super::messages::Messages;

/// The command with which the scripts ask: `wqerr __complete .WORD BEFORE...`. The word at the cursor has a dot
/// before it, because some shells drop an empty argument.
pub const ASK: &str = "__complete";

/// The answer that leaves the completion to the shell.
const FILES: &str = ":files\n";

/// A word that fits, and what it means.
type Candidate = (String, String);

/// The candidates for the word at the cursor, one a line, each with its meaning behind a tab.
pub fn candidates(arguments: &[OsString], catalog: &Catalog, messages: &'static Messages) -> String {
    let words: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let Some((word, before)) = words.split_first() else { return String::new() };
    let program = tree::whole(messages);
    let place = Place::of(word.strip_prefix('.').unwrap_or(word), before, &program);
    let Some(candidates) = place.candidates(&program, catalog, messages) else { return FILES.to_owned() };
    let fitting = fitting(place.word, candidates);
    let line = |(value, meaning): &Candidate| format!("{}{value}\t{meaning}\n", place.prefix);
    fitting.iter().map(line).collect::<Vec<_>>().concat()
}

/// The candidates that begin with `word`; where none does, capitals make no difference.
fn fitting(word: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let lower = word.to_lowercase();
    let (exact, others): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|(value, _)| value.starts_with(word));
    let is_near = |(value, _): &Candidate| value.to_lowercase().starts_with(&lower);
    if exact.is_empty() { others.into_iter().filter(is_near).collect() } else { exact }
}

/// Where the cursor is.
struct Place<'a> {
    word: &'a str,
    /// What of the word at the cursor is fixed: `--format=`.
    prefix: String,
    path: Vec<String>,
    /// The option whose value the word is.
    option: Option<&'a Arg>,
    /// Whether only arguments can follow, as behind `--`.
    is_argument: bool,
}

impl<'a> Place<'a> {
    fn of(word: &'a str, before: &[String], program: &'a Command) -> Self {
        let mut place =
            Self { word, prefix: String::new(), path: Vec::new(), option: None, is_argument: false };
        let mut command = program;
        // bash makes words of their own of the signs in `--format=json`.
        for argument in before.iter().filter(|argument| *argument != "=") {
            if place.option.take().is_some() || place.is_argument {
            } else if argument == "--" {
                place.is_argument = true;
            } else if argument.starts_with('-') {
                place.option = option_named(command, argument);
            } else if let Some(inner) = command.find_subcommand(argument) {
                place.path.push(argument.clone());
                command = inner;
            }
        }
        if place.option.is_some() && word == "=" {
            place.word = "";
        } else if let Some((name, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
            (place.option, place.word, place.prefix) =
                (option_named(command, name), value, format!("{name}="));
        }
        place
    }

    /// All that can stand here; none where it is a file.
    fn candidates(
        &self,
        program: &Command,
        catalog: &Catalog,
        messages: &Messages,
    ) -> Option<Vec<Candidate>> {
        let command = tree::find(program, &self.path).unwrap_or(program);
        if let Some(option) = self.option {
            return values(option, self.word, program, catalog, messages);
        }
        if self.word.starts_with('-') && !self.is_argument {
            return Some(options(command));
        }
        let mut candidates = commands(command);
        match command.get_positionals().next() {
            Some(argument) => candidates.extend(values(argument, self.word, program, catalog, messages)?),
            None if candidates.is_empty() => return Some(options(command)),
            None => {}
        }
        Some(candidates)
    }
}

/// The option that is written like this, if it takes a value.
fn option_named<'c>(command: &'c Command, argument: &str) -> Option<&'c Arg> {
    let is_named = |arg: &&Arg| {
        let long = arg.get_long().is_some_and(|long| argument.strip_prefix("--") == Some(long));
        long || arg.get_short().is_some_and(|short| argument.strip_prefix('-') == Some(&short.to_string()))
    };
    command.get_arguments().find(is_named).filter(|arg| arg.get_action().takes_values())
}

fn options(command: &Command) -> Vec<Candidate> {
    let option = |arg: &Arg| {
        let meaning = arg.get_help().map(ToString::to_string).unwrap_or_default();
        Some((format!("--{}", arg.get_long()?), meaning))
    };
    command.get_arguments().filter_map(option).collect()
}

fn commands(command: &Command) -> Vec<Candidate> {
    let candidate = |command: &Command| {
        (command.get_name().to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default())
    };
    command.get_subcommands().map(candidate).collect()
}

/// The values of an argument or option; none where they are files.
fn values(
    arg: &Arg,
    word: &str,
    program: &Command,
    catalog: &Catalog,
    messages: &Messages,
) -> Option<Vec<Candidate>> {
    let unexplained = |values: Vec<String>| values.into_iter().map(|value| (value, String::new())).collect();
    let known = arg.get_possible_values();
    Some(match arg.get_id().as_str() {
        "file" | "catalog" => return None,
        "query" => names(word, catalog, messages),
        "status" => statuses(catalog, messages),
        "origin" => {
            let mut origins: Vec<_> =
                catalog.entries().iter().map(|entry| entry.origin().to_owned()).collect();
            origins.sort();
            origins.dedup();
            unexplained(origins)
        }
        "command" => commands(program),
        _ => unexplained(known.iter().map(|value| value.get_name().to_owned()).collect()),
    })
}

/// What `lookup` finds by its exact name: codes, statuses, ids; former names where none of these fits.
fn names(word: &str, catalog: &Catalog, messages: &Messages) -> Vec<Candidate> {
    let meaning = |entry: &Entry| entry.meaning(messages.lang).replace(['\t', '\n'], " ");
    let entries = || catalog.entries().iter();
    let codes = entries().filter_map(|entry| Some((entry.code()?.to_owned(), meaning(entry))));
    let ids = entries().map(|entry| (entry.id().to_owned(), meaning(entry)));
    let mut names: Vec<Candidate> = Vec::new();
    for name in codes.chain(statuses(catalog, messages)).chain(ids) {
        match names.iter_mut().find(|known| known.0 == name.0) {
            Some(shared) if shared.1 != name.1 => messages.several.clone_into(&mut shared.1),
            Some(_) => {}
            None => names.push(name),
        }
    }
    let names = fitting(word, names);
    let aliases = || {
        entries()
            .flat_map(|entry| entry.aliases().map(move |alias| (alias.to_owned(), meaning(entry))))
            .collect()
    };
    if names.is_empty() { aliases() } else { names }
}

/// The statuses with the codes of their entries, and their classes.
fn statuses(catalog: &Catalog, messages: &Messages) -> Vec<Candidate> {
    let mut statuses: Vec<u16> = catalog.entries().iter().map(Entry::status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let codes = |status: u16| {
        let of_status = catalog.entries().iter().filter(move |entry| entry.status() == status);
        let mut codes: Vec<&str> = of_status.filter_map(Entry::code).collect();
        codes.dedup();
        codes.join(", ")
    };
    let one = statuses.iter().map(|&status| (status.to_string(), codes(status)));
    let classes = [4, 5].map(|digit| (format!("{digit}xx"), (messages.status_class)(digit)));
    one.chain(classes).collect()
}
