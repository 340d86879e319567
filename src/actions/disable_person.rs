//! Disabling acts at once: the sessions end in the same transaction.

use super::{ActionError, Actor, Context, Trace, rights};
use crate::db::{obligations, people, sessions};
use crate::domain::rights::Right;

/// Disables a person and ends every session; a second time changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`].
pub fn disable_person(ctx: &Context, actor: &Actor, person_id: i64) -> Result<(), ActionError> {
    ctx.step(actor, |step| {
        rights::authorise(actor, Right::ManagePeople, &obligations::office(step.tx)?)?;
        if people::find(step.tx, person_id)?.disabled_at.is_some() {
            return Ok(());
        }
        people::set_disabled(step.tx, person_id, Some(step.now))?;
        sessions::end_all(step.tx, person_id, step.now)?;
        step.trace(&Trace { verb: "disable_person", object: "person", object_id: person_id, ..Trace::default() })
    })
}
