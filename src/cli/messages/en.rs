//! What the program says in English.

mod help;
mod logs;
mod usage_error;

use std::io;

use wqerr::{Lang, Retry};

use super::{Catalogs, Labels, Messages, Reference, Scan, Source};

pub const MESSAGES: Messages = Messages {
    lang: Lang::En,
    help: help::HELP,
    label: LABELS,
    retry: |retry| retry.text(Lang::En),
    actor: |actor| actor.text(Lang::En),
    confidence: |confidence| confidence.text(Lang::En),
    empty_query: "The query is empty. Look up a status or a code, for example: wqerr lookup 403",
    not_found: |query| format!("Nothing found for \"{query}\"."),
    not_near: |query, nearest| match nearest {
        [] => format!("Nothing near enough to \"{query}\"."),
        _ => format!("Nothing near enough to \"{query}\"; nearest: {}.", nearest.join(", ")),
    },
    try_search: "Try a search in your own words: wqerr search TEXT",
    not_recognized: "No known error recognized.",
    unknown_error: "It is in no catalog. If it is from Wanqing, open a ticket with the request ID and the time; to have \
                    it explained next time, write a catalog of your own: wqerr catalog new",
    empty_input: "The input is empty. Pipe an error into `wqerr explain`, or pass it as an argument.",
    paste_now: "Paste the error, then press Ctrl-D on an empty line.",
    see_one: |id| format!("All causes and steps of one entry, for example: wqerr lookup {id}"),
    have_whole: "Have the whole error? Pipe it to: wqerr explain",
    seconds: |seconds| format!("{seconds} s"),
    no_code: "(no code)",
    no_status: "0: there was no HTTP response; access logs and the console show it like this",
    created: |endpoint, time| format!("{endpoint} (created {time})"),
    version: |version, commit, date| {
        let commit = commit.map(|commit| format!("commit {commit}"));
        let date = date.map(|date| format!("catalog {date}"));
        let facts: Vec<_> = commit.into_iter().chain(date).collect();
        format!("wqerr {version} ({})", facts.join(", "))
    },
    usage_error: usage_error::text,
    r#try: |call| format!("Try: {call}"),
    did_you_mean: |names| format!("Did you mean: {}?", names.join(", ")),
    can_be: |values| format!("Possible values: {}", values.join(", ")),
    see_help: |call| format!("For more information, try: {call}"),
    catalogs: CATALOGS,
    scan: SCAN,
    logs: logs::LOGS,
    reference: REFERENCE,
    several: "shared by several errors",
    status_class: |digit| format!("all statuses from {digit}00 to {digit}99"),
    no_such_origin: |asked, known| {
        format!("No entry has the origin {}. Known origins: {}.", asked.join(", "), known.join(", "))
    },
    nothing_left: "No entry matches these filters.",
    reason,
    packed: |unpack| format!("unsupported compression; decompress it first: `{unpack} FILE | wqerr scan`"),
    unreadable: |file, why| format!("cannot read {file}: {why}"),
    no_input: |why| format!("cannot read standard input: {why}"),
    unwritable: |why| format!("cannot write output: {why}"),
    colon: ": ",
};

const CATALOGS: Catalogs = Catalogs {
    embedded: "built in",
    entries: |count, name| format!("`{name}`, {count} {}", if count == 1 { "entry" } else { "entries" }),
    mistakes: |count| format!("{count} {}, skipped", if count == 1 { "mistake" } else { "mistakes" }),
    none_there: "no catalogs",
    unreadable: |why| format!("cannot read: {why}"),
    skipped: |file| format!("Skipping {file}: this catalog has mistakes or cannot be read."),
    sound: |file, count| {
        format!("{file}: {count} {}, no mistakes", if count == 1 { "entry" } else { "entries" })
    },
    named_by: |state, source| match source {
        Source::Directory => state.to_owned(),
        Source::Environment => format!("{state} (WQERR_CATALOG)"),
        Source::Option => format!("{state} (--catalog)"),
    },
};

const SCAN: Scan = Scan {
    paste_now: "Paste the log, then press Ctrl-D on an empty line.",
    total: |lines, size, matched| {
        let unit = if lines == "1" { "line" } else { "lines" };
        format!("{lines} {unit} ({size}), {matched} with a known error")
    },
    none: |lines| format!("No known error in {lines} {}.", if lines == "1" { "line" } else { "lines" }),
    cut: |count, size| {
        let lines = if count == 1 { "line was" } else { "lines were" };
        format!("{count} {lines} longer than {size}; only the start was examined.")
    },
    broken_off: |read| format!("Interrupted: only {read} read."),
    retry: |retry| match retry {
        Retry::No => "do not retry",
        Retry::Backoff => "retry with backoff",
        Retry::Yes => "retry right away",
    },
    times: |value, count| format!("{value} ({count})"),
    others: |count, is_all| {
        if is_all { format!("{count} others") } else { format!("more than {count} others") }
    },
    comma: ", ",
    lines: |first, last| {
        if first == last { format!("line {first}") } else { format!("lines {first} to {last}") }
    },
    in_file: |file, lines| format!("{file}, {lines}"),
    places: |first, last| if first == last { first.to_owned() } else { format!("{first} to {last}") },
    count: "Count",
    share: "Share",
    error: "Error, details and first step",
    place: "Where",
    spread: "Timeline",
    progress: |percent, size, left| {
        let left = left.map(|left| format!(", {} left", duration(left))).unwrap_or_default();
        format!("{percent} of {size}{left}")
    },
};

const REFERENCE: Reference = Reference {
    title: "Errors of the Wanqing API",
    as_of: |date| format!("Last checked against the official page on {date}."),
    entries: "Entries",
    overview: "Overview",
    origin: "Origin",
    aliases: "Aliases",
    retry: "Retryable",
    yes: "yes",
    no: "no",
};

/// A time in seconds.
fn duration(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// Why reading or writing failed.
fn reason(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "no such file",
        io::ErrorKind::PermissionDenied => "no permission",
        io::ErrorKind::IsADirectory => "is a directory",
        io::ErrorKind::InvalidData => "not valid UTF-8",
        io::ErrorKind::FileTooLarge => "larger than 8 MiB, the limit for a catalog",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::InvalidInput => "corrupt compressed data",
        io::ErrorKind::UnexpectedEof => "unexpected end of file",
        _ => return error.to_string(),
    };
    text.to_owned()
}

const LABELS: Labels = Labels {
    status: "Status",
    code: "Code",
    r#type: "Type",
    message: "Message",
    meaning: "Meaning",
    causes: "Likely causes",
    remediation: "What to do",
    retry: "Retry",
    actor: "Who can fix it",
    values: "Details",
    request_id: "Request ID",
    time: "Request time",
    endpoint: "Endpoint",
    retry_after: "Retry after",
    confidence: "Confidence",
    entry: "Entry",
    docs: "Docs",
    near: "Closest matches:",
    hint: "Note",
    found: "Found in the input:",
    of_input: |label| format!("{label} in input"),
};
