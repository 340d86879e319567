//! Mails (邮件): what carries notices, and where each stands on its way.

use crate::id::{EntryId, PersonId};
use chrono::NaiveDate;

use super::period::Week;
use super::vocabulary::{UnknownWord, vocabulary};
use super::word::stored_vocabulary;

stored_vocabulary! {
    /// Where a mail stands (通知记录).
    MailState {
        /// Waits for its time or for a worker.
        Pending = "pending",
        /// A worker has it in hand.
        Leased = "leased",
        /// Given to the server, which has not answered yet.
        Handed = "handed",
        /// Taken by the server.
        Accepted = "accepted",
        /// Came back.
        Bounced = "bounced",
        /// Refused for good.
        Failed = "failed",
        /// Given up after 72 hours.
        Expired = "expired",
        /// Not sent: the address is suspended.
        Suppressed = "suppressed",
        /// Not sent: everything in it was done before.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// Why a mail ended as it did, where that is more than what the server said.
    MailEnd {
        /// Everything in it was done before it left.
        DoneBefore = "done_before",
        /// A brief without anything in it.
        NothingToTell = "nothing_to_tell",
        /// The person no longer has an account.
        PersonDisabled = "person_disabled",
        /// The person no longer holds the post it is written to.
        PostEnded = "post_ended",
        /// The person has no address.
        NoAddress = "no_address",
        /// The address was refused for good before.
        AddressSuspended = "address_suspended",
        /// Nobody will ever know whether the server took it.
        Uncertain = "uncertain",
        /// It could not be put together: a defect, or something it tells of is gone.
        NotComposed = "not_composed",
        /// It waited in a backup, and whoever released the outbox took it for sent.
        CountedAsSent = "counted_as_sent",
    }
}

vocabulary! {
    /// What becomes of mails that waited while the outbox was held.
    HeldMails {
        /// They are sent.
        Send = "send",
        /// They were sent before: nothing leaves, and what they carry is told.
        CountAsSent = "count_as_sent",
    }
}

impl MailState {
    /// Whether it has come to an end without being taken, so that it may be sent once more.
    pub fn may_be_sent_again(self) -> bool {
        matches!(self, Self::Bounced | Self::Failed | Self::Expired | Self::Suppressed)
    }
}

impl MailEnd {
    /// As it is stored: the word, and what there is to add.
    pub fn with(self, detail: impl std::fmt::Display) -> String {
        format!("{self}: {detail}")
    }

    /// The word and the rest of what was stored; a server's answer has no word of ours.
    pub fn split(stored: &str) -> (Option<Self>, &str) {
        let (word, rest) = stored.split_once(": ").unwrap_or((stored, ""));
        word.parse().map_or((None, stored), |end| (Some(end), rest))
    }
}

/// What makes a mail the one it is: whoever writes it twice has written it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailKey {
    /// What the clock drives: one mail a person a day.
    Day {
        /// Whom it tells.
        person: PersonId,
        /// The local date.
        date: NaiveDate,
    },
    /// The brief of a week.
    Digest {
        /// Whom it tells.
        person: PersonId,
        /// The week.
        week: Week,
        /// The local date of one more brief, where the week's had left before there was something new to tell.
        again: Option<NaiveDate>,
    },
    /// What people do.
    Event {
        /// The row of the trail.
        audit: EntryId,
        /// Whom it tells.
        person: PersonId,
    },
}

impl std::fmt::Display for MailKey {
    /// A stable text, for storing and hashing: `day/3/2024-06-14`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MailKey::Day { person, date } => write!(f, "day/{person}/{date}"),
            MailKey::Digest { person, week, again: None } => write!(f, "digest/{person}/{week}"),
            MailKey::Digest { person, week, again: Some(date) } => write!(f, "digest/{person}/{week}/{date}"),
            MailKey::Event { audit, person } => write!(f, "event/{audit}/{person}"),
        }
    }
}

impl std::str::FromStr for MailKey {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let parts: Vec<&str> = text.split('/').collect();
        let key = match parts[..] {
            ["day", person, date] => {
                person.parse().ok().zip(date.parse().ok()).map(|(person, date)| MailKey::Day { person, date })
            }
            ["digest", person, week] => digest(person, week, None),
            ["digest", person, week, date] => date.parse().ok().and_then(|date| digest(person, week, Some(date))),
            ["event", audit, person] => {
                audit.parse().ok().zip(person.parse().ok()).map(|(audit, person)| MailKey::Event { audit, person })
            }
            _ => None,
        };
        let stable = key.filter(|key| key.to_string() == text);
        stable.ok_or_else(|| UnknownWord { vocabulary: "MailKey", word: text.to_owned() })
    }
}

fn digest(person: &str, week: &str, again: Option<NaiveDate>) -> Option<MailKey> {
    let (person, week) = person.parse().ok().zip(week.parse().ok())?;
    Some(MailKey::Digest { person, week, again })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{EntryId, PersonId};
    use crate::testing::day;

    #[test]
    fn a_keys_text_never_changes_since_it_is_stored() {
        assert_eq!(MailKey::Day { person: PersonId::new(3), date: day("2024-06-14") }.to_string(), "day/3/2024-06-14");
        let week = Week::of(day("2024-06-24"));
        let brief = |again| MailKey::Digest { person: PersonId::new(3), week, again }.to_string();
        assert_eq!(brief(None), "digest/3/2024-W26");
        assert_eq!(brief(Some(day("2024-06-26"))), "digest/3/2024-W26/2024-06-26");
        assert_eq!(MailKey::Event { audit: EntryId::new(12), person: PersonId::new(3) }.to_string(), "event/12/3");
    }

    #[test]
    fn a_key_is_read_as_it_is_written_and_nothing_else_is() {
        for text in ["day/3/2024-06-14", "digest/3/2024-W26", "digest/3/2024-W26/2024-06-26", "event/12/3"] {
            assert_eq!(text.parse::<MailKey>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "day/3",
            "day/3/2024-6-14",
            "digest/3/2024-W54",
            "digest/W26",
            "digest/3/2024-W26/2",
            "event/12/3/1",
            "event/+1/3",
            "a/1/2",
        ] {
            assert!(text.parse::<MailKey>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_stored_reason_is_told_apart_from_what_a_server_said() {
        let stored = MailEnd::Uncertain.with("421 4.3.2 going down");
        assert_eq!(MailEnd::split(&stored), (Some(MailEnd::Uncertain), "421 4.3.2 going down"));
        assert_eq!(MailEnd::split("done_before"), (Some(MailEnd::DoneBefore), ""));
        assert_eq!(MailEnd::split("permanent error (550): no"), (None, "permanent error (550): no"));
    }
}
