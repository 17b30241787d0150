//! The ways to write a time, where they stand in a line.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::{Written, at};

/// How much of a line is looked at for a time that has no name, in bytes. Containers, levels and threads may stand
/// before it.
const HEAD: usize = 192;

/// The first time near the beginning of a line.
pub fn written(line: &str) -> Option<Written> {
    let head = &line.as_bytes()[..line.len().min(HEAD)];
    if !head.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let line = line.as_bytes();
    if let Some(unix) = unix_at_start(line) {
        return Some(unix);
    }
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let mut starts = (0..head.len()).filter(|&at| {
        head[at].is_ascii_alphanumeric() && at.checked_sub(1).is_none_or(|before| !is_part(head[before]))
    });
    starts.find_map(|start| from(&line[start..]))
}

/// The time with which some bytes begin.
pub fn from(bytes: &[u8]) -> Option<Written> {
    match bytes.first()? {
        b'0'..=b'9' => numeric(bytes),
        b'A'..=b'Z' => named(bytes),
        _ => None,
    }
}

/// A Unix time before everything else.
fn unix_at_start(line: &[u8]) -> Option<Written> {
    let line = line.strip_prefix(b"[").unwrap_or(line);
    let len = line.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    if line.get(len).is_some_and(|next| !matches!(next, b' ' | b'\t' | b']' | b',' | b'|' | b':')) {
        return None;
    }
    unix(&line[..len])
}

/// A Unix time in seconds, milliseconds, microseconds or nanoseconds, which the number of digits tells: from 2001 to 2286.
pub fn unix(text: &[u8]) -> Option<Written> {
    let len = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number: i64 = str::from_utf8(&text[..len]).ok()?.parse().ok().filter(|_| text[0] != b'0')?;
    let rest = &text[len..];
    let time = match (len, rest) {
        (10, _) => Timestamp::new(number, nanoseconds(rest)?).ok()?,
        (13, _) => {
            // Fractions of milliseconds, as JavaScript has them, are not worth it.
            nanoseconds(rest)?;
            Timestamp::from_millisecond(number).ok()?
        }
        (16, []) => Timestamp::from_microsecond(number).ok()?,
        (19, []) => Timestamp::from_nanosecond(number.into()).ok()?,
        _ => return None,
    };
    Some(Written::Instant(time))
}

/// What a fraction of a second (`.123`, or nothing) is in nanoseconds.
fn nanoseconds(fraction: &[u8]) -> Option<i32> {
    let Some(digits) = fraction.strip_prefix(b".") else { return fraction.is_empty().then_some(0) };
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let of = |place: usize| digits.get(place).map_or(0, |digit| i32::from(digit - b'0'));
    is_number.then(|| (0..9).fold(0, |number, place| number * 10 + of(place)))
}

/// A time that begins with a digit.
fn numeric(bytes: &[u8]) -> Option<Written> {
    if bytes.get(4) == Some(&b'-') || bytes.get(4) == Some(&b'/') {
        return iso(bytes);
    }
    if matches!(bytes.get(2), Some(b'/')) {
        return apache(bytes);
    }
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits == 8).then(|| compact(bytes)).flatten()
}

/// `2026-11-27T09:00:00.123+08:00`, with all that may stand in place of `-`, `T` and `.`.
fn iso(bytes: &[u8]) -> Option<Written> {
    let date = Date::new(
        i16::try_from(digits(bytes, 0, 4)?).ok()?,
        small(bytes, 5)?,
        small(bytes, 8).filter(|_| bytes[7] == bytes[4])?,
    )
    .ok()?;
    let [b'T' | b't' | b' ' | b'_', rest @ ..] = &bytes[10..] else { return None };
    // Gin has ` - ` there.
    let rest = rest.strip_prefix(b"- ").unwrap_or(rest);
    let (time, rest) = clock(rest)?;
    with_offset(date.to_datetime(time), rest)
}

/// `20261127T090000Z`, `20261127-090000` and `20261127 09:00:00`.
fn compact(bytes: &[u8]) -> Option<Written> {
    let year = i16::try_from(digits(bytes, 0, 4)?).ok()?;
    let date = Date::new(year, small(bytes, 4)?, small(bytes, 6)?).ok()?;
    let rest = bytes[8..].strip_prefix(b"T").or_else(|| bytes[8..].strip_prefix(b"-"));
    let rest = rest.or_else(|| bytes[8..].strip_prefix(b" "))?;
    if let Some((time, rest)) = clock(rest) {
        return with_offset(date.to_datetime(time), rest);
    }
    let time = Time::new(small(rest, 0)?, small(rest, 2)?, small(rest, 4)?, 0).ok()?;
    with_offset(date.to_datetime(time), &rest[6..])
}

/// `27/Nov/2026:09:00:00 +0800`.
fn apache(bytes: &[u8]) -> Option<Written> {
    broken_down("%d/%b/%Y:%H:%M:%S", bytes)
}

