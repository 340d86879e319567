//! Mail (邮件): queued, taken in hand, written down, sent once more.

pub(super) mod claim_mail;
pub(super) mod deliver_mail;
pub(super) mod envelope;
pub(super) mod hours;
pub(super) mod know_relay;
pub(super) mod release_outbox;
pub(super) mod resend_mail;
