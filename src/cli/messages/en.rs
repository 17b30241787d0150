//! What the program says in English.

mod help;
mod logs;
mod usage_error;

use std::io;

use wqerr::{Actor, Client, Confidence, Hint, Lang, Retry};

use super::{Catalogs, Labels, Messages, Reference, Scan, Source};

pub const MESSAGES: Messages = Messages {
    lang: Lang::En,
    help: help::HELP,
    label: LABELS,
    retry: |retry| match retry {
        Retry::No => "No: fix the cause first; the same request will fail again",
        Retry::Backoff => "Yes, with backoff: wait longer before each retry",
        Retry::Yes => "Yes, right away",
    },
    actor: |actor| match actor {
        Actor::Caller => "The caller: change the request or the client",
        Actor::AccountOwner => "The account owner (billing, keys, permissions, endpoints)",
        Actor::Platform => "The platform; open a ticket if it persists",
        Actor::Network => "Whoever runs the client, network or proxy that dropped the connection",
    },
    confidence: |confidence| match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible: only the status, or text that other systems use too",
    },
    hint,
    searched: |query| format!("No entry is named \"{query}\"; these entries match it as a search."),
    not_found: |query| format!("Nothing found for \"{query}\"."),
    not_near: |query, nearest| match nearest {
        [] => format!("Nothing near enough to \"{query}\"."),
        _ => format!("Nothing near enough to \"{query}\"; nearest: {}.", nearest.join(", ")),
    },
    try_search: "Try a search in your own words: wqerr search TEXT",
    not_recognized: "No known error recognized.",
    empty_input: "The input is empty. Pipe an error into `wqerr explain`, or pass it as an argument.",
    paste_now: "Paste the error, then press Ctrl-D on an empty line.",
    see_one: |id| format!("For all causes and steps: wqerr lookup {id}"),
    have_whole: "Have the whole error? Pipe it to: wqerr explain",
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
    mistake: ToString::to_string,
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
    total: |lines, size, recognised| {
        let unit = if lines == "1" { "line" } else { "lines" };
        format!("{lines} {unit} ({size}), {recognised} with a known error")
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

/// Advice that belongs to no entry.
fn hint(hint: Hint) -> String {
    match hint {
        Hint::BodyDropped { client, has_edge_rows } => {
            let body = match client {
                Client::Python => "print it with `print(e.response.text)`",
                Client::Node => "print `error.error`, or `await error.response?.text()`",
                Client::DotNet => "print `await response.Content.ReadAsStringAsync()`",
                Client::Other => "send the same request with `curl -i`",
            };
            let edge = if has_edge_rows {
                " If the request went to a Wanqing host, it was most likely an error of the edge gateway; those are \
                 listed first."
            } else {
                ""
            };
            format!(
                "The error body is missing: the client dropped it, or it was not copied. To see it, {body}.{edge}"
            )
        }
        Hint::UnknownOfFamily => "This code is not in the catalog. The entries below are of the same family and usually \
                                  have similar causes."
            .to_owned(),
        Hint::EmptyError => "The gateway sent an error without a message, so its cause is unknown. Retry; if it \
                             persists, open a ticket with the request ID and the time."
            .to_owned(),
        Hint::Reseller => "A reseller sits between you and Wanqing: the key and the account in this error are the \
                           reseller's, not yours. Choose another upstream there, or send the reseller its own request \
                           ID."
            .to_owned(),
        Hint::OtherSystem(other) => {
            let verb = if other.confidence > Confidence::Possible { "is" } else { "may be" };
            let code = other.code.map(|code| format!(": `{code}`")).unwrap_or_default();
            format!("This {verb} an error of {}{code}. See its page: {}", other.name.en, other.docs)
        }
    }
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
