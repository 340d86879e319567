//! Changes whose text is the same whenever they run: prepared once for each connection. diesel prepares every UPDATE anew, because
//! what one sets may differ from run to run; on SQLite that takes longer than running it, on PostgreSQL it is one more round.

use diesel::QuerySource;
use diesel::backend::Backend;
use diesel::expression::AppearsOnTable;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, QueryFragment, QueryId};
use diesel::sql_types::BoolOrNullableBool;

/// An UPDATE of which only the values differ. Every text there is of it stays with the connection: it sets always the same
/// columns, and no list of values stands in it.
pub(super) struct Kept<T: QuerySource, V, P> {
    table: T::FromClause,
    values: V,
    which: P,
}

/// Changes rows of a table.
pub(super) fn change<T, V, P>(table: T, values: V, which: P) -> Kept<T, V::Changeset, P>
where
    T: QuerySource,
    V: AsChangeset<Target = T>,
    P: AppearsOnTable<T>,
    P::SqlType: BoolOrNullableBool,
{
    Kept { table: table.from_clause(), values: values.as_changeset(), which }
}

impl<T: QuerySource, V, P> QueryId for Kept<T, V, P> {
    type QueryId = ();

    // It is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T: QuerySource, V, P, D> RunQueryDsl<D> for Kept<T, V, P> {}

impl<T, V, P, DB> QueryFragment<DB> for Kept<T, V, P>
where
    T: QuerySource,
    T::FromClause: QueryFragment<DB>,
    V: QueryFragment<DB>,
    P: QueryFragment<DB>,
    DB: Backend,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("UPDATE ");
        self.table.walk_ast(pass.reborrow())?;
        pass.push_sql(" SET ");
        self.values.walk_ast(pass.reborrow())?;
        pass.push_sql(" WHERE ");
        self.which.walk_ast(pass)
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

    /// Three rows, and every text that is kept by their connection.
    fn table() -> (DbConnection, Arc<Mutex<Vec<String>>>) {
        let mut connection = DbConnection::Sqlite(SqliteConnection::establish(":memory:").unwrap());
        let rows = "CREATE TABLE mail_texts (mail_id INTEGER PRIMARY KEY, body_text TEXT, body_html TEXT, raw TEXT); \
                    INSERT INTO mail_texts VALUES (0, '', '', ''), (1, '', '', ''), (2, '', '', '')";
        connection.batch_execute(rows).unwrap();
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
        for many in 0..=3 {
            let ids: Vec<MailId> = (0..many).map(MailId::new).collect();
            let these = among(&connection, mail_id, &ids);
            let changed = change(mail_texts, body_text.eq("said"), these).execute(&mut connection).unwrap();
            assert_eq!(i64::try_from(changed).unwrap(), many);
        }
        assert_eq!(kept.lock().unwrap().len(), 1, "{kept:?}");
    }

    #[test]
    fn diesels_own_is_prepared_whenever_it_runs() {
        let (mut connection, kept) = table();
        diesel::update(mail_texts).set(body_text.eq("said")).execute(&mut connection).unwrap();
        assert!(kept.lock().unwrap().is_empty(), "then ours is needed no more: {kept:?}");
    }
}
