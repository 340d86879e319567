//! A one-time link that is not good any more: why, and what to do next.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::actions::DeadLink;
use crate::app::App;
use crate::db::people::persons::Contact;
use crate::web::answer;
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "dead_link.html")]
struct DeadLinkPage {
    page: Page,
    link: DeadLink,
    /// Whom to ask: the system administrators.
    contacts: Vec<Contact>,
}

/// The page about a link, and whom its holder may ask.
pub(super) fn page(request: &HttpRequest, app: &App, (link, contacts): (DeadLink, Vec<Contact>)) -> HttpResponse {
    let status = if link == DeadLink::Unknown { StatusCode::NOT_FOUND } else { StatusCode::GONE };
    let page = Page::for_anybody(request, app, "password.dead_title");
    answer::html(status, &DeadLinkPage { page, link, contacts })
}
