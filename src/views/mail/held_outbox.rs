//! What waits while the outbox is held: for whoever decides what becomes of it.

use std::collections::HashMap;

use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::instance::{self, Instance};
use crate::db::mail::mail_log::{self, LoggedMail};
use crate::db::mail::waiting::{self, Range};
use crate::domain::id::MailId;
use crate::domain::paging::beside;

/// So many mails of each kind are named; the others are counted.
const NAMED: i64 = 500;

/// Some of the mails that wait, in the order they were queued, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The first of them.
    pub mails: Vec<LoggedMail>,
    /// The plans that each of them is about, by their titles.
    pub plans: HashMap<MailId, Vec<String>>,
    /// All of them.
    pub all: i64,
}

impl Held {
    /// How many are not named.
    pub fn more(&self) -> i64 {
        beside(self.all, self.mails.len())
    }
}

/// The outbox as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOutbox {
    /// Since which restore.
    pub instance: Instance,
    /// What waited in the backup: it may have been sent since.
    pub restored: Held,
    /// What was queued since the restore: where the same was queued after the backup, it may have been sent too.
    pub newer: Held,
    /// The newest mail there is.
    pub newest: MailId,
}

/// What waits; `None` where mails leave.
pub fn held_outbox(_: &Context, c: &mut DbConnection) -> Result<Option<HeldOutbox>, ActionError> {
    let instance = instance::load(c)?;
    if !instance.is_held {
        return Ok(None);
    }
    let newest = waiting::newest(c)?;
    let mut held = |after, until| {
        let range = Range { after, until };
        let mails = waiting::page(c, range, NAMED)?;
        let plans = mail_log::plans_of(c, &mails.iter().map(|mail| mail.id).collect::<Vec<_>>())?;
        Ok::<_, ActionError>(Held { mails, plans, all: waiting::count(c, range)? })
    };
    let restored = held(MailId::new(0), instance.held_mail)?;
    let newer = held(instance.held_mail, newest)?;
    Ok(Some(HeldOutbox { instance, restored, newer, newest }))
}
