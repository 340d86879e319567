//! The coordinator takes or leaves what the compiler only guesses: the unit of a target whose table has none, and the word for the
//! whole region of a plan that names none.

use serde_json::json;

use super::draft_page::Stored;
use crate::actions::{ActionError, Trace, Tx};
use crate::db::plan::plans::Plan;
use crate::db::plan::{draft_indicators, drafts};
use crate::domain::id::IndicatorId;
use crate::domain::trail::{On, Verb};

/// Takes the unit of measure that is proposed for an indicator, or leaves it; the same for all that are called like it.
pub(super) fn answer_unit(
    tx: &mut Tx<'_>,
    (plan, stored): (&Plan, &Stored),
    id: IndicatorId,
    adopted: bool,
) -> Result<(), ActionError> {
    let indicator = stored.indicator(id)?;
    let Some(unit) = indicator.proposed_unit.as_deref() else { return Err(ActionError::NotFound) };
    draft_indicators::answer_unit(tx.c, (plan.id, &indicator.name, unit), adopted)?;
    let verb = if adopted { Verb::AdoptGuess } else { Verb::DeclineGuess };
    let detail = json!({"indicator": indicator.name, "unit": unit});
    tx.trace(&Trace { detail, ..Trace::new(verb, On::Indicator(id)) })
}

/// Takes the word that is proposed for the whole region, or leaves it: it stands wherever the plan names nobody.
pub(super) fn answer_whole(tx: &mut Tx<'_>, plan: &Plan, adopted: bool) -> Result<(), ActionError> {
    let Some(word) = plan.proposed_whole.as_deref() else { return Err(ActionError::NotFound) };
    drafts::answer_whole(tx.c, plan.id, Some(word).filter(|_| adopted))?;
    let verb = if adopted { Verb::AdoptGuess } else { Verb::DeclineGuess };
    tx.trace(&Trace { detail: json!({"whole": word}), ..Trace::new(verb, On::Plan(plan.id)) })
}
