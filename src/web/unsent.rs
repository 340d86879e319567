//! What was typed into a form that could not be taken: it is shown, and sent again with one button.

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpMessage as _, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};

use super::form;
use super::received::{self, NotReceived};

/// The body of a form: received once, for its reader and for whoever refuses the request before it is read.
type Body = Shared<LocalBoxFuture<'static, Result<received::Body, NotReceived>>>;

/// The body of a request, kept with it.
pub fn body(request: &HttpRequest, payload: &mut Payload) -> Body {
    if let Some(known) = request.extensions().get::<Body>() {
        return known.clone();
    }
    let body = received::body(request, payload).boxed_local().shared();
    request.extensions_mut().insert(body.clone());
    body
}

/// The same where the request sends a form without a file.
pub fn form_body(request: &HttpRequest, payload: &mut Payload) -> Option<Body> {
    let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let is_form = request.method() == Method::POST && kind.starts_with("application/x-www-form-urlencoded");
    is_form.then(|| body(request, payload))
}

/// The form of a request, as it is sent again.
pub struct Unsent {
    /// Where it goes to.
    pub action: String,
    /// What it repeats of the session.
    pub secret: String,
    /// Its fields; none of them is a password.
    pub fields: Vec<(String, String)>,
}

impl Unsent {
    /// What a request sent from one of our pages.
    pub async fn of(request: &HttpRequest) -> Option<Self> {
        let body = request.extensions().get::<Body>()?.peek()?.clone().ok()?;
        let (fields, secret) = form::own_fields(request, body).await?;
        let secrets = fields.iter().any(|(name, _)| name.contains("password"));
        let action = request.uri().path_and_query().map(|address| address.as_str().to_owned())?;
        (!secrets).then_some(Self { action, secret, fields })
    }

    /// The texts somebody wrote; choices and numbers say nothing by themselves.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let written = |text: &&str| text.contains(|c: char| !c.is_ascii() || c.is_whitespace());
        self.fields.iter().map(|(_, text)| text.trim()).filter(written)
    }
}
