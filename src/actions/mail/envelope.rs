//! The row of a mail: its key, its Message-ID, the time before which it must not leave.

use chrono::{NaiveDate, NaiveDateTime};

use crate::actions::{ActionError, Context, Tx};
use crate::auth::secret;
use crate::db::mail::mails::{self, NewMail};
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, PersonId};
use crate::domain::mail::{MailKey, MailState};
use crate::domain::person::Post;

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
    /// Whether it leaves at whatever hour.
    pub at_once: bool,
    /// Whether it is whole: what the clock puts together is sealed when its round is over, and leaves no sooner.
    pub sealed: bool,
}

/// Queues a mail unless one of its key is there; the key of the new row.
pub(in crate::actions) fn queue(
    ctx: &Context,
    tx: &mut Tx<'_>,
    envelope: &Envelope,
) -> Result<Option<MailId>, ActionError> {
    let key = envelope.key.to_string();
    let origin = tx.origin()?;
    let row = NewMail {
        key: &key,
        person_id: envelope.person,
        kind: envelope.kind,
        local_date: envelope.date,
        unit_id: envelope.to.unit,
        role: envelope.to.role,
        message_id: &message_id(&origin, &key, &ctx.settings.server.public_host()),
        state: MailState::Pending,
        not_before: envelope.not_before,
        created_at: tx.now,
        // What waits for another day is not let go by a clock that is set back.
        decided_at: (envelope.not_before <= tx.now || envelope.date == tx.today).then_some(tx.now),
        at_once: envelope.at_once,
        sealed: envelope.sealed,
    };
    Ok(mails::insert_if_new(tx.c, &row)?)
}

/// By which copies of a mail are recognised: the same for the same key, on whatever attempt. After a restore keys come again that
/// were given before: a mail of another generation is another mail.
fn message_id(origin: &str, key: &str, host: &str) -> String {
    let hash: String = secret::hash_of(format!("{origin}/{key}")).chars().take(32).collect();
    format!("{hash}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_has_the_same_message_id_and_another_has_another() {
        let of = |origin, key| message_id(origin, key, "duban.local");
        let id = of("a/0/", "day/3/2024-06-14");
        assert_eq!(id, of("a/0/", "day/3/2024-06-14"));
        for (origin, key) in [("a/0/", "day/3/2024-06-15"), ("a/1/x", "day/3/2024-06-14"), ("b/0/", "day/3/2024-06-14")]
        {
            assert_ne!(id, of(origin, key), "{origin}{key}");
        }
        assert!(id.ends_with("@duban.local") && id.len() == 32 + "@duban.local".len(), "{id}");
    }
}
