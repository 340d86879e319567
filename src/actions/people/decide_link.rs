//! The security administrator agrees to a one-time link, or does not.

use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::db::obligation::ties;
use crate::db::people::{approvals, posts};
use crate::domain::id::LinkRequestId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// Decides a request; where it is agreed to, the posts that waited for it are in force.
///
/// # Errors
/// [`ActionError::Forbidden`] without the right, [`ActionError::Conflict`] for an own request, for the own account and where it is decided already.
pub fn decide_link(ctx: &Context, actor: &Actor, id: LinkRequestId, agreed: bool) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePolicy, &ties::office(tx.c)?)?;
        let by = actor.person_id().ok_or(ActionError::Forbidden)?;
        let request = approvals::find(tx.c, id)?;
        if request.requested_by == by {
            return Err(ActionError::conflict(Message::new("consent.own")));
        }
        if request.person_id == by {
            return Err(ActionError::conflict(Message::new("consent.own_account")));
        }
        if !approvals::decide(tx.c, id, (by, agreed), tx.now)? {
            return Err(ActionError::conflict(Message::new("consent.decided")));
        }
        if agreed {
            posts::put_in_force(tx.c, request.person_id)?;
        }
        let verb = if agreed { Verb::AgreeLink } else { Verb::RefuseLink };
        tx.trace(&Trace::new(verb, On::Person(request.person_id)))
    })
}
