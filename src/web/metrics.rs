//! What a monitoring system reads: counts alone, in the text form of Prometheus.

use std::fmt::Write as _;

use actix_web::{HttpResponse, web};

use super::blocking;
use super::error::WebError;
use crate::actions::ActionError;
use crate::app::App;
use crate::db::{beats, mail_log, outbox};

/// Mails by state, how many are due, when the rules were last evaluated.
///
/// # Errors
/// A database that does not answer.
pub async fn show(app: web::Data<App>) -> Result<HttpResponse, WebError> {
    let text = blocking::run(&app, metrics).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text))
}

fn metrics(app: &App) -> Result<String, ActionError> {
    let now = app.ctx.clock.now();
    let (by_state, due, tick) = app.ctx.db.read(|c| {
        Ok::<_, ActionError>((mail_log::by_state(c)?, outbox::due(c, now)?, beats::last(c, beats::SCHEDULER)?))
    })?;
    let mut text = String::from("# HELP duban_mails Mails by state.\n# TYPE duban_mails gauge\n");
    for (state, count) in by_state {
        // Writing to a string does not fail.
        let _ = writeln!(text, "duban_mails{{state=\"{state}\"}} {count}");
    }
    let _ = write!(
        text,
        "# HELP duban_mails_due Mails that could leave now.\n# TYPE duban_mails_due gauge\nduban_mails_due {due}\n"
    );
    if let Some((ticks, at)) = tick {
        let at = at.and_utc().timestamp();
        let _ = write!(
            text,
            "# HELP duban_ticks_total Evaluations of all rules.\n# TYPE duban_ticks_total counter\nduban_ticks_total {ticks}\n\
             # HELP duban_last_tick_seconds When the rules were last evaluated.\n# TYPE duban_last_tick_seconds gauge\n\
             duban_last_tick_seconds {at}\n"
        );
    }
    Ok(text)
}
