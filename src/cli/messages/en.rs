//! What the program says in English.

use wqerr::{Actor, Confidence, Hint, Lang, Retry};

use super::{Help, Labels, Messages};

pub const MESSAGES: Messages = Messages {
    lang: Lang::En,
    help: HELP,
    label: LABELS,
    retry: |retry| match retry {
        Retry::No => "No, fix the cause first; the same request fails again",
        Retry::Backoff => "Yes, wait, then send the same request again, waiting longer each time",
        Retry::Yes => "Yes, the same request can be sent again at once",
    },
    actor: |actor| match actor {
        Actor::Caller => "You, the caller; the request or the program has to change",
        Actor::AccountOwner => "The owner of the account (payment, keys, permissions, endpoints)",
        Actor::Platform => "The platform; a ticket helps if it does not pass",
        Actor::Network => "Whoever runs the network or proxy between you and the platform",
    },
    confidence: |confidence| match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible, only a status or a general word fits",
    },
    hint: |hint| match hint {
        Hint::BodyDropped => {
            "The body of the error is not in the input: the client threw it away, or it was not copied. If the host \
             is one of Wanqing's, it most likely was an error of the edge gateway; those stand first. To see the \
             body, send the same request with `curl -i`."
        }
        Hint::UnknownOfFamily => {
            "This code is not in the catalog; it belongs to the family of the codes shown, which have similar causes."
        }
    },
    not_found: |query| format!("Nothing found for \"{query}\"."),
    try_search: "To look for a text, in your own words too: wqerr search TEXT",
    not_recognised: "No Wanqing error recognised.",
    empty_input: "The input is empty: pipe an error into `wqerr explain`, or give it as an argument.",
    paste_now: "Paste the error, then press Ctrl-D on an empty line.",
    see_one: |id| format!("All causes and steps of one: wqerr lookup {id}"),
    created: |endpoint, time| format!("{endpoint} (created {time})"),
    unreadable: |file, why| format!("cannot read {file}: {why}"),
    no_input: |why| format!("cannot read standard input: {why}"),
    unwritable: |why| format!("cannot write the answer: {why}"),
    colon: ": ",
};

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

const HELP: Help = Help {
    about: "Explains the errors of Kuaishou's LLM platform Wanqing: what they mean and what to do",
    start: "\
wqerr explains the errors of the Wanqing API: what they mean and what to do.

  wqerr lookup 403              by status, code or part of a code
  wqerr search \"balance\"        by what the message says, in your own words
  some-command | wqerr explain  a raw error in whatever form you have it

wqerr --help shows all options.
",
    examples: "\
Examples:
  wqerr lookup 403
  wqerr search \"balance\"
  curl -s … | wqerr explain

Exit status: 0 something was found, 1 nothing was found, 2 the call or its input was wrong.",
    lookup: "Find errors by status, code or part of a code",
    lookup_query: "A status (403), a class (4xx), a code, a family (Forbidden.*), its last part (Frozen), an id",
    lookup_examples: "\
Examples:
  wqerr lookup 403 429
  wqerr lookup Forbidden.Frozen
  wqerr lookup 'Forbidden.*'",
    search: "Find errors by what they say or mean, in English or Chinese",
    search_text: "Words of the message, or your own words",
    search_limit: "Show at most N entries",
    search_examples: "\
Examples:
  wqerr search \"out of money\"
  wqerr search 限流",
    explain: "Explain a raw error: a body, an exception, a log",
    explain_text: "The raw error; standard input when there is none, or -",
    explain_file: "Read the raw error from a file",
    explain_retryable: "Print nothing; exit 0 if sending the same request again can help, 1 if not",
    explain_examples: "\
Examples:
  curl -s … | wqerr explain
  wqerr explain -f error.log
  until my-call 2>err.txt || ! wqerr explain --retryable -f err.txt; do sleep 5; done",
    lang: "Language of the answer [default: that of the locale]",
    format: "How the answer is written",
    color: "When the answer is coloured",
    show_secrets: "Show API keys and other secrets of the input in full",
};
