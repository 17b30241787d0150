//! A manual page, as the source that `man` reads.

use clap::Command;
use wqerr::Lang;

use super::Style;
use super::help::{Row, arguments, commands, examples, exit_status, options, usage};
use crate::cli::args::tree::find;
use crate::cli::messages::{Help, Words};

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
    page.section(words.name, &format!("{} \\- {}", escaped(&name), escaped(&uncapitalized(&about))));
    page.section(words.synopsis, &format!("\\fB{}\\fR", escaped(&usage(command, path, words))));
    if let Some(text) = description(path, help) {
        page.paragraphs(words.description, text);
    }
    page.rows(words.commands, &commands(command));
    page.rows(words.arguments, &arguments(command, words));
    let (own, global) = options(program, command, words);
    page.rows(words.options, &own);
    page.rows(words.global_options, &global);
    if let Some(examples) = examples(command, path, style) {
        page.examples(words.examples, &examples);
    }
    page.section(words.exit_status, &escaped(exit_status(path, style).unwrap_or(help.exit_status)));
    if path.is_empty() {
        let rows = |rows: &[(&str, &str)]| -> Vec<Row> {
            rows.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
        };
        page.rows(words.environment, &rows(help.environment));
        page.rows(words.files, &rows(help.files));
    } else {
        page.section(words.environment, &escaped(help.manual.see_program));
    }
    page.see_also(program, path, words);
    page.text
}

/// What the page of a command says beyond its help.
fn description(path: &[String], help: &Help) -> Option<&'static str> {
    let texts = &help.manual;
    Some(match path.first().map(String::as_str) {
        None => texts.program,
        Some("lookup") => texts.lookup,
        Some("search") => texts.search,
        Some("explain") => texts.explain,
        Some("scan") => texts.scan,
        Some("list") => texts.list,
        Some("catalog") => texts.catalog,
        Some(_) => return None,
    })
}

/// A sentence as a manual page has it behind a dash.
fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
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

    fn paragraphs(&mut self, title: &str, text: &str) {
        let paragraphs: Vec<_> = text.split("\n\n").map(escaped).collect();
        self.section(title, &paragraphs.join("\n.PP\n"));
    }

    /// The pages of the commands, or that of the program and of the commands beside this one.
    fn see_also(&mut self, program: &Command, path: &[String], words: &Words) {
        let own = path.first().map(String::as_str);
        let commands = program.get_subcommands().map(Command::get_name).filter(|&name| Some(name) != own);
        let pages = commands.map(|name| format!("\\fBwqerr\\-{}\\fR(1)", escaped(name)));
        let program = own.map(|_| "\\fBwqerr\\fR(1)".to_owned());
        self.section(words.see_also, &program.into_iter().chain(pages).collect::<Vec<_>>().join(", "));
    }
}

/// Text that means itself: no requests, no escapes, hyphens that can be copied.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}
