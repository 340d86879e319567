//! Notices (通知): what somebody must be told, and by what it is known that they were.
//!
//! A notice is unique by its [`NoticeKey`]; the version of the rules is no part of it, so that a changed ladder does not
//! say everything again. The key names a post; whoever stores it resolves the post to persons.

pub mod due;
mod subject;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::person::Post;
use super::vocabulary::UnknownWord;
use super::word::{CarriedWord, stored_vocabulary};
use crate::id::ObligationId;

pub use subject::Subject;

stored_vocabulary! {
    /// What carries a notice.
    Channel {
        /// 邮件.
        Mail = "mail",
        /// 电话: a recorded call counts as the notice.
        Telephone = "telephone",
    }
}

/// Why a notice is sent, as a stable word: `-10`, `+3`, `monthly`, `missed`, `digest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Rung {
    /// A rung of another version: something was said that day. The lowest of all, so that one that is known is the highest.
    Unknown(CarriedWord),
    /// So many working days before the effective due date.
    Before(u32),
    /// On this working day after it.
    After(u32),
    /// The monthly report's cut-off is near.
    Monthly,
    /// The cut-off has passed without a report (漏报).
    Missed,
    /// The weekly brief.
    Digest,
}

impl Rung {
    /// What is stored: a rung that this version does not know is carried.
    pub fn stored(word: &str) -> Self {
        word.parse().unwrap_or_else(|_| Rung::Unknown(CarriedWord::of(word)))
    }

    /// Whether this version knows the rung.
    pub fn is_known(self) -> bool {
        !matches!(self, Rung::Unknown(_))
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rung::Unknown(word) => f.write_str(word.as_str()),
            Rung::Before(days) => write!(f, "-{days}"),
            Rung::After(days) => write!(f, "+{days}"),
            Rung::Monthly => f.write_str("monthly"),
            Rung::Missed => f.write_str("missed"),
            Rung::Digest => f.write_str("digest"),
        }
    }
}

impl FromStr for Rung {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let days = || word.get(1..).and_then(|days| days.parse().ok());
        let rung = match word {
            "monthly" => Some(Rung::Monthly),
            "missed" => Some(Rung::Missed),
            "digest" => Some(Rung::Digest),
            _ if word.starts_with('-') => days().map(Rung::Before),
            _ if word.starts_with('+') => days().map(Rung::After),
            _ => None,
        };
        let stable = rung.filter(|rung| rung.to_string() == word);
        stable.ok_or_else(|| UnknownWord { vocabulary: "Rung", word: word.to_owned() })
    }
}

impl TryFrom<String> for Rung {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, UnknownWord> {
        word.parse()
    }
}

impl From<Rung> for String {
    fn from(rung: Rung) -> Self {
        rung.to_string()
    }
}

/// What makes a notice the one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeKey {
    /// What it is about.
    pub subject: Subject,
    /// The obligation's revision of dates; 0 for other subjects.
    pub due_rev: i32,
    /// Why it is sent.
    pub rung: Rung,
    /// Whom it tells.
    pub to: Post,
    /// What carries it.
    pub channel: Channel,
}

impl fmt::Display for NoticeKey {
    /// A stable text, for storing and hashing: `obligation/12/0/-10/7/liaison/mail`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, due_rev, rung, to, channel } = self;
        write!(f, "{subject}/{due_rev}/{rung}/{}/{}/{channel}", to.unit, to.role)
    }
}

/// A notice that is due and was not given yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueNotice {
    /// Its key.
    pub key: NoticeKey,
    /// The date it is about: the effective due date, the cut-off, or for a digest its own day.
    pub due: NaiveDate,
    /// The obligations it lists: one for a rung, all that lack a report for a month, none for a digest.
    pub obligations: Vec<ObligationId>,
}

/// A notice that was given, as far as the rules must know. One is recorded for every notice, also where the post is vacant
/// or has no address: otherwise the rung would be due again every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fired {
    /// What it was about.
    pub subject: Subject,
    /// The revision of dates it was given for.
    pub due_rev: i32,
    /// Why.
    pub rung: Rung,
    /// The local date.
    pub on: NaiveDate,
    /// Handed over, or never to be: bounced, failed, expired, suppressed, cancelled, no address. Until then the obligation's
    /// next rung waits.
    pub settled: bool,
}

impl Fired {
    /// A proposal counts as a rung that was given and needs no mail.
    pub fn proposed(obligation: ObligationId, due_rev: i32, rung: &str, on: NaiveDate) -> Self {
        Self { subject: Subject::Obligation(obligation), due_rev, rung: Rung::stored(rung), on, settled: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ObligationId, PlanId, UnitId};
    use crate::period::{Period, Week};
    use crate::person::Role;
    use crate::testing::day;

    #[test]
    fn a_rung_is_read_as_it_is_written_and_nothing_else_is() {
        for word in ["-10", "-5", "-1", "+1", "+3", "+5", "+10", "monthly", "missed", "digest"] {
            assert_eq!(word.parse::<Rung>().unwrap().to_string(), word);
        }
        for word in ["", "-", "+", "10", "+03", "+-3", "－1", "Monthly", "+99999999999"] {
            assert!(word.parse::<Rung>().is_err(), "{word:?}");
        }
        assert_eq!(serde_json::to_string(&Rung::Before(10)).unwrap(), "\"-10\"");
    }

    #[test]
    fn a_keys_text_never_changes_since_it_is_stored() {
        let to = Post { unit: UnitId::new(7), role: Role::Liaison };
        let key = |subject, rung| NoticeKey { subject, due_rev: 2, rung, to, channel: Channel::Mail }.to_string();
        let month =
            Subject::Month { plan: PlanId::new(1), unit: UnitId::new(7), period: Period::of(day("2024-06-25")) };
        let digest = Subject::Digest { plan: PlanId::new(1), week: Week::of(day("2024-06-24")) };
        assert_eq!(
            key(Subject::Obligation(ObligationId::new(12)), Rung::Before(10)),
            "obligation/12/2/-10/7/liaison/mail"
        );
        assert_eq!(key(month, Rung::Missed), "month/1/7/2024-06/2/missed/7/liaison/mail");
        assert_eq!(key(digest, Rung::Digest), "digest/1/2024-W26/2/digest/7/liaison/mail");
    }
}
