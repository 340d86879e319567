//! What a run of a courier did, counted.

use crate::actions::News;
use crate::domain::mail::MailState;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Taken by the server.
    pub accepted: usize,
    /// To be tried again later.
    pub put_off: usize,
    /// Nobody knows whether they were taken.
    pub doubtful: usize,
    /// The address is none.
    pub bounced: usize,
    /// Refused for good, uncertain for good, or not to be put together.
    pub failed: usize,
    /// Nothing to send any more.
    pub cancelled: usize,
    /// Nobody to send to, or nothing to say.
    pub suppressed: usize,
    /// Not taken after 72 hours of trying.
    pub expired: usize,
    /// Taken out of the hands of dead couriers.
    pub released: usize,
    /// In the hands of other couriers when the run ended.
    pub held_by_others: usize,
    /// Nothing was tried: the outbox is held since a restore.
    pub is_held: bool,
    /// Why the run ended early: there was no line, or nothing is taken from us.
    pub no_connection: Option<String>,
    /// Why the run ended early: everything that was tried was refused. Nothing was used up.
    pub all_refused: Option<String>,
    /// What the server said last of a mail that it did not take.
    pub last_reason: Option<String>,
}

impl Delivered {
    /// Counts a mail by where it stands now.
    pub(super) fn count(&mut self, state: MailState) {
        let counter = match state {
            MailState::Accepted => &mut self.accepted,
            MailState::Pending | MailState::Leased => &mut self.put_off,
            MailState::Handed => &mut self.doubtful,
            MailState::Bounced => &mut self.bounced,
            MailState::Failed => &mut self.failed,
            MailState::Expired => &mut self.expired,
            MailState::Cancelled => &mut self.cancelled,
            MailState::Suppressed => &mut self.suppressed,
            // What another version has to say of a mail is no doing of ours.
            MailState::Unknown(_) => return,
        };
        *counter += 1;
    }

    /// Whether something was tried and nothing got through; an address that is none is no failure of the server.
    pub fn nothing_got_through(&self) -> bool {
        let failed = self.put_off + self.doubtful + self.failed + self.expired;
        self.accepted == 0 && (failed > 0 || self.no_connection.is_some() || self.all_refused.is_some())
    }

    /// Why nothing got through.
    pub fn reason(&self) -> Option<&str> {
        self.no_connection.as_deref().or(self.all_refused.as_deref()).or(self.last_reason.as_deref())
    }

    /// What it says of the server: an address that is none and a letter that cannot be put together say nothing.
    pub(super) fn news(&self) -> News<'_> {
        let stopped = self.no_connection.as_deref().or(self.all_refused.as_deref());
        let in_vain = self.last_reason.as_deref().filter(|_| self.accepted == 0 && self.nothing_got_through());
        match stopped.or(in_vain) {
            Some(reason) => News::Nothing(reason),
            None if self.accepted > 0 => News::Through,
            None => News::Quiet,
        }
    }

    /// With what another run did after it.
    pub(super) fn and(self, next: Self) -> Self {
        Self {
            accepted: self.accepted + next.accepted,
            put_off: self.put_off + next.put_off,
            doubtful: self.doubtful + next.doubtful,
            bounced: self.bounced + next.bounced,
            failed: self.failed + next.failed,
            cancelled: self.cancelled + next.cancelled,
            suppressed: self.suppressed + next.suppressed,
            expired: self.expired + next.expired,
            released: self.released + next.released,
            held_by_others: next.held_by_others,
            is_held: next.is_held,
            no_connection: next.no_connection.or(self.no_connection),
            all_refused: next.all_refused.or(self.all_refused),
            last_reason: next.last_reason.or(self.last_reason),
        }
    }
}
