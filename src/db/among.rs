//! Rows whose key is among some, however many they are: one statement, prepared once. diesel's own `eq_any` lists the values one
//! by one on SQLite, so that each number of them is another statement, prepared anew whenever it runs; with a table's
//! triggers in it that costs more than running it.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType, Text};

use super::dialect::{DbConnection, Engine};

/// That a column holds one of these keys.
#[derive(Debug, Clone, ValidGrouping)]
pub(super) struct Among<C> {
    column: C,
    /// In the words of the engine.
    keys: String,
    engine: Engine,
}

/// That a column holds one of these keys, for this connection.
pub(super) fn among<C, K: AsRef<i64>>(connection: &DbConnection, column: C, keys: &[K]) -> Among<C> {
    among_on(connection.engine(), column, keys)
}

/// The same for this engine.
pub(super) fn among_on<C, K: AsRef<i64>>(engine: Engine, column: C, keys: &[K]) -> Among<C> {
    let (open, close) = match engine {
        Engine::Sqlite => ('[', ']'),
        Engine::Postgres => ('{', '}'),
    };
    let keys: Vec<String> = keys.iter().map(|key| key.as_ref().to_string()).collect();
    Among { column, keys: format!("{open}{}{close}", keys.join(",")), engine }
}

impl<C: Expression> Expression for Among<C> {
    type SqlType = Bool;
}

impl<C: AppearsOnTable<S>, S> AppearsOnTable<S> for Among<C> {}

impl<C: SelectableExpression<S>, S> SelectableExpression<S> for Among<C> {}

impl<C> QueryId for Among<C> {
    type QueryId = ();

    // What it is called differs between the engines.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, DB> QueryFragment<DB> for Among<C>
where
    C: QueryFragment<DB>,
    DB: Backend + HasSqlType<Text>,
    String: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        if self.engine == Engine::Postgres {
            // Planned anew each time, for the tables as they are: a plan that was kept from when a table was small goes through all of
            // it for every part of a long round, until statistics are made anew.
            out.unsafe_to_cache_prepared();
        }
        let (before, after) = match self.engine {
            Engine::Sqlite => (" IN (SELECT value FROM json_each(", "))"),
            Engine::Postgres => (" = ANY(CAST(", " AS bigint[]))"),
        };
        out.push_sql(before);
        out.push_bind_param::<Text, _>(&self.keys)?;
        out.push_sql(after);
        Ok(())
    }
}
