//! Times in fields, by the names that loggers give them.

use super::{Written, forms};

/// The names of the field that has the time of a line: in JSON of slog, zap, zerolog, logrus, pino, bunyan, winston,
/// structlog, Logstash, Serilog, Docker, journald, nginx, Envoy, Traefik, OpenTelemetry and the clouds.
const NAMES: [&str; 28] = [
    "ts",
    "time",
    "timestamp",
    "@timestamp",
    "t",
    "@t",
    "datetime",
    "date",
    "asctime",
    "eventTime",
    "event_time",
    "log_time",
    "logtime",
    "logTime",
    "time_local",
    "time_iso8601",
    "msec",
    "start_time",
    "StartUTC",
    "StartLocal",
    "Timestamp",
    "Time",
    "timeUnixNano",
    "TimeUnixNano",
    "observedTimestamp",
    "created",
    "created_at",
    "__REALTIME_TIMESTAMP",
];

/// How much of the beginning and of the end of a long line is looked at, in bytes.
const END: usize = 4096;

/// The time in the first field with such a name. A name with a backslash before its quote is of a text in the line.
pub fn written(line: &str) -> Option<Written> {
    if line.len() <= 2 * END {
        return named(line);
    }
    let (head, tail) = (line.floor_char_boundary(END), line.ceil_char_boundary(line.len() - END));
    named(&line[..head]).or_else(|| named(&line[tail..]))
}

fn named(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b':', b'=', bytes).find_map(|separator| {
        let name = name_before(&text[..separator])?;
        NAMES.contains(&name).then(|| value(&bytes[separator + 1..])).flatten()
    })
}

/// The name that ends a text, in quotes or behind a space.
fn name_before(text: &str) -> Option<&str> {
    /// The longest name that counts.
    const MOST: usize = 24;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@');
    let inner = text.strip_suffix(['"', '\'']);
    let bytes = inner.unwrap_or(text).as_bytes();
    let len = bytes.iter().rev().take(MOST).take_while(|byte| is_name(byte)).count();
    let start = bytes.len() - len;
    let before = start.checked_sub(1).map(|at| bytes[at]);
    let begins = match before {
        None | Some(b' ' | b'\t' | b',' | b'{') => inner.is_none(),
        // The quote of an own field, not of a text.
        Some(b'"' | b'\'') => inner.is_some() && start.checked_sub(2).is_none_or(|at| bytes[at] != b'\\'),
        _ => false,
    };
    (begins && len > 0).then(|| &text[start..start + len])
}

/// The time that a value is.
fn value(bytes: &[u8]) -> Option<Written> {
    let bytes = bytes.trim_ascii_start();
    let bytes = bytes.strip_prefix(b"\"").or_else(|| bytes.strip_prefix(b"'")).unwrap_or(bytes);
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let is_number = bytes.get(len).is_none_or(|next| !next.is_ascii_alphanumeric());
    let unix = (is_number && len >= 10).then(|| forms::unix(&bytes[..len])).flatten();
    unix.or_else(|| forms::from(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_names_are_read() {
        for name in NAMES {
            for line in [
                format!("{{\"level\":\"error\",\"{name}\":\"2026-11-27T01:02:03Z\"}}"),
                format!("{{\"level\": \"error\", \"{name}\": 1795741323}}"),
                format!("level=error {name}=2026-11-27T01:02:03Z"),
            ] {
                assert!(written(&line).is_some(), "{line}");
            }
            let other = format!("{{\"body\":\"{{\\\"{name}\\\":\\\"2026-11-27T01:02:03Z\\\"}}\"}}");
            assert_eq!(written(&other), None, "{other}");
        }
    }

    #[test]
    fn the_ends_of_a_long_line_are_read() {
        let long = "界".repeat(10_000);
        for line in [
            format!("{{\"ts\":1795741323,\"msg\":\"{long}\"}}"),
            format!("{{\"msg\":\"{long}\",\"ts\":1795741323}}"),
        ] {
            assert!(written(&line).is_some());
        }
    }
}
