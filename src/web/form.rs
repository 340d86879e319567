//! Forms that come from our own pages: every form repeats a secret of its session, and no other page knows it.
//! This is the only reader of forms, so that none can forget to look.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::header::{HOST, ORIGIN};
use actix_web::{FromRequest, HttpRequest, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::WebError;
use super::guard;
use crate::app::App;
use crate::auth::secret;

/// Carries the form secret before there is a session.
pub const FORM_COOKIE: &str = "duban_form";

/// Carries the form secret of a call that a script of our pages makes.
const FORM_SECRET_HEADER: &str = "X-Form-Secret";

/// The fields of a form that one of our pages sent.
pub struct Posted<T>(pub T);

#[derive(Deserialize)]
struct Secret {
    #[serde(default)]
    form_secret: String,
}

impl<T: DeserializeOwned + 'static> FromRequest for Posted<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = web::Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let body = body.await.map_err(|_| WebError::UnreadableForm)?;
            let given: Secret = serde_html_form::from_bytes(&body).map_err(|_| WebError::UnreadableForm)?;
            if !same_origin(&request) || !is_ours(&request, &given.form_secret) {
                return Err(WebError::ForeignForm);
            }
            serde_html_form::from_bytes(&body).map(Posted).map_err(|_| WebError::UnreadableForm)
        })
    }
}

/// A browser names the page a form came from; one of another site is refused.
fn same_origin(request: &HttpRequest) -> bool {
    let header =
        |name| request.headers().get(name).and_then(|value: &actix_web::http::header::HeaderValue| value.to_str().ok());
    match (header(ORIGIN), header(HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Whether a call that a browser vouches for by its cookie comes from a page of ours: it repeats the form secret in a
/// header, which no other site's page knows or may set.
pub fn is_own_call(request: &HttpRequest) -> bool {
    let given = request.headers().get(FORM_SECRET_HEADER).and_then(|value| value.to_str().ok());
    same_origin(request) && given.is_some_and(|given| is_ours(request, given))
}

fn is_ours(request: &HttpRequest, given: &str) -> bool {
    let expected = match guard::token_of(request) {
        Some((token, _)) => {
            let Some(app) = request.app_data::<web::Data<App>>() else { return false };
            app.key.session_of(&token, app.ctx.clock.unix_seconds()).map(|session| app.key.form_secret(&session))
        }
        None => None,
    };
    let before_sign_in = || request.cookie(FORM_COOKIE).map(|cookie| cookie.value().to_owned());
    expected.or_else(before_sign_in).is_some_and(|expected| !expected.is_empty() && same_bytes(&expected, given))
}

/// Compares without telling by the time it takes how much was right.
fn same_bytes(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// The form secret of a browser that is not signed in: the one it has, or a new one with its cookie.
///
/// # Errors
/// [`WebError`] where the system has no random bytes.
pub fn secret_before_sign_in(request: &HttpRequest, app: &App) -> Result<(String, Option<Cookie<'static>>), WebError> {
    if let Some(known) = request.cookie(FORM_COOKIE).filter(|cookie| cookie.value().len() == 64) {
        return Ok((known.value().to_owned(), None));
    }
    let (token, _) = secret::link_token().map_err(|_| WebError::Action(crate::actions::ActionError::Unavailable))?;
    let cookie = Cookie::build(FORM_COOKIE, token.clone())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.ctx.settings.server.secure_cookies)
        .finish();
    Ok((token, Some(cookie)))
}
