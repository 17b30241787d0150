//! Points in time as people name them in an option.

use std::time::SystemTime;

use jiff::civil::{Date, DateTime, Time as TimeOfDay};
use jiff::{Span, Timestamp, ZonedDateTime};

use super::{Time, Zone};

/// A text that names no point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MomentError;

/// The point in time that a text names: RFC 3339, `2026-11-27 09:00`, `2026-11-27`, `09:00` (of today), `today`,
/// `yesterday`, `now`, or how long ago it is (`90s`, `30m`, `2h`, `1d`). What has no offset is of `zone`.
///
/// # Errors
///
/// [`MomentError`] if the text is none of these.
pub fn moment(text: &str, zone: &Zone, now: SystemTime) -> Result<Time, MomentError> {
    let now = Timestamp::try_from(now).map_err(|_| MomentError)?.to_zoned_datetime(zone.0.clone());
    timestamp(text.trim(), zone, &now).map(Time).ok_or(MomentError)
}

fn timestamp(text: &str, zone: &Zone, now: &ZonedDateTime) -> Option<Timestamp> {
    let day = |day: &ZonedDateTime| day.start_of_day().ok().map(|start| start.timestamp());
    match text {
        "now" => return Some(now.timestamp()),
        "today" => return day(now),
        "yesterday" => return day(&now.yesterday().ok()?),
        _ => {}
    }
    // Without an offset it is not a point in time, and read as a local time below.
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    let local = |local: DateTime| zone.0.to_timestamp(local).ok();
    if text.len() == "2026-11-27".len()
        && let Ok(date) = text.parse::<Date>()
    {
        return local(date.to_datetime(TimeOfDay::midnight()));
    }
    if text.contains(['-', '/'])
        && let Ok(time) = text.replace('/', "-").parse::<DateTime>()
    {
        return local(time);
    }
    if text.contains(':') {
        return text.parse::<TimeOfDay>().ok().and_then(|time| local(now.date().to_datetime(time)));
    }
    let ago = text.strip_suffix(" ago").unwrap_or(text);
    let is_span = ago.starts_with(|c: char| c.is_ascii_digit());
    let span = is_span.then(|| ago.parse::<Span>().ok()).flatten()?;
    now.checked_sub(span).ok().map(|time| time.timestamp())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn people_name_times_in_many_ways() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(498_820);
        let zone = Zone::named("+08:00").expect("it is a zone");
        for (text, expected) in [
            ("2026-11-27T01:00:00Z", "2026-11-27T01:00:00Z"),
            ("2026-11-27T09:00:00+08:00", "2026-11-27T01:00:00Z"),
            ("2026-11-27T09:00:00", "2026-11-27T01:00:00Z"),
            ("2026-11-27 09:00", "2026-11-27T01:00:00Z"),
            ("2026-11-27 09:00:30", "2026-11-27T01:00:30Z"),
            ("2026/11/27 09:00", "2026-11-27T01:00:00Z"),
            ("2026-11-27", "2026-11-26T16:00:00Z"),
            ("09:00", "2026-11-27T01:00:00Z"),
            ("today", "2026-11-26T16:00:00Z"),
            ("yesterday", "2026-11-25T16:00:00Z"),
            ("now", "2026-11-27T04:00:00Z"),
            ("2h", "2026-11-27T02:00:00Z"),
            ("1h30m", "2026-11-27T02:30:00Z"),
            ("90s", "2026-11-27T03:58:30Z"),
            ("1d", "2026-11-26T04:00:00Z"),
            ("2 hours ago", "2026-11-27T02:00:00Z"),
        ] {
            assert_eq!(
                moment(text, &zone, now).map(|time| time.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        for text in
            ["", "soon", "25:00", "2026-13-01", "2026-11-27 9", "-2h", "2", "h", "99999999d", "2h 你好"]
        {
            assert_eq!(moment(text, &zone, now), Err(MomentError), "{text}");
        }
    }
}
