//! The outbox.

pub(super) mod mails;
