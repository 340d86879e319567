//! The one-time link by which a new person sets a password.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::dead_link;
use super::entry::{self, KnownBrowser};
use crate::actions::{self, ActionError, Caller};
use crate::app::App;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{PostedByVisitor, secret_before_sign_in};
use crate::web::page::Page;
use crate::web::{blocking, cookies, language};

#[derive(Template)]
#[template(path = "set_password.html")]
struct SetPasswordPage {
    page: Page,
    name: String,
    email: String,
    min_chars: usize,
    error: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct SetPasswordForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// The form, for whoever holds a link that is still good.
///
/// # Errors
/// Too many tries. A link that was used or has run out is answered with what to do.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let admission = entry::admit(&request, &app).await?;
    let token = token.into_inner();
    match draw(&request, &app, token.clone(), StatusCode::OK, None).await {
        Ok(page) => {
            admission.welcome();
            Ok(page)
        }
        refused => or_dead(&request, &app, token, refused).await,
    }
}

/// Sets the password, or shows the form again with what was wrong.
///
/// # Errors
/// Too many tries. A link that was used or has run out is answered with what to do.
pub(crate) async fn submit(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    form: PostedByVisitor<SetPasswordForm>,
) -> Result<HttpResponse, WebError> {
    let admission = entry::admit(&request, &app).await?;
    let browser = KnownBrowser::of(&request)?;
    let token = token.into_inner();
    match set(&app, token.clone(), form.0, browser.caller(&request, &app)).await {
        Ok(()) => {
            admission.welcome();
            cookies::with(answer::see_other("/sign-in?done=password_set"), [browser.cookie(&app)])
        }
        Err(ActionError::Invalid { reason, .. }) => {
            let error = language::said(&request, &app, &reason);
            let again = draw(&request, &app, token.clone(), StatusCode::UNPROCESSABLE_ENTITY, Some(error)).await;
            or_dead(&request, &app, token, again).await
        }
        Err(error) => or_dead(&request, &app, token, Err(error.into())).await,
    }
}

/// The answer, or where there is none because the link is not good, what has become of it and what to do.
async fn or_dead(
    request: &HttpRequest,
    app: &App,
    token: String,
    answer: Result<HttpResponse, WebError>,
) -> Result<HttpResponse, WebError> {
    match answer {
        Err(WebError::Action(ActionError::NotFound)) => {
            let dead = blocking::run(app, move |app| actions::dead_link(&app.ctx, &token)).await?;
            Ok(dead_link::page(request, app, dead))
        }
        answer => answer,
    }
}

async fn set(app: &App, token: String, form: SetPasswordForm, caller: Caller) -> Result<(), ActionError> {
    let link = token.clone();
    let new =
        blocking::run(app, move |app| actions::check_password(&app.ctx, &link, &form.password, &form.again)).await?;
    let hash = new.hashed(&app.ctx.hasher).await?;
    blocking::run(app, move |app| actions::store_password(&app.ctx, &token, &hash, Some(&caller))).await
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    token: String,
    status: StatusCode,
    error: Option<String>,
) -> Result<HttpResponse, WebError> {
    let person = blocking::run(app, move |app| actions::link_holder(&app.ctx, &token)).await?;
    let (secret, cookie) = secret_before_sign_in(request, app)?;
    let page = Page::for_anybody(request, app, "password.title").with_form_secret(secret);
    let min_chars = app.ctx.settings.auth.min_password_chars;
    let email = person.email.unwrap_or_default();
    cookies::with(answer::html(status, &SetPasswordPage { page, name: person.name, email, min_chars, error }), cookie)
}
