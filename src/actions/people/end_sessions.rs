//! One's own sessions: which there are, and that one or all others end.

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::auth::secret;
use crate::db::DbConnection;
use crate::db::people::sessions::{self, Session};
use crate::domain::id::{PersonId, SessionId};
use crate::domain::trail::{On, Verb};

/// So many characters of a mark: the key itself is shown to nobody.
const MARK_CHARS: usize = 16;

/// Which sessions are to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The one of that mark.
    One(String),
    /// All but the one in which it is asked.
    Others,
}

/// By what a session is known on the page.
pub fn session_mark(id: &SessionId) -> String {
    secret::hash_of(id.as_str()).chars().take(MARK_CHARS).collect()
}

/// The sessions of a person that are not over, the last used first.
pub fn open_sessions(ctx: &Context, c: &mut DbConnection, person_id: PersonId) -> Result<Vec<Session>, ActionError> {
    open(ctx, c, person_id, ctx.clock.now())
}

fn open(
    ctx: &Context,
    c: &mut DbConnection,
    person_id: PersonId,
    now: NaiveDateTime,
) -> Result<Vec<Session>, ActionError> {
    let idle = TimeDelta::minutes(ctx.settings.auth.idle_minutes);
    Ok(sessions::open_of(c, person_id, now, now - idle)?)
}

/// Ends own sessions; how many.
///
/// # Errors
/// [`ActionError::NotFound`] for a mark of none that is open.
pub fn end_sessions(ctx: &Context, actor: &Actor, here: &SessionId, which: &Ending) -> Result<usize, ActionError> {
    let Actor::Person { person, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.write(actor, |tx| {
        let mut open = open(ctx, tx.c, person.id, tx.now)?;
        open.retain(|session| match which {
            Ending::One(mark) => session_mark(&session.id) == *mark,
            Ending::Others => session.id != *here,
        });
        if open.is_empty() && *which != Ending::Others {
            return Err(ActionError::NotFound);
        }
        for session in &open {
            sessions::end(tx.c, &session.id, tx.now)?;
        }
        if !open.is_empty() {
            let detail = json!({"sessions": open.len()});
            tx.trace(&Trace { detail, ..Trace::new(Verb::EndSessions, On::Person(person.id)) })?;
        }
        Ok(open.len())
    })
}
