//! The coordinator's pages: the desk, the overdue list, what waits for review.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use super::blocking;
use super::error::WebError;
use super::guard::SignedIn;
use super::page::{self, Page};
use crate::actions::{allows, authorise};
use crate::app::App;
use crate::db::obligations;
use crate::domain::obligation::Awaiting;
use crate::domain::rights::Right;
use crate::views::{self, Brief, Desk, Item, LateUnit, MailTrouble, Sight};

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    desk: Desk,
    mail: Option<MailTrouble>,
}

impl DeskPage {
    /// What is amiss with the mail, in a sentence.
    fn about_mail(&self) -> Option<String> {
        Some(match self.mail.as_ref()? {
            MailTrouble::Failing(since, reason) => {
                self.page.fill("desk.mail_failing", "time", self.page.time(since)) + reason
            }
            MailTrouble::Standing(mails, since) => {
                self.page.fill("desk.mail_standing", "n", mails) + &self.page.time(since)
            }
            MailTrouble::Lost(mails) => self.page.fill("desk.mail_lost", "n", mails),
        })
    }
}

#[derive(Template)]
#[template(path = "overdue.html")]
struct OverduePage {
    page: Page,
    today: NaiveDate,
    units: Vec<LateUnit>,
    /// Whether the reader decides on proposals.
    decides: bool,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    page: Page,
    mine: Vec<Item>,
    with_lead: Vec<Item>,
}

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage {
    page: Page,
    brief: Brief,
}

/// 专报: the leader's one page.
///
/// # Errors
/// Forbidden for everybody but leaders and coordinators.
pub async fn brief(request: HttpRequest, app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let brief = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            authorise(&actor, Right::SeeDigest, &obligations::office(c)?)?;
            views::brief(&app.ctx, c)
        })
    });
    let page = Page::for_reader(&request, &app, &reader, "nav.brief");
    Ok(page::html(StatusCode::OK, &BriefPage { brief: brief.await?, page }))
}

/// 调度台.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub async fn desk(request: HttpRequest, app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let desk = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            authorise(&actor, Right::SeeDesk, &obligations::office(c)?)?;
            Ok((views::desk(&app.ctx, c)?, views::mail_trouble(&app.ctx, c)?))
        })
    });
    let (desk, mail) = desk.await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.desk");
    Ok(page::html(StatusCode::OK, &DeskPage { page, desk, mail }))
}

/// 逾期清单.
///
/// # Errors
/// Forbidden for everybody but coordinators and leaders.
pub async fn overdue(request: HttpRequest, app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let late = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            let office = obligations::office(c)?;
            authorise(&actor, Right::SeeOverdueList, &office)?;
            let sight = Sight::load(&app.ctx, c)?;
            Ok((views::overdue(c, None, &sight)?, allows(&actor, Right::DecideEscalation, &office)))
        })
    });
    let page = Page::for_reader(&request, &app, &reader, "nav.overdue");
    let (units, decides) = late.await?;
    Ok(page::html(StatusCode::OK, &OverduePage { units, decides, today: app.ctx.clock.today(), page }))
}

/// 审核.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub async fn review(request: HttpRequest, app: web::Data<App>, reader: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = reader.actor();
    let submitted = blocking::run(&app, move |app| {
        app.ctx.db.read(|c| {
            authorise(&actor, Right::SeeDesk, &obligations::office(c)?)?;
            let sight = Sight::load(&app.ctx, c)?;
            views::review_list(c, &sight)
        })
    });
    let mine = |item: &Item| item.row.obligation.awaiting == Some(Awaiting::Coordinator);
    let (mine, with_lead) = submitted.await?.into_iter().partition(mine);
    let page = Page::for_reader(&request, &app, &reader, "nav.review");
    Ok(page::html(StatusCode::OK, &ReviewPage { page, mine, with_lead }))
}
