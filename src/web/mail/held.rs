//! What waits since the database was restored, and the form by which mails may leave again.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::actions::{self, ActionError, ReleaseOutbox, chosen};
use crate::app::App;
use crate::domain::id::MailId;
use crate::domain::mail::HeldMails;
use crate::domain::rights::Right;
use crate::views::{self, Held, HeldOutbox};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

#[derive(Template)]
#[template(path = "held.html")]
struct HeldPage {
    page: Page,
    /// `None` where mails leave.
    held: Option<HeldOutbox>,
    choices: &'static [HeldMails],
    form: ReleaseForm,
    error: Option<String>,
}

impl HeldPage {
    /// The plans that a mail is about, by their titles.
    fn about(&self, held: &Held, id: &MailId) -> String {
        held.plans.get(id).map(|titles| titles.join(self.page.s("app.comma"))).unwrap_or_default()
    }

    /// What waits, with the catalogue's key of what it is.
    fn groups(held: &HeldOutbox) -> [(&'static str, &Held); 2] {
        [("outbox.of_backup", &held.restored), ("outbox.of_now", &held.newer)]
    }
}

/// What was chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReleaseForm {
    generation: i32,
    seen: i64,
    restored: String,
    newer: String,
}

impl ReleaseForm {
    fn wish(&self) -> Result<ReleaseOutbox, ActionError> {
        let choice = |field, text: &str| chosen(field, text, ("held_mails", HeldMails::ALL));
        Ok(ReleaseOutbox {
            generation: self.generation,
            seen: MailId::new(self.seen),
            restored: choice("restored", &self.restored)?,
            newer: choice("newer", &self.newer)?,
        })
    }
}

/// What waits.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, ReleaseForm::default(), None).await
}

/// Lets mails leave again, or counts them as sent.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn release(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<ReleaseForm>,
) -> Result<HttpResponse, WebError> {
    let done = match form.0.wish() {
        Ok(wish) => way::act(&app, &reader, move |ctx, actor| actions::release_outbox(ctx, actor, &wish)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(answer::see_other("/mails?done=released")),
        Err(error) => {
            let refused = answer::refused(&request, &app, error)?;
            draw(&request, &app, &reader, form.0, Some(refused)).await
        }
    }
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    form: ReleaseForm,
    refused: Option<(StatusCode, &'static str, String)>,
) -> Result<HttpResponse, WebError> {
    let held = way::read_office(app, reader, Right::ReleaseOutbox, views::held_outbox).await?;
    let page = Page::for_reader(request, app, reader, "outbox.held_title").at("/mails/held");
    let (status, error) = refused.map_or((StatusCode::OK, None), |(status, _, words)| (status, Some(words)));
    Ok(answer::html(status, &HeldPage { page, held, choices: HeldMails::ALL, form, error }))
}
