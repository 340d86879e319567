//! 审核: what reviewers do with what was handed in.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::Detail;
use super::filter::day;
use super::step::{self, AtVersion};
use crate::actions::{self, ReturnReport, typed_or};
use crate::app::App;
use crate::web::api::body::Call;
use crate::web::api::described::{Problems, StepParams};
use crate::web::error::WebError;

/// 牵头审核: the first-listed lead finds it good.
#[utoipa::path(
    post, operation_id = "accept", path = "/api/v1/obligations/{id}/acceptance",
    tag = "steps", request_body = AtVersion,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn accept(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<AtVersion>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    step::take(&app, call.reader, *id, seen, actions::accept_report).await
}

/// 办结: the coordinator closes it.
///
/// Never whoever reported.
#[utoipa::path(
    post, operation_id = "close", path = "/api/v1/obligations/{id}/closure",
    tag = "steps", request_body = AtVersion,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn close(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<AtVersion>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    step::take(&app, call.reader, *id, seen, actions::close_obligation).await
}

/// What is missing, and until when.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Return {
    /// What is missing.
    #[serde(default)]
    reason: String,
    /// Until when, that day included; not needed with `as_empty`.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    answer_by: Option<String>,
    /// 视同未报: the clock never stopped.
    #[serde(default)]
    as_empty: bool,
    /// The version the caller saw; not needed with `If-Match`.
    version: Option<i32>,
}

/// 退回补充: what was handed in goes back.
#[utoipa::path(
    post, operation_id = "give_back", path = "/api/v1/obligations/{id}/return",
    tag = "steps", request_body = Return,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn give_back(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<Return>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    let Return { reason, answer_by, as_empty, .. } = call.body;
    let answer_by = day("answer_by", answer_by.as_deref())?;
    let reason = typed_or("reason", &reason, "step.no_reason")?;
    step::take(&app, call.reader, *id, seen, move |ctx, actor, obligation_id, version| {
        actions::return_report(ctx, actor, &ReturnReport { obligation_id, version, reason, answer_by, as_empty })
    })
    .await
}
