//! Compressed streams and such of another encoding, known by their first bytes, as UTF-8 text.

mod marks;

use std::io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use self::marks::{Encoding, is_undecided};
pub use self::marks::{MARK_LEN, begins_plain};
use crate::cli::failure::Packed;

/// How much of a compressed stream is read at once, in bytes. Larger reads of a plain one pass the buffer by.
const BUFFER: usize = 64 << 10;

/// The stream itself, or what was compressed or encoded into it.
pub fn plain(stream: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let (encoding, stream) = begun(BufReader::with_capacity(BUFFER, stream))?;
    match encoding {
        Encoding::Plain => Ok(Box::new(stream)),
        Encoding::Utf16(unit) => Ok(Box::new(Units::new(stream, unit))),
        Encoding::Gzip => text(Members(Some(GzDecoder::new(stream)))),
        Encoding::Zstd => text(Frames { stream, frame: FrameDecoder::new(), is_open: false }),
        Encoding::Packed(unpack) => Err(io::Error::new(ErrorKind::Unsupported, Packed { unpack })),
    }
}

/// What was compressed, as UTF-8 text. What was compressed twice is left so: there are streams that hold themselves.
fn text(stream: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let (encoding, stream) = begun(stream)?;
    Ok(match encoding {
        Encoding::Utf16(unit) => Box::new(Units::new(BufReader::with_capacity(BUFFER, stream), unit)),
        _ => Box::new(stream),
    })
}

/// A stream of which the head has been read.
type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// What a stream is, and the whole of it. A pipe may deliver it byte by byte; no more is waited for than tells.
fn begun<R: Read>(mut stream: R) -> io::Result<(Encoding, Begun<R>)> {
    let mut head = [0; MARK_LEN];
    let mut len = 0;
    while is_undecided(&head[..len]) {
        match stream.read(&mut head[len..]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(0) => break,
            Ok(read) => len += read,
        }
    }
    let head = &head[..len];
    Ok((Encoding::of(head), Cursor::new(head.to_vec()).chain(stream)))
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

/// The members of a gzip file, one after the other; none behind the last.
struct Members<R>(Option<GzDecoder<R>>);

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let read = member.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            let is_more = skip_padding(member.get_mut())?;
            let ended = self.0.take().filter(|_| is_more);
            self.0 = ended.map(|member| GzDecoder::new(member.into_inner()));
        }
        Ok(0)
    }
}

/// Skips the zeros that tapes and disk images fill up a file with, as gzip does; `false` if nothing follows.
fn skip_padding(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let bytes = stream.fill_buf()?;
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        if zeros == 0 {
            return Ok(!bytes.is_empty());
        }
        stream.consume(zeros);
    }
}

/// The frames of a zstd file, one after the other.
struct Frames<R> {
    stream: R,
    frame: FrameDecoder,
    /// Whether the frame has begun and not ended.
    is_open: bool,
}

impl<R: BufRead> Frames<R> {
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

impl<R: BufRead> Read for Frames<R> {
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

/// As the decoder of gzip says it too. A frame that needs more memory than is spent on one is not damaged.
fn damaged(error: FrameDecoderError) -> io::Error {
    match error {
        FrameDecoderError::WindowSizeTooBig { .. } => {
            io::Error::new(ErrorKind::Unsupported, Packed { unpack: "zstd --long=31 -dc" })
        }
        error => io::Error::new(ErrorKind::InvalidInput, error),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    const TEXT: &str = "403 User has been frozen.\n";

    /// Gives out pieces of a fixed size, and then fails, if it has to.
    struct Pieces(Cursor<Vec<u8>>, usize, Option<ErrorKind>);

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(buffer.len());
            match self.0.read(&mut buffer[..len])? {
                0 => self.2.map_or(Ok(0), |kind| Err(kind.into())),
                read => Ok(read),
            }
        }
    }

