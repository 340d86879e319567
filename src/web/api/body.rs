//! The one reader of JSON bodies, and of who sends them: [`Sent`] for anybody, [`Call`] for those who are signed in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::CallError;
use super::version::{Seen, Tag};
use crate::web::error::WebError;
use crate::web::guard::{self, SignedIn};
use crate::web::received::{self, NotReceived};

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, WebError>>>>;

/// A body of that shape.
pub(super) struct Sent<T>(pub T);

impl<T: DeserializeOwned + Send + 'static> FromRequest for Sent<T> {
    type Error = WebError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = received::body(request, payload);
        let (is_json, request) = (is_json(request), request.clone());
        Box::pin(async move {
            let bytes = bytes.await.map_err(not_received)?;
            let parse = move |bytes: &[u8]| parse(bytes, is_json).map_err(WebError::from);
            Ok(Self(received::apart(&request, bytes, parse).await?))
        })
    }
}

/// A change that somebody who is signed in asks for. Who it is comes first: to a stranger no body is right or wrong.
pub(super) struct Call<T> {
    /// Who asks.
    pub reader: SignedIn,
    /// What for.
    pub body: T,
    tag: Option<Tag>,
}

impl<T> Call<T> {
    /// The version the caller saw, by `If-Match` or as the body says.
    ///
    /// # Errors
    /// [`CallError::VersionMissing`] where neither says one.
    pub(super) fn seen(&self, version: Option<i32>) -> Result<Seen, CallError> {
        Seen::new(self.tag, version)
    }
}

impl<T: DeserializeOwned + Send + 'static> FromRequest for Call<T> {
    type Error = WebError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = Sent::<T>::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let reader = guard::signed_in(&request).await?;
            let Sent(body) = sent.await?;
            Ok(Self { reader, body, tag: Tag::of(&request) })
        })
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// No body at all is an empty object: where `If-Match` says everything, nothing needs to be sent.
fn parse<T: DeserializeOwned>(bytes: &[u8], is_json: bool) -> Result<T, CallError> {
    match bytes {
        [] => serde_json::from_str("{}").map_err(unreadable),
        _ if !is_json => Err(CallError::NotJson),
        _ => serde_json::from_slice(bytes).map_err(unreadable),
    }
}

fn unreadable(error: serde_json::Error) -> CallError {
    let words = error.to_string();
    let what = words.rsplit_once(" at line ").map_or(words.as_str(), |(what, _)| what).to_owned();
    CallError::UnreadableBody { what, line: error.line(), column: error.column() }
}

fn not_received(reason: NotReceived) -> WebError {
    match reason {
        NotReceived::TooLarge => CallError::TooLarge.into(),
        NotReceived::TooSlow | NotReceived::Busy => reason.into(),
        NotReceived::Broken(what) => CallError::UnreadableBody { what, line: 0, column: 0 }.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Wish {
        version: Option<i32>,
    }

    #[test]
    fn a_broken_body_is_refused_with_the_place_where_it_breaks() {
        let error = parse::<Wish>(b"{\n  \"version\": \"one\"}", true).unwrap_err();
        let CallError::UnreadableBody { what, line, .. } = error else { panic!("{error:?}") };
        assert_eq!((line, what.contains("at line")), (2, false));
        assert!(what.contains("invalid type"), "{what}");
    }

    #[test]
    fn a_body_that_does_not_call_itself_json_is_refused_and_an_absent_one_is_empty() {
        assert_eq!(parse::<Wish>(b"{}", false), Err(CallError::NotJson));
        assert_eq!(parse::<Wish>(b"", false), Ok(Wish { version: None }));
    }
}
