//! Compressed streams, known by their first bytes, as they were before.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How gzip files begin (RFC 1952).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// How frames of zstd begin (RFC 8878).
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// How many bytes tell whether a stream is compressed.
pub const MARK_LEN: usize = ZSTD.len();

/// Whether a stream that begins so is compressed.
pub fn begins_compressed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTD)
}

/// How much of a compressed stream is read at once, in bytes. Larger reads of a plain one pass the buffer by.
const BUFFER: usize = 64 << 10;

/// The stream itself, or what was compressed into it.
pub fn plain(stream: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut stream = BufReader::with_capacity(BUFFER, stream);
    let head = loop {
        match stream.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(head) => break head,
        }
    };
    Ok(match head {
        head if head.starts_with(GZIP) => Box::new(MultiGzDecoder::new(stream)),
        head if head.starts_with(ZSTD) => {
            Box::new(Frames { stream, frame: FrameDecoder::new(), is_open: false })
        }
        _ => Box::new(stream),
    })
}

/// The frames of a zstd file, one after the other.
struct Frames<R> {
    stream: BufReader<R>,
    frame: FrameDecoder,
    /// Whether the frame has begun and not ended.
    is_open: bool,
}

impl<R: Read> Frames<R> {
    /// Begins the next frame; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.stream.fill_buf()?.is_empty() {
            match self.frame.init(&mut self.stream) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.stream).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                self.is_open = self.begin()?;
                if !self.is_open {
                    return Ok(0);
                }
            }
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                self.frame
                    .decode_blocks(&mut self.stream, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(damaged)?;
            }
            let read = self.frame.read(buffer)?;
            self.is_open = !self.frame.is_finished() || self.frame.can_collect() > 0;
            if read > 0 {
                return Ok(read);
            }
        }
    }
}

/// As the decoder of gzip says it too.
fn damaged(error: FrameDecoderError) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, error)
}
