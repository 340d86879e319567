//! 不涉及: claimed by the unit, confirmed or declined by the coordinator.

use actix_web::{HttpResponse, web};

use super::detail::Detail;
use super::step::{self, AtVersion, WithReason};
use crate::actions;
use crate::app::App;
use crate::web::api::body::Call;
use crate::web::api::described::{Problems, StepParams};
use crate::web::error::WebError;

/// The unit claims that it does not concern it.
#[utoipa::path(
    post, operation_id = "claim_not_applicable", path = "/api/v1/obligations/{id}/not-applicable",
    tag = "steps", request_body = WithReason,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn claim(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<WithReason>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    let reason = call.body.reason()?;
    step::take(&app, call.reader, *id, seen, move |ctx, actor, id, version| {
        actions::claim_not_applicable(ctx, actor, id, version, &reason)
    })
    .await
}

/// The coordinator agrees with the claim.
#[utoipa::path(
    post, operation_id = "confirm_not_applicable", path = "/api/v1/obligations/{id}/not-applicable/confirmation",
    tag = "steps", request_body = AtVersion,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn confirm(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<AtVersion>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    step::take(&app, call.reader, *id, seen, actions::confirm_not_applicable).await
}

/// The coordinator does not agree: the unit owes it.
#[utoipa::path(
    post, operation_id = "decline_not_applicable", path = "/api/v1/obligations/{id}/not-applicable/decline",
    tag = "steps", request_body = WithReason,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn decline(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<WithReason>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    let reason = call.body.reason()?;
    step::take(&app, call.reader, *id, seen, move |ctx, actor, id, version| {
        actions::decline_not_applicable(ctx, actor, id, version, &reason)
    })
    .await
}
