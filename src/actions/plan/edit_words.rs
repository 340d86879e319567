//! The coordinator corrects the title of a task, or the subtitle and text of a measure of a draft.

use serde_json::json;

use super::draft_step::{in_draft, still};
use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::plan::draft_measures::{self, MeasureChange};
use crate::domain::id::{MeasureId, PlanId, TaskId};
use crate::domain::trail::On;
use crate::domain::typed::{MeasureText, Title};

/// The wish to give a task of a draft another title.
pub struct EditTask<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The task.
    pub task_id: TaskId,
    /// Its title.
    pub title: &'a Title,
    /// What it was when the page was drawn.
    pub seen: &'a str,
}

/// Gives a task another title.
///
/// # Errors
/// [`ActionError::Conflict`] where somebody was faster or the plan is tracked,
/// [`ActionError::NotFound`] for a task of another plan.
pub fn edit_task(ctx: &Context, actor: &Actor, wish: &EditTask<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        let before = draft_measures::task(tx.c, wish.plan_id, wish.task_id)?.title;
        still(wish.seen, &before)?;
        let title = wish.title.as_str();
        draft_measures::rename_task(tx.c, wish.task_id, title)?;
        let detail = json!({"from": before, "to": title});
        tx.trace(&Trace { detail, ..Trace::new("edit_task", On::Task(wish.task_id)) })
    })
}

/// The wish to change the words of a measure of a draft.
pub struct EditMeasure<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The measure.
    pub measure_id: MeasureId,
    /// Its own heading, where it has one.
    pub subtitle: Option<&'a Title>,
    /// Its text.
    pub text: &'a MeasureText,
    /// What both were when the page was drawn.
    pub seen: &'a str,
}

/// Subtitle and text in one text: what [`EditMeasure::seen`] is compared with.
pub fn words_as_text(subtitle: Option<&str>, text: &str) -> String {
    format!("{}\n{}", subtitle.unwrap_or_default(), text.trim())
}

/// Changes subtitle and text; what was read from them stays as it is.
///
/// # Errors
/// [`ActionError::Conflict`] where somebody was faster or the plan is tracked,
/// [`ActionError::NotFound`] for a measure of another plan.
pub fn edit_measure(ctx: &Context, actor: &Actor, wish: &EditMeasure<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        let (subtitle, text) = draft_measures::words(tx.c, wish.plan_id, wish.measure_id)?;
        let before = words_as_text(subtitle.as_deref(), &text);
        still(wish.seen, &before)?;
        let (subtitle, text) = (wish.subtitle.map(Title::as_str), wish.text.as_str());
        draft_measures::change(tx.c, wish.measure_id, &MeasureChange { subtitle, text })?;
        let detail = json!({"from": before, "to": words_as_text(subtitle, text)});
        tx.trace(&Trace { detail, ..Trace::new("edit_measure", On::Measure(wish.measure_id)) })
    })
}
