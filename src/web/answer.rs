//! How a page is answered: drawn, refused with its form, or sent on to another.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::error::WebError;
use super::language;
use crate::actions::ActionError;
use crate::app::App;
use crate::strings::marked;

/// Why a form is shown again: the status of the answer, the field that cannot be used (none where the state does not allow it), and the
/// reason in the reader's words.
///
/// # Errors
/// What no form can help.
pub(super) fn refused(
    request: &HttpRequest,
    app: &App,
    error: ActionError,
) -> Result<(StatusCode, &'static str, String), WebError> {
    match error {
        ActionError::Invalid { field, reason } => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, field, language::said(request, app, &reason)))
        }
        ActionError::Conflict { reason, .. } => Ok((StatusCode::CONFLICT, "", language::said(request, app, &reason))),
        error => Err(error.into()),
    }
}

/// Answers with a page.
pub(super) fn html(status: StatusCode, template: &impl Template) -> HttpResponse {
    match template.render() {
        Ok(body) => {
            HttpResponse::build(status).insert_header((CONTENT_TYPE, "text/html; charset=utf-8")).body(marked(body))
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be drawn");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Answers a form: go and look there.
pub(super) fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}
