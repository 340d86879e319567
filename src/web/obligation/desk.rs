//! 调度台: the coordinator's first page.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::actions::Damaged;
use crate::app::App;
use crate::db::dates::{self, UnreadableDate};
use crate::domain::rights::Right;
use crate::views::{self, Desk, LateRound, MailTrouble, Sight, Undelivered};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::mail::about_mail;
use crate::web::page::Page;
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
    /// That a round is over, until when late reports are taken, and how many have not reported in full.
    fn about_late(&self, late: &LateRound) -> String {
        let (month, date) = (self.page.month(&late.round.period), self.page.date(&late.round.compiled_on));
        let gaps: [(&str, &dyn std::fmt::Display); 3] =
            [("month", &month), ("date", &date), ("n", &late.lacking().len())];
        self.page.t.fill("desk.late_round", &gaps)
    }

    /// That a version of a rule cannot be read.
    fn about_damaged(&self, damaged: &Damaged) -> String {
        views::damaged_words(self.page.t, damaged)
    }

    /// Whether it is that somebody has to release the outbox.
    fn is_held(&self) -> bool {
        matches!(self.mail, Some(MailTrouble::Held(..)))
    }

    /// What is amiss with the mail.
    fn about_mail(&self) -> Option<String> {
        self.mail.as_ref().map(|trouble| about_mail(&self.page, trouble))
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
    let plans = reader.plans.meant;
    let desk = way::read_office(&app, &reader, Right::SeeDesk, move |ctx, c| {
        let sight = Sight::load(ctx, c)?;
        Ok((
            views::desk(ctx, c, plans, &sight)?,
            views::mail_trouble(ctx, c)?,
            views::undelivered(c)?,
            dates::moved(c)?,
        ))
    });
    let (desk, mail, undelivered, unreadable) = desk.await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.desk");
    Ok(answer::html(StatusCode::OK, &DeskPage { page, desk, mail, undelivered, unreadable }))
}
