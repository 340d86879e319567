//! 导入计划: a document is chosen, read at once, and reviewed on a page of its own; drafts that were left are taken up again.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::draft;
use crate::actions::{self, ActionError, Actor, Context, ImportPlan};
use crate::app::App;
use crate::compiler::{self, Options, UnitRegistry};
use crate::db::counted::Counted;
use crate::db::plan::choosing::{self, WantedPlans};
use crate::db::plan::plans::Plan;
use crate::domain::id::PlanId;
use crate::domain::paging::beside;
use crate::domain::plan::{PLAN_YEARS, PlanState};
use crate::domain::rights::Right;
use crate::domain::typed::{Whole, recognised};
use crate::strings::Message;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Uploaded;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{language, way};

/// So many drafts are listed, the newest first; with each that is confirmed or discarded another follows.
const DRAFTS: i64 = 100;

/// So many other plans are listed, the newest first.
const OTHERS: i64 = 20;

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    page: Page,
    drafts: Vec<Plan>,
    others: Vec<Plan>,
    /// How many others there are.
    all_others: Counted,
    year: String,
    error: Option<String>,
    /// The address of the plan or draft that stands already in the place of what was sent.
    known: Option<String>,
}

impl ImportPage {
    /// Whether there are more plans than are listed.
    fn has_more(&self) -> bool {
        beside(self.all_others.rows, self.others.len()) > 0
    }
}

/// The form, and the drafts that were left.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, String::new(), None).await
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    year: String,
    error: Option<Message>,
) -> Result<HttpResponse, WebError> {
    let found = way::read_office(app, reader, Right::ImportPlan, |_, c| {
        let others = WantedPlans { most: OTHERS, ..WantedPlans::default() };
        Ok((choosing::in_state(c, PlanState::Draft, DRAFTS)?, choosing::page(c, &others)?))
    });
    let (drafts, (others, all_others)) = found.await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    // A draft's page leads on to the plan where that is tracked.
    let known = error.as_ref().and_then(|reason| reason.text("id")?.parse().ok()).map(draft::address);
    let error = error.map(|reason| language::said(request, app, &reason));
    let page = Page::for_reader(request, app, reader, "nav.import").at("/plans/import");
    Ok(answer::html(status, &ImportPage { page, drafts, others, all_others, year, error, known }))
}

/// Reads a document and leads to its review.
///
/// # Errors
/// Forbidden for everybody but the coordinators; a document that cannot be read shows the form again.
pub(crate) async fn upload(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    uploaded: Uploaded,
) -> Result<HttpResponse, WebError> {
    way::read_office(&app, &reader, Right::ImportPlan, |_, _| Ok(())).await?;
    let (year, registry) = (uploaded.field("year").to_owned(), app.registry.clone());
    match way::act_long(&app, &reader, move |ctx, actor| import(ctx, actor, &uploaded, &registry)).await {
        Ok(plan_id) => Ok(answer::see_other(&format!("{}?done=imported", draft::address(plan_id)))),
        Err(ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. }) => {
            draw(&request, &app, &reader, year, Some(reason)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn import(ctx: &Context, actor: &Actor, uploaded: &Uploaded, registry: &UnitRegistry) -> Result<PlanId, ActionError> {
    let file = uploaded.file_name.as_str();
    if file.is_empty() {
        return Err(ActionError::invalid("file", Message::new("import.no_file")));
    }
    let options = Options { registry, year: year(uploaded.field("year"))? };
    let draft = compiler::compile_file(file, &uploaded.bytes, &options).map_err(|reason| {
        ActionError::invalid(
            "file",
            Message::new("import.unreadable").with("file", recognised(file)).with("reason", reason),
        )
    })?;
    let wish = ImportPlan { source_name: file, file: &uploaded.bytes, draft: &draft, registry, activate_on: None };
    Ok(actions::import_plan(ctx, actor, &wish)?.plan_id)
}

fn year(text: &str) -> Result<Option<i32>, ActionError> {
    match text {
        "" => Ok(None),
        text => text
            .parse::<Whole>()
            .ok()
            .map(Whole::number)
            .filter(|year| PLAN_YEARS.contains(year))
            .map(Some)
            .ok_or_else(|| actions::bad_year("year", text)),
    }
}
