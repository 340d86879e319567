//! 审核: what waits for the coordinator, and what waits for a lead before.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::obligation::Awaiting;
use crate::domain::rights::Right;
use crate::views::{self, Item, Sight};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    page: Page,
    mine: Vec<Item>,
    with_lead: Vec<Item>,
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let submitted = way::read_office(&app, &reader, Right::SeeDesk, |ctx, c| {
        let sight = Sight::load(ctx, c)?;
        views::review_list(c, &sight)
    });
    let mine = |item: &Item| item.row.obligation.awaiting == Some(Awaiting::Coordinator);
    let (mine, with_lead) = submitted.await?.into_iter().partition(mine);
    let page = Page::for_reader(&request, &app, &reader, "nav.review");
    Ok(answer::html(StatusCode::OK, &ReviewPage { page, mine, with_lead }))
}
