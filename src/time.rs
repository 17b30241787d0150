//! The time of a line of a log: where logs write it, and how.
//!
//! Which bytes of a line are its time is found here; [`jiff`] says what they mean.

mod fields;
mod forms;
mod moment;

use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::time::SystemTime;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{RoundMode, Timestamp, ToSpan, Unit, ZonedDateTimeRound};

pub use self::moment::{MomentError, moment};
use crate::identifiers::{instant_of, request_id};

/// A point in time. Written, it is RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(Timestamp);

/// The time of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineTime {
    /// When it was.
    pub time: Time,
    /// What says so.
    pub source: TimeSource,
    /// Whether the zone is that of the [`Clock`], for the line names none.
    pub is_zone_assumed: bool,
}

/// What says when a line was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSource {
    /// The line itself.
    Line,
    /// The request id of the platform in it, which carries the time of the request.
    RequestId,
    /// A line before it in the same input.
    EarlierLine,
}

impl TimeSource {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::RequestId => "request_id",
            Self::EarlierLine => "earlier_line",
        }
    }
}

/// A time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// The parts that time is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// From midnight to midnight.
    Day,
}

/// Reads the times of lines.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    zone: Zone,
    now: Option<Timestamp>,
}

/// What a line says about its time.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Written {
    /// A point in time.
    Instant(Timestamp),
    /// What a clock showed; where it stood, the line does not say.
    Local(DateTime),
    /// The same without the year.
    Yearless(DateTime),
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// A zone by its name in the database of the system (`Asia/Shanghai`), by its offset (`+08:00`), `UTC`, or `local`
    /// for that of this machine.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "UTC" | "utc" | "Z" => Some(Self::default()),
            "local" => TimeZone::try_system().ok().map(Self),
            _ => forms::offset(name)
                .map(|offset| Self(offset.to_time_zone()))
                .or_else(|| TimeZone::get(name).ok().map(Self)),
        }
    }

    /// Whether it is UTC.
    pub fn is_utc(&self) -> bool {
        self.0 == TimeZone::UTC
    }

    /// A time in this zone, RFC 3339 with its offset; `Z` in UTC.
    pub fn rfc3339(&self, time: Time) -> String {
        if self.is_utc() {
            return time.to_string();
        }
        time.0.display_with_offset(self.0.to_offset(time.0)).to_string()
    }

    /// A time in this zone as people read it, without the zone and without parts of a second: `2026-11-27 09:00:00`.
    pub fn shown(&self, time: Time) -> String {
        self.0.to_datetime(time.0).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// The minute, hour or day in which a time is.
    pub fn part_of(&self, unit: TimeUnit, time: Time) -> Range<Time> {
        let zoned = time.0.to_zoned_datetime(self.0.clone());
        let trunc = |unit| zoned.round(ZonedDateTimeRound::new().smallest(unit).mode(RoundMode::Trunc));
        let (start, len) = match unit {
            TimeUnit::Minute => (trunc(Unit::Minute), 1.minute()),
            TimeUnit::Hour => (trunc(Unit::Hour), 1.hour()),
            TimeUnit::Day => (zoned.start_of_day(), 1.day()),
        };
        // Only at the ends of all time there is no such part.
        let part = start.and_then(|start| Ok(start.timestamp()..start.checked_add(len)?.timestamp()));
        part.map_or(time..time, |part| Time(part.start)..Time(part.end))
    }
}

