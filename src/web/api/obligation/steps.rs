//! The steps of an obligation: each reads its body, takes one step, and answers with the obligation as it now is.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::Detail;
use super::filter::day;
use super::obligations;
use super::reports::NewReport;
use crate::actions::{
    self, ActionError, Actor, Context, ReturnReport, SubmitReport, typed_if_any, typed_or, typed_round,
};
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::domain::typed::Reason;
use crate::web::api::body::Call;
use crate::web::api::described::{Problems, StepParams};
use crate::web::api::version::Seen;
use crate::web::{error::WebError, guard::SignedIn, way};

/// What a step without words of its own is sent with.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AtVersion {
    /// The version the caller saw; not needed with `If-Match`.
    version: Option<i32>,
}

/// What a closure is sent with.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Closure {
    /// Why: needed where the last report does not say `done`, or long before the date.
    #[serde(default)]
    reason: String,
    /// The version the caller saw; not needed with `If-Match`.
    version: Option<i32>,
}

/// What a step with a reason is sent with.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct WithReason {
    /// Why.
    #[serde(default)]
    reason: String,
    /// The version the caller saw; not needed with `If-Match`.
    version: Option<i32>,
}

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

/// What is missing, and until when.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Return {
    /// What is missing.
    #[serde(default)]
    reason: String,
    /// Until when, that day included; never with `as_empty`, since the date then stays what it was.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    answer_by: Option<String>,
    /// 视同未报: the clock never stopped.
    #[serde(default)]
    as_empty: bool,
    /// 立即发送: the unit's mail does not wait for working hours.
    #[serde(default)]
    at_once: bool,
    /// The version the caller saw; not needed with `If-Match`.
    version: Option<i32>,
}

/// Takes a step of one obligation.
///
/// # Errors
/// What the action says; a version that is no longer stored as 409 or 412.
pub(crate) async fn take(
    app: &App,
    reader: SignedIn,
    id: ObligationId,
    seen: Seen,
    step: impl FnOnce(&Context, &Actor, ObligationId, Option<i32>) -> Result<(), ActionError> + Send + 'static,
) -> Result<HttpResponse, WebError> {
    let reader = way::on_obligation(app, &reader, id).await?;
    let taken = way::act(app, &reader, move |ctx, actor| step(ctx, actor, id, seen.version())).await;
    taken.map_err(|error| seen.refusal(error))?;
    Ok(obligations::answer(obligations::read(app, &reader, id).await.map_err(ActionError::after_storing)?))
}

/// Defines the call of one step: what it is called in the description, its address, and what its body asks of the action.
macro_rules! step {
    ($(#[$meta:meta])* $name:ident, $operation:literal, $path:literal, |$wish:ident: $body:ident| $step:expr) => {
        $(#[$meta])*
        #[utoipa::path(
            post, operation_id = $operation, path = $path,
            tag = "steps", request_body = $body,
            params(StepParams),
            responses((status = 200, description = "As it now is", body = Detail), Problems)
        )]
        pub(crate) async fn $name(
            app: web::Data<App>,
            id: web::Path<ObligationId>,
            call: Call<$body>,
        ) -> Result<HttpResponse, WebError> {
            let seen = call.seen(call.body.version)?;
            let $wish = call.body;
            take(&app, call.reader, *id, seen, $step).await
        }
    };
}

step! {
    /// The unit acknowledges what it owes.
    acknowledge, "acknowledge", "/api/v1/obligations/{id}/acknowledgement", |_wish: AtVersion| actions::acknowledge
}

step! {
    /// The unit reports on what it owes, or a coordinator for it.
    ///
    /// Reporting acknowledges. Only a report that says `done` is handed in for review and stops the clock; another stage is a note of progress.
    report, "report", "/api/v1/obligations/{id}/reports", |wish: NewReport| {
        let round = typed_round(wish.round.as_deref().unwrap_or_default())?;
        let (report, submit) = wish.try_into()?;
        move |ctx, actor, obligation_id, version| {
            let wish = SubmitReport { obligation_id, version, report, keeps_evidence: false, submit, round };
            actions::submit_report(ctx, actor, &wish)
        }
    }
}

step! {
    /// 撤回: the unit takes back the report that counts last, until it is reviewed or its month is over.
    ///
    /// What was before holds again, and what was written is kept as a draft. Of what is claimed not to apply the claim is taken back, until it is decided.
    withdraw, "withdraw", "/api/v1/obligations/{id}/withdrawal", |_wish: AtVersion| actions::withdraw_report
}

step! {
    /// 牵头审核: the first-listed lead finds it good.
    accept, "accept", "/api/v1/obligations/{id}/acceptance", |_wish: AtVersion| actions::accept_report
}

step! {
    /// 办结: the coordinator closes it.
    ///
    /// Never whoever reported. What is not reported as `done`, or not due for long, asks for a reason.
    close, "close", "/api/v1/obligations/{id}/closure", |wish: Closure| {
        let reason = typed_if_any("reason", &wish.reason)?;
        move |ctx, actor, id, version| actions::close_obligation(ctx, actor, id, version, reason.as_ref())
    }
}

step! {
    /// 退回补充: what was handed in goes back.
    give_back, "give_back", "/api/v1/obligations/{id}/return", |wish: Return| {
        let (answer_by, reason) = (day("answer_by", wish.answer_by.as_deref())?, reason(&wish.reason)?);
        let (as_empty, at_once) = (wish.as_empty, wish.at_once);
        move |ctx, actor, obligation_id, version| {
            let wish = ReturnReport { obligation_id, version, reason, answer_by, as_empty, at_once };
            actions::return_report(ctx, actor, &wish)
        }
    }
}

step! {
    /// The unit claims that it does not concern it.
    claim_not_applicable, "claim_not_applicable", "/api/v1/obligations/{id}/not-applicable", |wish: WithReason| {
        let reason = reason(&wish.reason)?;
        move |ctx, actor, id, version| actions::claim_not_applicable(ctx, actor, id, version, &reason)
    }
}

step! {
    /// The coordinator agrees with the claim.
    confirm_not_applicable, "confirm_not_applicable", "/api/v1/obligations/{id}/not-applicable/confirmation",
    |_wish: AtVersion| actions::confirm_not_applicable
}

step! {
    /// The coordinator does not agree: the unit owes it.
    decline_not_applicable, "decline_not_applicable", "/api/v1/obligations/{id}/not-applicable/decline",
    |wish: WithReason| {
        let reason = reason(&wish.reason)?;
        move |ctx, actor, id, version| actions::decline_not_applicable(ctx, actor, id, version, &reason)
    }
}

step! {
    /// The coordinator opens again what was closed or found not applicable.
    reopen, "reopen", "/api/v1/obligations/{id}/reopening", |wish: Reopening| {
        let (answer_by, reason) = (day("answer_by", wish.answer_by.as_deref())?, reason(&wish.reason)?);
        move |ctx, actor, id, version| actions::reopen_obligation(ctx, actor, id, version, (&reason, answer_by))
    }
}

/// The reason, which must be given.
fn reason(given: &str) -> Result<Reason, ActionError> {
    typed_or("reason", given, "step.no_reason")
}
