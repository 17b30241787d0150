//! `wqerr scan` of a log that comes in pieces of any size.

use std::cell::RefCell;

use wqerr::report::{self, ScanReport};
use wqerr::scan::{BLOCK, MAX_LINE, Scanner, Summary};
use wqerr::time::{LineTime, Zone};
use wqerr::{Catalog, Secrets};

thread_local! {
    static SCAN: RefCell<Option<Scan>> = const { RefCell::new(None) };
}

/// Begins a scan, and drops one that was not finished.
#[unsafe(no_mangle)]
pub extern "C" fn scan_start() {
    SCAN.set(Some(Scan::new()));
}

/// Adds the input, which goes on where the last one ended. Without a scan it does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn scan_add() {
    let piece = crate::taken();
    SCAN.with_borrow_mut(|scan| {
        if let Some(scan) = scan {
            // A line that is too long goes beyond a block, so its end is found to be missing.
            piece.chunks(BLOCK).for_each(|piece| scan.add(piece));
        }
    });
}

/// Ends the scan; the document is what `wqerr scan` prints of the whole log on its standard input.
#[unsafe(no_mangle)]
pub extern "C" fn scan_finish() -> usize {
    let summary = SCAN.take().map(Scan::finish).unwrap_or_default();
    crate::leave(report::pretty(&ScanReport::of_stream(&summary, ("UTC", &Zone::default()))))
}

/// A scan that is under way.
struct Scan {
    scanner: Scanner<'static>,
    summary: Summary<'static>,
    /// The beginning of a line whose end has not come yet, up to [`MAX_LINE`].
    rest: Vec<u8>,
    /// Whether more of that line came than is kept.
    is_cut: bool,
    /// The time of the last line that has one.
    last_time: Option<LineTime>,
}

impl Scan {
    fn new() -> Self {
        Self {
            scanner: Scanner::new(Catalog::embedded(), Secrets::Masked).without_request_ids(),
            summary: Summary::default(),
            rest: Vec::new(),
            is_cut: false,
            last_time: None,
        }
    }

    fn add(&mut self, mut piece: &[u8]) {
        self.summary.bytes += piece.len() as u64;
        if !self.rest.is_empty() || self.is_cut {
            let end = piece.iter().position(|&byte| byte == b'\n').map_or(piece.len(), |newline| newline + 1);
            let (of_line, others) = piece.split_at(end);
            self.keep(of_line);
            if !of_line.ends_with(b"\n") {
                return;
            }
            self.examine_rest();
            piece = others;
        }
        let end = piece.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let (lines, of_line) = piece.split_at(end);
        self.examine(lines);
        self.keep(of_line);
    }

    fn finish(mut self) -> Summary<'static> {
        self.examine_rest();
        self.summary
    }

    /// Keeps a part of a line, as far as it is examined.
    fn keep(&mut self, of_line: &[u8]) {
        let text = of_line.strip_suffix(b"\n").unwrap_or(of_line);
        let kept = text.len().min(MAX_LINE - self.rest.len());
        self.rest.extend_from_slice(&text[..kept]);
        self.is_cut |= kept < text.len();
    }

    /// Examines the line that was kept, of which there is no more.
    fn examine_rest(&mut self) {
        self.summary.truncated_lines += u64::from(std::mem::take(&mut self.is_cut));
        let mut line = std::mem::take(&mut self.rest);
        if !line.is_empty() {
            line.push(b'\n');
            self.examine(&line);
        }
    }

    /// Examines whole lines.
    fn examine(&mut self, lines: &[u8]) {
        let (before, at) = (self.summary.lines, self.summary.bytes);
        let Self { scanner, summary, last_time, .. } = self;
        let read = scanner.scan_all(lines, |mut error| {
            *error.line_mut() += before;
            let time = error.time_mut();
            *time = time.or(*last_time);
            summary.add_any(&error, 0, at);
        });
        *last_time = read.last_time.or(*last_time);
        self.summary.lines += read.lines;
    }
}
