//! `wqerr scan`: inputs → blocks → workers → one place where the findings come in order.

mod encoded;
mod feed;
mod gather;
mod progress;
mod workers;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use wqerr::scan::Scanner;
use wqerr::{Catalog, Secrets};

use self::feed::Feed;
use self::gather::{Gather, Sink};
use self::progress::Progress;
use super::Exit;
use super::args::{Format, Scan};
use super::environment::Environment;
use super::messages::failure;
use super::output::{Failure, Screen, say, show};
use super::render::{Style, scan as render};

/// What the workers and the keyboard tell the main thread.
#[derive(Debug)]
pub enum Event {
    /// An input could not be read, or not to its end.
    Unreadable(Failure),
    /// The findings could not be written.
    Unwritable(Failure),
    /// All inputs have been read and all findings are there.
    Done,
    /// The user pressed Ctrl-C.
    Interrupted,
}

/// Scans the inputs, and shows the summary at the end or when it is interrupted. With `--each` the findings are
/// written as they come.
pub fn scan(
    catalog: &'static Catalog,
    asked: &Scan,
    secrets: Secrets,
    format: Format,
    environment: &Environment,
    style: Style,
    screen: Option<&Screen>,
) -> Result<Exit, Failure> {
    let (tell, told) = mpsc::channel();
    interrupt_tells(tell.clone());
    let feed = Feed::new(&asked.inputs, tell.clone(), style);
    let progress = Progress::new(&feed, environment.errors_on_terminal(), style);
    let sink = if asked.each { Sink::each(&asked.inputs) } else { Sink::default() };
    let gather = Arc::new(Gather::new(sink));
    workers::start(&Scanner::new(catalog, secrets), feed, &gather, &tell);
    let (is_interrupted, is_unreadable) = wait(&told, &progress, style)?;
    progress.clear();
    let sink = gather.end();
    if let Sink::Summary(summary) = &sink {
        show(&render::summary(summary, &asked.inputs, format, style), screen)?;
        if format != Format::Json {
            say(&render::remarks(summary, style));
        }
    }
    Ok(match () {
        () if is_interrupted => Exit::Interrupted,
        () if is_unreadable => Exit::Failed,
        () if sink.found() => Exit::Found,
        () => Exit::Nothing,
    })
}

/// Waits for the end, and tells what goes wrong until then. Returns whether the user broke it off, and whether an input
/// could not be read.
fn wait(told: &Receiver<Event>, progress: &Progress, style: Style) -> Result<(bool, bool), Failure> {
    let mut is_unreadable = false;
    loop {
        match progress.wait_for(told) {
            Event::Done => return Ok((false, is_unreadable)),
            Event::Interrupted => return Ok((true, is_unreadable)),
            Event::Unwritable(failure) => return Err(failure),
            Event::Unreadable(unreadable) => {
                is_unreadable = true;
                progress.aside(|| say(&failure(style.messages, &unreadable, style.width)));
            }
        }
    }
}

/// Ctrl-C becomes an event. Where that cannot be had it ends the program as it always does.
fn interrupt_tells(tell: Sender<Event>) {
    _ = ctrlc::set_handler(move || _ = tell.send(Event::Interrupted));
}
