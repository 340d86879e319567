//! 审计日志: what everybody did, for the audit administrator; nobody can change it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::error::WebError;
use super::guard::SignedIn;
use super::page::{self, Page};
use super::way;
use crate::app::App;
use crate::db::audit::{self, Entry};
use crate::db::people::persons::{self, Person};
use crate::domain::id::{EntryId, PersonId};
use crate::domain::rights::Right;
use crate::domain::trail::On;

/// Rows a page.
const PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    page: Page,
    entries: Vec<Row>,
    older: Option<EntryId>,
}

/// A row of the trail; names may be alike, so that accounts stand beside them.
struct Row {
    entry: Entry,
    /// The mail address by which whoever acted signs in today.
    account: Option<String>,
    /// The name of the person it is about, where it is about one.
    about: Option<String>,
}

impl Row {
    fn of(entry: Entry, people: &[Person]) -> Self {
        let find = |id: PersonId| people.iter().find(|person| person.id == id);
        Self {
            account: entry.person_id.and_then(find).and_then(|person| person.email.clone()),
            about: match entry.on() {
                On::Person(id) => find(id).map(|person| person.name.clone()),
                _ => None,
            },
            entry,
        }
    }
}

/// Where the page begins.
#[derive(Deserialize)]
pub(super) struct From {
    before: Option<EntryId>,
}

/// The trail, newest first.
///
/// # Errors
/// Forbidden for everybody but the audit administrator.
pub(super) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    from: web::Query<From>,
) -> Result<HttpResponse, WebError> {
    let before = from.before;
    let entries = way::read_office(&app, &reader, Right::SeeAudit, move |_, c| {
        let people = persons::all(c)?;
        let newest = audit::newest(c, before, PAGE)?;
        Ok(newest.into_iter().map(|entry| Row::of(entry, &people)).collect::<Vec<_>>())
    })
    .await?;
    let full = i64::try_from(entries.len()).is_ok_and(|rows| rows == PAGE);
    let older = entries.last().filter(|_| full).map(|row| row.entry.id);
    let page = Page::for_reader(&request, &app, &reader, "nav.audit");
    Ok(page::html(StatusCode::OK, &AuditPage { page, entries, older }))
}
