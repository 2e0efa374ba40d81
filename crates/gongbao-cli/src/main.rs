//! The command `gongbao`: arguments in, files in, text out. **Knows no gazette**; all of that is the crate `gongbao`.

mod args;
mod check;
mod error;
mod facts;
mod input;
mod many;
mod outline;
mod output;
mod parse;

use std::{io::Write, process::ExitCode};

use clap::Parser;

use crate::{
    args::{Args, Command},
    error::{Error, Status},
};

fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    let status = match run(args.command) {
        Ok(status) => status,
        Err(error) if error.is_closed_pipe() => Status::Done,
        Err(error) => report(&error),
    };
    ExitCode::from(status as u8)
}

fn run(command: Command) -> Result<Status, Error> {
    match command {
        Command::Parse(args) => parse::run(&args),
        Command::Outline(args) => outline::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Completions { shell } => output::completions(shell),
    }
}

/// Says what went wrong, in one line on standard error.
fn report(error: &Error) -> Status {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(anstream::stderr(), "{style}error:{style:#} {error}");
    Status::Failed
}
