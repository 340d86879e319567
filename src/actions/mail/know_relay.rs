//! What a run has seen of the mail server is kept for everybody: the next run, the pages, whoever monitors.

use chrono::NaiveDateTime;

use crate::actions::{ActionError, Actor, Context};
use crate::db::mail::relay::{self, Relay};

/// What a run has seen of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News<'a> {
    /// Mails got through.
    Through,
    /// Something was tried and nothing got through; why.
    Nothing(&'a str),
    /// Nothing was tried.
    Quiet,
}

/// Keeps what a run has seen; nothing is written where nothing is new.
pub fn know_relay(
    ctx: &Context,
    accepted_at: Option<NaiveDateTime>,
    broken: bool,
    news: &News<'_>,
) -> Result<(), ActionError> {
    let before = ctx.db.read(relay::load)?;
    let now = ctx.clock.now();
    let after = |before: &Relay| match news {
        News::Quiet => before.clone(),
        News::Through if !broken => Relay { broken, failing_since: None, reason: None, accepted_at },
        News::Through => Relay { broken, accepted_at, ..before.clone() },
        News::Nothing(reason) => Relay {
            broken,
            failing_since: Some(before.failing_since.map_or(now, |at| at.min(now))),
            reason: Some((*reason).to_owned()),
            accepted_at: before.accepted_at,
        },
    };
    if after(&before) == before {
        return Ok(());
    }
    ctx.write(&Actor::Scheduler, |tx| {
        let before = relay::load(tx.c)?;
        Ok(relay::store(tx.c, &after(&before))?)
    })
}
