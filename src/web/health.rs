//! What a supervisor asks.

use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpResponse, web};

use super::blocking;
use super::error::RETRY_SECONDS;
use crate::actions::{ActionError, Damaged};
use crate::app::App;
use crate::clock;
use crate::db::dates::{self, UnreadableDate};
use crate::db::job_failures::{self, JobFailure};
use crate::db::{DbError, Disk, beats};
use crate::domain::id::PlanId;
use crate::views::{self, MailTrouble};

/// The process answers.
pub(super) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// From so many failed rounds in a row on a job keeps failing.
const KEEPS_FAILING: i32 = 3;

/// So many rows are named.
const NAMED: usize = 10;

/// The database answers, takes what is written and is up to date, and somebody watches the dates: here or on another node.
/// A job that keeps failing is told of, and is no reason to send readers elsewhere: pages work.
pub(super) async fn readyz(app: web::Data<App>) -> HttpResponse {
    let ok = |body: String| HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body);
    match blocking::run(&app, how_it_is).await {
        Ok((Health::Well, jobs)) => ok(format!("ok\n{jobs}")),
        Ok((Health::Limping(what), jobs)) => ok(format!("ok\n{what}{jobs}")),
        Ok((Health::NotReady(reason), jobs)) => not_ready(&format!("{reason}{jobs}")),
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

/// What is amiss, and which jobs fail: where it is not ready, these may be what cannot be read.
fn how_it_is(app: &App) -> Result<(Health, String), ActionError> {
    Ok(match (what_is_amiss(app)?, failing_jobs(app)) {
        (Health::NotReady(reason), jobs) => (Health::NotReady(reason), jobs.unwrap_or_default()),
        (health, jobs) => (health, jobs?),
    })
}

fn what_is_amiss(app: &App) -> Result<Health, ActionError> {
    match app.ctx.db.unfit() {
        Some(DbError::TooNew { needs, level, .. }) => {
            return Ok(Health::NotReady(format!("database: made for program level {needs}, this one is {level}\n")));
        }
        Some(DbError::Damaged { reason }) => return Ok(damaged(&reason)),
        Some(DbError::Incomplete { reason }) => {
            return Ok(Health::NotReady(format!("database: incomplete: {reason}\n")));
        }
        Some(error) => return Ok(Health::NotReady(format!("database: {error}\n"))),
        None => {}
    }
    if let Some(reason) = app.ctx.db.damage() {
        return Ok(damaged(&reason));
    }
    // Before migrations are asked for: for that PostgreSQL wants to write.
    if let Some(reason) = app.write_check.amiss(&app.ctx) {
        return Ok(Health::NotReady(format!("database: cannot be written: {reason}\n")));
    }
    let pending = app.ctx.db.pending_migrations()?;
    if !pending.is_empty() {
        return Ok(Health::NotReady(format!("migrations pending: {}\n", pending.join(", "))));
    }
    let missing = app.ctx.db.missing_tables()?;
    if !missing.is_empty() {
        return Ok(Health::NotReady(format!("database: incomplete: no table {}\n", missing.join(", "))));
    }

    let (last, limping, mail) = app.ctx.db.read(|c| {
        let limping = plans_not_ticked(&beats::failing(c)?) + &unreadable(&dates::moved(c)?);
        let limping = limping + &damaged_rules(&app.ctx.rules.read(c)?.damaged);
        Ok::<_, ActionError>((beats::last(c, beats::SCHEDULER)?, limping, views::mail_trouble(&app.ctx, c)?))
    })?;
    Ok(match last {
        None => Health::NotReady("scheduler: no tick yet\n".to_owned()),
        Some((_, at)) if app.ctx.settings.scheduler.is_late(Some(at), app.ctx.clock.now()) => {
            let at = clock::to_local(at).format("%Y-%m-%d %H:%M:%S");
            Health::NotReady(format!("scheduler: last tick at {at}\n"))
        }
        // Somebody has to look at it on a page of this node.
        Some(_) if is_held(mail.as_ref()) => {
            Health::Limping(mail.map(|trouble| mail_amiss(&trouble)).unwrap_or_default() + &limping)
        }
        Some(_) if mail.is_some() => Health::NotReady(mail.map(|trouble| mail_amiss(&trouble)).unwrap_or_default()),
        Some(_) if limping.is_empty() => Health::Well,
        Some(_) => Health::Limping(limping),
    })
}

/// Whether what is amiss with the mail is that a person has to release it.
fn is_held(trouble: Option<&MailTrouble>) -> bool {
    matches!(trouble, Some(MailTrouble::Held(..)))
}

/// The room on the database's disk, and why nothing can be written there.
pub(super) async fn storage(app: &App) -> Result<(Option<Disk>, Option<String>), ActionError> {
    blocking::run(app, |app| Ok((app.ctx.db.disk(), app.write_check.amiss(&app.ctx)))).await
}

fn damaged(reason: &str) -> Health {
    Health::NotReady(format!("database: damaged: {reason}\n"))
}

fn plans_not_ticked(failing: &[PlanId]) -> String {
    if failing.is_empty() {
        return String::new();
    }
    let plans = failing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("scheduler: plans not ticked: {plans}\n")
}

/// The rows that are locked because nobody can read a date of theirs: how many, and the first of them.
fn unreadable(dates: &[UnreadableDate]) -> String {
    if dates.is_empty() {
        return String::new();
    }
    let named: Vec<String> = dates.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if dates.len() > NAMED { ", …" } else { "" };
    format!("dates that cannot be read: {}: {}{more}\n", dates.len(), named.join(", "))
}

/// A line a version of a rule that cannot be read.
fn damaged_rules(damaged: &[Damaged]) -> String {
    let line = |Damaged { kind, version, instead, .. }: &Damaged| {
        format!("rules: {kind} version {version} cannot be read, version {instead} is used\n")
    };
    damaged.iter().map(line).collect()
}

/// What a server said may hold an address: it is not for everybody.
fn mail_amiss(trouble: &MailTrouble) -> String {
    let local = |at| clock::to_local(at).format("%Y-%m-%d %H:%M:%S");
    match trouble {
        MailTrouble::Held(mails, since) => {
            format!("mail: held since the restore at {}, until somebody releases it: {mails} wait\n", local(*since))
        }
        MailTrouble::Failing(since, _) => format!("mail: nothing gets through since {}\n", local(*since)),
        MailTrouble::AllFailed(mails, since) => {
            format!("mail: the last {mails} failed for good since {}, and none was taken after them\n", local(*since))
        }
        MailTrouble::Standing(mails, since) => {
            format!("mail: {mails} wait since {}, and nobody delivers\n", local(*since))
        }
        MailTrouble::Lost(mails) => format!("mail: {mails} in the hands of a courier that has died\n"),
    }
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
    let mut answer = HttpResponse::ServiceUnavailable();
    answer.insert_header((RETRY_AFTER, RETRY_SECONDS)).content_type("text/plain; charset=utf-8").body(reason.to_owned())
}
