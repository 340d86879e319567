//! How the mail server (邮件服务器) has been answering: one row, so that every process knows what another has seen.

use chrono::NaiveDateTime;
use diesel::dsl::{count, min};
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::{mails, relay};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;
use crate::domain::mail::MailState;

/// The only row's key.
const ONLY: i64 = 1;

/// How the server has been answering.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = relay, treat_none_as_null = true)]
pub struct Relay {
    /// It takes nothing from anybody: one mail at a time is tried until one is taken.
    pub broken: bool,
    /// Since when nothing got through that was tried, in UTC; `None` while mails leave.
    pub failing_since: Option<NaiveDateTime>,
    /// What it said last, or why there was no line.
    pub reason: Option<String>,
    /// About when it last took a mail, in UTC.
    pub accepted_at: Option<NaiveDateTime>,
}

/// What is known of the server.
pub(crate) fn load(connection: &mut DbConnection) -> DbResult<Relay> {
    Ok(relay::table.find(ONLY).select(Relay::as_select()).first(connection).optional()?.unwrap_or_default())
}

/// Keeps what is known of the server.
pub(crate) fn store(connection: &mut DbConnection, known: &Relay) -> DbResult<()> {
    on_either!(connection, c => diesel::insert_into(relay::table)
        .values((relay::id.eq(ONLY), known))
        .on_conflict(relay::id)
        .do_update()
        .set(known)
        .execute(c))?;
    Ok(())
}

/// The last lot, where all of it failed: how many mails failed or were given up after a time, and since when, none of which
/// was queued together with one that was taken or before it, nor ended before one was.
pub(crate) fn failed_lot(
    connection: &mut DbConnection,
    accepted_at: Option<NaiveDateTime>,
    after: NaiveDateTime,
) -> DbResult<(i64, Option<NaiveDateTime>)> {
    let accepted = mails::table.filter(mails::state.eq(MailState::Accepted)).order(mails::id.desc());
    let newest: Option<(MailId, NaiveDateTime)> =
        accepted.select((mails::id, mails::created_at)).first(connection).optional()?;
    let mut failed = mails::table
        .filter(mails::state.eq_any([MailState::Failed, MailState::Expired]))
        .filter(mails::finished_at.gt(accepted_at.map_or(after, |at| at.max(after))))
        .filter(mails::last_error.is_not_null())
        .select((count(mails::id), min(mails::finished_at)))
        .into_boxed();
    if let Some((id, created_at)) = newest {
        failed = failed.filter(mails::id.gt(id).and(mails::created_at.gt(created_at)));
    }
    Ok(failed.first(connection)?)
}

/// How many mails have no end yet, and how many of them have been tried.
pub(crate) fn unfinished(connection: &mut DbConnection) -> DbResult<(i64, i64)> {
    let open = || mails::table.filter(mails::owner.is_null().and(mails::finished_at.is_null()));
    let all = open().count().get_result(connection)?;
    Ok((all, open().filter(mails::attempts.gt(0)).count().get_result(connection)?))
}
