//! Mail (邮件): the rows from their cause to the server, and what is known of the server.

pub mod held;
pub mod leases;
pub mod mail_log;
pub mod mail_texts;
pub mod mails;
pub mod matters;
pub mod outbox;
pub mod relay;
pub mod suspended;
