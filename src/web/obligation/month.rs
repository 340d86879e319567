//! 报送本月调度: the month's table is kept, or looked at and then filed; and what was filed is taken back. No key and no single
//! button files a month: the page that files shows before what has changed.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::month_form::MonthForm;
use super::my_work::{self, Again};
use crate::actions::{self, ActionError, NotFiled, Withdrawn};
use crate::app::App;
use crate::domain::id::{EntryId, ObligationId, PostId};
use crate::domain::obligation::said::News;
use crate::domain::period::Period;
use crate::views::MonthRow;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{Posted, STAY};
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{language, way};

/// The page before a month is filed.
#[derive(Template)]
#[template(path = "month.html")]
struct MonthPage {
    page: Page,
    /// The month that is filed.
    month_filed: Period,
    /// What is filed, but for what is left for another time.
    changed: Vec<MonthRow>,
    /// What is left out, but for what is ticked.
    unchanged: Vec<(MonthRow, bool)>,
    /// Whether all that is unchanged is filed too.
    even_all: bool,
    error: Option<String>,
}

impl MonthPage {
    /// How many say 已完成 although fewer are done than there are.
    fn short(&self) -> usize {
        self.changed.iter().filter(|row| row.is_short()).count()
    }

    /// What will be filed and what will not.
    fn summary(&self) -> String {
        let gaps: [(&str, &dyn std::fmt::Display); 2] =
            [("changed", &self.changed.len()), ("unchanged", &self.unchanged.len())];
        self.page.t.fill("month.summary", &gaps)
    }
}

/// The month's table: kept, drawn again, or shown as it would be filed. On an error nothing was written and everything typed is
/// shown again.
///
/// # Errors
/// A form that is none.
pub(crate) async fn submit(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<MonthForm>,
) -> Result<HttpResponse, WebError> {
    let reader = reader.acting_as(form.0.post)?;
    let asked = (&request, &**app, &reader);
    match form.0.then() {
        "edit" | STAY => {
            let again = Again { form: form.0, status: StatusCode::OK, refused: None };
            my_work::draw(&request, &app, &reader, again).await
        }
        "save" => keep(asked, form.0).await,
        _ => preview(asked, form.0, None).await,
    }
}

/// Files what the page before has shown.
///
/// # Errors
/// A form that is none.
pub(crate) async fn file(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<MonthForm>,
) -> Result<HttpResponse, WebError> {
    let reader = reader.acting_as(form.0.post)?;
    if form.0.then() == STAY {
        return preview((&request, &app, &reader), form.0, None).await;
    }
    let (chosen, month) = (form.0.chosen(), form.0.month);
    let filed = way::act(&app, &reader, move |ctx, actor| {
        Ok(chosen.and_then(|(rows, left_out)| actions::file_and_keep_month(ctx, actor, &rows, &left_out)))
    });
    match acted(filed).await {
        Ok((0, kept)) => Ok(my_work::done(&reader, month, "done=saved", kept)),
        Ok((filed, 0)) => Ok(my_work::done(&reader, month, "done=reported", filed)),
        Ok((filed, kept)) => Ok(my_work::done(&reader, month, &format!("done=reported_and_kept&kept={kept}"), filed)),
        Err((None, ActionError::Invalid { reason, .. })) => {
            let reason = language::said(&request, &app, &reason);
            preview((&request, &app, &reader), form.0, Some(reason)).await
        }
        Err(refused) => refuse((&request, &app, &reader), form.0, refused).await,
    }
}

/// What is taken back.
#[derive(Deserialize)]
pub(crate) struct Back {
    /// One report: its obligation, and the version that the page was drawn from.
    row: Option<String>,
    /// All of a filing.
    filing: Option<EntryId>,
    /// Whom the page acts for.
    post: Option<PostId>,
    /// The month whose table it stands on.
    #[serde(default)]
    month: String,
}

