//! A copy of the embedded database is put where there is none: read through first, as a file beside that place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::backup::{self, Record};
use super::error::is_damage;
use super::migrate::{has_table, refuse_newer};
use super::place::files_of;
use super::{DbConnection, DbError, DbResult, Target};
use crate::clock;
use crate::config::DatabaseSettings;
use crate::private;

/// How the file is called until it is known to be whole.
const ENDING: &str = ".restoring";

/// So long after a file was found to be in use it is asked for again.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// A copy that was read through and is not in its place yet: without [`Copied::place`] it goes away with the value.
pub(crate) struct Copied {
    source: PathBuf,
    beside: PathBuf,
    target: PathBuf,
    wait: Duration,
    /// What the backup says of itself; `None` for one that says nothing.
    pub(crate) record: Option<Record>,
}

#[derive(QueryableByName)]
struct Mode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

/// Copies a backup beside the place where the database is to be, for its owner alone, and reads it through.
///
/// # Errors
/// [`DbError::Restore`] where the place is not empty, or the file is none of ours, is damaged or has other rows than it says;
/// [`DbError::TooNew`] where a newer program has made it.
pub(crate) fn copy(settings: &DatabaseSettings, source: &Path) -> DbResult<Copied> {
    let refused = |reason: String| DbError::Restore { file: source.display().to_string(), reason };
    let Target::File(target) = Target::parse(&settings.url)? else {
        return Err(refused("PostgreSQL 请用 pg_restore 或时间点恢复，再运行 duban restore --after".to_owned()));
    };
    if let Some(there) = files_of(&target).iter().find(|file| file.exists()) {
        return Err(refused(format!("{} 已存在，只能恢复到空的位置", there.display())));
    }
    let [_, log, ..] = files_of(source);
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(refused(format!("旁边有 {}，这是使用中的数据库，不是 duban backup 的备份", log.display())));
    }
    let beside = PathBuf::from(format!("{}{ENDING}", target.display()));
    copy_file(source, &beside).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => refused(format!("上次恢复没有完成，请先删除 {}", beside.display())),
        _ => refused(error.to_string()),
    })?;
    let wait = Duration::from_secs(settings.wait_seconds.max(1).into());
    let mut copied = Copied { source: source.to_owned(), beside, target, wait, record: None };
    copied.record = copied.read_through()?;
    Ok(copied)
}

fn copy_file(source: &Path, beside: &Path) -> io::Result<()> {
    let mut from = File::open(source)?;
    private::make_folder(beside.parent().unwrap_or(Path::new("")))?;
    let mut to = private::create_new(beside)?;
    let copied = io::copy(&mut from, &mut to).and_then(|_| to.sync_all());
    copied.inspect_err(|_| drop(fs::remove_file(beside)))
}

impl Copied {
    /// The settings of the copy as a database, until it is in its place.
    pub(crate) fn settings(&self, of: &DatabaseSettings) -> DatabaseSettings {
        DatabaseSettings { url: format!("sqlite://{}", self.beside.display()), pool: 1, ..of.clone() }
    }

    fn refused(&self, reason: impl ToString) -> DbError {
        DbError::Restore { file: self.source.display().to_string(), reason: reason.to_string() }
    }

    fn read_through(&self) -> DbResult<Option<Record>> {
        let mut connection = self.connect()?;
        let found = self.look_through(&mut connection);
        found.map_err(|error| match error {
            DbError::TooNew { .. } | DbError::Incomplete { .. } | DbError::Restore { .. } => error,
            DbError::Damaged { reason } => self.refused(format!("文件已损坏：{reason}")),
            other => self.refused(other),
        })
    }

    fn look_through(&self, connection: &mut DbConnection) -> DbResult<Option<Record>> {
        backup::refuse_damaged(connection)?;
        if !has_table(connection, "__diesel_schema_migrations")? {
            return Err(self.refused("不是督办的数据库"));
        }
        refuse_newer(connection)?;
        let Some(record) = backup::record(connection)? else { return Ok(None) };
        let rows = backup::count_rows(connection)?;
        match record.rows.iter().find(|(table, said)| rows.get(*table) != Some(*said)) {
            Some((table, said)) => {
                let found = rows.get(table).copied().unwrap_or_default();
                Err(self.refused(format!("表 {table} 备份时有 {said} 行，文件中有 {found} 行")))
            }
            None => Ok(Some(record)),
        }
    }

    fn connect(&self) -> DbResult<DbConnection> {
        Target::File(self.beside.clone()).connect(self.wait).map_err(|error| match error.to_string() {
            reason if is_damage(&reason) => self.refused(format!("文件已损坏：{reason}")),
            reason => self.refused(reason),
        })
    }

    /// Puts the copy into its place, whole: whoever has opened it has let go of it.
    ///
    /// # Errors
    /// [`DbError::Restore`] where somebody has made a file there meanwhile, or the copy is still in use.
    pub(crate) fn place(self) -> DbResult<()> {
        self.put_log_away()?;
        let placed = File::open(&self.beside)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::hard_link(&self.beside, &self.target))
            .and_then(|()| fs::remove_file(&self.beside))
            .and_then(|()| sync_folder(&self.target));
        placed.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => self.refused(format!("{} 已存在，不覆盖", self.target.display())),
            _ => self.refused(error),
        })
    }

    /// From now on all of it is in the one file: nothing is left in a log beside it.
    fn put_log_away(&self) -> DbResult<()> {
        let until = clock::monotonic() + self.wait;
        loop {
            let mut connection = self.connect()?;
            let reason = match sql_query("PRAGMA journal_mode = DELETE").get_result::<Mode>(&mut connection) {
                Ok(Mode { journal_mode }) if journal_mode == "delete" => return Ok(()),
                Ok(Mode { journal_mode }) => journal_mode,
                Err(error) => error.to_string(),
            };
            if clock::monotonic() >= until {
                return Err(self.refused(reason));
            }
            thread::sleep(BETWEEN_TRIES);
        }
    }
}

fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// What is not in its place is nothing that anybody may find.
impl Drop for Copied {
    fn drop(&mut self) {
        for file in files_of(&self.beside) {
            drop(fs::remove_file(file));
        }
    }
}
