//! What whoever holds a mail may change of it. Every change repeats owner and fence, so that a worker that was taken for
//! dead changes nothing any more.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::mail_texts::{self, Frozen};
use super::outbox::Mail;
use crate::db::kept::change;
use crate::db::schema::mails;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;
use crate::domain::mail::MailState;

/// What every change of a claimed mail repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hold {
    /// The mail.
    pub id: MailId,
    /// Who claimed it.
    pub owner: String,
    /// At which fence.
    pub fence: i32,
}

/// Where a mail stands after an attempt; nobody works on it any more.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = mails, treat_none_as_null = true)]
pub struct After {
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i32,
    /// How often it was sent again in doubt.
    pub doubts: i32,
    /// Not to be tried before, in UTC.
    pub not_before: NaiveDateTime,
    /// When it was decided how long it waits, in UTC.
    pub decided_at: Option<NaiveDateTime>,
    /// Since when it has been tried, in UTC.
    pub first_tried_at: Option<NaiveDateTime>,
    /// How often the mail itself was at fault.
    pub strikes: i32,
    /// Since when, in UTC.
    pub struck_at: Option<NaiveDateTime>,
    /// Nobody.
    pub owner: Option<String>,
    /// When it was known what became of it, in UTC.
    pub finished_at: Option<NaiveDateTime>,
    /// What went wrong last.
    pub last_error: Option<String>,
}

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

/// That a mail is in these hands, since it was claimed so often.
macro_rules! held_by {
    ($owner:expr, $fence:expr) => {
        mails::owner.eq($owner).and(mails::fence.eq($fence))
    };
}

/// Keeps what a mail says; false where it is in other hands by now.
pub(crate) fn freeze(connection: &mut DbConnection, hold: &Hold, frozen: &Frozen) -> DbResult<bool> {
    let held = mails::id.eq(hold.id).and(held_by!(&hold.owner, hold.fence));
    let said = (mails::to_address.eq(&frozen.to_address), mails::subject.eq(&frozen.subject));
    if change(mails::table, said, held).execute(connection)? == 0 {
        return Ok(false);
    }
    mail_texts::keep(connection, hold.id, frozen)?;
    Ok(true)
}

/// Forgets what a mail says: it is put together anew.
pub(crate) fn thaw(connection: &mut DbConnection, id: MailId) -> DbResult<()> {
    let nothing = (mails::to_address.eq(None::<String>), mails::subject.eq(None::<String>));
    diesel::update(mails::table.find(id)).set(nothing).execute(connection)?;
    mail_texts::forget(connection, id)
}

/// Lets go of a mail; false where it is in other hands by now.
pub(crate) fn let_go(connection: &mut DbConnection, hold: &Hold, after: &After) -> DbResult<bool> {
    let held = mails::id.eq(hold.id).and(held_by!(&hold.owner, hold.fence));
    Ok(change(mails::table, after, held).execute(connection)? == 1)
}
