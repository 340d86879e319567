//! The rounds of plans as the rules know them: those that have opened as they were then, all others by rule and calendar.

use std::collections::HashMap;

use crate::actions::{ActionError, Context, Tx};
use crate::db::DbConnection;
use crate::db::obligation::rounds;
use crate::db::plan::rhythm::{self, Rhythm};
use crate::domain::id::PlanId;
use crate::domain::period::Period;
use crate::domain::round::Rounds;

/// The rounds of some plans, each with the days by which it asks; where a month is named, of those that have opened only what matters
/// from then on. Late reports answer them for so many working days.
///
/// # Errors
/// [`ActionError`] where the database cannot be read.
pub fn rounds_of(
    c: &mut DbConnection,
    rhythms: &HashMap<PlanId, Rhythm>,
    late_workdays: u32,
    since: Option<Period>,
) -> Result<HashMap<PlanId, Rounds>, ActionError> {
    if rhythms.is_empty() {
        return Ok(HashMap::new());
    }
    let mut ids: Vec<PlanId> = rhythms.keys().copied().collect();
    ids.sort();
    let mut opened = rounds::by_plan(c, &ids, since)?;
    let of =
        |(id, rhythm): (&PlanId, &Rhythm)| (*id, rhythm.rounds(late_workdays, opened.remove(id).unwrap_or_default()));
    Ok(rhythms.iter().map(of).collect())
}

impl Tx<'_> {
    /// By which days a plan asks for reports, and all its rounds, read once a transaction: what opens meanwhile opens as it is reckoned
    /// here.
    pub(in crate::actions) fn rhythm(
        &mut self,
        ctx: &Context,
        plan_id: PlanId,
    ) -> Result<(Rhythm, Rounds), ActionError> {
        if let Some(known) = self.rounds.get(&plan_id) {
            return Ok(known.clone());
        }
        let rhythms = rhythm::of(self.c, &[plan_id])?;
        let mut read = rounds_of(self.c, &rhythms, ctx.settings.plan.late_workdays, None)?;
        let known = rhythms.get(&plan_id).copied().zip(read.remove(&plan_id)).ok_or(ActionError::NotFound)?;
        self.rounds.insert(plan_id, known.clone());
        Ok(known)
    }

    /// The rounds alone.
    pub(in crate::actions) fn rounds(&mut self, ctx: &Context, plan_id: PlanId) -> Result<Rounds, ActionError> {
        self.rhythm(ctx, plan_id).map(|(_, rounds)| rounds)
    }
}
