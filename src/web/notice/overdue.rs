//! 逾期清单: who is late, who was told, and what is proposed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use crate::actions::{allows, authorise};
use crate::app::App;
use crate::db::obligation::tally::Within;
use crate::db::obligation::ties;
use crate::domain::rights::Right;
use crate::views::{self, LateUnit, ProposedItem, Sight};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

#[derive(Template)]
#[template(path = "overdue.html")]
struct OverduePage {
    page: Page,
    today: NaiveDate,
    units: Vec<LateUnit>,
    /// What people propose about what is not overdue.
    proposed: Vec<ProposedItem>,
    /// Whether the reader decides on proposals.
    decides: bool,
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but coordinators and leaders.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let late = way::read(&app, &reader, |ctx, c, actor| {
        let office = ties::office(c)?;
        authorise(actor, Right::SeeOverdueList, &office)?;
        let sight = Sight::load(ctx, c)?;
        let decides = allows(actor, Right::DecideEscalation, &office);
        Ok((views::overdue(c, Within::default(), &sight)?, views::proposed(c, &sight)?, sight.today, decides))
    });
    let page = Page::for_reader(&request, &app, &reader, "nav.overdue");
    let (units, proposed, today, decides) = late.await?;
    Ok(answer::html(StatusCode::OK, &OverduePage { units, proposed, decides, today, page }))
}
