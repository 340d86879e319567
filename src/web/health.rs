//! What a supervisor asks.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;

use super::blocking;
use crate::actions::ActionError;
use crate::app::App;
use crate::clock;
use crate::db::beats;

/// The process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The database answers and is up to date, and somebody watches the dates: here or on another node.
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    match blocking::run(&app, what_is_amiss).await {
        Ok(None) => HttpResponse::Ok().content_type("text/plain").body("ok\n"),
        Ok(Some(reason)) => not_ready(&reason),
        Err(error) => {
            tracing::warn!(?error, "the database does not answer");
            not_ready("database: no answer\n")
        }
    }
}

fn what_is_amiss(app: &App) -> Result<Option<String>, ActionError> {
    let pending = app.ctx.db.pending_migrations()?;
    if !pending.is_empty() {
        return Ok(Some(format!("migrations pending: {}\n", pending.join(", "))));
    }
    let patience = TimeDelta::minutes(app.ctx.settings.scheduler.stale_minutes);
    Ok(match app.ctx.db.read(|c| beats::last(c, beats::SCHEDULER))? {
        None => Some("scheduler: no tick yet\n".to_owned()),
        Some((_, at)) if at + patience < app.ctx.clock.now() => {
            Some(format!("scheduler: last tick at {}\n", clock::to_local(at).format("%Y-%m-%d %H:%M:%S")))
        }
        Some(_) => None,
    })
}

fn not_ready(reason: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain").body(reason.to_owned())
}
