//! The forms of the review about what of the document belongs to no measure.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::change;
use super::typed::Typed;
use crate::actions::{self, ActionError};
use crate::app::App;
use crate::domain::id::{LeftoverId, PlanId, TaskId};
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;

/// What is to become of a stretch of the document.
#[derive(Deserialize)]
pub(crate) struct LeftoverForm {
    /// `measure`, `settle` or `reopen`.
    then: String,
    /// The task whose measure it becomes.
    task: Option<TaskId>,
}

/// Makes a measure of a stretch, or says that it is none.
pub(crate) async fn settle_leftover(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, LeftoverId)>,
    form: Posted<LeftoverForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, LeftoverForm { then, task }, registry) = (ids.into_inner(), form.0, app.registry.clone());
    change((&request, &app, &reader), ids.0, Typed::Nothing, move |ctx, actor| match then.as_str() {
        "measure" => {
            let task = task.ok_or(ActionError::NotFound)?;
            actions::measure_of_leftover(ctx, actor, ids, task, &registry).map(|id| format!("f-m{id}"))
        }
        then => actions::settle_leftover(ctx, actor, ids, then == "settle").map(|()| "leftovers".to_owned()),
    })
    .await
}

/// Says of all stretches that are still open that they are no measures.
pub(crate) async fn settle_leftovers(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    change((&request, &app, &reader), id, Typed::Nothing, move |ctx, actor| {
        actions::settle_leftovers(ctx, actor, id).map(|()| "leftovers".to_owned())
    })
    .await
}
