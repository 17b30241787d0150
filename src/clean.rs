//! Text that is safe to print, from bytes that may be anything.

use std::borrow::Cow;

use crate::fold::is_unsafe;

/// Decodes UTF-8, or UTF-16 with a byte order mark (as PowerShell writes it). What is no text becomes the
/// replacement character U+FFFD, one for as many bytes as stand together, so that no text is longer than its bytes by
/// more than these.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_be_bytes)),
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        _ => decode_utf8(bytes),
    }
}

fn decode_utf8(bytes: &[u8]) -> Cow<'_, str> {
    // The check of a text that is all right is quicker than the repair of one that is not.
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() && !text.ends_with(char::REPLACEMENT_CHARACTER) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Cow::Owned(text)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Takes out terminal escape sequences and the control characters other than line feed and tab, so that
/// nothing in `text` can act on a terminal.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !may_be_unsafe(text.as_bytes()) || !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_unsafe) {
        cleaned.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[sequence_len(rest)..];
    }
    cleaned.push_str(rest);
    Cow::Owned(cleaned)
}

/// A quick look for the bytes of unsafe characters: ASCII controls, C1 controls (`c2 80` to `c2 9f`), and the
/// marks of direction (in `e2 80` and `e2 81`). Blocks of plain ASCII are passed over without a branch for each byte.
fn may_be_unsafe(bytes: &[u8]) -> bool {
    const BLOCK: usize = 64;
    let is_suspect = |byte: u8| !matches!(byte, b'\n' | b'\t' | b' '..=b'~');
    let follows = |at: usize, range: std::ops::RangeInclusive<u8>| {
        bytes.get(at).is_some_and(|next| range.contains(next))
    };
    let is_unsafe_at = |at: usize| match bytes[at] {
        b'\n' | b'\t' => false,
        0xc2 => follows(at + 1, 0x80..=0x9f),
        0xe2 => follows(at + 1, 0x80..=0x81) && follows(at + 2, 0xa6..=0xae),
        byte => byte < b' ' || byte == 0x7f,
    };
    bytes.chunks(BLOCK).enumerate().any(|(block, chunk)| {
        let suspects =
            chunk.iter().map(|&byte| u8::from(is_suspect(byte))).fold(0, |any, suspect| any | suspect);
        suspects != 0 && (block * BLOCK..block * BLOCK + chunk.len()).any(is_unsafe_at)
    })
}

/// The longest escape sequence that is taken for one, in bytes; behind a longer one only its first
/// character is taken out.
const MAX_SEQUENCE: usize = 2048;

/// The length of the escape sequence or the control character at the beginning of `text`.
fn sequence_len(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let bytes = &text.as_bytes()[..text.len().min(MAX_SEQUENCE)];
    let (kind, body) = match bytes {
        [0x1b, kind, ..] => (*kind, 2),
        [0xc2, 0x9b, ..] => (b'[', 2),
        [0xc2, 0x9d, ..] => (b']', 2),
        _ => return first,
    };
    let end = match kind {
        // CSI: parameters up to a final letter.
        b'[' => bytes[body..].iter().position(|&byte| matches!(byte, 0x40..=0x7e)).map(|at| body + at + 1),
        // OSC, DCS, SOS, PM and APC: a text up to BEL or ST, on one line.
        b']' | b'P' | b'X' | b'^' | b'_' => string_end(bytes, body),
        // Two-character sequences, and those that choose a character set.
        b'(' | b')' | b'*' | b'+' if bytes.len() > 2 => Some(3),
        0x30..=0x7e => Some(2),
        _ => None,
    };
    end.filter(|&end| text.is_char_boundary(end)).unwrap_or(first)
}

fn string_end(bytes: &[u8], body: usize) -> Option<usize> {
    let at = body + bytes[body..].iter().position(|&byte| matches!(byte, 0x07 | 0x1b | b'\n'))?;
    match (bytes[at], bytes.get(at + 1)) {
        (0x07, _) => Some(at + 1),
        (0x1b, Some(b'\\')) => Some(at + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_control_characters_go() {
        assert_eq!(clean("\x1b[1;31m403\x1b[0m \x1b]8;;https://a\x1b\\link\x1b]8;;\x07!\r\n"), "403 link!\n");
        assert_eq!(clean("a\0b\x08c\u{9b}31md\u{202e}e"), "abcde");
        assert_eq!(clean("\x1b]0;no end"), "]0;no end");
        assert!(matches!(clean("plain 文字\n\t"), Cow::Borrowed(_)));
    }

    #[test]
    fn utf16_is_text_too() {
        assert_eq!(decode(b"\xff\xfe4\x000\x003\x00"), "403");
        assert_eq!(decode(b"\xfe\xff\x004\x000\x003"), "403");
        assert_eq!(decode(b"\xef\xbb\xbf403"), "403");
        assert_eq!(decode(b"4\xff3"), "4\u{fffd}3");
        assert_eq!(decode(&[b'4', 0xff, 0xff, 0xc3, b'3']), "4\u{fffd}3");
    }
}
