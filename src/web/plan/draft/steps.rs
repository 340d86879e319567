//! The forms of the review.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::typed::{Typed, date};
use super::{answer, change};
use crate::actions::{
    self, AddMilestone, AssignUnits, EditMilestone, Placing, bad_date, typed, typed_if_any, typed_or,
};
use crate::app::App;
use crate::domain::id::{MeasureId, MilestoneId, PlanId, ProblemId, UnitId};
use crate::domain::typed::{NameList, Phrase};
use crate::domain::unit::UnitClass;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::{page, way};

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
/// A name that nobody knows shows the page again.
pub(crate) async fn assign_units(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, MeasureId)>,
    form: Posted<UnitsForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), form, registry) = (ids.into_inner(), form.0, app.registry.clone());
    let UnitsForm { lead, support, responsible, guide, .. } = form.clone();
    let typed = Typed::Units(measure_id, [lead, support, responsible, guide]);
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
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
            registry: &registry,
        };
        actions::assign_units(ctx, actor, &wish)?;
        Ok(format!("f-m{measure_id}"))
    })
    .await
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
/// A field that cannot be used shows the page again.
pub(crate) async fn edit_milestone(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, MilestoneId)>,
    form: Posted<MilestoneForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, milestone_id), form, registry) = (ids.into_inner(), form.0, app.registry.clone());
    let MilestoneForm { due, owed_by, deliverable, .. } = form.clone();
    let (typed, place) = (Typed::Milestone(milestone_id, [due, owed_by, deliverable]), format!("f-d{milestone_id}"));
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        if form.then == "remove" {
            return actions::remove_milestone(ctx, actor, plan_id, milestone_id, &form.seen).map(|()| place);
        }
        let due = date("due", &form.due)?;
        let deliverable = &typed_or("deliverable", &form.deliverable, "draft.no_deliverable")?;
        let owed_by: Option<NameList> = typed_if_any("owed_by", &form.owed_by)?;
        let (owed_by, seen, registry) = (owed_by.as_ref(), form.seen.as_str(), &registry);
        let wish = EditMilestone { plan_id, milestone_id, due, deliverable, owed_by, seen, registry };
        actions::edit_milestone(ctx, actor, &wish).map(|()| place)
    })
    .await
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
/// A field that cannot be used shows the page again.
pub(crate) async fn add_milestone(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, MeasureId)>,
    form: Posted<NewMilestoneForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), form, registry) = (ids.into_inner(), form.0, app.registry.clone());
    let NewMilestoneForm { due, owed_by, deliverable, phrase } = form.clone();
    let typed = Typed::NewMilestone(measure_id, [due, owed_by, deliverable, phrase]);
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        let due = date("due", &form.due)?;
        let deliverable = &typed_or("deliverable", &form.deliverable, "draft.no_deliverable")?;
        let owed_by: Option<NameList> = typed_if_any("owed_by", &form.owed_by)?;
        let phrase: Option<Phrase> = typed_if_any("phrase", &form.phrase)?;
        let (owed_by, phrase, registry) = (owed_by.as_ref(), phrase.as_ref(), &registry);
        let wish = AddMilestone { plan_id, measure_id, due, deliverable, owed_by, phrase, registry };
        actions::add_milestone(ctx, actor, &wish)?;
        Ok(format!("f-m{measure_id}"))
    })
    .await
}

/// Whether a doubt has been looked at.
#[derive(Deserialize)]
pub(crate) struct ProblemForm {
    /// `settle` or `reopen`.
    then: String,
}

/// Marks a doubt as looked at, or as open again.
pub(crate) async fn settle_problem(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, ProblemId)>,
    form: Posted<ProblemForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, settled) = (ids.into_inner(), form.0.then == "settle");
    change((&request, &app, &reader), ids.0, Typed::Nothing, move |ctx, actor| {
        actions::settle_problem(ctx, actor, ids, settled).map(|()| "problems".to_owned())
    })
    .await
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
/// A name that nobody knows shows the page again.
pub(crate) async fn place_unit(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, UnitId)>,
    form: Posted<UnitForm>,
) -> Result<HttpResponse, WebError> {
    let (ids, form, registry) = (ids.into_inner(), form.0, app.registry.clone());
    let kept = Typed::Placing(ids.1, form.same_as.clone());
    change((&request, &app, &reader), ids.0, kept, move |ctx, actor| {
        if form.then == "new" {
            let class = form.class.parse().unwrap_or(UnitClass::Department);
            actions::place_unit(ctx, actor, ids, Placing::New(class), &registry)?;
        } else {
            let name = typed("same_as", &form.same_as)?;
            actions::place_unit(ctx, actor, ids, Placing::SameAs(&name), &registry)?;
        }
        Ok("units".to_owned())
    })
    .await
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
/// What stands in the way shows the page again.
pub(crate) async fn confirm(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    form: Posted<ConfirmForm>,
) -> Result<HttpResponse, WebError> {
    let (id, ConfirmForm { assigned_on: typed, version }) = (*id, form.0);
    let text = typed.clone();
    let confirmed = way::act(&app, &reader, move |ctx, actor| {
        let day = date("assigned_on", &text)?.ok_or_else(|| bad_date("assigned_on", ""))?;
        actions::activate_plan(ctx, actor, id, Some(version), day)
    });
    match confirmed.await {
        Ok(made) => Ok(page::see_other(&format!("/desk?done=plan_confirmed&n={}", made.standing + made.dated))),
        Err(error) => answer((&request, &app, &reader), id, Typed::AssignedOn(typed), Err(error)).await,
    }
}

/// Throws the draft away.
pub(crate) async fn discard(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    match way::act(&app, &reader, move |ctx, actor| actions::discard_draft(ctx, actor, id)).await {
        Ok(()) => Ok(page::see_other("/plans/import?done=draft_discarded")),
        Err(error) => answer((&request, &app, &reader), id, Typed::Nothing, Err(error)).await,
    }
}
