//! 专报: the leader's one page.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::actions::authorise;
use crate::app::App;
use crate::db::obligation::ties;
use crate::domain::rights::Right;
use crate::views::{self, Brief};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage {
    page: Page,
    brief: Brief,
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but leaders and coordinators.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let brief = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            authorise(&actor, Right::SeeDigest, &ties::office(c)?)?;
            views::brief(&app.ctx, c)
        })
    });
    let page = Page::for_reader(&request, &app, &reader, "nav.brief");
    Ok(page::html(StatusCode::OK, &BriefPage { brief: brief.await?, page }))
}
