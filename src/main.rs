use std::process::ExitCode;

use clap::{Parser, Subcommand};
use duban::cli;

/// 督办：把年度工作计划变成责任事项，提醒、督办、简报。
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 文件进，计划草案出。
    Compile(cli::compile::CompileArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Compile(args) => cli::compile::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
