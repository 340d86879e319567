//! 我的待办: the liaison's first page, with the month's table.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::cursor::Cursor;
use super::month_form::MonthForm;
use crate::actions::{ActionError, acknowledge_all};
use crate::app::App;
use crate::db::obligation::tally::Within;
use crate::domain::id::{ObligationId, PostId};
use crate::domain::obligation::Stage;
use crate::domain::period::Period;
use crate::domain::person::Role;
use crate::strings::Strings;
use crate::views::{self, Filing, MonthRows, MonthStand, MonthWanted, MyWork};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, language, way};

#[derive(Template)]
#[template(path = "my_work.html")]
struct MyWorkPage {
    page: Page,
    work: MyWork,
    stages: &'static [Stage],
    may_report: bool,
    /// Whether the month's table is shown behind its first page.
    is_behind: bool,
    /// Whether it holds what was typed and is not stored.
    is_typed: bool,
    error: Option<String>,
}

impl MyWorkPage {
    /// What the month's table is called, and how it is filled in: what was said last stands in it only where there is such a thing.
    fn about_month(&self) -> (&str, &str) {
        let (caption, help) = match self.work.is_prefilled() {
            true => ("my_work.month_caption", "my_work.month_help"),
            false => ("my_work.month_rows", "my_work.first_month_help"),
        };
        (self.page.s(caption), self.page.s(help))
    }

    /// What the unit owes, in the ledger, by more filters.
    fn of_unit(&self, filters: &str) -> String {
        let unit = self.page.who.as_ref().map_or("", |who| who.unit.as_str());
        format!("/ledger?{}{filters}", serde_html_form::to_string([("unit", unit)]).unwrap_or_default())
    }

    /// Whether a row of the month's table is still to be filled in.
    fn has_open_rows(&self) -> bool {
        self.work.month.iter().any(|row| !row.is_settled())
    }

    /// The address of the next page of the month's table.
    fn next_rows(&self) -> Option<String> {
        Some(format!("{}&rows_after={}#month", self.of_month(&self.work.month_shown), Cursor(self.work.next_rows?)))
    }

    /// The address of the first page of the month's table.
    fn first_rows(&self) -> String {
        format!("{}#month", self.of_month(&self.work.month_shown))
    }

    /// The address of a month's table.
    fn of_month(&self, month: &MonthStand) -> String {
        format!("/my-work?month={}", month.round.period)
    }

    /// Until when a month's reports are taken: its cut-off, or the day until which late ones are.
    fn until(&self, month: &MonthStand) -> String {
        let (key, day) = match month.is_late {
            true => ("my_work.late_until", month.round.compiled_on),
            false => ("my_work.cut_off", month.round.cut_off),
        };
        self.page.fill(key, "date", self.page.date(&day))
    }

    /// When so many reports were filed that can be taken back.
    fn filed(&self, filing: &Filing) -> String {
        self.page.t.fill("my_work.filed", &[("at", &self.page.time(&filing.at)), ("n", &filing.reports)])
    }
}

/// What the reader's unit owes.
///
/// # Errors
/// Forbidden for roles that stand for no unit's duties.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    asked: web::Query<For>,
) -> Result<HttpResponse, WebError> {
    let behind = filter::value::<Cursor>("rows_after", &asked.rows_after)?.map(|cursor| cursor.0);
    let reader = reader.acting_as(asked.post()).unwrap_or(reader);
    let month = filter::value("month", &asked.month)?;
    let work = read(&app, &reader, MonthWanted { month, rows: MonthRows::Behind(behind) }).await?;
    let shown = Shown { is_behind: behind.is_some(), is_typed: false };
    Ok(answer((&request, &app, &reader), work, shown, (StatusCode::OK, None)))
}

/// Whom the page acts for: another post of the reader's than the one chosen, where the page before acted for that.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct For {
    #[serde(default)]
    post: String,
    /// Behind which row the month's table begins.
    #[serde(default)]
    rows_after: String,
    /// Of which month.
    #[serde(default)]
    month: String,
}

impl For {
    fn post(&self) -> Option<PostId> {
        self.post.parse().ok()
    }
}

