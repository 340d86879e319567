//! Mail (邮件): 通知记录.

pub(super) mod held;
pub(super) mod mails;
pub(super) mod mails_one;
mod trouble;

pub(super) use trouble::about_mail;
