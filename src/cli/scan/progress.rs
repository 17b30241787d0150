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

/// A bar, if there is one to show.
pub struct Progress {
    bar: Option<Bar>,
    read: Arc<AtomicU64>,
}

/// The last line of a terminal.
struct Bar {
    terminal: Term,
    /// How large the inputs are, in bytes.
    size: u64,
    start: Instant,
    style: Style,
}

impl Progress {
    /// `is_seen` is whether standard error is a terminal.
    pub fn new(feed: &Feed, is_seen: bool, style: Style) -> Self {
        let (read, size) = feed.progress();
        let bar = (is_seen && size >= LARGE).then(|| Bar {
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
        self.draw(|bar| {
            let read = self.read.load(Ordering::Relaxed);
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