/// Back to the table of a month of whom the page acted for, with what was done to so many of its rows.
pub(super) fn done(reader: &SignedIn, month: Option<Period>, done: &str, n: usize) -> HttpResponse {
    let month = month.map(|month| format!("&month={month}")).unwrap_or_default();
    answer::see_other(&format!("{}{month}#month", back(reader, done, n)))
}

/// The page of whom the page before acted for, with what was done to so many.
fn back(reader: &SignedIn, done: &str, n: usize) -> String {
    let post = if reader.posts.len() > 1 { format!("&post={}", reader.post.id) } else { String::new() };
    format!("/my-work?{done}&n={n}{post}")
}

/// 签收: everything that is new, in one go.
///
/// # Errors
/// Forbidden for whoever does not report for a unit.
pub(crate) async fn acknowledge(
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<For>,
) -> Result<HttpResponse, WebError> {
    let reader = reader.acting_as(form.0.post())?;
    let n = way::act(&app, &reader, acknowledge_all).await?;
    Ok(answer::see_other(&back(&reader, "done=acknowledged", n)))
}

/// What was typed into the month's table, to be shown again.
pub(super) struct Again {
    /// As it was sent.
    pub form: MonthForm,
    /// The status of the answer.
    pub status: StatusCode,
    /// Why it is shown again, and the row that cannot be used; `None` where it was asked for.
    pub refused: Option<(Option<ObligationId>, String)>,
}

/// The page with why something was not done to it.
pub(super) async fn refuse(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    month: Option<Period>,
    reason: String,
) -> Result<HttpResponse, WebError> {
    let work = read(app, reader, MonthWanted { month, rows: MonthRows::Behind(None) }).await?;
    Ok(answer((request, app, reader), work, Shown::default(), (StatusCode::CONFLICT, Some(reason))))
}

/// The page with what was typed.
pub(super) async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    Again { form, status, refused }: Again,
) -> Result<HttpResponse, WebError> {
    let mut work = read(app, reader, form.shown()).await?;
    let (id, reason) = refused.map_or((None, None), |(id, reason)| (id, Some(reason)));
    let row = form.show_again(&mut work, id);
    let colon = Strings::of(language::of_page(request, app)).get("app.colon");
    let said = reason.map(|reason| row.map_or_else(|| reason.clone(), |row| format!("{row}{colon}{reason}")));
    // The way back stands there only where the form was a page of a longer table.
    let is_part = i64::try_from(work.month.len()).unwrap_or_default() < work.month_shown.owed;
    Ok(answer((request, app, reader), work, Shown { is_behind: is_part, is_typed: true }, (status, said)))
}

/// How the month's table is shown.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    /// As a part of it that is not the first.
    is_behind: bool,
    /// With what was typed and is not stored.
    is_typed: bool,
}

fn answer(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    work: MyWork,
    Shown { is_behind, is_typed }: Shown,
    (status, error): (StatusCode, Option<String>),
) -> HttpResponse {
    let may_report = may_report(reader);
    let page = Page::for_reader(request, app, reader, "nav.my_work").at("/my-work");
    let draw = if is_typed { answer::typed } else { answer::html };
    draw(status, &MyWorkPage { page, work, stages: Stage::ALL, may_report, is_behind, is_typed, error })
}

/// What the reader's unit owes, as far as the reader sees it.
///
/// # Errors
/// Forbidden for roles that stand for no unit's duties.
pub(super) async fn read(app: &App, reader: &SignedIn, wanted: MonthWanted) -> Result<MyWork, WebError> {
    if !matches!(reader.post.role, Role::Liaison | Role::Head) {
        return Err(WebError::Action(ActionError::Forbidden));
    }
    let within = Within { plans: reader.plans.meant, unit_id: Some(reader.post.unit_id) };
    let sees_drafts = may_report(reader);
    Ok(way::read(app, reader, move |ctx, c, _| views::my_work(ctx, c, within, (&wanted, sees_drafts))).await?)
}

fn may_report(reader: &SignedIn) -> bool {
    reader.post.role == Role::Liaison
}
