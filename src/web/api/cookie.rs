//! A browser sends its cookie with whatever page it is on; what a call changes must be wanted by a page of ours.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::CallError;
use crate::web::error::WebError;
use crate::web::{form, guard};

/// Refuses whatever changes something and is vouched for by the cookie alone. A bearer token is never sent by itself.
///
/// A refusal is an answer, so that it is dressed like any other.
pub(super) async fn changes_nothing_alone(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let by_cookie = guard::token_of(request.request()).is_some_and(|(_, by_itself)| by_itself);
    if by_cookie && !request.method().is_safe() && !form::is_own_call(request.request()) {
        return Ok(request.error_response(WebError::Call(CallError::CookieAlone)));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}
