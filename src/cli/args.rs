//! The call that the arguments amount to.

mod error;
mod given;
pub mod near;
pub mod tree;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::SystemTime;

use clap::ArgMatches;
use clap::error::ErrorKind;
use wqerr::Secrets;
use wqerr::time::{Zone, moment};

use self::given::Given;
use super::call::{
    COLORS, Call, Color, Division, Explain, FORMATS, Input, List, NamedZone, Period, Request, Scan,
};
use super::messages::Messages;
use super::usage_error::UsageError;

/// What came of the arguments.
pub enum Parsed {
    /// A call to answer.
    Run(Call),
    /// The help of a command, named by the path to it.
    Help(Vec<String>),
    Version,
    /// The screen for a call that asks for nothing.
    Start,
    /// A command that needs another one behind it.
    NoSubcommand(Vec<String>),
    Wrong(UsageError),
}

/// What is read before anything else: help and usage errors are in this language and color.
#[derive(Debug, Default)]
pub struct Early<'a> {
    pub lang: Option<&'a str>,
    pub color: Option<&'a str>,
}

impl<'a> Early<'a> {
    pub fn of(arguments: &'a [OsString]) -> Self {
        let mut arguments = arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
        let mut early = Self::default();
        while let Some(argument) = arguments.next().filter(|&argument| argument != "--") {
            match argument.split_once('=') {
                None if argument == "--lang" => early.lang = arguments.next(),
                None if argument == "--color" => early.color = arguments.next(),
                Some(("--lang", lang)) => early.lang = Some(lang),
                Some(("--color", color)) => early.color = Some(color),
                _ => {}
            }
        }
        early
    }

    pub fn color(&self) -> Color {
        choice_named(self.color, &COLORS)
    }
}

/// Reads the arguments.
pub fn parse(arguments: &[OsString], messages: &'static Messages) -> Parsed {
    let arguments = &joined(arguments);
    let error = match tree::needed(arguments, messages).try_get_matches_from(arguments) {
        Ok(matches) => return Parsed::Run(call(&matches)),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp => Parsed::Help(error::command_of(arguments, &tree::whole(messages))),
        ErrorKind::DisplayVersion => Parsed::Version,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::Start,
        ErrorKind::MissingSubcommand => match error::command_of(arguments, &tree::whole(messages)) {
            path if path.is_empty() => Parsed::Start,
            path => Parsed::NoSubcommand(path),
        },
        _ => Parsed::Wrong(error::of(&error, arguments, messages)),
    }
}

fn call(matches: &ArgMatches) -> Call {
    let (path, given) = Given::of(matches);
    let request = match path.as_slice() {
        ["lookup"] => Request::Lookup { queries: given.strings("query") },
        ["search"] => Request::Search {
            text: given.strings("text").join(" "),
            limit: given.one("limit").copied().unwrap_or(usize::MAX),
        },
        ["explain"] => {
            Request::Explain(Explain { input: input(&given), retryable: given.is_set("retryable") })
        }
        ["scan"] => Request::Scan(scan(&given)),
        ["list"] => Request::List(List {
            statuses: given.all("status"),
            retryable: given.is_set("retryable"),
            origins: given.strings("origin"),
        }),
        ["catalog", "check"] => Request::CheckCatalogs(given.all("file")),
        ["catalog", "paths"] => Request::CatalogPaths,
        ["catalog", "new"] => Request::NewCatalog,
        ["completions"] => Request::Completions { shell: given.strings("shell").concat() },
        ["man"] => Request::Man { command: given.strings("command") },
        ["schema"] => Request::Schema { name: given.one::<String>("name").cloned() },
        ["help"] => Request::Help { command: given.strings("command") },
        other => unreachable!("the command {other:?} is defined, but not handled"),
    };
    Call {
        request,
        lang: given.one::<String>("lang").cloned(),
        format: choice_named(given.one("format").map(String::as_str), &FORMATS),
        color: choice_named(given.one("color").map(String::as_str), &COLORS),
        catalogs: given.all("catalog"),
        secrets: if given.is_set("show-secrets") { Secrets::Shown } else { Secrets::Masked },
        pager: !given.is_set("no-pager"),
    }
}

fn scan(given: &Given<'_>) -> Scan {
    let zone = given.one::<(String, Zone)>("tz").cloned();
    let zone = zone.map(|(name, zone)| NamedZone { name, zone }).unwrap_or_default();
    let now = SystemTime::now();
    let time = |name| given.one::<String>(name).and_then(|text| moment(text, &zone.zone, now).ok());
    let recursive = given.is_set("recursive");
    let mut inputs = inputs(given.all("file"));
    if recursive && given.all::<PathBuf>("file").is_empty() {
        inputs = vec![Input::File(PathBuf::from("."))];
    }
    Scan {
        inputs,
        recursive,
        each: given.is_set("each"),
        period: Period { since: time("since"), until: time("until") },
        by: given.one::<Division>("by").cloned(),
        top: given.one("top").copied(),
        zone,
    }
}

/// The arguments, with the two words of `--by value NAME` as one.
fn joined(arguments: &[OsString]) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match joined.as_mut_slice() {
            [.., option, value] if option == "--by" && value == Division::VALUE => {
                value.push(" ");
                value.push(argument);
            }
            _ => joined.push(argument.clone()),
        }
    }
    joined
}

/// The files that were named, or standard input.
fn inputs(files: Vec<PathBuf>) -> Vec<Input> {
    if files.is_empty() { vec![Input::Stdin] } else { files.into_iter().map(Input::named).collect() }
}

fn input(given: &Given<'_>) -> Input {
    let text = given.strings("text");
    match given.one::<PathBuf>("file") {
        Some(file) => Input::named(file.clone()),
        None if text.is_empty() || text == ["-"] => Input::Stdin,
        None => Input::Text(text.join(" ")),
    }
}

/// The choice with this name; the first where none is made.
fn choice_named<T: Copy>(name: Option<&str>, choices: &[(&str, T)]) -> T {
    choices.iter().find(|(known, _)| Some(*known) == name).map_or(choices[0].1, |&(_, choice)| choice)
}
