//! What the program says in English.

mod help;
mod misuse;

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
    hint: |hint| hint.text(Lang::En),
    not_found: |query| format!("Nothing found for \"{query}\"."),
    try_search: "To look for a text, in your own words too: wqerr search TEXT",
    try_list: "All entries: wqerr list",
    not_recognised: "No Wanqing error recognised.",
    empty_input: "The input is empty: pipe an error into `wqerr explain`, or give it as an argument.",
    paste_now: "Paste the error, then press Ctrl-D on an empty line.",
    see_one: |id| format!("All causes and steps of one: wqerr lookup {id}"),
    created: |endpoint, time| format!("{endpoint} (created {time})"),
    version: |version, commit, date| {
        let commit = commit.map(|commit| format!("commit {commit}"));
        let date = date.map(|date| format!("catalog {date}"));
        let facts: Vec<_> = commit.into_iter().chain(date).collect();
        format!("wqerr {version} ({})", facts.join(", "))
    },
    misuse: misuse::text,
    r#try: |call| format!("Try: {call}"),
    did_you_mean: |names| format!("Did you mean: {}?", names.join(", ")),
    can_be: |values| format!("It can be: {}.", values.join(", ")),
    see_help: |call| format!("For help: {call}"),
    catalogs: CATALOGS,
    scan: SCAN,
    reference: REFERENCE,
    several: |name| format!("several errors have the name {name}"),
    status_class: |digit| format!("all statuses from {digit}00 to {digit}99"),
    no_such_origin: |asked, known| {
        format!("No entry comes from {}; those that there are: {}.", asked.join(", "), known.join(", "))
    },
    nothing_left: "No entry passes all filters.",
    reason,
    packed: |unpack| {
        format!(
            "it is compressed, but not by gzip or zstd; decompress it first: `{unpack} FILE | wqerr scan`"
        )
    },
    unreadable: |file, why| format!("cannot read {file}: {why}"),
    no_input: |why| format!("cannot read standard input: {why}"),
    unwritable: |why| format!("cannot write the answer: {why}"),
    colon: ": ",
};

const CATALOGS: Catalogs = Catalogs {
    embedded: "in the program",
    entries: |count, name| format!("{count} {} of `{name}`", if count == 1 { "entry" } else { "entries" }),
    mistakes: |count| format!("{count} {}, left out", if count == 1 { "mistake" } else { "mistakes" }),
    none_there: "no catalog there",
    unreadable: |why| format!("cannot be read: {why}"),
    left_out: |file| {
        format!("{file} is left out until its mistakes are corrected (see `wqerr catalog check`).")
    },
    sound: |file, count| {
        format!("{file}: no mistakes in {count} {}", if count == 1 { "entry" } else { "entries" })
    },
    named_by: |state, source| match source {
        Source::Directory => state.to_owned(),
        Source::Variable => format!("{state} (WQERR_CATALOG)"),
        Source::Option => format!("{state} (--catalog)"),
    },
};

const SCAN: Scan = Scan {
    paste_now: "Paste the log, then press Ctrl-D on an empty line.",
    total: |lines, size, recognised| {
        let unit = if lines == "1" { "line" } else { "lines" };
        format!("{lines} {unit} ({size}), {recognised} of them with a known error")
    },
    none: |lines| format!("No known error in {lines} {}.", if lines == "1" { "line" } else { "lines" }),
    cut: |count, size| {
        let lines = if count == 1 { "line was" } else { "lines were" };
        format!("{count} {lines} longer than {size}; only the beginning was examined.")
    },
    broken_off: |read| format!("Broken off: only {read} were read."),
    retry: |retry| match retry {
        Retry::No => "do not retry",
        Retry::Backoff => "retry after a wait",
        Retry::Yes => "retry at once",
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
    error: "Error, its values, and what to do",
    place: "Where",
    spread: "Spread",
    progress: |percent, size, left| {
        let left = left.map(|left| format!(", {} left", duration(left))).unwrap_or_default();
        format!("{percent} of {size}{left}")
    },
};

const REFERENCE: Reference = Reference {
    title: "Errors of the Wanqing API",
    as_of: |date| format!("Last compared with its source on {date}."),
    entries: "Entries",
    overview: "Overview",
    origin: "From",
    aliases: "Also written",
    retry: "Retry helps",
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
        io::ErrorKind::NotFound => "there is no such file",
        io::ErrorKind::PermissionDenied => "no permission",
        io::ErrorKind::IsADirectory => "it is a directory",
        io::ErrorKind::InvalidData => "it is not UTF-8 text",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::InvalidInput => "its compressed data is damaged",
        io::ErrorKind::UnexpectedEof => "it ends too early",
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
    meaning_and_step: "Meaning, and the first step",
    retry: "Retry",
    actor: "Who acts",
    values: "Values",
    request_id: "Request id",
    time: "Time",
    endpoint: "Endpoint",
    retry_after: "Retry after",
    certainty: "Certainty",
    entry: "Entry",
    docs: "Read on",
    near: "Nearest:",
    hint: "Note",
    found: "Found in the input:",
    of_input: |label| format!("Input {}", label.to_lowercase()),
};
