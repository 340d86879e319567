//! Our own files, embedded in the binary. Their address carries a hash of the contents, so that a browser may keep
//! them for a year and still sees a new version at once.

use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::auth::secret;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for name in Files::iter() {
        if let Some(file) = Files::get(&name) {
            hash.update(name.as_bytes());
            hash.update(&file.data);
        }
    }
    let hash = hash.finalize();
    secret::hex(hash.get(..6).unwrap_or(&hash))
});

/// The address of a file: `/static/3f2a…/duban.css`.
pub(super) fn address(file: &str) -> String {
    format!("/static/{}/{file}", *VERSION)
}

/// Answers with a file. An old version's address still finds the file: a page may be older than the binary.
pub(super) async fn serve(path: web::Path<(String, String)>) -> HttpResponse {
    let (version, name) = path.into_inner();
    let kept = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-store" };
    match Files::get(&name) {
        Some(file) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, content_type(&name)))
            .insert_header((CACHE_CONTROL, kept))
            .body(file.data.into_owned()),
        None => HttpResponse::NotFound().finish(),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
