//! Whoever an account belongs to is told what was done to it, by mail; and the security administrators what waits for their consent.

use crate::actions::mail::envelope::{self, Envelope};
use crate::actions::{ActionError, Context, Tx};
use crate::db::people::persons::{self, Person};
use crate::db::people::{administrators, posts};
use crate::domain::bundle::MailKind;
use crate::domain::id::{EntryId, PersonId};
use crate::domain::mail::MailKey;
use crate::domain::person::{Post, Role};

/// Queues a mail about a row of the trail to the owner of an account, at whatever hour: it may be somebody else's doing. Nothing for whoever has no mail, no post, or is disabled.
pub(super) fn tell(ctx: &Context, tx: &mut Tx<'_>, person_id: PersonId, entry: EntryId) -> Result<(), ActionError> {
    let person = persons::find(tx.c, person_id)?;
    if person.email.is_none() { Ok(()) } else { tell_formerly(ctx, tx, &person, entry) }
}

/// The same to an address that was the owner's until now: the row says which (`letters::account`), whether or not there is another.
pub(super) fn tell_formerly(
    ctx: &Context,
    tx: &mut Tx<'_>,
    person: &Person,
    entry: EntryId,
) -> Result<(), ActionError> {
    let today = tx.today;
    let post = persons::posts_on(tx.c, today, Some(person.id))?.into_iter().find(|post| post.role.is_known());
    let post = match post {
        Some(post) => Some(Post { unit: post.unit_id, role: post.role }),
        // Whoever waits for consent to the only post is told of the account all the same.
        None => {
            let given = posts::had_by(tx.c, &[person.id], today)?;
            let given = given.into_iter().find(|post| post.is_given == Some(true) && post.role.is_known());
            given.map(|post| Post { unit: post.unit_id, role: post.role })
        }
    };
    let Some(post) = post.filter(|_| person.disabled_at.is_none()) else { return Ok(()) };
    queue(ctx, tx, entry, (person.id, post))
}

/// Queues a mail about a row of the trail to every security administrator who may decide about an account, which is nobody's own.
pub(super) fn tell_secadmins(
    ctx: &Context,
    tx: &mut Tx<'_>,
    account: PersonId,
    entry: EntryId,
) -> Result<(), ActionError> {
    let today = tx.today;
    for (person_id, unit) in administrators::who_sign_in(tx.c, today, Role::Secadmin)? {
        if person_id != account {
            queue(ctx, tx, entry, (person_id, Post { unit, role: Role::Secadmin }))?;
        }
    }
    Ok(())
}

/// Of several posts of one person the first counts: the mail's key is row and person.
fn queue(ctx: &Context, tx: &mut Tx<'_>, audit: EntryId, (person, to): (PersonId, Post)) -> Result<(), ActionError> {
    let (key, kind) = (MailKey::Event { audit, person }, MailKind::Event);
    let envelope = Envelope { key, kind, person, to, date: tx.today, not_before: tx.now, at_once: true, sealed: true };
    envelope::queue(ctx, tx, &envelope)?;
    Ok(())
}
