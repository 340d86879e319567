//! What was typed into a form that could not be taken: it is shown, and sent again with one button.

use actix_web::HttpRequest;

use super::form;
use super::received;

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
        let body = received::kept(request)?;
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
