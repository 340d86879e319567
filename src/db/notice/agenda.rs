//! 督办日程: when the clock next has work with a plan, the reports of a unit or an obligation. Triggers mark what was changed, by whomever;
//! a row is a hint, the rules decide.

use chrono::NaiveDate;
use diesel::dsl::{exists, max, min, not};
use diesel::prelude::*;

use crate::db::counting::more;
use crate::db::dialect::{ROWS, on_either};
use crate::db::schema::{agenda, mails, notices, obligations, plans, rules_rev};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::notice::due::next::{Matter, Next};
use crate::domain::obligation::lamp_days::SINCE_EVER;
use crate::domain::plan::PlanState;

use super::notices::EVENT;

/// The number of a unit or an obligation where none is meant.
const NONE: i64 = 0;

/// A day, and the number of the rules that are in use on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    /// The local date.
    pub today: NaiveDate,
    /// What was reckoned by a lower number is looked at again.
    pub rev: i64,
}

/// Its day has come, and no notice is on its way that it waits for.
macro_rules! has_come {
    ($when:expr) => {{
        let on_its_way = notices::table
            .filter(notices::obligation_id.eq(agenda::obligation_id.nullable()))
            .filter(notices::due_rev.nullable().eq(agenda::waits_for))
            .filter(notices::settled_at.is_null().and(notices::rung.ne(EVENT)))
            // PostgreSQL does not look through an OFFSET: else it may read all notices ever given to compare a few.
            .offset(0);
        let has_come = agenda::next_on.is_not_null().and(agenda::next_on.assume_not_null().le($when.today));
        has_come.and(agenda::waits_for.is_null().or(not(exists(on_its_way))))
    }};
}

/// What the clock looks at on a day: its day has come, or it was reckoned by other rules.
macro_rules! is_due {
    ($when:expr) => {
        agenda::rules_rev.lt($when.rev).or(has_come!($when))
    };
}

/// Whether there is work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Awaited {
    /// Something is due.
    pub due: bool,
    /// A lamp was reckoned by other rules than these.
    pub unlit: bool,
}

/// Whether anything is due on a day, and whether a lamp was reckoned by other rules than those of that number.
pub(crate) fn awaited(connection: &mut DbConnection, when: When, lamp_rev: i64) -> DbResult<Awaited> {
    type Ends = (Option<i64>, Option<NaiveDate>, Option<i64>, Option<i64>);
    // Of each the end of an index: asked whether there is any, PostgreSQL takes many to be likely and goes through all rows to find none.
    let (by_rules, by_day, earliest, latest): Ends = diesel::select((
        agenda::table.select(min(agenda::rules_rev)).single_value(),
        agenda::table.filter(has_come!(when)).order(agenda::next_on).select(agenda::next_on).single_value(),
        obligations::table.select(min(obligations::lamp_rev)).single_value(),
        obligations::table.select(max(obligations::lamp_rev)).single_value(),
    ))
    .get_result(connection)?;
    Ok(Awaited {
        due: by_rules.is_some_and(|rev| rev < when.rev) || by_day.is_some(),
        unlit: earliest.is_some_and(|rev| rev < lamp_rev) || latest.is_some_and(|rev| rev > lamp_rev),
    })
}

/// Plans of which something is due, behind one of them, in the order of their keys: so many at most.
pub(crate) fn plans_due(connection: &mut DbConnection, when: When, behind: PlanId, most: i64) -> DbResult<Vec<PlanId>> {
    let due = agenda::table.filter(is_due!(when)).filter(agenda::plan_id.gt(behind));
    Ok(due.select(agenda::plan_id).distinct().order(agenda::plan_id).limit(most).load(connection)?)
}

/// Something of a plan that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Due {
    /// What.
    pub matter: Matter,
    /// Whether it was changed since anybody looked.
    pub is_changed: bool,
}

