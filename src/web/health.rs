//! What a supervisor asks.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;

use super::blocking;
use crate::actions::ActionError;
use crate::app::App;
use crate::clock;
use crate::db::beats;
use crate::db::job_failures::{self, JobFailure};

/// The process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// From so many failed rounds in a row on a job keeps failing.
const KEEPS_FAILING: i32 = 3;

/// The database answers, takes what is written and is up to date, and somebody watches the dates: here or on another node.
/// A job that keeps failing is told of, and is no reason to send readers elsewhere: pages work.
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    match blocking::run(&app, |app| Ok((what_is_amiss(app)?, failing_jobs(app)?))).await {
        Ok((None, jobs)) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!("ok\n{jobs}")),
        Ok((Some(reason), jobs)) => not_ready(&format!("{reason}{jobs}")),
        Err(error) => {
            tracing::warn!(?error, "the database does not answer");
            not_ready("database: no answer\n")
        }
    }
}

fn what_is_amiss(app: &App) -> Result<Option<String>, ActionError> {
    // First of all: to ask for migrations PostgreSQL wants to write.
    if let Some(reason) = app.write_check.amiss(&app.ctx) {
        return Ok(Some(format!("database: cannot be written: {reason}\n")));
    }
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

/// A line a job that has failed for some rounds in a row.
fn failing_jobs(app: &App) -> Result<String, ActionError> {
    let failures = app.ctx.db.read(job_failures::all)?.into_iter().filter(|job| job.rounds >= KEEPS_FAILING);
    let line = |JobFailure { job, rounds, since, reason, .. }: JobFailure| {
        let since = clock::to_local(since).format("%Y-%m-%d %H:%M:%S");
        format!("job {job}: failed {rounds} rounds in a row since {since}: {reason}\n")
    };
    Ok(failures.map(line).collect())
}

fn not_ready(reason: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(reason.to_owned())
}
