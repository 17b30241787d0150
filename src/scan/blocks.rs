//! A stream of bytes cut into blocks of whole lines.

use std::io::{self, ErrorKind, Read};

use memchr::{memchr, memrchr};

/// How much is read at once, in bytes: little enough to stay in a fast cache until it has been examined.
const BLOCK: usize = 256 << 10;

/// The longest line that is examined as a whole, in bytes; of a longer one only so much of its beginning.
pub const MAX_LINE: usize = 1 << 20;

/// A block of whole lines, to be filled again and again.
#[derive(Debug, Default)]
pub struct Block {
    buffer: Vec<u8>,
    len: usize,
    skipped: u64,
    is_cut: bool,
}

impl Block {
    /// The lines.
    pub fn lines(&self) -> &[u8] {
        &self.buffer[..self.len]
    }

    /// How much of the stream the block stands for, in bytes: what was skipped of a line that was too long, and
    /// the lines.
    pub const fn size(&self) -> u64 {
        self.skipped + self.len as u64
    }

    /// Whether the block is the beginning of a line that is too long.
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn clear(&mut self) {
        (self.len, self.skipped, self.is_cut) = (0, 0, false);
    }

    /// Takes over the bytes behind `end` of what was read.
    fn begin_with(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.buffer[..bytes.len()].copy_from_slice(bytes);
        self.len = bytes.len();
    }

    /// Makes the block at least so large.
    fn reserve(&mut self, size: usize) {
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
    }
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
        block.begin_with(&self.rest);
        self.rest.clear();
        if self.is_in_long_line && !self.skip_line(block)? {
            return Ok(block.skipped > 0);
        }
        loop {
            if block.len >= MAX_LINE {
                self.is_in_long_line = true;
                block.is_cut = true;
                self.keep_rest(block, MAX_LINE);
                return Ok(true);
            }
            block.reserve(block.len + BLOCK);
            let before = block.len;
            let read = self.read(&mut block.buffer[before..])?;
            block.len += read;
            if read == 0 {
                return match self.error.take() {
                    Some(error) if block.len == 0 => Err(error),
                    error => {
                        self.error = error;
                        Ok(block.len > 0 || block.skipped > 0)
                    }
                };
            }
            if let Some(newline) = memrchr(b'\n', &block.buffer[before..block.len]) {
                self.keep_rest(block, before + newline + 1);
                return Ok(true);
            }
        }
    }

    /// Moves what stands behind `end` to the next block.
    fn keep_rest(&mut self, block: &mut Block, end: usize) {
        self.rest.extend_from_slice(&block.buffer[end..block.len]);
        block.len = end;
    }

    /// Skips the rest of a line, of which `block` may hold a part; `false` where the stream ends with it.
    fn skip_line(&mut self, block: &mut Block) -> io::Result<bool> {
        loop {
            if let Some(newline) = memchr(b'\n', block.lines()) {
                let behind = newline + 1;
                block.skipped += behind as u64;
                block.buffer.copy_within(behind..block.len, 0);
                block.len -= behind;
                self.is_in_long_line = false;
                return Ok(true);
            }
            block.skipped += block.len as u64;
            block.reserve(BLOCK);
            block.len = self.read(&mut block.buffer)?;
            if block.len == 0 {
                return match self.error.take() {
                    Some(error) if block.skipped == 0 => Err(error),
                    error => {
                        self.error = error;
                        Ok(false)
                    }
                };
            }
        }
    }

    /// Reads once; an error is kept for the time when all that was read before it has been given out.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.error.is_some() || self.is_at_end {
            return Ok(0);
        }
        loop {
            match self.stream.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    return Ok(0);
                }
                Ok(read) => {
                    self.is_at_end = read == 0;
                    return Ok(read);
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
            cut += usize::from(block.is_cut());
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
        let (given, size, cut) = all(&long[..2 * MAX_LINE], BLOCK);
        assert_eq!((given[0].len(), size, cut), (MAX_LINE, 2 * MAX_LINE as u64, 1));
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
