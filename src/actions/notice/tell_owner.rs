//! What people do to an obligation is told at once to the liaisons of the unit that owes it, where the unit has to act
//! again. Nobody is mailed about an own action; what only ends well (办结, 确认不涉及) is on the unit's page.

use crate::actions::mail::envelope::{self, Envelope};
use crate::actions::{ActionError, Context, Step};
use crate::db::notice::notices::{self, EVENT, NewNotice};
use crate::db::obligation::obligations::Obligation;
use crate::db::people::posts;
use crate::domain::bundle::MailKind;
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
    pub audit: i64,
}

/// Queues the mails of a step, one a liaison; a vacant post or a liaison without mail goes on the telephone list.
///
/// # Errors
/// A database that does not answer.
pub(in crate::actions) fn tell_owner(ctx: &Context, step: &mut Step<'_>, done: &Done<'_>) -> Result<(), ActionError> {
    if !TOLD.contains(&done.step) {
        return Ok(());
    }
    let to = Post { unit: done.obligation.unit_id, role: Role::Liaison };
    let holders = posts::holders(step.tx, ctx.clock.today())?;
    let liaisons: Vec<_> =
        holders.iter().filter(|holder| holder.unit_id == to.unit && holder.role == to.role).collect();
    if liaisons.is_empty() {
        return store(ctx, step, done, to, (None, None));
    }
    for liaison in liaisons.into_iter().filter(|liaison| Some(liaison.person_id) != step.actor.person_id()) {
        let mail = if liaison.has_mail { queue(ctx, step, done, to, liaison.person_id)? } else { None };
        store(ctx, step, done, to, (Some(liaison.person_id), mail))?;
    }
    Ok(())
}

fn queue(
    ctx: &Context,
    step: &mut Step<'_>,
    done: &Done<'_>,
    to: Post,
    person: i64,
) -> Result<Option<i64>, ActionError> {
    let key = MailKey::Event { audit: done.audit, person };
    let (kind, date, not_before) = (MailKind::Event, ctx.clock.today(), step.now);
    envelope::queue(ctx, step, &Envelope { key, kind, person, to, date, not_before })
}

fn store(
    ctx: &Context,
    step: &mut Step<'_>,
    done: &Done<'_>,
    to: Post,
    (person_id, mail_id): (Option<i64>, Option<i64>),
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
        fired_on: ctx.clock.today(),
        settled_at: mail_id.is_none().then_some(step.now),
        rules: done.step.as_str(),
        created_at: step.now,
    };
    notices::insert_if_new(step.tx, &row)?;
    Ok(())
}
