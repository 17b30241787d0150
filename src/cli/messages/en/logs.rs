//! What is said about the times and the unknown rest of logs, in English.

use crate::cli::messages::logs::Logs;

pub const LOGS: Logs = Logs {
    time: "Time",
    range: |first, last| if first == last { first.to_owned() } else { format!("{first} to {last}") },
    timeline: |range, zone, bar| format!("Timeline: {range} ({zone}), {bar} per bar."),
    duration: |seconds| match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0, seconds) => format!("{seconds} s"),
        (0, 0, minutes, 0) => format!("{minutes} min"),
        (0, 0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (0, hours, 0, _) => format!("{hours} h"),
        (0, hours, minutes, _) => format!("{hours} h {minutes} min"),
        (1, 0, ..) => "1 day".to_owned(),
        (days, 0, ..) => format!("{days} days"),
        (days, hours, ..) => format!("{days} d {hours} h"),
    },
    assumed_zone: |zone| format!("Times without a time zone were read as {zone}; --tz sets another zone."),
    undated: |count| format!("Not counted, because their lines have no time: {count}."),
    without: |count| format!("Not in the table, because their lines do not say it: {count}."),
    more_rows: |count| format!("Not shown: {count} more; --top sets how many are."),
    has_forgotten: "There were too many different values; the rarest were left out.",
    minute: "Minute",
    hour: "Hour",
    day: "Day",
    endpoint: "Endpoint",
    file: "File",
    total: "Total",
    rest: "Other",
    others: |count| format!("Errors of other platforms: {count}"),
    unknown: |count| format!("Failures that are not in the catalog: {count}"),
    more_kinds: |count| format!("{count} more kinds; --format json shows all."),
    is_directory: |directory| format!("{directory} is a directory; add -r to scan the files in it"),
    read: |size, rate| format!("{size} read, {rate}/s"),
    no_files: "There are no files to scan in the directory.",
};
