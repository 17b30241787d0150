//! `wqerr man` and `wqerr help`.

use wqerr::{Catalog, Secrets};

use super::args::near::near;
use super::args::tree;
use super::environment::Environment;
use super::exit::Exit;
use super::failure::Failure;
use super::output::{self, Screen, say};
use super::render::{Style, help as page, man};
use super::usage_error::{UsageError, UsageErrorKind};

/// Shows the page of a command: as a page where a person reads, else its source.
pub fn show(path: &[String], environment: &Environment, style: Style) -> Result<Exit, Failure> {
    let program = tree::whole(style.messages);
    if tree::find(&program, path).is_none() {
        return Ok(unknown(path, &program, style));
    }
    let date = Catalog::embedded().date().unwrap_or_default();
    let source = man::page(&program, path, date, style);
    if !(environment.is_terminal && output::show_manual(&source)) {
        output::show(&source, None)?;
    }
    Ok(Exit::Found)
}

/// Shows the help of a command.
pub fn help(path: &[String], style: Style, screen: Option<&Screen>) -> Result<Exit, Failure> {
    let program = tree::whole(style.messages);
    if tree::find(&program, path).is_none() {
        return Ok(unknown(path, &program, style));
    }
    output::show(&page::page(&program, path, style), screen)?;
    Ok(Exit::Found)
}

fn unknown(path: &[String], program: &clap::Command, style: Style) -> Exit {
    let is_known = |count: &usize| tree::find(program, &path[..*count]).is_some();
    let known = (0..path.len()).take_while(is_known).last().unwrap_or(0);
    let (known, name) = (&path[..known], path[known].clone());
    let command = tree::find(program, known).unwrap_or(program);
    let near = near(&name, command.get_subcommands().map(|command| command.get_name().to_owned()));
    let what = UsageErrorKind::UnknownCommand { name: Secrets::Masked.hide(&name), near };
    say(&page::usage_error(&UsageError::new(what, known), style));
    Exit::Failed
}
