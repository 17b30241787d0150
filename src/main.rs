//! The process boundary of `wqerr`: arguments and environment in, exit status out.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run().into()
}