/// Takes back one report of the month, or all of a filing.
///
/// # Errors
/// A form that is none; not found where the unit has filed no such thing.
pub(crate) async fn withdraw(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<Back>,
) -> Result<HttpResponse, WebError> {
    let reader = reader.acting_as(form.0.post)?;
    let row = form.0.row.as_deref().map(|row| row_of(row).ok_or(WebError::UnreadableForm)).transpose()?;
    let (filing, month) = (form.0.filing, form.0.month.parse().ok());
    let taken_back = way::act(&app, &reader, move |ctx, actor| match (row, filing) {
        (Some((id, version)), _) => {
            actions::withdraw_report(ctx, actor, id, Some(version)).map(|()| Withdrawn { taken_back: 1, stay: 0 })
        }
        (None, Some(filing)) => actions::withdraw_filing(ctx, actor, filing),
        (None, None) => Err(ActionError::NotFound),
    });
    match taken_back.await {
        Ok(Withdrawn { taken_back, stay: 0 }) => Ok(my_work::done(&reader, month, "done=withdrawn", taken_back)),
        Ok(Withdrawn { taken_back, .. }) => Ok(my_work::done(&reader, month, "done=partly_withdrawn", taken_back)),
        Err(ActionError::Conflict { reason, .. }) => {
            let reason = language::said(&request, &app, &reason);
            my_work::refuse(&request, &app, &reader, month, reason).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `12.3`: an obligation and a version of it.
fn row_of(text: &str) -> Option<(ObligationId, i32)> {
    let (id, version) = text.split_once('.')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

/// What became of a wish that names the row which stands in its way.
async fn acted<T>(act: impl Future<Output = Result<Result<T, NotFiled>, ActionError>>) -> Result<T, NotFiled> {
    act.await.unwrap_or_else(|error| Err((None, error)))
}

type Asked<'a> = (&'a HttpRequest, &'a App, &'a SignedIn);

async fn keep((request, app, reader): Asked<'_>, form: MonthForm) -> Result<HttpResponse, WebError> {
    let rows = form.rows(false);
    let kept = way::act(app, reader, move |ctx, actor| {
        Ok(rows.and_then(|rows| {
            let reports: Vec<_> = rows.into_iter().map(|row| row.report).collect();
            actions::keep_month(ctx, actor, &reports)
        }))
    });
    match acted(kept).await {
        Ok(n) => Ok(my_work::done(reader, form.month, "done=saved", n)),
        Err(refused) => refuse((request, app, reader), form, refused).await,
    }
}

/// Shows what would be filed. All rows are looked at, also those that are ticked to be left for another time.
async fn preview(
    (request, app, reader): Asked<'_>,
    form: MonthForm,
    error: Option<String>,
) -> Result<HttpResponse, WebError> {
    let rows = form.rows(true);
    let looked =
        way::act(app, reader, move |ctx, actor| Ok(rows.and_then(|rows| actions::preview_month(ctx, actor, &rows))));
    let news: BTreeMap<ObligationId, News> = match acted(looked).await {
        Ok(news) => news.into_iter().collect(),
        Err(refused) => return refuse((request, app, reader), form, refused).await,
    };
    let mut work = my_work::read(app, reader, form.shown()).await?;
    form.show_again(&mut work, None);
    let month = work.month_shown.round;
    let (mut changed, mut unchanged) = (Vec::new(), Vec::new());
    for row in work.month {
        match news.get(&row.item.row.obligation.id) {
            Some(News::New) => changed.push(row),
            Some(News::Same) => {
                let ticked = form.row(row.item.row.obligation.id).is_some_and(|typed| typed.even_unchanged);
                unchanged.push((row, ticked));
            }
            None => {}
        }
    }
    let mut page = Page::for_reader(request, app, reader, "month.title").at("/my-work");
    page.title = page.fill("month.title", "month", page.month(&month.period));
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let even_all = form.even_all;
    Ok(answer::typed(status, &MonthPage { page, month_filed: month.period, changed, unchanged, even_all, error }))
}

/// The table again with what was typed, and why it is not filed.
async fn refuse(
    (request, app, reader): Asked<'_>,
    form: MonthForm,
    (id, error): NotFiled,
) -> Result<HttpResponse, WebError> {
    let (status, _, reason) = answer::refused(request, app, error)?;
    my_work::draw(request, app, reader, Again { form, status, refused: Some((id, reason)) }).await
}
