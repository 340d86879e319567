//! What a supervisor asks.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;

use super::blocking;
use crate::actions::ActionError;
use crate::app::App;
use crate::clock;
use crate::db::beats;
use crate::views::{self, MailTrouble};

/// The process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The database answers and is up to date, and somebody watches the dates and delivers: here or on another node.
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
    let (tick, mail) = app
        .ctx
        .db
        .read(|c| Ok::<_, ActionError>((beats::last(c, beats::SCHEDULER)?, views::mail_trouble(&app.ctx, c)?)))?;
    Ok(match tick {
        None => Some("scheduler: no tick yet\n".to_owned()),
        Some((_, at)) if at + patience < app.ctx.clock.now() => {
            Some(format!("scheduler: last tick at {}\n", clock::to_local(at).format("%Y-%m-%d %H:%M:%S")))
        }
        Some(_) => mail.map(|trouble| mail_amiss(&trouble)),
    })
}

/// What a server said may hold an address: it is not for everybody.
fn mail_amiss(trouble: &MailTrouble) -> String {
    let local = |at| clock::to_local(at).format("%Y-%m-%d %H:%M:%S");
    match trouble {
        MailTrouble::Failing(since, _) => format!("mail: nothing gets through since {}\n", local(*since)),
        MailTrouble::Standing(mails, since) => {
            format!("mail: {mails} wait since {}, and nobody delivers\n", local(*since))
        }
        MailTrouble::Lost(mails) => format!("mail: {mails} in the hands of a courier that has died\n"),
    }
}

fn not_ready(reason: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain").body(reason.to_owned())
}
