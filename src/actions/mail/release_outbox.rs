//! The outbox that was held since a restore is released: what waits is sent, or counts as sent, as somebody has decided.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::instance;
use crate::db::mail::waiting::{self, Range};
use crate::db::notice::notices;
use crate::db::obligation::ties;
use crate::domain::id::MailId;
use crate::domain::mail::{HeldMails, MailEnd};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// What is to become of what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseOutbox {
    /// Of which restore it was read.
    pub generation: i32,
    /// The newest mail that was seen: what is queued behind it is sent in any case.
    pub seen: MailId,
    /// Of what waited in the backup.
    pub restored: HeldMails,
    /// Of what was queued since.
    pub newer: HeldMails,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleasedOutbox {
    /// So many mails are sent.
    pub to_send: i64,
    /// So many count as sent.
    pub counted: usize,
}

/// Lets mails leave again.
///
/// # Errors
/// [`ActionError::Forbidden`] for everybody but the coordinators and the console; [`ActionError::Conflict`] where nothing is held,
/// or another restore came in between.
pub fn release_outbox(ctx: &Context, actor: &Actor, wish: &ReleaseOutbox) -> Result<ReleasedOutbox, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ReleaseOutbox, &ties::office(tx.c)?)?;
        if !instance::let_go(tx.c, wish.generation)? {
            // Held for another reason than the one that was read of, or not at all.
            let key = if instance::is_held(tx.c)? { "outbox.restored_again" } else { "outbox.not_held" };
            return Err(ActionError::conflict(Message::new(key)));
        }
        let held = instance::load(tx.c)?;
        let restored = Range { after: MailId::new(0), until: held.held_mail };
        let newer = Range { after: held.held_mail, until: wish.seen };
        let counted = end(tx, restored, wish.restored)? + end(tx, newer, wish.newer)?;
        let until = waiting::newest(tx.c)?;
        let to_send = waiting::count(tx.c, Range { until, ..restored })?;
        let detail = json!({"restored": wish.restored, "newer": wish.newer, "sent": to_send, "counted": counted});
        tx.trace(&Trace { detail, ..Trace::new(Verb::ReleaseOutbox, On::Database) })?;
        Ok(ReleasedOutbox { to_send, counted })
    })
}

/// Ends what counts as sent, and what it carries is told.
fn end(tx: &mut Tx<'_>, range: Range, what: HeldMails) -> Result<usize, ActionError> {
    if what == HeldMails::Send {
        return Ok(0);
    }
    let ended = waiting::end(tx.c, range, MailEnd::CountedAsSent.as_str(), tx.now)?;
    notices::settle_mails(tx.c, &ended, tx.now)?;
    Ok(ended.len())
}
