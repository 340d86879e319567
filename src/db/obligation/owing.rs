//! Who owes what is wanted.

use diesel::backend::Backend;
use diesel::dsl::{not, sql};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool};

use super::wanted::{Part, Wanted, narrowed};
use crate::db::dialect::Engine;
use crate::db::schema::{obligations, plans};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::UnitId;
use crate::domain::plan::PlanState;

/// The units of which there is an obligation, as a boxed query asks for it.
#[derive(Debug, Clone)]
struct UnitsWith<Q> {
    of_unit: Q,
    engine: Engine,
}

impl<Q> QueryId for UnitsWith<Q> {
    type QueryId = ();

    // What is asked for is boxed.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for UnitsWith<Q> {
    type SqlType = BigInt;
}

impl<Q, C> RunQueryDsl<C> for UnitsWith<Q> {}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for UnitsWith<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT units.id FROM units WHERE EXISTS (");
        self.of_unit.walk_ast(out.reborrow())?;
        out.push_sql(match self.engine {
            Engine::Sqlite => ")",
            // It does not look through an OFFSET: else it may go through all obligations.
            Engine::Postgres => " OFFSET 0)",
        });
        Ok(())
    }
}

/// The units that owe what is wanted, each once: of each unit no more is read than its first row.
pub(crate) fn owing(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Vec<UnitId>> {
    let drafts = plans::table.filter(plans::state.eq(PlanState::Draft)).select(plans::id);
    let all = obligations::table.filter(not(obligations::plan_id.eq_any(drafts))).into_boxed();
    let of_unit = narrowed!(all, wanted).filter(sql::<Bool>("obligations.unit_id = units.id"));
    let engine = connection.engine();
    Ok(UnitsWith { of_unit: of_unit.select(obligations::id), engine }.load(connection)?)
}
