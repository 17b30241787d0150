//! How far the scan is, on a terminal and for inputs that take a while.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use console::Term;

use super::Event;
use super::feed::Feed;
use crate::cli::render::Style;
use crate::cli::render::scan::progress;

/// The size from which on an input takes long enough for a bar, in bytes.
const LARGE: u64 = 256 << 20;

/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);

/// A stream that ends sooner needs nothing shown; it may be one that is being typed.
const SHORT: Duration = Duration::from_secs(2);

/// A bar, if there is one to show.
pub struct Progress {
    bar: Option<Bar>,
    read: Arc<AtomicU64>,
}

/// The last line of a terminal.
struct Bar {
    terminal: Term,
    /// How large the inputs are, in bytes; 0 if that is not known.
    size: u64,
    start: Instant,
    style: Style,
}

impl Progress {
    /// `is_seen` is whether standard error is a terminal, and `is_for_streams` whether something is shown about inputs
    /// whose size is not known.
    pub fn new(feed: &Feed, is_seen: bool, is_for_streams: bool, style: Style) -> Self {
        let (read, size) = feed.progress();
        let takes_long = size >= LARGE || size == 0 && is_for_streams;
        let bar = (is_seen && takes_long).then(|| Bar {
            terminal: Term::buffered_stderr(),
            size,
            start: Instant::now(),
            style,
        });
        Self { bar, read }
    }

    /// The next event; the bar moves until it comes.
    pub fn wait_for(&self, told: &Receiver<Event>) -> Event {
        loop {
            let event = match &self.bar {
                // The Ctrl-C handler has a sender too, so the channel never closes: the last worker says that it is done.
                None => told.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => told.recv_timeout(TICK),
            };
            match event {
                Ok(event) => return event,
                Err(RecvTimeoutError::Disconnected) => return Event::Done,
                Err(RecvTimeoutError::Timeout) => self.show(),
            }
        }
    }

    /// Does something that writes to the same terminal.
    pub fn aside(&self, write: impl FnOnce()) {
        self.clear();
        write();
        self.show();
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.draw(|_| String::new());
    }

    fn show(&self) {
        let read = self.read.load(Ordering::Relaxed);
        if self.bar.as_ref().is_some_and(|bar| bar.size == 0 && (bar.start.elapsed() < SHORT || read == 0)) {
            return;
        }
        self.draw(|bar| {
            // It may have been made wider or narrower.
            let width = usize::from(bar.terminal.size().1);
            progress(read, bar.size, bar.start.elapsed(), Style { width, ..bar.style })
        });
    }

    fn draw(&self, text: impl FnOnce(&Bar) -> String) {
        if let Some(bar) = &self.bar {
            // A bar that cannot be drawn is no reason to stop.
            _ = bar.draw(&text(bar));
        }
    }
}

impl Bar {
    /// Replaces what the line shows, in one write.
    fn draw(&self, text: &str) -> io::Result<()> {
        self.terminal.clear_line()?;
        self.terminal.write_str(text)?;
        self.terminal.flush()
    }
}
