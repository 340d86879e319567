//! How a page is answered: drawn, refused with its form, or sent on to another.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::error::WebError;
use super::language;
use crate::actions::ActionError;
use crate::app::App;
use crate::strings::marked;

/// Lets a browser keep the answer to a form for its Back, which leads to an error of the browser's otherwise. Signing out empties what it keeps.
const TO_GO_BACK_TO: (&str, &str) = ("cache-control", "private, no-cache");

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
            let mut answer = HttpResponse::build(status);
            answer.insert_header((CONTENT_TYPE, "text/html; charset=utf-8"));
            // A form that was refused: whoever follows a link from it may come back to it.
            if matches!(status.as_u16(), 409 | 422 | 503) {
                answer.insert_header(TO_GO_BACK_TO);
            }
            answer.body(marked(body))
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be drawn");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Answers a form with a page that has what was typed.
pub(super) fn typed(status: StatusCode, template: &impl Template) -> HttpResponse {
    let mut answer = html(status, template);
    let (name, value) = TO_GO_BACK_TO;
    answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    answer
}

/// Answers a form: go and look there.
pub(super) fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}
