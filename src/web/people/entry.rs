//! The way in, for page and call alike: past the gate, counted, hashed on threads of its own, and let in or not.

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpMessage as _, HttpRequest};

use crate::actions::{self, ActionError, Caller, Tried};
use crate::app::{App, DemoRole};
use crate::auth::gate::{Admission, Refused, Whence};
use crate::auth::secret;
use crate::db::people::persons;
use crate::db::people::sessions::Session;
use crate::domain::browser::Browser;
use crate::domain::person::Role;
use crate::domain::trail::RefusalReason;
use crate::domain::typed::UnitName;
use crate::web::refused::{self, Because};
use crate::web::source::{asked_of, source_of};
use crate::web::{blocking, cookies};

/// Marks a browser in which somebody has signed in.
const BROWSER_COOKIE: &str = "duban_browser";
/// Days that it does so.
const BROWSER_DAYS: i64 = 180;

/// A browser by the mark it carries, or a new one.
pub(crate) struct KnownBrowser {
    token: String,
}

impl KnownBrowser {
    /// The browser of a request.
    ///
    /// # Errors
    /// The system has no random bytes.
    pub(crate) fn of(request: &HttpRequest) -> Result<Self, ActionError> {
        match cookies::token(request, BROWSER_COOKIE) {
            Some(token) => Ok(Self { token }),
            None => Ok(Self { token: secret::token().map_err(|_| ActionError::Unavailable)?.0 }),
        }
    }

    /// Who tries, in this browser.
    pub(crate) fn caller(&self, request: &HttpRequest, app: &App) -> Caller {
        let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        Caller::new(asked_of(request, app), Some(&self.token)).named(agent.and_then(Browser::named))
    }

    /// The mark, for so long from now on.
    pub(crate) fn cookie(self, app: &App) -> Cookie<'static> {
        cookies::own(app, BROWSER_COOKIE, self.token).max_age(Duration::days(BROWSER_DAYS)).finish()
    }
}

/// Where a one-time link leads.
///
/// # Errors
/// [`ActionError::Conflict`] where no link can be made.
pub(crate) fn link_address(app: &App, token: &str) -> Result<String, ActionError> {
    actions::password_link(&app.ctx, token)
}

/// Lets a stranger's try in when its turn comes.
///
/// # Errors
/// [`ActionError::Wait`] where its source has failed too often, or too many wait.
pub(crate) async fn admit(request: &HttpRequest, app: &App) -> Result<Admission, ActionError> {
    admit_from(app, source_of(request, app).into()).await
}

/// The same for a try at an account. Where its source is refused, a browser that the account knows passes at a pace of its
/// own: whatever others do at the same address shuts nobody out of the computer at work.
async fn admit_to(request: &HttpRequest, app: &App, caller: &Caller, email: &str) -> Result<Admission, ActionError> {
    let refused = match admit(request, app).await {
        Err(refused) if request.cookie(BROWSER_COOKIE).is_some() => refused,
        answer => return answer,
    };
    let Some(place) = app.gate.look_up().await else { return Err(refused) };
    let (caller, email) = (caller.clone(), email.to_owned());
    let known = blocking::run(app, move |app| actions::known_browser(&app.ctx, &email, &caller)).await;
    drop(place);
    match known.ok().flatten().and_then(|mark| Whence::browser(&mark)) {
        Some(browser) => admit_from(app, browser).await,
        None => Err(refused),
    }
}

async fn admit_from(app: &App, whence: Whence) -> Result<Admission, ActionError> {
    let admitted = app.gate.admit(whence, || app.ctx.clock.now()).await;
    admitted.map_err(|refused| match refused {
        Refused::TooMany(wait) => ActionError::wait(wait, "error.too_many_tries"),
        Refused::Busy(wait) => ActionError::wait(wait, "error.too_busy"),
    })
}

/// Turns an address and a password into a session.
///
/// # Errors
/// What the actions say, or [`ActionError::Wait`].
pub(crate) async fn sign_in(
    request: &HttpRequest,
    app: &App,
    caller: Caller,
    email: String,
    password: String,
) -> Result<Session, ActionError> {
    let admission = admit_to(request, app, &caller, &email).await?;
    let session = looked_at(request, app, caller, (email, password)).await;
    // Where the database is in trouble nothing was guessed, and nobody was wrong.
    if session.as_ref().map_or_else(ActionError::is_of_the_database, |_| true) {
        admission.welcome();
    }
    session
}

