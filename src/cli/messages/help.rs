//! The texts of help and manual.

/// The texts of `--help` and of the manual page.
pub struct Help {
    pub words: Words,
    pub value: ValueNames,
    pub about: &'static str,
    pub start: Start,
    pub examples: &'static str,
    pub exit_status: &'static str,
    pub lookup: &'static str,
    pub lookup_query: &'static str,
    pub lookup_examples: &'static str,
    pub search: &'static str,
    pub search_text: &'static str,
    pub search_limit: &'static str,
    pub search_examples: &'static str,
    pub explain: &'static str,
    pub explain_text: &'static str,
    pub explain_file: &'static str,
    pub explain_retryable: &'static str,
    pub explain_examples: &'static str,
    pub explain_exit: &'static str,
    pub scan: &'static str,
    pub scan_files: &'static str,
    pub scan_recursive: &'static str,
    pub scan_since: &'static str,
    pub scan_until: &'static str,
    pub scan_by: &'static str,
    pub scan_top: &'static str,
    pub scan_tz: &'static str,
    pub scan_each: &'static str,
    pub scan_examples: &'static str,
    pub scan_exit: &'static str,
    pub list: &'static str,
    pub list_status: &'static str,
    pub list_retryable: &'static str,
    pub list_origin: &'static str,
    pub list_examples: &'static str,
    pub catalog: &'static str,
    pub catalog_check: &'static str,
    pub catalog_check_files: &'static str,
    pub catalog_check_exit: &'static str,
    pub catalog_paths: &'static str,
    pub catalog_new: &'static str,
    pub catalog_examples: &'static str,
    pub completions: &'static str,
    pub completions_shell: &'static str,
    pub completions_examples: &'static str,
    pub man: &'static str,
    pub man_command: &'static str,
    pub man_examples: &'static str,
    pub schema: &'static str,
    pub schema_name: &'static str,
    pub schema_examples: &'static str,
    pub usage: &'static str,
    pub usage_command: &'static str,
    pub lang: &'static str,
    pub format: &'static str,
    pub color: &'static str,
    pub catalog_option: &'static str,
    pub show_secrets: &'static str,
    pub no_pager: &'static str,
    pub usage_option: &'static str,
    pub version_option: &'static str,
    pub manual: Manual,
    /// The variables of the environment that the program reads, each with what it does.
    pub environment: &'static [(&'static str, &'static str)],
    /// The files that it reads.
    pub files: &'static [(&'static str, &'static str)],
}

/// The paragraphs of the manual pages that help does not have.
pub struct Manual {
    pub program: &'static str,
    pub lookup: &'static str,
    pub search: &'static str,
    pub explain: &'static str,
    pub scan: &'static str,
    pub list: &'static str,
    pub catalog: &'static str,
    /// What of the environment matters to every command.
    pub see_program: &'static str,
}

/// The short screen of a call without a command.
pub struct Start {
    pub about: &'static str,
    /// A call for each of the commands that matter, and what it is for.
    pub calls: [(&'static str, &'static str); 3],
    pub more: &'static str,
}

/// The words that help and manual are put together from.
pub struct Words {
    pub usage: &'static str,
    pub commands: &'static str,
    pub arguments: &'static str,
    pub options: &'static str,
    pub global_options: &'static str,
    /// Stands for the options in a usage line.
    pub any_options: &'static str,
    /// Stands for a command in a usage line.
    pub command: &'static str,
    /// The values that can be chosen from.
    pub one_of: fn(&[&str]) -> String,
    /// The headings of a manual page.
    pub name: &'static str,
    pub synopsis: &'static str,
    pub description: &'static str,
    pub examples: &'static str,
    pub exit_status: &'static str,
    pub environment: &'static str,
    pub files: &'static str,
    pub see_also: &'static str,
    pub manual: &'static str,
}

/// What stands for the values of arguments and options.
pub struct ValueNames {
    pub command: &'static str,
    pub query: &'static str,
    pub text: &'static str,
    pub file: &'static str,
    pub number: &'static str,
    pub time: &'static str,
    pub division: &'static str,
    pub zone: &'static str,
    pub lang: &'static str,
    pub format: &'static str,
    pub when: &'static str,
    pub status: &'static str,
    pub origin: &'static str,
    pub shell: &'static str,
    pub name: &'static str,
}
