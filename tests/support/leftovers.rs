//! What a test leaves behind in its database: a failed job, an open transaction, a mail that could not be composed. Where a
//! test is not about one of them, it fails by it.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_query;
use diesel::sql_types::Text;

/// What may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leftover {
    /// A background job that has failed and was not done again.
    FailedJob,
    /// A transaction that nobody has ended, or that was not over after some seconds.
    OpenTransaction,
    /// A mail that could not be put together.
    UncomposedMail,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

const FAILED_JOBS: &str = "SELECT job || ': ' || reason AS line FROM job_failures ORDER BY job";
const UNCOMPOSED_MAILS: &str = "SELECT kind || ': ' || last_error AS line FROM mails WHERE last_error LIKE 'not_composed%' \
     OR last_error LIKE 'to: %' OR last_error LIKE 'message: %' ORDER BY id";
/// Twenty looks, a fifth of a second apart: what is under way comes to its end.
const LOOKS: u64 = 20;

/// What is left in an embedded database; nothing where it is no database that can be read.
#[expect(clippy::disallowed_types, reason = "the database is looked at from outside")]
pub fn embedded(path: &str) -> Vec<(Leftover, String)> {
    let Ok(mut connection) = diesel::SqliteConnection::establish(path) else { return Vec::new() };
    let mut found = told(&mut connection);
    // Whoever still writes is waited for.
    let writes = connection.batch_execute("PRAGMA busy_timeout = 4000; BEGIN IMMEDIATE; ROLLBACK");
    if let Err(Error::DatabaseError(_, reason)) = &writes
        && reason.message().contains("locked")
    {
        found.push((Leftover::OpenTransaction, reason.message().to_owned()));
    }
    found
}

/// What is left in a database of the PostgreSQL under test, whose connections are called as it is.
#[expect(clippy::disallowed_types, reason = "the database is looked at from outside")]
pub fn on_server(url: &str, name: &str) -> Vec<(Leftover, String)> {
    let Ok(mut connection) = diesel::PgConnection::establish(url) else { return Vec::new() };
    let mut found = told(&mut connection);
    let open = format!(
        "SELECT coalesce(query, '') AS line FROM pg_stat_activity WHERE datname = current_database() \
         AND application_name = '{name}' AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
    );
    let mut left = lines(&mut connection, &open);
    for _ in 1..LOOKS {
        if left.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
        left = lines(&mut connection, &open);
    }
    found.extend(left.into_iter().map(|line| (Leftover::OpenTransaction, line)));
    found
}

/// What the tables tell.
fn told<C>(connection: &mut C) -> Vec<(Leftover, String)>
where
    for<'q> diesel::query_builder::SqlQuery: diesel::query_dsl::LoadQuery<'q, C, Line>,
{
    let jobs = lines(connection, FAILED_JOBS).into_iter().map(|line| (Leftover::FailedJob, line));
    let mut found: Vec<_> = jobs.collect();
    found.extend(lines(connection, UNCOMPOSED_MAILS).into_iter().map(|line| (Leftover::UncomposedMail, line)));
    found
}

/// A table that is not there (yet, or any more) tells nothing.
fn lines<C>(connection: &mut C, query: &str) -> Vec<String>
where
    for<'q> diesel::query_builder::SqlQuery: diesel::query_dsl::LoadQuery<'q, C, Line>,
{
    let found = sql_query(query).load::<Line>(connection).unwrap_or_default();
    found.into_iter().map(|row| row.line).collect()
}
