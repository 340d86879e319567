//! The forms of the review that change the words of tasks and measures, add a measure or take one out.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::change;
use super::typed::Typed;
use crate::actions::{self, AddMeasure, EditMeasure, EditTask, RemoveMeasure, typed_if_any, typed_or};
use crate::app::App;
use crate::domain::id::{MeasureId, PlanId, TaskId};
use crate::domain::typed::Title;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;

/// The title of a task.
#[derive(Clone, Deserialize)]
pub(crate) struct TaskForm {
    title: String,
    seen: String,
}

/// Gives a task another title.
///
/// A field that cannot be used shows the page again.
pub(crate) async fn edit_task(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, TaskId)>,
    form: Posted<TaskForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, task_id), TaskForm { title, seen }) = (ids.into_inner(), form.0);
    let typed = Typed::Title(task_id, title.clone());
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        let title = &typed_or("title", &title, "draft.no_words")?;
        actions::edit_task(ctx, actor, &EditTask { plan_id, task_id, title, seen: &seen })?;
        Ok(format!("f-t{task_id}"))
    })
    .await
}

/// The words of a measure.
#[derive(Clone, Deserialize)]
pub(crate) struct WordsForm {
    subtitle: String,
    text: String,
    seen: String,
}

/// Changes subtitle and text of a measure.
///
/// A field that cannot be used shows the page again.
pub(crate) async fn edit_measure(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, MeasureId)>,
    form: Posted<WordsForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), WordsForm { subtitle, text, seen }) = (ids.into_inner(), form.0);
    let typed = Typed::Words(measure_id, [subtitle.clone(), text.clone()]);
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        let text = &typed_or("text", &text, "draft.no_words")?;
        let subtitle: Option<Title> = typed_if_any("subtitle", &subtitle)?;
        let wish = EditMeasure { plan_id, measure_id, subtitle: subtitle.as_ref(), text, seen: &seen };
        actions::edit_measure(ctx, actor, &wish)?;
        Ok(format!("f-m{measure_id}"))
    })
    .await
}

/// Why a measure is none.
#[derive(Deserialize)]
pub(crate) struct RemovalForm {
    reason: String,
    seen: String,
}

/// Takes a measure out.
///
/// Without a reason the page is shown again.
pub(crate) async fn remove_measure(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, MeasureId)>,
    form: Posted<RemovalForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), RemovalForm { reason, seen }) = (ids.into_inner(), form.0);
    let typed = Typed::Removal(measure_id, reason.clone());
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        let reason = &typed_or("reason", &reason, "step.no_reason")?;
        actions::remove_measure(ctx, actor, &RemoveMeasure { plan_id, measure_id, reason, seen: &seen })?;
        Ok("leftovers".to_owned())
    })
    .await
}

/// A measure that was not read.
#[derive(Deserialize)]
pub(crate) struct NewMeasureForm {
    text: String,
}

/// Adds a measure to a task.
///
/// Without a text the page is shown again.
pub(crate) async fn add_measure(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, TaskId)>,
    form: Posted<NewMeasureForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, task_id), NewMeasureForm { text }) = (ids.into_inner(), form.0);
    let (typed, registry) = (Typed::NewMeasure(task_id, text.clone()), app.registry.clone());
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        let text = &typed_or("text", &text, "draft.no_words")?;
        let id = actions::add_measure(ctx, actor, &AddMeasure { plan_id, task_id, text, registry: &registry })?;
        Ok(format!("f-m{id}"))
    })
    .await
}
