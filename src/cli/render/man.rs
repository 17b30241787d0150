//! A manual page, as the source that `man` reads.

use clap::Command;
use wqerr::Lang;

use super::Style;
use super::help::{Row, arguments, commands, examples, exit_status, options, usage};
use crate::cli::args::tree::find;
use crate::cli::messages::Words;

/// The page of a command; `path` are the names that lead to it.
pub fn page(program: &Command, path: &[String], date: &str, style: Style) -> String {
    let help = &style.messages.help;
    let words = &help.words;
    let command = find(program, path).unwrap_or(program);
    let name = [&["wqerr".to_owned()], path].concat().join("-");
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let mut page = Page { text: String::new() };
    page.line(&format!(
        ".TH \"{}\" \"1\" \"{date}\" \"wqerr {version}\" \"{}\"",
        name.to_uppercase(),
        words.manual
    ));
    // Neither are lines stretched to the right margin, nor words broken: what can be typed stays whole.
    page.line(".ad l\n.nh");
    if style.messages.lang == Lang::Zh {
        // Where lines of Han characters may end; `man` knows it by itself only in a Chinese locale.
        page.line(".if \\n(.g .mso zh.tmac");
    }
    page.section(words.name, &format!("{} \\- {}", escaped(&name), escaped(&about)));
    page.section(words.synopsis, &format!("\\fB{}\\fR", escaped(&usage(command, path, words))));
    page.rows(words.commands, &commands(command));
    page.rows(words.arguments, &arguments(command));
    let (own, global) = options(program, command, words);
    page.rows(words.options, &own);
    page.rows(words.global_options, &global);
    if let Some(examples) = examples(command, path, style) {
        page.examples(words.examples, &examples);
    }
    if let Some(text) = exit_status(path, style) {
        page.section(words.exit_status, &escaped(text));
    }
    if path.is_empty() {
        let rows = |rows: &[(&str, &str)]| -> Vec<Row> {
            rows.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
        };
        page.rows(words.environment, &rows(help.environment));
        page.rows(words.files, &rows(help.files));
    }
    page.see_also(program, path, words);
    page.text
}

struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn section(&mut self, title: &str, text: &str) {
        self.line(&format!(".SH \"{}\"\n{text}", title.to_uppercase()));
    }

    fn rows(&mut self, title: &str, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.line(&format!(".SH \"{}\"", title.to_uppercase()));
        for (name, meaning) in rows {
            self.line(&format!(".TP\n\\fB{}\\fR\n{}", escaped(name.trim()), escaped(meaning)));
        }
    }

    fn examples(&mut self, title: &str, examples: &str) {
        let lines: Vec<_> = examples.lines().map(escaped).collect();
        self.section(title, &format!(".nf\n{}\n.fi", lines.join("\n")));
    }

    /// The pages of the commands, or that of the program.
    fn see_also(&mut self, program: &Command, path: &[String], words: &Words) {
        let pages: Vec<_> = match path {
            [] => {
                program.get_subcommands().map(|command| format!("wqerr man {}", command.get_name())).collect()
            }
            _ => vec!["wqerr man".to_owned()],
        };
        self.section(words.see_also, &escaped(&pages.join(", ")));
    }
}

/// Text that means itself: no requests, no escapes, hyphens that can be copied.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}
