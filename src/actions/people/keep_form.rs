//! What somebody typed outlives the session in which it was typed: the form is kept for that person alone, for a week.
//! Nothing of it is done, and nothing stands in the trail.

use chrono::TimeDelta;

use crate::actions::{ActionError, Actor, Context};
use crate::auth::secret;
use crate::db::DbConnection;
use crate::db::people::kept_forms::{self, KeptForm};
use crate::db::people::sessions::Session;
use crate::db::people::{persons, sessions};
use crate::domain::id::{PersonId, SessionId};

/// So many forms of one person are kept, the newest: each has at most what its address takes.
const MOST: i64 = 4;

/// So long a form is kept.
pub(in crate::actions) const KEPT: TimeDelta = TimeDelta::days(7);

/// A form as it was sent.
#[derive(Debug, Clone)]
pub struct KeepForm {
    /// Where it goes to.
    pub action: String,
    /// Its fields, without the secret of the session.
    pub body: String,
}

/// Whose form it is.
#[derive(Debug, Clone)]
pub enum Typist {
    /// Whoever opened that session, which is over.
    Of(SessionId),
    /// Somebody who is signed in again.
    Person(PersonId),
}

/// Keeps a form; the token by which it is shown again. `None` where nobody could get it back: the session is forgotten, or the
/// account disabled.
pub fn keep_form(ctx: &Context, typist: &Typist, form: &KeepForm) -> Result<Option<String>, ActionError> {
    let (token, token_hash) = secret::token().map_err(|_| ActionError::Unavailable)?;
    let kept = ctx.write(&Actor::Visitor, |tx| {
        let person_id = match typist {
            Typist::Person(id) => Some(*id),
            Typist::Of(session) => sessions::find(tx.c, session)?.map(|session| session.person_id),
        };
        let Some(person_id) = person_id else { return Ok(false) };
        if persons::find(tx.c, person_id)?.disabled_at.is_some() {
            return Ok(false);
        }
        let KeepForm { action, body } = form.clone();
        let form = KeptForm { token_hash: token_hash.clone(), person_id, action, body, kept_at: tx.now };
        kept_forms::insert(tx.c, &form, MOST)?;
        Ok(true)
    })?;
    Ok(kept.then_some(token))
}

/// The form of that token, or of what is stored of one, where the actor is who typed it.
///
/// # Errors
/// [`ActionError::NotFound`] for everybody else, and after a week.
pub fn kept_form(ctx: &Context, actor: &Actor, token: &str) -> Result<KeepForm, ActionError> {
    let person_id = actor.person_id().ok_or(ActionError::NotFound)?;
    let found = ctx.db.read(|c| match kept_forms::find(c, &secret::hash_of(token), person_id)? {
        // The list of what is kept knows only what is stored; the person is asked for in any case.
        None => kept_forms::find(c, token, person_id),
        found => Ok(found),
    })?;
    let form = found.filter(|form| form.kept_at + KEPT > ctx.clock.now()).ok_or(ActionError::NotFound)?;
    Ok(KeepForm { action: form.action, body: form.body })
}

/// What is kept for a person, the newest first.
pub fn kept_forms_of(ctx: &Context, c: &mut DbConnection, person_id: PersonId) -> Result<Vec<KeptForm>, ActionError> {
    Ok(kept_forms::of_person(c, person_id, ctx.clock.now() - KEPT)?)
}

/// How many forms were kept for whoever opened that session since the session before it: those that nobody can have pointed to yet.
pub fn newly_kept(ctx: &Context, session: &Session) -> Result<i64, ActionError> {
    ctx.db.read(|c| {
        let week = ctx.clock.now() - KEPT;
        let before = sessions::opened_before(c, session)?;
        Ok(kept_forms::count_from(c, session.person_id, before.map_or(week, |before| before.max(week)))?)
    })
}
