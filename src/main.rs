//! The one binary: reads the subcommand and calls the library.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    duban::app::panics::write_down();
    let cli = duban::cli::Cli::parse();
    match duban::cli::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line: what, and where.
            let reasons: Vec<String> = error.chain().map(ToString::to_string).collect();
            // Nobody is left to be told where standard error is closed.
            drop(writeln!(std::io::stderr(), "duban: {}", reasons.join("：").replace('\n', " ")));
            ExitCode::FAILURE
        }
    }
}
