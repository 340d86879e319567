//! Changes whose text is the same whenever they run: prepared once for each connection. diesel prepares every UPDATE anew, because
//! what one sets may differ from run to run; on SQLite that takes longer than running it, on PostgreSQL it is asked twice.

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// A statement of which only the values differ. Every text there is of it stays with the connection: none for lists of
/// values, or columns that are set or not.
#[derive(Debug, Clone)]
pub(super) struct Kept<Q>(pub(super) Q);

impl<Q> QueryId for Kept<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Kept<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, C> RunQueryDsl<C> for Kept<Q> {}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Kept<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_types, reason = "the engine itself is looked at")]

    use std::sync::{Arc, Mutex};

    use diesel::SqliteConnection;
    use diesel::connection::{InstrumentationEvent, SimpleConnection as _};

    use super::*;
    use crate::db::among::among;
    use crate::db::dialect::DbConnection;
    use crate::db::schema::mail_texts::dsl::{body_text, mail_id, mail_texts};
    use crate::domain::id::MailId;

    /// An empty table, and every text that is kept by its connection.
    fn table() -> (DbConnection, Arc<Mutex<Vec<String>>>) {
        let mut connection = DbConnection::Sqlite(SqliteConnection::establish(":memory:").unwrap());
        connection
            .batch_execute(
                "CREATE TABLE mail_texts (mail_id INTEGER PRIMARY KEY, body_text TEXT, body_html TEXT, raw TEXT)",
            )
            .unwrap();
        let kept = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&kept);
        connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::CacheQuery { sql, .. } = event {
                noted.lock().unwrap().push(sql.to_owned());
            }
        });
        (connection, kept)
    }

    #[test]
    fn a_change_is_prepared_once_however_many_rows_it_is_about() {
        let (mut connection, kept) = table();
        for many in 1..5 {
            let ids: Vec<MailId> = (0..many).map(MailId::new).collect();
            let these = mail_texts.filter(among(&connection, mail_id, &ids));
            Kept(diesel::update(these).set(body_text.eq("said"))).execute(&mut connection).unwrap();
        }
        assert_eq!(kept.lock().unwrap().len(), 1, "{kept:?}");
    }

    #[test]
    fn a_change_that_is_not_kept_is_prepared_whenever_it_runs() {
        let (mut connection, kept) = table();
        diesel::update(mail_texts).set(body_text.eq("said")).execute(&mut connection).unwrap();
        assert!(kept.lock().unwrap().is_empty(), "then it need not be wrapped any more: {kept:?}");
    }
}
