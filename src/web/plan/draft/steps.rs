//! The forms of the review.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::answer;
use super::typed::{Typed, date};
use crate::actions::{
    self, AddMilestone, AssignUnits, EditMilestone, Placing, bad_date, typed, typed_if_any, typed_or,
};
use crate::app::App;
use crate::domain::typed::{NameList, Phrase};
use crate::domain::unit::UnitClass;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::{blocking, page};

/// Who leads, supports, is responsible and guides.
#[derive(Clone, Deserialize)]
pub(crate) struct UnitsForm {
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
pub(crate) async fn assign_units(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<UnitsForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), actor, typed) = (ids.into_inner(), reader.actor(), form.0);
    let form = typed.clone();
    let assign = move |app: &App| {
        let lead: Option<NameList> = typed_if_any("lead", &form.lead)?;
        let support: Option<NameList> = typed_if_any("support", &form.support)?;
        let responsible: Option<NameList> = typed_if_any("responsible", &form.responsible)?;
        let guide: Option<NameList> = typed_if_any("guide", &form.guide)?;
        let wish = AssignUnits {
            plan_id,
            measure_id,
            lead: lead.as_ref(),
            support: support.as_ref(),
            responsible: responsible.as_ref(),
            guide: guide.as_ref(),
            seen: &form.seen,
            registry: &app.registry,
        };
        actions::assign_units(&app.ctx, &actor, &wish)
    };
    let result = blocking::run(&app, move |app| Ok(assign(app))).await?;
    let typed = Typed::Units(measure_id, [typed.lead, typed.support, typed.responsible, typed.guide]);
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-m{measure_id}"))).await
}

/// What must be there by when, and who owes it.
#[derive(Clone, Deserialize)]
pub(crate) struct MilestoneForm {
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
pub(crate) async fn edit_milestone(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<MilestoneForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, milestone_id), actor, typed) = (ids.into_inner(), reader.actor(), form.0);
    let form = typed.clone();
    let edit = move |app: &App| {
        if form.then == "remove" {
            return actions::remove_milestone(&app.ctx, &actor, plan_id, milestone_id, &form.seen);
        }
        let due = date("due", &form.due)?;
        let deliverable = &typed_or("deliverable", &form.deliverable, "draft.no_deliverable")?;
        let owed_by: Option<NameList> = typed_if_any("owed_by", &form.owed_by)?;
        let (owed_by, seen, registry) = (owed_by.as_ref(), form.seen.as_str(), &app.registry);
        let wish = EditMilestone { plan_id, milestone_id, due, deliverable, owed_by, seen, registry };
        actions::edit_milestone(&app.ctx, &actor, &wish)
    };
    let result = blocking::run(&app, move |app| Ok(edit(app))).await?;
    let typed = Typed::Milestone(milestone_id, [typed.due, typed.owed_by, typed.deliverable]);
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-d{milestone_id}"))).await
}

/// A milestone that was not read.
#[derive(Clone, Deserialize)]
pub(crate) struct NewMilestoneForm {
    due: String,
    owed_by: String,
    deliverable: String,
    phrase: String,
}

/// Adds a milestone to a measure.
///
/// # Errors
/// As the action says; a field that cannot be used shows the page again.
pub(crate) async fn add_milestone(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<NewMilestoneForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), actor, form) = (ids.into_inner(), reader.actor(), form.0);
    let NewMilestoneForm { due, owed_by, deliverable, phrase } = form.clone();
    let add = move |app: &App| {
        let due = date("due", &form.due)?;
        let deliverable = &typed_or("deliverable", &form.deliverable, "draft.no_deliverable")?;
        let owed_by: Option<NameList> = typed_if_any("owed_by", &form.owed_by)?;
        let phrase: Option<Phrase> = typed_if_any("phrase", &form.phrase)?;
        let (owed_by, phrase, registry) = (owed_by.as_ref(), phrase.as_ref(), &app.registry);
        let wish = AddMilestone { plan_id, measure_id, due, deliverable, owed_by, phrase, registry };
        actions::add_milestone(&app.ctx, &actor, &wish)
    };
    let result = blocking::run(&app, move |app| Ok(add(app))).await?;
    let typed = Typed::NewMilestone(measure_id, [due, owed_by, deliverable, phrase]);
    answer((&request, &app, &reader), plan_id, typed, result.map(|()| format!("f-m{measure_id}"))).await
}

/// Whether a doubt has been looked at.
#[derive(Deserialize)]
pub(crate) struct ProblemForm {
    /// `settle` or `reopen`.
    then: String,
}

/// Marks a doubt as looked at, or as open again.
///
/// # Errors
/// As the action says.
pub(crate) async fn settle_problem(
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
pub(crate) struct UnitForm {
    same_as: String,
    class: String,
    /// `same` or `new`.
    then: String,
}

/// Places a unit that nobody knew.
///
/// # Errors
/// As the action says; a name that nobody knows shows the page again.
pub(crate) async fn place_unit(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(i64, i64)>,
    form: Posted<UnitForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, actor, form) = (ids.into_inner(), reader.actor(), form.0);
    let kept = Typed::Placing(ids.1, form.same_as.clone());
    let place = move |app: &App| match form.then.as_str() {
        "new" => {
            let class = form.class.parse().unwrap_or(UnitClass::Department);
            actions::place_unit(&app.ctx, &actor, ids, Placing::New(class), &app.registry)
        }
        _ => {
            let name = typed("same_as", &form.same_as)?;
            actions::place_unit(&app.ctx, &actor, ids, Placing::SameAs(&name), &app.registry)
        }
    };
    let result = blocking::run(&app, move |app| Ok(place(app))).await?;
    answer((&request, &app, &reader), ids.0, kept, result.map(|()| "units".to_owned())).await
}

/// From when on the plan is tracked.
#[derive(Deserialize)]
pub(crate) struct ConfirmForm {
    assigned_on: String,
    /// The draft as it was looked at.
    version: i32,
}

/// Confirms the draft: from that day on every unit owes what it says.
///
/// # Errors
/// As the action says; what stands in the way shows the page again.
pub(crate) async fn confirm(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<i64>,
    form: Posted<ConfirmForm>,
) -> Result<HttpResponse, WebError> {
    let (id, actor, ConfirmForm { assigned_on: typed, version }) = (*id, reader.actor(), form.0);
    let text = typed.clone();
    let work = move |app: &App| {
        let day = date("assigned_on", &text).and_then(|day| day.ok_or_else(|| bad_date("assigned_on", "")));
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
pub(crate) async fn discard(
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
