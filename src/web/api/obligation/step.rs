//! What all steps have in common: take it, then answer with the obligation as it now is.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::obligations;
use crate::actions::{ActionError, Actor, Context, typed_or};
use crate::app::App;
use crate::domain::typed::Reason;
use crate::web::api::version::Seen;
use crate::web::{error::WebError, guard::SignedIn, way};

/// What a step without words of its own is sent with.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AtVersion {
    /// The version the caller saw; not needed with `If-Match`.
    pub version: Option<i32>,
}

/// What a step with a reason is sent with.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct WithReason {
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The version the caller saw; not needed with `If-Match`.
    pub version: Option<i32>,
}

impl WithReason {
    /// The reason, which must be given.
    ///
    /// # Errors
    /// [`ActionError::Invalid`] where there is none or it cannot be used.
    pub(crate) fn reason(&self) -> Result<Reason, ActionError> {
        typed_or("reason", &self.reason, "step.no_reason")
    }
}

/// Takes a step of one obligation.
///
/// # Errors
/// What the action says; a version that is no longer stored as 409 or 412.
pub(crate) async fn take(
    app: &App,
    reader: SignedIn,
    id: i64,
    seen: Seen,
    step: impl FnOnce(&Context, &Actor, i64, Option<i32>) -> Result<(), ActionError> + Send + 'static,
) -> Result<HttpResponse, WebError> {
    let taken = way::act(app, &reader, move |ctx, actor| step(ctx, actor, id, seen.version())).await;
    taken.map_err(|error| seen.refusal(error))?;
    Ok(obligations::answer(obligations::read(app, &reader, id).await.map_err(ActionError::after_storing)?))
}
