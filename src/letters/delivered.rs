//! What a run of a courier did, counted.

use crate::domain::mail::MailState;
use crate::mail::Outcome;

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
    /// Refused for good, or uncertain for good.
    pub failed: usize,
    /// Nothing to send any more.
    pub cancelled: usize,
    /// Nobody to send to, or nothing to say.
    pub suppressed: usize,
    /// Given up after 72 hours.
    pub expired: usize,
    /// Taken out of the hands of dead couriers.
    pub released: usize,
    /// In the hands of other couriers when the run began.
    pub held_by_others: usize,
    /// Why the run ended early: there was no line.
    pub no_connection: Option<String>,
}

impl Delivered {
    /// Counts what became of a mail.
    pub(super) fn count(&mut self, outcome: &Outcome) {
        let counter = match outcome {
            Outcome::Accepted => &mut self.accepted,
            Outcome::Temporary(_) | Outcome::NoConnection(_) => &mut self.put_off,
            Outcome::BadAddress(_) => &mut self.bounced,
            Outcome::Refused(_) => &mut self.failed,
            Outcome::Doubt(_) => &mut self.doubtful,
        };
        *counter += 1;
    }

    /// Counts a mail that was not sent.
    pub(super) fn count_dropped(&mut self, state: MailState) {
        let counter = match state {
            MailState::Cancelled => &mut self.cancelled,
            MailState::Suppressed => &mut self.suppressed,
            _ => &mut self.failed,
        };
        *counter += 1;
    }
}
