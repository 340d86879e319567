//! What a monitoring system reads: counts alone, in the text form of Prometheus.

use std::fmt::Write as _;
use std::sync::atomic::Ordering;

use actix_web::{HttpResponse, web};
use chrono::NaiveDateTime;

use super::blocking;
use super::error::WebError;
use crate::actions::ActionError;
use crate::app::App;
use crate::db::beats;
use crate::db::job_failures::{self, JobFailure};
use crate::db::mail::mail_log;
use crate::db::statement_times;
use crate::views::{self, MailFlow};

/// Mails by state, how many are due, when the rules were last evaluated.
pub(super) async fn show(app: web::Data<App>) -> Result<HttpResponse, WebError> {
    let text = blocking::run(&app, metrics).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text))
}

/// What tells that mail leaves, and since when it does not; a time that is not known is 0.
fn of_mail(mail: &MailFlow) -> [(&'static str, &'static str, i64); 10] {
    let seconds = |at: Option<NaiveDateTime>| at.map_or(0, |at| at.and_utc().timestamp());
    let relay = &mail.relay;
    [
        ("duban_mails_due", "Mails that could leave now.", mail.due),
        ("duban_mails_due_since_seconds", "Since when the first of them could.", seconds(mail.due_since)),
        ("duban_mails_tried", "Mails without an end that were tried before.", mail.tried),
        ("duban_mails_lost", "Mails in the hands of couriers that no longer beat.", mail.lost),
        (
            "duban_mails_last_lot_failed",
            "Mails queued last that all failed for good; 0 where one was taken.",
            mail.failed,
        ),
        ("duban_outbox_held", "1 while no mail leaves since a restore.", i64::from(mail.held_since.is_some())),
        ("duban_restores", "How often the database was restored from a backup.", i64::from(mail.generation)),
        ("duban_mail_server_broken", "1 while the server takes nothing from anybody.", i64::from(relay.broken)),
        ("duban_mail_failing_since_seconds", "Since when nothing got through.", seconds(relay.failing_since)),
        ("duban_mail_last_accepted_seconds", "About when the server last took a mail.", seconds(relay.accepted_at)),
    ]
}

fn metrics(app: &App) -> Result<String, ActionError> {
    let (by_state, mail, tick, failing) = app.ctx.db.read(|c| {
        let mail = views::mail_flow(&app.ctx, c)?;
        let tick = beats::last(c, beats::SCHEDULER)?;
        Ok::<_, ActionError>((mail_log::by_state(c)?, mail, tick, job_failures::all(c)?))
    })?;
    let mut text = String::from("# HELP duban_mails Mails by state.\n# TYPE duban_mails gauge\n");
    for (state, count) in by_state {
        // Writing to a string does not fail.
        let _ = writeln!(text, "duban_mails{{state=\"{state}\"}} {count}");
    }
    for (name, help, value) in of_mail(&mail) {
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
    }
    if let Some((ticks, at)) = tick {
        let at = at.and_utc().timestamp();
        let _ = write!(
            text,
            "# HELP duban_ticks_total Evaluations of all rules.\n# TYPE duban_ticks_total counter\nduban_ticks_total {ticks}\n\
             # HELP duban_last_tick_seconds When the rules were last evaluated.\n# TYPE duban_last_tick_seconds gauge\n\
             duban_last_tick_seconds {at}\n"
        );
    }
    text.push_str(&jobs(&failing));
    app.requests.write(&mut text);
    statements(&mut text);
    Ok(text)
}

/// What was asked of the database by this process.
fn statements(text: &mut String) {
    let times = statement_times();
    text.push_str(
        "# HELP duban_statement_seconds How long statements of the database took.\n\
         # TYPE duban_statement_seconds histogram\n",
    );
    times.all.write(text, "duban_statement_seconds", "");
    for (name, help, count) in [
        ("duban_statements_failed_total", "Statements that did not succeed.", &times.failed),
        ("duban_statements_slow_total", "Statements that took longer than database.slow_ms.", &times.slow),
    ] {
        let count = count.load(Ordering::Relaxed);
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {count}\n");
    }
}

/// The jobs that were not done the last time; one that is done has no line.
fn jobs(failing: &[JobFailure]) -> String {
    let mut text = String::from(
        "# HELP duban_job_failed_rounds Rounds in a row that a background job was not done.\n\
         # TYPE duban_job_failed_rounds gauge\n",
    );
    for JobFailure { job, rounds, .. } in failing {
        let _ = writeln!(text, "duban_job_failed_rounds{{job=\"{job}\"}} {rounds}");
    }
    text.push_str(
        "# HELP duban_job_failing_since_seconds When a background job was first not done.\n\
         # TYPE duban_job_failing_since_seconds gauge\n",
    );
    for JobFailure { job, since, .. } in failing {
        let _ = writeln!(text, "duban_job_failing_since_seconds{{job=\"{job}\"}} {}", since.and_utc().timestamp());
    }
    text
}
