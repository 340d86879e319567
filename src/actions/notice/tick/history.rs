//! What time alone does to an obligation: a silent lead is passed by, a date goes by.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;

use crate::actions::obligation::take_step::{Wish, state_of, take};
use crate::actions::{ActionError, Context, Trace, Tx};
use crate::db::obligation::clocked;
use crate::db::{DbConnection, audit};
use crate::domain::calendar::WorkCalendar;
use crate::domain::id::ObligationId;
use crate::domain::notice::due::WatchedPlan;
use crate::domain::obligation::escalation::Watched;
use crate::domain::obligation::status::lead_review_expired;
use crate::domain::obligation::step;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// The history's word for a date that went by.
const BECAME_OVERDUE: Verb = Verb::BecomeOverdue;

/// Of which obligations, and of which revision of their dates, the history says that they went by.
pub(super) type Known = BTreeSet<(ObligationId, i32)>;

/// 牵头单位未反馈: what of these lay with a lead for more than its working days goes on to the coordinator. How many did, and how many
/// could not.
pub(super) fn pass_on(
    ctx: &Context,
    tx: &mut Tx<'_>,
    ids: &[ObligationId],
    calendar: &WorkCalendar,
) -> Result<(usize, usize), ActionError> {
    let today = tx.today;
    let (mut passed, mut passed_over) = (0, 0);
    let with_leads = clocked::with_leads(tx.c, ids)?;
    for row in with_leads.iter().filter(|row| lead_review_expired(&state_of(row), calendar, today)) {
        let wish = Wish {
            obligation_id: row.id,
            version: None,
            right: Right::Accept,
            step: &step::Step::PassOn,
            remark: None,
        };
        match tx.apart(|tx| take(ctx, tx, &wish)) {
            Ok(_) => passed += 1,
            Err(error) if error.is_of_one_row() => {
                tracing::error!(obligation = %row.id, ?error, "an obligation could not be passed on");
                passed_over += 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok((passed, passed_over))
}

/// What the history says of those that are overdue on a day.
pub(super) fn known_overdue(c: &mut DbConnection, plan: &WatchedPlan, today: NaiveDate) -> Result<Known, ActionError> {
    let overdue: Vec<&Watched> = overdue(plan, today).collect();
    let ids: Vec<ObligationId> = overdue.iter().map(|one| one.id).collect();
    let said = audit::details(c, &ids, BECAME_OVERDUE)?;
    let is_known = |one: &&&Watched| said.contains(&(one.id, detail(one).to_string()));
    Ok(overdue.iter().filter(is_known).map(|one| (one.id, one.due_rev)).collect())
}

/// Overdue is derived; that it became so is written into the history, once for each revision of the dates. How much is new.
pub(super) fn became_overdue(tx: &mut Tx<'_>, plan: &WatchedPlan, known: &mut Known) -> Result<usize, ActionError> {
    let before = known.len();
    for one in overdue(plan, tx.today) {
        if known.insert((one.id, one.due_rev)) {
            tx.trace(&Trace { detail: detail(one), ..Trace::new(BECAME_OVERDUE, On::Obligation(one.id)) })?;
        }
    }
    Ok(known.len() - before)
}

fn overdue(plan: &WatchedPlan, today: NaiveDate) -> impl Iterator<Item = &Watched> {
    plan.obligations.iter().filter(move |one| today >= plan.assigned_on && one.duty.is_overdue(today))
}

fn detail(one: &Watched) -> serde_json::Value {
    json!({"due_rev": one.due_rev})
}
