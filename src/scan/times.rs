//! The times of the lines of a block, where a line without one was written after the line before it.

use memchr::{memchr, memrchr};

use crate::time::{Clock, LineTime, TimeSource};

/// How many lines at each end of a block tell whether lines have times at all.
const SAMPLE: usize = 2;

/// What is known of the times in a block. Nearly all of its lines are never looked at.
pub struct Times<'b> {
    block: &'b [u8],
    /// Whether lines have times: a log without is not searched for them again and again.
    is_timed: Option<bool>,
    /// The end of the last line whose time was asked for, and that time.
    known: (usize, Option<LineTime>),
}

impl<'b> Times<'b> {
    pub const fn new(block: &'b [u8]) -> Self {
        Self { block, is_timed: None, known: (0, None) }
    }

    /// The time of a line, or of a line before it. Lines are asked for in order.
    pub fn of_line(&mut self, clock: &Clock, start: usize, line: &str) -> Option<LineTime> {
        let time = match clock.time_of(line) {
            Some(time) => {
                if time.source == TimeSource::Line {
                    self.is_timed = Some(true);
                }
                Some(time)
            }
            None => self.before(clock, start),
        };
        self.known = (start, time);
        time
    }

    /// The time of the last line that has one.
    pub fn last(mut self, clock: &Clock) -> Option<LineTime> {
        self.before(clock, self.block.len())
    }

    /// The time of the last line before a place that has one.
    fn before(&mut self, clock: &Clock, place: usize) -> Option<LineTime> {
        let (from, known) = self.known;
        if !self.has_times(clock) {
            return known.map(inherited);
        }
        let mut lines = lines_before(&self.block[from..place]);
        let written = lines.find_map(|line| clock.written_time(&String::from_utf8_lossy(line)));
        written.or(known).map(inherited)
    }

    fn has_times(&mut self, clock: &Clock) -> bool {
        let block = self.block;
        *self.is_timed.get_or_insert_with(|| {
            let head = lines(block).take(SAMPLE);
            let mut sample = head.chain(lines_before(block).take(SAMPLE));
            sample.any(|line| clock.written_time(&String::from_utf8_lossy(line)).is_some())
        })
    }
}

/// A time for a line that has none.
const fn inherited(time: LineTime) -> LineTime {
    LineTime { source: TimeSource::EarlierLine, ..time }
}

/// The lines of a text.
fn lines(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let line = &text[..memchr(b'\n', text).unwrap_or(text.len())];
        text = text.get(line.len() + 1..).unwrap_or_default();
        (!line.is_empty() || !text.is_empty()).then_some(line)
    })
}

/// The lines of a text from its end on.
fn lines_before(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        text = text.strip_suffix(b"\n").unwrap_or(text);
        let start = memrchr(b'\n', text).map_or(0, |newline| newline + 1);
        let line = &text[start..];
        text = &text[..start];
        (!line.is_empty() || !text.is_empty()).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_given_from_both_ends() {
        let text = b"a\n\nbc\nd";
        assert_eq!(lines(text).collect::<Vec<_>>(), [&b"a"[..], b"", b"bc", b"d"]);
        assert_eq!(lines_before(text).collect::<Vec<_>>(), [&b"d"[..], b"bc", b"", b"a"]);
        assert_eq!(lines_before(b"a\nb\n").collect::<Vec<_>>(), [b"b", b"a"]);
        assert_eq!(lines(b"").count() + lines_before(b"").count(), 0);
    }

    #[test]
    fn a_line_takes_the_time_of_the_one_before() {
        let block = b"2026-11-27T09:00:00Z a\n\tat b\n\tat c\n2026-11-27T09:00:01Z d\ne\n";
        let clock = Clock::default();
        let mut times = Times::new(block);
        let mut time = |start: usize, line: &str| {
            let time = times.of_line(&clock, start, line)?;
            Some((time.time.to_string(), time.source))
        };
        let early = || Some(("2026-11-27T09:00:00Z".to_owned(), TimeSource::EarlierLine));
        assert_eq!([time(23, "\tat b"), time(29, "\tat c")], [early(), early()]);
        let last = times.last(&clock).expect("there is one");
        assert_eq!(last.time.to_string(), "2026-11-27T09:00:01Z");
        let mut none = Times::new(b"a\nb\n");
        assert_eq!(none.of_line(&clock, 2, "b"), None);
    }
}
