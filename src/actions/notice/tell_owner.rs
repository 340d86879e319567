//! What people do to an obligation is told to the unit that owes it, where the unit has to act again, a measure was decided about it, or
//! another filed a report in its name. It is told within working hours, unless whoever did it asks for at once. Nobody is mailed about an own action; what only ends well (办结, 确认不涉及) is on the unit's page.

use chrono::NaiveDateTime;

use crate::actions::mail::envelope::{self, Envelope};
use crate::actions::mail::hours::MailHours;
use crate::actions::{ActionError, Context, Tx};
use crate::db::notice::about::About;
use crate::db::notice::notices::{self, EVENT, NewNotice};
use crate::db::obligation::obligations::Obligation;
use crate::db::people::posts::{self, Holder};
use crate::domain::bundle::MailKind;
use crate::domain::id::{EntryId, MailId, PersonId};
use crate::domain::mail::MailKey;
use crate::domain::notice::{Channel, Subject};
use crate::domain::person::{Post, Role};
use crate::domain::trail::Verb;

/// Whom of the unit is told that this was done, as the history calls it.
fn told(verb: Verb) -> &'static [Role] {
    match verb {
        Verb::Return | Verb::DeclineNotApplicable | Verb::Reopen | Verb::SubmitFor | Verb::SaveReportFor => {
            &[Role::Liaison]
        }
        Verb::ConfirmProposal => &[Role::Liaison, Role::Head],
        _ => &[],
    }
}

/// What was done.
#[derive(Debug, Clone, Copy)]
pub(in crate::actions) struct Done<'a> {
    /// To which obligation.
    pub obligation: &'a Obligation,
    /// Its revision of dates behind the step.
    pub due_rev: i32,
    /// What, as the history calls it.
    pub verb: Verb,
    /// The row of the trail.
    pub audit: EntryId,
    /// Whether whoever did it wants it told at whatever hour.
    pub at_once: bool,
}

/// Queues the mails of what was done, one a person; a vacant post or somebody without mail goes on the telephone list.
pub(in crate::actions) fn tell_owner(ctx: &Context, tx: &mut Tx<'_>, done: &Done<'_>) -> Result<(), ActionError> {
    let roles = told(done.verb);
    if roles.is_empty() {
        return Ok(());
    }
    let holders = posts::holders_at(tx.c, &[done.obligation.unit_id], tx.today)?;
    let leaves = MailHours::load(ctx, tx.c)?.leaves_at(tx.now, done.at_once);
    let telling = Told { done, leaves };
    // Whoever acts knows; whoever holds two of the posts is told once.
    let mut know: Vec<PersonId> = tx.actor.person_id().into_iter().collect();
    for to in roles.iter().map(|role| Post { unit: done.obligation.unit_id, role: *role }) {
        let held = holders.iter().filter(|holder| holder.unit_id == to.unit && holder.role == to.role);
        tell_post(ctx, tx, &telling, (to, &held.collect::<Vec<_>>()), &mut know)?;
    }
    Ok(())
}

/// What was done, and when the mails about it leave, in UTC.
struct Told<'a> {
    done: &'a Done<'a>,
    leaves: NaiveDateTime,
}

fn tell_post(
    ctx: &Context,
    tx: &mut Tx<'_>,
    told: &Told<'_>,
    (to, held): (Post, &[&Holder]),
    know: &mut Vec<PersonId>,
) -> Result<(), ActionError> {
    if held.is_empty() {
        return store(tx, told.done, to, (None, None));
    }
    for holder in held {
        if know.contains(&holder.person_id) {
            continue;
        }
        know.push(holder.person_id);
        let mail = if holder.has_mail { queue(ctx, tx, told, to, holder.person_id)? } else { None };
        store(tx, told.done, to, (Some(holder.person_id), mail))?;
    }
    Ok(())
}

fn queue(
    ctx: &Context,
    tx: &mut Tx<'_>,
    told: &Told<'_>,
    to: Post,
    person: PersonId,
) -> Result<Option<MailId>, ActionError> {
    let key = MailKey::Event { audit: told.done.audit, person };
    let (kind, date, at_once, not_before) = (MailKind::Event, tx.today, told.done.at_once, told.leaves);
    envelope::queue(ctx, tx, &Envelope { key, kind, person, to, date, not_before, at_once, sealed: true })
}

fn store(
    tx: &mut Tx<'_>,
    done: &Done<'_>,
    to: Post,
    (person_id, mail_id): (Option<PersonId>, Option<MailId>),
) -> Result<(), ActionError> {
    let channel = if mail_id.is_some() { Channel::Mail } else { Channel::Telephone };
    let who = person_id.map_or_else(|| "vacant".to_owned(), |person| person.to_string());
    let row = NewNotice {
        key: &format!("{EVENT}/{}/{}/{}/{channel}/{who}", done.audit, to.unit, to.role),
        about: About::new(done.obligation.plan_id, Subject::Obligation(done.obligation.id)),
        due_rev: done.due_rev,
        rung: EVENT,
        unit_id: to.unit,
        role: to.role,
        person_id,
        channel,
        mail_id,
        fired_on: tx.today,
        settled_at: mail_id.is_none().then_some(tx.now),
        rules: done.verb.as_str(),
        created_at: tx.now,
    };
    notices::insert_if_new(tx.c, &row)?;
    Ok(())
}
