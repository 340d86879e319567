//! Cookies of ours: for every address, out of the reach of scripts, and never in clear where the settings forbid it.

use actix_web::cookie::{Cookie, CookieBuilder, SameSite};
use actix_web::{HttpRequest, HttpResponse};

use super::error::WebError;
use crate::actions::ActionError;
use crate::app::App;
use crate::auth::secret;

/// A cookie that a link from another site sends along.
pub(super) fn own(app: &App, name: &'static str, value: String) -> CookieBuilder<'static> {
    let cookie = Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax);
    cookie.secure(app.ctx.settings.server.secure_cookies)
}

/// The token that a browser keeps under a name, where it looks like one of ours.
pub(super) fn token(request: &HttpRequest, name: &str) -> Option<String> {
    let cookie = request.cookie(name).filter(|cookie| cookie.value().len() == secret::TOKEN_CHARS);
    cookie.map(|cookie| cookie.value().to_owned())
}

/// The answer with cookies.
pub(super) fn with(
    mut response: HttpResponse,
    cookies: impl IntoIterator<Item = Cookie<'static>>,
) -> Result<HttpResponse, WebError> {
    for cookie in cookies {
        response.add_cookie(&cookie).map_err(|_| WebError::Action(ActionError::Unavailable))?;
    }
    Ok(response)
}
