//! Rounds of reporting (调度期次), as they were when they opened.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;

use crate::db::among::among;
use crate::db::dialect::on_either;
use crate::db::schema::{obligations, reports, rounds};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PlanId, RoundId};
use crate::domain::period::Period;
use crate::domain::round::{Cadence, Round};
use crate::domain::typed::UNREADABLE;

/// The months of a year.
const YEAR: usize = 12;

/// A round to be stored.
#[derive(Debug, Clone, Copy, Insertable)]
#[diesel(table_name = rounds)]
struct NewRound<'a> {
    plan_id: PlanId,
    cadence: Cadence,
    period: &'a str,
    opens: NaiveDate,
    cut_off: NaiveDate,
    compiled_on: NaiveDate,
    opened_at: NaiveDateTime,
}

/// A round as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Opened {
    /// Its plan.
    pub plan_id: PlanId,
    /// For what is reported on so often.
    pub cadence: Cadence,
    period: String,
    opens: NaiveDate,
    cut_off: NaiveDate,
    compiled_on: NaiveDate,
}

impl Opened {
    /// What it says; `None` where its month or one of its days cannot be read.
    pub fn round(&self) -> Option<Round> {
        let Self { opens, cut_off, compiled_on, .. } = *self;
        let readable = ![opens, cut_off, compiled_on].contains(&UNREADABLE);
        let period = Period::stored(Some(&self.period)).filter(|_| readable)?;
        Some(Round { period, opens, cut_off, compiled_on })
    }
}

/// The rounds of some plans that have opened, of each the oldest first; where a month is named, those that matter from then on: the
/// months since, and of what is reported on less often those of the year before.
pub fn opened(connection: &mut DbConnection, plan_ids: &[PlanId], since: Option<Period>) -> DbResult<Vec<Opened>> {
    let of_plans = among(connection, rounds::plan_id, plan_ids);
    let mut query = rounds::table.filter(of_plans).order((rounds::plan_id, rounds::period, rounds::id)).into_boxed();
    if let Some(since) = since {
        let year_before = since.back().nth(YEAR).unwrap_or(since);
        let rarer = rounds::cadence.ne(Cadence::Month).and(rounds::period.ge(year_before.to_string()));
        query = query.filter(rounds::period.ge(since.to_string()).or(rarer));
    }
    let columns =
        (rounds::plan_id, rounds::cadence, rounds::period, rounds::opens, rounds::cut_off, rounds::compiled_on);
    Ok(query.select(columns).load(connection)?)
}

/// The same as the rules know them, by plan: what opened of a month first holds for all that is asked for with it.
pub fn by_plan(
    connection: &mut DbConnection,
    plan_ids: &[PlanId],
    since: Option<Period>,
) -> DbResult<HashMap<PlanId, Vec<Round>>> {
    let mut by_plan: HashMap<PlanId, Vec<Round>> = HashMap::new();
    for opened in opened(connection, plan_ids, since)? {
        by_plan.entry(opened.plan_id).or_default().extend(opened.round());
    }
    Ok(by_plan)
}

/// Opens a round; false where it is open already, also where another has opened it meanwhile.
pub fn open(
    connection: &mut DbConnection,
    (plan_id, cadence): (PlanId, Cadence),
    round: &Round,
    now: NaiveDateTime,
) -> DbResult<bool> {
    let period = round.period.to_string();
    let Round { opens, cut_off, compiled_on, .. } = *round;
    let row = NewRound { plan_id, cadence, period: &period, opens, cut_off, compiled_on, opened_at: now };
    let inserted = on_either!(connection, c => diesel::insert_into(rounds::table)
        .values(&row)
        .on_conflict((rounds::plan_id, rounds::cadence, rounds::period))
        .do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// The key of a round that has opened.
pub fn key(
    connection: &mut DbConnection,
    (plan_id, cadence): (PlanId, Cadence),
    period: Period,
) -> DbResult<Option<RoundId>> {
    let own = rounds::plan_id.eq(plan_id).and(rounds::cadence.eq(cadence)).and(rounds::period.eq(period.to_string()));
    Ok(rounds::table.filter(own).select(rounds::id).first(connection).optional()?)
}

/// What a plan's reports say of the months that they were counted to.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Counted {
    /// How often what they are about is reported on.
    pub cadence: Cadence,
    /// The month.
    pub period: String,
}

/// Filed reports of a plan, about what is owed over the year, that stand in no round of the plan, or in one of another: in which
/// cadence and month.
pub fn unbound(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Counted>> {
    let own_rounds = rounds::table.filter(rounds::plan_id.eq(plan_id)).select(rounds::id.nullable());
    let foreign = reports::round_id.is_null().or(reports::round_id.ne_all(own_rounds));
    Ok(reports::table
        .inner_join(obligations::table)
        .filter(obligations::plan_id.eq(plan_id).and(obligations::milestone_id.is_null()))
        .filter(reports::submitted_at.is_not_null().and(foreign))
        .select((obligations::cadence, reports::period))
        .distinct()
        .order((reports::period, obligations::cadence))
        .load(connection)?)
}

/// Binds those reports to the rounds of their months, as far as these have opened; the others to none. How many changed.
pub fn bind(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<usize> {
    const OF_ITS_MONTH: &str = "(SELECT rounds.id FROM rounds JOIN obligations ON obligations.plan_id = rounds.plan_id \
         AND obligations.cadence = rounds.cadence WHERE obligations.id = reports.obligation_id AND rounds.period = reports.period)";
    let statement = format!(
        "UPDATE reports SET round_id = {OF_ITS_MONTH} WHERE submitted_at IS NOT NULL \
         AND obligation_id IN (SELECT id FROM obligations WHERE plan_id = $1 AND milestone_id IS NULL) \
         AND ((round_id IS NULL AND {OF_ITS_MONTH} IS NOT NULL) \
             OR round_id NOT IN (SELECT id FROM rounds WHERE plan_id = $1))"
    );
    Ok(sql_query(statement).bind::<BigInt, _>(plan_id).execute(connection)?)
}

/// The plans, in order, of which a filed report stands in a round of another plan, or in none although there is one of its month: so
/// many at most, behind a key.
pub fn unsettled(connection: &mut DbConnection, behind: PlanId, most: i64) -> DbResult<Vec<PlanId>> {
    let of_month = diesel::alias!(rounds as of_month);
    let there = of_month
        .filter(of_month.field(rounds::plan_id).eq(obligations::plan_id))
        .filter(of_month.field(rounds::cadence).eq(obligations::cadence))
        .filter(of_month.field(rounds::period).eq(reports::period));
    let astray = rounds::plan_id.assume_not_null().ne(obligations::plan_id);
    let lacking = reports::round_id.is_null().and(diesel::dsl::exists(there));
    Ok(reports::table
        .inner_join(obligations::table)
        .left_join(rounds::table)
        .filter(obligations::plan_id.gt(behind).and(obligations::milestone_id.is_null()))
        .filter(reports::submitted_at.is_not_null())
        .filter(lacking.or(reports::round_id.is_not_null().and(astray)))
        .select(obligations::plan_id)
        .distinct()
        .order(obligations::plan_id)
        .limit(most)
        .load(connection)?)
}
