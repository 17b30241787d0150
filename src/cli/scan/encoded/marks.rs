//! How streams begin that are no text as they are.

use std::ops::RangeInclusive;

/// What a stream is, by how it begins.
#[derive(Clone, Copy)]
pub enum Encoding {
    Plain,
    Gzip,
    Zstd,
    /// UTF-16, and how the two bytes of a unit make a number. PowerShell writes its logs so.
    Utf16(fn([u8; 2]) -> u16),
    /// What only another program unpacks, and the call that does.
    Packed(&'static str),
}

/// How a stream of an encoding begins.
struct Mark {
    encoding: Encoding,
    bytes: &'static [u8],
    /// In what range each of the bytes behind those is.
    then: &'static [RangeInclusive<u8>],
}

/// How many bytes tell whether a stream is plain: those of the longest mark.
pub const MARK_LEN: usize = 10;

const MARKS: [Mark; 10] = [
    // RFC 1952.
    Mark::new(Encoding::Gzip, &[0x1f, 0x8b]),
    // RFC 8878.
    Mark::new(Encoding::Zstd, &[0x28, 0xb5, 0x2f, 0xfd]),
    // A frame to skip, with which what `pzstd` writes begins.
    Mark { then: &[0x50..=0x5f, 0x2a..=0x2a, 0x4d..=0x4d, 0x18..=0x18], ..Mark::new(Encoding::Zstd, &[]) },
    // Bytes that are no text may begin so too; a log in UTF-16 goes on with an ASCII character.
    Mark { then: &[1..=127, 0..=0], ..Mark::new(Encoding::Utf16(u16::from_le_bytes), &[0xff, 0xfe]) },
    Mark { then: &[0..=0, 1..=127], ..Mark::new(Encoding::Utf16(u16::from_be_bytes), &[0xfe, 0xff]) },
    Mark::new(Encoding::Packed("xz -dc"), b"\xfd7zXZ\0"),
    // How well it is compressed, and how its first block begins.
    Mark {
        then: &[b'1'..=b'9', b'1'..=b'1', b'A'..=b'A', b'Y'..=b'Y', b'&'..=b'&', b'S'..=b'S', b'Y'..=b'Y'],
        ..Mark::new(Encoding::Packed("bzip2 -dc"), b"BZh")
    },
    Mark::new(Encoding::Packed("lz4 -dc"), &[0x04, 0x22, 0x4d, 0x18]),
    Mark::new(Encoding::Packed("unzip -p"), b"PK\x03\x04"),
    Mark::new(Encoding::Packed("7z x -so"), b"7z\xbc\xaf\x27\x1c"),
];

impl Mark {
    const fn new(encoding: Encoding, bytes: &'static [u8]) -> Self {
        Self { encoding, bytes, then: &[] }
    }

    const fn len(&self) -> usize {
        self.bytes.len() + self.then.len()
    }

    /// Whether a stream begins so, as far as its head goes.
    fn fits(&self, head: &[u8]) -> bool {
        let ranges = self.bytes.iter().map(|&byte| byte..=byte).chain(self.then.iter().cloned());
        head.iter().zip(ranges).all(|(byte, range)| range.contains(byte))
    }
}

impl Encoding {
    /// That of a stream with such a head.
    pub fn of(head: &[u8]) -> Self {
        let mark = MARKS.iter().find(|mark| mark.len() <= head.len() && mark.fits(head));
        mark.map_or(Self::Plain, |mark| mark.encoding)
    }
}

/// Whether a stream that begins so is text as it is.
pub fn begins_plain(head: &[u8]) -> bool {
    matches!(Encoding::of(head), Encoding::Plain)
}

/// Whether the bytes that follow may yet make a mark of so short a head.
pub fn is_undecided(head: &[u8]) -> bool {
    MARKS.iter().any(|mark| head.len() < mark.len() && mark.fits(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_mark_can_be_read() {
        assert_eq!(MARKS.iter().map(Mark::len).max(), Some(MARK_LEN));
    }

    #[test]
    fn text_is_plain_from_the_first_byte_that_no_mark_has() {
        for (head, undecided) in [("", true), ("B", true), ("BZh9", true), ("BZh0", false), ("4", false)] {
            assert_eq!(is_undecided(head.as_bytes()), undecided, "{head}");
        }
        assert!(begins_plain(b"BZh9 is how bzip2 begins") && !begins_plain(b"BZh91AY&SY"));
    }
}
