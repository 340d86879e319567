//! Mails that wait while the outbox is held: those that the backup had, and those that were queued since it was restored.

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::mail_log::LoggedMail;
use crate::db::schema::{mails, people, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;
use crate::domain::mail::MailState;

/// Mails behind one key, up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// Not this one.
    pub after: MailId,
    /// This one too.
    pub until: MailId,
}

/// What has no end in a range. What another version says of a mail is left alone.
macro_rules! waiting {
    ($range:expr) => {
        mails::id
            .gt($range.after)
            .and(mails::id.le($range.until))
            .and(mails::owner.is_null().and(mails::finished_at.is_null()))
            .and(mails::state.eq_any([MailState::Pending, MailState::Leased, MailState::Handed]))
    };
}

/// How many wait.
pub(crate) fn count(connection: &mut DbConnection, range: Range) -> DbResult<i64> {
    Ok(mails::table.filter(waiting!(range)).select(count_star()).first(connection)?)
}

/// So many of those that wait, in the order in which they were queued.
pub(crate) fn page(connection: &mut DbConnection, range: Range, limit: i64) -> DbResult<Vec<LoggedMail>> {
    let waiting = mails::table.inner_join(people::table).inner_join(units::table).filter(waiting!(range));
    Ok(waiting.order(mails::id).limit(limit).select(LoggedMail::as_select()).load(connection)?)
}

/// The newest mail there is; 0 where there is none.
pub(crate) fn newest(connection: &mut DbConnection) -> DbResult<MailId> {
    let newest = mails::table.order(mails::id.desc()).select(mails::id).first(connection).optional()?;
    Ok(newest.unwrap_or(MailId::new(0)))
}

/// Ends all that wait, without their being sent; which.
pub(crate) fn end(
    connection: &mut DbConnection,
    range: Range,
    reason: &str,
    now: NaiveDateTime,
) -> DbResult<Vec<MailId>> {
    let ended = (mails::state.eq(MailState::Suppressed), mails::finished_at.eq(now), mails::last_error.eq(reason));
    Ok(diesel::update(mails::table.filter(waiting!(range))).set(ended).returning(mails::id).get_results(connection)?)
}
