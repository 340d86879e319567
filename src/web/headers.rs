//! The headers of every answer. The content security policy is strict from the first page on: our own files and
//! nothing else, no inline script or style.

use actix_web::middleware::DefaultHeaders;

/// Scripts, styles and images of our own alone; forms go back to us; nobody else frames us.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers, for those answers that do not set their own.
pub fn secure() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("Content-Security-Policy", CONTENT_SECURITY_POLICY))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Referrer-Policy", "same-origin"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Permissions-Policy", "camera=(), geolocation=(), microphone=()"))
        .add(("Cache-Control", "no-store"))
}
