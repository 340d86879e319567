//! What somebody typed is not lost with the session. A form that comes when its session is over, or with the secret of an older
//! one, is kept for whoever typed it, also where somebody else has signed in in that browser since; after signing in its own page is drawn with it, as if it had been refused: nothing is done
//! until its button is pressed again.

use std::future::ready;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, ORIGIN};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, web};
use futures_util::stream;

use super::error::WebError;
use super::guard::{self, ShownOnly, SignedIn};
use super::unsent::Unsent;
use super::{blocking, form, language, received, way};
use crate::actions::{self, ActionError, KeepForm, Typist};
use crate::app::App;
use crate::db::people::sessions;
use crate::strings::{Language, Strings};

/// So many of a reader's last sessions are looked at for the one that a form was drawn in.
const OWN_SESSIONS: i64 = 100;

/// Where kept forms are shown, before their tokens.
const PLACE: &str = "/kept/";

/// What became of the form of a refused request.
pub(super) enum Kept {
    /// It is kept, and shown again at this address.
    At(String),
    /// It is kept for somebody else than whoever is signed in: who typed it, in the same browser.
    ForAnother,
    /// Nothing was typed, or a password was, or it comes from no page of ours.
    Not,
}

/// Keeps the form of a refused request where somebody typed into it.
///
/// # Errors
/// A database that cannot store it.
pub(super) async fn keep(request: &HttpRequest, app: &App, refusal: &WebError) -> Result<Kept, ActionError> {
    let reader = match refusal {
        WebError::SignInFirst => None,
        // The secret of an older session proves nothing now: that the form comes from a page of ours, its browser must say.
        WebError::ForeignForm if request.headers().contains_key(ORIGIN) && form::same_origin(request) => {
            guard::signed_in(request).await.ok()
        }
        _ => return Ok(Kept::Not),
    };
    // A stranger has nothing to be received.
    if reader.is_none() && form::known_sessions(request).is_empty() {
        return Ok(Kept::Not);
    }
    let Some(body) = received::awaited(request).await else { return Ok(Kept::Not) };
    let (typist, fields) = match &reader {
        Some(reader) if is_own(app, reader, &body).await? => {
            (Typist::Person(reader.person.id), form::foreign_fields(request, body).await)
        }
        // In another window somebody else may have signed in since: what a colleague has typed is kept for the colleague.
        _ => match form::fields_of_session(request, body).await {
            Some((fields, session)) => (Typist::Of(session), Some(fields)),
            None => return Ok(Kept::Not),
        },
    };
    let for_another = reader.is_some() && matches!(typist, Typist::Of(_));
    let Some(unsent) = fields.and_then(|fields| Unsent::new(request, fields, String::new())) else {
        return Ok(Kept::Not);
    };
    if unsent.shown(Strings::of(language::of_page(request, app))).is_empty() {
        return Ok(Kept::Not);
    }
    let body = serde_html_form::to_string(&unsent.fields).map_err(|_| ActionError::Unavailable)?;
    let form = KeepForm { action: unsent.action, body };
    Ok(match blocking::run(app, move |app| actions::keep_form(&app.ctx, &typist, &form)).await? {
        None => Kept::Not,
        Some(_) if for_another => Kept::ForAnother,
        Some(token) => Kept::At(format!("{PLACE}{token}")),
    })
}

/// Whether a form was drawn in one of the reader's own sessions.
async fn is_own(app: &App, reader: &SignedIn, body: &[u8]) -> Result<bool, ActionError> {
    let person_id = reader.person.id;
    let own = way::read(app, reader, move |_, c, _| Ok(sessions::last_of(c, person_id, OWN_SESSIONS)?)).await?;
    Ok(form::is_of_one(app, body, &own))
}

/// Whether an address is one at which a kept form is shown.
pub(super) fn is_place(address: &str) -> bool {
    address.starts_with(PLACE)
}

/// Answers the address of a kept form by the page of that form: the request becomes the one that was sent, by a reader whose wishes
/// are not carried out.
pub(super) async fn again(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let token = request.path().strip_prefix(PLACE).filter(|_| request.method() == Method::GET).map(str::to_owned);
    let Some(token) = token else { return Ok(next.call(request).await?.map_into_left_body()) };
    let lang = language::asked(request.request());
    match found(request.request(), token).await {
        Err(error) => return Ok(request.error_response(error).map_into_right_body()),
        Ok((action, body)) => match in_language(&action, lang).parse() {
            Ok(uri) => become_it(&mut request, uri, body),
            Err(_) => return Ok(request.error_response(WebError::not_found()).map_into_right_body()),
        },
    }
    let mut answer = next.call(request).await?;
    // To show a form that was kept is no refusal.
    if matches!(answer.status(), StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY) {
        *answer.response_mut().status_mut() = StatusCode::OK;
    }
    Ok(answer.map_into_left_body())
}

/// An address, in the language that was asked for beside it.
fn in_language(action: &str, lang: Option<Language>) -> String {
    let mark = if action.contains('?') { '&' } else { '?' };
    lang.map_or_else(|| action.to_owned(), |lang| format!("{action}{mark}lang={}", lang.as_str()))
}

/// The address and the body of a kept form, with the secret of the session that reads it.
async fn found(request: &HttpRequest, token: String) -> Result<(String, String), WebError> {
    let app = request.app_data::<web::Data<App>>().ok_or(WebError::SignInFirst)?;
    let reader = guard::signed_in(request).await?;
    let kept = way::act(app, &reader, move |ctx, actor| actions::kept_form(ctx, actor, &token)).await;
    let kept = kept.map_err(|error| match error {
        ActionError::NotFound => WebError::NotKept,
        error => error.into(),
    })?;
    Ok((kept.action, format!("form_secret={}&{}", reader.form_secret, kept.body)))
}

fn become_it(request: &mut ServiceRequest, uri: Uri, body: String) {
    let shown_at = request.path().to_owned();
    request.match_info_mut().get_mut().update(&uri);
    let head = request.head_mut();
    (head.method, head.uri) = (Method::POST, uri);
    head.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    head.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    let whole = stream::once(ready(Ok::<_, PayloadError>(web::Bytes::from(body))));
    request.set_payload(Payload::Stream { payload: Box::pin(whole) });
    request.extensions_mut().insert(ShownOnly(shown_at));
}
