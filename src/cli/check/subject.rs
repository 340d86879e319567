//! What is checked: the settings, and the database that they name, opened once and never changed.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::finding::Finding;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::{Database, Engine, Target};
use crate::private;

/// The settings and all that is wished for.
pub(super) struct Subject {
    /// The settings' file, as it is named to people.
    pub(super) file: String,
    pub(super) settings: Settings,
    /// The time; where it was set, what other clocks say is not compared with it.
    pub(super) clock: Clock,
    pub(super) is_clock_set: bool,
    /// Where a test mail goes to.
    pub(super) mail_to: Option<String>,
    /// The folder of copies, where one is named.
    pub(super) backups: Option<PathBuf>,
    /// With tables that this program can work on; `None` where there are none yet.
    pub(super) db: Option<Database>,
}

impl Subject {
    /// Opens the database of the settings where it is there; what there is to say of it.
    pub(super) fn new(
        (file, settings): (&Path, Settings),
        as_of: Option<NaiveDateTime>,
        (mail_to, backups): (Option<String>, Option<PathBuf>),
    ) -> (Self, Vec<Finding>) {
        let (db, findings) = database(&settings);
        let clock = as_of.map_or_else(Clock::system, Clock::running_from);
        let file = file.display().to_string();
        (Self { file, settings, clock, is_clock_set: as_of.is_some(), mail_to, backups, db }, findings)
    }

    /// A setting with where it stands: `server.listen（config/duban.toml）`.
    pub(super) fn setting(&self, key: &str) -> String {
        format!("{key}（{} 或环境变量）", self.file)
    }
}

const DATABASE: &str = "数据库";

/// The database, where one can be worked on, and what was found.
fn database(settings: &Settings) -> (Option<Database>, Vec<Finding>) {
    let url = &settings.database;
    let fail = |reason: String| (None, vec![Finding::fail(DATABASE, reason + "。请核对 database.url 或 DATABASE_URL")]);
    let target = match Target::parse(&url.url) {
        Ok(target) => target,
        Err(error) => return fail(error.to_string()),
    };
    if let Target::File(file) = &target
        && !file.exists()
    {
        return (None, vec![to_be_made(file)]);
    }
    match Database::open(url).and_then(|db| db.ping().map(|()| db)) {
        Ok(db) => opened(db),
        Err(error) => fail(format!("无法使用 {target}：{error}")),
    }
}

fn to_be_made(file: &Path) -> Finding {
    match private::try_room(file) {
        Ok(()) => {
            Finding::warn(DATABASE, format!("{} 尚未建立：运行 duban migrate，或第一次启动时建立", file.display()))
        }
        Err(error) => Finding::fail(
            DATABASE,
            format!(
                "{} 无法建立：{error}。请让运行本程序的用户可以写入其所在文件夹，或改 database.url",
                file.display()
            ),
        ),
    }
}

/// A database that answers: whether its tables are those of this program.
fn opened(db: Database) -> (Option<Database>, Vec<Finding>) {
    let fail = |reason: String| vec![Finding::fail(DATABASE, reason)];
    let pending = match db.refuse_newer().and_then(|()| db.pending_migrations()) {
        Ok(pending) => pending.len(),
        Err(error) => return (None, fail(format!("{}：{error}", db.target()))),
    };
    let target = db.target().to_string();
    if pending > 0 {
        let said = format!("{target} 尚未建立或需要升级（{pending} 步）");
        return match db.engine() {
            Engine::Sqlite => (None, vec![Finding::warn(DATABASE, said + "：下次启动时自动执行，请先备份")]),
            Engine::Postgres => (None, fail(said + "：请先备份，再运行 duban migrate")),
        };
    }
    if let Some(error) = db.unfit() {
        return (None, fail(format!("{target}：{error}")));
    }
    match db.missing_tables() {
        Ok(missing) if missing.is_empty() => {}
        Ok(missing) => return (None, fail(format!("{target} 缺少表 {}：请用备份恢复", missing.join("、")))),
        Err(error) => return (None, fail(format!("{target}：{error}"))),
    }
    let language = db.strange_language().ok().flatten().map(|language| {
        let said = format!("PostgreSQL 的 lc_messages = {language}，出错信息无法识别：请设为 C、英文或 zh_CN");
        Finding::warn(DATABASE, said)
    });
    let found = [Finding::ok(DATABASE, format!("{target}，表结构为最新"))].into_iter().chain(language).collect();
    (Some(db), found)
}
