//! Whether mail leaves: what a supervisor, a monitoring system and the coordinator's desk are told.

use chrono::NaiveDateTime;

use crate::actions::{ActionError, Context, mail_hour};
use crate::db::mail::relay::{self, Relay};
use crate::db::mail::{leases, mail_log, outbox, suspended};
use crate::db::{DbConnection, instance};
use crate::domain::delivery::life;
use crate::domain::mail::MailState;

/// How mail leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFlow {
    /// Since when mails may leave, in UTC; `None` outside of working hours, when only what is sent at once may.
    pub opened_at: Option<NaiveDateTime>,
    /// How many mails could leave.
    pub due: i64,
    /// Since when the first of them could, in UTC.
    pub due_since: Option<NaiveDateTime>,
    /// How many have no end yet.
    pub unfinished: i64,
    /// How many of these were tried before.
    pub tried: i64,
    /// How many are in the hands of couriers that no longer beat.
    pub lost: i64,
    /// How many of the last lot failed for good, where all of it did.
    pub failed: i64,
    /// When the first of these failed, in UTC.
    pub failed_since: Option<NaiveDateTime>,
    /// How the server has been answering.
    pub relay: Relay,
    /// Since which restore no mail may leave, in UTC; `None` where mails may.
    pub held_since: Option<NaiveDateTime>,
    /// How often the database was restored.
    pub generation: i32,
}

/// What is amiss with the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTrouble {
    /// No mail leaves since a restore at that time, until somebody releases the outbox: so many wait.
    Held(i64, NaiveDateTime),
    /// Nothing that was tried got through since then; what the server said.
    Failing(NaiveDateTime, String),
    /// All that was queued last has failed for good: so many mails since then, and none was taken after them.
    AllFailed(i64, NaiveDateTime),
    /// Nobody delivers: so many mails could have left since then.
    Standing(i64, NaiveDateTime),
    /// So many mails are in the hands of couriers that no longer beat.
    Lost(i64),
}

/// What did not arrive, and to whom nothing is sent: for somebody to look after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undelivered {
    /// How many mails ended where.
    pub mails: Vec<(MailState, i64)>,
    /// How many addresses are suspended.
    pub suspended: i64,
}

/// What did not arrive.
pub fn undelivered(c: &mut DbConnection) -> Result<Undelivered, ActionError> {
    Ok(Undelivered { mails: mail_log::not_arrived(c)?, suspended: suspended::count(c)? })
}

/// How mail leaves now.
pub fn mail_flow(ctx: &Context, c: &mut DbConnection) -> Result<MailFlow, ActionError> {
    let now = ctx.clock.now();
    let hour = mail_hour(ctx, c, now)?;
    let (due, due_since) = (outbox::due(c, hour)?, outbox::due_since(c, hour)?);
    let (unfinished, tried) = relay::unfinished(c)?;
    let lost = leases::lost(c, now - ctx.settings.scheduler.patience())?;
    let relay = relay::load(c)?;
    let (failed, failed_since) = relay::failed_lot(c, relay.accepted_at, now - life())?;
    let instance = instance::load(c)?;
    // When it was restored may be a date that cannot be read; that it is held is known.
    let held_since = instance.is_held.then_some(instance.restored_at.unwrap_or(now));
    let (opened_at, generation) = (hour.opened_at, instance.generation);
    Ok(MailFlow {
        opened_at,
        due,
        due_since,
        unfinished,
        tried,
        lost,
        failed,
        failed_since,
        relay,
        held_since,
        generation,
    })
}

/// What has been amiss with the mail for longer than the settings bear.
pub fn mail_trouble(ctx: &Context, c: &mut DbConnection) -> Result<Option<MailTrouble>, ActionError> {
    Ok(trouble_of(ctx, &mail_flow(ctx, c)?))
}

/// The same of what is read already.
pub fn trouble_of(ctx: &Context, flow: &MailFlow) -> Option<MailTrouble> {
    flow.trouble(ctx.clock.now() - ctx.settings.scheduler.patience())
}

