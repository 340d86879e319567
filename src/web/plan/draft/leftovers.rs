//! The forms of the review about what of the document belongs to no measure.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::typed::Typed;
use super::{answer, blocking};
use crate::actions;
use crate::app::App;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;

/// What is to become of a stretch of the document.
#[derive(Deserialize)]
pub(crate) struct LeftoverForm {
    /// `measure`, `settle` or `reopen`.
    then: String,
    /// The task whose measure it becomes.
    #[serde(default)]
    task: i64,
}

/// Makes a measure of a stretch, or says that it is none.
///
/// # Errors
/// As the action says.
pub(crate) async fn settle_leftover(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<LeftoverForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, actor, LeftoverForm { then, task }) = (ids.into_inner(), reader.actor(), form.0);
    let work = move |app: &App| {
        Ok(match then.as_str() {
            "measure" => actions::measure_of_leftover(&app.ctx, &actor, ids, task, &app.registry)
                .map(|measure_id| format!("f-m{measure_id}")),
            then => actions::settle_leftover(&app.ctx, &actor, ids, then == "settle").map(|()| "leftovers".to_owned()),
        })
    };
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), ids.0, Typed::Nothing, result).await
}

/// Says of all stretches that are still open that they are no measures.
///
/// # Errors
/// As the action says.
pub(crate) async fn settle_leftovers(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<i64>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let (id, actor) = (*id, reader.actor());
    let result = blocking::run(&app, move |app| Ok(actions::settle_leftovers(&app.ctx, &actor, id))).await?;
    answer((&request, &app, &reader), id, Typed::Nothing, result.map(|()| "leftovers".to_owned())).await
}
