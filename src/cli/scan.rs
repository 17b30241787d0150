//! `wqerr scan`: inputs → blocks → workers → one place where the findings come in order.

mod encoded;
mod feed;
mod gather;
mod progress;
mod workers;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use wqerr::scan::Scanner;
use wqerr::{Catalog, Secrets};

use self::feed::Feed;
use self::gather::{Gather, Sink};
use self::progress::Progress;
use super::call::{Format, Scan};
use super::environment::Environment;
use super::exit::{Exit, INTERRUPTED};
use super::failure::Failure;
use super::messages::failure;
use super::output::{Screen, say, show};
use super::render::Style;
use super::render::scan::{self as render, End};

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
    let scanner = Scanner::new(catalog, secrets);
    let scanner = if asked.each { scanner } else { scanner.without_request_ids() };
    workers::start(&scanner, feed, &gather, &tell);
    let end = wait(&told, &progress, style)?;
    progress.clear();
    if end.is_interrupted && asked.each {
        // A worker may be waiting for whoever reads the findings.
        return Ok(Exit::Interrupted);
    }
    let sink = gather.end();
    if let Sink::Summary(summary) = &sink {
        show(&render::summary(summary, &asked.inputs, end, format, style), screen)?;
        if format != Format::Json {
            say(&render::remarks(summary, end, style));
        }
    }
    Ok(match end {
        End { is_interrupted: true, .. } => Exit::Interrupted,
        End { is_unreadable: true, .. } => Exit::Failed,
        _ if sink.found() => Exit::Found,
        _ => Exit::Nothing,
    })
}

/// Waits for the end, and reports what goes wrong until then.
fn wait(told: &Receiver<Event>, progress: &Progress, style: Style) -> Result<End, Failure> {
    let mut end = End::default();
    loop {
        match progress.wait_for(told) {
            Event::Done => return Ok(end),
            Event::Interrupted => return Ok(End { is_interrupted: true, ..end }),
            Event::Unwritable(failure) => return Err(failure),
            Event::Unreadable(unreadable) => {
                end.is_unreadable = true;
                progress.aside(|| say(&failure(style.messages, &unreadable, style.width)));
            }
        }
    }
}

/// Ctrl-C becomes an event; a second one ends the program, whatever it waits for. Where that cannot be had the first
/// one does, as always.
fn interrupt_tells(tell: Sender<Event>) {
    let is_told = AtomicBool::new(false);
    _ = ctrlc::set_handler(move || {
        if is_told.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "the main thread may be waiting for a reader that never comes")]
            std::process::exit(INTERRUPTED.into());
        }
        _ = tell.send(Event::Interrupted);
    });
}
