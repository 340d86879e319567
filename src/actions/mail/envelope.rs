//! The row of a mail: its key, its Message-ID, the time before which it must not leave.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::actions::{ActionError, Context, Tx};
use crate::auth::secret;
use crate::clock;
use crate::db::mail::mails::{self, NewMail};
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, PersonId};
use crate::domain::mail::{MailKey, MailState};
use crate::domain::person::Post;

/// What the clock drives leaves from this time of a working day on: 08:30.
const WORK_BEGINS: Option<NaiveTime> = NaiveTime::from_hms_opt(8, 30, 0);

/// A mail to be queued.
#[derive(Debug, Clone, Copy)]
pub(in crate::actions) struct Envelope {
    /// By what it is the one it is.
    pub key: MailKey,
    /// What kind of mail.
    pub kind: MailKind,
    /// Whom it tells.
    pub person: PersonId,
    /// The post it is written to.
    pub to: Post,
    /// The local date it is for.
    pub date: NaiveDate,
    /// Not to leave before this time, in UTC.
    pub not_before: NaiveDateTime,
}

/// Queues a mail unless one of its key is there; the key of the new row.
pub(in crate::actions) fn queue(
    ctx: &Context,
    tx: &mut Tx<'_>,
    envelope: &Envelope,
) -> Result<Option<MailId>, ActionError> {
    let key = envelope.key.to_string();
    let row = NewMail {
        key: &key,
        person_id: envelope.person,
        kind: envelope.kind,
        local_date: envelope.date,
        unit_id: envelope.to.unit,
        role: envelope.to.role,
        message_id: &message_id(&key, &ctx.settings.server.public_host()),
        state: MailState::Pending,
        not_before: envelope.not_before,
        created_at: tx.now,
        decided_at: (envelope.not_before <= tx.now).then_some(tx.now),
    };
    Ok(mails::insert_if_new(tx.c, &row)?)
}

/// Now, or the beginning of that working day where it is still to come; in UTC.
pub(in crate::actions) fn working_time(date: NaiveDate, now: NaiveDateTime) -> NaiveDateTime {
    let begins = clock::to_utc(date.and_time(WORK_BEGINS.unwrap_or_default()));
    now.max(begins)
}

/// By which copies of a mail are recognised: the same for the same key, on whatever attempt.
fn message_id(key: &str, host: &str) -> String {
    let hash: String = secret::hash_of(key).chars().take(32).collect();
    format!("{hash}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_has_the_same_message_id_and_another_has_another() {
        let id = message_id("day/3/2024-06-14", "duban.local");
        assert_eq!(id, message_id("day/3/2024-06-14", "duban.local"));
        assert_ne!(id, message_id("day/3/2024-06-15", "duban.local"));
        assert!(id.ends_with("@duban.local") && id.len() == 32 + "@duban.local".len(), "{id}");
    }

    #[test]
    fn nothing_leaves_before_half_past_eight() {
        let date: NaiveDate = "2024-06-14".parse().unwrap();
        let local = |text: &str| clock::to_utc(clock::parse_local(text).unwrap());
        assert_eq!(working_time(date, local("2024-06-14 00:05")), local("2024-06-14 08:30"));
        assert_eq!(working_time(date, local("2024-06-14 10:00")), local("2024-06-14 10:00"));
    }
}
