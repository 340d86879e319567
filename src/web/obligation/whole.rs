//! One obligation: everything about it on one page, and every step that the reader may take.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::typed::Typed;
use crate::actions::{ActionError, Actor, allows, reviewer, state_of};
use crate::app::App;
use crate::db::notice::proposals::Proposal;
use crate::domain::id::ObligationId;
use crate::domain::obligation::Stage;
use crate::domain::obligation::closing::{self, Doubt};
use crate::domain::obligation::status::{self, check};
use crate::domain::obligation::step::StepName;
use crate::domain::plan::AssignmentRole;
use crate::domain::proposal::may_be_proposed;
use crate::domain::rights::Right;
use crate::views::{self, ObligationPage};
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};
use crate::web::{language, way};

#[derive(Template)]
#[template(path = "whole.html")]
struct ObligationTemplate {
    page: Page,
    view: ObligationPage,
    /// Catalogue word of the role, and the names.
    roles: Vec<(&'static str, String)>,
    can: Can,
    stages: &'static [Stage],
    typed: Typed,
    error: Option<String>,
    /// Why closing it asks for a reason.
    close_doubt: Option<Doubt>,
}

impl ObligationTemplate {
    /// Whether a proposal can still be confirmed: what it is about is as it was.
    fn runs(&self, proposal: &Proposal) -> bool {
        let (row, item) = (&self.view.item.row.obligation, &self.view.item);
        let runs = match proposal.is_by_people() {
            true => may_be_proposed(row.kind, row.status, item.effective_due, self.view.today),
            false => item.is_overdue(self.view.today),
        };
        runs && proposal.due_rev == row.due_rev
    }
}

/// Which forms the page shows: those that would not be refused.
#[derive(Debug, Clone, Copy, Default)]
struct Can {
    acknowledge: bool,
    report: bool,
    report_for: bool,
    accept: bool,
    send_back: bool,
    close: bool,
    decide_claim: bool,
    reopen: bool,
    record_call: bool,
    decide: bool,
    propose: bool,
}

impl Can {
    fn of(actor: &Actor, view: &ObligationPage) -> Self {
        let obligation = &view.item.row.obligation;
        let context = status::Context {
            today: view.today,
            lead_reviews: false,
            reviewer: reviewer(actor),
            own_report: obligation.submitted_by.is_some() && obligation.submitted_by == actor.person_id(),
        };
        let state = state_of(obligation);
        let (due, decides) = (view.item.effective_due, allows(actor, Right::DecideEscalation, &view.ties));
        let can = |right, step| allows(actor, right, &view.ties) && check(&state, step, &context).is_ok();
        Self {
            acknowledge: can(Right::Acknowledge, StepName::Acknowledge),
            report: can(Right::Report, StepName::Submit),
            report_for: can(Right::ReportFor, StepName::Submit),
            accept: can(Right::Accept, StepName::Accept),
            send_back: can(Right::Return, StepName::Return),
            close: can(Right::Close, StepName::Close),
            decide_claim: can(Right::ConfirmNotApplicable, StepName::ConfirmNotApplicable),
            reopen: can(Right::Reschedule, StepName::Reopen),
            record_call: allows(actor, Right::RecordCall, &view.ties) && view.item.is_open(),
            decide: decides,
            propose: decides && may_be_proposed(obligation.kind, obligation.status, due, view.today),
        }
    }
}

/// The page.
///
/// # Errors
/// Not found without any relation to the obligation.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<ObligationId>,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, *id, None).await
}

/// The page again with what was typed and why it was refused.
async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    id: ObligationId,
    refused: Option<(Typed, String)>,
) -> Result<HttpResponse, WebError> {
    let read = way::read(app, reader, move |ctx, c, actor| {
        let view = views::obligation_page(ctx, c, actor, id)?;
        Ok((Can::of(actor, &view), view))
    });
    let (can, view) = read.await?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (typed, error) = match refused {
        Some((typed, error)) => (typed, Some(error)),
        None => (Typed::last(&view), None),
    };
    let mut page = Page::for_reader(request, app, reader, "item.title").at(&format!("/obligations/{id}"));
    page.title = format!("{} {}", view.item.row.unit_short, view.item.row.obligation.deliverable);
    let roles = roles(&view);
    let obligation = &view.item.row.obligation;
    let early = app.ctx.settings.plan.close_early_days;
    let close_doubt = closing::doubt(obligation.stage, view.item.effective_due, view.today, early);
    let stages = Stage::ALL;
    Ok(page::html(status, &ObligationTemplate { page, view, roles, can, stages, typed, error, close_doubt }))
}

fn roles(view: &ObligationPage) -> Vec<(&'static str, String)> {
    let names = |role: AssignmentRole| -> Vec<&str> {
        view.assigned.iter().filter(|(assigned, _)| *assigned == role).map(|(_, name)| name.as_str()).collect()
    };
    let roles = AssignmentRole::in_order(view.assigned.iter().map(|(role, _)| *role));
    let joined = roles.into_iter().map(|role| (role.as_str(), names(role).join("、")));
    joined.filter(|(_, names)| !names.is_empty()).collect()
}

/// Goes on after a step, or shows the page again with what was typed.
pub(in crate::web) async fn answer(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    id: ObligationId,
    done: &str,
    typed: Typed,
    result: Result<(), ActionError>,
) -> Result<HttpResponse, WebError> {
    match result {
        Ok(()) => Ok(page::see_other(&format!("/obligations/{id}?done={done}&n=1"))),
        Err(ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. }) => {
            let reason = language::said(request, app, &reason);
            draw(request, app, reader, id, Some((typed, reason))).await
        }
        Err(error) => Err(error.into()),
    }
}