    fn utf16(bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(TEXT.encode_utf16()).flat_map(bytes_of).collect()
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).and_then(|()| encoder.finish()).expect("it is in memory")
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    /// A frame that says something else, and another as `pzstd` writes them.
    fn pzstd(text: &[u8]) -> Vec<u8> {
        let skipped = |kind: u8, body: &[u8]| [&[kind, 0x2a, 0x4d, 0x18, 4, 0, 0, 0][..], body].concat();
        [skipped(0x50, b"size"), zstd(text), skipped(0x5f, b"last")].concat()
    }

    fn read(bytes: &[u8], piece: usize) -> String {
        let mut text = String::new();
        let stream = plain(Pieces(Cursor::new(bytes.to_vec()), piece, None));
        stream.and_then(|mut stream| stream.read_to_string(&mut text)).expect("it can be read");
        text
    }

    #[test]
    fn streams_are_known_however_little_comes_at_once() {
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let plain = TEXT.as_bytes();
        for bytes in
            [plain.to_vec(), gzip(plain), zstd(plain), pzstd(plain), gzip(&little), zstd(&big), little, big]
        {
            for piece in [1, 2, 3, 4, 5, BUFFER] {
                assert_eq!(read(&bytes, piece), TEXT, "{piece}");
            }
        }
    }

    #[test]
    fn a_frame_that_needs_too_much_memory_is_not_damaged() {
        // A window of 2 GiB: its exponent stands in the byte behind the flags.
        let frame = b"\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00";
        let mut stream = plain(Cursor::new(frame.to_vec())).map_err(|error| Packed::of(&error).is_some());
        let read = stream.as_mut().map(|stream| stream.read(&mut [0; 8]));
        let is_packed = match read {
            Err(is_packed) => *is_packed,
            Ok(read) => read.is_err_and(|error| Packed::of(&error).is_some()),
        };
        assert!(is_packed);
    }

    #[test]
    fn a_head_may_be_all_there_is() {
        for head in [&b""[..], b"\x1f", b"BZh", b"PK"] {
            assert_eq!(read(head, 1).as_bytes(), head);
        }
    }

    #[test]
    fn plain_text_does_not_wait() {
        for text in [&b"4"[..], b"ok\n", b"P\n", b"BZip", b"7z\n"] {
            let stream = plain(Pieces(Cursor::new(text.to_vec()), BUFFER, Some(ErrorKind::TimedOut)));
            let mut buffer = [0; 64];
            let read = stream.and_then(|mut stream| stream.read(&mut buffer));
            assert_eq!(read.ok(), Some(text.len()), "{text:?}");
        }
    }

    #[test]
    fn zeros_may_follow_the_members_of_gzip() {
        let member = gzip(TEXT.as_bytes());
        for zeros in [1, 512, 2 * BUFFER] {
            let padded = [member.clone(), vec![0; zeros]].concat();
            assert_eq!(read(&padded, BUFFER), TEXT);
            assert_eq!(read(&[padded, member.clone()].concat(), BUFFER), TEXT.repeat(2));
        }
        let other = [member.as_slice(), b"\0\0other"].concat();
        let mut text = String::new();
        let read = plain(Cursor::new(other)).and_then(|mut stream| stream.read_to_string(&mut text));
        assert_eq!((read.is_err(), text.as_str()), (true, TEXT));
    }

    #[test]
    fn what_another_program_packed_is_no_text() {
        let marks: [(&[u8], &str); 5] = [
            (b"\xfd7zXZ\0", "xz"),
            (b"BZh11AY&SY", "bzip2"),
            (b"\x04\x22\x4d\x18", "lz4"),
            (b"PK\x03\x04", "unzip"),
            (b"7z\xbc\xaf\x27\x1c", "7z"),
        ];
        for (mark, program) in marks {
            let error = plain(Pieces(Cursor::new(mark.to_vec()), 1, None)).err().expect("it is told");
            assert!(Packed::of(&error).is_some_and(|packed| packed.unpack.starts_with(program)), "{program}");
        }
    }
}
