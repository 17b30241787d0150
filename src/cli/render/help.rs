//! Help, the start screen and what is wrong with a call, in the language and the width of the reader.

use clap::builder::PossibleValue;
use clap::{Arg, Command};

use super::Style;
use super::paint::Paint;
use crate::cli::args::tree::find;
use crate::cli::messages::{Start, Words};
use crate::cli::usage_error::UsageError;
use crate::cli::wrap::{paragraph, paragraph_with_call, width, wrap};

/// The widest that the left column is.
const MAX_LEFT: usize = 30;

/// The least room for the right column; with less it stands below the left one.
const MIN_RIGHT: usize = 28;

const INDENT: &str = "  ";

/// A name and what it means.
pub type Row = (String, String);

/// The help of a command; `path` are the names that lead to it.
pub fn page(program: &Command, path: &[String], style: Style) -> String {
    let words = &style.messages.help.words;
    let command = find(program, path).unwrap_or(program);
    let mut page = Page::new(style);
    page.paragraph(&said(command.get_about()));
    page.heading(words.usage, &usage(command, path, words));
    page.section(words.commands, &commands(command));
    page.section(words.arguments, &arguments(command, words));
    let (own, global) = options(program, command, words);
    page.section(words.options, &own);
    page.section(words.global_options, &global);
    if let Some(examples) = examples(command, path, style) {
        page.title(words.examples);
        examples.lines().for_each(|line| page.text.push_str(&format!("{INDENT}{line}\n")));
    }
    if let Some(exit_status) = exit_status(path, style) {
        page.heading(words.exit_status, exit_status);
    }
    page.text
}

/// Calls of the program or of a command.
pub fn examples(command: &Command, path: &[String], style: Style) -> Option<String> {
    let of_program = || path.is_empty().then(|| style.messages.help.examples.to_owned());
    command.get_after_help().map(ToString::to_string).or_else(of_program)
}

/// What the exit status of a command says, where it is not what that of all says.
pub fn exit_status(path: &[String], style: Style) -> Option<&'static str> {
    let help = &style.messages.help;
    match path.last().map(String::as_str) {
        None => Some(help.exit_status),
        Some("check") => Some(help.catalog_check_exit),
        Some("scan") => Some(help.scan_exit),
        Some("explain") => Some(help.explain_exit),
        Some(_) => None,
    }
}

/// How a command is called.
pub fn usage(command: &Command, path: &[String], words: &Words) -> String {
    let mut usage = vec!["wqerr".to_owned()];
    usage.extend_from_slice(path);
    usage.push(words.any_options.to_owned());
    if command.has_subcommands() {
        usage.push(format!("<{}>", words.command));
    }
    usage.extend(command.get_positionals().map(argument));
    usage.join(" ")
}

pub fn commands(command: &Command) -> Vec<Row> {
    let row = |command: &Command| (command.get_name().to_owned(), said(command.get_about()));
    command.get_subcommands().map(row).collect()
}

pub fn arguments(command: &Command, words: &Words) -> Vec<Row> {
    let row = |arg: &Arg, words: &Words| (argument(arg), said(arg.get_help()) + &choices(arg, words));
    command.get_positionals().map(|arg| row(arg, words)).collect()
}

/// The options of a command alone, and those that all commands have.
pub fn options(program: &Command, command: &Command, words: &Words) -> (Vec<Row>, Vec<Row>) {
    let is_global = |arg: &&Arg| program.get_arguments().any(|known| known.get_id() == arg.get_id());
    let is_program = program.get_name() == command.get_name();
    let options: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_positional()).collect();
    let (global, own): (Vec<&Arg>, Vec<&Arg>) =
        options.into_iter().partition(|arg| !is_program && is_global(arg));
    let rows = |args: Vec<&Arg>| args.into_iter().map(|arg| option(arg, words)).collect();
    (rows(own), rows(global))
}

