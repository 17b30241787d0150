//! How far the scan is, on a terminal and for inputs that take a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Event;
use super::feed::Feed;
use crate::cli::render::Style;

/// The size from which on an input takes long enough for a bar, in bytes.
const LARGE: u64 = 256 << 20;

/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);

/// A bar, if there is one to show.
pub struct Progress {
    bar: Option<ProgressBar>,
    read: Arc<AtomicU64>,
}

impl Progress {
    /// `is_seen` is whether standard error is a terminal.
    pub fn new(feed: &Feed, is_seen: bool, style: Style) -> Self {
        let (read, size) = feed.progress();
        let bar = (is_seen && size >= LARGE).then(|| {
            let bar = ProgressBar::with_draw_target(Some(size), ProgressDrawTarget::stderr());
            let template = style.messages.scan.progress;
            bar.with_style(
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
            )
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
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Some(bar) = &self.bar {
                bar.set_position(self.read.load(Ordering::Relaxed));
            }
        }
    }

    /// Does something that writes to the same terminal.
    pub fn aside(&self, write: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
