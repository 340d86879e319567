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

/// So many sessions are shown: a program that signs in each time has more than anybody looks at.
const SHOWN: i64 = 50;

/// The sessions of a person that are not over, the last used first, as many as are shown; and how many there are.
pub fn open_sessions(
    ctx: &Context,
    c: &mut DbConnection,
    person_id: PersonId,
) -> Result<(Vec<Session>, i64), ActionError> {
    Ok(sessions::open_of(c, person_id, held_now(ctx, ctx.clock.now()), SHOWN)?)
}

/// Now, and since when a session was used that still holds.
pub(super) fn held_now(ctx: &Context, now: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
    (now, now - TimeDelta::minutes(ctx.settings.auth.idle_minutes))
}

/// Ends own sessions; how many.
///
/// # Errors
/// [`ActionError::NotFound`] for a mark of none that is open.
pub fn end_sessions(ctx: &Context, actor: &Actor, here: &SessionId, which: &Ending) -> Result<i64, ActionError> {
    let Actor::Person { person, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.write(actor, |tx| {
        let held = held_now(ctx, tx.now);
        let ended = match which {
            Ending::Others => sessions::end_others(tx.c, person.id, here, held)?,
            Ending::One(mark) => {
                let (open, _) = sessions::open_of(tx.c, person.id, held, SHOWN)?;
                let one = open.into_iter().find(|session| session_mark(&session.id) == *mark);
                sessions::end(tx.c, &one.ok_or(ActionError::NotFound)?.id, tx.now)?;
                1
            }
        };
        if ended > 0 {
            let detail = json!({"sessions": ended});
            tx.trace(&Trace { detail, ..Trace::new(Verb::EndSessions, On::Person(person.id)) })?;
        }
        Ok(ended)
    })
}
