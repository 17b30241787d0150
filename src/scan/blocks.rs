//! Bytes cut into blocks of whole lines: a stream one block after the other, a file in any order.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use memchr::{memchr, memrchr};

/// How much is read at once, in bytes: little enough to stay in a fast cache until it has been examined.
pub const BLOCK: usize = 128 << 10;

/// The longest line that is examined as a whole, in bytes; of a longer one only so much of its beginning.
pub const MAX_LINE: usize = 1 << 20;

/// The alignment of what is read at once, in bytes: the length of a cache line.
const ALIGNMENT: usize = 64;

/// How much is read first of the end of a line that goes beyond a block, in bytes; more each time.
const REST: usize = 1 << 10;

/// A block of whole lines, to be filled again and again.
#[derive(Debug, Default)]
pub struct Block {
    buffer: Vec<u8>,
    /// Where in the buffer the lines are.
    lines: Range<usize>,
    size: u64,
    is_truncated: bool,
}

impl Block {
    /// The lines.
    pub fn lines(&self) -> &[u8] {
        &self.buffer[self.lines.clone()]
    }

    /// How much of the input the block stands for, in bytes. It may be more than its lines: what was skipped of a line
    /// that was too long belongs to a block too.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Whether the last line is too long, and only its beginning is there.
    pub const fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// Fills the block with the lines that begin within `range` of a file, a range of some [`BLOCK`] bytes. Blocks of
    /// ranges that lie side by side hold each line once. The byte before the range is read too; where that is at a
    /// multiple of 64, reading is fastest. `read_at` reads some bytes from a place on, none at the end.
    ///
    /// # Errors
    ///
    /// What `read_at` failed with.
    pub fn fill(
        &mut self,
        range: Range<u64>,
        mut read_at: impl FnMut(&mut [u8], u64) -> io::Result<usize>,
    ) -> io::Result<()> {
        // The byte before tells whether a line begins with the range.
        let from = range.start.saturating_sub(1);
        let before = usize::try_from(range.start - from).unwrap_or(0);
        let wanted = usize::try_from(range.end - from).unwrap_or(BLOCK);
        self.reserve(wanted + REST + ALIGNMENT);
        // The system copies faster to a place that is aligned.
        let lead = self.buffer.as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT);
        // With the end of the last line, which nearly always goes beyond the range.
        let read = fill(&mut self.buffer[lead..lead + wanted + REST], from, &mut read_at)?;
        let len = read.min(wanted);
        let end = lead + len;
        self.size = len.saturating_sub(before) as u64;
        self.is_truncated = false;
        let newline = memchr(b'\n', &self.buffer[lead..end]).filter(|_| before > 0);
        self.lines = match newline {
            Some(newline) => lead + newline + 1..end,
            None if before > 0 => end..end,
            None => lead..end,
        };
        let is_open = self.lines().last().is_some_and(|&last| last != b'\n');
        if !is_open || read < wanted {
            return Ok(());
        }
        if self.extend_line(read - wanted) || read < wanted + REST {
            return Ok(());
        }
        self.finish_line(range.end + REST as u64, &mut read_at)
    }

    /// Reads on to the end of the last line, from `next` on.
    fn finish_line(
        &mut self,
        mut next: u64,
        read_at: &mut impl FnMut(&mut [u8], u64) -> io::Result<usize>,
    ) -> io::Result<()> {
        let start = self.lines.start + memrchr(b'\n', self.lines()).map_or(0, |newline| newline + 1);
        let mut step = REST;
        loop {
            let end = self.lines.end;
            if end - start > MAX_LINE {
                self.is_truncated = true;
                self.lines.end = start + MAX_LINE;
                return Ok(());
            }
            self.reserve(end + step);
            let read = fill(&mut self.buffer[end..end + step], next, read_at)?;
            next += read as u64;
            if self.extend_line(read) || read < step {
                return Ok(());
            }
            step = (step * 4).min(BLOCK);
        }
    }

    /// Adds what was read behind the last line, up to where that ends; whether it does.
    fn extend_line(&mut self, read: usize) -> bool {
        let end = self.lines.end;
        let newline = memchr(b'\n', &self.buffer[end..end + read]);
        self.lines.end = end + newline.map_or(read, |newline| newline + 1);
        newline.is_some()
    }

    fn clear(&mut self) {
        (self.lines, self.size, self.is_truncated) = (0..0, 0, false);
    }

    /// Makes the buffer at least so large.
    fn reserve(&mut self, size: usize) {
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
    }
}

