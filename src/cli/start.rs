//! What every command with a database does first.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use chrono::{NaiveDateTime, TimeDelta};

use super::output::{refusal, warn};
use crate::actions::{self, Actor, Context, Follow, Rulebook};
use crate::auth::hashing::Hasher;
use crate::clock::{self, Clock};
use crate::config::{Settings, concerns};
use crate::db::{Database, Engine, Target, audit, backup, dates};
use crate::strings::{Language, Strings};

/// Settings, database and clock, ready to act.
///
/// The embedded database is brought up to date by whoever opens it; a server's only by `duban migrate`, since
/// other nodes may be using it.
pub(super) fn context(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<Context> {
    let ctx = open(config, as_of)?;
    let is_old = !ctx.db.pending_migrations()?.is_empty();
    match ctx.db.engine() {
        Engine::Sqlite if is_old => drop(bring_up_to_date(&ctx)?),
        Engine::Postgres if is_old => bail!("数据库 {} 尚未建立或需要升级，请先运行 duban migrate", ctx.db.target()),
        // Whoever migrated may have died before it came to the rules.
        Engine::Sqlite => seed_rules(&ctx, Follow::Program)?,
        Engine::Postgres => {}
    }
    if ctx.db.read(backup::is_copy)? {
        hold_a_copy(&ctx)?;
    }
    Ok(ctx)
}

/// A backup that somebody has put into the place of the database by hand is a restored one all the same: what was sent since must
/// not be sent again.
fn hold_a_copy(ctx: &Context) -> anyhow::Result<()> {
    let restored = actions::mark_restored(ctx).map_err(|error| refusal(ctx.settings.language, &error))?;
    let (database, mails) = (ctx.db.target(), restored.mails);
    match tracing::enabled!(tracing::Level::WARN) {
        true => tracing::warn!(%database, mails, "this is a backup: no mail leaves until somebody releases the outbox"),
        false => warn(&format!(
            "{database} 是一份备份：发件已暂停，备份时待发 {mails} 封，查看和解除见 duban restore --list"
        )),
    }
    Ok(())
}

/// The same for what would be pointless on a new database: a mistyped path must not make an empty one, on which nothing
/// would ever be due.
pub(super) fn existing_context(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<Context> {
    must_exist(&Settings::load(config)?)?;
    context(config, as_of)
}

/// Settings, database and clock; tables may be missing.
pub(super) fn open(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<Context> {
    open_by(Settings::load(config)?, as_of)
}

/// The same by settings that are read already.
pub(super) fn open_by(settings: Settings, as_of: Option<NaiveDateTime>) -> anyhow::Result<Context> {
    let clock = as_of.map_or_else(Clock::system, Clock::running_from);
    let rules = Rulebook::new(&settings.plan)?;
    let hasher = Hasher::new(settings.auth.hash_threads);
    let db = Database::open(&settings.database)?;
    tell_of_exposed(&db);
    Ok(Context { db, clock, settings: Arc::new(settings), rules, hasher, asked: None })
}

/// Says which files of the database others could open: in the log, or on standard error where there is none.
pub(super) fn tell_of_exposed(db: &Database) {
    for exposed in db.exposed() {
        let file = exposed.file.display();
        match (tracing::enabled!(tracing::Level::WARN), exposed.mended) {
            (true, mended) => tracing::warn!(%file, mended, "others could open a file of the database"),
            (false, true) => warn(&format!("{file} 曾可被本机其他用户读取，已改为仅所有者可读写")),
            (false, false) => {
                warn(&format!("{file} 可被本机其他用户读取，且无权更改，请改为仅所有者可读写（chmod 600）"))
            }
        }
    }
}

/// Says in the log which settings are likely to be a mistake, and what to do about it.
pub(super) fn tell_of_concerns(ctx: &Context) {
    let words = Strings::of(Language::En);
    for concern in concerns(&ctx.settings) {
        tracing::warn!(setting = concern.setting(), "{}", words.word("concern", concern.as_str()));
    }
}

/// Names the rows that are locked because nobody can read a date of theirs; the log has named them already.
pub(super) fn tell_of_unreadable(ctx: &Context) -> anyhow::Result<()> {
    for date in ctx.db.read(dates::moved)?.iter().filter(|_| !tracing::enabled!(tracing::Level::WARN)) {
        warn(&format!("日期无法读取，所在记录已锁定：{date}（原为“{}”）", date.value));
    }
    Ok(())
}

/// The same for what would be pointless on a new database: a mistyped path must not make an empty one.
pub(super) fn open_existing(config: Option<&Path>) -> anyhow::Result<Context> {
    open_existing_at(config, None)
}

/// The same by a clock of its own.
pub(super) fn open_existing_at(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<Context> {
    must_exist(&Settings::load(config)?)?;
    open(config, as_of)
}

/// An embedded database that is there, whatever version has made its tables: for a copy.
pub(super) fn open_any_existing(config: Option<&Path>) -> anyhow::Result<Database> {
    let settings = Settings::load(config)?;
    must_exist(&settings)?;
    Ok(Database::open_any(&settings.database)?)
}

/// A clock that was set goes on where the records end, if that is later: what people did must not lie in the future. A time of
/// another age is no end of theirs.
pub(super) fn not_before_what_is_recorded(ctx: &Context) -> anyhow::Result<()> {
    let last = ctx.db.read(audit::last_at)?.map(clock::to_local);
    let asked = ctx.clock.local_now();
    let Some(last) = last.filter(|last| *last > asked) else { return Ok(()) };
    ctx.clock.set(last);
    // What was recorded at the same minute is nobody's surprise.
    if last - asked > TimeDelta::minutes(1) {
        let shown = |time: NaiveDateTime| time.format("%Y-%m-%d %H:%M").to_string();
        let (asked, used) = (shown(asked), shown(last));
        match tracing::enabled!(tracing::Level::WARN) {
            true => tracing::warn!(
                asked,
                used,
                "--as-of is before the newest record: the clock goes on from that record instead"
            ),
            false => warn(&format!("--as-of {asked} 早于数据库中最新的记录：改从 {used} 走起")),
        }
    }
    Ok(())
}

/// Whether there is a database; a server is asked later.
pub(super) fn is_there(config: Option<&Path>) -> anyhow::Result<bool> {
    Ok(must_exist(&Settings::load(config)?).is_ok())
}

/// Refuses an embedded database whose file is not there.
fn must_exist(settings: &Settings) -> anyhow::Result<()> {
    match Target::parse(&settings.database.url)? {
        Target::File(file) if !file.exists() => bail!("无法打开数据库 {}：没有这个文件", settings.database.url),
        _ => Ok(()),
    }
}

/// Runs what migrations there are and makes the versions of rules that are missing; the migrations' names.
pub(super) fn bring_up_to_date(ctx: &Context) -> anyhow::Result<Vec<String>> {
    let ran = ctx.db.migrate()?;
    ctx.db.clear_dates()?;
    tell_of_unreadable(ctx)?;
    seed_rules(ctx, Follow::Settings)?;
    Ok(ran)
}

/// Makes the versions of rules that are missing, or that follow what is shipped or set.
pub(super) fn seed_rules(ctx: &Context, follow: Follow) -> anyhow::Result<()> {
    actions::seed_rules(ctx, &Actor::Console, follow).map_err(|error| refusal(ctx.settings.language, &error))
}
