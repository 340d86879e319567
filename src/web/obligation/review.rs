//! 审核: what waits for the coordinator, and what waits for a lead before.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::rights::Right;
use crate::views::{self, Reviewer, Sight, Submissions, SubmittedPlace};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, way};

/// So many rows are shown at a time.
const ROWS: usize = 100;

/// Behind which places the lists begin, as it stands in the address; empty means at the beginning.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Behind {
    after: String,
    lead_after: String,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    page: Page,
    behind: Behind,
    mine: Submissions,
    with_lead: Submissions,
}

impl ReviewPage {
    /// The address of the next page of what waits for the coordinators.
    fn next(&self) -> Option<String> {
        let after = self.mine.next?.to_string();
        Some(Behind { after, ..self.behind.clone() }.address())
    }

    /// The address of the next page of what waits for a lead.
    fn next_with_lead(&self) -> Option<String> {
        let lead_after = self.with_lead.next?.to_string();
        Some(Behind { lead_after, ..self.behind.clone() }.address())
    }
}

impl Behind {
    fn address(&self) -> String {
        format!("/review?{}", serde_html_form::to_string(self).unwrap_or_default())
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
    behind: web::Query<Behind>,
) -> Result<HttpResponse, WebError> {
    let (plans, behind) = (reader.plans.meant, behind.into_inner());
    let after = filter::value::<SubmittedPlace>("after", &behind.after)?;
    let lead_after = filter::value::<SubmittedPlace>("lead_after", &behind.lead_after)?;
    let submitted = way::read_office(&app, &reader, Right::SeeDesk, move |ctx, c| {
        let sight = Sight::load(ctx, c)?;
        let mine = views::submissions(c, (plans, Reviewer::Coordinator), (after, ROWS), &sight)?;
        Ok((mine, views::submissions(c, (plans, Reviewer::Other), (lead_after, ROWS), &sight)?))
    });
    let (mine, with_lead) = submitted.await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.review");
    Ok(answer::html(StatusCode::OK, &ReviewPage { page, behind, mine, with_lead }))
}
