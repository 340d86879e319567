//! The headers of every answer. The content security policy is strict from the first page on: our own files and
//! nothing else, no inline script or style.

use actix_web::middleware::DefaultHeaders;

/// Scripts, styles and images of our own alone; forms go back to us; nobody else frames us.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says.
pub(super) const SECURE: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "no-store"),
];

/// The headers, for those answers that do not set their own.
pub(super) fn secure() -> DefaultHeaders {
    SECURE.into_iter().fold(DefaultHeaders::new(), DefaultHeaders::add)
}
