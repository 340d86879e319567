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
use crate::db::{obligations, people};
use crate::domain::rights::Right;

/// Rows a page.
const PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    page: Page,
    /// Each with the name of the person it is about, where it is about one.
    entries: Vec<(Entry, Option<String>)>,
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
            let people = people::all(c)?;
            let about = |entry: &Entry| {
                let person = people.iter().find(|person| entry.object == "person" && person.id == entry.object_id);
                person.map(|person| person.name.clone())
            };
            Ok(audit::newest(c, before, PAGE)?
                .into_iter()
                .map(|entry| (entry.clone(), about(&entry)))
                .collect::<Vec<_>>())
        })
    })
    .await?;
    let full = i64::try_from(entries.len()).is_ok_and(|rows| rows == PAGE);
    let older = entries.last().filter(|_| full).map(|(entry, _)| entry.id);
    let page = Page::for_reader(&request, &app, &reader, "nav.audit");
    Ok(page::html(StatusCode::OK, &AuditPage { page, entries, older }))
}
