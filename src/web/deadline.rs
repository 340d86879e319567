//! Bodies that do not come: whoever reads one is told so in time, and its connection is closed behind the answer.

use std::cell::RefCell;
use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, web};
use futures_util::Stream;
use tokio::time::Sleep;

use crate::app::App;

/// The longest body that is waited for: no form and no file is larger.
const LONGEST: u64 = 32 << 20;

type Shared = Rc<RefCell<Payload>>;

/// Puts a deadline on the body of a request, and keeps what came of it until the answer is sent: the server closes the
/// connection of a body that is not whole then, and waits for the rest of one that nobody keeps.
pub(super) async fn on_body(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let payload = match request.take_payload() {
        Payload::None => return Ok(next.call(request).await?.map_into_boxed_body()),
        payload => Rc::new(RefCell::new(payload)),
    };
    let sleep = Box::pin(tokio::time::sleep(patience(request.request())));
    request.set_payload(Payload::Stream { payload: Box::pin(Timed { payload: payload.clone(), sleep }) });
    let answer = next.call(request).await?.map_into_boxed_body();
    Ok(answer.map_body(|_, body| Held { body, _payload: payload }).map_into_boxed_body())
}

/// How long the body of a request may take: a while, and more for a large one, at the slowest rate that is waited for.
fn patience(request: &HttpRequest) -> Duration {
    let Some(app) = request.app_data::<web::Data<App>>() else { return Duration::ZERO };
    let server = &app.ctx.settings.server;
    let bytes = length(request).unwrap_or_default().min(LONGEST);
    Duration::from_secs(server.body_seconds.max(1) + bytes / server.body_bytes_a_second.max(1))
}

/// How many bytes a request says that it carries; `None` where it comes in pieces, whatever else it says.
pub(super) fn length(request: &HttpRequest) -> Option<u64> {
    if request.headers().contains_key(TRANSFER_ENCODING) {
        return None;
    }
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a body did not come in time.
pub(super) fn is_late(error: &PayloadError) -> bool {
    matches!(error, PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// A body up to its deadline.
struct Timed {
    payload: Shared,
    sleep: Pin<Box<Sleep>>,
}

impl Stream for Timed {
    type Item = Result<web::Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.sleep.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))));
        }
        Pin::new(&mut *self.payload.borrow_mut()).poll_next(context)
    }
}

/// An answer that keeps the body of its request while it is sent.
struct Held {
    body: BoxBody,
    _payload: Shared,
}

impl MessageBody for Held {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<web::Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
