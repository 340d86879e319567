//! 计划: the plan as it was read, for everybody who has a part in it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::blocking;
use super::error::WebError;
use super::guard::SignedIn;
use super::page::{self, Page};
use crate::actions::{ActionError, authorise};
use crate::app::App;
use crate::db::plans::Plan;
use crate::db::{obligations, plans};
use crate::domain::plan::{AssignmentRole, PlanState};
use crate::domain::rights::Right;
use crate::views::{self, TaskView};

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    page: Page,
    plan: Option<Plan>,
    tasks: Vec<TaskView>,
    roles: &'static [AssignmentRole],
}

/// The latest active plan.
///
/// # Errors
/// Not found for units that the plan does not name.
pub async fn show(request: HttpRequest, app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let found = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            let plan = plans::all(c)?.into_iter().find(|plan| plan.state == PlanState::Active);
            let tasks = match &plan {
                Some(plan) => {
                    authorise(&actor, Right::SeePlan, &obligations::ties_of_plan(c, plan.id)?)?;
                    views::plan_tasks(c, plan.id)?
                }
                None => Vec::new(),
            };
            Ok::<_, ActionError>((plan, tasks))
        })
    });
    let (plan, tasks) = found.await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.plan");
    Ok(page::html(StatusCode::OK, &PlanPage { page, plan, tasks, roles: AssignmentRole::ALL }))
}
