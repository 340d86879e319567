//! One obligation: everything about it on one page, and every step that the reader may take.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::typed::Typed;
use crate::actions::{self, ActionError, Actor, TypedReport, allows, reviewer, state_of};
use crate::app::App;
use crate::auth::secret;
use crate::db::notice::proposals::Proposal;
use crate::domain::id::ObligationId;
use crate::domain::obligation::Stage;
use crate::domain::obligation::closing::{self, Doubt};
use crate::domain::obligation::status::{self, check};
use crate::domain::obligation::step::StepName;
use crate::domain::plan::AssignmentRole;
use crate::domain::proposal::may_be_proposed;
use crate::domain::rights::Right;
use crate::domain::round::Round;
use crate::domain::typed::visible;
use crate::views::{self, ObligationPage};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::STAY;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{refusal, way};

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
    /// What the report's form would hold, where a colleague was faster than whoever typed.
    stored: Option<TypedReport>,
    /// What was typed into a form that is gone: label and words.
    lost: Vec<(&'static str, String)>,
    error: Option<String>,
    /// The field that cannot be used, where it is one of the page's.
    field: &'static str,
    /// The form that was sent, where one was refused.
    form: String,
    /// By which a call that is typed on this page is recorded once; empty where the system has no random bytes.
    once_key: String,
    /// Why closing it asks for a reason.
    close_doubt: Option<Doubt>,
}

impl ObligationTemplate {
    /// Whether a proposal can still be confirmed: what it is about is as it was.
    fn runs(&self, proposal: &Proposal) -> bool {
        actions::still_runs(&self.view.item.row.obligation, proposal, self.view.today)
    }

    /// The reason as it was typed into that form, known by what is said when it is done: it is no other form's.
    fn reason(&self, form: &str) -> &str {
        if self.form == form { &self.typed.reason } else { "" }
    }

    /// The mark of a form that holds what was typed and is not stored, for the script that asks before it is left behind; of the report's
    /// form the button says it.
    fn typed_mark(&self, form: &str) -> &'static str {
        let is_reports = form == "reported" && matches!(self.typed.then.as_str(), "submit" | "save" | STAY);
        if self.error.is_some() && (self.form == form || is_reports) { " data-typed" } else { "" }
    }

    /// Whether a round is the one that was chosen, or where none was, the one that the rule takes.
    fn is_chosen(&self, round: &Round) -> bool {
        match self.typed.round.as_str() {
            "" => self.view.item.answers() == Some(*round),
            chosen => round.period.to_string() == chosen,
        }
    }

    /// What is wrong with a field.
    fn fault(&self, field: &str) -> Option<&str> {
        self.error.as_deref().filter(|_| self.field == field)
    }

    /// What is stored in a field of the report where that is not what was typed.
    fn stored(&self, field: &str) -> Option<&str> {
        let stored = self.stored.as_ref()?.field(field);
        (stored != self.typed.report.field(field)).then_some(stored)
    }
}

/// Which forms the page shows: those that would not be refused.
#[derive(Debug, Clone, Copy, Default)]
struct Can {
    acknowledge: bool,
    report: bool,
    withdraw: bool,
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
            withdraw: can(Right::Report, StepName::Withdraw) && view.withdrawable(),
            report_for: can(Right::ReportFor, StepName::Submit),
            accept: can(Right::Accept, StepName::Accept),
            send_back: can(Right::Return, StepName::Return),
            close: can(Right::Close, StepName::Close),
            decide_claim: can(Right::ConfirmNotApplicable, StepName::ConfirmNotApplicable),
            reopen: can(Right::Reschedule, StepName::Reopen),
            record_call: allows(actor, Right::RecordCall, &view.ties) && view.item.is_open(),
            decide: decides,
            propose: decides && may_be_proposed(obligation.kind, obligation.clock_status(), due, view.today),
        }
    }

    /// What was typed into a form that the page does not have any more: catalogue word of the label, and the words.
    fn lost(&self, typed: &Typed, form: &str) -> Vec<(&'static str, String)> {
        let reports = self.report || self.report_for;
        let reasons = match form {
            "claimed" => self.report,
            "returned" => self.send_back,
            "declined" => self.decide_claim,
            "reopened" => self.reopen,
            "proposed" => self.propose,
            "closed" => self.close,
            _ => false,
        };
        let of_report = REPORT_FIELDS.map(|(field, label)| (reports, label, typed.report.field(field)));
        let others = [
            (reasons, "step.reason", typed.reason.as_str()),
            (self.send_back || self.reopen, "review.answer_by", typed.answer_by.as_str()),
            (self.record_call, "call.spoke_with", typed.spoke_with.as_str()),
            (self.record_call, "call.phone", typed.phone.as_str()),
            (self.record_call, "call.answer", typed.answer.as_str()),
            (self.decide, "proposal.remark", typed.remark.as_str()),
        ];
        let all = of_report.into_iter().chain(others);
        let lost = all.filter(|(shown, _, words)| !shown && !words.trim().is_empty());
        lost.map(|(_, label, words)| (label, visible(words))).collect()
    }
}

