//! The forms of the review.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::answer;
use super::typed::Typed;
use crate::actions::{self, ActionError, AddMilestone, AssignUnits, EditMilestone, Placing};
use crate::app::App;
use crate::domain::unit::UnitClass;
use crate::strings::Message;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::{blocking, page};

/// Who leads, supports, is responsible and guides.
#[derive(Clone, Deserialize)]
pub struct UnitsForm {
    lead: String,
    support: String,
    responsible: String,
    guide: String,
    seen: String,
}

/// Corrects the units of a measure.
///
/// # Errors
/// As the action says; a name that nobody knows shows the page again.
pub async fn assign_units(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<UnitsForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), actor, typed) = (ids.into_inner(), reader.actor(), form.0);
    let form = typed.clone();
    let work = move |app: &App| {
        let UnitsForm { lead, support, responsible, guide, seen } = &form;
        let registry = &app.registry;
        let wish = AssignUnits { plan_id, measure_id, lead, support, responsible, guide, seen, registry };
        Ok(actions::assign_units(&app.ctx, &actor, &wish))
    };
    let result = blocking::run(&app, work).await?;
    let typed = Typed::Units(measure_id, [typed.lead, typed.support, typed.responsible, typed.guide]);
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-m{measure_id}"))).await
}

/// What must be there by when, and who owes it.
#[derive(Clone, Deserialize)]
pub struct MilestoneForm {
    due: String,
    owed_by: String,
    deliverable: String,
    seen: String,
    /// `save` or `remove`.
    then: String,
}

/// Corrects or removes a milestone.
///
/// # Errors
/// As the action says; a field that cannot be used shows the page again.
pub async fn edit_milestone(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<MilestoneForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, milestone_id), actor, typed) = (ids.into_inner(), reader.actor(), form.0);
    let form = typed.clone();
    let work = move |app: &App| {
        if form.then == "remove" {
            return Ok(actions::remove_milestone(&app.ctx, &actor, plan_id, milestone_id, &form.seen));
        }
        let MilestoneForm { owed_by, deliverable, seen, .. } = &form;
        Ok(date("due", &form.due).and_then(|due| {
            let wish =
                EditMilestone { plan_id, milestone_id, due, deliverable, owed_by, seen, registry: &app.registry };
            actions::edit_milestone(&app.ctx, &actor, &wish)
        }))
    };
    let result = blocking::run(&app, work).await?;
    let typed = Typed::Milestone(milestone_id, [typed.due, typed.owed_by, typed.deliverable]);
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-d{milestone_id}"))).await
}

/// A milestone that was not read.
#[derive(Deserialize)]
pub struct NewMilestoneForm {
    due: String,
    owed_by: String,
    deliverable: String,
    phrase: String,
}

/// Adds a milestone to a measure.
///
/// # Errors
/// As the action says; a field that cannot be used shows the page again.
pub async fn add_milestone(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<NewMilestoneForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), actor) = (ids.into_inner(), reader.actor());
    let NewMilestoneForm { due, owed_by, deliverable, phrase } = form.0;
    let typed = Typed::NewMilestone(measure_id, [due.clone(), owed_by.clone(), deliverable.clone(), phrase.clone()]);
    let work = move |app: &App| {
        Ok(date("due", &due).and_then(|due| {
            let (deliverable, owed_by, phrase, registry) = (&deliverable, &owed_by, &phrase, &app.registry);
            let wish = AddMilestone { plan_id, measure_id, due, deliverable, owed_by, phrase, registry };
            actions::add_milestone(&app.ctx, &actor, &wish)
        }))
    };
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-m{measure_id}"))).await
}

fn date(field: &'static str, text: &str) -> Result<Option<NaiveDate>, ActionError> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .ok()
            .filter(|date: &NaiveDate| (2000..2100).contains(&date.year()))
            .map(Some)
            .ok_or_else(|| ActionError::invalid(field, Message::new("error.bad_date").with("text", text))),
    }
}

/// Whether a doubt has been looked at.
#[derive(Deserialize)]
pub struct ProblemForm {
    /// `settle` or `reopen`.
    then: String,
}

/// Marks a doubt as looked at, or as open again.
///
/// # Errors
/// As the action says.
pub async fn settle_problem(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<ProblemForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, actor, settled) = (ids.into_inner(), reader.actor(), form.0.then == "settle");
    let work = move |app: &App| Ok(actions::settle_problem(&app.ctx, &actor, ids, settled));
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), ids.0, Typed::Nothing, result.map(|()| "problems".to_owned())).await
}

/// What an unknown unit is.
#[derive(Deserialize)]
pub struct UnitForm {
    same_as: String,
    class: String,
    /// `same` or `new`.
    then: String,
}

/// Places a unit that nobody knew.
///
/// # Errors
/// As the action says; a name that nobody knows shows the page again.
pub async fn place_unit(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<UnitForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, actor, form) = (ids.into_inner(), reader.actor(), form.0);
    let work = move |app: &App| {
        let placing = match form.then.as_str() {
            "new" => Placing::New(form.class.parse().unwrap_or(UnitClass::Department)),
            _ => Placing::SameAs(&form.same_as),
        };
        Ok(actions::place_unit(&app.ctx, &actor, ids, placing, &app.registry))
    };
    let result = blocking::run(&app, work).await?;
    answer((&request, &app, &reader), ids.0, Typed::Nothing, result.map(|()| "units".to_owned())).await
}

/// From when on the plan is tracked.
#[derive(Deserialize)]
pub struct ConfirmForm {
    assigned_on: String,
    /// The draft as it was looked at.
    version: i32,
}

/// Confirms the draft: from that day on every unit owes what it says.
///
/// # Errors
/// As the action says; what stands in the way shows the page again.
pub async fn confirm(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<i64>,
    form: Posted<ConfirmForm>,
) -> Result<HttpResponse, WebError> {
    let (id, actor, ConfirmForm { assigned_on: typed, version }) = (*id, reader.actor(), form.0);
    let text = typed.clone();
    let work = move |app: &App| {
        let day = date("assigned_on", &text).and_then(|day| {
            day.ok_or_else(|| ActionError::invalid("assigned_on", Message::new("error.bad_date").with("text", "")))
        });
        Ok(day.and_then(|day| actions::activate_plan(&app.ctx, &actor, id, Some(version), day)))
    };
    match blocking::run(&app, work).await? {
        Ok(made) => Ok(page::see_other(&format!("/desk?done=plan_confirmed&n={}", made.standing + made.dated))),
        Err(error) => answer((&request, &app, &reader), id, Typed::AssignedOn(typed), Err(error)).await,
    }
}

/// Throws the draft away.
///
/// # Errors
/// As the action says.
pub async fn discard(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<i64>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let (id, actor) = (*id, reader.actor());
    match blocking::run(&app, move |app| Ok(actions::discard_draft(&app.ctx, &actor, id))).await? {
        Ok(()) => Ok(page::see_other("/plans/import?done=draft_discarded")),
        Err(error) => answer((&request, &app, &reader), id, Typed::Nothing, Err(error)).await,
    }
}
