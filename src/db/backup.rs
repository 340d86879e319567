//! A consistent copy of the embedded database while it is in use.

use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{DbConnection, DbError, DbResult};

/// Writes a compact copy to a file that does not exist yet.
///
/// # Errors
/// [`DbError::Backup`] where the file exists or cannot be written; PostgreSQL has `pg_dump` for it.
pub fn to_file(connection: &mut DbConnection, file: &Path) -> DbResult<()> {
    let refused = |reason: String| DbError::Backup { file: file.display().to_string(), reason };
    match connection {
        DbConnection::Postgres(_) => Err(refused("PostgreSQL 请用 pg_dump 备份".to_owned())),
        DbConnection::Sqlite(_) if file.exists() => Err(refused("文件已存在，不覆盖".to_owned())),
        DbConnection::Sqlite(c) => diesel::sql_query("VACUUM INTO $1")
            .bind::<Text, _>(file.to_string_lossy())
            .execute(c)
            .map(drop)
            .map_err(|error| refused(error.to_string())),
    }
}
