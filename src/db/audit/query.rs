//! 审计日志: the trail as the audit administrator looks for something in it, newest first.

use chrono::NaiveDateTime;
use diesel::dsl::IntoBoxed;
use diesel::prelude::*;

use super::Entry;
use crate::db::counted::{Counted, counted};
use crate::db::schema::audit;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{EntryId, PersonId};
use crate::domain::trail::Verb;

/// Which rows are wanted; `None` leaves a condition out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WantedEntries {
    /// That one of these has done.
    pub by: Option<Vec<PersonId>>,
    /// That were done to one of these.
    pub about: Option<Vec<PersonId>>,
    /// That were done for the unit of that full name.
    pub unit: Option<String>,
    /// That say so.
    pub verb: Option<Verb>,
    /// About something of that noun.
    pub noun: Option<String>,
    /// About what has that number.
    pub number: Option<i64>,
    /// From then on, in UTC.
    pub since: Option<NaiveDateTime>,
    /// Before then, in UTC.
    pub until: Option<NaiveDateTime>,
    /// From there.
    pub source: Option<String>,
}

type Query = IntoBoxed<'static, audit::table, <DbConnection as diesel::Connection>::Backend>;

/// The rows that are wanted, in no order: a boxed query can be neither copied nor counted and then read.
fn wanted_rows(wanted: &WantedEntries) -> Query {
    let mut query = audit::table.into_boxed();
    // One alone is looked up in its index in the order that is asked for.
    match wanted.by.as_deref() {
        None => {}
        Some([one]) => query = query.filter(audit::person_id.eq(*one)),
        Some(many) => query = query.filter(audit::person_id.eq_any(many.iter().copied().map(Some).collect::<Vec<_>>())),
    }
    if let Some(about) = &wanted.about {
        let numbers: Vec<i64> = about.iter().map(|id| id.get()).collect();
        query = query.filter(audit::object.eq("person"));
        query = match numbers.as_slice() {
            [one] => query.filter(audit::object_id.eq(*one)),
            many => query.filter(audit::object_id.eq_any(many.to_vec())),
        };
    }
    if let Some(unit) = &wanted.unit {
        query = query.filter(audit::actor_unit.eq(unit.clone()));
    }
    if let Some(verb) = wanted.verb {
        query = query.filter(audit::verb.eq(verb));
    }
    if let Some(noun) = &wanted.noun {
        query = query.filter(audit::object.eq(noun.clone()));
    }
    if let Some(number) = wanted.number {
        query = query.filter(audit::object_id.eq(number));
    }
    if let Some(source) = &wanted.source {
        query = query.filter(audit::source.eq(source.clone()));
    }
    if let Some(since) = wanted.since {
        query = query.filter(audit::at.ge(since));
    }
    if let Some(until) = wanted.until {
        query = query.filter(audit::at.lt(until));
    }
    query
}

/// A page of them, newest first, behind that row where one is given; nothing behind a row that is none.
pub(crate) fn page(
    connection: &mut DbConnection,
    wanted: &WantedEntries,
    before: Option<EntryId>,
    rows: i64,
) -> DbResult<Vec<Entry>> {
    let mut query = wanted_rows(wanted);
    if let Some(id) = before {
        let place = audit::table.find(id).select(audit::at).first::<NaiveDateTime>(connection).optional()?;
        let Some(at) = place else { return Ok(Vec::new()) };
        query = query.filter(audit::at.le(at)).filter(audit::at.lt(at).or(audit::id.lt(id)));
    }
    let newest = query.order((audit::at.desc(), audit::id.desc())).limit(rows);
    Ok(newest.select(Entry::as_select()).load(connection)?)
}

/// How many there are, as far as anybody counts.
pub(crate) fn count(connection: &mut DbConnection, wanted: &WantedEntries) -> DbResult<Counted> {
    Ok(counted!(connection, wanted_rows(wanted), audit::id))
}
