//! What a request carries: received within a bound and a time, and taken apart off the async thread where it is much. The one
//! reader of bodies; forms, uploads and JSON are made of what it gives.

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};
use tokio::sync::OwnedSemaphorePermit;

use super::blocking;
use super::deadline::{is_late, length};
use super::error::WebError;
use crate::actions::ActionError;
use crate::app::App;

/// So many bytes are taken apart at once; for more, a blocking thread is asked, so that nobody else waits meanwhile.
const AT_ONCE: usize = 8 << 10;

/// The longest query of an address in bytes: every filter of the ledger takes 400.
const QUERY: usize = 8 << 10;

/// An address whose forms may be large has this among its data; a form that is takes one of a few places.
#[derive(Clone, Copy)]
pub(super) struct Large;

/// The largest form of an address with a bound of its own, in bytes, among its data.
#[derive(Clone, Copy)]
pub(super) struct Bound(pub usize);

/// A form of an address for large ones that is no larger needs no place, in bytes.
const USUAL: u64 = 256 << 10;

/// A body, and its place among the large ones as long as anybody keeps it.
#[derive(Clone)]
pub(super) struct Body {
    bytes: web::Bytes,
    _place: Option<Arc<OwnedSemaphorePermit>>,
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Why there is no body.
#[derive(Clone)]
pub(super) enum NotReceived {
    /// It is larger than this address reads.
    TooLarge,
    /// It did not come in time.
    TooSlow,
    /// As many large ones are read as there is room for.
    Busy,
    /// It broke off, or is no body.
    Broken(String),
}

impl From<NotReceived> for WebError {
    fn from(reason: NotReceived) -> Self {
        match reason {
            NotReceived::TooLarge => WebError::TooLarge,
            NotReceived::TooSlow => WebError::TooSlow,
            NotReceived::Busy => WebError::Action(ActionError::Unavailable),
            NotReceived::Broken(_) => WebError::UnreadableForm,
        }
    }
}

/// The body of a request, as long as its address allows.
pub(super) fn body(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Body, NotReceived>> + use<> {
    let (place, body) = (place(request), web::Bytes::from_request(request, payload));
    async move {
        let _place = place?.map(Arc::new);
        let bytes = body.await.map_err(|error| match error.as_error::<PayloadError>() {
            Some(PayloadError::Overflow) => NotReceived::TooLarge,
            Some(error) if is_late(error) => NotReceived::TooSlow,
            _ => NotReceived::Broken(error.to_string()),
        })?;
        Ok(Body { bytes, _place })
    }
}

/// A place for a large form; none is needed for others.
fn place(request: &HttpRequest) -> Result<Option<OwnedSemaphorePermit>, NotReceived> {
    let usual = request.app_data::<Large>().is_none() || length(request).is_some_and(|bytes| bytes <= USUAL);
    let app = request.app_data::<web::Data<App>>().filter(|_| !usual);
    let taken = app.map(|app| app.places.forms.clone().try_acquire_owned());
    taken.transpose().map_err(|_| NotReceived::Busy)
}

/// The body of a form: received once, for its reader and for whoever refuses the request before it is read.
type Kept = Shared<LocalBoxFuture<'static, Result<Body, NotReceived>>>;

/// The body of a request, kept with it.
pub(super) fn form(request: &HttpRequest, payload: &mut Payload) -> Kept {
    if let Some(known) = request.extensions().get::<Kept>() {
        return known.clone();
    }
    let kept = body(request, payload).boxed_local().shared();
    request.extensions_mut().insert(kept.clone());
    kept
}

/// The same where the request sends a form without a file.
pub(super) fn form_without_file(request: &HttpRequest, payload: &mut Payload) -> Option<Kept> {
    let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let is_form = request.method() == Method::POST && kind.starts_with("application/x-www-form-urlencoded");
    is_form.then(|| form(request, payload))
}

/// What was received of the form of a request, if it was.
pub(super) fn kept(request: &HttpRequest) -> Option<Body> {
    request.extensions().get::<Kept>()?.peek()?.clone().ok()
}

/// The form of a refused request, received to its end.
pub(super) async fn awaited(request: &HttpRequest) -> Option<Body> {
    let form = request.extensions().get::<Kept>().cloned()?;
    form.await.ok()
}

/// Takes a body apart: at once where it is short, else on a blocking thread.
///
/// # Errors
/// What `parse` returns.
pub(super) async fn apart<T: Send + 'static>(
    request: &HttpRequest,
    body: Body,
    parse: impl FnOnce(&[u8]) -> Result<T, WebError> + Send + 'static,
) -> Result<T, WebError> {
    match request.app_data::<web::Data<App>>() {
        Some(app) if body.len() > AT_ONCE => blocking::run(app, move |_| Ok(parse(&body))).await?,
        _ => parse(&body),
    }
}

/// Refuses an address that is longer than any of ours, and a body that is packed, before anything reads them: what a packed
/// one holds would be unpacked before its size is known. No browser packs what it sends.
pub(super) async fn readable(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.query_string().len() > QUERY {
        return Ok(request.error_response(WebError::LongAddress).map_into_right_body());
    }
    if request.headers().get_all(CONTENT_ENCODING).any(|encoding| encoding != "identity") {
        return Ok(request.error_response(WebError::Packed).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}
