//! 当前代表单位: a person with several posts chooses the one to act in.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::people::persons;
use crate::db::people::sessions::{self, Session};
use crate::domain::id::{PostId, SessionId};
use crate::domain::person::Role;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::UnitName;

/// Acts in another of the person's posts from now on.
///
/// # Errors
/// [`ActionError::NotFound`] for a post the person does not hold.
pub fn choose_post(ctx: &Context, actor: &Actor, session_id: &SessionId, post_id: PostId) -> Result<(), ActionError> {
    let Actor::Person { person, posts, .. } = actor else { return Err(ActionError::Forbidden) };
    let post = posts.iter().find(|post| post.id == post_id).ok_or(ActionError::NotFound)?;
    ctx.write(actor, |tx| {
        sessions::set_post(tx.c, session_id, post.id)?;
        let detail = json!({"unit": post.unit, "role": post.role});
        tx.trace(&Trace { detail, ..Trace::new(Verb::ChoosePost, On::Person(person.id)) })
    })
}

/// Lets a session that has just begun act at a unit of that full name in that role, where its person has such a post and it is another one.
pub fn begin_at(ctx: &Context, session: &Session, (unit, role): (&UnitName, Role)) -> Result<(), ActionError> {
    let (person, posts) = ctx.db.read(|c| -> Result<_, ActionError> {
        Ok((persons::find(c, session.person_id)?, persons::posts_on(c, ctx.clock.today(), Some(session.person_id))?))
    })?;
    let wanted =
        posts.iter().find(|post| post.unit == unit.as_str() && post.role == role && post.id != session.post_id);
    let Some(post) = wanted.cloned() else { return Ok(()) };
    let actor = Actor::Person { person, post: post.clone(), posts };
    choose_post(ctx, &actor, &session.id, post.id)
}
