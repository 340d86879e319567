//! What all changes of a draft (草稿) have in common: a coordinator makes them, and only while nobody tracks the plan.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::compiler::UnitRegistry;
use crate::db::DbConnection;
use crate::db::obligation::ties;
use crate::db::people::units::{self, Unit};
use crate::db::plan::draft_measures::Assigned;
use crate::db::plan::plans::{self, Plan};
use crate::db::plan::{drafts, measures};
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::plan::{AssignmentRole, PlanState};
use crate::domain::rights::Right;
use crate::domain::subjects::apart;
use crate::domain::trail::On;
use crate::domain::unit::nearest;
use crate::strings::Message;

/// Runs a change of a draft in one transaction; whoever has looked at the draft before has seen an older one.
pub(super) fn in_draft<T>(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    mut run: impl FnMut(&mut Tx<'_>, &Plan) -> Result<T, ActionError>,
) -> Result<T, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ImportPlan, &ties::office(tx.c)?)?;
        plans::lock(tx.c, plan_id)?;
        let plan = plans::find(tx.c, plan_id)?;
        if plan.state != PlanState::Draft {
            return Err(ActionError::conflict(Message::new("draft.is_tracked").with("title", &plan.title)));
        }
        let done = run(tx, &plan)?;
        drafts::touch(tx.c, plan_id)?;
        Ok(done)
    })
}

/// Refuses a change that was made on the strength of something that is no longer so.
pub(super) fn still(seen: &str, now: &str) -> Result<(), ActionError> {
    // Browsers send line ends as CR LF.
    if seen.replace("\r\n", "\n") == now { Ok(()) } else { Err(ActionError::conflict(Message::new("draft.overtaken"))) }
}

/// Where a measure of the plan stands in its document.
pub(super) fn place_of_measure(
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    measure_id: MeasureId,
) -> Result<(i64, i64), ActionError> {
    if !drafts::has_measure(tx.c, plan_id, measure_id)? {
        return Err(ActionError::NotFound);
    }
    Ok(measures::span(tx.c, measure_id)?)
}

/// What was changed, in one text before and after.
pub(super) struct Changed {
    /// What it is.
    pub(super) on: On,
    /// What it was; none where it was added.
    pub(super) from: Option<String>,
    /// What it is now; none where it was removed.
    pub(super) to: Option<String>,
}

/// Writes a change into the trail.
pub(super) fn trace_change(tx: &mut Tx<'_>, verb: &'static str, changed: Changed) -> Result<(), ActionError> {
    let Changed { on, from, to } = changed;
    tx.trace(&Trace { detail: json!({"from": from, "to": to}), ..Trace::new(verb, on) })
}

/// The names of a list as people type it.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    apart(text, &['、', '，', ',', '；', ';', '\n', '\r']).map(str::trim).filter(|name| !name.is_empty())
}

/// The unit that a name means, as the database or the registry knows it.
pub(super) fn known(c: &mut DbConnection, registry: &UnitRegistry, name: &str) -> Result<Option<Unit>, ActionError> {
    if let Some(unit) = units::by_name(c, name)? {
        return Ok(Some(unit));
    }
    Ok(match registry.canonical(name) {
        Some(canonical) if canonical != name => units::by_name(c, canonical)?,
        _ => None,
    })
}

/// A name that nobody knows, with those that look like it.
pub(super) fn unknown(c: &mut DbConnection, field: &'static str, name: &str) -> Result<ActionError, ActionError> {
    let all = units::all(c)?;
    let near = nearest(name, all.iter().filter(|unit| !unit.proposed).map(|unit| unit.name.as_str())).join("、");
    let reason = match near.is_empty() {
        true => Message::new("draft.unknown_unit").with("unit", name),
        false => Message::new("draft.unknown_unit_near").with("unit", name).with("near", near),
    };
    Ok(ActionError::invalid(field, reason))
}

/// The units of a role as a coordinator reads and types them: a group once, and every city where only some are meant.
pub fn units_as_text(assigned: &[Assigned], role: AssignmentRole) -> String {
    let of_role = || assigned.iter().filter(|row| row.role == role);
    let mut names: Vec<&str> = Vec::new();
    for row in of_role() {
        let of_group = of_role().filter(|other| other.written_as == row.written_as).count() > 1;
        let shown = if of_group && !row.proposed { &row.written_as } else { &row.unit };
        if !names.contains(&shown.as_str()) {
            names.push(shown);
        }
    }
    names.join("、")
}
