//! `wqerr explain`.

use std::fs;
use std::io::{self, IsTerminal, Read};

use wqerr::{Catalog, Secrets};

use super::args::{Explain, Input};
use super::messages::Messages;
use super::output::{Failure, say};
use super::report::{Question, Report, ReportAnswer};

/// Explains the raw error that the call points to.
pub fn report<'c>(
    catalog: &'c Catalog,
    asked: &Explain,
    secrets: Secrets,
    messages: &Messages,
) -> Result<Report<'c>, Failure> {
    let input = read(&asked.input, messages)?;
    let text = wqerr::decode(&input);
    if text.trim().is_empty() && !asked.retryable {
        say(&format!("{}\n", messages.empty_input));
    }
    let explanations = wqerr::explain(catalog, &text, secrets);
    let answers = explanations
        .into_iter()
        .map(|explanation| ReportAnswer {
            question: Question::Evidence(explanation.evidence),
            results: explanation.results,
            hints: explanation.hints,
            suggestions: explanation.suggestions,
        })
        .collect();
    Ok(Report { command: "explain", answers })
}

fn read(input: &Input, messages: &Messages) -> Result<Vec<u8>, Failure> {
    match input {
        Input::Text(text) => Ok(text.clone().into_bytes()),
        Input::File(file) => fs::read(file).map_err(|error| Failure::Unreadable(file.clone(), error)),
        Input::Stdin => {
            let mut stdin = io::stdin().lock();
            if stdin.is_terminal() {
                say(&format!("{}\n", messages.paste_now));
            }
            let mut bytes = Vec::new();
            stdin.read_to_end(&mut bytes).map_err(Failure::NoInput)?;
            Ok(bytes)
        }
    }
}
