//! The inputs one after the other, cut into numbered blocks.

use std::collections::{HashSet, VecDeque};
use std::fs::{File, Metadata};
use std::io::{self, IsTerminal, Read, Seek};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use wqerr::scan::{BLOCK, Block, Blocks};

use super::Event;
use super::encoded::{MARK_LEN, begins_plain, plain};
use crate::cli::call::Input;
use crate::cli::failure::Failure;
use crate::cli::output::say;
use crate::cli::render::Style;
use crate::cli::wrap::paragraph;

/// The inputs that are left to read.
pub struct Feed {
    inputs: VecDeque<(usize, Input)>,
    current: Option<(usize, Input, Source)>,
    /// The inputs of which a range could not be read.
    given_up: HashSet<usize>,
    /// The number of the next block.
    next: u64,
    tell: Sender<Event>,
    style: Style,
    /// How much was read of all inputs as they lie on the disk, in bytes.
    read: Arc<AtomicU64>,
    /// How large they are, as far as that is known.
    size: u64,
}

/// Where lines come from.
enum Source {
    /// A stream, of which only one can read.
    Stream(Blocks<Box<dyn Read + Send>>),
    /// A file, of which several can read ranges, and what is left of it; and whether what it grows by is read too.
    Ranges(Arc<File>, Range<u64>, bool),
}

/// What a block is.
#[derive(Debug, Clone, Copy)]
pub struct Label {
    /// Its number among all blocks.
    pub number: u64,
    /// Which of the inputs it is from.
    pub input: usize,
}

/// The next piece of the inputs.
pub enum Piece {
    /// It is in the block.
    Read(Label),
    /// It has still to be read.
    Range(Label, RangeOf),
}

/// A range of a file.
pub struct RangeOf {
    /// The file as it was named.
    pub input: Input,
    file: Arc<File>,
    range: Range<u64>,
}

impl RangeOf {
    /// Fills `block` with the lines that begin there.
    pub fn read(&self, block: &mut Block) -> io::Result<()> {
        block.fill(self.range.clone(), |buffer, at| read_at(&self.file, buffer, at))
    }
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
            given_up: HashSet::new(),
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

    /// The next piece, which `block` is filled with where no one else could read it; `None` behind the last input. An
    /// input that cannot be read is told, and passed over.
    pub fn next_piece(&mut self, block: &mut Block) -> Option<Piece> {
        loop {
            let Some((index, input, source)) = &mut self.current else {
                let (index, input) = self.inputs.pop_front()?;
                match self.open(&input) {
                    Ok(source) => self.current = Some((index, input, source)),
                    Err(error) => fail(&self.tell, &input, error),
                }
                continue;
            };
            let label = Label { number: self.next, input: *index };
            let piece = match source {
                Source::Stream(stream) => match stream.next_block(block) {
                    Ok(is_more) => is_more.then_some(Piece::Read(label)),
                    Err(error) => {
                        fail(&self.tell, input, error);
                        None
                    }
                },
                Source::Ranges(file, rest, follows) => {
                    (!rest.is_empty() || *follows && has_grown(file, rest)).then(|| {
                        // The byte before a range is read with it: all but the first begin one byte behind a whole block.
                        let end = rest.end.min(rest.start.max(1) + BLOCK as u64);
                        let range = std::mem::replace(&mut rest.start, end)..end;
                        self.read.fetch_add(end - range.start, Ordering::Relaxed);
                        Piece::Range(label, RangeOf { input: input.clone(), file: Arc::clone(file), range })
                    })
                }
            };
            if piece.is_some() {
                self.next += 1;
                return piece;
            }
            self.current = None;
        }
    }

    /// Reports that a range of an input could not be read, once for each input, and leaves the rest of it alone.
    pub fn give_up(&mut self, label: Label, input: &Input, error: io::Error) {
        self.current.take_if(|(index, ..)| *index == label.input);
        if self.given_up.insert(label.input) {
            fail(&self.tell, input, error);
        }
    }

    fn open(&self, input: &Input) -> io::Result<Source> {
        let counted = |stream: Box<dyn Read + Send>| Counted { stream, read: Arc::clone(&self.read) };
        let Input::File(path) = input else {
            if io::stdin().is_terminal() {
                say(&paragraph(self.style.messages.scan.paste_now, self.style.width));
            }
            return Ok(Source::Stream(Blocks::new(plain(counted(Box::new(io::stdin())))?)));
        };
        let file = File::open(path)?;
        // Some files of the system have a size only when they are read.
        let size = file.metadata().ok().filter(Metadata::is_file).map_or(0, |file| file.len());
        if size > 0 && is_plain(&file)? {
            let follows = !is_output(&file);
            return Ok(Source::Ranges(Arc::new(file), 0..size, follows));
        }
        Ok(Source::Stream(Blocks::new(plain(counted(Box::new(file)))?)))
    }
}

/// Whether a file has become longer than it was; then that is left of it.
fn has_grown(file: &File, rest: &mut Range<u64>) -> bool {
    rest.end = file.metadata().map_or(rest.end, |file| rest.end.max(file.len()));
    !rest.is_empty()
}

/// Whether a file is where the findings go: what is written there is not to be read again.
#[cfg(unix)]
pub fn is_output(file: &File) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let output = io::stdout().as_fd().try_clone_to_owned().and_then(|stdout| File::from(stdout).metadata());
    let identity = |file: Metadata| (file.dev(), file.ino());
    output.ok().map(identity) == file.metadata().ok().map(identity)
}

#[cfg(not(unix))]
pub fn is_output(_file: &File) -> bool {
    // It cannot be told, so what any file grows by is left alone.
    true
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

/// Whether a file is text as it is.
fn is_plain(file: &File) -> io::Result<bool> {
    let mut head = [0; MARK_LEN];
    let len = read_at(file, &mut head, 0)?;
    // On Windows reading at a place moves the cursor, which a stream begins from.
    (&mut &*file).rewind()?;
    Ok(begins_plain(&head[..len]))
}

/// Tells that an input cannot be read. Nobody listens any more when the program is about to end.
fn fail(tell: &Sender<Event>, input: &Input, error: io::Error) {
    let failure = match input {
        Input::File(path) if path.is_dir() => Failure::Directory(path.clone()),
        Input::File(path) => Failure::unreadable(path, error),
        Input::Stdin | Input::Text(_) => Failure::NoInput(error),
    };
    _ = tell.send(Event::Unreadable(failure));
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
