//! The language of a problem's words: asked for in the address, remembered in the cookie, or as the program accepts.

use actix_web::HttpRequest;
use actix_web::http::header::{AcceptLanguage, Header};

use crate::app::App;
use crate::strings::Language;
use crate::web::page;

/// The language a call is answered in.
pub fn language(request: &HttpRequest, app: &App) -> Language {
    page::asked_language(request)
        .or_else(|| Language::named(request.cookie(page::LANGUAGE_COOKIE)?.value()))
        .or_else(|| accepted(request))
        .unwrap_or(app.ctx.settings.language)
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
