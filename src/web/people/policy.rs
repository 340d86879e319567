//! 安全策略: the rules of sign-in in force, for the security administrator. They are set in the configuration.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::config::AuthSettings;
use crate::domain::rights::Right;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};
use crate::web::way;

#[derive(Template)]
#[template(path = "policy.html")]
struct PolicyPage {
    page: Page,
    auth: AuthSettings,
}

/// The rules in force.
///
/// # Errors
/// Forbidden for everybody but the security administrator.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    way::read_office(&app, &reader, Right::ManagePolicy, |_, _| Ok(())).await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.policy");
    Ok(page::html(StatusCode::OK, &PolicyPage { page, auth: app.ctx.settings.auth.clone() }))
}
