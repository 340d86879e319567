//! What time alone does to an obligation: a silent lead is passed by, a date goes by.

use serde_json::json;

use crate::actions::notice::watched_plan::Rows;
use crate::actions::obligation::take_step::{Wish, state_of, take};
use crate::actions::{ActionError, Context, Trace, Tx};
use crate::db::audit;
use crate::db::obligation::obligations;
use crate::domain::calendar::WorkCalendar;
use crate::domain::notice::due::WatchedPlan;
use crate::domain::obligation::status::lead_review_expired;
use crate::domain::obligation::step;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// The history's word for a date that went by.
const BECAME_OVERDUE: Verb = Verb::BecomeOverdue;

/// 牵头单位未反馈: what lay with a lead for more than its working days goes on to the coordinator. How many did, and how many
/// could not.
pub(super) fn pass_on(
    ctx: &Context,
    tx: &mut Tx<'_>,
    rows: &mut Rows,
    calendar: &WorkCalendar,
) -> Result<(usize, usize), ActionError> {
    let today = tx.today;
    let (mut passed, mut passed_over) = (0, 0);
    for (row, _) in rows.iter_mut().filter(|(row, _)| lead_review_expired(&state_of(row), calendar, today)) {
        let wish = Wish {
            obligation_id: row.id,
            version: None,
            right: Right::Accept,
            step: &step::Step::PassOn,
            remark: None,
        };
        let taken = tx.apart(|tx| {
            take(ctx, tx, &wish)?;
            Ok(obligations::find(tx.c, wish.obligation_id)?)
        });
        match taken {
            Ok(after) => {
                *row = after;
                passed += 1;
            }
            Err(error) if error.is_of_one_row() => {
                tracing::error!(obligation = %row.id, ?error, "an obligation could not be passed on");
                passed_over += 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok((passed, passed_over))
}

/// Overdue is derived; that it became so is written into the history, once for each revision of the dates.
pub(super) fn became_overdue(tx: &mut Tx<'_>, plan: &WatchedPlan) -> Result<usize, ActionError> {
    let today = tx.today;
    let overdue: Vec<_> = plan.obligations.iter().filter(|one| one.duty.is_overdue(today)).collect();
    if overdue.is_empty() || today < plan.assigned_on {
        return Ok(0);
    }
    let known = audit::details(tx.c, plan.id, BECAME_OVERDUE)?;
    let mut new = 0;
    for one in overdue {
        let detail = json!({"due_rev": one.due_rev});
        if !known.contains(&(one.id, detail.to_string())) {
            tx.trace(&Trace { detail, ..Trace::new(BECAME_OVERDUE, On::Obligation(one.id)) })?;
            new += 1;
        }
    }
    Ok(new)
}
