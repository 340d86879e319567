//! The last word on every answer: a refusal gets its page or its `problem+json`, in the reader's language.

use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{ALLOW, RETRY_AFTER};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, ResponseError as _, web};
use futures_util::FutureExt as _;

use super::answer;
use super::api::{self, CallError};
use super::error::WebError;
use super::kept::Kept;
use super::refusal::{self, Spare};
use super::source::is_call;
use super::{form_page, guard, kept, language, plan_choice, refused};
use crate::actions::ActionError;
use crate::app::App;
use crate::strings::Strings;

/// Gives every refused request its page or its `problem+json`, and remembers a language and a plan that were asked for.
pub(super) async fn dress(
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
    let refusal = response.error().and_then(|error| error.as_error::<WebError>());
    refused::note(&request, response.status(), refusal).await;
    let mut response = match refusal {
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
    if let Some(language) = language::asked(&request) {
        response.add_cookie(&remembered(language::LANGUAGE_COOKIE, language.as_str()))?;
    }
    if let Some(choice) = plan_choice::to_remember(&request, response.status()) {
        response.add_cookie(&remembered(plan_choice::PLAN_COOKIE, &choice.to_string()))?;
    }
    Ok(ServiceResponse::new(request, response))
}

/// A cookie that keeps for a year what was chosen in the address.
fn remembered<'a>(name: &'a str, value: &'a str) -> Cookie<'a> {
    let year = actix_web::cookie::time::Duration::days(365);
    Cookie::build(name, value).path("/").same_site(SameSite::Lax).max_age(year).finish()
}

async fn refuse(request: &HttpRequest, error: &WebError) -> HttpResponse {
    let Some(app) = request.app_data::<web::Data<App>>() else { return error.error_response() };
    if is_call(request) {
        return with_wait(
            api::refusal(error, Strings::of(language::of_call(request, app)).say(&error.message())),
            error,
        );
    }
    // What was typed is kept first; where that fails, the page that says so has it.
    let kept = match kept::keep(request, app, error).await {
        Ok(kept) => kept,
        Err(reason) => return with_wait(refusal::page(request, app, &reason.into()).await, error),
    };
    let address = match kept {
        Kept::ForAnother => return refusal::page(request, app, &WebError::OthersForm).await,
        Kept::At(address) => Some(address),
        Kept::Not => None,
    };
    match (error, address) {
        (WebError::SignInFirst, kept) => return answer::see_other(&sign_in_address(request, kept)),
        (_, Some(kept)) => return answer::see_other(&kept),
        (_, None) => {}
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

fn sign_in_address(request: &HttpRequest, kept: Option<String>) -> String {
    let path = request.path();
    let (wanted, over) = match *request.method() {
        _ if kept.is_some() => (kept.unwrap_or_default(), None),
        Method::GET if path != "/" => {
            (request.uri().path_and_query().map_or("/", |wanted| wanted.as_str()).to_owned(), None)
        }
        // Back to the page of the form: what it did is not done.
        Method::POST if guard::names_session(request) => {
            let page = form_page::of(path).unwrap_or_else(|| path.to_owned());
            (page, Some(if refusal::is_upload(request) { "file" } else { "form" }))
        }
        _ => ("/".to_owned(), None),
    };
    let over = over.map(|over| ("over", over.to_owned()));
    match wanted.as_str() {
        "/" => "/sign-in".to_owned(),
        _ => {
            let pairs: Vec<_> = [("next", wanted)].into_iter().chain(over).collect();
            format!("/sign-in?{}", serde_html_form::to_string(pairs).unwrap_or_default())
        }
    }
}
