//! Sessions: a program signs in with a person's address and password, and carries the token from then on.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::{self, ActionError, Caller};
use crate::app::App;
use crate::web::api::CallError;
use crate::web::api::body::Sent;
use crate::web::api::described::Problems;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::people::entry;
use crate::web::source::asked_of;
use crate::web::way;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SignIn {
    /// The mail address of the account.
    email: String,
    /// The password.
    password: String,
}

/// What the following calls carry.
#[derive(Serialize, ToSchema)]
pub(crate) struct Token {
    /// For the header `Authorization: Bearer …`.
    token: String,
}

/// Sign in.
///
/// Wrong passwords count towards the same lock as at the sign-in page: five from one source lock the account there (401,
/// with the time), many from one source or from everywhere have to wait (429, with `Retry-After`). A session ends when it
/// is signed out, is idle for too long, or the account is disabled.
#[utoipa::path(
    post, operation_id = "sign_in", path = "/api/v1/sessions",
    tag = "sessions", request_body = SignIn, security(()),
    responses((status = 201, description = "Signed in", body = Token), Problems)
)]
pub(crate) async fn create(
    request: HttpRequest,
    app: web::Data<App>,
    sent: Sent<SignIn>,
) -> Result<HttpResponse, WebError> {
    let SignIn { email, password } = sent.0;
    let caller = Caller::new(asked_of(&request, &app), None);
    let session = entry::sign_in(&request, &app, caller, email, password).await.map_err(|error| match error {
        ActionError::Invalid { reason, .. } => CallError::SignInRefused(reason).into(),
        error => WebError::Action(error),
    })?;
    let token = app.key.issue(&session.id, session.expires_at.and_utc().timestamp());
    let token = token.ok_or(WebError::Action(ActionError::Unavailable))?;
    Ok(HttpResponse::Created().json(Token { token }))
}

/// Sign out.
///
/// The token is worth nothing from then on.
#[utoipa::path(
    delete, operation_id = "sign_out", path = "/api/v1/sessions/current",
    tag = "sessions",
    responses((status = 204, description = "Signed out"), Problems)
)]
pub(crate) async fn delete(app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let session_id = reader.session_id.clone();
    way::act(&app, &reader, move |ctx, actor| actions::sign_out(ctx, actor, &session_id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
