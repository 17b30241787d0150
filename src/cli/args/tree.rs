//! The definitions of the commands and options.
//!
//! A call gets only what it can use: the commands that it names, and options only if it has any. The whole is
//! built to show help and to say what is wrong with a call.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::SystemTime;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};
use wqerr::time::{Zone, moment};

use crate::cli::call::{COLORS, Division, FORMATS, Statuses};
use crate::cli::messages::{Help, Messages};
use crate::cli::schema;
use crate::cli::shells::SHELLS;

/// Adds arguments and options to a command.
type Define = fn(Command, &'static Help) -> Command;

/// The name of a command, what it is for, and what it takes.
type Definition = (&'static str, fn(&Help) -> &'static str, Define);

/// The commands in the order in which help shows them.
const COMMANDS: &[Definition] = &[
    ("lookup", |help| help.lookup, lookup),
    ("search", |help| help.search, search),
    ("explain", |help| help.explain, explain),
    ("scan", |help| help.scan, scan),
    ("list", |help| help.list, list),
    ("catalog", |help| help.catalog, catalog),
    ("completions", |help| help.completions, completions),
    ("man", |help| help.man, man),
    ("schema", |help| help.schema, schema_command),
    ("help", |help| help.usage, help),
];

const CATALOG_COMMANDS: &[Definition] = &[
    ("check", |help| help.catalog_check, catalog_check),
    ("paths", |help| help.catalog_paths, |command, _| command),
    ("new", |help| help.catalog_new, |command, _| command),
];

/// The name of the program, and of the page of help about all of it.
pub const PROGRAM: &str = "wqerr";

/// All commands with all that they take.
pub fn whole(messages: &'static Messages) -> Command {
    let help = &messages.help;
    let commands = COMMANDS.iter().map(|&definition| defined(definition, help, true));
    root(messages).args(global_options(help)).arg(version_option(help)).subcommands(commands)
}

/// As much of it as these arguments can mean.
pub fn needed(arguments: &[OsString], messages: &'static Messages) -> Command {
    let help = &messages.help;
    let has_options = arguments.iter().any(|argument| argument.as_encoded_bytes().starts_with(b"-"));
    let is_named = |(name, ..): &&Definition| arguments.iter().any(|argument| argument == name);
    let mut commands = COMMANDS.iter().filter(is_named).peekable();
    if commands.peek().is_none() {
        return whole(messages);
    }
    let commands = commands.map(|&definition| defined(definition, help, has_options));
    let root = root(messages).subcommands(commands);
    // clap's own global options cost more than the whole rest of the parsing.
    if has_options { root.args(global_options(help)).arg(version_option(help)) } else { root }
}

/// The command at the end of `path`, the names that lead to it.
pub fn find<'c>(program: &'c Command, path: &[String]) -> Option<&'c Command> {
    path.iter().try_fold(program, |command, name| command.find_subcommand(name))
}

fn root(messages: &'static Messages) -> Command {
    let help = &messages.help;
    command(PROGRAM, help.about).version("").subcommand_required(true).arg_required_else_help(true)
}

/// A command that leaves help to this program, and takes the last of several words on one thing.
fn command(name: &'static str, about: &'static str) -> Command {
    Command::new(name)
        .about(about)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args_override_self(true)
}

fn defined((name, about, define): Definition, help: &'static Help, has_options: bool) -> Command {
    let command = define(command(name, about(help)), help);
    if has_options { command.args(global_options(help)) } else { command }
}

fn lookup(command: Command, help: &'static Help) -> Command {
    command
        .arg(values("query", help.value.query, help.lookup_query).required(true))
        .after_help(help.lookup_examples)
}

fn search(command: Command, help: &'static Help) -> Command {
    let limit = Arg::new("limit").long("limit").value_name(help.value.number).help(help.search_limit);
    command
        .arg(values("text", help.value.text, help.search_text).required(true))
        .arg(limit.value_parser(count))
        .after_help(help.search_examples)
}

/// A number of entries; none at all is no answer.
fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|&count| count > 0).ok_or("a number from 1 on is needed")
}

fn explain(command: Command, help: &'static Help) -> Command {
    let file = Arg::new("file").short('f').long("file").value_name(help.value.file).help(help.explain_file);
    command
        .arg(values("text", help.value.text, help.explain_text))
        .arg(file.value_parser(clap::value_parser!(PathBuf)).conflicts_with("text"))
        .arg(flag("retryable", help.explain_retryable))
        .after_help(help.explain_examples)
}

