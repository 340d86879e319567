//! Plans, and a plan's tasks.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::tasks::Task;
use crate::app::App;
use crate::db::plan::choosing::WantedPlans;
use crate::db::plan::plans;
use crate::db::plan::rhythm::Rhythm;
use crate::domain::id::PlanId;
use crate::domain::obligation::progress::YearCounts;
use crate::domain::paging::{one_more, page_of};
use crate::domain::plan::{PlanKind, PlanState};
use crate::domain::round::ReportsOn;
use crate::views;
use crate::web::api::described::Problems;
use crate::web::api::list::List;
use crate::web::api::obligation::filter;
use crate::web::api::schema;
use crate::web::{error::WebError, guard::SignedIn, way};

/// Which page of the list is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AskedPlans {
    /// Whose tasks come from that kind of source: `plan`, `ledger`, `instruction`, `meeting`.
    kind: Option<String>,
    /// So many a page: 100, and 500 at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    limit: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Plan {
    /// Its key.
    #[schema(value_type = i64)]
    pub id: PlanId,
    /// As on the document.
    pub title: String,
    /// The year it is for; of several the first.
    pub year: i32,
    /// The last year it is for; the same as `year` where it is for one.
    pub last_year: i32,
    /// The region's full name.
    pub region: Option<String>,
    /// From what kind of source its tasks come: `plan`, `ledger`, `instruction`, `meeting`.
    #[schema(schema_with = schema::plan_kind)]
    pub kind: PlanKind,
    /// Where it stands.
    #[schema(schema_with = schema::plan_state)]
    pub state: PlanState,
    /// 交办 date; `null` without one. Where nobody can read it, the plan is locked and `state` says so.
    pub assigned_on: Option<NaiveDate>,
    /// Day of the month by which the monthly report is due.
    pub cutoff_day: i32,
    /// Which month that report is about: `this_month`, `last_month`.
    #[schema(schema_with = schema::reports_on)]
    pub reports_on: ReportsOn,
    /// How far it is today; `null` where the caller does not read the brief.
    pub progress: Option<Progress>,
}

/// What was due by today and what became of it, and apart from it the year's items by how far they are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Progress {
    /// 到期应办结: due by today.
    pub due: u32,
    /// Of those: closed.
    pub closed: u32,
    /// Closed, and handed in by the date.
    pub closed_on_time: u32,
    /// Closed, and handed in behind it.
    pub closed_late: u32,
    /// Not closed.
    pub not_closed: u32,
    /// Of those: handed in and under review.
    pub in_review: u32,
    /// Closed, though not due yet.
    pub closed_early: u32,
    /// The year's items.
    pub standing: Standing,
}

/// The year's items (年度任务) by what their last report says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// All of them.
    pub all: u32,
    /// No report says anything yet.
    pub not_reported: u32,
    /// 未启动.
    pub not_started: u32,
    /// 推进中.
    pub in_progress: u32,
    /// 基本完成.
    pub mostly_done: u32,
    /// 已完成 by the report, and not closed.
    pub done: u32,
    /// Closed.
    pub closed: u32,
}

impl Plan {
    fn of(plan: plans::Plan, progress: Option<views::Progress>) -> Self {
        let last_year = plan.ends();
        let plans::Plan { id, title, year, region, kind, state, rhythm, .. } = plan;
        let Rhythm { assigned_on, cutoff_day, reports_on, .. } = rhythm;
        let progress = progress.as_ref().map(Progress::from);
        Self { id, title, year, last_year, region, kind, state, assigned_on, cutoff_day, reports_on, progress }
    }
}

impl From<&views::Progress> for Progress {
    fn from(progress: &views::Progress) -> Self {
        let (due, year) = (progress.due(), progress.year());
        let YearCounts { not_reported, not_started, in_progress, mostly_done, done, closed } = year;
        Self {
            due: due.due(),
            closed: due.closed(),
            closed_on_time: due.on_time,
            closed_late: due.late,
            not_closed: due.not_closed(),
            in_review: due.in_review,
            closed_early: progress.closed_early,
            standing: Standing { all: year.all(), not_reported, not_started, in_progress, mostly_done, done, closed },
        }
    }
}

/// The plans that concern the caller.
///
/// Drafts are for coordinators; administrators see none.
#[utoipa::path(
    get, operation_id = "list_plans", path = "/api/v1/plans",
    tag = "plans",
    params(AskedPlans),
    responses((status = 200, description = "Plans, the newest first", body = List<Plan>), Problems)
)]
pub(crate) async fn list(
    app: web::Data<App>,
    reader: SignedIn,
    asked: web::Query<AskedPlans>,
) -> Result<HttpResponse, WebError> {
    let plans = way::read(&app, &reader, move |ctx, c, actor| {
        let before = filter::read("cursor", asked.cursor.as_deref(), "`next`")?;
        let limit = filter::limit(asked.limit.as_deref())?;
        let kind = filter::read("kind", asked.kind.as_deref(), &filter::words(PlanKind::ALL))?;
        let wanted = WantedPlans { with_drafts: true, kind, before, most: one_more(limit), ..WantedPlans::default() };
        let (read, total) = views::plans_seen(c, actor, wanted)?;
        let (plans, more) = page_of(read, limit);
        let next = plans.last().filter(|_| more).map(|plan| plan.id.to_string());
        let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
        let mut progress = views::plans_progress(ctx, c, actor, &ids)?;
        let seen = plans.into_iter().map(|plan| {
            let progress = progress.remove(&plan.id);
            Plan::of(plan, progress)
        });
        let seen = seen.collect();
        Ok(List::page(seen, next, total))
    });
    Ok(HttpResponse::Ok().json(plans.await?))
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
