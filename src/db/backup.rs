//! A consistent copy of the embedded database while it is in use.

use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{DbConnection, DbError, DbResult};
use crate::private;

/// Writes a compact copy to a file that does not exist yet, for its owner alone.
///
/// # Errors
/// [`DbError::Backup`] where the file exists or cannot be written; PostgreSQL has `pg_dump` for it.
pub(crate) fn to_file(connection: &mut DbConnection, file: &Path) -> DbResult<()> {
    let refused = |reason: String| DbError::Backup { file: file.display().to_string(), reason };
    match connection {
        DbConnection::Postgres(_) => Err(refused("PostgreSQL 请用 pg_dump 备份".to_owned())),
        DbConnection::Sqlite(c) => {
            // SQLite writes into an empty file as into none, and leaves it its mode.
            private::create_new(file).map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => refused("文件已存在，不覆盖".to_owned()),
                _ => refused(error.to_string()),
            })?;
            let copied = diesel::sql_query("VACUUM INTO $1").bind::<Text, _>(file.to_string_lossy()).execute(c);
            copied.map(drop).map_err(|error| {
                // What is half a copy is none; where even that fails, the refusal names the file.
                drop(std::fs::remove_file(file));
                refused(error.to_string())
            })
        }
    }
}