impl Time {
    /// Milliseconds since 1970.
    pub fn milliseconds(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The time so many milliseconds after 1970; the nearest one that can be written.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        let nearest = if milliseconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Self(Timestamp::from_millisecond(milliseconds).unwrap_or(nearest))
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Clock {
    /// A clock for logs whose times are of `zone` if they name none. `now` says of which year dates without a year are;
    /// without it, they are not read.
    pub fn new(zone: Zone, now: Option<SystemTime>) -> Self {
        Self { zone, now: now.and_then(|now| Timestamp::try_from(now).ok()) }
    }

    /// The time of a line: what the line says, or else the request id of the platform in it.
    pub fn time_of(&self, line: &str) -> Option<LineTime> {
        self.written_time(line).or_else(|| {
            let time = Time(instant_of(request_id(line)?)?);
            Some(LineTime { time, source: TimeSource::RequestId, is_zone_assumed: false })
        })
    }

    /// What the line itself says.
    pub fn written_time(&self, line: &str) -> Option<LineTime> {
        let (time, is_zone_assumed) = match written(line)? {
            Written::Instant(time) => (time, false),
            Written::Local(local) => (self.instant(local)?, true),
            Written::Yearless(local) => (self.with_year(local)?, true),
        };
        Some(LineTime { time: Time(time), source: TimeSource::Line, is_zone_assumed })
    }

    fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.zone.0.to_timestamp(local).ok()
    }

    /// The time in the latest year in which it is not in the future. A clock may be a day ahead.
    fn with_year(&self, local: DateTime) -> Option<Timestamp> {
        const AHEAD: i64 = 24 * 60 * 60;
        let now = self.now?;
        let year = now.to_zoned_datetime(self.zone.0.clone()).year();
        // A day of February may be in none of the next years.
        let times = (0..8).filter_map(|back| self.instant(local.with().year(year + 1 - back).build().ok()?));
        times.into_iter().find(|time| time.as_second() <= now.as_second() + AHEAD)
    }
}

/// What a line says about its time. An object names it; everything else begins with it, or has it in brackets.
fn written(line: &str) -> Option<Written> {
    if line.trim_start().starts_with('{') {
        fields::written(line).or_else(|| forms::written(line))
    } else {
        forms::written(line).or_else(|| fields::written(line))
    }
}

/// A date and a time of day, with the offset if one is known.
fn at(local: DateTime, offset: Option<Offset>) -> Option<Written> {
    match offset {
        Some(offset) => offset.to_timestamp(local).ok().map(Written::Instant),
        None => Some(Written::Local(local)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// 2026-11-27 09:00:00 UTC.
    const NOW: u64 = 1_795_770_000;

    fn clock(zone: &str) -> Clock {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
        Clock::new(Zone::named(zone).expect("it is a zone"), Some(now))
    }

    fn read(line: &str) -> Option<String> {
        clock("UTC").time_of(line).map(|line| line.time.to_string())
    }

    #[test]
    fn times_are_read_in_all_notations() {
        let whole = Some("2026-11-27T01:02:03Z");
        let milli = Some("2026-11-27T01:02:03.456Z");
        for (line, expected) in [
            // RFC 3339 and ISO 8601.
            ("2026-11-27T01:02:03Z error", whole),
            ("2026-11-27T09:02:03+08:00 error", whole),
            ("2026-11-27T09:02:03+0800 error", whole),
            ("2026-11-26T17:02:03.456-08:00 error", milli),
            ("2026-11-27 01:02:03,456 ERROR root: failed", milli),
            ("2026-11-27 01:02:03.456 [main] ERROR c.k.Gateway - failed", milli),
            ("2026-11-27 09:02:03.456 +0800 CST failed", milli),
            ("2026-11-27 01:02:03 UTC [42] ERROR: failed", whole),
            ("[2026-11-27T01:02:03.456Z] \"POST /api HTTP/1.1\" 503 UF", milli),
            ("[2026-11-27 01:02:03,456: ERROR/MainProcess] failed", milli),
            ("ERROR 2026-11-27 01:02:03 failed", whole),
            ("20261127T010203Z failed", whole),
            ("20261127-010203 failed", whole),
            ("2026/11/27 01:02:03 [error] 7#7: *1 upstream timed out", whole),
            ("[GIN] 2026/11/27 - 01:02:03 | 500 | 1.2ms | 127.0.0.1 | POST \"/v1\"", whole),
            // Fields.
            (r#"{"level": "error", "ts": "2026-11-27T01:02:03Z", "msg": "x"}"#, whole),
            (r#"{"@timestamp":"2026-11-27T09:02:03.456+08:00","message":"x"}"#, milli),
            (r#"{"msg":"at 2020-01-01T00:00:00Z","time":"2026-11-27 01:02:03"}"#, whole),
            (r#"{"log":"x\n","stream":"stderr","time":"2026-11-27T01:02:03.456Z"}"#, milli),
            (r#"{"level":"error","ts":1795741323.456,"msg":"x"}"#, milli),
            (r#"{"time":1795741323456,"msg":"x"}"#, milli),
            (r#"{"timestamp":"1795741323456000"}"#, milli),
            (r#"{"timeUnixNano":"1795741323456000000"}"#, milli),
            (r#"{"body":"{\"time\":\"2020-01-01T00:00:00Z\"}","eventTime":"2026-11-27T01:02:03Z"}"#, whole),
            ("level=error ts=2026-11-27T01:02:03Z msg=x", whole),
            ("level=error time=\"2026-11-27T09:02:03+08:00\" msg=x", whole),
            ("{'time': '2026-11-27T01:02:03Z'}", whole),
            // Access logs.
            ("10.0.0.1 - - [27/Nov/2026:09:02:03 +0800] \"GET / HTTP/1.1\" 500 1", whole),
            ("10.0.0.1 - - [27/Nov/2026:01:02:03 +0000] \"GET / HTTP/1.1\" 500 1", whole),
            ("[Fri Nov 27 01:02:03.456000 2026] [core:error] x", milli),
            ("Fri Nov 27 01:02:03 2026 x", whole),
            ("Fri, 27 Nov 2026 09:02:03 +0800 x", whole),
            // Systems.
            ("Nov 27 01:02:03 host app[7]: x", whole),
            ("<34>Nov 27 01:02:03 host app[7]: x", whole),
            ("<34>1 2026-11-27T01:02:03Z host app - - x", whole),
            ("E1127 01:02:03.456000    7 server.go:12] x", milli),
            ("I20261127 01:02:03.456000    7 server.cc:12] x", milli),
            ("2026-11-27T01:02:03.456Z stderr F x", milli),
            ("api-1  | 2026-11-27T01:02:03Z x", whole),
            ("[pod/gateway-7c/app] 2026-11-27T01:02:03Z x", whole),
            ("gateway-7c-1 app 2026-11-27T01:02:03Z x", whole),
            ("1795741323.456 200 GET", milli),
            ("[1795741323] x", whole),
            // The request id of the platform.
            ("failed, request_id=req-k3v9qa-1795741323456000000", milli),
            // None.
            ("07:00:00 ERROR failed", None),
            ("took 1795741323 ms", None),
            ("{\"request_time\": 0.123, \"latency\": 1795741323}", None),
            ("version 2026-11-27", None),
            ("10.2026.11.27 at 192.168.100.100:8080", None),
            ("", None),
            ("你好，世界", None),
            ("2026-13-27T01:02:03Z", None),
            ("99999999999999999999999", None),
            ("{\"ts\": 1e99, \"time\": null, \"timestamp\": \"\"}", None),
        ] {
            assert_eq!(read(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn no_text_is_too_strange() {
        let lines = [
            "[2026-11-27 09:02:03,456 +0800] x",
            "{\"ts\": 1795741323.456, \"time\": \"2026-11-27T01:02:03Z\"}",
            "10.0.0.1 - - [27/Nov/2026:09:02:03 +0800] x",
            "<34>Nov  7 01:02:03 E1127 01:02:03.456 Fri, 27 Nov 2026 01:02:03 GMT",
            "20261127T010203Z I20261127-010203",
        ];
        for line in lines {
            for (at, c) in line.char_indices() {
                for other in ["", "9", "-", ":", " ", "\"", "\\", "界", "Z"] {
                    let changed = [&line[..at], other, &line[at + c.len_utf8()..]].concat();
                    clock("+08:00").time_of(&changed);
                    clock("+08:00").time_of(&changed[..at + other.len()]);
                }
            }
        }
    }

    #[test]
    fn unusual_times_are_times() {
        for (line, expected) in [
            ("1970-01-01T00:00:00Z x", Some("1970-01-01T00:00:00Z")),
            ("9999-12-30T00:00:00Z x", Some("9999-12-30T00:00:00Z")),
            ("2016-12-31T23:59:60Z leap second", Some("2016-12-31T23:59:59Z")),
            ("2026-11-27T24:00:00Z x", None),
            ("Feb 29 00:00:00 host x", Some("2024-02-29T00:00:00Z")),
            // Last year's: a clock is not months ahead.
            ("Dec 31 23:59:59 host x", Some("2025-12-31T23:59:59Z")),
        ] {
            assert_eq!(read(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_of_the_zone_of_the_clock() {
        for (zone, expected) in [
            ("UTC", "2026-11-27T09:00:00Z"),
            ("+08:00", "2026-11-27T01:00:00Z"),
            ("-0530", "2026-11-27T14:30:00Z"),
        ] {
            let line = clock(zone).time_of("2026-11-27 09:00:00 x").expect("it has a time");
            assert_eq!((line.time.to_string().as_str(), line.is_zone_assumed), (expected, true), "{zone}");
            let line = clock(zone).time_of("2026-11-27 09:00:00+08:00 x").expect("it has a time");
            assert_eq!(line.time.to_string(), "2026-11-27T01:00:00Z");
            assert!(!line.is_zone_assumed);
        }
        assert_eq!(Zone::named("Nowhere/City"), None);
        assert_eq!(Clock::default().time_of("Nov 27 01:02:03 host x"), None);
    }

    #[test]
    fn times_are_divided_in_their_zone() {
        let time = |text: &str| Time(text.parse().expect("it is a time"));
        let zone = Zone::named("+08:00").expect("it is a zone");
        let noon = time("2026-11-27T04:34:56.789Z");
        let start = |unit| zone.rfc3339(zone.part_of(unit, noon).start);
        assert_eq!(start(TimeUnit::Minute), "2026-11-27T12:34:00+08:00");
        assert_eq!(start(TimeUnit::Hour), "2026-11-27T12:00:00+08:00");
        assert_eq!(start(TimeUnit::Day), "2026-11-27T00:00:00+08:00");
        let before = time("1969-12-31T23:59:59.5Z");
        let day = Zone::default().part_of(TimeUnit::Day, before);
        assert_eq!(day, time("1969-12-31T00:00:00Z")..time("1970-01-01T00:00:00Z"));
        for extreme in [Time::from_milliseconds(i64::MIN), Time::from_milliseconds(i64::MAX)] {
            Zone::default().part_of(TimeUnit::Day, extreme);
        }
    }
}
