//! Who asks. The token in the cookie (or the bearer header) names a session; every request reads the session, the
//! person and the post, so that signing out, disabling and a change of post act at once.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use chrono::TimeDelta;

use super::error::WebError;
use super::plan_choice::{self, PlanMenu};
use super::source::asked_of;
use super::{blocking, cookies, received};
use crate::actions::ActionError;
use crate::app::App;
use crate::db::people::persons::{self, Person, Post};
use crate::db::people::sessions;
use crate::domain::id::{PostId, SessionId};
use crate::domain::plan::choice::PlanChoice;
use crate::domain::source::Asked;
use crate::strings::Message;

/// The cookie that carries the token.
pub(super) const SESSION_COOKIE: &str = "duban_session";

/// Keeps the tokens of the sessions that this browser had last, the newest first. They open nothing: their sessions were signed out, or
/// somebody else has signed in since. A form that was still open in another window is known by them for whose it is.
const FORMER_COOKIE: &str = "duban_former";
/// So many of them are kept.
const FORMER_MOST: usize = 3;
/// Stands between them; no token has it.
const FORMER_MARK: char = '~';

/// Somebody who is signed in. A handler that takes this argument is closed to everybody else.
#[derive(Clone)]
pub(super) struct SignedIn {
    /// The session's key.
    pub session_id: SessionId,
    /// The person.
    pub person: Person,
    /// The post the person acts in.
    pub post: Post,
    /// Every post in force.
    pub posts: Vec<Post>,
    /// What every form of this session repeats.
    pub form_secret: String,
    /// Which plans the page is about.
    pub plans: PlanMenu,
    /// From where and how the request asks.
    pub asked: Asked,
    /// The request only shows again what was typed before: nothing is done.
    pub shown_only: bool,
}

/// Marks a request that shows a kept form: its reader's wishes are not carried out. It has the address at which the form is shown.
#[derive(Clone)]
pub(super) struct ShownOnly(pub String);

impl SignedIn {
    /// The same reader in the post that a page was drawn for; in the present one where it names none.
    ///
    /// # Errors
    /// A conflict where the reader does not hold that post, or no more: nothing is done for another unit than the page names.
    pub(super) fn acting_as(&self, post: Option<PostId>) -> Result<Self, ActionError> {
        let Some(post) = post else { return Ok(self.clone()) };
        let held = self.posts.iter().find(|held| held.id == post);
        let held = held.ok_or_else(|| ActionError::conflict(Message::new("error.post_not_held")))?;
        Ok(Self { post: held.clone(), ..self.clone() })
    }

    /// Who has been found out to send this request.
    pub(super) fn known(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().cloned()
    }
}

/// The token of a request, and whether a browser sent it by itself.
pub(super) fn token_of(request: &HttpRequest) -> Option<(String, bool)> {
    let bearer = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match bearer {
        Some(token) => Some((token.trim().to_owned(), false)),
        None => request.cookie(SESSION_COOKIE).map(|cookie| (cookie.value().to_owned(), true)),
    }
}

/// The tokens of the sessions that a browser had before the one that its cookie names, the newest first.
pub(super) fn former_tokens(request: &HttpRequest) -> Vec<String> {
    let kept = request.cookie(FORMER_COOKIE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    kept.split(FORMER_MARK).filter(|token| !token.is_empty()).take(FORMER_MOST).map(str::to_owned).collect()
}

/// The cookie by which a browser remembers the session that it gives up; nothing where it has none.
pub(super) fn former_cookie(request: &HttpRequest, app: &App) -> Option<Cookie<'static>> {
    let given_up = request.cookie(SESSION_COOKIE)?.value().to_owned();
    app.key.session_once(&given_up)?;
    let older = former_tokens(request).into_iter().filter(|token| *token != given_up);
    let all: Vec<String> = [given_up.clone()].into_iter().chain(older).take(FORMER_MOST).collect();
    Some(cookies::own(app, FORMER_COOKIE, all.join(&FORMER_MARK.to_string())).finish())
}

