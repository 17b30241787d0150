//! The inputs one after the other, cut into numbered blocks.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use wqerr::scan::{Block, Blocks};

use super::Event;
use super::compressed::plain;
use crate::cli::args::Input;
use crate::cli::output::{Failure, say};
use crate::cli::render::Style;
use crate::cli::render::wrap::paragraph;

type Stream = Blocks<Box<dyn Read + Send>>;

/// The inputs that are left to read.
pub struct Feed {
    inputs: VecDeque<(usize, Input)>,
    current: Option<(usize, Input, Stream)>,
    /// The number of the next block.
    next: u64,
    tell: Sender<Event>,
    style: Style,
    /// How much was read of all inputs as they lie on the disk, in bytes.
    read: Arc<AtomicU64>,
    /// How large they are, as far as that is known.
    size: u64,
}

/// What a block is.
#[derive(Debug, Clone, Copy)]
pub struct Label {
    /// Its number among all blocks.
    pub number: u64,
    /// Which of the inputs it is from.
    pub input: usize,
}

impl Feed {
    pub fn new(inputs: &[Input], tell: Sender<Event>, style: Style) -> Self {
        let size = |input: &Input| match input {
            Input::File(path) => path.metadata().map_or(0, |file| file.len()),
            Input::Stdin | Input::Text(_) => 0,
        };
        Self {
            inputs: inputs.iter().cloned().enumerate().collect(),
            current: None,
            next: 0,
            tell,
            style,
            read: Arc::default(),
            size: inputs.iter().map(size).sum(),
        }
    }

    /// How much was read so far, and how much there is where that is known.
    pub fn progress(&self) -> (Arc<AtomicU64>, u64) {
        (Arc::clone(&self.read), self.size)
    }

    /// Fills `block` with the next lines; `None` behind the last input. An input that cannot be read is told, and
    /// passed over.
    pub fn next_block(&mut self, block: &mut Block) -> Option<Label> {
        loop {
            let Some((index, input, stream)) = &mut self.current else {
                let (index, input) = self.inputs.pop_front()?;
                match self.open(&input) {
                    Ok(stream) => self.current = Some((index, input, Blocks::new(stream))),
                    Err(error) => self.fail(&input, error),
                }
                continue;
            };
            match stream.next_block(block) {
                Ok(true) => {
                    let label = Label { number: self.next, input: *index };
                    self.next += 1;
                    return Some(label);
                }
                Ok(false) => self.current = None,
                Err(error) => {
                    let input = input.clone();
                    self.current = None;
                    self.fail(&input, error);
                }
            }
        }
    }

    fn open(&self, input: &Input) -> io::Result<Box<dyn Read + Send>> {
        match input {
            Input::File(path) => plain(Counted { stream: File::open(path)?, read: Arc::clone(&self.read) }),
            Input::Stdin | Input::Text(_) => {
                if io::stdin().is_terminal() {
                    say(&paragraph(self.style.messages.scan.paste_now, self.style.width));
                }
                plain(Counted { stream: io::stdin(), read: Arc::clone(&self.read) })
            }
        }
    }

    /// Tells that an input cannot be read. Nobody listens any more when the program is about to end.
    fn fail(&self, input: &Input, error: io::Error) {
        let failure = match input {
            Input::File(path) => Failure::Unreadable(path.clone(), error),
            Input::Stdin | Input::Text(_) => Failure::NoInput(error),
        };
        _ = self.tell.send(Event::Unreadable(failure));
    }
}

/// A stream of which is counted how much was read.
struct Counted<R> {
    stream: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
