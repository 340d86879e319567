//! 我的待办: the liaison's first page, with the month's table.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::blocking;
use super::error::WebError;
use super::form::{NoFields, Posted};
use super::guard::SignedIn;
use super::page::{self, Page};
use crate::actions::{self, ActionError, ReportForm, SubmitReport, acknowledge_all};
use crate::app::App;
use crate::db::reports::Report;
use crate::domain::obligation::Stage;
use crate::domain::person::Role;
use crate::strings::Strings;
use crate::views::{self, MyWork, TypedRow};

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
pub struct MonthForm {
    #[serde(default)]
    id: Vec<i64>,
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
    no_change: Vec<i64>,
    /// Rows that are left for another time.
    #[serde(default)]
    leave_out: Vec<i64>,
    #[serde(default)]
    then: String,
}

/// What the reader's unit owes.
///
/// # Errors
/// Forbidden for roles that stand for no unit's duties.
pub async fn show(request: HttpRequest, app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, None).await
}

/// 签收: everything that is new, in one go.
///
/// # Errors
/// Forbidden for whoever does not report for a unit.
pub async fn acknowledge(
    app: web::Data<App>,
    reader: SignedIn,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let n = blocking::run(&app, move |app| acknowledge_all(&app.ctx, &actor)).await?;
    Ok(page::see_other(&format!("/my-work?done=acknowledged&n={n}")))
}

/// Hands in the month's table, or keeps it; on an error nothing was written and everything typed is shown again.
///
/// # Errors
/// A form that is none.
pub async fn submit_month(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<MonthForm>,
) -> Result<HttpResponse, WebError> {
    let form = form.0;
    let wishes = form.wishes()?;
    let submit = form.then == "submit";
    let actor = reader.actor();
    let done = blocking::run(&app, move |app| Ok(actions::submit_month(&app.ctx, &actor, &wishes)));
    match done.await? {
        Ok(n) => {
            let done = if submit { "reported" } else { "saved" };
            Ok(page::see_other(&format!("/my-work?done={done}&n={n}#month")))
        }
        Err((id, ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. })) => {
            let strings = Strings::of(page::language(&request, &app));
            draw(&request, &app, &reader, Some((form, id, strings.say(&reason)))).await
        }
        Err((_, error)) => Err(error.into()),
    }
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    refused: Option<(MonthForm, i64, String)>,
) -> Result<HttpResponse, WebError> {
    if !matches!(reader.post.role, Role::Liaison | Role::Head) {
        return Err(WebError::Action(ActionError::Forbidden));
    }
    let (unit_id, may_report) = (reader.post.unit_id, reader.post.role == Role::Liaison);
    let mut work =
        blocking::run(app, move |app| app.ctx.db.read(|c| views::my_work(&app.ctx, c, unit_id, may_report))).await?;
    let (status, error) = match refused {
        None => (StatusCode::OK, None),
        Some((form, id, reason)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(form.show_again(&mut work, id, &reason))),
    };
    let page = Page::for_reader(request, app, reader, "nav.my_work").at("/my-work");
    Ok(page::html(status, &MyWorkPage { page, work, stages: Stage::ALL, may_report, error }))
}

impl MonthForm {
    /// The rows that say something; a blank row, and one that is ticked to be left out, is left for later.
    fn wishes(&self) -> Result<Vec<SubmitReport>, WebError> {
        let n = self.id.len();
        let texts = [
            &self.progress,
            &self.done,
            &self.total,
            &self.figures,
            &self.problems,
            &self.help_needed,
            &self.next_steps,
        ];
        if self.version.len() != n || self.stage.len() != n || texts.iter().any(|column| column.len() != n) {
            return Err(WebError::UnreadableForm);
        }
        let wanted = |wish: &SubmitReport| says_something(wish) && !self.leave_out.contains(&wish.obligation_id);
        Ok((0..n).map(|row| self.wish(row)).filter(wanted).collect())
    }

    fn wish(&self, row: usize) -> SubmitReport {
        let text = |column: &[String]| column.get(row).map(|text| text.trim().to_owned()).unwrap_or_default();
        let id = self.id.get(row).copied().unwrap_or_default();
        SubmitReport {
            obligation_id: id,
            version: self.version.get(row).copied(),
            report: ReportForm {
                stage: self.stage.get(row).copied().unwrap_or(Stage::InProgress),
                progress: text(&self.progress),
                figures: text(&self.figures),
                done: number(&self.done, row),
                total: number(&self.total, row),
                problems: text(&self.problems),
                help_needed: text(&self.help_needed),
                next_steps: text(&self.next_steps),
                evidence: None,
                no_change: self.no_change.contains(&id),
            },
            submit: self.then == "submit",
        }
    }

    /// Puts what was typed back into the table; the message names the row.
    fn show_again(&self, work: &mut MyWork, refused: i64, reason: &str) -> String {
        let mut message = reason.to_owned();
        for row in &mut work.month {
            let id = row.item.row.obligation.id;
            row.refused = id == refused;
            if row.refused {
                message = format!("{} {}：{reason}", row.item.row.task(), row.item.row.obligation.deliverable);
            }
            // A row that a colleague has handed in meanwhile shows what is in.
            if let Some(at) = self.id.iter().position(|given| *given == id).filter(|_| !row.reported) {
                let text = |column: &[String]| column.get(at).cloned().unwrap_or_default();
                let no_change = self.no_change.contains(&id);
                let leave_out = self.leave_out.contains(&id);
                row.typed = Some(TypedRow { done: text(&self.done), total: text(&self.total), no_change, leave_out });
                row.last = Some(typed(self.wish(at).report, id));
            }
        }
        message
    }
}

/// A count of the table; what is no number counts as below zero, which the action refuses by its rule.
fn number(column: &[String], row: usize) -> Option<i32> {
    let text = column.get(row).map(|text| text.trim()).filter(|text| !text.is_empty())?;
    Some(text.parse().unwrap_or(-1))
}

fn says_something(wish: &SubmitReport) -> bool {
    let report = &wish.report;
    let texts = [&report.progress, &report.figures, &report.problems, &report.help_needed, &report.next_steps];
    report.no_change || report.done.is_some() || report.total.is_some() || texts.iter().any(|text| !text.is_empty())
}

/// What was typed, in the shape of a draft.
fn typed(form: ReportForm, obligation_id: i64) -> Report {
    Report {
        id: 0,
        obligation_id,
        period: String::new(),
        stage: form.stage,
        progress: form.progress,
        figures: form.figures,
        done_count: form.done,
        total_count: form.total,
        problems: form.problems,
        help_needed: form.help_needed,
        next_steps: form.next_steps,
        evidence: String::new(),
        no_change: form.no_change,
        person_id: 0,
        author: String::new(),
        created_at: Default::default(),
        submitted_at: None,
        voided_at: None,
    }
}
