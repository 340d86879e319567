//! The language of an answer: asked for in the address, remembered in the cookie, or as the settings say; a program
//! is asked what it accepts before that.

use actix_web::http::header::{AcceptLanguage, Header};
use actix_web::{HttpMessage as _, HttpRequest};

use super::filter;
use super::guard::ShownOnly;
use crate::app::App;
use crate::strings::{Language, Message, Strings};

/// The cookie that remembers the language.
pub(super) const LANGUAGE_COOKIE: &str = "duban_lang";

/// The language a page is written in.
pub(super) fn of_page(request: &HttpRequest, app: &App) -> Language {
    wished(request).unwrap_or(app.ctx.settings.language)
}

/// A message in the language that a page is written in.
pub(super) fn said(request: &HttpRequest, app: &App, message: &Message) -> String {
    Strings::of(of_page(request, app)).say(message)
}

/// The language a call is answered in.
pub(super) fn of_call(request: &HttpRequest, app: &App) -> Language {
    wished(request).or_else(|| accepted(request)).unwrap_or(app.ctx.settings.language)
}

/// The language asked for in the address: `?lang=en`.
pub(super) fn asked(request: &HttpRequest) -> Option<Language> {
    filter::pairs(request).find(|(name, _)| name == "lang").and_then(|(_, value)| Language::named(&value))
}

fn wished(request: &HttpRequest) -> Option<Language> {
    asked(request).or_else(|| Language::named(request.cookie(LANGUAGE_COOKIE)?.value()))
}

/// The address of this page in the other language, with its filters.
pub(super) fn switched(request: &HttpRequest, now: Language) -> String {
    let kept = filter::pairs(request).filter(|(name, _)| !["lang", "done", "n", "kept"].contains(&name.as_str()));
    let pairs: Vec<_> = kept.chain([("lang".to_owned(), now.other().as_str().to_owned())]).collect();
    // A kept form is shown again in the other language, with all that was typed.
    let kept = request.extensions().get::<ShownOnly>().map(|at| at.0.clone());
    let path = kept.unwrap_or_else(|| request.path().to_owned());
    format!("{path}?{}", serde_html_form::to_string(pairs).unwrap_or_default())
}

/// The language accepted most gladly of those we speak.
fn accepted(request: &HttpRequest) -> Option<Language> {
    let ranked = AcceptLanguage::parse(request).ok()?.ranked();
    ranked.iter().find_map(|tag| Language::named(tag.item()?.primary_language()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn of(header: &str) -> Option<Language> {
        accepted(&TestRequest::default().insert_header(("Accept-Language", header)).to_http_request())
    }

    #[test]
    fn the_best_of_the_languages_we_speak_is_taken() {
        assert_eq!(of("en-GB,en;q=0.9,zh;q=0.8"), Some(Language::En));
        assert_eq!(of("de,zh-CN;q=0.7,en;q=0.3"), Some(Language::Zh));
        assert_eq!(of("*"), None);
        assert_eq!(of("fr"), None);
    }
}
