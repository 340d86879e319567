//! A line in the log for every request, and how long it took for whoever monitors. The route is written, never the address that was
//! asked for: nothing that somebody typed, and no token, is in it.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web;

use super::guard::SignedIn;
use super::source::source_of;
use super::tally::{TALLY, Tally};
use crate::app::App;
use crate::clock;

/// By which an answer says under which name it stands in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What no route has.
const NO_ROUTE: &str = "-";

/// Writes a request down when it is answered.
pub(super) async fn note(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let (begun, tally) = (clock::monotonic(), Arc::new(Tally::default()));
    let (id, method) = (app.requests.next_id(), method_of(request.method()));
    let route = request.match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned());
    let source = source_of(request.request(), &app);
    let answer = TALLY.scope(Arc::clone(&tally), next.call(request)).await.map(ServiceResponse::map_into_boxed_body);
    let (status, person) = outcome(&answer);
    let took = clock::monotonic().saturating_sub(begun);
    app.requests.observe((method, &route, status.as_u16()), took);
    if app.ctx.settings.log.access {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let (statements, db_ms) = tally.so_far();
        let status = status.as_u16();
        tracing::info!(target: "access", %id, method, %route, status, ms, statements, db_ms, %person, %source);
    }
    let mut answer = answer?;
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(answer)
}

/// The status, and the key of whoever asked; `-` for nobody who is known.
fn outcome(answer: &Result<ServiceResponse<BoxBody>, actix_web::Error>) -> (StatusCode, String) {
    match answer {
        Ok(answer) => {
            let person = SignedIn::known(answer.request()).map(|reader| reader.person.id.to_string());
            (answer.status(), person.unwrap_or_else(|| "-".to_owned()))
        }
        Err(error) => (error.as_response_error().status_code(), "-".to_owned()),
    }
}

/// One of those that we know: what else somebody sends is no label.
fn method_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}