/// A time that begins with a word.
fn named(bytes: &[u8]) -> Option<Written> {
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match letters {
        // `E1127 09:00:00.123456`, and with the year.
        1 if matches!(bytes[0], b'I' | b'W' | b'E' | b'F' | b'D') => {
            let rest = &bytes[1..];
            match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
                4 => yearless(small(rest, 0)?, small(rest, 2)?, rest[4..].strip_prefix(b" ")?),
                8 => compact(rest),
                _ => None,
            }
        }
        // `Fri Nov 27 09:00:00.123456 2026`, and `Fri, 27 Nov 2026 09:00:00 +0800`.
        3 if bytes.get(3) == Some(&b',') => broken_down("%a, %d %b %Y %H:%M:%S", bytes),
        3 => broken_down("%a %b %e %H:%M:%S%.f %Y", bytes).or_else(|| syslog(bytes)),
        _ => None,
    }
}

/// `Nov 27 09:00:00`.
fn syslog(bytes: &[u8]) -> Option<Written> {
    const MONTHS: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let month = (1..).zip(MONTHS).find(|(_, name)| bytes.starts_with(*name))?.0;
    let rest = bytes[3..].strip_prefix(b" ")?;
    let (day, rest) = match rest {
        [b' ', day @ b'1'..=b'9', b' ', rest @ ..] | [day @ b'1'..=b'9', b' ', rest @ ..] => {
            (day - b'0', rest)
        }
        [_, _, b' ', rest @ ..] => (u8::try_from(small(bytes, 4)?).ok()?, rest),
        _ => return None,
    };
    yearless(month, i8::try_from(day).ok()?, rest)
}

fn yearless(month: i8, day: i8, clock_time: &[u8]) -> Option<Written> {
    /// A year with all days.
    const LEAP: i16 = 2024;
    let date = Date::new(LEAP, month, day).ok()?;
    let (time, _) = clock(clock_time)?;
    Some(Written::Yearless(date.to_datetime(time)))
}

/// A time in a form of `strptime`, and the offset behind it.
fn broken_down(format: &str, bytes: &[u8]) -> Option<Written> {
    /// Longer than any of them.
    const MOST: usize = 48;
    let bytes = &bytes[..bytes.len().min(MOST)];
    let (time, len) = BrokenDownTime::parse_prefix(format, bytes).ok()?;
    with_offset(time.to_datetime().ok()?, &bytes[len..])
}

/// `09:00:00.123`, and what stands behind it. Minutes are enough.
fn clock(bytes: &[u8]) -> Option<(Time, &[u8])> {
    let (hour, minute) = (small(bytes, 0)?, small(bytes, 3).filter(|_| bytes[2] == b':')?);
    let Some((second, rest)) =
        bytes.get(5).filter(|byte| **byte == b':').and_then(|_| Some((small(bytes, 6)?, &bytes[8..])))
    else {
        return Some((Time::new(hour, minute, 0, 0).ok()?, &bytes[5..]));
    };
    // A leap second is counted in the second before it.
    let second = if second == 60 { 59 } else { second };
    let fraction = match rest {
        [b'.' | b',', rest @ ..] => rest.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => 0,
    };
    if fraction == 0 {
        return Some((Time::new(hour, minute, second, 0).ok()?, rest));
    }
    let digit = |place: usize| if place < fraction { i32::from(rest[1 + place] - b'0') } else { 0 };
    let nanoseconds = (0..9).fold(0, |number, place| number * 10 + digit(place));
    Some((Time::new(hour, minute, second, nanoseconds).ok()?, &rest[1 + fraction..]))
}

/// A local time with the offset behind it, if there is one.
fn with_offset(local: DateTime, rest: &[u8]) -> Option<Written> {
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let is_end = |len: usize| rest.get(len).is_none_or(|next| !next.is_ascii_alphanumeric());
    let offset = match rest {
        [b'Z' | b'z', ..] if is_end(1) => Some(Offset::UTC),
        [b'U', b'T', b'C', ..] | [b'G', b'M', b'T', ..] if is_end(3) => Some(Offset::UTC),
        [b'+' | b'-', digits @ ..] => {
            let len = digits.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b':').count();
            str::from_utf8(&rest[..=len]).ok().and_then(offset)
        }
        _ => None,
    };
    at(local, offset)
}

/// `+08:00`, `+0800` or `+08`.
pub fn offset(text: &str) -> Option<Offset> {
    let bytes = text.as_bytes();
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = match bytes.len() {
        3 => (digits(bytes, 1, 2)?, 0),
        5 => (digits(bytes, 1, 2)?, digits(bytes, 3, 2)?),
        6 if bytes[3] == b':' => (digits(bytes, 1, 2)?, digits(bytes, 4, 2)?),
        _ => return None,
    };
    let minutes = (minutes < 60).then_some(i64::from(hours * 60 + minutes))?;
    Offset::try_from(SignedDuration::from_mins(sign * minutes)).ok()
}

/// The number of two digits at a place.
fn small(bytes: &[u8], at: usize) -> Option<i8> {
    digits(bytes, at, 2).and_then(|number| i8::try_from(number).ok())
}

/// The number of so many digits at a place.
fn digits(bytes: &[u8], at: usize, len: usize) -> Option<u32> {
    let digits = bytes.get(at..at + len)?;
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}