impl MailFlow {
    /// What has been amiss since before a time, in UTC. Nobody tries anything overnight, and what waits for the morning has not stood
    /// still: only working hours count.
    fn trouble(&self, before: NaiveDateTime) -> Option<MailTrouble> {
        if let Some(since) = self.held_since {
            return Some(MailTrouble::Held(self.unfinished, since));
        }
        let is_long = |since: &NaiveDateTime| *since < before && self.opened_at.is_none_or(|opened| opened < before);
        let tries = self.opened_at.is_some() || self.due > 0;
        let failing = self.relay.failing_since.filter(|since| is_long(since) && self.unfinished > 0 && tries);
        if let Some(since) = failing {
            return Some(MailTrouble::Failing(since, self.relay.reason.clone().unwrap_or_default()));
        }
        if let Some(since) = self.failed_since {
            return Some(MailTrouble::AllFailed(self.failed, since));
        }
        if self.lost > 0 {
            return Some(MailTrouble::Lost(self.lost));
        }
        let since = self.due_since.filter(is_long)?;
        let delivering = self.relay.accepted_at.is_some_and(|at| at >= before);
        (!delivering).then_some(MailTrouble::Standing(self.due, since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_that_stands_still_is_told_apart_from_mail_that_leaves() {
        let at = |minute: u32| format!("2024-06-14T09:{minute:02}:00").parse::<NaiveDateTime>().unwrap();
        let relay = |failing: Option<u32>, accepted: Option<u32>| Relay {
            broken: failing.is_some(),
            failing_since: failing.map(at),
            reason: Some("554 no".to_owned()),
            accepted_at: accepted.map(at),
        };
        let state = |due_since: Option<u32>, lost, relay| MailFlow {
            opened_at: Some(at(0)),
            due: 4,
            due_since: due_since.map(at),
            unfinished: 5,
            tried: 1,
            lost,
            failed: 0,
            failed_since: None,
            relay,
            held_since: None,
            generation: 0,
        };
        let trouble = |state: MailFlow| state.trouble(at(30));
        assert_eq!(trouble(state(None, 0, relay(None, None))), None);
        assert_eq!(trouble(state(Some(31), 0, relay(None, None))), None, "not for long");
        assert_eq!(trouble(state(Some(29), 0, relay(None, None))), Some(MailTrouble::Standing(4, at(29))));
        assert_eq!(trouble(state(Some(1), 0, relay(None, Some(31)))), None, "there are many, and they leave");
        assert_eq!(trouble(state(None, 0, relay(Some(29), None))), Some(MailTrouble::Failing(at(29), "554 no".into())));
        assert_eq!(trouble(MailFlow { unfinished: 0, ..state(None, 0, relay(Some(29), None)) }), None);
        let failed = MailFlow { failed: 3, failed_since: Some(at(31)), ..state(None, 0, relay(None, Some(2))) };
        assert_eq!(trouble(failed), Some(MailTrouble::AllFailed(3, at(31))));
        assert_eq!(trouble(state(None, 2, relay(None, None))), Some(MailTrouble::Lost(2)));
        let held = MailFlow { held_since: Some(at(29)), ..state(Some(1), 2, relay(Some(1), None)) };
        assert_eq!(trouble(held), Some(MailTrouble::Held(5, at(29))), "nothing else is tried meanwhile");

        // The first minutes of a day, and the night before it.
        let opened = |flow: MailFlow, minute: Option<u32>| MailFlow { opened_at: minute.map(at), ..flow };
        let (stands, fails) = (|| state(Some(1), 0, relay(None, None)), || state(None, 0, relay(Some(1), None)));
        for flow in [stands(), fails()] {
            assert_eq!(trouble(opened(flow.clone(), Some(30))), None, "it is just tried");
            assert!(trouble(opened(flow, Some(29))).is_some());
        }
        assert_eq!(trouble(MailFlow { due: 0, ..opened(fails(), None) }), None, "nobody tries");
        assert!(trouble(opened(fails(), None)).is_some(), "what is sent at once is tried");
        assert!(trouble(opened(stands(), None)).is_some(), "and stands");
    }
}
