//! `wqerr explain`.

use std::borrow::Cow;
use std::fs;
use std::io::{self, IsTerminal, Read};

use wqerr::report::{self, Report};
use wqerr::{Catalog, Secrets};

use super::call::{Explain, Input};
use super::failure::Failure;
use super::output::say;
use super::render::Style;
use super::wrap::paragraph;

/// Explains the raw error that the call points to.
pub fn report<'c>(
    catalog: &'c Catalog,
    asked: &Explain,
    secrets: Secrets,
    style: Style,
) -> Result<Report<'c>, Failure> {
    let text = text_of(read(&asked.input, style)?);
    Ok(report::explain(catalog, &text, secrets))
}

/// The text of an input. Of a large one no second copy is kept.
fn text_of(input: Vec<u8>) -> String {
    match wqerr::decode(&input) {
        Cow::Borrowed(text) if text.len() == input.len() => {}
        decoded => return decoded.into_owned(),
    }
    String::from_utf8(input).expect("it was decoded without a change")
}

fn read(input: &Input, style: Style) -> Result<Vec<u8>, Failure> {
    match input {
        Input::Text(text) => Ok(text.clone().into_bytes()),
        Input::File(file) => fs::read(file).map_err(|error| Failure::unreadable(file, error)),
        Input::Stdin => {
            let mut stdin = io::stdin().lock();
            if stdin.is_terminal() {
                say(&paragraph(style.messages.paste_now, style.width));
            }
            let mut bytes = Vec::new();
            stdin.read_to_end(&mut bytes).map_err(Failure::NoInput)?;
            Ok(bytes)
        }
    }
}
