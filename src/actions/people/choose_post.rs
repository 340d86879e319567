//! 当前代表单位: a person with several posts chooses the one to act in.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::people::sessions;
use crate::domain::id::{PostId, SessionId};
use crate::domain::trail::{On, Verb};

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
