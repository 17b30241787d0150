//! Help and manual in English.

use crate::cli::messages::{Help, Start, ValueNames, Words};

pub const HELP: Help = Help {
    words: WORDS,
    value: VALUE,
    about: "Explains the errors of Kuaishou's LLM platform Wanqing: what they mean and what to do",
    start: Start {
        about: "wqerr explains the errors of the Wanqing API: what they mean and what to do.",
        calls: [
            ("wqerr lookup 403", "by status, code or part of a code"),
            ("wqerr search \"balance\"", "by what the message says, in your own words"),
            ("some-command | wqerr explain", "a raw error in whatever form you have it"),
        ],
        more: "wqerr --help shows all commands and options.",
    },
    examples: "\
wqerr lookup 403
wqerr search \"balance\"
curl -s … | wqerr explain",
    exit_status: "0 something was found, 1 nothing was found, 2 the call or its input was wrong.",
    lookup: "Find errors by status, code or part of a code",
    lookup_query: "A status (403), a class (4xx), a code, a family (Forbidden.*), its last part (Frozen), an id",
    lookup_examples: "\
wqerr lookup 403 429
wqerr lookup Forbidden.Frozen
wqerr lookup 'Forbidden.*'",
    search: "Find errors by what they say or mean, in English or Chinese",
    search_text: "Words of the message, or your own words",
    search_limit: "Show at most N entries",
    search_examples: "\
wqerr search \"out of money\"
wqerr search tooo many reqests",
    explain: "Explain a raw error: a body, an exception, a log",
    explain_text: "The raw error; standard input when there is none, or -",
    explain_file: "Read the raw error from a file",
    explain_retryable: "Print nothing; exit 0 if sending the same request again can help, 1 if not",
    explain_examples: "\
curl -s … | wqerr explain
wqerr explain -f error.log
until my-call 2>err.txt || ! wqerr explain --retryable -f err.txt; do sleep 5; done",
    scan: "Count and explain the errors in logs",
    scan_files: "The logs, also as .gz or .zst; standard input when there is none, or -",
    scan_each: "Write a line of JSON for each error, as soon as its line is read",
    scan_examples: "\
wqerr scan gateway.log gateway.log.1.gz
kubectl logs -f deploy/gateway | wqerr scan --each
wqerr scan --format markdown *.log > report.md",
    scan_exit: "0 errors were found, 1 none was found, 2 a log could not be read, 130 it was broken off with Ctrl-C.",
    list: "Show the whole catalog, or a part of it",
    list_status: "Only this status (403) or class (4xx); may be given several times",
    list_retryable: "Only errors for which sending the same request again can help",
    list_origin: "Only entries from there: wanqing, public, observed or the name of a catalog of yours",
    list_examples: "\
wqerr list --status 4xx
wqerr list --retryable --format plain
wqerr list --format markdown > errors.md",
    catalog: "Check catalogs of your own, and see where they are read from",
    catalog_check: "Check catalog files: every mistake with its line, its column and what to write instead",
    catalog_check_files: "The catalog files to check",
    catalog_check_exit: "0 no mistakes, 1 mistakes, 2 a file cannot be read.",
    catalog_paths: "Show where catalogs are read from, and what is there",
    catalog_examples: "\
wqerr catalog check my-errors.toml
wqerr catalog paths",
    completions: "Print the completions for a shell",
    completions_shell: "The shell",
    completions_examples: "\
wqerr completions bash > ~/.local/share/bash-completion/completions/wqerr
wqerr completions zsh > ~/.zsh/completions/_wqerr
wqerr completions fish > ~/.config/fish/completions/wqerr.fish
wqerr completions powershell >> $PROFILE
wqerr completions elvish >> ~/.config/elvish/rc.elv",
    man: "Show the manual page; where no one reads along, its source",
    man_command: "The command to describe; the whole program when there is none",
    man_examples: "\
wqerr man
wqerr man explain
wqerr man > ~/.local/share/man/man1/wqerr.1",
    schema: "Print the JSON Schema of what --format json writes",
    schema_name: "The document to describe; all of them when there is none",
    schema_examples: "\
wqerr schema
wqerr schema answers > answers.schema.json",
    usage: "Show this help, or that of a command",
    usage_command: "The command",
    lang: "Language of the answer [default: that of the locale]",
    format: "How the answer is written",
    color: "When the answer is coloured",
    catalog_option: "Lay a catalog of your own over that of the program; may be given several times",
    show_secrets: "Show API keys and other secrets of the input in full",
    no_pager: "Do not show long answers through a pager",
    usage_option: "Show this help",
    version_option: "Show the version",
    environment: &[
        ("WQERR_LANG", "The language, where --lang does not say: en or zh."),
        ("LC_ALL, LC_MESSAGES, LANG, LANGUAGE", "The locale, which decides the language otherwise."),
        (
            "WQERR_CATALOG",
            "Catalogs of your own, separated as in PATH; laid over those of the configuration directory.",
        ),
        ("COLUMNS", "The width for tables and text; else that of the terminal, else 80."),
        ("NO_COLOR", "No colour, where it is not empty."),
        ("CLICOLOR_FORCE", "Colour also where the output is no terminal, unless it is 0."),
        ("TERM", "No colour, no links and no pager where it is dumb."),
        (
            "PAGER",
            "What shows answers longer than the screen; empty for none. Without it, less where there is one.",
        ),
    ],
    files: &[
        (
            "$XDG_CONFIG_HOME/wqerr/*.toml, ~/.config/wqerr/*.toml",
            "Catalogs of your own, laid over that of the program in the order of their names.",
        ),
        ("%APPDATA%\\wqerr\\*.toml", "The same on Windows."),
    ],
};

const WORDS: Words = Words {
    usage: "Usage",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    global_options: "Options of all commands",
    any_options: "[OPTIONS]",
    command: "COMMAND",
    one_of: |values| format!("[one of: {}]", values.join(", ")),
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
    lang: "LANG",
    format: "FORMAT",
    when: "WHEN",
    status: "STATUS",
    origin: "ORIGIN",
    shell: "SHELL",
    name: "NAME",
};
