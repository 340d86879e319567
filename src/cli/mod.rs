//! Floor 4: the command line. A refusal is one clear line on standard error and exit code 1.

mod backup;
mod check;
mod compile;
mod day;
mod deliver;
mod demo;
mod draft_text;
mod import;
mod migrate;
mod output;
mod people;
mod replay;
mod restore;
mod rules;
mod serve;
mod start;
mod tick;
mod unwritable;

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use clap::{Parser, Subcommand};

/// What can be asked for.
#[derive(Debug, Parser)]
#[command(name = "duban", version, about = "督办：把年度工作计划变成责任事项，提醒、督办、简报")]
pub struct Cli {
    /// 配置文件（默认 config/duban.toml，可不存在）
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// 以此日（9:00）或此刻为当前时间，由此走时（默认系统时间；演示默认 2024-06-24）
    #[arg(long, global = true, value_name = "TIME", value_parser = day::moment)]
    as_of: Option<NaiveDateTime>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 演示：真实计划、编造的人员和进展，自带数据文件夹
    Demo(demo::DemoArgs),
    /// 启动网页与接口服务
    Serve(serve::ServeArgs),
    /// 启动前逐项检查：配置、数据库、磁盘、密钥、时钟、日历、规则、地址、邮件服务器（不改动任何内容）
    Check(check::CheckArgs),
    /// 建立或升级数据库
    Migrate,
    /// 读取计划文件，输出草稿（不需要数据库）
    Compile(compile::CompileArgs),
    /// 读取计划文件并存为草稿；--yes 接受全部建议并启用
    Import(import::ImportArgs),
    /// 人员
    People(people::PeopleArgs),
    /// 发送已到时间的邮件，直到没有可发的
    Deliver,
    /// 按规则检查一次，将到时的提醒和督办排入发送
    Tick(tick::TickArgs),
    /// 提醒试运行：一段时间内将发出哪些通知（不写入，不需要人员）
    Replay(replay::ReplayArgs),
    /// 工作日历、督办规则、亮灯规则的版本：查看、导入、历史
    Rules(rules::RulesArgs),
    /// 备份内嵌数据库到一个新文件
    Backup(backup::BackupArgs),
    /// 从备份恢复数据库，并在核对之前暂停发件
    Restore(restore::RestoreArgs),
}

/// Does what was asked for.
///
/// # Errors
/// A refusal, to be shown in one line.
pub fn run(cli: &Cli) -> anyhow::Result<()> {
    let config = cli.config.as_deref();
    let demo = match &cli.command {
        Command::Demo(args) => Some(args.data.as_path()),
        _ => None,
    };
    let may_run_again = matches!(cli.command, Command::Demo(_) | Command::Serve(_) | Command::Migrate);
    let failed = unwritable::Failed { config, demo, may_run_again };
    execute(&cli.command, config, cli.as_of).map_err(|error| unwritable::explained(error, &failed))
}

fn execute(command: &Command, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    match command {
        Command::Demo(args) => demo::run(args, as_of),
        Command::Serve(args) => serve::run(args, config, as_of),
        Command::Check(args) => check::run(args, config, as_of),
        Command::Migrate => migrate::run(config, as_of),
        Command::Compile(args) => compile::run(args),
        Command::Import(args) => import::run(args, config, as_of),
        Command::People(args) => people::run(args, config, as_of),
        Command::Deliver => deliver::run(config, as_of),
        Command::Tick(args) => tick::run(args, config, as_of),
        Command::Replay(args) => replay::run(args, config),
        Command::Rules(args) => rules::run(args, config, as_of),
        Command::Backup(args) => backup::run(args, config, as_of),
        Command::Restore(args) => restore::run(args, config, as_of),
    }
}