/// Whether a page's browser names a session, over or not.
pub(super) fn names_session(request: &HttpRequest) -> bool {
    request.cookie(SESSION_COOKIE).is_some_and(|cookie| !cookie.value().is_empty())
}

/// The session a request names, if it still holds; looked up once a request.
///
/// # Errors
/// [`WebError::SignInFirst`] where it does not, or names none.
pub(super) async fn signed_in(request: &HttpRequest) -> Result<SignedIn, WebError> {
    let shown_only = request.extensions().contains::<ShownOnly>();
    if let Some(known) = SignedIn::known(request) {
        return Ok(SignedIn { shown_only, ..known });
    }
    let app = request.app_data::<web::Data<App>>().ok_or(WebError::SignInFirst)?;
    let (token, _) = token_of(request).ok_or(WebError::SignInFirst)?;
    let session_id = app.key.session_of(&token, app.ctx.clock.unix_seconds()).ok_or(WebError::SignInFirst)?;
    let asked = asked_of(request, app);
    let wished = plan_choice::wished(request)?;
    let found = blocking::run(app, move |app| look_up(app, &session_id, asked, wished)).await?;
    let reader = SignedIn { shown_only, ..found.ok_or(WebError::SignInFirst)? };
    request.extensions_mut().insert(reader.clone());
    Ok(reader)
}

fn look_up(
    app: &App,
    session_id: &SessionId,
    asked: Asked,
    wished: Option<(PlanChoice, bool)>,
) -> Result<Option<SignedIn>, ActionError> {
    let (now, today) = (app.ctx.clock.now(), app.ctx.clock.today());
    let idle = TimeDelta::minutes(app.ctx.settings.auth.idle_minutes);
    let found = app.ctx.db.read(|c| -> Result<_, ActionError> {
        let Some(session) = sessions::find(c, session_id)? else { return Ok(None) };
        let person = persons::find(c, session.person_id)?;
        let mut posts = persons::posts_on(c, today, Some(person.id))?;
        // What a post of another version may do is not known here: it counts for nothing, the person's others stay.
        posts.retain(|post| post.role.is_known());
        // A post that was given up ends the session's right to it: the next one counts.
        let acts_in = posts.iter().find(|post| post.id == session.post_id).or(posts.first()).cloned();
        let Some(post) = acts_in else { return Ok(None) };
        let plans = wished.map(|wished| plan_choice::offer(c, wished, (&post, &posts), today)).transpose()?;
        Ok(Some((session, person, (post, posts), plans.unwrap_or_default())))
    })?;
    let Some((session, person, (post, posts), plans)) = found else { return Ok(None) };
    let last_seen = app.last_seen.latest(session_id, session.last_seen_at);
    let over = session.ended_at.is_some() || session.expires_at <= now || last_seen + idle <= now;
    if over || person.disabled_at.is_some() {
        return Ok(None);
    }
    if last_seen + TimeDelta::minutes(1) <= now {
        // Nobody waits for it, and no page fails for it: what cannot be stored is remembered.
        match app.ctx.db.write_at_once(|c| sessions::touch(c, session_id, now)) {
            Ok(()) => app.last_seen.forget(session_id),
            Err(_) => app.last_seen.remember(session_id, now, now - idle),
        }
    }
    let form_secret = app.key.form_secret(session_id);
    let session_id = session_id.clone();
    Ok(Some(SignedIn { session_id, person, post, posts, form_secret, plans, asked, shown_only: false }))
}

impl FromRequest for SignedIn {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let typed = received::form_without_file(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let reader = signed_in(&request).await;
            if let (Err(WebError::Action(_)), Some(typed)) = (&reader, typed) {
                // What was typed is shown again: it is received first.
                drop(typed.await);
            }
            reader
        })
    }
}
