//! Mails on their way out: who works on which, what was frozen, what became of it. Every change after the claim repeats
//! owner and fence, so that a worker that was taken for dead changes nothing any more.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::mails;
use super::{DbConnection, DbResult};
use crate::domain::bundle::MailKind;
use crate::domain::mail::MailState;
use crate::domain::person::Role;

/// A mail as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Mail {
    /// Key.
    pub id: i64,
    /// By what it is the one it is.
    pub key: String,
    /// Whom it tells.
    pub person_id: i64,
    /// What kind of mail.
    pub kind: MailKind,
    /// The local date it is for.
    pub local_date: NaiveDate,
    /// The post it is written to.
    pub unit_id: i64,
    /// See above.
    pub role: Role,
    /// Frozen at the first attempt, like the four after it.
    pub to_address: Option<String>,
    /// See above.
    pub subject: Option<String>,
    /// See above.
    pub body_text: Option<String>,
    /// See above.
    pub body_html: Option<String>,
    /// The whole message.
    pub raw: Option<String>,
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
}

/// What every change of a claimed mail repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The mail.
    pub id: i64,
    /// Who claimed it.
    pub owner: String,
    /// At which fence.
    pub fence: i32,
}

/// What is frozen at the first attempt; all `None` where an attempt that never began is taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = mails, treat_none_as_null = true)]
pub struct Frozen {
    /// The address.
    pub to_address: Option<String>,
    /// The subject.
    pub subject: Option<String>,
    /// The text part.
    pub body_text: Option<String>,
    /// The HTML part.
    pub body_html: Option<String>,
    /// The whole message, in ASCII.
    pub raw: Option<String>,
}

/// Where a mail stands after an attempt; nobody works on it any more.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = mails, treat_none_as_null = true)]
pub struct After {
    /// See [`Mail`].
    pub state: MailState,
    /// See [`Mail`].
    pub attempts: i32,
    /// See [`Mail`].
    pub doubts: i32,
    /// See [`Mail`].
    pub not_before: NaiveDateTime,
    /// See [`Mail`].
    pub decided_at: Option<NaiveDateTime>,
    /// See [`Mail`].
    pub first_tried_at: Option<NaiveDateTime>,
    /// See [`Mail`].
    pub strikes: i32,
    /// See [`Mail`].
    pub struck_at: Option<NaiveDateTime>,
    /// Nobody.
    pub owner: Option<String>,
    /// See [`Mail`].
    pub finished_at: Option<NaiveDateTime>,
    /// See [`Mail`].
    pub last_error: Option<String>,
}

/// A mail whose kind and reader's role this version knows: what another version has written is its to send, and is left
/// alone. A state that is not known is asked for by nobody.
macro_rules! understood {
    () => {
        mails::kind.eq_any(MailKind::ALL.to_vec()).and(mails::role.eq_any(Role::ALL.to_vec()))
    };
}
pub(super) use understood;

impl After {
    /// Waiting again, with everything else as the mail has it.
    pub fn as_it_was(mail: &Mail) -> Self {
        Self {
            state: MailState::Pending,
            attempts: mail.attempts,
            doubts: mail.doubts,
            not_before: mail.not_before,
            decided_at: mail.decided_at,
            first_tried_at: mail.first_tried_at,
            strikes: mail.strikes,
            struck_at: mail.struck_at,
            owner: None,
            finished_at: None,
            last_error: mail.last_error.clone(),
        }
    }
}

/// From which end of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// What has waited longest.
    First,
    /// What was queued last.
    Last,
}

/// What waits and may leave now. A wait that was decided in a time yet to come is void: the clock has been set back.
macro_rules! due_now {
    ($now:expr) => {
        mails::table
            .filter(mails::owner.is_null().and(mails::finished_at.is_null()))
            .filter(mails::state.eq_any([MailState::Pending, MailState::Handed]))
            .filter(understood!())
            .filter(mails::not_before.le($now).or(mails::decided_at.assume_not_null().gt($now)))
    };
}

/// How many mails are due: neither finished nor in anybody's hands.
///
/// # Errors
/// A broken database.
pub fn due(connection: &mut DbConnection, now: NaiveDateTime) -> DbResult<i64> {
    Ok(due_now!(now).count().get_result(connection)?)
}

/// Mails that are due and that nobody has in hand, with where each stands; on PostgreSQL none that somebody is about to
/// take. Only keys are read: a row that cannot be read stops no other.
///
/// # Errors
/// A broken database.
pub fn next_due(
    connection: &mut DbConnection,
    now: NaiveDateTime,
    end: End,
    many: i64,
) -> DbResult<Vec<(i64, MailState)>> {
    let waiting = due_now!(now).select((mails::id, mails::state)).limit(many);
    Ok(match (connection, end) {
        (DbConnection::Sqlite(c), End::First) => waiting.order((mails::not_before, mails::id)).load(c),
        (DbConnection::Sqlite(c), End::Last) => waiting.order((mails::not_before.desc(), mails::id.desc())).load(c),
        (DbConnection::Postgres(c), End::First) => {
            waiting.order((mails::not_before, mails::id)).for_update().skip_locked().load(c)
        }
        (DbConnection::Postgres(c), End::Last) => {
            waiting.order((mails::not_before.desc(), mails::id.desc())).for_update().skip_locked().load(c)
        }
    }?)
}

/// The mail of that key.
///
/// # Errors
/// [`super::DbError::NotFound`].
pub fn find(connection: &mut DbConnection, id: i64) -> DbResult<Mail> {
    Ok(mails::table.find(id).select(Mail::as_select()).first(connection)?)
}

/// The mails of these keys.
///
/// # Errors
/// A broken database; a row among them that cannot be read.
pub fn find_all(connection: &mut DbConnection, ids: &[i64]) -> DbResult<Vec<Mail>> {
    Ok(mails::table.filter(mails::id.eq_any(ids.to_vec())).select(Mail::as_select()).load(connection)?)
}

/// Keeps the bytes of a mail; false where it is in other hands by now.
///
/// # Errors
/// A broken database.
pub fn freeze(connection: &mut DbConnection, hold: &Hold, frozen: &Frozen) -> DbResult<bool> {
    let held = mails::table.find(hold.id).filter(mails::owner.eq(&hold.owner).and(mails::fence.eq(hold.fence)));
    Ok(diesel::update(held).set(frozen).execute(connection)? == 1)
}

/// Writes down that the bytes are about to be handed over; false where it is in other hands by now.
///
/// # Errors
/// A broken database.
pub fn hand(
    connection: &mut DbConnection,
    hold: &Hold,
    first_tried_at: NaiveDateTime,
    now: NaiveDateTime,
) -> DbResult<bool> {
    let held = mails::table.find(hold.id).filter(mails::owner.eq(&hold.owner).and(mails::fence.eq(hold.fence)));
    let handed =
        (mails::state.eq(MailState::Handed), mails::handed_at.eq(now), mails::first_tried_at.eq(first_tried_at));
    Ok(diesel::update(held).set(handed).execute(connection)? == 1)
}

/// Lets go of a mail; false where it is in other hands by now.
///
/// # Errors
/// A broken database.
pub fn let_go(connection: &mut DbConnection, hold: &Hold, after: &After) -> DbResult<bool> {
    let held = mails::table.find(hold.id).filter(mails::owner.eq(&hold.owner).and(mails::fence.eq(hold.fence)));
    Ok(diesel::update(held).set(after).execute(connection)? == 1)
}
