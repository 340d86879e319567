//! What a mail's notices are about, asked of the database by the mail: counted there, and no more read than is listed.

use chrono::NaiveDate;
use diesel::dsl::{case_when, count, count_star, exists, max, min};
use diesel::prelude::*;

use crate::db::obligation::ledger::{LedgerRow, Phrased, joined, phrased};
use crate::db::obligation::running::runs;
use crate::db::schema::{measures, milestones, notices, obligations, plans, tasks, units};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{MailId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::ObligationKind;
use crate::domain::period::Period;
use crate::domain::plan::PlanState;
use crate::domain::round::{Cadence, Round};

/// Which of a mail's matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Past their date.
    Late,
    /// Not yet; what only a rung behind a date was about is no matter then.
    Due,
}

/// How much there is of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Extent {
    /// So many obligations.
    pub obligations: i64,
    /// Owed by so many units.
    pub units: i64,
    /// The earliest due date among them.
    pub from: Option<NaiveDate>,
    /// The latest.
    pub to: Option<NaiveDate>,
}

/// Whether it has a deadline and the date that counts has passed, as [`is_overdue`] has it.
///
/// [`is_overdue`]: crate::domain::obligation::due::is_overdue
macro_rules! is_late {
    ($today:expr) => {{
        let answer_by = obligations::answer_by.assume_not_null();
        let passed = obligations::due.lt($today).and(obligations::answer_by.is_null().or(answer_by.lt($today)));
        passed.and(obligations::kind.ne(ObligationKind::Standing))
    }};
}

/// Whether a notice is of a rung before the date: what only one behind it was about is no matter of the date to come.
macro_rules! not_behind {
    () => {
        notices::rung.not_like("+%")
    };
}

/// Of a mail's notices with their obligations those about which there is something to say: it is the unit's turn, under
/// the dates that the notice was about.
macro_rules! told {
    ($notices:expr, $mail:expr, $part:expr, $today:expr) => {{
        let told = $notices.filter(notices::mail_id.eq($mail).and(notices::due_rev.eq(obligations::due_rev)));
        let told = told.filter(runs!()).into_boxed();
        let answer_by = obligations::answer_by.assume_not_null();
        match $part {
            Part::Late => told.filter(is_late!($today)),
            Part::Due => told.filter(obligations::due.ge($today).or(answer_by.ge($today))).filter(not_behind!()),
        }
    }};
}

/// The first obligations of a part by the date that counts, each with the time phrase of its milestone as the plan has it; so
/// many at most. The statement names no list of keys: it is prepared once, not for every mail.
pub fn first(
    connection: &mut DbConnection,
    mail_id: MailId,
    part: Part,
    today: NaiveDate,
    limit: i64,
) -> DbResult<Vec<Phrased>> {
    let (due, answer_by) = (obligations::due, obligations::answer_by.assume_not_null());
    let effective_due = case_when(answer_by.gt(due), answer_by).otherwise(due);
    let of_mail = notices::table.filter(notices::mail_id.eq(mail_id));
    let told = of_mail
        .filter(notices::obligation_id.eq(obligations::id.nullable()).and(notices::due_rev.eq(obligations::due_rev)))
        // PostgreSQL does not look through an OFFSET: else it may go through all obligations, and for each through all notices
        // ever given about it, where it has not counted the tables yet.
        .offset(0);
    let rows = phrased!()
        .filter(obligations::id.nullable().eq_any(of_mail.select(notices::obligation_id)))
        .filter(runs!())
        .order((effective_due, obligations::id))
        .limit(limit);
    let rows: Vec<Phrased> = match part {
        Part::Late => rows.filter(exists(told)).filter(is_late!(today)).load(connection),
        Part::Due => rows
            .filter(exists(told.filter(not_behind!())))
            .filter(due.ge(today).or(answer_by.ge(today)))
            .load(connection),
    }?;
    Ok(rows.into_iter().map(|(row, phrase)| (row.locked_if_unreadable(), phrase)).collect())
}

/// How much there is of a part.
pub fn extent(connection: &mut DbConnection, mail_id: MailId, part: Part, today: NaiveDate) -> DbResult<Extent> {
    let told = notices::table.inner_join(obligations::table).select((
        count(obligations::id).aggregate_distinct(),
        count(obligations::unit_id).aggregate_distinct(),
        min(obligations::due),
        max(obligations::due),
    ));
    Ok(told!(told, mail_id, part, today).first(connection)?)
}

/// The revision of an obligation's dates that a mail's notice is about; `None` where it carries none.
pub fn told_for(connection: &mut DbConnection, mail_id: MailId, obligation_id: ObligationId) -> DbResult<Option<i32>> {
    let told = notices::table.filter(notices::mail_id.eq(mail_id).and(notices::obligation_id.eq(obligation_id)));
    Ok(told.order(notices::id).select(notices::due_rev).first(connection).optional()?)
}

/// A month's reports of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reports {
    /// The plan.
    pub plan_id: PlanId,
    /// The month.
    pub period: Period,
    /// Its cut-off.
    pub cut_off: NaiveDate,
    /// The last day that they are about.
    pub ends: NaiveDate,
}

impl Reports {
    /// Those of a round of a plan.
    pub fn of(plan_id: PlanId, round: &Round) -> Self {
        Self { plan_id, period: round.period, cut_off: round.cut_off, ends: round.ends() }
    }
}

/// The standing obligations whose report of the month is owed and not in, as
/// [`Duty::lacks`](crate::domain::obligation::due::Duty::lacks) has it.
macro_rules! lacking {
    ($obligations:expr, $reports:expr) => {{
        let Reports { plan_id, period, cut_off, ends } = *$reports;
        let cadences = Cadence::owing(period);
        let answer_by = obligations::answer_by.assume_not_null();
        $obligations
            .filter(plans::state.ne(PlanState::Draft))
            .filter(obligations::plan_id.eq(plan_id).and(obligations::kind.eq(ObligationKind::Standing)))
            .filter(runs!())
            .filter(
                obligations::reported_period
                    .is_null()
                    .or(obligations::reported_period.assume_not_null().lt(period.to_string())),
            )
            .filter(obligations::due.ge(ends).or(answer_by.ge(ends)))
            .filter(obligations::cadence.eq_any(cadences))
            .filter(plans::assigned_on.assume_not_null().le(cut_off))
    }};
}

/// How many reports each of some units owes, by unit.
pub fn lacking(connection: &mut DbConnection, reports: &Reports, unit_ids: &[UnitId]) -> DbResult<Vec<(UnitId, i64)>> {
    in_parts(unit_ids, |ids| {
        let owed = obligations::table.inner_join(plans::table).group_by(obligations::unit_id);
        let owed = owed.select((obligations::unit_id, count_star()));
        lacking!(owed, reports).filter(obligations::unit_id.eq_any(ids.to_vec())).load(connection)
    })
}

/// The first of what a unit has not reported on, by date and then in the order of the plan.
pub fn lacking_of(
    connection: &mut DbConnection,
    reports: &Reports,
    unit_id: UnitId,
    limit: i64,
) -> DbResult<Vec<LedgerRow>> {
    let owed = lacking!(joined!().select(LedgerRow::as_select()), reports).filter(obligations::unit_id.eq(unit_id));
    let rows: Vec<LedgerRow> = owed.order((obligations::due, obligations::id)).limit(limit).load(connection)?;
    Ok(rows.into_iter().map(LedgerRow::locked_if_unreadable).collect())
}
