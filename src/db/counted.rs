//! How many rows a list has, as far as anybody counts.

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

/// How many rows there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// As many as were counted.
    pub rows: i64,
    /// Whether there are more.
    pub or_more: bool,
}

impl Counted {
    /// What was counted among the first rows of a list: one more than [`MOST_COUNTED`] says that there are more.
    pub(super) fn among_the_first(rows: i64) -> Self {
        Self { rows: rows.min(MOST_COUNTED), or_more: rows > MOST_COUNTED }
    }
}

/// So many rows are counted at most: nobody goes through ten million for a number that nobody reads.
pub(super) const MOST_COUNTED: i64 = 10_000;

/// How many rows a query has, which may have a limit.
#[derive(Debug, Clone)]
pub(super) struct NumberOf<Q>(pub Q);

impl<Q> QueryId for NumberOf<Q> {
    type QueryId = ();

    // What is counted is often boxed.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for NumberOf<Q> {
    type SqlType = BigInt;
}

impl<Q, C> RunQueryDsl<C> for NumberOf<Q> {}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for NumberOf<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS counted");
        Ok(())
    }
}

/// Counts the rows of a boxed query, by a column that is read of them: in whatever order is the fastest, and no further than anybody
/// reads the number.
macro_rules! counted {
    ($connection:expr, $rows:expr, $column:expr) => {{
        use crate::db::counted::{Counted, MOST_COUNTED, NumberOf};
        let first = $rows.limit(MOST_COUNTED + 1).select($column);
        let rows: i64 = diesel::RunQueryDsl::get_result(NumberOf(first), $connection)?;
        Counted::among_the_first(rows)
    }};
}
pub(super) use counted;
