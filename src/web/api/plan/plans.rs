//! Plans, and a plan's tasks.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::tasks::Task;
use crate::app::App;
use crate::db::plan::plans;
use crate::domain::id::PlanId;
use crate::domain::plan::PlanState;
use crate::views;
use crate::web::api::described::Problems;
use crate::web::api::list::List;
use crate::web::api::schema;
use crate::web::{error::WebError, guard::SignedIn, way};

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Plan {
    /// Its key.
    #[schema(value_type = i64)]
    pub id: PlanId,
    /// As on the document.
    pub title: String,
    /// The year it is for.
    pub year: i32,
    /// The region's full name.
    pub region: Option<String>,
    /// Where it stands.
    #[schema(schema_with = schema::plan_state)]
    pub state: PlanState,
    /// 交办 date; `null` without one. Where nobody can read it, the plan is locked and `state` says so.
    pub assigned_on: Option<NaiveDate>,
    /// Day of the month by which the monthly report is due.
    pub cutoff_day: i32,
}

impl From<plans::Plan> for Plan {
    fn from(plan: plans::Plan) -> Self {
        let plans::Plan { id, title, year, region, state, assigned_on, cutoff_day, .. } = plan;
        Self { id, title, year, region, state, assigned_on, cutoff_day }
    }
}

/// The plans that concern the caller.
///
/// Drafts are for coordinators; administrators see none.
#[utoipa::path(
    get, operation_id = "list_plans", path = "/api/v1/plans",
    tag = "plans",
    responses((status = 200, description = "Every plan, the latest year first", body = List<Plan>), Problems)
)]
pub(crate) async fn list(app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let plans = way::read(&app, &reader, |_, c, actor| views::plans_seen(c, actor)).await?;
    Ok(HttpResponse::Ok().json(List::whole(plans.into_iter().map(Plan::from).collect())))
}

/// The tasks of a plan.
///
/// They come whole and in the order of the document, with measures, assignments, milestones and indicators.
#[utoipa::path(
    get, operation_id = "list_tasks", path = "/api/v1/plans/{id}/tasks",
    tag = "plans", params(("id" = i64, Path, description = "The plan")),
    responses((status = 200, description = "Every task", body = List<Task>), Problems)
)]
pub(crate) async fn tasks(
    app: web::Data<App>,
    id: web::Path<PlanId>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let tasks = way::read(&app, &reader, move |_, c, actor| {
        let plan = views::plan_seen(c, actor, *id)?;
        views::plan_tasks(c, plan.id)
    });
    Ok(HttpResponse::Ok().json(List::whole(tasks.await?.into_iter().map(Task::from).collect())))
}
