//! 我的待办: the liaison's first page, with the month's table.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::actions::{self, ActionError, ReportForm, SubmitReport, acknowledge_all, typed, typed_number};
use crate::app::App;
use crate::db::obligation::reports::ReportFields;
use crate::domain::id::ObligationId;
use crate::domain::obligation::Stage;
use crate::domain::person::Role;
use crate::strings::Strings;
use crate::views::{self, MyWork, TypedRow};
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

/// The month's table as it was sent: a value a row in each field, and which button.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct MonthForm {
    #[serde(default)]
    id: Vec<ObligationId>,
    #[serde(default)]
    version: Vec<i32>,
    #[serde(default)]
    stage: Vec<Stage>,
    #[serde(default)]
    progress: Vec<String>,
    #[serde(default)]
    done: Vec<String>,
    #[serde(default)]
    total: Vec<String>,
    #[serde(default)]
    figures: Vec<String>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default)]
    help_needed: Vec<String>,
    #[serde(default)]
    next_steps: Vec<String>,
    #[serde(default)]
    no_change: Vec<ObligationId>,
    /// Rows that are left for another time.
    #[serde(default)]
    leave_out: Vec<ObligationId>,
    #[serde(default)]
    then: String,
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
    form.check()?;
    let submit = form.then == "submit";
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
            let strings = Strings::of(language::of_page(&request, &app));
            draw(&request, &app, &reader, Some((form, id, strings.say(&reason)))).await
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

impl MonthForm {
    /// Every field has a value a row.
    fn check(&self) -> Result<(), WebError> {
        let n = self.id.len();
        let uneven = self.version.len() != n || self.stage.len() != n || self.texts().iter().any(|c| c.len() != n);
        if uneven { Err(WebError::UnreadableForm) } else { Ok(()) }
    }

    /// What is typed in words and figures.
    fn texts(&self) -> [&Vec<String>; 7] {
        let Self { progress, done, total, figures, problems, help_needed, next_steps, .. } = self;
        [progress, done, total, figures, problems, help_needed, next_steps]
    }

    /// The rows that say something; a blank row, and one that is ticked to be left out, is left for later. On an error the key
    /// is the obligation of the row that cannot be used.
    fn wishes(&self) -> Result<Vec<SubmitReport>, (Option<ObligationId>, ActionError)> {
        let rows = self.id.iter().enumerate();
        let wanted = rows.filter(|(row, id)| self.says_something(*row, **id) && !self.leave_out.contains(id));
        wanted.map(|(row, id)| self.wish(row, *id).map_err(|error| (Some(*id), error))).collect()
    }

    fn says_something(&self, row: usize, id: ObligationId) -> bool {
        let texts = self.texts();
        self.no_change.contains(&id) || texts.iter().any(|column| !text(column, row).trim().is_empty())
    }

    fn wish(&self, row: usize, id: ObligationId) -> Result<SubmitReport, ActionError> {
        let report = ReportForm {
            stage: self.stage.get(row).copied().unwrap_or(Stage::InProgress),
            progress: typed("progress", text(&self.progress, row))?,
            figures: typed("figures", text(&self.figures, row))?,
            done: typed_number("done", text(&self.done, row))?,
            total: typed_number("total", text(&self.total, row))?,
            problems: typed("problems", text(&self.problems, row))?,
            help_needed: typed("help_needed", text(&self.help_needed, row))?,
            next_steps: typed("next_steps", text(&self.next_steps, row))?,
            evidence: None,
            no_change: self.no_change.contains(&id),
        };
        let version = self.version.get(row).copied();
        Ok(SubmitReport { obligation_id: id, version, report, submit: self.then == "submit" })
    }

    /// Puts what was typed back into the table; the message names the row.
    fn show_again(&self, work: &mut MyWork, refused: Option<ObligationId>, reason: &str) -> String {
        let mut message = reason.to_owned();
        for row in &mut work.month {
            let id = row.item.row.obligation.id;
            row.refused = Some(id) == refused;
            if row.refused {
                message = format!("{} {}：{reason}", row.item.row.task(), row.item.row.obligation.deliverable);
            }
            // A row that a colleague has handed in meanwhile shows what is in.
            if let Some(at) = self.id.iter().position(|given| *given == id).filter(|_| !row.reported) {
                let typed = |column| text(column, at).to_owned();
                let no_change = self.no_change.contains(&id);
                let leave_out = self.leave_out.contains(&id);
                let (done, total) = (typed(&self.done), typed(&self.total));
                row.typed = Some(TypedRow { done, total, no_change, leave_out });
                row.last = Some(self.as_draft(at, id));
            }
        }
        message
    }

    /// What was typed in a row, in the shape of a draft.
    fn as_draft(&self, row: usize, obligation_id: ObligationId) -> ReportFields {
        let typed = |column| text(column, row).to_owned();
        ReportFields {
            stage: self.stage.get(row).copied().unwrap_or(Stage::InProgress),
            progress: typed(&self.progress),
            figures: typed(&self.figures),
            done_count: None,
            total_count: None,
            problems: typed(&self.problems),
            help_needed: typed(&self.help_needed),
            next_steps: typed(&self.next_steps),
            evidence: String::new(),
            no_change: self.no_change.contains(&obligation_id),
        }
    }
}

/// The value of a row.
fn text(column: &[String], row: usize) -> &str {
    column.get(row).map_or("", String::as_str)
}
