//! Mails (邮件): one row an intent, written in the transaction of its cause. What is done to a row on its way out is
//! another file's.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::mails;
use crate::db::{DbConnection, DbResult};
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, PersonId, UnitId};
use crate::domain::mail::MailState;
use crate::domain::person::Role;

/// A mail to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = mails)]
pub struct NewMail<'a> {
    /// By what it is the one it is: `domain::mail::MailKey` as text.
    pub key: &'a str,
    /// Whom it tells.
    pub person_id: PersonId,
    /// What kind of mail.
    pub kind: MailKind,
    /// The local date it is for.
    pub local_date: NaiveDate,
    /// The unit of the post it is written to, as it is now.
    pub unit_id: UnitId,
    /// As whom in that unit.
    pub role: Role,
    /// A hash of the key and our host, without angle brackets.
    pub message_id: &'a str,
    /// Pending.
    pub state: MailState,
    /// Not to leave before this time, in UTC.
    pub not_before: NaiveDateTime,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
    /// Now, where it need not wait.
    pub decided_at: Option<NaiveDateTime>,
    /// Whether it leaves at whatever hour.
    pub at_once: bool,
    /// Whether it is whole: what a round of the clock puts together leaves when that is over.
    pub sealed: bool,
}

/// Stores a mail unless one of its key is there; the key of the new row.
pub(crate) fn insert_if_new(connection: &mut DbConnection, mail: &NewMail<'_>) -> DbResult<Option<MailId>> {
    Ok(on_either!(connection, c => diesel::insert_into(mails::table)
        .values(mail)
        .on_conflict(mails::key)
        .do_nothing()
        .returning(mails::id)
        .get_result::<MailId>(c)
        .optional())?)
}

/// The mail of a key, its kind, and the local date it is for.
pub(crate) fn by_key(connection: &mut DbConnection, key: &str) -> DbResult<Option<(MailId, MailKind, NaiveDate)>> {
    let mail = mails::table.filter(mails::key.eq(key)).select((mails::id, mails::kind, mails::local_date));
    Ok(mail.first(connection).optional()?)
}

/// Takes hold of a mail to put more into it, which makes it one of this kind; false where its bytes are frozen, it is on
/// its way or another version's. Until the transaction ends nobody else gets hold of it, and until it is sealed it does not leave.
pub(crate) fn attach(connection: &mut DbConnection, id: MailId, kind: MailKind) -> DbResult<bool> {
    let open = mails::table
        .filter(mails::id.eq(id).and(mails::state.eq(MailState::Pending)))
        .filter(mails::kind.eq_any(MailKind::ALL.to_vec()))
        .filter(mails::subject.is_null().and(mails::to_address.is_null()));
    Ok(diesel::update(open).set((mails::kind.eq(kind), mails::sealed.eq(false))).execute(connection)? == 1)
}
