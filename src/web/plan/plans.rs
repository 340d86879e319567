//! 计划: the list of those that somebody may look at.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::db::counted::Counted;
use crate::db::plan::choosing::WantedPlans;
use crate::db::plan::plans::Plan;
use crate::domain::id::PlanId;
use crate::domain::paging::{one_more, page_of};
use crate::views;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{answer, way};

/// Behind which plan the list begins, as it stands in the address; empty means at the beginning.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Behind {
    pub(super) after: String,
}

/// So many plans are listed at a time.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "plans.html")]
struct PlansPage {
    page: Page,
    plans: Vec<Plan>,
    total: Counted,
    /// The address of what comes behind these.
    next: Option<String>,
    is_behind: bool,
}

/// The plans that were chosen and the reader may see.
pub(super) async fn list(
    (request, app, reader): (&HttpRequest, &App, &SignedIn),
    before: Option<PlanId>,
) -> Result<HttpResponse, WebError> {
    let meant = reader.plans.meant;
    let found = way::read(app, reader, move |_, c, actor| {
        views::plans_seen(c, actor, WantedPlans { meant, before, most: one_more(ROWS), ..WantedPlans::default() })
    });
    let (read, total) = found.await?;
    let (plans, more) = page_of(read, ROWS);
    let next = plans.last().filter(|_| more).map(|plan| format!("/plan?after={}", plan.id));
    let page = Page::for_reader(request, app, reader, "nav.plan");
    Ok(answer::html(StatusCode::OK, &PlansPage { page, plans, total, next, is_behind: before.is_some() }))
}
