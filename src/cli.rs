//! The command line: what was asked, answered by the library, rendered and written.

mod args;
mod cache;
mod catalogs;
mod check;
mod complete;
mod environment;
mod explain;
mod list;
mod lookup;
mod manual;
mod messages;
mod misuse;
mod output;
mod render;
mod report;
mod scan;
mod schema;
mod search;

use std::process::ExitCode;

use wqerr::Catalog;

use self::args::{Asked, Call, Color, Early, Format, Parsed, tree};
use self::environment::Environment;
use self::output::{Failure, Screen, say, show};
use self::render::wrap::paragraph;
use self::render::{Style, help, render, render_miss};
use self::report::Report;

/// What the exit status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Something was found.
    Found,
    /// Nothing was found.
    Nothing,
    /// The call was wrong, or reading or writing failed.
    Failed,
    /// The user broke it off with Ctrl-C.
    Interrupted,
}

/// The exit status after Ctrl-C: 128 and the number of the signal, as shells have it.
const INTERRUPTED: u8 = 130;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Found => 0,
            Exit::Nothing => 1,
            Exit::Failed => 2,
            Exit::Interrupted => INTERRUPTED,
        })
    }
}

/// Runs the program on the arguments and the environment of this process.
pub fn run() -> Exit {
    let environment = Environment::of_this_process();
    let arguments: Vec<_> = std::env::args_os().collect();
    let early = Early::of(&arguments);
    let messages = messages::of(environment.lang(early.lang));
    let outcome = match arguments.as_slice() {
        [_, ask, rest @ ..] if ask == complete::ASK => {
            let own = catalogs::readable(&environment);
            let catalog = own.as_ref().unwrap_or_else(|| Catalog::embedded());
            show(&complete::candidates(rest, catalog, messages), None).map(|()| Exit::Found)
        }
        _ => match args::parse(&arguments, messages) {
            Parsed::Run(call) => answer(&call, &environment),
            parsed => explain_call(&parsed, &environment, style(&environment, early.lang, early.color())),
        },
    };
    // A reader that went away has what it wanted.
    outcome.unwrap_or_else(|failure| {
        if failure.is_closed_pipe() {
            return Exit::Found;
        }
        say(&messages::failure(messages, &failure, environment.width()));
        Exit::Failed
    })
}

/// What there is to say of a call that asks the catalog for nothing.
fn explain_call(parsed: &Parsed, environment: &Environment, style: Style) -> Result<Exit, Failure> {
    let whole = || tree::whole(style.messages);
    match parsed {
        Parsed::Run(_) => unreachable!("calls that ask for something are answered"),
        Parsed::Help(path) => {
            show(&help::page(&whole(), path, style), environment.screen(true).as_ref())?;
            return Ok(Exit::Found);
        }
        Parsed::Version => {
            let date = Catalog::embedded().date();
            let version =
                (style.messages.version)(env!("CARGO_PKG_VERSION"), option_env!("WQERR_COMMIT"), date);
            show(&format!("{version}\n"), None)?;
            return Ok(Exit::Found);
        }
        Parsed::Start => say(&help::start(style)),
        Parsed::NoSubcommand(path) => say(&help::page(&whole(), path, style)),
        Parsed::Mistake(misused) => say(&help::misuse(misused, style)),
    }
    Ok(Exit::Failed)
}

fn answer(call: &Call, environment: &Environment) -> Result<Exit, Failure> {
    let style = style(environment, call.lang.as_deref(), call.color);
    let messages = style.messages;
    let screen = environment.screen(call.pager);
    let screen = screen.as_ref();
    match &call.asked {
        Asked::CheckCatalogs(files) => return check::check(files, call.format, messages, screen),
        Asked::CatalogPaths => return check::paths(environment, &call.catalogs, call.format, style),
        Asked::Completions { shell } => show(complete::script(shell), screen)?,
        Asked::Man { command } => return manual::show(command, environment, style),
        Asked::Schema { name } => show(&schema::text(name.as_deref()), screen)?,
        Asked::Help { command } => return manual::help(command, style, screen),
        _ => return ask_catalog(call, environment, style, screen),
    }
    Ok(Exit::Found)
}

/// Answers a question to the catalog.
fn ask_catalog(
    call: &Call,
    environment: &Environment,
    style: Style,
    screen: Option<&Screen>,
) -> Result<Exit, Failure> {
    let messages = style.messages;
    let own = catalogs::all(environment, &call.catalogs, style)?;
    if let Asked::Scan(asked) = &call.asked {
        // The workers need it until the program ends.
        let catalog = own.map_or_else(Catalog::embedded, |own| Box::leak(Box::new(own)));
        return scan::scan(catalog, asked, call.secrets, call.format, environment, style, screen);
    }
    let catalog = own.as_ref().unwrap_or_else(|| Catalog::embedded());
    let report = match &call.asked {
        Asked::Lookup { queries } => lookup::report(catalog, queries, call.secrets),
        Asked::Search { text, limit } => search::report(catalog, text, *limit, call.secrets),
        Asked::Explain(asked) => {
            let report = explain::report(catalog, asked, call.secrets, style)?;
            if asked.retryable {
                return Ok(if report.is_retryable() { Exit::Found } else { Exit::Nothing });
            }
            report
        }
        Asked::List(asked) => {
            let (unknown, known) = list::unknown_origins(catalog, asked);
            if !unknown.is_empty() {
                let unknown: Vec<&str> = unknown.iter().map(String::as_str).collect();
                say(&paragraph(&(messages.no_such_origin)(&unknown, &known), style.width));
            }
            list::report(catalog, asked)
        }
        other => unreachable!("{other:?} is no question to the catalog"),
    };
    write(&report, call.format, style, screen)
}

/// Results go to standard output; that there are none is no result, except in JSON.
fn write(
    report: &Report<'_>,
    format: Format,
    style: Style,
    screen: Option<&Screen>,
) -> Result<Exit, Failure> {
    show(&render(report, format, style), screen)?;
    if format != Format::Json {
        say(&render_miss(report, style));
    }
    Ok(if report.found() { Exit::Found } else { Exit::Nothing })
}

/// How to speak to who asked for this language and colour.
fn style(environment: &Environment, lang: Option<&str>, color: Color) -> Style {
    let messages = messages::of(environment.lang(lang));
    let color = environment.color(color);
    Style { messages, width: environment.width(), color, links: environment.links(color) }
}
