//! A command that failed because nothing can be written where its files are: which file it is, why, and what to do.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::auth::token::KeyError;
use crate::config::Settings;
use crate::db::{DbError, Target};
use crate::private;
use crate::strings::{Language, Message, Strings};

/// What is known of a command that failed.
pub(super) struct Failed<'a> {
    /// The settings' file, where one was named.
    pub(super) config: Option<&'a Path>,
    /// Where a demonstration keeps its files.
    pub(super) demo: Option<&'a Path>,
    /// It may be run again, whatever of it was stored.
    pub(super) may_run_again: bool,
}

/// A file that a command writes, and where its place is set.
struct Written {
    file: PathBuf,
    setting: &'static str,
}

/// The error in words about the disk, where it is the disk; else as it is.
pub(super) fn explained(error: anyhow::Error, failed: &Failed<'_>) -> anyhow::Error {
    if !may_be_the_disk(&error, failed) {
        return error;
    }
    let settings = Settings::load(failed.config).ok();
    let language = settings.as_ref().map_or(Language::Zh, |settings| settings.language);
    let refused = written(failed, settings, &error).into_iter().find_map(|written| {
        let key = key_of(&private::try_room(&written.file).err()?)?;
        Some(Message::new(key).with("file", written.file.display()).with("setting", written.setting))
    });
    refused.map_or(error, |said| anyhow::anyhow!(Strings::of(language).say(&said)))
}

/// Whether a full or read-only disk may be behind it: what is refused for what was asked is not.
fn may_be_the_disk(error: &anyhow::Error, failed: &Failed<'_>) -> bool {
    error.chain().any(|cause| {
        let of_the_database = cause.downcast_ref::<DbError>().is_some_and(|error| match error {
            DbError::Unsure { .. } => failed.may_run_again,
            DbError::Storage { .. } | DbError::Unreachable { .. } | DbError::Busy { .. } => true,
            DbError::Migration { .. } | DbError::Backup { .. } | DbError::Restore { .. } => true,
            _ => false,
        });
        of_the_database || cause.is::<io::Error>() || matches!(cause.downcast_ref(), Some(KeyError::File { .. }))
    })
}

/// What the command writes, the database first.
fn written(failed: &Failed<'_>, settings: Option<Settings>, error: &anyhow::Error) -> Vec<Written> {
    let copy = error.chain().find_map(|cause| match cause.downcast_ref() {
        Some(DbError::Backup { file, .. }) => Some(Written { file: PathBuf::from(file), setting: "duban backup" }),
        _ => None,
    });
    let own = match failed.demo {
        Some(folder) => vec![Written { file: folder.join("duban.db"), setting: "--data" }],
        None => settings.map(of_settings).unwrap_or_default(),
    };
    copy.into_iter().chain(own).collect()
}

fn of_settings(settings: Settings) -> Vec<Written> {
    let database = match Target::parse(&settings.database.url) {
        Ok(Target::File(file)) => Some(Written { file, setting: "database.url / DATABASE_URL" }),
        _ => None,
    };
    let key = Written { file: settings.auth.secret_file, setting: "auth.secret_file" };
    database.into_iter().chain([key]).collect()
}

/// What is said of a place that refuses what is written to it.
fn key_of(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "error.disk_full",
        ErrorKind::ReadOnlyFilesystem => "error.disk_read_only",
        ErrorKind::PermissionDenied => "error.place_forbidden",
        _ => return None,
    })
}
