//! 审计日志: what everybody did, for the audit administrator; nobody can change it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::blocking;
use super::error::WebError;
use super::guard::SignedIn;
use super::page::{self, Page};
use crate::actions::authorise;
use crate::app::App;
use crate::db::audit::{self, Entry};
use crate::db::obligations;
use crate::domain::rights::Right;

/// Rows a page.
const PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    page: Page,
    entries: Vec<Entry>,
    older: Option<i64>,
}

/// Where the page begins.
#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

/// The trail, newest first.
///
/// # Errors
/// Forbidden for everybody but the audit administrator.
pub async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    from: web::Query<From>,
) -> Result<HttpResponse, WebError> {
    let (actor, before) = (reader.actor(), from.before);
    let entries = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            authorise(&actor, Right::SeeAudit, &obligations::office(c)?)?;
            Ok(audit::newest(c, before, PAGE)?)
        })
    })
    .await?;
    let full = i64::try_from(entries.len()).is_ok_and(|rows| rows == PAGE);
    let older = entries.last().filter(|_| full).map(|entry| entry.id);
    let page = Page::for_reader(&request, &app, &reader, "nav.audit");
    Ok(page::html(StatusCode::OK, &AuditPage { page, entries, older }))
}
