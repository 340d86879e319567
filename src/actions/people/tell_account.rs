//! Whoever an account belongs to is told what was done to it, by mail.

use crate::actions::mail::envelope::{self, Envelope};
use crate::actions::{ActionError, Context, Tx};
use crate::db::people::persons;
use crate::domain::bundle::MailKind;
use crate::domain::id::{EntryId, PersonId};
use crate::domain::mail::MailKey;
use crate::domain::person::Post;

/// Queues a mail about a row of the trail to the owner of an account, at whatever hour: it may be somebody else's doing. Nothing for whoever has no mail, no post, or is disabled.
pub(super) fn tell(ctx: &Context, tx: &mut Tx<'_>, person_id: PersonId, entry: EntryId) -> Result<(), ActionError> {
    let (today, now) = (tx.today, tx.now);
    let person = persons::find(tx.c, person_id)?;
    let post = persons::posts_on(tx.c, today, Some(person_id))?.into_iter().find(|post| post.role.is_known());
    let Some(post) = post.filter(|_| person.email.is_some() && person.disabled_at.is_none()) else { return Ok(()) };
    let key = MailKey::Event { audit: entry, person: person_id };
    let to = Post { unit: post.unit_id, role: post.role };
    envelope::queue(
        ctx,
        tx,
        &Envelope { key, kind: MailKind::Event, person: person_id, to, date: today, not_before: now, at_once: true },
    )?;
    Ok(())
}
