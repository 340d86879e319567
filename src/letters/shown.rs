//! One mail as whoever looks after the outbox sees it: the bytes that left, or what would leave now.

use super::composer::preview;
use crate::actions::{ActionError, Actor, Context, MailHours, authorise, suspended_address};
use crate::db::DbConnection;
use crate::db::mail::mail_log::{self, About, LoggedMail};
use crate::db::mail::{mail_texts, outbox};
use crate::db::obligation::ties;
use crate::domain::id::MailId;
use crate::domain::rights::Right;
use crate::mail::Letter;

/// A mail with what it says.
pub struct ShownMail {
    /// Where it stands.
    pub mail: LoggedMail,
    /// What it says; `None` where nothing is left to say.
    pub letter: Option<Letter>,
    /// Whether these are the bytes that left; else it is what would leave now.
    pub frozen: bool,
    /// The obligations it is about.
    pub about: Vec<About>,
    /// The plans it is about, by their titles.
    pub plans: Vec<String>,
    /// Where it could be sent once more but for its address, which is suspended: that address, and why it is.
    pub suspended: Option<(String, String)>,
    /// When what waits may leave.
    pub hours: MailHours,
}

/// A mail with its text.
///
/// # Errors
/// [`ActionError::Forbidden`] for everybody but the coordinators, [`ActionError::NotFound`].
pub fn shown(ctx: &Context, c: &mut DbConnection, actor: &Actor, id: MailId) -> Result<ShownMail, ActionError> {
    authorise(actor, Right::SeeOutbox, &ties::office(c)?)?;
    let mail = mail_log::find(c, id)?;
    let stored = outbox::find(c, id)?;
    let about = mail_log::about(c, &[id])?;
    let plans = mail_log::plans_of(c, &[id])?.remove(&id).unwrap_or_default();
    let is_over = mail.state.may_be_sent_again();
    let hours = MailHours::load(ctx, c)?;
    let suspended = if is_over { suspended_address(c, &stored)? } else { None };
    if let (Some(subject), Some((text, html))) = (&stored.subject, mail_texts::parts(c, id)?) {
        let letter = Letter { subject: subject.clone(), text, html };
        return Ok(ShownMail { mail, letter: Some(letter), frozen: true, about, plans, suspended, hours });
    }
    let letter = if stored.finished_at.is_none() { preview(ctx, c, &stored)? } else { None };
    Ok(ShownMail { mail, letter, frozen: false, about, plans, suspended, hours })
}
