//! 我的账号: one's own password and sessions, for everybody who is signed in.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use serde::Deserialize;

use super::entry::{self, KnownBrowser};
use crate::actions::{self, ActionError, Ending};
use crate::app::App;
use crate::db::people::kept_forms::KeptForm;
use crate::db::people::persons::Post;
use crate::domain::typed::as_compared;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{language, way};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    page: Page,
    email: String,
    posts: Vec<Post>,
    min_chars: usize,
    sessions: Vec<OpenSession>,
    /// So many others were used longer ago.
    more: usize,
    /// Forms that were sent when nobody could take them, the newest first.
    kept: Vec<KeptForm>,
    /// The field that cannot be used, where it is one of the form's, and why.
    refused: Option<(&'static str, String)>,
}

impl AccountPage {
    /// What is wrong with a field.
    fn fault(&self, field: &str) -> Option<&str> {
        self.refused.as_ref().filter(|(at, _)| *at == field).map(|(_, reason)| reason.as_str())
    }

    /// The catalogue's key of the page that a kept form stands on.
    fn place(&self, form: &KeptForm) -> &'static str {
        let begins = |start: &str| form.action.starts_with(start);
        match () {
            () if begins("/my-work") => "nav.my_work",
            () if begins("/obligations") => "item.title",
            () if begins("/plans") => "nav.import",
            () if begins("/people") => "nav.people",
            () if begins("/overdue") => "nav.overdue",
            () => "account.kept_form",
        }
    }

    /// Whether any session is open beside this one.
    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.here)
    }
}

/// A session that is not over.
struct OpenSession {
    /// By what it is known.
    mark: String,
    /// Since when, in UTC.
    opened: NaiveDateTime,
    /// The last request, in UTC.
    last_seen: NaiveDateTime,
    /// From where, where that was kept.
    source: Option<String>,
    /// In which browser, where it was named.
    browser: Option<String>,
    /// Whether it is the one in which the page is read.
    here: bool,
}

/// What the form for a new password sends.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct PasswordForm {
    current: String,
    password: String,
    again: String,
}

/// Which sessions are to end: the mark of one, or `others`.
#[derive(Deserialize)]
pub(crate) struct SessionsForm {
    #[serde(default)]
    which: String,
}

/// The page.
///
/// # Errors
/// None but those of the database.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, None).await
}

/// Changes the own password, or shows the page again with what was wrong.
///
/// # Errors
/// None but those of the database.
pub(crate) async fn change_password(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<PasswordForm>,
) -> Result<HttpResponse, WebError> {
    match change(&request, &app, &reader, form.0).await {
        Ok(()) => Ok(answer::see_other("/account?done=password_changed")),
        Err(ActionError::Wait { reason, .. }) => {
            let words = language::said(&request, &app, &reason);
            draw(&request, &app, &reader, Some((StatusCode::TOO_MANY_REQUESTS, "current", words))).await
        }
        Err(error) => {
            let refused = answer::refused(&request, &app, error)?;
            draw(&request, &app, &reader, Some(refused)).await
        }
    }
}

/// Ends one of the own sessions, or all others.
///
/// # Errors
/// Not found for one that is none of the own or is over.
pub(crate) async fn end_sessions(
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<SessionsForm>,
) -> Result<HttpResponse, WebError> {
    let which = match form.0.which.as_str() {
        "others" => Ending::Others,
        mark => Ending::One(mark.to_owned()),
    };
    let here = reader.session_id.clone();
    let ended = way::act(&app, &reader, move |ctx, actor| actions::end_sessions(ctx, actor, &here, &which)).await?;
    Ok(answer::see_other(&format!("/account?done=sessions_ended&n={ended}#sessions")))
}

/// The rules first, which cost nothing; then the present password; then the new one beside the former ones, on the hasher's threads.
async fn change(request: &HttpRequest, app: &App, reader: &SignedIn, form: PasswordForm) -> Result<(), ActionError> {
    let PasswordForm { current, password, again } = form;
    let checked =
        way::act(app, reader, move |ctx, actor| actions::check_own_password(ctx, actor, &password, &again)).await?;
    let caller = KnownBrowser::of(request)?.caller(request, app);
    entry::confirm(request, app, caller, email_of(reader), current).await?;
    let hash = checked.hashed(&app.ctx.hasher).await?;
    let here = reader.session_id.clone();
    way::act(app, reader, move |ctx, actor| actions::change_password(ctx, actor, &here, &hash)).await
}

fn email_of(reader: &SignedIn) -> String {
    reader.person.email.as_deref().and_then(as_compared).unwrap_or_default()
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    refused: Option<(StatusCode, &'static str, String)>,
) -> Result<HttpResponse, WebError> {
    let (person_id, here) = (reader.person.id, reader.session_id.clone());
    let read = way::read(app, reader, move |ctx, c, _| {
        Ok((actions::open_sessions(ctx, c, person_id)?, actions::kept_forms_of(ctx, c, person_id)?))
    });
    let ((open, total), kept) = read.await?;
    let shown = |session: crate::db::people::sessions::Session| OpenSession {
        mark: actions::session_mark(&session.id),
        here: session.id == here,
        opened: session.created_at,
        last_seen: session.last_seen_at,
        source: session.source,
        browser: session.browser,
    };
    let sessions: Vec<OpenSession> = open.into_iter().map(shown).collect();
    let more = usize::try_from(total).unwrap_or_default().saturating_sub(sessions.len());
    let page = Page::for_reader(request, app, reader, "nav.account").at("/account");
    let status = refused.as_ref().map_or(StatusCode::OK, |(status, ..)| *status);
    let refused = refused.map(|(_, field, reason)| (field, reason));
    let (email, posts) = (email_of(reader), reader.posts.clone());
    let min_chars = app.ctx.settings.auth.min_password_chars;
    Ok(answer::html(status, &AccountPage { page, email, posts, min_chars, sessions, more, kept, refused }))
}