/// Looks whether somebody who is signed in knows the present password: counted and slowed like any try at the account.
///
/// # Errors
/// [`ActionError::Invalid`] for `current` where it is wrong or the place is locked, or [`ActionError::Wait`].
pub(crate) async fn confirm(
    request: &HttpRequest,
    app: &App,
    caller: Caller,
    email: String,
    password: String,
) -> Result<(), ActionError> {
    let admission = admit_to(request, app, &caller, &email).await?;
    let confirmed = confirmed(request, app, caller, (email, password)).await;
    if confirmed.as_ref().map_or_else(ActionError::is_of_the_database, |()| true) {
        admission.welcome();
    }
    confirmed.map_err(|error| match error {
        ActionError::Invalid { reason, .. } => ActionError::invalid("current", reason),
        error => error,
    })
}

async fn confirmed(
    request: &HttpRequest,
    app: &App,
    caller: Caller,
    (email, password): (String, String),
) -> Result<(), ActionError> {
    let tried = begun(request, app, caller, email).await?;
    let right = app.ctx.hasher.verify(password, tried.password_hash()).await?;
    blocking::run(app, move |app| actions::confirm_password(&app.ctx, &tried, right)).await
}

/// Counts a try; that nobody looks at it is marked for the trail.
async fn begun(request: &HttpRequest, app: &App, caller: Caller, email: String) -> Result<Tried, ActionError> {
    let account = email.clone();
    let tried = blocking::run(app, move |app| actions::begin_sign_in(&app.ctx, &email, &caller)).await;
    if matches!(tried, Err(ActionError::Invalid { .. })) {
        request.extensions_mut().insert(Because(RefusalReason::Locked));
        let whose = blocking::run(app, move |app| Ok(app.ctx.db.read(|c| persons::by_email(c, account.trim()))?)).await;
        if let Ok(Some(person)) = whose {
            request.extensions_mut().insert(refused::Tried(person.id));
        }
    }
    tried
}

async fn looked_at(
    request: &HttpRequest,
    app: &App,
    caller: Caller,
    (email, password): (String, String),
) -> Result<Session, ActionError> {
    let tried = begun(request, app, caller, email).await?;
    let right = app.ctx.hasher.verify(password, tried.password_hash()).await?;
    blocking::run(app, move |app| actions::finish_sign_in(&app.ctx, &tried, right)).await
}

/// Lets a session that has just begun act at the unit and in the role that were chosen.
///
/// # Errors
/// None but those of the database.
pub(super) async fn begin_at(app: &App, session: &Session, at: Option<(UnitName, Role)>) -> Result<(), ActionError> {
    let Some((unit, role)) = at else { return Ok(()) };
    let session = session.clone();
    blocking::run(app, move |app| actions::begin_at(&app.ctx, &session, (&unit, role))).await
}

/// Where somebody goes on who has just signed in: what was typed and never sent is pointed to once, where no page was asked for.
pub(super) async fn goes_on(app: &App, session: Session, next: &str) -> String {
    let kept = match next {
        "/" => blocking::run(app, move |app| actions::newly_kept(&app.ctx, &session)).await.unwrap_or_default(),
        _ => 0,
    };
    if kept == 0 { next.to_owned() } else { format!("/account?done=kept&n={kept}#kept") }
}

/// Whom a demonstration offers who can still sign in; all of them where that cannot be looked up.
pub(super) async fn offered(app: &App) -> Vec<(usize, DemoRole)> {
    let all = app.roles.iter().cloned().enumerate().collect();
    if app.roles.is_empty() {
        return all;
    }
    let disabled = blocking::run(app, |app| {
        let emails: Vec<String> = app.roles.iter().map(|one| one.email.clone()).collect();
        Ok(app.ctx.db.read(|c| persons::disabled_among(c, &emails))?)
    });
    let Ok(disabled) = disabled.await else { return all };
    all.into_iter().filter(|(_, one)| !disabled.contains(&one.email)).collect()
}
