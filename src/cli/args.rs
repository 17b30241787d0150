//! The call that the arguments amount to.

mod given;
pub mod tree;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ArgMatches;
use clap::error::ErrorKind;
use wqerr::Secrets;

use self::given::Given;
use super::messages::Messages;
use super::misuse::{self, Misused};

/// A call of the program.
#[derive(Debug)]
pub struct Call {
    pub asked: Asked,
    pub lang: Option<String>,
    pub format: Format,
    pub color: Color,
    /// Catalogs to lay over that of the program.
    pub catalogs: Vec<PathBuf>,
    pub secrets: Secrets,
    /// Whether long answers may go through a pager.
    pub pager: bool,
}

/// What is asked.
#[derive(Debug)]
pub enum Asked {
    Lookup { queries: Vec<String> },
    Search { text: String, limit: usize },
    Explain(Explain),
    Scan(Scan),
    List(List),
    CheckCatalogs(Vec<PathBuf>),
    CatalogPaths,
    Completions { shell: String },
    Man { command: Vec<String> },
    Schema { name: Option<String> },
    Help { command: Vec<String> },
}

/// What `explain` is asked.
#[derive(Debug)]
pub struct Explain {
    /// Where the raw error is.
    pub input: Input,
    /// Whether only the exit status is wanted.
    pub retryable: bool,
}

/// What `scan` is asked.
#[derive(Debug)]
pub struct Scan {
    /// The logs, in their order.
    pub inputs: Vec<Input>,
    /// Whether each finding is wanted, and not their sum.
    pub each: bool,
}

/// Where text to examine is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Text(String),
    Stdin,
    File(PathBuf),
}

impl Input {
    /// A file, or standard input where it is named `-`.
    fn named(file: PathBuf) -> Self {
        if file.as_os_str() == OsStr::new("-") { Self::Stdin } else { Self::File(file) }
    }
}

/// What `list` is asked. Nothing asked of one kind, all of it is shown.
#[derive(Debug)]
pub struct List {
    pub statuses: Vec<Statuses>,
    pub retryable: bool,
    pub origins: Vec<String>,
}

/// A status or a class of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    One(u16),
    /// All that begin with this digit.
    Class(u16),
}

impl Statuses {
    /// `403` or `4xx`.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let wrong = "a status or a class is needed";
        let class = text.strip_suffix("xx").or_else(|| text.strip_suffix("XX"));
        match class {
            Some(digit) => digit.parse().ok().filter(|digit| *digit < 6).map(Self::Class).ok_or(wrong),
            None => text.parse().ok().filter(|status| *status < 600).map(Self::One).ok_or(wrong),
        }
    }

    /// Whether `status` is one of these.
    pub const fn has(self, status: u16) -> bool {
        match self {
            Self::One(one) => one == status,
            Self::Class(digit) => digit == status / 100,
        }
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Table,
    Plain,
    Json,
    Markdown,
}

const FORMATS: [(&str, Format); 4] = [
    ("table", Format::Table),
    ("plain", Format::Plain),
    ("json", Format::Json),
    ("markdown", Format::Markdown),
];

/// When an answer is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    Auto,
    Always,
    Never,
}

const COLORS: [(&str, Color); 3] =
    [("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)];

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
    Mistake(Misused),
}

/// What is read before anything else: help and mistakes are told in that language and colour.
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
    let error = match tree::needed(arguments, messages).try_get_matches_from(arguments) {
        Ok(matches) => return Parsed::Run(call(&matches)),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp => Parsed::Help(misuse::command_of(arguments, &tree::whole(messages))),
        ErrorKind::DisplayVersion => Parsed::Version,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::Start,
        ErrorKind::MissingSubcommand => match misuse::command_of(arguments, &tree::whole(messages)) {
            path if path.is_empty() => Parsed::Start,
            path => Parsed::NoSubcommand(path),
        },
        _ => Parsed::Mistake(misuse::of(&error, arguments, messages)),
    }
}

fn call(matches: &ArgMatches) -> Call {
    let (path, given) = Given::of(matches);
    let asked = match path.as_slice() {
        ["lookup"] => Asked::Lookup { queries: given.strings("query") },
        ["search"] => Asked::Search {
            text: given.strings("text").join(" "),
            limit: given.one("limit").copied().unwrap_or(usize::MAX),
        },
        ["explain"] => Asked::Explain(Explain { input: input(&given), retryable: given.is_set("retryable") }),
        ["scan"] => Asked::Scan(Scan { inputs: inputs(given.all("file")), each: given.is_set("each") }),
        ["list"] => Asked::List(List {
            statuses: given.all("status"),
            retryable: given.is_set("retryable"),
            origins: given.strings("origin"),
        }),
        ["catalog", "check"] => Asked::CheckCatalogs(given.all("file")),
        ["catalog", "paths"] => Asked::CatalogPaths,
        ["completions"] => Asked::Completions { shell: given.strings("shell").concat() },
        ["man"] => Asked::Man { command: given.strings("command") },
        ["schema"] => Asked::Schema { name: given.one::<String>("name").cloned() },
        ["help"] => Asked::Help { command: given.strings("command") },
        other => unreachable!("the command {other:?} is defined, but not handled"),
    };
    Call {
        asked,
        lang: given.one::<String>("lang").cloned(),
        format: choice_named(given.one("format").map(String::as_str), &FORMATS),
        color: choice_named(given.one("color").map(String::as_str), &COLORS),
        catalogs: given.all("catalog"),
        secrets: if given.is_set("show-secrets") { Secrets::Shown } else { Secrets::Masked },
        pager: !given.is_set("no-pager"),
    }
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
