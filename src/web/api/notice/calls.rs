//! Telephone calls.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::{self, ActionError, Actor, Context, Spoken, typed_if_any, typed_or};
use crate::app::App;
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::period::Period;
use crate::domain::typed::{OnceKey, Telephone};
use crate::web::api::body::Call;
use crate::web::api::described::Problems;
use crate::web::api::obligation::detail::Detail;
use crate::web::api::obligation::steps;
use crate::web::api::version::Seen;
use crate::web::error::WebError;
use crate::web::way;

/// Who was telephoned, and what was said.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewCall {
    /// Who answered.
    #[serde(default)]
    spoke_with: String,
    /// The number.
    #[serde(default)]
    phone: String,
    /// What was said.
    #[serde(default)]
    answer: String,
    /// Any text of the caller's own, 64 characters at most: asked for again with the same, the same call is recorded once.
    #[serde(default)]
    once_key: String,
}

/// The coordinator records a telephone call.
///
/// It counts as the notice, and needs no version: it changes nothing that another call could overwrite.
#[utoipa::path(
    post, operation_id = "record_call", path = "/api/v1/obligations/{id}/calls",
    tag = "steps", request_body = NewCall,
    params(("id" = i64, Path, description = "The obligation")),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn create(
    app: web::Data<App>,
    id: web::Path<ObligationId>,
    call: Call<NewCall>,
) -> Result<HttpResponse, WebError> {
    let call_made = call.body;
    steps::take(&app, call.reader, *id, Seen::ANY, move |ctx, actor, obligation_id, _| {
        call_made.spoken(|spoken| actions::record_call(ctx, actor, obligation_id, &spoken))
    })
    .await
}

impl NewCall {
    /// With what was said as it is recorded.
    fn spoken<T>(&self, record: impl FnOnce(Spoken<'_>) -> Result<T, ActionError>) -> Result<T, ActionError> {
        let spoke_with = &typed_or("spoke_with", &self.spoke_with, "call.incomplete")?;
        let phone: Option<Telephone> = typed_if_any("phone", &self.phone)?;
        let answer = &typed_or("answer", &self.answer, "call.incomplete")?;
        let once_key: Option<OnceKey> = typed_if_any("once_key", &self.once_key)?;
        record(Spoken { spoke_with, phone: phone.as_ref(), answer, once_key: once_key.as_ref() })
    }
}

/// Whose report to which plan for which month.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct OfMonth {
    plan: PlanId,
    owner: UnitId,
    period: Period,
}

/// The coordinator records a telephone call about what a unit reports to a plan for a month.
///
/// It counts as the notices of that month.
#[utoipa::path(
    post, operation_id = "record_month_call", path = "/api/v1/months/{plan}/{owner}/{period}/calls",
    tag = "steps", request_body = NewCall,
    params(
        ("plan" = i64, Path, description = "The plan"),
        ("owner" = i64, Path, description = "The unit that reports"),
        ("period" = String, Path, description = "The month, as 2024-06")
    ),
    responses((status = 204, description = "Recorded"), Problems)
)]
pub(crate) async fn create_of_month(
    app: web::Data<App>,
    of: web::Path<OfMonth>,
    call: Call<NewCall>,
) -> Result<HttpResponse, WebError> {
    let (OfMonth { plan, owner, period }, call_made) = (*of, call.body);
    let record = move |ctx: &Context, actor: &Actor| {
        call_made.spoken(|spoken| actions::record_month_call(ctx, actor, (plan, owner, period), &spoken))
    };
    way::act(&app, &call.reader, record).await?;
    Ok(HttpResponse::NoContent().finish())
}
