//! Which plans somebody may see: those that name the unit; drafts are for coordinators.

use std::collections::HashMap;

use crate::actions::{ActionError, Actor, Context, allows, in_business, units_seen};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::obligation::ties;
use crate::db::plan::choosing::{self, WantedPlans};
use crate::db::plan::plans::{self, Plan};
use crate::domain::id::PlanId;
use crate::domain::plan::PlanState;
use crate::domain::rights::Right;
use crate::views::obligation::progress::{Progress, progress_of};

/// A page of the plans that are wanted and that the actor may see, the newest first, and how many there are. Drafts are for those who import
/// plans, where they are wanted.
///
/// # Errors
/// [`ActionError::Forbidden`] for administrators.
pub fn plans_seen(
    c: &mut DbConnection,
    actor: &Actor,
    wanted: WantedPlans,
) -> Result<(Vec<Plan>, Counted), ActionError> {
    in_business(actor)?;
    let office = ties::office(c)?;
    let naming = units_seen(actor, &office).map(|units| [units.leading, units.taking_part].concat());
    let with_drafts = wanted.with_drafts && allows(actor, Right::ImportPlan, &office);
    Ok(choosing::page(c, &WantedPlans { with_drafts, naming, ..wanted })?)
}

/// The plan of that key, if the actor may see it.
///
/// # Errors
/// [`ActionError::NotFound`] where there is none, or none that concerns the actor.
pub fn plan_seen(c: &mut DbConnection, actor: &Actor, id: PlanId) -> Result<Plan, ActionError> {
    let plan = plans::find(c, id)?;
    if sees(c, actor, &plan)? { Ok(plan) } else { Err(ActionError::NotFound) }
}

fn sees(c: &mut DbConnection, actor: &Actor, plan: &Plan) -> Result<bool, ActionError> {
    let right = match plan.state {
        PlanState::Draft => Right::ImportPlan,
        PlanState::Active | PlanState::Closed | PlanState::Unknown(_) => Right::SeePlan,
    };
    Ok(allows(actor, right, &ties::of_plan(c, plan.id)?))
}

/// How far plans are, where the actor may read the brief; else nothing is said of any.
pub fn plans_progress(
    ctx: &Context,
    c: &mut DbConnection,
    actor: &Actor,
    ids: &[PlanId],
) -> Result<HashMap<PlanId, Progress>, ActionError> {
    match allows(actor, Right::SeeDigest, &ties::office(c)?) {
        true => progress_of(c, ids, ctx.clock.today()),
        false => Ok(HashMap::new()),
    }
}
