//! Forms that come from our own pages: every form repeats a secret of its session, and no other page knows it.
//! This is the only reader of forms, so that none can forget to look; `upload` reads those that carry a file.

mod origin;
mod upload;

pub(super) use origin::same_origin;
pub(super) use upload::{MAX_UPLOAD_MB, Uploaded};

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq;

use super::error::WebError;
use super::received::{self, Body, Bound, NotReceived};
use super::{cookies, guard};
use crate::actions::ActionError;
use crate::app::App;
use crate::auth::secret;
use crate::domain::id::SessionId;
use crate::strings::Message;

/// Carries the form secret before there is a session.
pub(super) const FORM_COOKIE: &str = "duban_form";

/// What the button says that Enter presses in a box: the page stays as it is (`no_enter` of the templates).
pub(super) const STAY: &str = "stay";

/// That a button of the form was pressed, and not [`STAY`]. `then`: what the button says.
pub(super) fn pressed(then: &str) -> Result<(), ActionError> {
    let stays = || ActionError::invalid("then", Message::new("form.not_sent"));
    if then == STAY { Err(stays()) } else { Ok(()) }
}

/// Carries the form secret of a call that a script of our pages makes.
const FORM_SECRET_HEADER: &str = "X-Form-Secret";

/// The fields of a form from a page of the session.
pub(super) struct Posted<T>(pub T);

/// The fields of a form that needs no session: that of sign-in and that of a one-time link. A session that the
/// browser still has, over or not, does not matter to it.
pub(super) struct PostedByVisitor<T>(pub T);

/// A form whose button says all.
#[derive(Deserialize)]
pub(super) struct NoFields {}

impl<T: DeserializeOwned + Send + 'static> FromRequest for Posted<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        match session_secret(request) {
            Some(secret) => read(request, payload, Some(secret), Posted),
            None => Box::pin(std::future::ready(Err(WebError::SignInFirst))),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> FromRequest for PostedByVisitor<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let secret = request.cookie(FORM_COOKIE).map(|cookie| cookie.value().to_owned());
        read(request, payload, secret, PostedByVisitor)
    }
}

