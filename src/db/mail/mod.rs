//! Mail (邮件): the rows from their cause to the server, and what is known of the server.

pub mod carried;
pub(crate) mod held;
pub(crate) mod leases;
pub(crate) mod mail_log;
pub mod mail_texts;
pub(crate) mod mails;
pub(crate) mod marks;
pub mod matters;
pub mod outbox;
pub(crate) mod relay;
pub(crate) mod suspended;
pub(crate) mod waiting;
