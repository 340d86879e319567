//! A mail that did not arrive is sent once more, and an address that was taken for none is written to again: at somebody's wish.

use serde_json::json;

use super::hours::MailHours;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::DbConnection;
use crate::db::instance;
use crate::db::mail::outbox::{self, Mail};
use crate::db::mail::{leases, suspended};
use crate::db::notice::notices;
use crate::db::obligation::ties;
use crate::db::people::persons;
use crate::domain::id::MailId;
use crate::domain::mail::{MailEnd, MailState};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::EmailAddress;
use crate::strings::Message;

/// Queues a mail once more that failed, came back, was given up or was not sent. It says what there is to say now; where nobody
/// knows whether it arrived, the same bytes leave, so that a copy is known for one. It leaves within working hours, as it would
/// have. One that waits for its time leaves at once.
///
/// # Errors
/// [`ActionError::NotFound`]; [`ActionError::Conflict`] for a mail that is on its way or was taken, and where its address is
/// suspended.
pub fn resend_mail(ctx: &Context, actor: &Actor, id: MailId) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::SendAgain, &ties::office(tx.c)?)?;
        let mail = outbox::find(tx.c, id)?;
        if mail.state == MailState::Pending {
            return send_now(ctx, tx, &mail);
        }
        if !mail.state.may_be_sent_again() {
            return Err(ActionError::conflict(Message::new(why_not(mail.state))));
        }
        if let Some((address, _)) = suspended_address(tx.c, &mail)? {
            let reason = Message::new("outbox.address_is_suspended").with("address", address);
            return Err(ActionError::conflict(reason));
        }
        let (_, keeps_its_bytes) = once_more(tx.c, &mail)?;
        let not_before = MailHours::load(ctx, tx.c)?.leaves_at(tx.now, mail.at_once);
        if !leases::requeue(tx.c, (id, mail.state), !keeps_its_bytes, (tx.now, not_before))? {
            return Err(ActionError::conflict(Message::new("outbox.not_to_be_sent_again")));
        }
        notices::unsettle_mail(tx.c, id)?;
        let detail = json!({"was": mail.state.as_str(), "reason": mail.last_error});
        tx.trace(&Trace { detail, ..Trace::new(Verb::ResendMail, On::Mail(id)) })
    })
}

/// Lets a mail that waits for its time leave at once, at whatever hour.
fn send_now(ctx: &Context, tx: &mut Tx<'_>, mail: &Mail) -> Result<(), ActionError> {
    if instance::is_held(tx.c)? {
        return Err(ActionError::conflict(Message::new("outbox.is_held_yet")));
    }
    let at = MailHours::load(ctx, tx.c)?.leaves_at(mail.not_before.max(tx.now), mail.at_once);
    if at <= tx.now || !leases::hurry(tx.c, mail.id, tx.now)? {
        return Err(ActionError::conflict(Message::new(why_not(MailState::Pending))));
    }
    let detail = json!({"was": mail.state.as_str(), "at_once": true});
    tx.trace(&Trace { detail, ..Trace::new(Verb::ResendMail, On::Mail(mail.id)) })
}

/// Why a mail that stands there is not sent once more.
fn why_not(state: MailState) -> &'static str {
    match state {
        MailState::Pending => "outbox.leaves_by_itself",
        MailState::Leased | MailState::Handed => "outbox.is_leaving",
        MailState::Accepted => "outbox.was_taken",
        MailState::Cancelled => "outbox.was_cancelled",
        _ => "outbox.not_to_be_sent_again",
    }
}

/// The address that a mail would be sent to once more, where that is suspended, and why it is.
pub fn suspended_address(c: &mut DbConnection, mail: &Mail) -> Result<Option<(String, String)>, ActionError> {
    let Some(address) = once_more(c, mail)?.0 else { return Ok(None) };
    Ok(suspended::reason(c, &address)?.map(|reason| (address, reason)))
}

/// Where a mail would be sent once more, and whether the same bytes would leave.
fn once_more(c: &mut DbConnection, mail: &Mail) -> Result<(Option<String>, bool), ActionError> {
    let present = persons::find(c, mail.person_id)?.email;
    let keeps_its_bytes = is_uncertain(mail) && (present.is_none() || present == mail.to_address);
    Ok((if keeps_its_bytes { mail.to_address.clone() } else { present }, keeps_its_bytes))
}

fn is_uncertain(mail: &Mail) -> bool {
    let end = mail.last_error.as_deref().and_then(|stored| MailEnd::split(stored).0);
    mail.is_frozen() && end == Some(MailEnd::Uncertain)
}

/// Writes to an address again that a server once refused; a second time changes nothing.
///
/// # Errors
/// [`ActionError::Forbidden`] for everybody but the coordinators.
pub fn lift_suspension(ctx: &Context, actor: &Actor, address: &EmailAddress) -> Result<(), ActionError> {
    let address = address.as_str();
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::SendAgain, &ties::office(tx.c)?)?;
        let Some(reason) = suspended::reason(tx.c, address)? else { return Ok(()) };
        suspended::lift(tx.c, address)?;
        let on = persons::by_email(tx.c, address)?.map_or(On::UnknownAddress, |person| On::Person(person.id));
        let detail = json!({"address": address, "reason": reason});
        tx.trace(&Trace { detail, ..Trace::new(Verb::LiftSuspension, on) })
    })
}
