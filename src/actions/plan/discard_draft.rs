//! A draft that is not wanted is thrown away; the trail keeps that it was there.

use std::collections::HashSet;

use serde_json::json;

use super::in_draft::in_draft;
use super::unplaced::unplaced_units;
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::people::units;
use crate::db::plan::{choosing, drafts};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::trail::{On, Verb};

/// Throws a draft away, with the unknown units that it alone named.
///
/// # Errors
/// [`ActionError::Conflict`] where the plan is tracked.
pub fn discard_draft(ctx: &Context, actor: &Actor, plan_id: PlanId) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, None, |tx, plan| {
        let proposed = unplaced_units(tx.c, plan_id)?;
        drafts::remove_plan(tx.c, plan_id)?;
        let elsewhere = named_elsewhere(tx)?;
        for unit in proposed.into_iter().filter(|unit| !elsewhere.contains(&unit.id)) {
            if !drafts::is_in_use(tx.c, unit.id)? {
                units::remove(tx.c, unit.id)?;
            }
        }
        tx.trace(&Trace {
            detail: json!({"title": plan.title, "file": plan.source_name}),
            ..Trace::new(Verb::DiscardDraft, On::Plan(plan_id))
        })?;
        Ok(((), false)) // there is none any more
    })
}

/// The unknown units that the other drafts name.
fn named_elsewhere(tx: &mut Tx<'_>) -> Result<HashSet<UnitId>, ActionError> {
    let mut named = HashSet::new();
    for id in choosing::drafts(tx.c)? {
        named.extend(unplaced_units(tx.c, id)?.into_iter().map(|unit| unit.id));
    }
    Ok(named)
}
