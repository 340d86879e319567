//! The way of whoever is signed in to the data: off the async thread, under the own name, and a read in one transaction. A
//! handler says only what it reads or does; nobody else makes an actor of a reader, so that none goes round.

use super::blocking;
use super::guard::SignedIn;
use crate::actions::{ActionError, Actor, Context, acting_post, authorise, other_posts as other_posts_of};
use crate::app::App;
use crate::db::DbConnection;
use crate::db::obligation::{obligations, ties};
use crate::domain::id::{ObligationId, PostId};
use crate::domain::rights::Right;
use crate::strings::Message;

/// Does something: an action, in a transaction of its own.
///
/// # Errors
/// What `act` returns, or as [`blocking::run`]; a conflict where a kept form is only shown again.
pub(super) async fn act<T: Send + 'static>(
    app: &App,
    reader: &SignedIn,
    act: impl FnOnce(&Context, &Actor) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let (actor, asked) = (doer(reader)?, reader.asked);
    blocking::run(app, move |app| act(&app.ctx.asked(asked), &actor)).await
}

/// Does something that takes seconds: as many at once as the settings say.
///
/// # Errors
/// As [`act`].
pub(super) async fn act_long<T: Send + 'static>(
    app: &App,
    reader: &SignedIn,
    act: impl FnOnce(&Context, &Actor) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let (actor, asked) = (doer(reader)?, reader.asked);
    blocking::run_long(app, move |app| act(&app.ctx.asked(asked), &actor)).await
}

/// Reads in one transaction, of which `read` has the connection.
///
/// # Errors
/// What `read` returns, or as [`blocking::run`].
pub(super) async fn read<T: Send + 'static>(
    app: &App,
    reader: &SignedIn,
    mut read: impl FnMut(&Context, &mut DbConnection, &Actor) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let actor = actor(reader);
    blocking::run(app, move |app| app.ctx.db.read(|c| read(&app.ctx, c, &actor))).await
}

/// The reader in the post that has a hand in an obligation: whom the page acts for follows what is opened.
///
/// # Errors
/// Not found where there is no such obligation, or as [`read`].
pub(super) async fn on_obligation(app: &App, reader: &SignedIn, id: ObligationId) -> Result<SignedIn, ActionError> {
    if reader.posts.len() < 2 {
        return Ok(reader.clone());
    }
    let post = read(app, reader, move |_, c, actor| {
        let obligation = obligations::find(c, id)?;
        Ok(acting_post(actor, &ties::of_obligation(c, &obligation)?))
    });
    reader.acting_as(post.await?.map(|post| post.id))
}

/// The reader's other posts in which one of these rights is held on an obligation.
///
/// # Errors
/// As [`on_obligation`].
pub(super) async fn other_posts(
    app: &App,
    reader: &SignedIn,
    id: ObligationId,
    rights: &'static [Right],
) -> Result<Vec<PostId>, ActionError> {
    if reader.posts.len() < 2 {
        return Ok(Vec::new());
    }
    let posts = read(app, reader, move |_, c, actor| {
        let obligation = obligations::find(c, id)?;
        Ok(other_posts_of(actor, rights, &ties::of_obligation(c, &obligation)?))
    });
    posts.await
}

/// The same as [`read`] for what concerns the office as a whole: whoever has no such right reads nothing.
///
/// # Errors
/// As [`read`], and first what [`authorise`] says of the right.
pub(super) async fn read_office<T: Send + 'static>(
    app: &App,
    reader: &SignedIn,
    right: Right,
    mut read_on: impl FnMut(&Context, &mut DbConnection) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let read_if = move |ctx: &Context, c: &mut DbConnection, actor: &Actor| {
        authorise(actor, right, &ties::office(c)?)?;
        read_on(ctx, c)
    };
    read(app, reader, read_if).await
}

/// The reader as the one who acts, where the request may do anything at all.
fn doer(reader: &SignedIn) -> Result<Actor, ActionError> {
    if reader.shown_only { Err(ActionError::conflict(Message::new("kept.not_sent"))) } else { Ok(actor(reader)) }
}

/// The reader as the one who acts.
pub(super) fn actor(reader: &SignedIn) -> Actor {
    Actor::Person { person: reader.person.clone(), post: reader.post.clone(), posts: reader.posts.clone() }
}
