//! Where in a line letters and digits may be those of an escape, as JSON, addresses and HTML have them.

/// The most bytes of an escape that is undone.
pub const LONGEST: usize = 8;

/// Whether what stands behind a byte may be a part of an escape.
pub const fn begins_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&' | b'#')
}

/// Whether a byte stands for itself wherever it stands.
pub const fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !begins_escape(byte)
}

/// What stands in a line before `at` and behind all that may be an escape of letters or digits, at most so many bytes.
pub fn plain_before(line: &[u8], at: usize, most: usize) -> &[u8] {
    let reached = &line[at.saturating_sub(most + LONGEST)..at];
    let plain = match escapes(reached).next_back() {
        Some(escape) => reached.get(escape + LONGEST..).unwrap_or_default(),
        None => reached,
    };
    &plain[plain.len().saturating_sub(most)..]
}

/// Whether a letter or a digit of a line may be one of an escape, or the sign at its end.
pub fn may_be_of_escape(line: &[u8], at: usize) -> bool {
    plain_before(line, at + 1, 1).is_empty()
}

/// What stands in a line behind `at` and before all such escapes, at most so many bytes.
pub fn plain_behind(line: &[u8], at: usize, most: usize) -> &[u8] {
    let behind = &line[at..];
    let len = behind.len().min(most);
    // The next byte tells what the last one is.
    let escape = escapes(&behind[..behind.len().min(most + 1)]).next();
    &behind[..escape.unwrap_or(len)]
}

/// Where escapes of letters or digits may begin. Those of quotes are none.
fn escapes(bytes: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
    let is_escape =
        |pair: &[u8]| begins_escape(pair[0]) && (pair[1] == b'#' || pair[1].is_ascii_alphanumeric());
    bytes.windows(2).enumerate().filter(move |(_, pair)| is_escape(pair)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_of_an_escape_is_not_plain() {
        for (line, expected) in [
            ("abc", "abc"),
            ("a\\nbcdefghijkl", "hijkl"),
            ("a\\u5bc6bcdefg", "defg"),
            ("a&#23494;bcd", "cd"),
            ("a%20b", ""),
            ("\\\"code\\\":", "\\\"code\\\":"),
        ] {
            assert_eq!(plain_before(line.as_bytes(), line.len(), 99), expected.as_bytes(), "{line}");
        }
        for (line, expected) in [("abc", "abc"), ("ab\\nc", "ab"), ("a&#2;", "a"), ("a\\\"b%", "a\\\"b%")] {
            assert_eq!(plain_behind(line.as_bytes(), 0, 99), expected.as_bytes(), "{line}");
        }
        // All that is asked for.
        assert_eq!(plain_before(b"\\n2345678901", 12, 3), b"901");
        assert_eq!([2, 3].map(|most| plain_behind(b"123%20", 0, most).len()), [2, 3]);
        assert_eq!(plain_behind(b"12%20", 0, 3), b"12");
    }
}