/// Reads a form that repeats the secret and comes from no other site.
fn read<T: DeserializeOwned + Send + 'static, P: 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    secret: Option<String>,
    wrap: fn(T) -> P,
) -> Pin<Box<dyn Future<Output = Result<P, WebError>>>> {
    let body = received::form(request, payload);
    let (same_origin, request) = (same_origin(request), request.clone());
    Box::pin(async move {
        let is_short = request.app_data::<Bound>().is_some_and(|bound| bound.0 <= SMALL_FORM_BYTES);
        let body = body.await.map_err(|reason| match reason {
            NotReceived::TooLarge if is_short => WebError::LongLines,
            reason => reason.into(),
        })?;
        if is_crowded(&body) {
            return Err(WebError::TooManyFields);
        }
        let given = given_secret(&body)?;
        let repeated = secret.is_some_and(|secret| !secret.is_empty() && is_same(secret.as_bytes(), given));
        if !same_origin || !repeated {
            return Err(WebError::ForeignForm);
        }
        received::apart(&request, body, parse).await.map(wrap)
    })
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, WebError> {
    serde_html_form::from_bytes(body).map_err(|_| WebError::UnreadableForm)
}

/// Whether a form has more fields than any of ours, before it is taken apart.
fn is_crowded(body: &[u8]) -> bool {
    body.iter().filter(|byte| **byte == b'&').count() >= MAX_FIELDS
}

/// The secret that a form repeats: letters and digits, which no browser writes in another way.
///
/// # Errors
/// [`WebError::UnreadableForm`] where it is given twice.
fn given_secret(body: &[u8]) -> Result<&[u8], WebError> {
    let mut given = body.split(|byte| *byte == b'&').filter_map(|field| field.strip_prefix(b"form_secret="));
    let first = given.next().unwrap_or_default();
    if given.next().is_some() { Err(WebError::UnreadableForm) } else { Ok(first) }
}

/// The fields of a form that a page of the browser's present session sent, and the secret that it repeats; the session may be over. Where
/// it was signed out, the last one counts.
pub(super) async fn own_fields(request: &HttpRequest, body: Body) -> Option<(Vec<(String, String)>, String)> {
    let session = known_sessions(request).into_iter().next()?;
    let (fields, session) = fields_of(request, body, &[session]).await?;
    Some((fields, request.app_data::<web::Data<App>>()?.key.form_secret(&session)))
}

/// The fields of a form that a page of any session sent that this browser has or had, with the key of that session.
pub(super) async fn fields_of_session(request: &HttpRequest, body: Body) -> Option<(Vec<(String, String)>, SessionId)> {
    fields_of(request, body, &known_sessions(request)).await
}

async fn fields_of(
    request: &HttpRequest,
    body: Body,
    sessions: &[SessionId],
) -> Option<(Vec<(String, String)>, SessionId)> {
    let app = request.app_data::<web::Data<App>>()?;
    let given = given_secret(&body).ok()?;
    let session = sessions.iter().find(|session| is_same(app.key.form_secret(session).as_bytes(), given))?.clone();
    if is_crowded(&body) || !same_origin(request) {
        return None;
    }
    Some((taken_apart(request, body).await?, session))
}

/// The fields of a form whatever secret it repeats. The caller knows that it comes from a page of ours.
pub(super) async fn foreign_fields(request: &HttpRequest, body: Body) -> Option<Vec<(String, String)>> {
    if is_crowded(&body) { None } else { taken_apart(request, body).await }
}

/// A form's fields without the secret.
async fn taken_apart(request: &HttpRequest, body: Body) -> Option<Vec<(String, String)>> {
    let mut fields: Vec<(String, String)> = received::apart(request, body, parse).await.ok()?;
    fields.retain(|(name, _)| name != "form_secret");
    Some(fields)
}

/// The session that the cookie of a browser names, whether or not it is over, and those that it had before: the newest first. A program
/// that sends its token by itself has none.
pub(super) fn known_sessions(request: &HttpRequest) -> Vec<SessionId> {
    let Some(app) = request.app_data::<web::Data<App>>() else { return Vec::new() };
    let present = match guard::token_of(request) {
        Some((_, false)) => return Vec::new(),
        present => present.map(|(token, _)| token),
    };
    present.into_iter().chain(guard::former_tokens(request)).filter_map(|token| app.key.session_once(&token)).collect()
}

/// Whether a form repeats the secret of one of these sessions.
pub(super) fn is_of_one(app: &App, body: &[u8], sessions: &[SessionId]) -> bool {
    let is_of = |given: &[u8]| sessions.iter().any(|id| is_same(app.key.form_secret(id).as_bytes(), given));
    given_secret(body).is_ok_and(is_of)
}

/// What the forms of a session repeat; `None` without one of ours.
fn session_secret(request: &HttpRequest) -> Option<String> {
    let app = request.app_data::<web::Data<App>>()?;
    let (token, _) = guard::token_of(request)?;
    let session = app.key.session_of(&token, app.ctx.clock.unix_seconds())?;
    Some(app.key.form_secret(&session))
}

/// Whether a call that a browser vouches for by its cookie comes from a page of ours: it repeats the form secret in a
/// header, which no other site's page knows or may set.
pub(super) fn is_own_call(request: &HttpRequest) -> bool {
    let given = request.headers().get(FORM_SECRET_HEADER).and_then(|value| value.to_str().ok());
    let expected = session_secret(request);
    same_origin(request)
        && given.zip(expected).is_some_and(|(given, expected)| is_same(expected.as_bytes(), given.as_bytes()))
}

/// Largest form in bytes: a month's table of 25 measures with every field full takes 4.5 MB.
pub(super) const MAX_FORM_BYTES: usize = 8 << 20;

/// Largest form without a text: address and password.
pub(super) const SMALL_FORM_BYTES: usize = 16 << 10;

/// The most fields of a form: a month's table of 25 measures has eleven a measure, and a plan may have many more measures.
pub(super) const MAX_FIELDS: usize = 5_000;

/// Compares without telling by the time it takes how much was right.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// The form secret of a browser that is not signed in: the one it has, or a new one with its cookie.
///
/// # Errors
/// [`WebError`] where the system has no random bytes.
pub(super) fn secret_before_sign_in(
    request: &HttpRequest,
    app: &App,
) -> Result<(String, Option<Cookie<'static>>), WebError> {
    if let Some(known) = cookies::token(request, FORM_COOKIE) {
        return Ok((known, None));
    }
    let (token, _) = secret::token().map_err(|_| WebError::Action(ActionError::Unavailable))?;
    let cookie = cookies::own(app, FORM_COOKIE, token.clone()).same_site(SameSite::Strict).finish();
    Ok((token, Some(cookie)))
}