fn scan(command: Command, help: &'static Help) -> Command {
    let files = values("file", help.value.file, help.scan_files);
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let value = &help.value;
    command
        .arg(files.value_parser(clap::value_parser!(PathBuf)))
        .arg(flag("recursive", help.scan_recursive).short('r'))
        .arg(option("since", value.time, help.scan_since).value_parser(time))
        .arg(option("until", value.time, help.scan_until).value_parser(time))
        .arg(option("by", value.division, help.scan_by).value_parser(Division::read).conflicts_with("each"))
        .arg(option("top", value.number, help.scan_top).value_parser(count).conflicts_with("each"))
        .arg(option("tz", value.zone, help.scan_tz).value_parser(zone))
        .arg(flag("each", help.scan_each))
        .after_help(help.scan_examples)
}

/// A point in time, which is read once the zone is known.
fn time(text: &str) -> Result<String, &'static str> {
    let time = moment(text, &Zone::default(), SystemTime::now());
    time.map(|_| text.to_owned()).map_err(|_| "a time is needed")
}

fn zone(name: &str) -> Result<(String, Zone), &'static str> {
    Zone::named(name).map(|zone| (name.to_owned(), zone)).ok_or("a time zone is needed")
}

fn list(command: Command, help: &'static Help) -> Command {
    let status = Arg::new("status").long("status").value_name(help.value.status).help(help.list_status);
    let origin = Arg::new("origin").long("origin").value_name(help.value.origin).help(help.list_origin);
    command
        .arg(status.value_parser(Statuses::read).action(ArgAction::Append))
        .arg(flag("retryable", help.list_retryable))
        .arg(origin.action(ArgAction::Append))
        .after_help(help.list_examples)
}

fn catalog(parent: Command, help: &'static Help) -> Command {
    let commands = CATALOG_COMMANDS.iter().map(|&definition| defined(definition, help, true));
    parent.subcommand_required(true).subcommands(commands).after_help(help.catalog_examples)
}

fn catalog_check(command: Command, help: &'static Help) -> Command {
    let files = values("file", help.value.file, help.catalog_check_files);
    command.arg(files.value_parser(clap::value_parser!(PathBuf)).required(true))
}

fn completions(command: Command, help: &'static Help) -> Command {
    let shell = Arg::new("shell").value_name(help.value.shell).help(help.completions_shell);
    command
        .arg(shell.value_parser(PossibleValuesParser::new(SHELLS.map(|(name, _)| name))).required(true))
        .after_help(help.completions_examples)
}

fn man(command: Command, help: &'static Help) -> Command {
    command.arg(values("command", help.value.command, help.man_command)).after_help(help.man_examples)
}

fn schema_command(command: Command, help: &'static Help) -> Command {
    let name = Arg::new("name").value_name(help.value.name).help(help.schema_name);
    command
        .arg(name.value_parser(PossibleValuesParser::new(schema::names())))
        .after_help(help.schema_examples)
}

fn help(command: Command, help: &'static Help) -> Command {
    command.arg(values("command", help.value.command, help.usage_command))
}

fn global_options(help: &'static Help) -> [Arg; 7] {
    let value = &help.value;
    let catalog = Arg::new("catalog").long("catalog").value_name(value.file).action(ArgAction::Append);
    [
        choice("lang", value.lang, ["en", "zh", "auto"]).help(help.lang),
        choice("format", value.format, FORMATS.map(|(name, _)| name)).help(help.format),
        choice("color", value.when, COLORS.map(|(name, _)| name)).help(help.color),
        catalog.value_parser(clap::value_parser!(PathBuf)).help(help.catalog_option),
        flag("show-secrets", help.show_secrets),
        flag("no-pager", help.no_pager),
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help.usage_option),
    ]
}

fn version_option(help: &'static Help) -> Arg {
    Arg::new("version").short('V').long("version").action(ArgAction::Version).help(help.version_option)
}

/// An argument of several values.
fn values(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(value).num_args(1..).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn choice<const N: usize>(name: &'static str, value: &'static str, choices: [&'static str; N]) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(PossibleValuesParser::new(choices))
}
