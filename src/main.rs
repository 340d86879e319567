//! The one binary: reads the subcommand and calls the library.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = duban::cli::Cli::parse();
    match duban::cli::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line: what, and where.
            let reasons: Vec<String> = error.chain().map(ToString::to_string).collect();
            eprintln!("duban: {}", reasons.join("：").replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}
