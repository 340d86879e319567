//! Mail (邮件): whether it leaves.

pub(super) mod held_outbox;
pub(super) mod mail_trouble;
pub(super) mod server_said;
