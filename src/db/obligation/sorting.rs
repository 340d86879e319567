//! Obligations in the order that somebody wants: what of a row decides, and what comes behind a place.

use chrono::NaiveDate;
use diesel::backend::Backend;
use diesel::dsl::sql;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, SqlLiteral, ValidGrouping};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Bool, Date, HasSqlType};

use crate::db::schema::obligations;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::ObligationId;
use crate::domain::obligation::Status;
use crate::domain::obligation::due::IN_PLAY;
use crate::domain::obligation::sorting::{STATUSES, Sort, Sorting};

/// An order, and the place it begins behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorted {
    /// By what.
    pub sorting: Sorting,
    /// The day for which lamps are told.
    pub today: NaiveDate,
    /// Only what comes behind this place.
    pub after: Option<SortedPlace>,
}

/// Where an obligation stands in a list by some sort; a part that the sort does not look at is 0 or today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortedPlace {
    /// The unit, the plan, or the rank of status or lamp.
    pub number: i64,
    /// The due date, or since when it is late.
    pub day: NaiveDate,
    /// Then by key.
    pub id: ObligationId,
}

/// What is later than every date: where nothing makes it late.
const NEVER: &str = "coalesce(obligations.red_on, '2201-01-01')";

impl Sorted {
    /// The number that decides first, as an index or nobody has it.
    fn number(&self) -> Option<String> {
        Some(match self.sorting.by {
            Sort::Due | Sort::Late => return None,
            Sort::Unit => "obligations.unit_id".to_owned(),
            Sort::Plan => "obligations.plan_id".to_owned(),
            Sort::Status => {
                let place = |(at, status): (usize, &Status)| format!(" WHEN '{status}' THEN {at}");
                let places: String = STATUSES.iter().enumerate().map(place).collect();
                format!("CASE obligations.status{places} ELSE {} END", STATUSES.len())
            }
            Sort::Lamp => self.lamp(),
        })
    }

    /// Red, yellow, green, done, none: as [`super::lamps::shining`] tells them.
    fn lamp(&self) -> String {
        let words: Vec<String> = IN_PLAY.iter().map(|status| format!("'{status}'")).collect();
        let (in_play, today) = (words.join(", "), self.today);
        format!(
            "CASE WHEN obligations.status = '{}' THEN 3 WHEN obligations.status NOT IN ({in_play}) THEN 4 \
             WHEN obligations.off_on <= '{today}' THEN 4 WHEN obligations.red_on <= '{today}' THEN 0 \
             WHEN obligations.yellow_on <= '{today}' THEN 1 ELSE 2 END",
            Status::Closed
        )
    }

    /// The day that decides then.
    fn day(&self) -> Option<&'static str> {
        match self.sorting.by {
            Sort::Plan => None,
            Sort::Late => Some(NEVER),
            _ => Some("obligations.due"),
        }
    }

    /// What decides, one after the other; the key last.
    fn columns(&self) -> Vec<String> {
        let parts = [self.number(), self.day().map(str::to_owned), Some("obligations.id".to_owned())];
        parts.into_iter().flatten().collect()
    }

    /// The order, as a list asks for it.
    pub(super) fn order(&self) -> SqlLiteral<Bool> {
        let direction = if self.sorting.descending { " DESC" } else { "" };
        let columns: Vec<String> = self.columns().into_iter().map(|column| column + direction).collect();
        sql(&columns.join(", "))
    }

    /// That a row comes behind the place.
    pub(super) fn behind(&self) -> Option<Behind> {
        self.after.map(|place| Behind { sorted: *self, place, is_less: self.sorting.descending })
    }
}

/// Where an obligation stands in that order.
pub(crate) fn place_of(c: &mut DbConnection, sorted: &Sorted, id: ObligationId) -> DbResult<SortedPlace> {
    let number = sorted.number().unwrap_or_else(|| "0".to_owned());
    let number = sql::<BigInt>(&format!("CAST({number} AS BIGINT)"));
    let day = sql::<Date>(sorted.day().unwrap_or("obligations.due"));
    let (number, day) = obligations::table.find(id).select((number, day)).first(c)?;
    Ok(SortedPlace { number, day, id })
}

/// That a row comes behind a place of an order: compared as one, so that an index leads to it. What decides first is compared by itself, too:
/// SQLite looks no expression up in an index as a part of several.
#[derive(Debug, Clone, ValidGrouping)]
pub(super) struct Behind {
    sorted: Sorted,
    place: SortedPlace,
    is_less: bool,
}

impl Expression for Behind {
    type SqlType = Bool;
}

impl<S> AppearsOnTable<S> for Behind {}
impl<S> SelectableExpression<S> for Behind {}

impl QueryId for Behind {
    type QueryId = ();

    // By what it is sorted is a value.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB> QueryFragment<DB> for Behind
where
    DB: Backend + HasSqlType<BigInt> + HasSqlType<Date>,
    i64: ToSql<BigInt, DB>,
    NaiveDate: ToSql<Date, DB>,
    ObligationId: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let columns = self.sorted.columns();
        let first = columns.first().map_or("obligations.id", String::as_str);
        out.push_sql("(");
        out.push_sql(first);
        out.push_sql(if self.is_less { " <= " } else { " >= " });
        match (self.sorted.number(), self.sorted.day()) {
            (None, Some(_)) => out.push_bind_param::<Date, NaiveDate>(&self.place.day)?,
            _ => out.push_bind_param::<BigInt, i64>(&self.place.number)?,
        }
        out.push_sql(" AND (");
        out.push_sql(&columns.join(", "));
        out.push_sql(if self.is_less { ") < (" } else { ") > (" });
        if self.sorted.number().is_some() {
            out.push_bind_param::<BigInt, i64>(&self.place.number)?;
            out.push_sql(", ");
        }
        if self.sorted.day().is_some() {
            out.push_bind_param::<Date, NaiveDate>(&self.place.day)?;
            out.push_sql(", ");
        }
        out.push_bind_param::<BigInt, ObligationId>(&self.place.id)?;
        out.push_sql("))");
        Ok(())
    }
}
