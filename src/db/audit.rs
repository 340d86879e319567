//! The trail of everyone: what was done, by whom, why. It is also the history of an obligation.

pub(crate) mod names;
pub(crate) mod query;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::dsl::{exists, max, not};
use diesel::prelude::*;

use super::among::among;
use super::obligation::running::runs;
use super::obligation::tally::{Within, within};
use super::obligation::wanted::of_plans;
use super::schema::{audit, obligations, plans};
use super::{DbConnection, DbResult, in_parts};
use crate::domain::id::{EntryId, ObligationId, PersonId};
use crate::domain::obligation::Status;
use crate::domain::person::ActorKind;
use crate::domain::plan::PlanState;
use crate::domain::trail::{AuditChannel, On, Verb};
use crate::domain::typed::{LAST_DAY, UNREADABLE};

/// A row to be added; rows are never changed.
#[derive(Debug, Insertable)]
#[diesel(table_name = audit)]
pub struct NewEntry<'a> {
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// Who; `None` for the system itself.
    pub person_id: Option<PersonId>,
    /// As what.
    pub actor_kind: ActorKind,
    /// The name as it was then.
    pub actor: &'a str,
    /// The unit acted for, as it was then.
    pub actor_unit: Option<&'a str>,
    /// From where, where a request asked for it.
    pub source: Option<&'a str>,
    /// By which way.
    pub channel: Option<AuditChannel>,
    /// How the rest of the row is to be read.
    pub format: i32,
    /// The action.
    pub verb: Verb,
    /// The noun acted on: `plan`.
    pub object: &'a str,
    /// Its key.
    pub object_id: i64,
    /// The obligation in whose history it stands.
    pub obligation_id: Option<ObligationId>,
    /// The reason or remark given.
    pub remark: Option<&'a str>,
    /// What changed, as JSON.
    pub detail: &'a str,
}

/// A row of the trail.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit)]
pub struct Entry {
    /// Key; grows with time.
    pub id: EntryId,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// Who; `None` for the system itself.
    pub person_id: Option<PersonId>,
    /// As what.
    pub actor_kind: ActorKind,
    /// The name as it was then; nothing is decided by it.
    pub actor: String,
    /// The unit acted for.
    pub actor_unit: Option<String>,
    /// From where: a source as sign-in counts its tries; `None` where no request asked for it, and in rows from before.
    pub source: Option<String>,
    /// By which way; `None` in rows from before.
    pub channel: Option<AuditChannel>,
    /// How the rest of the row is to be read.
    pub format: i32,
    /// The action.
    pub verb: Verb,
    /// The noun acted on.
    pub object: String,
    /// Its key.
    pub object_id: i64,
    /// The reason or remark given.
    pub remark: Option<String>,
    /// What changed, as JSON.
    pub detail: String,
}

impl Entry {
    /// What was acted on.
    pub fn on(&self) -> On {
        On::stored(&self.object, self.object_id)
    }

    /// From which status a step of an obligation was taken, where the row says it.
    pub fn from_status(&self) -> Option<Status> {
        let detail: serde_json::Value = serde_json::from_str(&self.detail).ok()?;
        detail.get("from").and_then(serde_json::Value::as_str).map(Status::stored)
    }
}

/// Adds a row and returns its key.
pub fn insert(connection: &mut DbConnection, entry: &NewEntry<'_>) -> DbResult<EntryId> {
    Ok(diesel::insert_into(audit::table).values(entry).returning(audit::id).get_result(connection)?)
}

/// The row of that key.
pub fn find(connection: &mut DbConnection, id: EntryId) -> DbResult<Entry> {
    Ok(audit::table.find(id).select(Entry::as_select()).first(connection)?)
}

/// The rows of these keys.
pub(crate) fn find_all(connection: &mut DbConnection, ids: &[EntryId]) -> DbResult<Vec<Entry>> {
    Ok(audit::table.filter(among(connection, audit::id, ids)).select(Entry::as_select()).load(connection)?)
}

