//! The command line: what was asked, answered by the library, rendered and written.

mod args;
mod cache;
mod call;
mod catalogs;
mod check;
mod complete;
mod environment;
mod exit;
mod explain;
mod failure;
mod list;
mod manual;
mod messages;
mod new_catalog;
mod output;
mod render;
mod scan;
mod schema;
mod shells;
mod usage_error;
mod wrap;

use wqerr::Catalog;
use wqerr::report::{self, Report};

use self::args::{Early, Parsed, tree};
use self::call::{Call, Color, Format, Request};
use self::environment::Environment;
use self::exit::Exit;
use self::failure::Failure;
use self::output::{Screen, say, show};
use self::render::{Style, help, render, render_miss};
use self::wrap::paragraph;

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
        Parsed::Wrong(error) => say(&help::usage_error(error, style)),
    }
    Ok(Exit::Failed)
}

fn answer(call: &Call, environment: &Environment) -> Result<Exit, Failure> {
    let style = style(environment, call.lang.as_deref(), call.color);
    let messages = style.messages;
    let screen = environment.screen(call.pager);
    let screen = screen.as_ref();
    match &call.request {
        Request::CheckCatalogs(files) => return check::check(files, call.format, messages, screen),
        Request::NewCatalog => show(new_catalog::skeleton(style.messages.lang), screen)?,
        Request::CatalogPaths => return check::paths(environment, &call.catalogs, call.format, style),
        Request::Completions { shell } => show(shells::script(shell), screen)?,
        Request::Man { command } => return manual::show(command, environment, style),
        Request::Schema { name } => show(&schema::text(name.as_deref()), screen)?,
        Request::Help { command } => return manual::help(command, style, screen),
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
    let catalogs::Loaded { catalog: own, skipped } = catalogs::all(environment, &call.catalogs)?;
    for (path, error) in &skipped {
        say(&messages::skipped_catalog(path, error, messages, style.width));
    }
    if let Request::Scan(asked) = &call.request {
        // The workers need it until the program ends.
        let catalog = own.map_or_else(Catalog::embedded, |own| Box::leak(Box::new(own)));
        return scan::scan(catalog, asked, call.secrets, call.format, environment, style, screen);
    }
    let catalog = own.as_ref().unwrap_or_else(|| Catalog::embedded());
    let report = match &call.request {
        Request::Lookup { queries } => report::lookup(catalog, queries, call.secrets),
        Request::Search { text, limit } => report::search(catalog, text, *limit, call.secrets),
        Request::Explain(asked) => {
            let report = explain::report(catalog, asked, call.secrets, style)?;
            if asked.retryable {
                return Ok(if report.is_retryable() { Exit::Found } else { Exit::Nothing });
            }
            report
        }
        Request::List(asked) => {
            let (unknown, known) = list::unknown_origins(catalog, asked);
            if !unknown.is_empty() {
                let unknown: Vec<&str> = unknown.iter().map(String::as_str).collect();
                say(&paragraph(&(messages.no_such_origin)(&unknown, &known), style.width));
            }
            list::report(catalog, asked)
        }
        other => unreachable!("{other:?} does not ask the catalog"),
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

/// The widest that anything is laid out: longer lines are hard to read.
const READABLE: usize = 100;

/// What text looks like for a reader of this language who wants color or not.
fn style(environment: &Environment, lang: Option<&str>, color: Color) -> Style {
    let messages = messages::of(environment.lang(lang));
    let color = environment.color(color);
    Style { messages, width: environment.width().min(READABLE), color, links: environment.links(color) }
}
