//! What a supervisor asks.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;

use super::blocking;
use crate::actions::ActionError;
use crate::app::App;
use crate::clock;
use crate::db::{DbError, beats};

/// The process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The database answers and is up to date, and somebody watches the dates: here or on another node.
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    match blocking::run(&app, what_is_amiss).await {
        Ok(Health::Well) => HttpResponse::Ok().content_type("text/plain").body("ok\n"),
        Ok(Health::Limping(what)) => HttpResponse::Ok().content_type("text/plain").body(format!("ok\n{what}")),
        Ok(Health::NotReady(reason)) => not_ready(&reason),
        Err(error) => {
            tracing::warn!(?error, "the database does not answer");
            not_ready("database: no answer\n")
        }
    }
}

/// How a node is.
enum Health {
    Well,
    /// It does its work but for this.
    Limping(String),
    NotReady(String),
}

fn what_is_amiss(app: &App) -> Result<Health, ActionError> {
    if let Err(DbError::TooNew { needs, level, .. }) = app.ctx.db.refuse_newer() {
        return Ok(Health::NotReady(format!("database: made for program level {needs}, this one is {level}\n")));
    }
    let pending = app.ctx.db.pending_migrations()?;
    if !pending.is_empty() {
        return Ok(Health::NotReady(format!("migrations pending: {}\n", pending.join(", "))));
    }
    let patience = TimeDelta::minutes(app.ctx.settings.scheduler.stale_minutes);
    let (last, failing) =
        app.ctx.db.read(|c| Ok::<_, ActionError>((beats::last(c, beats::SCHEDULER)?, beats::failing(c)?)))?;
    Ok(match last {
        None => Health::NotReady("scheduler: no tick yet\n".to_owned()),
        Some((_, at)) if at + patience < app.ctx.clock.now() => {
            let at = clock::to_local(at).format("%Y-%m-%d %H:%M:%S");
            Health::NotReady(format!("scheduler: last tick at {at}\n"))
        }
        Some(_) if failing.is_empty() => Health::Well,
        Some(_) => {
            let plans = failing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Health::Limping(format!("scheduler: plans not ticked: {plans}\n"))
        }
    })
}

fn not_ready(reason: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain").body(reason.to_owned())
}
