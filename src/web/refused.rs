//! Refusals that an auditor should know of go into the trail: rights that were refused, forms of other sites, forms that came too
//! late, tries that nobody looked at. The answer waits for no write, and hangs on none.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpMessage as _, HttpRequest, ResponseError as _, web};
use chrono::{DurationRound as _, TimeDelta};

use super::error::WebError;
use super::guard::{self, ShownOnly};
use super::source::asked_of;
use super::{blocking, way};
use crate::actions::{self, ActionError, Actor, RefusalKind, Refusals};
use crate::app::App;
use crate::clock;
use crate::domain::id::PersonId;
use crate::domain::trail::RefusalReason;

/// Between two writes of what was refused.
const BETWEEN: Duration = Duration::from_secs(1);

/// The longest pause while the database takes none.
const LONGEST: Duration = Duration::from_secs(30);

/// Marks a request as refused for a reason that its answer does not tell.
#[derive(Clone, Copy)]
pub(super) struct Because(pub(super) RefusalReason);

/// Whose account was tried in vain.
#[derive(Clone, Copy)]
pub(super) struct Tried(pub(super) PersonId);

/// Takes note of an answer that is a refusal.
pub(super) async fn note(request: &HttpRequest, status: StatusCode, error: Option<&WebError>) {
    let status = error.map_or(status, WebError::status_code);
    let Some(reason) = reason(request, status, error) else { return };
    let (Some(app), Some(pattern)) = (request.app_data::<web::Data<App>>(), request.match_pattern()) else { return };
    if request.extensions().contains::<ShownOnly>() {
        return;
    }
    let reader = guard::signed_in(request).await.ok();
    let now = app.ctx.clock.now();
    let local = clock::to_local(now);
    let address = address(request, &pattern);
    let kind = RefusalKind {
        hour: local.duration_trunc(TimeDelta::hours(1)).unwrap_or(local),
        person: reader.as_ref().map(|reader| reader.person.id),
        asked: Some(asked_of(request, app)),
        wish: format!("{} {}", request.method(), wish(&pattern, &address, status)),
        reason,
        account: request.extensions().get::<Tried>().map(|tried| tried.0),
    };
    let actor = reader.as_ref().map_or(Actor::Visitor, way::actor);
    count(app, Refusals { kind, actor, address, status: status.as_u16(), times: 1, last_at: now });
}

/// What was asked for, as it is counted: what was tried with each account and could not be done stands by itself. Whoever asks for what is not
/// theirs could ask for anything: that is counted by its pattern.
fn wish<'a>(pattern: &'a str, address: &'a str, status: StatusCode) -> &'a str {
    if pattern.starts_with("/people/") && status == StatusCode::CONFLICT { address } else { pattern }
}

/// Why a request was refused, where that matters: what cannot be read or is missing somewhere is a slip of the hand.
fn reason(request: &HttpRequest, status: StatusCode, error: Option<&WebError>) -> Option<RefusalReason> {
    if let Some(Because(reason)) = request.extensions().get::<Because>().copied() {
        return Some(reason);
    }
    let writes = !request.method().is_safe();
    match status {
        StatusCode::FORBIDDEN if matches!(error, Some(WebError::ForeignForm)) => Some(RefusalReason::ForeignForm),
        StatusCode::FORBIDDEN => Some(RefusalReason::Forbidden),
        StatusCode::TOO_MANY_REQUESTS => Some(RefusalReason::TooMany),
        StatusCode::NOT_FOUND if writes => Some(RefusalReason::Unrelated),
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED if writes => Some(RefusalReason::Conflict),
        _ => None,
    }
}

/// The address with its keys; whatever else stands in it may be a secret.
fn address(request: &HttpRequest, pattern: &str) -> String {
    let keys = request.match_info().iter().filter(|(_, value)| value.parse::<i64>().is_ok());
    keys.fold(pattern.to_owned(), |address, (name, value)| address.replace(&format!("{{{name}}}"), value))
}

/// Counts it, and has all that waits written down where nobody is about to.
fn count(app: &App, refusal: Refusals) {
    if app.refused.count(refusal) {
        actix_web::rt::spawn(write_down(app.clone()));
    }
}

/// Writes down what waits, once a second, until nothing does. What could not be written down waits for the next time.
async fn write_down(app: App) {
    let mut pause = BETWEEN;
    loop {
        let all = app.refused.take();
        if all.is_empty() {
            return;
        }
        let many = all.len();
        match blocking::run(&app, move |app| Ok(write(app, all))).await {
            Ok(left) if left.is_empty() => pause = BETWEEN,
            Ok(left) => {
                app.refused.put_back(left);
                pause = (pause * 2).min(LONGEST);
            }
            Err(error) => {
                tracing::error!(kinds = many, ?error, "refusals were not written into the trail and are lost")
            }
        }
        let dropped = app.refused.dropped();
        if dropped > 0 {
            tracing::error!(dropped, "refusals are lost: more of them wait for the trail than there is room for");
        }
        tokio::time::sleep(pause).await;
    }
}

/// Writes refusals down, and returns those that have to wait. Where one of them is at fault, the others are written without it; where
/// nobody knows whether they are written, they are counted twice rather than not at all.
fn write(app: &App, all: Vec<Refusals>) -> Vec<Refusals> {
    match actions::note_refusals(&app.ctx, &all) {
        Ok(()) => Vec::new(),
        Err(ActionError::Failed(_)) if all.len() > 1 => all.into_iter().flat_map(|one| write(app, vec![one])).collect(),
        Err(ActionError::Failed(error)) => {
            tracing::error!(?error, refusals = ?all, "refusals cannot be written into the trail");
            Vec::new()
        }
        Err(error) => {
            tracing::warn!(kinds = all.len(), ?error, "refusals could not be written into the trail yet");
            all
        }
    }
}
