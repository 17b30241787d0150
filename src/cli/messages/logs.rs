//! The texts about the times and the unknown rest of logs.

/// What `scan` says about times, counts by something, and failures that are not in the catalog.
pub struct Logs {
    /// The name of the times of an error.
    pub time: &'static str,
    /// From a time to another.
    pub range: fn(&str, &str) -> String,
    /// The times of a timeline, the zone they are in, and how long each bar is.
    pub timeline: fn(&str, &str, &str) -> String,
    /// A length of time in seconds.
    pub duration: fn(u64) -> String,
    /// Times without a zone were read as of this one.
    pub assumed_zone: fn(&str) -> String,
    /// So many errors have no time, and are not in the period that was asked for.
    pub undated: fn(&str) -> String,
    /// So many errors are in no row of the table.
    pub without: fn(&str) -> String,
    /// So many further rows are not shown.
    pub more_rows: fn(&str) -> String,
    /// The smallest rows were forgotten.
    pub has_forgotten: &'static str,
    pub minute: &'static str,
    pub hour: &'static str,
    pub day: &'static str,
    pub endpoint: &'static str,
    pub file: &'static str,
    /// All errors of a row.
    pub total: &'static str,
    /// The errors of a row that have no column.
    pub rest: &'static str,
    /// The heading of the errors of other platforms, with their number.
    pub others: fn(&str) -> String,
    /// The heading of the failures that nothing is known about, with their number.
    pub unknown: fn(&str) -> String,
    /// So many further kinds are not shown.
    pub more_kinds: fn(&str) -> String,
    /// A directory was named without `-r`.
    pub is_directory: fn(&str) -> String,
    /// How much of a stream was read, and how much in a second.
    pub read: fn(&str, &str) -> String,
    /// There is no log in the directories.
    pub no_files: &'static str,
}
