//! 安全策略: the limits in force, and the links that wait for consent, for the security administrator. The rules are set in
//! the configuration.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::limits::{Limits, limits};
use crate::actions::{self, ActionError};
use crate::app::App;
use crate::domain::id::{LinkRequestId, PersonId};
use crate::domain::rights::Right;
use crate::views::{self, WaitingLink};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

#[derive(Template)]
#[template(path = "policy.html")]
struct PolicyPage {
    page: Page,
    limits: [Limits; 4],
    /// What waits, the oldest of it.
    waiting: Vec<WaitingLink>,
    /// How many wait that are not shown.
    more: i64,
    /// Who reads: nobody agrees to a link for the own account.
    reader: PersonId,
    error: Option<String>,
}

/// What a button of the list says.
#[derive(Deserialize)]
pub(crate) struct DecisionForm {
    #[serde(default)]
    decision: String,
}

/// The rules in force, and what waits.
///
/// # Errors
/// Forbidden for everybody but the security administrator.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, None).await
}

/// Agrees to a one-time link, or does not.
///
/// # Errors
/// Not found for no request; forbidden for everybody but the security administrator.
pub(crate) async fn decide(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<LinkRequestId>,
    form: Posted<DecisionForm>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    let agreed = match form.0.decision.as_str() {
        "agree" => true,
        "refuse" => false,
        // No button of ours says anything else.
        _ => return Err(WebError::UnreadableForm),
    };
    match way::act(&app, &reader, move |ctx, actor| actions::decide_link(ctx, actor, id, agreed)).await {
        Ok(()) => {
            Ok(answer::see_other(&format!("/policy?done={}", if agreed { "link_agreed" } else { "link_refused" })))
        }
        Err(error @ ActionError::Conflict { .. }) => {
            let refused = answer::refused(&request, &app, error)?;
            draw(&request, &app, &reader, Some(refused)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    refused: Option<(StatusCode, &'static str, String)>,
) -> Result<HttpResponse, WebError> {
    let (waiting, all) = way::read_office(app, reader, Right::ManagePolicy, views::waiting_links).await?;
    let page = Page::for_reader(request, app, reader, "nav.policy").at("/policy");
    let more = all - i64::try_from(waiting.len()).unwrap_or_default();
    let (status, error) = refused.map_or((StatusCode::OK, None), |(status, _, words)| (status, Some(words)));
    let limits = limits(&app.ctx.settings);
    Ok(answer::html(status, &PolicyPage { page, limits, waiting, more, reader: reader.person.id, error }))
}
