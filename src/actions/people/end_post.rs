//! A post ends on a date: who changes jobs keeps no rights.

use chrono::NaiveDate;
use serde_json::json;

use super::give_post::shut_out_without_post;
use super::last_administrator;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::DbError;
use crate::db::obligation::ties;
use crate::db::people::posts::DatedPost;
use crate::db::people::{persons, posts};
use crate::domain::id::{PersonId, PostId};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// The wish that somebody holds a post no more.
#[derive(Debug, Clone, Copy)]
pub struct EndPost {
    /// Who.
    pub person_id: PersonId,
    /// Which post.
    pub post_id: PostId,
    /// From this day on; `None` takes back an end that is set and has not come.
    pub from: Option<NaiveDate>,
}

/// Ends a post; one whose end is set already gets another. From that day on it gives no rights, and nobody is mailed for it;
/// with the last one sessions and one-time links end for good.
///
/// # Errors
/// [`ActionError::NotFound`] for a post that the person does not hold, [`ActionError::Invalid`] for a day before it began,
/// [`ActionError::Conflict`] for that of the last administrator of a kind and where it has ended already.
pub fn end_post(ctx: &Context, actor: &Actor, wish: &EndPost) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        last_administrator::take_turn(tx)?;
        let person = persons::hold(tx.c, wish.person_id)?;
        let held = posts::of_person(tx.c, wish.person_id)?;
        let post = held.into_iter().find(|post| post.id == wish.post_id).ok_or(ActionError::NotFound)?;
        if !post.is_held(tx.today) {
            return Err(ActionError::conflict(Message::new("person.post_over")));
        }
        let Some(from) = wish.from else { return keep(tx, wish.person_id, &post) };
        let until = from.pred_opt().filter(|_| from >= post.since);
        let until = until.ok_or_else(|| {
            ActionError::invalid("from", Message::new("person.ends_before").with("since", post.since))
        })?;
        if post.role.is_administrator() && person.disabled_at.is_none() {
            last_administrator::refuse_last(tx, wish.person_id, post.role)?;
        }
        posts::set_until(tx.c, post.id, Some(until))?;
        // For good: with a post that is added later nobody is signed in by it.
        shut_out_without_post(tx, person.id)?;
        let detail = json!({"unit": post.unit, "role": post.role, "from": from});
        tx.trace(&Trace { detail, ..Trace::new(Verb::EndPost, On::Person(wish.person_id)) })
    })
}

/// The post goes on: its end was a plan.
fn keep(tx: &mut Tx<'_>, person_id: PersonId, post: &DatedPost) -> Result<(), ActionError> {
    if post.until.is_none() {
        return Err(ActionError::invalid("from", Message::new("person.no_end")));
    }
    posts::set_until(tx.c, post.id, None).map_err(|error| match error {
        // It was given again from a later day on.
        DbError::Duplicate { .. } => ActionError::conflict(Message::new("person.post_held")),
        other => other.into(),
    })?;
    let detail = json!({"unit": post.unit, "role": post.role, "goes_on": true});
    tx.trace(&Trace { detail, ..Trace::new(Verb::EndPost, On::Person(person_id)) })
}