/// What of a plan is due, behind something of it, in order: so many at most.
pub(crate) fn due(
    connection: &mut DbConnection,
    plan_id: PlanId,
    when: When,
    behind: Option<Matter>,
    most: i64,
) -> DbResult<Vec<Due>> {
    let mut query = agenda::table.filter(agenda::plan_id.eq(plan_id)).filter(is_due!(when)).into_boxed();
    if let Some(matter) = behind {
        let (unit, obligation) = numbers(matter);
        let same_unit = agenda::unit_id.eq(unit).and(agenda::obligation_id.gt(obligation));
        query = query.filter(agenda::unit_id.gt(unit).or(same_unit));
    }
    let rows: Vec<(UnitId, ObligationId, Option<NaiveDate>)> = query
        .order((agenda::unit_id, agenda::obligation_id))
        .limit(most)
        .select((agenda::unit_id, agenda::obligation_id, agenda::next_on))
        .load(connection)?;
    let due = |(unit, obligation, next_on): (UnitId, ObligationId, Option<NaiveDate>)| Due {
        matter: matter(unit, obligation),
        is_changed: next_on == Some(SINCE_EVER),
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Holds some of a plan until the transaction ends: whoever changes it then marks it after what is kept here.
pub(crate) fn hold(connection: &mut DbConnection, plan_id: PlanId, ids: &[ObligationId]) -> DbResult<()> {
    if let DbConnection::Postgres(c) = connection {
        let of_plan = agenda::table.filter(agenda::plan_id.eq(plan_id).and(agenda::obligation_id.eq_any(ids)));
        let held = of_plan.order((agenda::unit_id, agenda::obligation_id)).select(agenda::obligation_id);
        held.for_no_key_update().load::<ObligationId>(c)?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, Insertable)]
#[diesel(table_name = agenda)]
struct Kept {
    plan_id: PlanId,
    unit_id: UnitId,
    obligation_id: ObligationId,
    next_on: Option<NaiveDate>,
    waits_for: Option<i32>,
    rules_rev: i64,
}

/// Keeps when there is next work with some of a plan, by these rules.
pub(crate) fn keep(
    connection: &mut DbConnection,
    plan_id: PlanId,
    rules_rev: i64,
    found: &[(Matter, Next)],
) -> DbResult<()> {
    let kept = |(matter, next): &(Matter, Next)| {
        let (unit_id, obligation_id) = numbers(*matter);
        Kept { plan_id, unit_id, obligation_id, next_on: next.on, waits_for: next.waits_for, rules_rev }
    };
    let rows: Vec<Kept> = found.iter().map(kept).collect();
    /// The same words for one row and for many.
    macro_rules! upsert {
        ($c:expr, $values:expr) => {
            diesel::insert_into(agenda::table)
                .values($values)
                .on_conflict((agenda::plan_id, agenda::unit_id, agenda::obligation_id))
                .do_update()
                .set((
                    agenda::next_on.eq(excluded(agenda::next_on)),
                    agenda::waits_for.eq(excluded(agenda::waits_for)),
                    agenda::rules_rev.eq(excluded(agenda::rules_rev)),
                ))
                .execute($c)?
        };
    }
    use diesel::upsert::excluded;
    match connection {
        DbConnection::Sqlite(c) => {
            for row in &rows {
                upsert!(c, row);
            }
        }
        DbConnection::Postgres(c) => {
            for part in rows.chunks(ROWS) {
                upsert!(c, part);
            }
        }
    }
    Ok(())
}

/// What is kept of one matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Of which plan.
    pub plan_id: PlanId,
    /// What.
    pub matter: Matter,
    /// When there is next work.
    pub next: Next,
    /// By which rules.
    pub rules_rev: i64,
}

/// What is kept of a plan, behind something of it, in order: so many at most.
pub(crate) fn behind(
    connection: &mut DbConnection,
    plan_id: PlanId,
    behind: Option<Matter>,
    most: i64,
) -> DbResult<Vec<Entry>> {
    type Row = (UnitId, ObligationId, Option<NaiveDate>, Option<i32>, i64);
    let mut query = agenda::table.filter(agenda::plan_id.eq(plan_id)).into_boxed();
    if let Some(matter) = behind {
        let (unit, obligation) = numbers(matter);
        let same_unit = agenda::unit_id.eq(unit).and(agenda::obligation_id.gt(obligation));
        query = query.filter(agenda::unit_id.gt(unit).or(same_unit));
    }
    let rows: Vec<Row> = query
        .order((agenda::unit_id, agenda::obligation_id))
        .limit(most)
        .select((agenda::unit_id, agenda::obligation_id, agenda::next_on, agenda::waits_for, agenda::rules_rev))
        .load(connection)?;
    let entry = |(unit, obligation, on, waits_for, rules_rev): Row| Entry {
        plan_id,
        matter: matter(unit, obligation),
        next: Next { on, waits_for },
        rules_rev,
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// The keys of the plans that are tracked, behind one of them: so many at most.
pub(crate) fn tracked(connection: &mut DbConnection, behind: PlanId, most: i64) -> DbResult<Vec<PlanId>> {
    let tracked = plans::table.filter(plans::state.eq(PlanState::Active).and(plans::id.gt(behind)));
    Ok(tracked.order(plans::id).limit(most).select(plans::id).load(connection)?)
}

/// Obligations that no entry stands for, of a plan.
pub(crate) fn lacking(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Matter>> {
    let entry = agenda::table
        .filter(agenda::plan_id.eq(obligations::plan_id).and(agenda::unit_id.eq(obligations::unit_id)))
        .filter(agenda::obligation_id.eq(obligations::id));
    let rows: Vec<(UnitId, ObligationId)> = obligations::table
        .filter(obligations::plan_id.eq(plan_id).and(not(exists(entry))))
        .select((obligations::unit_id, obligations::id))
        .load(connection)?;
    Ok(rows.into_iter().map(|(unit, id)| Matter::Obligation(unit, id)).collect())
}

/// Counts the rules up: all that was reckoned by them is looked at again.
pub(crate) fn begin_anew(connection: &mut DbConnection) -> DbResult<()> {
    on_either!(connection, c => diesel::insert_into(rules_rev::table)
        .values((rules_rev::id.eq(1), rules_rev::rev.eq(1)))
        .on_conflict(rules_rev::id)
        .do_update()
        .set(rules_rev::rev.eq(more!(rules_rev::rev, 1_i64)))
        .execute(c))?;
    Ok(())
}

/// Lets the mails leave that rounds of the clock have put together: they are over. How many.
pub(crate) fn seal_mails(connection: &mut DbConnection) -> DbResult<usize> {
    Ok(diesel::update(mails::table.filter(not(mails::sealed))).set(mails::sealed.eq(true)).execute(connection)?)
}

fn matter(unit: UnitId, obligation: ObligationId) -> Matter {
    match (unit.get(), obligation.get()) {
        (NONE, _) => Matter::Plan,
        (_, NONE) => Matter::Unit(unit),
        _ => Matter::Obligation(unit, obligation),
    }
}

fn numbers(matter: Matter) -> (UnitId, ObligationId) {
    match matter {
        Matter::Plan => (UnitId::new(NONE), ObligationId::new(NONE)),
        Matter::Unit(unit) => (unit, ObligationId::new(NONE)),
        Matter::Obligation(unit, id) => (unit, id),
    }
}
