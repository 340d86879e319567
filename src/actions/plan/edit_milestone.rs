//! The coordinator corrects what must be there by when, and who owes it, adds what was not read, or removes what is no
//! milestone.

use chrono::NaiveDate;
use serde_json::json;

use super::draft_step::{Changed, in_draft, known, names, place_of_measure, still, trace_change, unknown};
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::compiler::UnitRegistry;
use crate::db::plan::drafts::{self, MilestoneChange};
use crate::db::plan::measures::{self, Milestone, NewMilestone};
use crate::domain::id::{MeasureId, MilestoneId, PlanId};
use crate::domain::obligation::fan_out::{CITIES_CONCERNED, EVERY_CITY, WHOLE_REGION};
use crate::domain::plan::MilestoneKind;
use crate::domain::trail::On;
use crate::domain::typed::{Deliverable, NameList, Phrase};

/// The wish to change a milestone of a draft.
pub struct EditMilestone<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The milestone.
    pub milestone_id: MilestoneId,
    /// By when; `None`: no date yet.
    pub due: Option<NaiveDate>,
    /// What must be there.
    pub deliverable: &'a Deliverable,
    /// Who owes it, joined by 、 as typed.
    pub owed_by: Option<&'a NameList>,
    /// What it was when the page was drawn.
    pub seen: &'a str,
    /// The units that are known.
    pub registry: &'a UnitRegistry,
}

/// A milestone in one text: what [`EditMilestone::seen`] is compared with.
pub fn milestone_as_text(milestone: &Milestone) -> String {
    let due = milestone.due.map(|due| due.to_string()).unwrap_or_default();
    format!("{due}\n{}\n{}", milestone.owed_by, milestone.deliverable.trim())
}

/// Changes the milestone.
///
/// # Errors
/// [`ActionError::Invalid`] with the field that cannot be used, [`ActionError::Conflict`] where somebody was faster or the
/// plan is tracked.
pub fn edit_milestone(ctx: &Context, actor: &Actor, wish: &EditMilestone<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        let milestone = drafts::milestone(tx.c, wish.plan_id, wish.milestone_id)?;
        still(wish.seen, &milestone_as_text(&milestone))?;
        let deliverable = wish.deliverable.to_string();
        let kind = match (wish.due, milestone.kind) {
            // A date that is given makes it something that is due.
            (Some(_), MilestoneKind::Conditional | MilestoneKind::Ongoing) => MilestoneKind::Deliverable,
            (_, kind) => kind,
        };
        let owed_by = subjects(tx, wish.registry, wish.owed_by)?;
        let change = MilestoneChange { due: wish.due, deliverable, owed_by, kind };
        drafts::change_milestone(tx.c, milestone.id, &change)?;
        let after = drafts::milestone(tx.c, wish.plan_id, wish.milestone_id)?;
        trace(tx, "edit_milestone", &milestone, Some(&after))
    })
}

/// The wish to add a milestone that was not read.
pub struct AddMilestone<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The measure it stands in.
    pub measure_id: MeasureId,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What must be there.
    pub deliverable: &'a Deliverable,
    /// Who owes it, joined by 、 as typed.
    pub owed_by: Option<&'a NameList>,
    /// The time phrase, as the coordinator reads it in the document.
    pub phrase: Option<&'a Phrase>,
    /// The units that are known.
    pub registry: &'a UnitRegistry,
}

/// Adds a milestone that the compiler has not read; it stands where its measure stands.
///
/// # Errors
/// [`ActionError::Invalid`] with the field that cannot be used, [`ActionError::NotFound`] for a measure of another plan,
/// [`ActionError::Conflict`] where the plan is tracked.
pub fn add_milestone(ctx: &Context, actor: &Actor, wish: &AddMilestone<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        let (span_start, span_end) = place_of_measure(tx, wish.plan_id, wish.measure_id)?;
        let owed_by = subjects(tx, wish.registry, wish.owed_by)?;
        let row = NewMilestone {
            measure_id: wish.measure_id,
            position: drafts::next_position(tx.c, wish.measure_id)?,
            phrase: wish.phrase.map_or("", Phrase::as_str),
            due: wish.due,
            kind: MilestoneKind::Deliverable,
            deliverable: wish.deliverable.as_str(),
            owed_by: &owed_by,
            span_start,
            span_end,
        };
        measures::insert_milestones(tx.c, &[row])?;
        let detail = json!({"due": wish.due, "owed_by": owed_by, "deliverable": wish.deliverable.as_str()});
        let on = On::Measure(wish.measure_id);
        tx.trace(&Trace { detail, ..Trace::new("add_milestone", on) })
    })
}

/// Removes a milestone that is none.
///
/// # Errors
/// [`ActionError::Conflict`] where somebody was faster or the plan is tracked.
pub fn remove_milestone(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    milestone_id: MilestoneId,
    seen: &str,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let milestone = drafts::milestone(tx.c, plan_id, milestone_id)?;
        still(seen, &milestone_as_text(&milestone))?;
        drafts::remove_milestone(tx.c, milestone_id)?;
        trace(tx, "remove_milestone", &milestone, None)
    })
}

fn trace(
    tx: &mut Tx<'_>,
    verb: &'static str,
    before: &Milestone,
    after: Option<&Milestone>,
) -> Result<(), ActionError> {
    let (from, to) = (Some(milestone_as_text(before)), after.map(milestone_as_text));
    trace_change(tx, verb, Changed { on: On::Milestone(before.id), from, to })
}

/// The subjects as they are stored: groups and the region as they are called, cities by their short names.
fn subjects(tx: &mut Tx<'_>, registry: &UnitRegistry, typed: Option<&NameList>) -> Result<String, ActionError> {
    let mut subjects: Vec<String> = Vec::new();
    for name in names(typed.map_or("", NameList::as_str)) {
        let subject = match registry.group(name) {
            Some(group) => group.phrase.clone(),
            None if [EVERY_CITY, CITIES_CONCERNED, WHOLE_REGION].contains(&name) => name.to_owned(),
            None => match known(tx.c, registry, name)? {
                Some(unit) => unit.short_name,
                None => return Err(unknown(tx.c, "owed_by", name)?),
            },
        };
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    Ok(subjects.join("、"))
}
