//! What a refusal looks like to a program.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError as _};

use super::Problem;
use crate::actions::ActionError;
use crate::web::error::{RETRY_SECONDS, WebError};

/// The refusal of a call.
pub(crate) fn refusal(error: &WebError, message: String) -> HttpResponse {
    let status = error.status_code();
    let mut problem = Problem::new(status, message);
    match error {
        WebError::Action(ActionError::Invalid { field, .. }) => problem.field = Some(field),
        WebError::Action(ActionError::Conflict { versions: Some((given, stored)), .. }) => {
            (problem.version, problem.current_version) = (Some(*given), Some(*stored));
        }
        WebError::Call(error) => error.complete(&mut problem),
        _ => {}
    }
    let mut response: HttpResponseBuilder = HttpResponse::build(status);
    match status {
        StatusCode::UNAUTHORIZED => drop(response.insert_header((WWW_AUTHENTICATE, "Bearer"))),
        StatusCode::SERVICE_UNAVAILABLE => drop(response.insert_header((RETRY_AFTER, RETRY_SECONDS))),
        _ => {}
    }
    response.insert_header((CONTENT_TYPE, "application/problem+json")).json(problem)
}
