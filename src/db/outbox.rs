//! Mails on their way out: who works on which, what was frozen, what became of it. Every change after the claim repeats
//! owner and fence, so that a worker that was taken for dead changes nothing any more.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{mails, notices};
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

/// How many mails are due: neither finished nor in anybody's hands.
///
/// # Errors
/// A broken database.
pub fn due(connection: &mut DbConnection, now: NaiveDateTime) -> DbResult<i64> {
    let free = mails::table.filter(mails::owner.is_null().and(mails::not_before.le(now))).filter(understood!());
    Ok(free.filter(mails::state.eq_any([MailState::Pending, MailState::Handed])).count().get_result(connection)?)
}

/// The mail that waits longest and that nobody has in hand; on PostgreSQL one that nobody is about to take either.
///
/// # Errors
/// A broken database.
pub fn next_due(connection: &mut DbConnection, now: NaiveDateTime) -> DbResult<Option<Mail>> {
    let waiting = mails::table
        .filter(mails::owner.is_null().and(mails::not_before.le(now)))
        .filter(understood!())
        .filter(mails::state.eq_any([MailState::Pending, MailState::Handed]))
        .order((mails::not_before, mails::id));
    let found = match connection {
        DbConnection::Sqlite(c) => waiting.select(Mail::as_select()).first(c),
        DbConnection::Postgres(c) => waiting.select(Mail::as_select()).for_update().skip_locked().first(c),
    };
    Ok(found.optional()?)
}

/// Takes a mail in hand: the attempt is counted before anything is done. A mail in doubt is counted as such.
///
/// # Errors
/// A broken database.
pub fn lease(connection: &mut DbConnection, mail: &Mail, owner: &str) -> DbResult<Mail> {
    let in_doubt = i32::from(mail.state == MailState::Handed);
    diesel::update(mails::table.find(mail.id))
        .set((
            mails::state.eq(MailState::Leased),
            mails::owner.eq(owner),
            mails::fence.eq(mail.fence + 1),
            mails::attempts.eq(mail.attempts + 1),
            mails::doubts.eq(mail.doubts + in_doubt),
        ))
        .execute(connection)?;
    find(connection, mail.id)
}

/// The mail of that key.
///
/// # Errors
/// [`super::DbError::NotFound`].
pub fn find(connection: &mut DbConnection, id: i64) -> DbResult<Mail> {
    Ok(mails::table.find(id).select(Mail::as_select()).first(connection)?)
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
pub fn hand(connection: &mut DbConnection, hold: &Hold, now: NaiveDateTime) -> DbResult<bool> {
    let held = mails::table.find(hold.id).filter(mails::owner.eq(&hold.owner).and(mails::fence.eq(hold.fence)));
    let handed = (mails::state.eq(MailState::Handed), mails::handed_at.eq(now));
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

/// Who has mails in hand.
///
/// # Errors
/// A broken database.
pub fn owners(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    let owners: Vec<Option<String>> =
        mails::table.filter(mails::owner.is_not_null()).select(mails::owner).distinct().load(connection)?;
    Ok(owners.into_iter().flatten().collect())
}

/// Takes everything out of the hands of a dead worker: what was handed over is in doubt and waits until `doubt_until`.
///
/// # Errors
/// A broken database.
pub fn release(connection: &mut DbConnection, owner: &str, doubt_until: NaiveDateTime) -> DbResult<usize> {
    let nobody = None::<String>;
    let handed = mails::table.filter(mails::owner.eq(owner).and(mails::state.eq(MailState::Handed)));
    let in_doubt = diesel::update(handed)
        .set((mails::owner.eq(&nobody), mails::not_before.eq(doubt_until)))
        .execute(connection)?;
    let leased = mails::table.filter(mails::owner.eq(owner).and(mails::state.eq(MailState::Leased)));
    let back = (mails::state.eq(MailState::Pending), mails::owner.eq(&nobody));
    Ok(in_doubt + diesel::update(leased).set(back).execute(connection)?)
}

/// Mails queued before a time that still wait and are in nobody's hands.
///
/// # Errors
/// A broken database.
pub fn waiting_since(connection: &mut DbConnection, before: NaiveDateTime) -> DbResult<Vec<Mail>> {
    Ok(mails::table
        .filter(mails::state.eq(MailState::Pending).and(mails::owner.is_null()))
        .filter(understood!())
        .filter(mails::created_at.le(before))
        .order(mails::id)
        .select(Mail::as_select())
        .load(connection)?)
}

/// Finishes a mail that nobody has in hand; false where somebody was faster.
///
/// # Errors
/// A broken database.
pub fn finish_waiting(connection: &mut DbConnection, id: i64, after: &After) -> DbResult<bool> {
    let waiting = mails::table.find(id).filter(mails::state.eq(MailState::Pending).and(mails::owner.is_null()));
    Ok(diesel::update(waiting).set(after).execute(connection)? == 1)
}

/// A notice that a mail carries.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Carried {
    /// The plan.
    pub plan_id: i64,
    /// What it is about.
    pub subject: String,
    /// The obligation, where it is about one.
    pub obligation_id: Option<i64>,
    /// The revision of dates it was given for.
    pub due_rev: i32,
    /// Why.
    pub rung: String,
    /// The unit it tells.
    pub unit_id: i64,
    /// As what.
    pub role: Role,
}

/// The notices that a mail carries, in the order they were queued.
///
/// # Errors
/// A broken database.
pub fn carried(connection: &mut DbConnection, mail_id: i64) -> DbResult<Vec<Carried>> {
    Ok(notices::table
        .filter(notices::mail_id.eq(mail_id))
        .order(notices::id)
        .select((
            notices::plan_id,
            notices::subject,
            notices::obligation_id,
            notices::due_rev,
            notices::rung,
            notices::unit_id,
            notices::role,
        ))
        .load(connection)?)
}
