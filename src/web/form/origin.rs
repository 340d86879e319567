//! Where a form comes from, as the browser tells. Behind a proxy that writes a `Host` of its own (nginx does unless it is told
//! not to) the address that people open is known by `server.public_url` alone.

use actix_web::HttpRequest;
use actix_web::http::header::{HOST, HeaderName, HeaderValue, ORIGIN, REFERER};
use actix_web::web;

use crate::app::App;
use crate::config::Origin;

/// A browser names the page a form came from; one of another site is refused. What names none is no browser, or one that has
/// nothing to tell: the form's secret decides.
pub(in crate::web) fn same_origin(request: &HttpRequest) -> bool {
    let header = |name: HeaderName| request.headers().get(name).map(|value| text(value).to_owned());
    let public = request.app_data::<web::Data<App>>().and_then(|app| app.ctx.settings.server.public_origin());
    match header(ORIGIN).or_else(|| header(REFERER)) {
        Some(from) => is_ours(&from, header(HOST).as_deref(), public.as_ref()),
        None => true,
    }
}

/// What stands in a header; nothing where it is no plain text, which is then nobody's origin.
fn text(value: &HeaderValue) -> &str {
    value.to_str().unwrap_or_default()
}

/// Whether a page is of the public address, or of the host that the request names.
fn is_ours(from: &str, host: Option<&str>, public: Option<&Origin>) -> bool {
    let Some(from) = Origin::of(from) else { return false };
    public == Some(&from) || host.is_some_and(|host| from.is_at(host))
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use crate::config::Origin;

    #[test]
    fn a_form_comes_from_the_public_address_or_from_the_host_that_is_named() {
        let public = Origin::of("https://duban.example.gov.cn/");
        let behind = Some("127.0.0.1:8080");
        for (from, host, ours) in [
            ("https://duban.example.gov.cn", behind, true),
            ("https://DUBAN.example.gov.cn:443", behind, true),
            ("https://duban.example.gov.cn/my-work?x=1", behind, true),
            ("https://duban.example.gov.cn", None, true),
            ("https://duban.example.gov.cn", Some("duban.example.gov.cn"), true),
            // On the machine itself, past the proxy.
            ("http://127.0.0.1:8080", behind, true),
            ("http://duban.example.gov.cn", behind, false),
            ("https://duban.example.gov.cn:8443", behind, false),
            ("https://duban.example.gov.cn.evil.example", behind, false),
            ("https://evil.example/https://duban.example.gov.cn", behind, false),
            ("https://duban.example.gov.cn@evil.example", behind, false),
            ("http://127.0.0.1:9", behind, false),
            ("null", behind, false),
            ("", behind, false),
        ] {
            assert_eq!(is_ours(from, host, public.as_ref()), ours, "{from} {host:?}");
        }
    }

    #[test]
    fn without_a_public_address_the_host_alone_counts() {
        let host = Some("duban.example.gov.cn");
        assert!(is_ours("https://duban.example.gov.cn", host, None));
        assert!(!is_ours("https://duban.example.gov.cn", Some("127.0.0.1:8080"), None));
        assert!(!is_ours("https://duban.example.gov.cn", None, None));
        assert!(!is_ours("null", None, None), "nothing is equal to nothing");
    }
}
