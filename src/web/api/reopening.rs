//! 重新办理.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::Call;
use super::detail::Detail;
use super::filter::read;
use super::openapi::{Problems, StepParams};
use super::step;
use crate::actions;
use crate::app::App;
use crate::web::error::WebError;

/// Why it is opened again, and until when.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Reopening {
    /// Why.
    #[serde(default)]
    reason: String,
    /// A new date for the answer; without one the old date holds.
    #[schema(value_type = Option<NaiveDate>)]
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
pub async fn create(app: web::Data<App>, id: web::Path<i64>, call: Call<Reopening>) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    let Reopening { reason, answer_by, .. } = call.body;
    let answer_by = read::<NaiveDate>("answer_by", answer_by.as_deref(), "2024-06-30")?;
    step::take(&app, call.reader, *id, seen, move |ctx, actor, id, version| {
        actions::reopen_obligation(ctx, actor, id, version, (&reason, answer_by))
    })
    .await
}
