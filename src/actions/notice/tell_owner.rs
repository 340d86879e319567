//! What people do to an obligation is told at once to the liaisons of the unit that owes it, where the unit has to act
//! again. Nobody is mailed about an own action; what only ends well (办结, 确认不涉及) is on the unit's page.

use crate::actions::mail::envelope::{self, Envelope};
use crate::actions::{ActionError, Context, Tx};
use crate::db::notice::notices::{self, EVENT, NewNotice};
use crate::db::obligation::obligations::Obligation;
use crate::db::people::posts;
use crate::domain::bundle::MailKind;
use crate::domain::id::{EntryId, MailId, PersonId};
use crate::domain::mail::MailKey;
use crate::domain::notice::{Channel, Subject};
use crate::domain::obligation::step::StepName;
use crate::domain::person::{Post, Role};

/// The steps after which the unit has to act again.
const TOLD: [StepName; 3] = [StepName::Return, StepName::DeclineNotApplicable, StepName::Reopen];

/// What was done.
#[derive(Debug, Clone, Copy)]
pub(in crate::actions) struct Done<'a> {
    /// To which obligation.
    pub obligation: &'a Obligation,
    /// Its revision of dates behind the step.
    pub due_rev: i32,
    /// Which step.
    pub step: StepName,
    /// The row of the trail.
    pub audit: EntryId,
}

/// Queues the mails of a step, one a liaison; a vacant post or a liaison without mail goes on the telephone list.
pub(in crate::actions) fn tell_owner(ctx: &Context, tx: &mut Tx<'_>, done: &Done<'_>) -> Result<(), ActionError> {
    if !TOLD.contains(&done.step) {
        return Ok(());
    }
    let to = Post { unit: done.obligation.unit_id, role: Role::Liaison };
    let holders = posts::holders(tx.c, tx.today)?;
    let liaisons: Vec<_> =
        holders.iter().filter(|holder| holder.unit_id == to.unit && holder.role == to.role).collect();
    if liaisons.is_empty() {
        return store(tx, done, to, (None, None));
    }
    for liaison in liaisons.into_iter().filter(|liaison| Some(liaison.person_id) != tx.actor.person_id()) {
        let mail = if liaison.has_mail { queue(ctx, tx, done, to, liaison.person_id)? } else { None };
        store(tx, done, to, (Some(liaison.person_id), mail))?;
    }
    Ok(())
}

fn queue(
    ctx: &Context,
    tx: &mut Tx<'_>,
    done: &Done<'_>,
    to: Post,
    person: PersonId,
) -> Result<Option<MailId>, ActionError> {
    let key = MailKey::Event { audit: done.audit, person };
    let (kind, date, not_before) = (MailKind::Event, tx.today, tx.now);
    envelope::queue(ctx, tx, &Envelope { key, kind, person, to, date, not_before })
}

fn store(
    tx: &mut Tx<'_>,
    done: &Done<'_>,
    to: Post,
    (person_id, mail_id): (Option<PersonId>, Option<MailId>),
) -> Result<(), ActionError> {
    let channel = if mail_id.is_some() { Channel::Mail } else { Channel::Telephone };
    let who = person_id.map_or_else(|| "vacant".to_owned(), |person| person.to_string());
    let id = done.obligation.id;
    let row = NewNotice {
        key: &format!("{EVENT}/{}/{}/{}/{channel}/{who}", done.audit, to.unit, to.role),
        plan_id: done.obligation.plan_id,
        subject: &Subject::Obligation(id).to_string(),
        obligation_id: Some(id),
        due_rev: done.due_rev,
        rung: EVENT,
        unit_id: to.unit,
        role: to.role,
        person_id,
        channel,
        mail_id,
        fired_on: tx.today,
        settled_at: mail_id.is_none().then_some(tx.now),
        rules: done.step.as_str(),
        created_at: tx.now,
    };
    notices::insert_if_new(tx.c, &row)?;
    Ok(())
}
