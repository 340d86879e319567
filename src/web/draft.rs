//! The review of a draft (核对草稿): the document beside what was read from it; nothing is tracked before it is confirmed.

mod indicators;
mod steps;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

pub use indicators::{add_indicator, edit_indicator};
pub use steps::*;

use super::blocking;
use super::error::WebError;
use super::guard::SignedIn;
use super::page::{self, Page};
use crate::actions::{ActionError, authorise};
use crate::app::App;
use crate::db::obligations;
use crate::domain::plan::Comparator;
use crate::domain::rights::Right;
use crate::domain::unit::UnitClass;
use crate::strings::{Message, Strings};
use crate::views::{self, DraftReview, IndicatorFields};

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
}

/// What a refused form had in it, and of which form.
pub enum Typed {
    /// Nothing that must be kept.
    Nothing,
    /// The lists of a measure: lead, support, responsible.
    Units(i64, [String; 3]),
    /// A milestone: due, who owes, deliverable.
    Milestone(i64, [String; 3]),
    /// A milestone to be added to a measure: due, who owes, deliverable, phrase.
    NewMilestone(i64, [String; 4]),
    /// An indicator.
    Indicator(i64, IndicatorFields),
    /// An indicator to be added to a measure.
    NewIndicator(i64, IndicatorFields),
    /// From when on.
    AssignedOn(String),
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but the coordinators; not found where there is no such draft.
pub async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<i64>,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, *id, None).await
}

/// The page again with what was typed and why it was refused.
async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    id: i64,
    refused: Option<(Typed, Message)>,
) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let mut view = blocking::run(app, move |app| {
        app.ctx.db.read(|c| {
            authorise(&actor, Right::ImportPlan, &obligations::office(c)?)?;
            views::draft_review(c, id)
        })
    })
    .await?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut assigned_on = app.ctx.clock.today().to_string();
    let error = refused.map(|(typed, reason)| {
        keep(&mut view, typed, &mut assigned_on);
        Strings::of(page::language(request, app)).say(&reason)
    });
    let mut page = Page::for_reader(request, app, reader, "draft.title").at(&address(id));
    page.title = format!("{}：{}", page.title, view.plan.title);
    Ok(page::html(
        status,
        &DraftPage { page, view, classes: UnitClass::ALL, comparators: Comparator::ALL, assigned_on, error },
    ))
}

/// Puts what was typed where it was typed.
fn keep(view: &mut DraftReview, typed: Typed, assigned_on: &mut String) {
    match typed {
        Typed::Nothing => {}
        Typed::AssignedOn(text) => *assigned_on = text,
        Typed::Indicator(id, typed) => indicators::keep(view, id, typed),
        Typed::NewIndicator(id, typed) => indicators::keep_new(view, id, typed),
        Typed::Units(id, lists) => {
            if let Some(measure) = view.measures.iter_mut().find(|view| view.measure.id == id) {
                [measure.lead, measure.support, measure.responsible] = lists;
            }
        }
        Typed::NewMilestone(id, typed) => {
            if let Some(measure) = view.measures.iter_mut().find(|view| view.measure.id == id) {
                measure.adding = typed;
            }
        }
        Typed::Milestone(id, [due, owed_by, deliverable]) => {
            let all = view.measures.iter_mut().flat_map(|view| &mut view.milestones);
            if let Some(one) = all.into_iter().find(|view| view.milestone.id == id) {
                (one.due, one.milestone.owed_by, one.milestone.deliverable) = (due, owed_by, deliverable);
            }
        }
    }
}

/// Where a draft is reviewed.
pub fn address(id: i64) -> String {
    format!("/plans/{id}/review")
}

/// Goes on after a change, back to the place it was made at, or shows the page again with what was typed.
async fn answer(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    id: i64,
    place: &str,
    typed: Typed,
    result: Result<(), ActionError>,
) -> Result<HttpResponse, WebError> {
    match result {
        Ok(()) => Ok(page::see_other(&format!("{}?done=draft_saved&n=1#{place}", address(id)))),
        Err(ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. }) => {
            draw(request, app, reader, id, Some((typed, reason))).await
        }
        Err(error) => Err(error.into()),
    }
}