/// Reads until `buffer` is full or the file ends.
fn fill(
    buffer: &mut [u8],
    from: u64,
    read_at: &mut impl FnMut(&mut [u8], u64) -> io::Result<usize>,
) -> io::Result<usize> {
    let mut len = 0;
    while len < buffer.len() {
        match read_at(&mut buffer[len..], from + len as u64) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(0) => break,
            Ok(read) => len += read,
        }
    }
    Ok(len)
}

/// Cuts a stream into blocks.
#[derive(Debug)]
pub struct Blocks<R> {
    stream: R,
    /// What was read behind the last line end.
    rest: Vec<u8>,
    /// Whether the rest of a line that is too long has to be skipped.
    is_in_long_line: bool,
    /// An error that came after lines that were read before it.
    error: Option<io::Error>,
    is_at_end: bool,
}

impl<R: Read> Blocks<R> {
    /// Cuts `stream`. It is read in large pieces, so it needs no buffer of its own.
    pub const fn new(stream: R) -> Self {
        Self { stream, rest: Vec::new(), is_in_long_line: false, error: None, is_at_end: false }
    }

    /// Fills `block` with the lines that come next, as soon as there is one; `false` at the end of the stream. At
    /// most [`MAX_LINE`] bytes and the size of a block are kept in memory.
    ///
    /// # Errors
    ///
    /// What reading the stream failed with. All lines before it have been given out by then, also one that broke
    /// off.
    pub fn next_block(&mut self, block: &mut Block) -> io::Result<bool> {
        block.clear();
        block.reserve(self.rest.len());
        block.buffer[..self.rest.len()].copy_from_slice(&self.rest);
        block.lines.end = self.rest.len();
        self.rest.clear();
        if self.is_in_long_line && !self.skip_line(block) {
            return self.ended(block);
        }
        loop {
            let end = block.lines.end;
            if end > MAX_LINE {
                self.is_in_long_line = true;
                block.is_truncated = true;
                self.keep_rest(block, MAX_LINE);
                return Ok(true);
            }
            block.reserve(end + BLOCK);
            let read = self.read(&mut block.buffer[end..]);
            block.lines.end += read;
            if read == 0 {
                return self.ended(block);
            }
            if let Some(newline) = memrchr(b'\n', &block.buffer[end..end + read]) {
                self.keep_rest(block, end + newline + 1);
                return Ok(true);
            }
        }
    }

    /// What there is at the end of the stream.
    fn ended(&mut self, block: &mut Block) -> io::Result<bool> {
        block.size += block.lines.len() as u64;
        match self.error.take_if(|_| block.size == 0) {
            Some(error) => Err(error),
            None => Ok(block.size > 0),
        }
    }

    /// Moves what stands behind `end` to the next block.
    fn keep_rest(&mut self, block: &mut Block, end: usize) {
        self.rest.extend_from_slice(&block.buffer[end..block.lines.end]);
        block.lines.end = end;
        block.size += block.lines.len() as u64;
    }

    /// Skips the rest of a line, of which `block` may hold a part; `false` where the stream ends with it.
    fn skip_line(&mut self, block: &mut Block) -> bool {
        loop {
            if let Some(newline) = memchr(b'\n', block.lines()) {
                block.size += newline as u64 + 1;
                block.buffer.copy_within(newline + 1..block.lines.end, 0);
                block.lines.end -= newline + 1;
                self.is_in_long_line = false;
                return true;
            }
            block.size += block.lines.len() as u64;
            block.reserve(BLOCK);
            block.lines.end = self.read(&mut block.buffer);
            if block.lines.is_empty() {
                return false;
            }
        }
    }

