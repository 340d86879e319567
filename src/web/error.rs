//! Errors at the edge: which status, which page, which `problem+json`. This file alone maps them; what only calls run
//! into says [`CallError`].
//!
//! Handlers return [`WebError`]; [`dress`] sees the request too and answers in the reader's language and in the
//! form that was asked for.

use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError, web};
use futures_util::FutureExt as _;

use super::api::{self, CallError, Problem};
use super::page::{self, LANGUAGE_COOKIE};
use super::refusal::{self, RETRY_SECONDS, Spare};
use crate::actions::ActionError;
use crate::app::App;
use crate::strings::{Message, Strings};

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum WebError {
    /// Nobody is signed in, or the session is over.
    SignInFirst,
    /// A form that none of our pages sent.
    ForeignForm,
    /// A form or body that is none.
    UnreadableForm,
    /// Why a program's call was not understood or not let through.
    Call(CallError),
    /// A form or body that is larger than we read.
    TooLarge,
    /// A form with more fields than any of ours.
    TooManyFields,
    /// An address that is longer than any of ours.
    LongAddress,
    /// A form or body that did not come in time.
    TooSlow,
    /// What the action said.
    Action(ActionError),
}

impl From<ActionError> for WebError {
    fn from(error: ActionError) -> Self {
        Self::Action(error)
    }
}

impl From<CallError> for WebError {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl std::fmt::Display for WebError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl WebError {
    /// No such address, or nothing there that the reader may know of.
    pub fn not_found() -> Self {
        Self::Action(ActionError::NotFound)
    }

    /// What to tell whoever asked.
    pub fn message(&self) -> Message {
        match self {
            Self::SignInFirst => Message::new("error.sign_in_first"),
            Self::ForeignForm => Message::new("error.foreign_form"),
            Self::UnreadableForm => Message::new("error.unreadable_form"),
            Self::TooLarge => Message::new("error.too_large"),
            Self::TooManyFields => Message::new("error.too_many_fields"),
            Self::LongAddress => Message::new("error.long_address"),
            Self::TooSlow => Message::new("error.too_slow"),
            Self::Call(error) => error.message(),
            // The reader can do nothing with a driver's words; the log has them.
            Self::Action(ActionError::Failed(_)) => Message::new("error.defect"),
            Self::Action(error) => error.message(),
        }
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::UnreadableForm => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::TooManyFields => StatusCode::PAYLOAD_TOO_LARGE,
            Self::LongAddress => StatusCode::URI_TOO_LONG,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Call(error) => error.status(),
            Self::Action(error) => match error {
                ActionError::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                ActionError::Forbidden => StatusCode::FORBIDDEN,
                ActionError::NotFound => StatusCode::NOT_FOUND,
                ActionError::Conflict { .. } => StatusCode::CONFLICT,
                ActionError::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
                ActionError::Unavailable
                | ActionError::Collided
                | ActionError::NoStorage(_)
                | ActionError::Unsure(_)
                | ActionError::Stored => StatusCode::SERVICE_UNAVAILABLE,
                ActionError::Failed(_) | ActionError::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).finish()
    }
}

/// Gives every refused request its page or its `problem+json`, and remembers a language that was asked for.
///
/// # Errors
/// None of its own.
pub async fn dress(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let spare = Spare::of(&request);
    let answer = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(answer) => answer?.map_into_boxed_body(),
        Err(_) => return Err(InternalError::from_response("a handler panicked", spare.answer()).into()),
    };
    let (request, response) = answer.into_parts();
    let allowed = response.headers().get(ALLOW).cloned();
    let mut response = match response.error().and_then(|error| error.as_error::<WebError>()) {
        Some(error) => {
            refusal::write_down(&request, error);
            refuse(&request, error).await
        }
        None if is_call(&request) && response.status() == StatusCode::METHOD_NOT_ALLOWED => {
            refuse(&request, &CallError::WrongMethod.into()).await
        }
        None => response,
    };
    if let Some(allowed) = allowed {
        response.headers_mut().insert(ALLOW, allowed);
    }
    if let Some(language) = page::asked_language(&request) {
        let cookie = Cookie::build(LANGUAGE_COOKIE, language.as_str())
            .path("/")
            .same_site(SameSite::Lax)
            .max_age(actix_web::cookie::time::Duration::days(365))
            .finish();
        response.add_cookie(&cookie)?;
    }
    Ok(ServiceResponse::new(request, response))
}

/// Whether a program asks.
pub fn is_call(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/")
}

async fn refuse(request: &HttpRequest, error: &WebError) -> HttpResponse {
    let Some(app) = request.app_data::<web::Data<App>>() else { return error.error_response() };
    if is_call(request) {
        return with_wait(problem(error, Strings::of(api::language(request, app)).say(&error.message())), error);
    }
    if matches!(error, WebError::SignInFirst) {
        return page::see_other(&sign_in_address(request));
    }
    with_wait(refusal::page(request, app, error).await, error)
}

/// Says when to come again.
fn with_wait(mut response: HttpResponse, error: &WebError) -> HttpResponse {
    if let WebError::Action(ActionError::Wait { seconds, .. }) = error {
        response.headers_mut().insert(RETRY_AFTER, (*seconds).into());
    }
    response
}

fn sign_in_address(request: &HttpRequest) -> String {
    let wanted = match request.method() {
        &actix_web::http::Method::GET if request.path() != "/" => {
            request.uri().path_and_query().map_or("/", |wanted| wanted.as_str())
        }
        _ => "/",
    };
    match wanted {
        "/" => "/sign-in".to_owned(),
        _ => format!("/sign-in?{}", serde_html_form::to_string([("next", wanted)]).unwrap_or_default()),
    }
}

/// The refusal of a call.
pub fn problem(error: &WebError, message: String) -> HttpResponse {
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

/// No such address.
///
/// # Errors
/// Always.
pub async fn nothing_here() -> Result<HttpResponse, WebError> {
    Err(WebError::Action(ActionError::NotFound))
}