/// `<QUERY>...`, or `[TEXT]...` where it may be left out.
fn argument(arg: &Arg) -> String {
    let name = value_name(arg);
    let dots = if arg.get_num_args().is_some_and(|count| count.max_values() > 1) { "..." } else { "" };
    if arg.is_required_set() { format!("<{name}>{dots}") } else { format!("[{name}]{dots}") }
}

fn option(arg: &Arg, words: &Words) -> Row {
    let short = arg.get_short().map_or_else(|| "    ".to_owned(), |short| format!("-{short}, "));
    let long = arg.get_long().unwrap_or_default();
    let value =
        if arg.get_action().takes_values() { format!(" <{}>", value_name(arg)) } else { String::new() };
    (format!("{short}--{long}{value}"), said(arg.get_help()) + &choices(arg, words))
}

/// The values that an argument can have.
fn choices(arg: &Arg, words: &Words) -> String {
    let values = arg.get_possible_values();
    let names: Vec<_> = values.iter().map(PossibleValue::get_name).collect();
    let takes_one = arg.get_action().takes_values() && !names.is_empty();
    if takes_one { format!(" {}", (words.one_of)(&names)) } else { String::new() }
}

fn value_name(arg: &Arg) -> &str {
    arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str())
}

fn said(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// The short screen of a call without a command.
pub fn start(style: Style) -> String {
    let Start { about, calls, more } = &style.messages.help.start;
    let mut page = Page::new(style);
    page.paragraph(about);
    page.text.push('\n');
    page.rows(&calls.map(|(call, text)| (call.to_owned(), text.to_owned())));
    page.text.push('\n');
    page.paragraph(more);
    page.text
}

/// What is wrong with a call, what was likely meant, and where to read on.
pub fn usage_error(error: &UsageError, style: Style) -> String {
    let messages = style.messages;
    let mut page = Page::new(style);
    page.paragraph(&format!("wqerr{}{}", messages.colon, (messages.usage_error)(&error.what)));
    if let Some(instead) = error.what.instead() {
        // A call stays on one line, to be copied.
        page.text.push_str(&format!("{}\n", (messages.r#try)(instead)));
    }
    let (near, allowed) = error.what.choices();
    if !near.is_empty() {
        page.paragraph(&(messages.did_you_mean)(near));
    }
    if !allowed.is_empty() {
        page.paragraph(&(messages.can_be)(allowed));
    }
    page.text + &paragraph_with_call(&(messages.see_help)(&error.help), page.width)
}

struct Page {
    text: String,
    paint: Paint,
    width: usize,
    colon: &'static str,
}

impl Page {
    fn new(style: Style) -> Self {
        Self {
            text: String::new(),
            paint: Paint::new(style),
            width: style.width,
            colon: style.messages.colon,
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.text.push_str(&paragraph(text, self.width));
    }

    fn title(&mut self, title: &str) {
        self.text.push_str(&format!("\n{}\n", self.paint.heading(&self.with_colon(title))));
    }

    /// A heading with its text behind it.
    fn heading(&mut self, title: &str, text: &str) {
        let title = self.with_colon(title);
        let lines = wrap(text, self.width.saturating_sub(width(&title) + 1));
        let indent = format!("\n{}", " ".repeat(width(&title) + 1));
        let gap = if title.is_ascii() { " " } else { "" };
        let text = lines.join(&indent);
        self.text.push_str(&format!("\n{}{gap}{text}\n", self.paint.heading(&title)));
    }

    fn with_colon(&self, title: &str) -> String {
        format!("{title}{}", self.colon.trim_end())
    }

    fn section(&mut self, title: &str, rows: &[Row]) {
        if !rows.is_empty() {
            self.title(title);
            self.rows(rows);
        }
    }

    /// Names and their meanings in two columns, or one below the other.
    fn rows(&mut self, rows: &[Row]) {
        let fitting = rows.iter().map(|(name, _)| width(name)).filter(|&width| width <= MAX_LEFT);
        let left = fitting.max().unwrap_or(0);
        let column = INDENT.len() * 2 + left;
        let is_wide = self.width.saturating_sub(column) >= MIN_RIGHT;
        let indent = if is_wide { column } else { INDENT.len() * 3 };
        let line_start = format!("\n{}", " ".repeat(indent));
        for (name, meaning) in rows {
            let name = if is_wide { name } else { name.trim_start() };
            let gap = column.checked_sub(INDENT.len() + width(name)).filter(|&gap| is_wide && gap > 0);
            let gap = gap.map_or_else(|| line_start.clone(), |gap| " ".repeat(gap));
            let meaning = wrap(meaning, self.width.saturating_sub(indent)).join(&line_start);
            self.text.push_str(&format!("{INDENT}{}{gap}{meaning}\n", self.paint.label(name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use wqerr::Lang;

    use super::*;
    use crate::cli::args::tree;
    use crate::cli::messages::{self, Messages};
    use crate::cli::render::man;

    fn style(messages: &'static Messages, width: usize) -> Style {
        Style { messages, width, color: false, links: false }
    }

    /// The paths to all commands, the program's own first.
    fn paths(command: &Command) -> Vec<Vec<String>> {
        let inner = command.get_subcommands().flat_map(|inner| {
            let name = inner.get_name().to_owned();
            paths(inner).into_iter().map(move |path| [vec![name.clone()], path].concat())
        });
        std::iter::once(Vec::new()).chain(inner).collect()
    }

    /// All that help and manual say in one language, without the examples and what stands for code.
    fn said_in(lang: Lang) -> Vec<String> {
        let messages = messages::of(lang);
        let program = tree::whole(messages);
        let mut pages = vec![start(style(messages, 80))];
        for path in paths(&program) {
            let command = find(&program, &path).expect("the path leads to a command");
            let examples = examples(command, &path, style(messages, 80)).unwrap_or_default();
            for page in [
                page(&program, &path, style(messages, 80)),
                man::page(&program, &path, "2026-11-23", style(messages, 80)).replace("\\-", "-"),
            ] {
                pages.push(examples.lines().fold(page, |page, example| page.replace(example, "")));
            }
        }
        let lines = pages.iter().flat_map(|page| page.lines());
        // Requests of the manual are no text.
        lines.map(|line| line.replace(".TP", "").replace(".nf", "").replace(".fi", "")).collect()
    }

    fn is_han(c: char) -> bool {
        matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    }

    #[test]
    fn english_help_has_no_chinese() {
        for line in said_in(Lang::En) {
            assert!(!line.contains(is_han), "{line:?}");
        }
    }

    #[test]
    fn chinese_help_has_no_english_sentence() {
        let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        for line in said_in(Lang::Zh) {
            let words: Vec<&str> = line.split_whitespace().collect();
            // Two plain words in a row are a sentence, unless they are a call of the program.
            let pair = words.windows(2).find(|pair| pair.iter().all(is_word) && pair[0] != "wqerr");
            let is_call = line.contains("wqerr ");
            assert!(pair.is_none() || is_call, "{pair:?} in {line:?}");
            for word in ["Usage", "Commands", "Arguments", "Options", "possible values", "default:", "Print"]
            {
                assert!(!line.contains(word), "{word} in {line:?}");
            }
        }
    }

    #[test]
    fn help_fits_narrow_terminals() {
        for lang in [Lang::En, Lang::Zh] {
            let messages = messages::of(lang);
            let program = tree::whole(messages);
            for path in paths(&program) {
                let command = find(&program, &path).expect("the path leads to a command");
                let examples = examples(command, &path, style(messages, 40)).unwrap_or_default();
                for line in page(&program, &path, style(messages, 40)).lines() {
                    let is_example = examples.contains(line.trim());
                    assert!(is_example || width(line) <= 40, "{} columns: {line:?}", width(line));
                }
            }
        }
    }
}
