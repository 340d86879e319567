//! 逾期清单: who is late, who was told, and what is proposed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::actions::{allows, authorise};
use crate::app::App;
use crate::db::obligation::tally::Within;
use crate::db::obligation::ties;
use crate::domain::obligation::Lamp;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::views::{self, LatePage, LatePlace, LateUnit, Overdue, ProposedItem, Sight};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, way};

/// A page of the list: so many rows, and so many of one unit.
const PAGE: LatePage = LatePage { behind: None, rows: 100, of_unit: 50 };

/// Behind which unit the list begins, as it stands in the address; empty means at the beginning.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Behind {
    after: String,
}

#[derive(Template)]
#[template(path = "overdue.html")]
struct OverduePage {
    page: Page,
    today: NaiveDate,
    overdue: Overdue,
    /// What people propose about what is not overdue.
    proposed: Vec<ProposedItem>,
    /// Whether the reader decides on proposals.
    decides: bool,
    /// Whether this is a page behind the first.
    is_behind: bool,
}

impl OverduePage {
    /// Whether the reader telephones, and writes down what was said.
    fn calls(&self) -> bool {
        self.page.who.as_ref().is_some_and(|who| who.role == Role::Coordinator.as_str())
    }

    /// The address of the next page.
    fn next(&self) -> Option<String> {
        Some(format!("/overdue?after={}", self.overdue.next?))
    }

    /// What a unit is late with, in the ledger.
    fn all_of(&self, unit: &LateUnit) -> String {
        let query = serde_html_form::to_string([("unit", unit.unit.as_str()), ("lamp", Lamp::Red.as_str())]);
        format!("/ledger?{}", query.unwrap_or_default())
    }
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but coordinators and leaders.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    asked: web::Query<Behind>,
) -> Result<HttpResponse, WebError> {
    let within = Within { plans: reader.plans.meant, unit_id: None };
    let behind = filter::value::<LatePlace>("after", &asked.after)?;
    let late = way::read(&app, &reader, move |ctx, c, actor| {
        let office = ties::office(c)?;
        authorise(actor, Right::SeeOverdueList, &office)?;
        let sight = Sight::load(ctx, c)?;
        let decides = allows(actor, Right::DecideEscalation, &office);
        let overdue = views::overdue(c, within, LatePage { behind, ..PAGE }, &sight)?;
        // They are few, and stand on the first page.
        let proposed = if behind.is_none() { views::proposed(c, within, &sight)? } else { Vec::new() };
        Ok((overdue, proposed, sight.today, decides))
    });
    let page = Page::for_reader(&request, &app, &reader, "nav.overdue");
    let (overdue, proposed, today, decides) = late.await?;
    let is_behind = behind.is_some();
    Ok(answer::html(StatusCode::OK, &OverduePage { overdue, proposed, decides, today, page, is_behind }))
}
