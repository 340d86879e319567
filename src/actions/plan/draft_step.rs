//! What all changes of a draft (草稿) have in common: a coordinator makes them, and only while nobody tracks the plan.

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, bad_date, rights, typed_date};
use crate::compiler::UnitRegistry;
use crate::db::DbConnection;
use crate::db::obligation::ties;
use crate::db::people::units::{self, Unit};
use crate::db::plan::draft_measures::Assigned;
use crate::db::plan::drafts;
use crate::db::plan::plans::{self, Plan};
use crate::domain::id::PlanId;
use crate::domain::obligation::fan_out::CITIES_CONCERNED;
use crate::domain::plan::{AssignmentRole, PlanState};
use crate::domain::rights::Right;
use crate::domain::subjects::apart;
use crate::domain::trail::On;
use crate::domain::unit::nearest;
use crate::strings::Message;

/// The years that a plan may name.
pub(super) const PLAN_YEARS: std::ops::Range<i32> = 2000..2100;

/// Runs a change of a draft in one transaction; whoever has looked at the draft before has seen an older one. `seen`: the version
/// that was looked at, where it matters. `run` says besides whether it has changed anything.
///
/// # Errors
/// [`ActionError::Conflict`] where the plan is tracked, or has another version by now; what `run` returns.
pub(super) fn in_draft<T>(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    seen: Option<i32>,
    mut run: impl FnMut(&mut Tx<'_>, &Plan) -> Result<(T, bool), ActionError>,
) -> Result<T, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ImportPlan, &ties::office(tx.c)?)?;
        plans::lock(tx.c, plan_id)?;
        let plan = plans::find(tx.c, plan_id)?;
        if plan.state != PlanState::Draft {
            return Err(ActionError::conflict(Message::new("draft.is_tracked").with("title", &plan.title)));
        }
        if let Some(seen) = seen.filter(|seen| *seen != plan.version) {
            return Err(overtaken(seen, plan.version));
        }
        let (done, changed) = run(tx, &plan)?;
        if changed {
            drafts::touch(tx.c, plan_id)?;
        }
        Ok(done)
    })
}

/// Somebody has changed the draft since it was looked at.
fn overtaken(seen: i32, now: i32) -> ActionError {
    ActionError::Conflict { reason: Message::new("draft.overtaken"), versions: Some((seen, now)) }
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

/// The date of a field, which must be one that a plan of this century may name; none where it is empty.
pub(super) fn plan_date(field: &'static str, text: &str) -> Result<Option<NaiveDate>, ActionError> {
    match typed_date(field, text)? {
        Some(date) if !PLAN_YEARS.contains(&date.year()) => Err(bad_date(field, text)),
        date => Ok(date),
    }
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

/// The units of a role as a coordinator reads and types them: a group once, and every city where only some are meant. What the
/// compiler only proposes is none of them; see [`proposed_as_text`].
pub fn units_as_text(assigned: &[Assigned], role: AssignmentRole) -> String {
    let of_role = || assigned.iter().filter(|row| row.role == role && !row.proposed);
    let mut names: Vec<&str> = Vec::new();
    for row in of_role() {
        let some = row.written_as.starts_with(CITIES_CONCERNED);
        let of_group = !some && of_role().filter(|other| other.written_as == row.written_as).count() > 1;
        let shown = if of_group { &row.written_as } else { &row.unit };
        if !names.contains(&shown.as_str()) {
            names.push(shown);
        }
    }
    names.join("、")
}

/// The units that the compiler proposes in a role, and the words of the note that it takes for them.
pub fn proposed_as_text(assigned: &[Assigned], role: AssignmentRole) -> Option<(String, String)> {
    let of_role: Vec<&Assigned> = assigned.iter().filter(|row| row.role == role && row.proposed).collect();
    let mut written: Vec<&str> = of_role.iter().map(|row| row.written_as.as_str()).collect();
    written.dedup();
    let units: Vec<&str> = of_role.iter().map(|row| row.unit.as_str()).collect();
    (!units.is_empty()).then(|| (written.join("、"), units.join("、")))
}
