//! The database was restored from a backup (恢复): another generation of it begins, and no mail leaves until somebody has
//! looked at what may have been sent since that backup.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{ActionError, Actor, Context, Trace, Tx};
use crate::auth::secret;
use crate::clock;
use crate::db::instance::{self, Instance};
use crate::db::mail::leases::Release;
use crate::db::mail::waiting::{self, Range};
use crate::db::people::{links, sessions};
use crate::db::{audit, backup, beats};
use crate::domain::delivery::{doubt_wait, wait_after};
use crate::domain::id::MailId;
use crate::domain::trail::{On, Verb};

/// What a restore has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Which database it is from now on.
    pub instance: Instance,
    /// How many mails waited in the backup: each of them may have been sent since.
    pub mails: i64,
}

/// Takes the database for one that was just restored: raises its generation and holds the outbox. What was valid at the time
/// of the backup may have been taken back since: all sessions end, and one-time links are used up.
pub fn mark_restored(ctx: &Context) -> Result<Restored, ActionError> {
    let branch = secret::hex(&secret::random::<8>().map_err(|_| ActionError::Unavailable)?);
    ctx.write(&Actor::Console, |tx| {
        let data_until = records_end(tx)?;
        let release = Release { now: tx.now, doubt_until: tx.now + doubt_wait(), again_at: tx.now + wait_after(1) };
        let restored = instance::Restored { branch: &branch, data_until, release };
        let instance = instance::restored(tx.c, &restored)?;
        sessions::end_everybodys(tx.c, tx.now)?;
        links::use_up_everybodys(tx.c, tx.now)?;
        backup::forget_record(tx.c)?;
        let mails = waiting::count(tx.c, Range { after: MailId::new(0), until: instance.held_mail })?;
        let until = data_until.map(clock::to_the_minute);
        let detail = json!({"generation": instance.generation, "data_until": until, "mails": mails});
        tx.trace(&Trace { detail, ..Trace::new(Verb::RestoreDatabase, On::Database) })?;
        Ok(Restored { instance, mails })
    })
}

/// Until when the records go: somebody did something, or the clock looked at the dates.
fn records_end(tx: &mut Tx<'_>) -> Result<Option<NaiveDateTime>, ActionError> {
    let ticked = beats::last(tx.c, beats::SCHEDULER)?.map(|(_, at)| at);
    Ok(audit::last_at(tx.c)?.max(ticked))
}
