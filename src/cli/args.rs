//! The definitions of the commands and options, and the call that they amount to.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command};
use wqerr::Secrets;

use super::messages::{Help, Messages};

/// A call of the program.
#[derive(Debug)]
pub struct Call {
    pub asked: Asked,
    pub lang: Option<String>,
    pub format: Format,
    pub color: Color,
    pub secrets: Secrets,
}

/// What is asked.
#[derive(Debug)]
pub enum Asked {
    Lookup { queries: Vec<String> },
    Search { text: String, limit: usize },
    Explain(Explain),
}

/// What `explain` is asked.
#[derive(Debug)]
pub struct Explain {
    /// Where the raw error is.
    pub input: Input,
    /// Whether only the exit status is wanted.
    pub retryable: bool,
}

/// Where a raw error is.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    Text(String),
    Stdin,
    File(PathBuf),
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
    /// Help or version to print.
    Show(String),
    /// A mistake to tell.
    Mistake(String),
}

/// The value of `--lang`, before anything else is read: help and mistakes are told in that language.
pub fn asked_language(arguments: &[OsString]) -> Option<&str> {
    let mut arguments = arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
    let mut asked = None;
    while let Some(argument) = arguments.next().filter(|&argument| argument != "--") {
        if argument == "--lang" {
            asked = arguments.next();
        } else if let Some(lang) = argument.strip_prefix("--lang=") {
            asked = Some(lang);
        }
    }
    asked
}

/// Reads the arguments. What clap itself says of them is in English.
pub fn parse(arguments: Vec<OsString>, messages: &'static Messages) -> Parsed {
    match command(&arguments, messages).try_get_matches_from(arguments) {
        Ok(matches) => Parsed::Run(call(&matches)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Show(error.render().to_string()),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Parsed::Mistake(messages.help.start.to_owned())
            }
            // A mistaken argument may be a key that was pasted in the wrong place.
            _ => Parsed::Mistake(Secrets::Masked.hide(&error.render().to_string())),
        },
    }
}

/// The whole command line. Only a command that is named in the arguments is built in full. The global options
/// are defined for the program and for the command: clap's own global options cost more than the whole rest
/// of the parsing.
fn command(arguments: &[OsString], messages: &'static Messages) -> Command {
    let help = &messages.help;
    let subcommand = |name: &'static str, about, define: fn(Command, &'static Help) -> Command| {
        let command = Command::new(name).about(about);
        let is_named = arguments.iter().any(|argument| argument == name);
        if is_named { define(command, help).args(global_options(help)) } else { command }
    };
    Command::new("wqerr")
        .version(env!("CARGO_PKG_VERSION"))
        .about(help.about)
        .after_help(help.examples)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(global_options(help))
        .subcommand(subcommand("lookup", help.lookup, lookup))
        .subcommand(subcommand("search", help.search, search))
        .subcommand(subcommand("explain", help.explain, explain))
}

fn lookup(command: Command, help: &'static Help) -> Command {
    command
        .arg(Arg::new("query").value_name("QUERY").required(true).num_args(1..).help(help.lookup_query))
        .after_help(help.lookup_examples)
}

fn search(command: Command, help: &'static Help) -> Command {
    command
        .arg(Arg::new("text").value_name("TEXT").required(true).num_args(1..).help(help.search_text))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(clap::value_parser!(usize))
                .help(help.search_limit),
        )
        .after_help(help.search_examples)
}

fn explain(command: Command, help: &'static Help) -> Command {
    command
        .arg(Arg::new("text").value_name("TEXT").num_args(1..).help(help.explain_text))
        .arg(
            Arg::new("file")
                .short('f')
                .long("file")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with("text")
                .help(help.explain_file),
        )
        .arg(Arg::new("retryable").long("retryable").action(ArgAction::SetTrue).help(help.explain_retryable))
        .after_help(help.explain_examples)
}

fn global_options(help: &'static Help) -> [Arg; 4] {
    [
        choice("lang", "LANG", ["en", "zh", "auto"]).help(help.lang),
        choice("format", "FORMAT", FORMATS.map(|(name, _)| name)).help(help.format),
        choice("color", "WHEN", COLORS.map(|(name, _)| name)).help(help.color),
        Arg::new("show-secrets").long("show-secrets").action(ArgAction::SetTrue).help(help.show_secrets),
    ]
}

fn choice<const N: usize>(name: &'static str, value: &'static str, choices: [&'static str; N]) -> Arg {
    let parser = PossibleValuesParser::new(choices);
    Arg::new(name).long(name).value_name(value).value_parser(parser)
}

fn call(matches: &ArgMatches) -> Call {
    let (name, of_command) = matches.subcommand().expect("clap requires a command");
    let asked = match name {
        "lookup" => Asked::Lookup { queries: strings(of_command, "query") },
        "search" => Asked::Search {
            text: strings(of_command, "text").join(" "),
            limit: of_command.get_one("limit").copied().unwrap_or(usize::MAX),
        },
        "explain" => {
            Asked::Explain(Explain { input: input(of_command), retryable: of_command.get_flag("retryable") })
        }
        other => unreachable!("the command {other} is defined, but not handled"),
    };
    let places = [of_command, matches];
    let chosen =
        |name: &str| places.iter().find_map(|place| place.get_one::<String>(name)).map(String::as_str);
    let secrets = if places.iter().any(|place| place.get_flag("show-secrets")) {
        Secrets::Shown
    } else {
        Secrets::Masked
    };
    Call {
        asked,
        lang: chosen("lang").map(str::to_owned),
        format: choice_named(chosen("format"), &FORMATS),
        color: choice_named(chosen("color"), &COLORS),
        secrets,
    }
}

fn input(matches: &ArgMatches) -> Input {
    let text = strings(matches, "text").join(" ");
    match matches.get_one::<PathBuf>("file") {
        Some(file) if file.as_os_str() == OsStr::new("-") => Input::Stdin,
        Some(file) => Input::File(file.clone()),
        None if !matches.contains_id("text") || text == "-" => Input::Stdin,
        None => Input::Text(text),
    }
}

fn strings(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

/// The choice with this name; the first where none is made.
fn choice_named<T: Copy>(name: Option<&str>, choices: &[(&str, T)]) -> T {
    choices.iter().find(|(known, _)| Some(*known) == name).map_or(choices[0].1, |&(_, choice)| choice)
}
