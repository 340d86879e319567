//! 专报: the leader's one page.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::obligation::tally::Within;
use crate::views::{self, Brief, Sight};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage {
    page: Page,
    brief: Brief,
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but leaders and coordinators. Leaders of other units than the coordinating one read what theirs owes.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let plans = reader.plans.meant;
    let brief = way::read(&app, &reader, move |ctx, c, actor| {
        let (unit_id, sight) = (views::brief_of(c, actor)?, Sight::load(ctx, c)?);
        views::brief(ctx, c, Within { plans, unit_id }, &sight)
    });
    let brief = brief.await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.brief");
    Ok(answer::html(StatusCode::OK, &BriefPage { page, brief }))
}
