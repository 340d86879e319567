//! 调度台: the coordinator's first page.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::dates::{self, UnreadableDate};
use crate::domain::rights::Right;
use crate::views::{self, Desk, MailTrouble, Sight, Undelivered};
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};
use crate::web::way;

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    desk: Desk,
    mail: Option<MailTrouble>,
    undelivered: Undelivered,
    unreadable: Vec<UnreadableDate>,
}

impl DeskPage {
    /// What is amiss with the mail, in a sentence.
    fn about_mail(&self) -> Option<String> {
        Some(match self.mail.as_ref()? {
            MailTrouble::Failing(since, reason) => {
                self.page.fill("desk.mail_failing", "time", self.page.time(since))
                    + &views::server_said(self.page.t, reason)
            }
            MailTrouble::AllFailed(mails, since) => {
                self.page.fill("desk.mail_all_failed", "n", mails) + &self.page.time(since)
            }
            MailTrouble::Standing(mails, since) => {
                self.page.fill("desk.mail_standing", "n", mails) + &self.page.time(since)
            }
            MailTrouble::Lost(mails) => self.page.fill("desk.mail_lost", "n", mails),
        })
    }
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
    let desk = way::read_office(&app, &reader, Right::SeeDesk, |ctx, c| {
        let sight = Sight::load(ctx, c)?;
        Ok((views::desk(ctx, c, &sight)?, views::mail_trouble(ctx, c)?, views::undelivered(c)?, dates::moved(c)?))
    });
    let (desk, mail, undelivered, unreadable) = desk.await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.desk");
    Ok(page::html(StatusCode::OK, &DeskPage { page, desk, mail, undelivered, unreadable }))
}
