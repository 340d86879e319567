use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::dialect::on_either;
use super::{DbConnection, DbError, DbResult};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

fn own(connection: &DbConnection) -> EmbeddedMigrations {
    match connection {
        DbConnection::Sqlite(_) => SQLITE,
        DbConnection::Postgres(_) => POSTGRES,
    }
}

pub(super) fn run(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    let migrations = own(connection);
    let names = pending(connection)?;
    on_either!(connection, c => c.run_pending_migrations(migrations).map(drop))
        .map_err(|error| DbError::Migration { reason: error.to_string() })?;
    Ok(names)
}

pub(super) fn pending(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    let migrations = own(connection);
    on_either!(connection, c => c.pending_migrations(migrations).map(|left| left.iter().map(|m| m.name().to_string()).collect()))
        .map_err(|error| DbError::Migration { reason: error.to_string() })
}
