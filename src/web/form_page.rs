//! Addresses that only forms are sent to: who opens one (from the history, a bookmark, in another language) is led to the page that the
//! form stands on.

use actix_web::http::Method;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};

/// The address, and the page. A part in braces is a key; that of the page is the first one of the address.
const FORMS: [(&str, &str); 33] = [
    ("/sign-out", "/"),
    ("/post", "/"),
    ("/my-work/acknowledgement", "/my-work"),
    ("/my-work/month", "/my-work"),
    ("/my-work/month/filing", "/my-work"),
    ("/my-work/month/withdrawal", "/my-work"),
    ("/obligations/{id}/acknowledgement", "/obligations/{id}"),
    ("/obligations/{id}/reports", "/obligations/{id}"),
    ("/obligations/{id}/withdrawal", "/obligations/{id}"),
    ("/obligations/{id}/acceptance", "/obligations/{id}"),
    ("/obligations/{id}/closure", "/obligations/{id}"),
    ("/obligations/{id}/return", "/obligations/{id}"),
    ("/obligations/{id}/not-applicable", "/obligations/{id}"),
    ("/obligations/{id}/not-applicable/confirmation", "/obligations/{id}"),
    ("/obligations/{id}/not-applicable/decline", "/obligations/{id}"),
    ("/obligations/{id}/reopening", "/obligations/{id}"),
    ("/obligations/{id}/calls", "/obligations/{id}"),
    ("/obligations/{id}/proposals", "/obligations/{id}"),
    ("/obligations/{id}/proposals/{proposal}", "/obligations/{id}"),
    ("/mails/addresses/lifting", "/mails"),
    ("/mails/held/release", "/mails/held"),
    ("/mails/{id}/resending", "/mails/{id}"),
    ("/plans/{id}/discard", "/plans/{id}/review"),
    ("/people/{id}/posts", "/people/{id}"),
    ("/people/{id}/posts/{post}/end", "/people/{id}"),
    ("/people/{id}/disable", "/people/{id}"),
    ("/people/{id}/enable", "/people/{id}"),
    ("/people/{id}/link", "/people/{id}"),
    ("/people/{id}/unlock", "/people/{id}"),
    ("/account/password", "/account"),
    ("/account/sessions", "/account"),
    ("/policy/links/{request}", "/policy"),
    ("/audit/export", "/audit"),
];

/// The page that the form stands on which is sent to an address; `None` for one to which no form alone is sent.
pub(super) fn of(path: &str) -> Option<String> {
    let (key, page) = FORMS.iter().find_map(|(address, page)| Some((key_of(address, path)?, page)))?;
    Some(page.replace("{id}", key))
}

/// The first key in an address of that pattern, "" where it has none; `None` for another address.
fn key_of<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    if pattern.split('/').count() != path.split('/').count() {
        return None;
    }
    let mut key = "";
    for (part, given) in pattern.split('/').zip(path.split('/')) {
        match part.starts_with('{') {
            true if given.is_empty() || !given.bytes().all(|byte| byte.is_ascii_alphanumeric()) => return None,
            true if key.is_empty() => key = given,
            false if part != given => return None,
            _ => {}
        }
    }
    Some(key)
}

/// Leads whoever only looks at such an address to the page.
pub(super) fn lead(request: &HttpRequest) -> Option<HttpResponse> {
    let looks = [Method::GET, Method::HEAD].contains(request.method());
    of(request.path()).filter(|_| looks).map(|page| HttpResponse::SeeOther().insert_header((LOCATION, page)).finish())
}
