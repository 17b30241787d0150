//! Help and manual in English.

use crate::cli::messages::{Help, Manual, Start, ValueNames, Words};

pub const HELP: Help = Help {
    words: WORDS,
    value: VALUE,
    about: "Explain errors from Wanqing, Kuaishou's LLM platform",
    start: Start {
        about: "wqerr explains Wanqing API errors: what they mean and how to fix them.",
        calls: [
            ("wqerr lookup 403", "by status, code or part of a code"),
            ("wqerr search \"balance\"", "by text, in your own words"),
            ("some-command | wqerr explain", "a raw error, in any form"),
        ],
        more: "Run `wqerr --help` for all commands and options.",
    },
    examples: "\
wqerr lookup 403
wqerr search \"balance\"
curl -s … | wqerr explain",
    exit_status: "0: found something; 1: found nothing; 2: wrong usage or unreadable input.",
    lookup: "Find errors by status, code or part of a code",
    lookup_query: "HTTP status (403), status class (4xx), code, code family (Forbidden.*), last part of a code (Frozen) or entry ID",
    lookup_examples: "\
wqerr lookup 403 429
wqerr lookup Forbidden.Frozen
wqerr lookup 'Forbidden.*'",
    search: "Search messages and meanings, in English or Chinese",
    search_text: "Words from the message, or your own words (pinyin too)",
    search_limit: "Show at most N entries",
    search_examples: "\
wqerr search \"out of money\"
wqerr search tooo many reqests",
    explain: "Explain a raw error: a response body, an exception, a log",
    explain_text: "Raw error [default: standard input, also -]",
    explain_file: "Read the raw error from a file",
    explain_retryable: "Print nothing; exit with 0 if the request is worth retrying, else 1",
    explain_examples: "\
curl -s … | wqerr explain
wqerr explain -f error.log
pause=1
until my-call 2> err.txt; do
  if [ \"$pause\" -gt 16 ] || ! wqerr explain --retryable --file err.txt; then
    cat err.txt >&2
    wqerr explain --file err.txt >&2
    exit 1
  fi
  sleep \"$pause\"
  pause=$((pause * 2))
done",
    explain_exit: "0: an error was recognized; 1: none was; 2: wrong usage or unreadable input. With --retryable, 0: retry; 1: do not retry, or nothing was recognized.",
    scan: "Count and explain the errors in logs",
    scan_files: "Log files, plain, .gz or .zst [default: standard input, also -]",
    scan_recursive: "Scan the files in directories, without hidden and binary files and what .gitignore names",
    scan_since: "Only errors from this time on: 2026-11-27T09:00:00+08:00, \"2026-11-27 09:00\", today, or 2h (ago)",
    scan_until: "Only errors before this time",
    scan_by: "Count per minute, hour, day, value NAME (such as value CustomerId), endpoint or file",
    scan_top: "Show only this many rows, the most frequent",
    scan_tz: "The zone of times that name none, and of those shown: Asia/Shanghai, +08:00, local [default: UTC]",
    scan_each: "Print one JSON object per error, as soon as its line is read",
    scan_examples: "\
wqerr scan gateway.log gateway.log.1.gz
wqerr scan --since 2h --by minute gateway.log
wqerr scan -r --by value CustomerId --top 10 /var/log/gateway
kubectl logs -f deploy/gateway | wqerr scan --each
wqerr scan --format markdown *.log > report.md",
    scan_exit: "0: errors found; 1: none found; 2: a log could not be read; 130: interrupted with Ctrl-C.",
    list: "List the catalog, or part of it",
    list_status: "Only this status (403) or class (4xx); can be repeated",
    list_retryable: "Only errors worth retrying",
    list_origin: "Only entries of this origin: wanqing, public, observed or the name of your own catalog; can be repeated",
    list_examples: "\
wqerr list --status 4xx
wqerr list --retryable --format plain
wqerr list --format markdown > errors.md",
    catalog: "Check your own catalogs, and show where they are read from",
    catalog_check: "Check catalog files and report each mistake with its position and a fix",
    catalog_check_files: "Catalog files to check",
    catalog_check_exit: "0: no mistakes; 1: mistakes; 2: a file could not be read.",
    catalog_paths: "Show where catalogs are read from and what was found there",
    catalog_new: "Print a commented catalog file to start from",
    catalog_examples: "\
wqerr catalog new > my-errors.toml
wqerr catalog check my-errors.toml
wqerr catalog paths",
    completions: "Print a completion script for a shell",
    completions_shell: "Shell to complete for",
    completions_examples: "\
mkdir -p ~/.local/share/bash-completion/completions
wqerr completions bash > ~/.local/share/bash-completion/completions/wqerr
mkdir -p ~/.zsh/completions
wqerr completions zsh > ~/.zsh/completions/_wqerr
mkdir -p ~/.config/fish/completions
wqerr completions fish > ~/.config/fish/completions/wqerr.fish
wqerr completions powershell >> $PROFILE
wqerr completions elvish >> ~/.config/elvish/rc.elv",
    man: "Show the manual page (if the output is not a terminal, print its roff source)",
    man_command: "Command to describe [default: wqerr itself]",
    man_examples: "\
wqerr man
wqerr man explain
mkdir -p ~/.local/share/man/man1
wqerr man > ~/.local/share/man/man1/wqerr.1",
    schema: "Print the JSON Schema of the --format json output, or of catalog files",
    schema_name: "Schema to print [default: those of the output]",
    schema_examples: "\
wqerr schema
wqerr schema answers > answers.schema.json
wqerr schema catalog > wqerr-catalog.schema.json",
    usage: "Show help for wqerr or one of its commands",
    usage_command: "The command",
    lang: "Output language [default: from the locale]",
    format: "Output format [default: table]",
    color: "When to use color [default: auto]",
    catalog_option: "Add your own catalog to the built-in one; can be repeated",
    show_secrets: "Do not mask API keys and other secrets",
    no_pager: "Do not page long output",
    usage_option: "Show this help",
    version_option: "Show the version",
    manual: MANUAL,
    environment: &[
        ("WQERR_LANG", "Output language (en or zh) if --lang is not given."),
        (
            "LC_ALL, LC_MESSAGES, LANG, LANGUAGE",
            "Locale, which sets the language if neither --lang nor WQERR_LANG does.",
        ),
        (
            "WQERR_CATALOG",
            "Your own catalog files, separated as in PATH; read after those in the configuration directory.",
        ),
        ("COLUMNS", "Width of the output [default: that of the terminal, or 80]."),
        ("NO_COLOR", "Disables color if not empty."),
        ("CLICOLOR_FORCE", "Forces color even if the output is not a terminal, unless 0."),
        ("TERM", "If dumb, disables color, links and the pager."),
        ("PAGER", "Pager for output longer than the screen [default: less, if installed]; empty for none."),
    ],
    files: &[
        (
            "$XDG_CONFIG_HOME/wqerr/*.toml, ~/.config/wqerr/*.toml",
            "Your own catalogs, read in the order of their names.",
        ),
        ("%APPDATA%\\wqerr\\*.toml", "The same on Windows."),
    ],
};

const MANUAL: Manual = Manual {
    program: "wqerr answers from a catalog built into the program: the two official tables of Wanqing (the platform's \
own and that of its gateway) and errors seen in real use. It needs no network and sends nothing anywhere.

Start with wqerr explain if you have the error itself, with wqerr lookup if you have a status or a code, and with \
wqerr search if you only remember what it said. Each answer begins with the error and its meaning, then says whether a \
retry can help and who can fix it, and then what to do, step by step.

Answers go to standard output; everything else, such as warnings and misses, goes to standard error. Use --format json \
in scripts: those documents have both languages and a fixed form (see wqerr schema), while the texts of the other \
formats may change. API keys and other secrets are masked in all output unless --show-secrets is given.

The language is that of --lang, else of WQERR_LANG, else of the locale: Chinese if it begins with zh, English otherwise. \
Your own catalogs, in the directory that wqerr catalog paths shows, are added to the built-in one; an entry with the \
same ID replaces the built-in entry.",
    lookup: "Case, spaces, underscores and hyphens are ignored, and former codes (InternalError) find their entry. A \
status or class lists the entries by status. Several queries are answered one after the other; several words that are one \
code, such as Bad Gateway, need no quotes.

If nothing has the name, its words are searched for as wqerr search does, and the answer says so. If that finds nothing \
either, up to three of the closest names are suggested and the exit status is 1.",
    search: "Rare words weigh more than common ones, typos are tolerated, and Chinese can be typed as pinyin. Text that has \
nothing to do with these errors finds nothing.",
    explain: "The input can be a response body, an exception of any client, the output of curl -i or curl -v, server-sent \
events, log lines, or a body that was escaped several times on its way. Each distinct error is reported once, with the \
values in its message, the request ID and the time encoded in it.

Confidence says how sure it is that this is an error of this platform, all evidence taken together. certain: only this \
entry explains the input. likely: a known message or code, and nothing speaks against it. possible: only a status, or text \
that other systems use too. The message takes precedence over the status, because gateways change statuses more often than \
messages. If the client dropped the body, the answer says how to print it.

With --retryable nothing is printed; the exit status is 0 only if all errors found are worth retrying.",
    scan: "Logs can be plain text or JSON lines, in UTF-8 or UTF-16, and compressed with gzip or zstd, which is recognized by \
content rather than by name. Each line is matched on its own, so log JSON on one line. A line counts if the match is \
certain or likely. Only the first 1 MiB of a line is examined.

The summary shows for each error how often and where it occurs, its most frequent values, and what to do first. Ctrl-C \
prints the summary so far. Files that cannot be read are reported and skipped. Lines that report another failure, with an \
HTTP status of 400 or above or an error object with another code, are counted below the known errors, which alone decide \
the exit status.

Times are read in the usual notations, in text or in fields. A line without a time takes that of the Wanqing request ID in \
it, or of the line before. --since and --until take RFC 3339, \"2026-11-27 09:00\", 2026-11-27, 09:00, today, yesterday, or \
how long ago it was, such as 2h. The result of --by is a table of counts, in JSON the list buckets. With --each, one JSON object is printed \
for each error as soon as its line is read, for pipelines.",
    list: "Entries are sorted by status. With --format markdown, the whole catalog is written as a page to read.",
    catalog: "A catalog is a TOML file; wqerr catalog new prints one to fill in, and wqerr schema catalog a schema for \
editors. wqerr catalog check reports each mistake as FILE:LINE:COLUMN, with what to write instead; with --format json \
each one also has a stable kind.

Files in the configuration directory are read first, in the order of their names, then those of WQERR_CATALOG, then those \
of --catalog. A broken file in the directory is skipped with a warning; one that was named is an error.",
    see_program: "The environment variables and files described in wqerr(1) apply.",
};

const WORDS: Words = Words {
    usage: "Usage",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    global_options: "Global options",
    any_options: "[OPTIONS]",
    command: "COMMAND",
    one_of: |values| format!("[possible values: {}]", values.join(", ")),
    description: "Description",
    name: "NAME",
    synopsis: "SYNOPSIS",
    examples: "Examples",
    exit_status: "Exit status",
    environment: "Environment",
    files: "Files",
    see_also: "See also",
    manual: "User Commands",
};

const VALUE: ValueNames = ValueNames {
    command: "COMMAND",
    query: "QUERY",
    text: "TEXT",
    file: "FILE",
    number: "N",
    time: "TIME",
    division: "WHAT",
    zone: "ZONE",
    lang: "LANG",
    format: "FORMAT",
    when: "WHEN",
    status: "STATUS",
    origin: "ORIGIN",
    shell: "SHELL",
    name: "NAME",
};
