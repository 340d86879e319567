//! 计划: the plan as it was read, for everybody who has a part in it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{file, plans};
use crate::actions::{ActionError, allows, authorise};
use crate::app::App;
use crate::db::DbConnection;
use crate::db::obligation::ties;
use crate::db::plan::choosing;
use crate::db::plan::plans::{self as stored, Plan};
use crate::domain::id::PlanId;
use crate::domain::plan::PlanState;
use crate::domain::plan::choice::PlanChoice;
use crate::domain::rights::Right;
use crate::strings::Message;
use crate::views::{self, Progress, TaskView};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, way};

#[derive(Template)]
#[template(path = "tasks.html")]
struct PlanPage {
    page: Page,
    plan: Option<Plan>,
    /// Drafts that wait to be confirmed, where there is no plan yet; for those who may confirm them.
    drafts: Vec<(PlanId, String)>,
    tasks: Vec<TaskView>,
    /// How far it is; for those who read the brief.
    progress: Option<Progress>,
    /// Where the file is that it was read from; for those who import plans.
    file: Option<String>,
    error: Option<String>,
    /// What was typed and is not stored: what each field is called, and what it had in it.
    lost: Vec<(String, String)>,
}

/// The plan that was chosen, or the only one; where there are several, the list of them.
///
/// # Errors
/// Not found for units that the plan does not name.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    asked: web::Query<plans::Behind>,
) -> Result<HttpResponse, WebError> {
    let one = match reader.plans.choice {
        PlanChoice::One(id) => Some(id),
        PlanChoice::All | PlanChoice::ThisYear => None,
    };
    if one.is_none() && reader.plans.has_several() {
        let before = filter::value::<PlanId>("after", &asked.after)?;
        return plans::list((&request, &app, &reader), before).await;
    }
    draw((&request, &app, &reader), one, None).await
}

/// One plan that is or was tracked.
///
/// # Errors
/// Not found for a draft, and for units that the plan does not name.
pub(crate) async fn show_one(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
) -> Result<HttpResponse, WebError> {
    draw((&request, &app, &reader), Some(*id), None).await
}

/// The same with the reason why something could not be done with it, and what was typed meanwhile.
///
/// # Errors
/// As [`show_one`].
pub(crate) async fn refuse(
    asked: (&HttpRequest, &App, &SignedIn),
    id: PlanId,
    reason: &Message,
    lost: Vec<(String, String)>,
) -> Result<HttpResponse, WebError> {
    draw(asked, Some(id), Some((reason, lost))).await
}

/// Where a plan is read.
pub(crate) fn address(id: PlanId) -> String {
    format!("/plans/{id}")
}

async fn draw(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    id: Option<PlanId>,
    refused: Option<(&Message, Vec<(String, String)>)>,
) -> Result<HttpResponse, WebError> {
    let found = way::read(app, reader, move |ctx, c, actor| {
        let Some(plan) = chosen(c, id)? else {
            let may_confirm = allows(actor, Right::ImportPlan, &ties::office(c)?);
            let drafts = if may_confirm { stored::newest_drafts(c, views::DRAFTS)? } else { Vec::new() };
            return Ok((None, drafts, Vec::new(), (None, None)));
        };
        authorise(actor, Right::SeePlan, &ties::of_plan(c, plan.id)?)?;
        let tasks = views::plan_tasks(c, plan.id)?;
        let progress = views::plans_progress(ctx, c, actor, &[plan.id])?.remove(&plan.id);
        let is_kept = plan.file_sha256.is_some() && allows(actor, Right::ImportPlan, &ties::office(c)?);
        let file = is_kept.then(|| file::address(plan.id));
        Ok((Some(plan), Vec::new(), tasks, (progress, file)))
    });
    let (plan, drafts, tasks, (progress, file)) = found.await?;
    let mut page = Page::for_reader(request, app, reader, "nav.plan");
    if let Some(id) = id.filter(|_| refused.is_some()) {
        page = page.at(&address(id));
    }
    let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let (error, lost) = refused.map(|(reason, lost)| (page.t.say(reason), lost)).unzip();
    let lost = lost.unwrap_or_default();
    Ok(answer::html(status, &PlanPage { page, plan, drafts, tasks, progress, file, error, lost }))
}

/// The plan of that key, which must not be a draft; without a key the latest active one.
fn chosen(c: &mut DbConnection, id: Option<PlanId>) -> Result<Option<Plan>, ActionError> {
    let Some(id) = id else { return Ok(choosing::in_state(c, PlanState::Active, 1)?.pop()) };
    match stored::find(c, id)? {
        plan if plan.state == PlanState::Draft => Err(ActionError::NotFound),
        plan => Ok(Some(plan)),
    }
}
