use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use chrono::NaiveDateTime;
use clap::Args;

use super::output::say;
use super::serve::{bind, serve, start_log};
use super::start;
use crate::actions::{Context, Rulebook};
use crate::app::{App, DemoRole};
use crate::auth::hashing::Hasher;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Database;
use crate::demo::{self, Account, Folder};
use crate::domain::person::Role;
use crate::scheduler::Worker;

/// `duban demo`.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// 监听地址（只能是本机）
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,

    /// 数据文件夹
    #[arg(long, value_name = "DIR", default_value = "var/demo")]
    pub(super) data: PathBuf,
    /// 清除以前的演示数据，重新开始
    #[arg(long)]
    fresh: bool,
}

/// Prepares what is missing, then serves until the process is told to stop.
pub(super) fn run(args: &DemoArgs, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    if !args.listen.ip().is_loopback() {
        bail!("演示只在本机提供：{} 不是本机地址", args.listen);
    }
    let as_of = as_of.unwrap_or_else(demo::opening);
    let listener = bind(args.listen)?;
    let folder = Folder::take(&args.data)?;
    if args.fresh || !folder.is_ready() {
        folder.clear()?;
    }
    let ctx = context(&folder, listener.local_addr()?, as_of)?;
    let accounts = match folder.is_ready() {
        true => resume(&ctx, &folder)?,
        false => demo::prepare(&ctx, as_of, &say)?,
    };
    let url = ctx.settings.server.links()?.address().to_owned();
    folder.write_accounts(&url, ctx.clock.today(), &accounts)?;
    folder.mark_ready()?;
    greet(&url, &folder, &accounts);
    start_log(&ctx.settings.log)?;
    start::tell_of_exposed(&ctx.db);
    let _worker = Worker::start(&ctx)?;
    serve(App::new(ctx, true)?.offering(roles(&accounts)), listener)
}

/// Whom the sign-in page offers.
fn roles(accounts: &[Account]) -> Vec<DemoRole> {
    let role = |account: Account| {
        let Account { role, unit, name, email, password } = account;
        DemoRole { role, unit, name, email, password }
    };
    demo::offered(accounts).into_iter().map(role).collect()
}

/// The accounts of an earlier start; a newer version may have newer tables.
fn resume(ctx: &Context, folder: &Folder) -> anyhow::Result<Vec<Account>> {
    ctx.db.migrate()?;
    start::not_before_what_is_recorded(ctx)?;
    folder.accounts()
}

/// The shipped settings with a database, key and address of the demonstration's own; mail is captured.
fn context(folder: &Folder, address: SocketAddr, as_of: NaiveDateTime) -> anyhow::Result<Context> {
    let own = [
        ("DATABASE_URL", format!("sqlite://{}", folder.file("duban.db").display())),
        ("DUBAN__AUTH__SECRET_FILE", folder.file("session.key").display().to_string()),
        ("DUBAN__SERVER__PUBLIC_URL", format!("http://{address}")),
        ("DUBAN__MAIL__TRANSPORT", "capture".to_owned()),
        ("DUBAN__LOG__LEVEL", "warn".to_owned()),
        ("DUBAN__DEMO", "true".to_owned()),
    ];
    let environment: HashMap<String, String> = own.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let settings = Settings::from_parts("演示", None, environment)?;
    let rules = Rulebook::new(&settings.plan)?;
    Ok(Context {
        db: Database::open(&settings.database)?,
        clock: Clock::running_from(as_of),
        hasher: Hasher::new(settings.auth.hash_threads),
        settings: Arc::new(settings),
        rules,
        asked: None,
    })
}

fn greet(url: &str, folder: &Folder, accounts: &[Account]) {
    say(&format!("\n演示已就绪：{url}  （演示数据，非真实情况）"));
    let some = [(Role::Coordinator, ""), (Role::Leader, ""), (Role::Liaison, "桂林"), (Role::Head, "桂林")];
    for (role, unit) in some {
        if let Some(account) = accounts.iter().find(|account| account.role == role && account.unit.starts_with(unit)) {
            say(&format!("  {}  {}  {}  {}", account.email, account.password, account.unit, account.name));
        }
    }
    say(&format!("全部账号见 {}", folder.file("accounts.json").display()));
}