/// The history of an obligation, oldest first.
pub fn of_obligation(connection: &mut DbConnection, obligation_id: ObligationId) -> DbResult<Vec<Entry>> {
    Ok(audit::table
        .filter(audit::obligation_id.eq(obligation_id))
        .order(audit::id)
        .select(Entry::as_select())
        .load(connection)?)
}

/// The last of the steps of those names that was taken on each of some obligations.
pub fn last_of(
    connection: &mut DbConnection,
    obligation_ids: &[ObligationId],
    verbs: &[Verb],
) -> DbResult<BTreeMap<ObligationId, Entry>> {
    let taken: Vec<(Option<ObligationId>, Entry)> = in_parts(obligation_ids, |ids| {
        let ids: Vec<Option<ObligationId>> = ids.iter().copied().map(Some).collect();
        let last = audit::table
            .filter(audit::obligation_id.eq_any(ids).and(audit::verb.eq_any(verbs.to_vec())))
            .group_by(audit::obligation_id)
            .select(max(audit::id));
        let last: Vec<Option<EntryId>> = last.load(connection)?;
        audit::table
            .filter(audit::id.nullable().eq_any(last))
            .select((audit::obligation_id, Entry::as_select()))
            .load(connection)
    })?;
    Ok(taken.into_iter().filter_map(|(id, entry)| Some((id?, entry))).collect())
}

/// What was done at a time to what a row of the trail is about.
pub(crate) fn verbs_at(connection: &mut DbConnection, on: On, at: NaiveDateTime) -> DbResult<Vec<Verb>> {
    let (object, id) = (on.noun(), on.number());
    let then = audit::table.filter(audit::object.eq(object).and(audit::object_id.eq(id)).and(audit::at.eq(at)));
    Ok(then.order(audit::id).select(audit::verb).load(connection)?)
}

/// What is in a unit's hands and whose last step of some names is this one: the latest first, so many at most.
pub fn last_step_of_unit(
    connection: &mut DbConnection,
    within: Within,
    (step, among): (Verb, &[Verb]),
    most: i64,
) -> DbResult<Vec<(ObligationId, Entry)>> {
    let later = diesel::alias!(audit as later);
    let followed = later
        .filter(later.field(audit::obligation_id).eq(audit::obligation_id))
        .filter(later.field(audit::verb).eq_any(among.to_vec()))
        .filter(later.field(audit::id).gt(audit::id));
    let all = audit::table
        .inner_join(obligations::table.on(audit::obligation_id.eq(obligations::id.nullable())))
        .inner_join(plans::table.on(plans::id.eq(obligations::plan_id)))
        .select((obligations::id, Entry::as_select()))
        .order((audit::at.desc(), audit::id.desc()))
        .limit(most)
        .into_boxed();
    Ok(within!(all, within).filter(audit::verb.eq(step).and(not(exists(followed)))).filter(runs!()).load(connection)?)
}

/// When the newest row was written whose time is of this age and can be read, in UTC.
pub fn last_at(connection: &mut DbConnection) -> DbResult<Option<NaiveDateTime>> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let of_this_age = audit::at.gt(midnight(UNREADABLE)).and(audit::at.lt(midnight(LAST_DAY)));
    let newest = audit::table.filter(of_this_age).order(audit::id.desc()).select(audit::at);
    Ok(newest.first(connection).optional()?)
}

/// The history rows of a verb among some obligations: obligation and detail.
pub fn details(
    connection: &mut DbConnection,
    ids: &[ObligationId],
    verb: Verb,
) -> DbResult<BTreeSet<(ObligationId, String)>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<(Option<ObligationId>, String)> = audit::table
        .filter(among(connection, audit::obligation_id, ids).and(audit::verb.eq(verb)))
        .select((audit::obligation_id, audit::detail))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(id, detail)| Some((id?, detail))).collect())
}
