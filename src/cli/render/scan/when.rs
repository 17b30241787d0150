//! When errors were.

use wqerr::scan::{Found, Summary};
use wqerr::time::Time;

use crate::cli::call::NamedZone;
use crate::cli::messages::Messages;

/// How many characters of a time are its date and the space behind it.
const DATE: usize = "2026-11-27 ".len();

/// From a time to another, without the zone; the day is said once where it is the same.
pub fn range((first, last): (Time, Time), zone: &NamedZone, messages: &Messages) -> String {
    let (first, last) = (zone.zone.shown(first), zone.zone.shown(last));
    if first == last {
        return first;
    }
    let is_same_day = first.get(..DATE) == last.get(..DATE);
    let last = if is_same_day { last.get(DATE..).unwrap_or(&last) } else { &last };
    (messages.logs.range)(&first, last)
}

/// The same without the day, if all that is shown is of one day, which the scale below the table names.
pub fn short_range(
    times: (Time, Time),
    all: Option<(Time, Time)>,
    zone: &NamedZone,
    messages: &Messages,
) -> String {
    let day = |time| zone.zone.shown(time).get(..DATE).map(str::to_owned);
    let range = range(times, zone, messages);
    let is_one_day = all.is_some_and(|(first, last)| day(first) == day(last));
    let short =
        day(times.0).filter(|_| is_one_day).and_then(|day| range.strip_prefix(&day).map(str::to_owned));
    short.unwrap_or(range)
}

/// The same with the zone.
pub fn zoned_range(times: (Time, Time), zone: &NamedZone, messages: &Messages) -> String {
    format!("{} {}", range(times, zone, messages), zone.name)
}

/// How often an error was in each of equal parts of the time, or of the input where errors have no time.
pub fn spread(found: &Found<'_>, summary: &Summary<'_>, parts: usize) -> Vec<u64> {
    match summary.times() {
        Some(times) => found.timeline.over(times, parts),
        None => summary.spread(found, parts),
    }
}

/// What the spread runs over if it runs over time.
pub fn scale(summary: &Summary<'_>, zone: &NamedZone, parts: usize, messages: &Messages) -> Option<String> {
    let (first, last) = summary.times()?;
    let parts = u64::try_from(parts).unwrap_or(u64::MAX);
    let seconds = last.milliseconds().abs_diff(first.milliseconds()).div_ceil(1000 * parts).max(1);
    let bar = (messages.logs.duration)(seconds);
    Some((messages.logs.timeline)(&range((first, last), zone, messages), &zone.name, &bar))
}
