//! 我的待办: the liaison's first page, with the month's table.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::month_form::MonthForm;
use crate::actions::{self, ActionError, acknowledge_all};
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::domain::obligation::Stage;
use crate::domain::person::Role;
use crate::views::{self, MyWork};
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};
use crate::web::{language, way};

#[derive(Template)]
#[template(path = "my_work.html")]
struct MyWorkPage {
    page: Page,
    work: MyWork,
    stages: &'static [Stage],
    may_report: bool,
    error: Option<String>,
}

/// What the reader's unit owes.
///
/// # Errors
/// Forbidden for roles that stand for no unit's duties.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, None).await
}

/// 签收: everything that is new, in one go.
///
/// # Errors
/// Forbidden for whoever does not report for a unit.
pub(crate) async fn acknowledge(
    app: web::Data<App>,
    reader: SignedIn,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let n = way::act(&app, &reader, acknowledge_all).await?;
    Ok(page::see_other(&format!("/my-work?done=acknowledged&n={n}")))
}

/// Hands in the month's table, or keeps it; on an error nothing was written and everything typed is shown again.
///
/// # Errors
/// A form that is none.
pub(crate) async fn submit_month(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<MonthForm>,
) -> Result<HttpResponse, WebError> {
    let form = form.0;
    let submit = form.submits();
    let wished = form.wishes();
    let submitted = way::act(&app, &reader, move |ctx, actor| {
        Ok(wished.and_then(|wishes| actions::submit_month(ctx, actor, &wishes)))
    });
    match submitted.await? {
        Ok(n) => {
            let done = if submit { "reported" } else { "saved" };
            Ok(page::see_other(&format!("/my-work?done={done}&n={n}#month")))
        }
        Err((id, ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. })) => {
            let reason = language::said(&request, &app, &reason);
            draw(&request, &app, &reader, Some((form, id, reason))).await
        }
        Err((_, error)) => Err(error.into()),
    }
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    refused: Option<(MonthForm, Option<ObligationId>, String)>,
) -> Result<HttpResponse, WebError> {
    if !matches!(reader.post.role, Role::Liaison | Role::Head) {
        return Err(WebError::Action(ActionError::Forbidden));
    }
    let (unit_id, may_report) = (reader.post.unit_id, reader.post.role == Role::Liaison);
    let mut work = way::read(app, reader, move |ctx, c, _| views::my_work(ctx, c, unit_id, may_report)).await?;
    let (status, error) = match refused {
        None => (StatusCode::OK, None),
        Some((form, id, reason)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(form.show_again(&mut work, id, &reason))),
    };
    let page = Page::for_reader(request, app, reader, "nav.my_work").at("/my-work");
    Ok(page::html(status, &MyWorkPage { page, work, stages: Stage::ALL, may_report, error }))
}