    /// Reads once; an error is kept for the time when all that was read before it has been given out.
    fn read(&mut self, buffer: &mut [u8]) -> usize {
        if self.error.is_some() || self.is_at_end {
            return 0;
        }
        loop {
            match self.stream.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    return 0;
                }
                Ok(read) => {
                    self.is_at_end = read == 0;
                    return read;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives out pieces of a fixed size, then fails if it has to.
    struct Pieces<'b>(&'b [u8], usize, bool);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len()).min(buffer.len());
            if len == 0 && self.2 {
                return Err(ErrorKind::InvalidData.into());
            }
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    fn all(bytes: &[u8], piece: usize) -> (Vec<Vec<u8>>, u64, usize) {
        let mut blocks = Blocks::new(Pieces(bytes, piece, false));
        let (mut block, mut size, mut cut) = (Block::default(), 0, 0);
        let mut given = Vec::new();
        while blocks.next_block(&mut block).expect("it does not fail") {
            given.push(block.lines().to_vec());
            size += block.size();
            cut += usize::from(block.is_truncated());
        }
        (given, size, cut)
    }

    #[test]
    fn blocks_are_whole_lines() {
        for piece in 1..9 {
            let text = b"one\n\ntwo three\nfour";
            let (given, size, cut) = all(text, piece);
            assert_eq!(given.concat(), text);
            assert!(given.iter().rev().skip(1).all(|block| block.ends_with(b"\n")), "{given:?}");
            assert_eq!((size, cut), (text.len() as u64, 0));
        }
    }

    #[test]
    fn of_a_line_that_is_too_long_the_beginning_is_given() {
        let long = [vec![b'x'; 3 * MAX_LINE], b"\nnext\n".to_vec()].concat();
        for piece in [1000, BLOCK, usize::MAX] {
            let (given, size, cut) = all(&long, piece);
            assert_eq!((given[0].len(), given[1].as_slice(), cut), (MAX_LINE, b"next\n".as_slice(), 1));
            assert_eq!(size, long.len() as u64);
        }
        let just = [vec![b'x'; MAX_LINE], b"\nnext\n".to_vec()].concat();
        assert_eq!(all(&just, BLOCK).2, 0);
        let (given, size, cut) = all(&long[..2 * MAX_LINE], BLOCK);
        assert_eq!((given[0].len(), size, cut), (MAX_LINE, 2 * MAX_LINE as u64, 1));
    }

    #[test]
    fn ranges_of_a_file_hold_each_line_once() {
        let bytes = b"one\n\ntwo three\nfour";
        for step in 1..9 {
            let (mut block, mut lines, mut size) = (Block::default(), Vec::new(), 0);
            for from in (0..bytes.len()).step_by(step) {
                let range = from as u64..(from + step).min(bytes.len()) as u64;
                let filled = block.fill(range, |buffer, at| {
                    let rest = bytes.get(usize::try_from(at).unwrap_or(0)..).unwrap_or_default();
                    let len = rest.len().min(buffer.len()).min(3);
                    buffer[..len].copy_from_slice(&rest[..len]);
                    Ok(len)
                });
                filled.expect("it does not fail");
                lines.extend_from_slice(block.lines());
                size += block.size();
            }
            assert_eq!((lines.as_slice(), size), (bytes.as_slice(), bytes.len() as u64), "{step}");
        }
    }

    #[test]
    fn a_long_line_of_a_file_is_cut_once() {
        let bytes = [b"a\n".to_vec(), vec![b'x'; 3 * MAX_LINE], b"\nnext".to_vec()].concat();
        let (mut block, mut lines, mut cut) = (Block::default(), 0, 0);
        for from in (0..bytes.len()).step_by(BLOCK) {
            let range = from as u64..(from + BLOCK).min(bytes.len()) as u64;
            let filled = block.fill(range, |buffer, at| {
                bytes.get(usize::try_from(at).unwrap_or(0)..).unwrap_or_default().read(buffer)
            });
            filled.expect("it does not fail");
            lines += block.lines().len();
            cut += usize::from(block.is_truncated());
        }
        assert_eq!((lines, cut), (2 + MAX_LINE + 4, 1));
    }

    #[test]
    fn what_was_read_before_an_error_is_given_out() {
        let mut blocks = Blocks::new(Pieces(b"one\ntw", 4, true));
        let mut block = Block::default();
        assert!(blocks.next_block(&mut block).is_ok_and(|more| more) && block.lines() == b"one\n");
        assert!(blocks.next_block(&mut block).is_ok_and(|more| more) && block.lines() == b"tw");
        assert!(blocks.next_block(&mut block).is_err());
    }
}
