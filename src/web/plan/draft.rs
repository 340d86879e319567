//! The review of a draft (核对草稿): the document beside what was read from it; nothing is tracked before it is confirmed.

mod indicators;
mod leftovers;
mod measures;
mod steps;
mod typed;

use actix_web::http::StatusCode;
use actix_web::http::header::REFERER;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

pub(crate) use indicators::{add_indicator, edit_indicator};
pub(crate) use leftovers::*;
pub(crate) use measures::*;
pub(crate) use steps::*;

use super::tasks;
use crate::actions::{ActionError, Actor, Context};
use crate::app::App;
use crate::domain::id::PlanId;
use crate::domain::plan::{AssignmentRole, Comparator};
use crate::domain::rights::Right;
use crate::domain::unit::UnitClass;
use crate::strings::{Message, Strings};
use crate::views::{self, DraftForm, DraftReview};
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};
use crate::web::{language, way};
use typed::Typed;

#[derive(Template)]
#[template(path = "draft.html")]
struct DraftPage {
    page: Page,
    view: DraftReview,
    classes: &'static [UnitClass],
    comparators: &'static [Comparator],
    /// From when on, as the form has it.
    assigned_on: String,
    error: Option<String>,
    /// Where on the page something was refused.
    place: Option<String>,
}

/// The way to a part of a long draft.
struct PartLink {
    part: usize,
    /// How much is still to be looked at in it.
    open: usize,
    address: String,
    title: String,
}

impl DraftPage {
    fn part_links(&self) -> Vec<PartLink> {
        let link = |(part, open): (usize, &usize)| PartLink {
            part,
            open: *open,
            address: self.view.part_address(part),
            title: self.page.t.fill("draft.part", &[("n", &part), ("open", open)]),
        };
        (1..).zip(&self.view.parts).map(link).collect()
    }

    fn problems_title(&self) -> String {
        self.of_part("draft.problems", self.view.open.problems, self.view.open.here.0)
    }

    fn leftovers_title(&self) -> String {
        self.of_part("draft.leftovers", self.view.open.leftovers, self.view.open.here.1)
    }

    /// The heading of a list of which this page has a part.
    fn of_part(&self, key: &str, open: usize, here: usize) -> String {
        let text = self.page.fill(key, "n", open);
        if self.view.parts.len() == 1 { text } else { text + &self.page.fill("draft.of_them_here", "n", here) }
    }
}

/// What the page is asked for; [`part_of`] has more to say of it.
#[derive(Deserialize)]
pub(crate) struct Asked {
    part: Option<usize>,
}

/// The page; where the plan is tracked already, that plan's page.
///
/// # Errors
/// Forbidden for everybody but the coordinators; not found where there is no such draft.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    match load(&app, &reader, *id, asked.part.unwrap_or_else(|| part_of(&request))).await? {
        Some(view) => Ok(draw((&request, &app, &reader), view, StatusCode::OK, None)),
        None => Ok(page::see_other(&format!("{}?done=draft_tracked", tasks::address(*id)))),
    }
}

/// The draft; `None` where the plan is tracked already.
async fn load(app: &App, reader: &SignedIn, id: PlanId, part: usize) -> Result<Option<DraftReview>, WebError> {
    let found = way::read_office(app, reader, Right::ImportPlan, move |_, c| views::draft_review(c, id, part));
    Ok(found.await?)
}

/// The page, with what was typed and why it was refused.
fn draw(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    mut view: DraftReview,
    status: StatusCode,
    refused: Option<(Typed, Message)>,
) -> HttpResponse {
    let mut assigned_on = app.ctx.clock.today().to_string();
    let place = refused.as_ref().and_then(|(typed, _)| typed.place());
    let error = refused.map(|(typed, reason)| {
        typed.keep(&mut view, &mut assigned_on);
        Strings::of(language::of_page(request, app)).say(&reason)
    });
    let mut page = Page::for_reader(request, app, reader, "draft.title").at(&address(view.plan.id));
    page.title = format!("{}：{}", page.title, view.plan.title);
    page::html(
        status,
        &DraftPage { page, view, classes: UnitClass::ALL, comparators: Comparator::ALL, assigned_on, error, place },
    )
}

/// Where a draft is reviewed.
pub(crate) fn address(id: PlanId) -> String {
    format!("/plans/{id}/review")
}

/// Which part of a long draft a request means, from 1: the one it asks for, or the one whose form was sent.
fn part_of(request: &HttpRequest) -> usize {
    let named = |query: &str| query.split('&').find_map(|field| field.strip_prefix("part=")?.parse().ok());
    let from = || request.headers().get(REFERER)?.to_str().ok()?.split_once('?').map(|(_, query)| query.to_owned());
    let before = || from().and_then(|query| named(query.split('#').next().unwrap_or_default()));
    named(request.query_string()).or_else(before).unwrap_or(1)
}

/// Where a change was saved.
fn saved(id: PlanId, part: usize, place: &str) -> String {
    let part = if part > 1 { format!("part={part}&") } else { String::new() };
    format!("{}?{part}done=draft_saved&n=1#{place}", address(id))
}

/// Changes the draft, and answers; the change names the place where it can be seen.
async fn change(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    id: PlanId,
    typed: Typed,
    change: impl FnOnce(&Context, &Actor) -> Result<String, ActionError> + Send + 'static,
) -> Result<HttpResponse, WebError> {
    let result = way::act(app, reader, change).await;
    answer((request, app, reader), id, typed, result).await
}

/// Goes on after a change to the place that it names, or shows the page again with what was typed. Where the plan is
/// tracked meanwhile, that is said on the plan's page.
async fn answer(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    id: PlanId,
    typed: Typed,
    result: Result<String, ActionError>,
) -> Result<HttpResponse, WebError> {
    let (status, reason) = match result {
        Ok(place) => return Ok(page::see_other(&saved(id, part_of(request), &place))),
        Err(ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. }) => {
            (StatusCode::UNPROCESSABLE_ENTITY, reason)
        }
        Err(ActionError::NotFound) => (StatusCode::NOT_FOUND, Message::new("draft.gone")),
        Err(error) => return Err(error.into()),
    };
    match load(app, reader, id, part_of(request)).await? {
        Some(view) => Ok(draw((request, app, reader), view, status, Some((typed, reason)))),
        None => tasks::refuse((request, app, reader), id, &reason).await,
    }
}
