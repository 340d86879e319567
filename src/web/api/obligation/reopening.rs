//! 重新办理.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::Detail;
use super::filter::day;
use super::step;
use crate::actions::{self, typed_or};
use crate::app::App;
use crate::web::api::body::Call;
use crate::web::api::described::{Problems, StepParams};
use crate::web::error::WebError;

/// Why it is opened again, and until when.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Reopening {
    /// Why.
    #[serde(default)]
    reason: String,
    /// A new date for the answer; without one the old date holds.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    answer_by: Option<String>,
    /// The version the caller saw; not needed with `If-Match`.
    version: Option<i32>,
}

/// The coordinator opens again what was closed or found not applicable.
#[utoipa::path(
    post, operation_id = "reopen", path = "/api/v1/obligations/{id}/reopening",
    tag = "steps", request_body = Reopening,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn create(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<Reopening>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    let Reopening { reason, answer_by, .. } = call.body;
    let answer_by = day("answer_by", answer_by.as_deref())?;
    let reason = typed_or("reason", &reason, "step.no_reason")?;
    step::take(&app, call.reader, *id, seen, move |ctx, actor, id, version| {
        actions::reopen_obligation(ctx, actor, id, version, (&reason, answer_by))
    })
    .await
}
