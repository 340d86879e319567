//! Everybody with their posts, where posts can be, and who is kept out.

use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::people::persons::{self, Person, Post};
use crate::db::people::sign_in_tries::{self, TriesAt};
use crate::db::people::units::{self, Unit};
use crate::domain::tries::SLOW_AFTER;

/// What an administrator of accounts looks at.
#[derive(Debug, Default)]
pub struct Accounts {
    /// Everybody, with the posts in force.
    pub people: Vec<(Person, Vec<Post>)>,
    /// Where somebody can have a post.
    pub units: Vec<Unit>,
    /// Whoever is kept out by wrong passwords, or slowed.
    pub blocked: Vec<TriesAt>,
}

/// Reads the accounts.
///
/// # Errors
/// A database that does not answer.
pub fn accounts(ctx: &Context, c: &mut DbConnection) -> Result<Accounts, ActionError> {
    let posts = persons::posts_on(c, ctx.clock.today(), None)?;
    let of = |person: &Person| posts.iter().filter(|post| post.person_id == person.id).cloned().collect();
    let people = persons::all(c)?.into_iter().map(|person| (person.clone(), of(&person))).collect();
    let blocked = sign_in_tries::blocked(c, ctx.clock.now(), SLOW_AFTER)?;
    Ok(Accounts { people, units: units::all(c)?, blocked })
}
