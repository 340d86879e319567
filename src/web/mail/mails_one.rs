//! One mail of 通知记录: what it says as its reader sees it, and what can be done to it.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use serde::Deserialize;

use super::mails::{leaves, reason};
use crate::actions;
use crate::app::App;
use crate::db::notice::notices::rung_of;
use crate::domain::id::MailId;
use crate::domain::mail::MailState;
use crate::domain::typed::EmailAddress;
use crate::letters::{ShownMail, shown};
use crate::views::server_said;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

/// A mail's HTML has its styles in itself, as mail programs want it. It is shown in a frame of its own that may do nothing
/// else: no script, no form, no request, no way to us.
const MAIL_POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";

#[derive(Template)]
#[template(path = "mails_one.html")]
struct MailPage {
    page: Page,
    shown: ShownMail,
    now: NaiveDateTime,
}

impl MailPage {
    /// Why an obligation is in the mail.
    fn why(&self, rung: &str) -> String {
        self.page.why(rung_of(rung))
    }

    /// Whether it waits for a time yet to come.
    fn waits(&self) -> bool {
        let mail = &self.shown.mail;
        let leaves_at = self.shown.hours.leaves_at(mail.not_before.max(self.now), mail.at_once);
        mail.state == MailState::Pending && leaves_at > self.now
    }

    /// When it will leave.
    fn leaves(&self) -> String {
        leaves(&self.page, Some(&self.shown.hours), &self.shown.mail, self.now)
    }
}

/// One mail with its text.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<MailId>,
) -> Result<HttpResponse, WebError> {
    let shown = read(&app, &reader, *id).await?;
    let mut page = Page::for_reader(&request, &app, &reader, "nav.outbox");
    if let Some(letter) = &shown.letter {
        page.title.clone_from(&letter.subject);
    }
    Ok(answer::html(StatusCode::OK, &MailPage { page, shown, now: app.ctx.clock.now() }))
}

/// Sends a mail once more that did not arrive.
///
/// # Errors
/// Forbidden for everybody but the coordinators; a conflict where it is on its way or was taken, or its address is suspended.
pub(crate) async fn resend(
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<MailId>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    way::act(&app, &reader, move |ctx, actor| actions::resend_mail(ctx, actor, id)).await?;
    Ok(answer::see_other(&format!("/mails/{id}?done=sent_again")))
}

/// The address to be written to again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Lifted {
    address: String,
    /// The mail on whose page it was asked for.
    mail: Option<MailId>,
}

/// Writes to a suspended address again.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn lift(
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<Lifted>,
) -> Result<HttpResponse, WebError> {
    // Our page sends the address back as it is stored; another one leads nowhere.
    let address = EmailAddress::try_from(form.0.address.as_str()).map_err(|_| WebError::not_found())?;
    way::act(&app, &reader, move |ctx, actor| actions::lift_suspension(ctx, actor, &address)).await?;
    let back = form.0.mail.map_or_else(|| "/mails".to_owned(), |id| format!("/mails/{id}"));
    Ok(answer::see_other(&format!("{back}?done=lifted")))
}

/// The HTML part alone, for the frame on its page.
///
/// # Errors
/// Forbidden for everybody but the coordinators; not found where nothing is left to say.
pub(crate) async fn html(
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<MailId>,
) -> Result<HttpResponse, WebError> {
    let letter = read(&app, &reader, *id).await?.letter.ok_or_else(WebError::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .body(letter.html))
}

async fn read(app: &App, reader: &SignedIn, id: MailId) -> Result<ShownMail, WebError> {
    Ok(way::read(app, reader, move |ctx, c, actor| shown(ctx, c, actor, id)).await?)
}
