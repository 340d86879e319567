//! The statement by which SQLite marks mails. It changes nothing within a query: what else there is to do is done by others.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;

use super::mark::push_changes;

/// The statement that marks: the same text for any number of mails, so that it is prepared once.
#[derive(Clone)]
pub(super) struct Marking<'a> {
    /// In JSON.
    pub(super) rows: &'a str,
    /// In UTC.
    pub(super) now: NaiveDateTime,
}

impl QueryId for Marking<'_> {
    type QueryId = ();

    // It is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Marking<'_> {
    type SqlType = BigInt;
}

impl<D> RunQueryDsl<D> for Marking<'_> {}

impl QueryFragment<Sqlite> for Marking<'_> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        push_changes(&mut pass, &self.now)?;
        pass.push_sql(
            " FROM (SELECT value ->> 'id' AS id, value ->> 'owner' AS owner, value ->> 'fence' AS fence, value ->> 'taken' AS taken, \
             value ->> 'state' AS state, value ->> 'to_address' AS to_address, value ->> 'subject' AS subject FROM json_each(",
        );
        pass.push_bind_param::<Text, str>(self.rows)?;
        pass.push_sql(
            ")) AS mark WHERE mails.id = mark.id AND mails.fence = mark.fence AND mails.owner = mark.owner RETURNING mails.id",
        );
        Ok(())
    }
}
