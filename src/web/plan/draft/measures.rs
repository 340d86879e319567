//! The forms of the review that change the words of tasks and measures, add a measure or take one out.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::typed::Typed;
use super::{answer, blocking};
use crate::actions::{self, AddMeasure, EditMeasure, EditTask, RemoveMeasure, typed_if_any, typed_or};
use crate::app::App;
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
/// # Errors
/// As the action says; a field that cannot be used shows the page again.
pub(crate) async fn edit_task(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<TaskForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, task_id), actor, TaskForm { title, seen }) = (ids.into_inner(), reader.actor(), form.0);
    let typed = Typed::Title(task_id, title.clone());
    let work = move |app: &App| {
        Ok(typed_or("title", &title, "draft.no_words").and_then(|title| {
            actions::edit_task(&app.ctx, &actor, &EditTask { plan_id, task_id, title: &title, seen: &seen })
        }))
    };
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-t{task_id}"))).await
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
/// # Errors
/// As the action says; a field that cannot be used shows the page again.
pub(crate) async fn edit_measure(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<WordsForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), actor, typed) = (ids.into_inner(), reader.actor(), form.0);
    let form = typed.clone();
    let edit = move |app: &App| {
        let text = &typed_or("text", &form.text, "draft.no_words")?;
        let subtitle: Option<Title> = typed_if_any("subtitle", &form.subtitle)?;
        let (subtitle, seen) = (subtitle.as_ref(), form.seen.as_str());
        actions::edit_measure(&app.ctx, &actor, &EditMeasure { plan_id, measure_id, subtitle, text, seen })
    };
    let result = blocking::run(&app, move |app| Ok(edit(app))).await?;
    let typed = Typed::Words(measure_id, [typed.subtitle, typed.text]);
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-m{measure_id}"))).await
}

/// Why a measure is none.
#[derive(Deserialize)]
pub(crate) struct RemovalForm {
    reason: String,
    seen: String,
}

/// Takes a measure out.
///
/// # Errors
/// As the action says; without a reason the page is shown again.
pub(crate) async fn remove_measure(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<RemovalForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), actor, RemovalForm { reason, seen }) = (ids.into_inner(), reader.actor(), form.0);
    let typed = Typed::Removal(measure_id, reason.clone());
    let work = move |app: &App| {
        Ok(typed_or("reason", &reason, "step.no_reason").and_then(|reason| {
            let wish = RemoveMeasure { plan_id, measure_id, reason: &reason, seen: &seen };
            actions::remove_measure(&app.ctx, &actor, &wish)
        }))
    };
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| "leftovers".to_owned())).await
}

/// A measure that was not read.
#[derive(Deserialize)]
pub(crate) struct NewMeasureForm {
    text: String,
}

/// Adds a measure to a task.
///
/// # Errors
/// As the action says; without a text the page is shown again.
pub(crate) async fn add_measure(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<NewMeasureForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, task_id), actor, NewMeasureForm { text }) = (ids.into_inner(), reader.actor(), form.0);
    let typed = Typed::NewMeasure(task_id, text.clone());
    let work = move |app: &App| {
        Ok(typed_or("text", &text, "draft.no_words").and_then(|text| {
            let wish = AddMeasure { plan_id, task_id, text: &text, registry: &app.registry };
            actions::add_measure(&app.ctx, &actor, &wish)
        }))
    };
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), plan_id, typed, result.map(|id| format!("f-m{id}"))).await
}
