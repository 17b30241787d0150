//! `wqerr scan`: inputs → blocks → workers → one place where the findings come in order.

mod encoded;
mod feed;
mod gather;
mod progress;
mod walk;
mod workers;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::SystemTime;

use wqerr::scan::{Breakdown, By, Scanner, Summary};
use wqerr::time::Clock;
use wqerr::{Catalog, Secrets};

use self::feed::Feed;
use self::gather::{Gather, Sink};
use self::progress::Progress;
use super::call::{Format, Input, Scan};
use super::environment::Environment;
use super::exit::{Exit, INTERRUPTED};
use super::failure::Failure;
use super::messages::failure;
use super::output::{Screen, say, show};
use super::render::Style;
use super::render::scan::{self as render, End, View};

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
    let inputs = inputs(asked, &tell);
    let feed = Feed::new(&inputs, tell.clone(), style);
    let progress = Progress::new(&feed, environment.errors_on_terminal(), !asked.each, style);
    let sink = if asked.each { Sink::each(&inputs) } else { Sink::Summary(Box::new(empty_summary(asked))) };
    let gather = Arc::new(Gather::new(sink, asked.period));
    let scanner = scanner(catalog, asked, secrets);
    workers::start(&scanner, feed, &gather, &tell);
    let end = wait(&told, &progress, style)?;
    progress.clear();
    if end.is_interrupted && asked.each {
        // A worker may be waiting for whoever reads the findings.
        return Ok(Exit::Interrupted);
    }
    let (sink, left_out) = gather.end();
    if let Sink::Summary(summary) = &sink {
        let view = View {
            summary,
            inputs: &inputs,
            end,
            left_out,
            zone: &asked.zone,
            by: asked.by.as_ref(),
            top: asked.top,
        };
        show(&render::summary(view, format, style), screen)?;
        if format != Format::Json {
            say(&render::remarks(view, style));
        }
    }
    Ok(match end {
        End { is_interrupted: true, .. } => Exit::Interrupted,
        End { is_unreadable: true, .. } => Exit::Failed,
        _ if sink.found() => Exit::Found,
        _ => Exit::Nothing,
    })
}

/// The inputs, with the files in directories if they are meant; what cannot be read there is told.
fn inputs(asked: &Scan, tell: &Sender<Event>) -> Vec<Input> {
    if !asked.recursive {
        return asked.inputs.clone();
    }
    let (inputs, failures) = walk::files_in(asked.inputs.clone());
    for failure in failures {
        _ = tell.send(Event::Unreadable(failure));
    }
    inputs
}

fn empty_summary(asked: &Scan) -> Summary<'static> {
    let by = asked.by.as_ref();
    Summary::with_breakdown(by.map(|by| Breakdown::new(by.by.clone(), asked.zone.zone.clone())))
}

fn scanner(catalog: &'static Catalog, asked: &Scan, secrets: Secrets) -> Scanner<'static> {
    let clock = Clock::new(asked.zone.zone.clone(), Some(SystemTime::now()));
    let scanner = Scanner::new(catalog, secrets).with_clock(clock);
    let scanner = if asked.each { scanner.without_failures() } else { scanner.without_request_ids() };
    let by = asked.by.as_ref().map(|by| &by.by);
    if by == Some(&By::Endpoint) { scanner.with_endpoints() } else { scanner }
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
