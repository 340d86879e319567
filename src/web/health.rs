//! What a supervisor asks.

use actix_web::{HttpResponse, web};

use super::blocking;
use crate::app::App;

/// The process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The database answers and is up to date.
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    let pending = blocking::run(&app, |app| Ok(app.ctx.db.pending_migrations()?)).await;
    match pending {
        Ok(names) if names.is_empty() => HttpResponse::Ok().content_type("text/plain").body("ok\n"),
        Ok(names) => not_ready(&format!("migrations pending: {}\n", names.join(", "))),
        Err(error) => {
            tracing::warn!(?error, "the database does not answer");
            not_ready("database: no answer\n")
        }
    }
}

fn not_ready(reason: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain").body(reason.to_owned())
}
