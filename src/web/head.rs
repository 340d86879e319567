//! HEAD is as GET, without the body: what monitors and proxies ask. One mechanism for every address, so that no route can
//! lack it.

use std::convert::Infallible;

use actix_web::body::{BodySize, BodyStream, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, CONTENT_LENGTH, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use futures_util::stream;

/// Answers HEAD as GET would be answered, and says beside every GET that is allowed that HEAD is too.
pub(super) async fn as_get(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let head = request.method() == Method::HEAD;
    if head {
        request.head_mut().method = Method::GET;
    }
    let mut answer = next.call(request).await?.map_into_boxed_body();
    allow_head(answer.headers_mut());
    Ok(if head { without_body(answer) } else { answer })
}

/// The same answer, with the length of its body where that is known, and nothing of it. The server's own way of leaving it
/// out goes by the request read last, which on a line of several need not be the one that is answered.
fn without_body(mut answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    match answer.response().body().size() {
        BodySize::None => return answer,
        BodySize::Sized(length) => drop(answer.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length))),
        BodySize::Stream => {}
    }
    answer.response_mut().head_mut().no_chunking(true);
    answer.map_body(|_, _| BoxBody::new(BodyStream::new(stream::empty::<Result<Bytes, Infallible>>())))
}

fn allow_head(headers: &mut HeaderMap) {
    let Some(allowed) = headers.get(ALLOW).and_then(|value| value.to_str().ok()) else { return };
    let names = |method: &str| allowed.split(',').any(|name| name.trim() == method);
    let wanted = (names("GET") && !names("HEAD")).then(|| HeaderValue::from_str(&format!("{allowed}, HEAD")));
    if let Some(Ok(both)) = wanted {
        headers.insert(ALLOW, both);
    }
}
