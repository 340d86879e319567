//! A unit's report to a plan for a month, as the coordinator sees it: who is to be telephoned, and what was said.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::typed::Typed;
use crate::actions::{self, Spoken, typed_if_any, typed_or};
use crate::app::App;
use crate::auth::secret;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::period::Period;
use crate::domain::rights::Right;
use crate::domain::typed::{OnceKey, Telephone};
use crate::views::{self, Sight, UnitMonth};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

/// Whose report to which plan for which month.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct OfMonth {
    plan: PlanId,
    owner: UnitId,
    period: Period,
}

impl OfMonth {
    fn of(self) -> (PlanId, UnitId, Period) {
        (self.plan, self.owner, self.period)
    }

    fn address(self) -> String {
        format!("/months/{}/{}/{}", self.plan, self.owner, self.period)
    }
}

#[derive(Template)]
#[template(path = "unit_month.html")]
struct UnitMonthPage {
    page: Page,
    month: UnitMonth,
    address: String,
    typed: Typed,
    error: Option<String>,
    once_key: String,
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but the coordinators; not found where nothing is owed for the month.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    of: web::Path<OfMonth>,
) -> Result<HttpResponse, WebError> {
    draw((&request, &app, &reader), *of, Typed::default(), None).await
}

/// Writes down who was called and what was said.
///
/// # Errors
/// As [`show`].
pub(crate) async fn record(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    of: web::Path<OfMonth>,
    form: Posted<Typed>,
) -> Result<HttpResponse, WebError> {
    let (of, typed) = (*of, form.0.clone());
    let result = way::act(&app, &reader, move |ctx, actor| {
        typed.pressed()?;
        let spoke_with = &typed_or("spoke_with", &typed.spoke_with, "call.incomplete")?;
        let phone: Option<Telephone> = typed_if_any("phone", &typed.phone)?;
        let answer = &typed_or("answer", &typed.answer, "call.incomplete")?;
        let once_key: Option<OnceKey> = typed_if_any("once_key", &typed.once_key)?;
        let (phone, once_key) = (phone.as_ref(), once_key.as_ref());
        actions::record_month_call(ctx, actor, of.of(), &Spoken { spoke_with, phone, answer, once_key })
    });
    match result.await {
        Ok(()) => Ok(answer::see_other(&format!("{}?done=called", of.address()))),
        Err(error) => {
            let refused = answer::refused(&request, &app, error)?;
            draw((&request, &app, &reader), of, form.0, Some(refused)).await
        }
    }
}

async fn draw(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    of: OfMonth,
    typed: Typed,
    refused: Option<(StatusCode, &'static str, String)>,
) -> Result<HttpResponse, WebError> {
    let month = way::read_office(app, reader, Right::SeeDesk, move |ctx, c| {
        let sight = Sight::load(ctx, c)?;
        views::unit_month(c, of.of(), &sight)
    });
    let (month, address) = (month.await?, of.address());
    let page = Page::for_reader(request, app, reader, "unit_month.title").at(&address);
    let (status, error) = refused.map_or((StatusCode::OK, None), |(status, _, words)| (status, Some(words)));
    let once_key = secret::token().map(|(token, _)| token).unwrap_or_default();
    Ok(answer::html(status, &UnitMonthPage { page, month, address, typed, error, once_key }))
}
