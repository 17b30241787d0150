//! The command line: what was asked, answered by the library, rendered and written.

mod args;
mod environment;
mod explain;
mod lookup;
mod messages;
mod output;
mod render;
mod report;
mod search;

use std::process::ExitCode;

use self::args::{Asked, Parsed};
use self::environment::Environment;
use self::output::{Failure, say};
use self::render::{Style, render, render_miss};
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
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Found => 0,
            Exit::Nothing => 1,
            Exit::Failed => 2,
        })
    }
}

/// Runs the program on the arguments and the environment of this process.
pub fn run() -> Exit {
    let environment = Environment::of_this_process();
    let arguments: Vec<_> = std::env::args_os().collect();
    let messages = messages::of(environment.lang(args::asked_language(&arguments)));
    let outcome = match args::parse(arguments, messages) {
        Parsed::Run(call) => answer(&call, &environment),
        Parsed::Show(text) => output::print(&text).map(|()| Exit::Found),
        Parsed::Mistake(text) => {
            say(&text);
            return Exit::Failed;
        }
    };
    // A reader that went away has what it wanted.
    outcome.unwrap_or_else(|failure| {
        if failure.is_closed_pipe() {
            return Exit::Found;
        }
        say(&messages::failure(messages, &failure));
        Exit::Failed
    })
}

fn answer(call: &args::Call, environment: &Environment) -> Result<Exit, Failure> {
    let messages = messages::of(environment.lang(call.lang.as_deref()));
    let catalog = wqerr::Catalog::embedded();
    let report = match &call.asked {
        Asked::Lookup { queries } => lookup::report(catalog, queries, call.secrets),
        Asked::Search { text, limit } => search::report(catalog, text, *limit, call.secrets),
        Asked::Explain(asked) => {
            let report = explain::report(catalog, asked, call.secrets, messages)?;
            if asked.retryable {
                return Ok(if report.is_retryable() { Exit::Found } else { Exit::Nothing });
            }
            report
        }
    };
    let style = Style { messages, width: environment.width(), color: environment.color(call.color) };
    write(&report, call.format, style)
}

/// Results go to standard output; that there are none is no result, except in JSON.
fn write(report: &Report<'_>, format: args::Format, style: Style) -> Result<Exit, Failure> {
    output::print(&render(report, format, style))?;
    if format != args::Format::Json {
        say(&render_miss(report, style));
    }
    Ok(if report.found() { Exit::Found } else { Exit::Nothing })
}
