//! Compressed streams and such of another encoding, known by their first bytes, as UTF-8 text.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How gzip files begin (RFC 1952).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// How frames of zstd begin (RFC 8878).
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// What a stream is, by how it begins.
enum Encoding {
    Plain,
    Gzip,
    Zstd,
    /// UTF-16, and how the two bytes of a unit make a number. PowerShell writes its logs so.
    Utf16(fn([u8; 2]) -> u16),
}

impl Encoding {
    fn of(head: &[u8]) -> Self {
        match head {
            head if head.starts_with(GZIP) => Self::Gzip,
            head if head.starts_with(ZSTD) => Self::Zstd,
            // Bytes that are no text may begin so too; a log in UTF-16 goes on with an ASCII character.
            [0xff, 0xfe, 1..=127, 0, ..] => Self::Utf16(u16::from_le_bytes),
            [0xfe, 0xff, 0, 1..=127, ..] => Self::Utf16(u16::from_be_bytes),
            _ => Self::Plain,
        }
    }
}

/// How many bytes tell whether a stream is plain.
pub const MARK_LEN: usize = ZSTD.len();

/// Whether a stream that begins so is text as it is.
pub fn begins_plain(head: &[u8]) -> bool {
    matches!(Encoding::of(head), Encoding::Plain)
}

/// How much of a compressed stream is read at once, in bytes. Larger reads of a plain one pass the buffer by.
const BUFFER: usize = 64 << 10;

/// The stream itself, or what was compressed or encoded into it.
pub fn plain(stream: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut stream = BufReader::with_capacity(BUFFER, stream);
    let encoding = loop {
        match stream.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(head) => break Encoding::of(head),
        }
    };
    Ok(match encoding {
        Encoding::Plain => Box::new(stream),
        Encoding::Gzip => Box::new(MultiGzDecoder::new(stream)),
        Encoding::Zstd => Box::new(Frames { stream, frame: FrameDecoder::new(), is_open: false }),
        Encoding::Utf16(unit) => Box::new(Units::new(stream, unit)),
    })
}

/// UTF-16 as UTF-8; what is no text becomes the replacement character.
struct Units<R> {
    stream: R,
    unit: fn([u8; 2]) -> u16,
    /// What was decoded and not yet read.
    text: Cursor<Vec<u8>>,
    /// A unit that may be the first half of a character.
    half: Option<u16>,
}

impl<R: BufRead> Units<R> {
    const fn new(stream: R, unit: fn([u8; 2]) -> u16) -> Self {
        Self { stream, unit, text: Cursor::new(Vec::new()), half: None }
    }

    /// Decodes what the stream has ready; nothing at its end.
    fn decode(&mut self) -> io::Result<()> {
        let bytes = self.stream.fill_buf()?;
        let (pairs, rest) = bytes.as_chunks();
        let mut units: Vec<u16> = self.half.take().into_iter().collect();
        units.extend(pairs.iter().map(|&pair| (self.unit)(pair)));
        let mut taken = pairs.len() * 2;
        if pairs.is_empty() && rest.len() == 1 {
            // The other byte of the unit has yet to come, or never does.
            let mut pair = [rest[0], 0];
            self.stream.consume(1);
            taken = 0;
            if self.stream.read(&mut pair[1..])? == 1 {
                units.push((self.unit)(pair));
            }
        }
        self.stream.consume(taken);
        // Only before the end of the stream can the other half of a character follow.
        self.half = units.pop_if(|last| taken > 0 && (0xd800..0xdc00).contains(last));
        let characters = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        self.text =
            Cursor::new(characters.filter(|&c| c != BYTE_ORDER_MARK).collect::<String>().into_bytes());
        Ok(())
    }
}

/// Begins UTF-16 text and is no part of it.
const BYTE_ORDER_MARK: char = '\u{feff}';

impl<R: BufRead> Read for Units<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.text.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.decode()?;
            if self.text.get_ref().is_empty() && self.stream.fill_buf()?.is_empty() {
                self.decode()?;
                return self.text.read(buffer);
            }
        }
    }
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