/// The fields of a report with their labels.
const REPORT_FIELDS: [(&str, &str); 8] = [
    ("progress", "report.progress"),
    ("figures", "report.figures"),
    ("done", "report.done"),
    ("total", "report.total"),
    ("problems", "report.problems"),
    ("help_needed", "report.help_needed"),
    ("next_steps", "report.next_steps"),
    ("evidence", "report.evidence"),
];

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
    let reader = way::on_obligation(&app, &reader, *id).await?;
    draw(&request, &app, &reader, *id, None).await
}

/// Why a step was refused, and with what status the page is shown again.
struct Refused {
    typed: Typed,
    form: String,
    field: &'static str,
    reason: String,
    status: StatusCode,
}

/// The page again with what was typed and why it was refused.
async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    id: ObligationId,
    refused: Option<Refused>,
) -> Result<HttpResponse, WebError> {
    let read = way::read(app, reader, move |ctx, c, actor| {
        let view = views::obligation_page(ctx, c, actor, id)?;
        Ok((Can::of(actor, &view), view))
    });
    let (can, view) = read.await?;
    let last = Typed::last(&view);
    let (status, typed, stored, (form, field, error)) = match refused {
        Some(Refused { typed, form, field, reason, status }) => {
            let overtaken = typed.version.parse() != Ok(view.item.row.obligation.version);
            (
                status,
                typed,
                Some(last.report).filter(|_| status == StatusCode::CONFLICT && overtaken),
                (form, field, Some(reason)),
            )
        }
        None => (StatusCode::OK, last, None, (String::new(), "", None)),
    };
    let mut page = Page::for_reader(request, app, reader, "item.title").at(&format!("/obligations/{id}"));
    page.title = format!("{} {}", view.item.row.unit_short, view.item.row.obligation.deliverable);
    let obligation = &view.item.row.obligation;
    let early = app.ctx.settings.plan.close_early_days;
    let close_doubt =
        closing::doubt((obligation.stage, obligation.percent), view.item.effective_due, view.today, early);
    let (roles, stages) = (roles(&view), Stage::ALL);
    let (lost, once_key) = (Vec::new(), secret::token().map(|(token, _)| token).unwrap_or_default());
    let mut whole = ObligationTemplate {
        page,
        view,
        roles,
        can,
        stages,
        typed,
        stored,
        lost,
        error,
        field,
        form,
        once_key,
        close_doubt,
    };
    if whole.error.is_some() {
        let decide = whole.view.telling.proposals.iter().any(|proposal| proposal.is_open() && whole.runs(proposal));
        whole.lost = Can { decide: can.decide && decide, ..can }.lost(&whole.typed, &whole.form);
    }
    Ok(answer::html(status, &whole))
}

fn roles(view: &ObligationPage) -> Vec<(&'static str, String)> {
    let names = |role: AssignmentRole| -> Vec<&str> {
        view.assigned.iter().filter(|(assigned, _)| *assigned == role).map(|(_, name)| name.as_str()).collect()
    };
    let roles = AssignmentRole::in_order(view.assigned.iter().map(|(role, _)| *role));
    let joined = roles.into_iter().map(|role| (role.as_str(), names(role).join("、")));
    joined.filter(|(_, names)| !names.is_empty()).collect()
}

/// Goes on after a step that takes one of these rights, or shows the page again with what was typed.
pub(in crate::web) async fn answer(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    (id, rights): (ObligationId, &'static [Right]),
    done: &str,
    typed: Typed,
    result: Result<(), ActionError>,
) -> Result<HttpResponse, WebError> {
    match result {
        Ok(()) => Ok(answer::see_other(&format!("/obligations/{id}?done={done}&n=1"))),
        Err(ActionError::Forbidden) => {
            refusal::name_posts(request, way::other_posts(app, reader, id, rights).await?);
            Err(ActionError::Forbidden.into())
        }
        Err(error) => {
            let (status, field, reason) = answer::refused(request, app, error)?;
            draw(request, app, reader, id, Some(Refused { typed, form: done.to_owned(), field, reason, status })).await
        }
    }
}
