//! Signing in and out.

use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::entry::{self, KnownBrowser};
use crate::actions::{self, ActionError};
use crate::app::{App, DemoRole};
use crate::domain::person::Role;
use crate::domain::typed::UnitName;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted, PostedByVisitor, secret_before_sign_in};
use crate::web::guard::{self, SESSION_COOKIE, SignedIn};
use crate::web::page::Page;
use crate::web::{cookies, filter, kept, language, menu, way};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Page,
    email: String,
    next: String,
    error: Option<String>,
    /// Whether a form is kept that was sent when its session was over.
    kept: bool,
    /// The catalogue's key of what became of a form that was sent when its session was over, and is not kept.
    over: Option<&'static str>,
    /// Whom a demonstration offers, to be chosen by a button: each with its place in the list.
    roles: Vec<(usize, DemoRole)>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    pub(super) email: String,
    #[serde(default)]
    pub(super) password: String,
    #[serde(default)]
    pub(super) next: String,
}

/// `/` leads everybody to where the work is.
pub(crate) async fn home(reader: SignedIn) -> Result<HttpResponse, WebError> {
    Ok(answer::see_other(menu::first_page(&reader.post)))
}

/// Somebody is typing: the session goes on.
pub(crate) async fn still_here(_reader: SignedIn) -> Result<HttpResponse, WebError> {
    Ok(HttpResponse::NoContent().finish())
}

/// The form.
///
/// # Errors
/// No random bytes for the form's secret.
pub(crate) async fn show(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse, WebError> {
    let next = filter::pairs(&request).find(|(name, _)| name == "next").map(|(_, next)| next).unwrap_or_default();
    draw(&request, &app, (StatusCode::OK, String::new(), next, None)).await
}

/// Signs in, or shows the form again with what was typed and what was wrong.
pub(crate) async fn submit(
    request: HttpRequest,
    app: web::Data<App>,
    form: PostedByVisitor<SignInForm>,
) -> Result<HttpResponse, WebError> {
    attempt(&request, &app, form.0, None).await
}

/// The same, whoever has filled the form in; to act at that unit in that role, where one was chosen.
pub(super) async fn attempt(
    request: &HttpRequest,
    app: &App,
    form: SignInForm,
    at: Option<(UnitName, Role)>,
) -> Result<HttpResponse, WebError> {
    let SignInForm { email, password, next } = form;
    let typed = email.clone();
    let browser = KnownBrowser::of(request)?;
    let caller = browser.caller(request, app);
    match entry::sign_in(request, app, caller, email, password).await {
        Ok(session) => {
            entry::begin_at(app, &session, at).await?;
            let token = app.key.issue(&session.id, session.expires_at.and_utc().timestamp());
            let token = token.ok_or(WebError::Action(ActionError::Unavailable))?;
            let cookies = [session_cookie(app, token), browser.cookie(app)];
            let former = guard::former_cookie(request, app);
            cookies::with(
                answer::see_other(&entry::goes_on(app, session, local(&next)).await),
                cookies.into_iter().chain(former),
            )
        }
        Err(ActionError::Invalid { reason, .. }) => {
            let error = Some(language::said(request, app, &reason));
            draw(request, app, (StatusCode::UNPROCESSABLE_ENTITY, typed, next, error)).await
        }
        Err(ActionError::Wait { seconds, reason }) => {
            let error = Some(language::said(request, app, &reason));
            let mut response = draw(request, app, (StatusCode::TOO_MANY_REQUESTS, typed, next, error)).await?;
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends the session and forgets the cookie; whose a form is that stands in another window yet, the browser still tells.
pub(crate) async fn sign_out(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let session_id = reader.session_id.clone();
    way::act(&app, &reader, move |ctx, actor| actions::sign_out(ctx, actor, &session_id)).await?;
    let mut response = answer::see_other("/sign-in?done=signed_out");
    // What the browser keeps of refused forms, for its Back, is nobody else's.
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    response
        .add_removal_cookie(&session_cookie(&app, String::new()))
        .map_err(|_| WebError::Action(ActionError::Unavailable))?;
    cookies::with(response, guard::former_cookie(&request, &app))
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    (status, email, next, error): (StatusCode, String, String, Option<String>),
) -> Result<HttpResponse, WebError> {
    let (secret, cookie) = secret_before_sign_in(request, app)?;
    let page = Page::for_anybody(request, app, "sign_in.title").with_form_secret(secret);
    let kept = kept::is_place(&next);
    let over = filter::pairs(request).find(|(name, _)| name == "over").and_then(|(_, what)| match what.as_str() {
        "file" => Some("kept.over_file"),
        "form" => Some("kept.over"),
        _ => None,
    });
    let roles = entry::offered(app).await;
    cookies::with(answer::html(status, &SignInPage { page, email, next, error, kept, over, roles }), cookie)
}

/// A page of our own to go on to; anything else would let a link lead astray after sign-in. Browsers drop tabs and
/// line ends, so that `/<tab>/example.com` is another site too; a real address has printable ASCII only.
fn local(next: &str) -> &str {
    let printable = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    match printable && next.starts_with('/') && !next.starts_with("//") {
        true => next,
        false => "/",
    }
}

fn session_cookie(app: &App, token: String) -> Cookie<'static> {
    cookies::own(app, SESSION_COOKIE, token).finish()
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn sign_in_leads_on_to_our_own_pages_alone() {
        assert_eq!(local("/obligations/3?x=1"), "/obligations/3?x=1");
        for elsewhere in ["", "https://example.com", "//example.com", "/\\example.com", "/\t/example.com", "/督办"] {
            assert_eq!(local(elsewhere), "/");
        }
    }
}
