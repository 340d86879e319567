//! Mails on their way out: which are due, and how each of them stands. What a worker changes of them is in [`super::held`].

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::db::among::among;
use crate::db::schema::mails;
use crate::db::{DbConnection, DbResult};
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, PersonId, UnitId};
use crate::domain::mail::MailState;
use crate::domain::person::Role;

/// A mail as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Mail {
    /// Key.
    pub id: MailId,
    /// By what it is the one it is.
    pub key: String,
    /// Whom it tells.
    pub person_id: PersonId,
    /// What kind of mail.
    pub kind: MailKind,
    /// The local date it is for.
    pub local_date: NaiveDate,
    /// The unit of the post it is written to.
    pub unit_id: UnitId,
    /// As whom in that unit.
    pub role: Role,
    /// Frozen at the first attempt, like the subject and the [texts](super::mail_texts).
    pub to_address: Option<String>,
    /// What it is called; frozen like the address.
    pub subject: Option<String>,
    /// Without angle brackets.
    pub message_id: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i32,
    /// How often it was sent again in doubt.
    pub doubts: i32,
    /// Not to be tried before, in UTC.
    pub not_before: NaiveDateTime,
    /// Who works on it.
    pub owner: Option<String>,
    /// Grows with every claim.
    pub fence: i32,
    /// When its bytes were last handed over, in UTC.
    pub handed_at: Option<NaiveDateTime>,
    /// When it was known what became of it, in UTC.
    pub finished_at: Option<NaiveDateTime>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was queued, in UTC.
    pub created_at: NaiveDateTime,
    /// When it was decided how long it waits, in UTC.
    pub decided_at: Option<NaiveDateTime>,
    /// Since when it has been tried, in UTC.
    pub first_tried_at: Option<NaiveDateTime>,
    /// How often the mail itself was at fault.
    pub strikes: i32,
    /// Since when, in UTC.
    pub struck_at: Option<NaiveDateTime>,
    /// Whether it leaves at whatever hour.
    pub at_once: bool,
}

impl Mail {
    /// Whether what it says stands: at its first attempt it was put together.
    pub fn is_frozen(&self) -> bool {
        self.subject.is_some()
    }
}

/// A mail whose kind and reader's role this version knows: what another version has written is its to send, and is left
/// alone. A state that is not known is asked for by nobody.
macro_rules! understood {
    () => {
        mails::kind.eq_any(MailKind::ALL.to_vec()).and(mails::role.eq_any(Role::ALL.to_vec()))
    };
}

/// What time it is for mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    /// Now, in UTC.
    pub now: NaiveDateTime,
    /// The same day on the wall.
    pub today: NaiveDate,
    /// Since when it is a working hour, in UTC; `None` where it is none: then only what is sent at once may leave.
    pub opened_at: Option<NaiveDateTime>,
}

/// From which end of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// What has waited longest.
    First,
    /// What was queued last and neither refused nor left in doubt; where there is none such, what was tried longest ago.
    Last,
}

/// What waits and may leave now: that nobody has in hand says that it waits, even where it is still called leased. A wait that was
/// decided in a time yet to come is void: the clock has been set back. That a mail is for a day yet to come is no such wait: only what
/// is sent at once has no day to wait for. Outside of working hours only what is sent at once may leave.
macro_rules! due_now {
    ($hour:expr) => {
        mails::table
            .filter(mails::owner.is_null().and(mails::finished_at.is_null()).and(mails::sealed))
            .filter(mails::state.eq_any([MailState::Pending, MailState::Leased, MailState::Handed]))
            .filter(understood!())
            .filter(
                mails::not_before.le($hour.now).or(mails::decided_at
                    .assume_not_null()
                    .gt($hour.now)
                    .and(mails::at_once.or(mails::local_date.le($hour.today)))),
            )
            .filter(mails::at_once.or($hour.opened_at.is_some().into_sql::<Bool>()))
    };
}

/// How many mails are due: neither finished nor in anybody's hands.
pub fn due(connection: &mut DbConnection, hour: Hour) -> DbResult<i64> {
    Ok(due_now!(hour).count().get_result(connection)?)
}

/// Since when the first of those mails could leave, in UTC.
pub fn due_since(connection: &mut DbConnection, hour: Hour) -> DbResult<Option<NaiveDateTime>> {
    let first = due_now!(hour).order((mails::not_before, mails::id)).select(mails::not_before);
    Ok(first.first(connection).optional()?)
}

/// So many keys of what is asked for; on PostgreSQL none that somebody is about to take.
macro_rules! load_free {
    ($connection:expr, $waiting:expr, $many:expr) => {{
        let waiting = $waiting.select((mails::id, mails::state)).limit($many);
        Ok(match $connection {
            DbConnection::Sqlite(c) => waiting.load(c),
            DbConnection::Postgres(c) => waiting.for_update().skip_locked().load(c),
        }?)
    }};
}

/// Mails that are due and that nobody has in hand, with where each stands; on PostgreSQL none that somebody is about to
/// take. Only keys are read: a row that cannot be read stops no other.
pub fn next_due(connection: &mut DbConnection, hour: Hour, end: End, many: i64) -> DbResult<Vec<(MailId, MailState)>> {
    if end == End::First {
        let waiting = due_now!(hour).order((mails::not_before, mails::id));
        return load_free!(connection, waiting, many);
    }
    let never_refused = mails::struck_at.is_null().and(mails::state.eq(MailState::Pending));
    let last = due_now!(hour).filter(never_refused).order((mails::not_before.desc(), mails::id.desc()));
    let found: DbResult<Vec<(MailId, MailState)>> = load_free!(connection, last, many);
    if !found.as_ref().is_ok_and(Vec::is_empty) {
        return found;
    }
    let longest_ago = due_now!(hour).order((mails::not_before, mails::id.desc()));
    load_free!(connection, longest_ago, many)
}

/// The mail of that key.
pub fn find(connection: &mut DbConnection, id: MailId) -> DbResult<Mail> {
    Ok(mails::table.find(id).select(Mail::as_select()).first(connection)?)
}

/// The mails of these keys.
///
/// # Errors
/// One row among them that cannot be read is enough.
pub fn find_all(connection: &mut DbConnection, ids: &[MailId]) -> DbResult<Vec<Mail>> {
    Ok(mails::table.filter(among(connection, mails::id, ids)).select(Mail::as_select()).load(connection)?)
}
