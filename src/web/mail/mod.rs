//! Mail (邮件): 通知记录.

pub(super) mod held;
pub(super) mod mails;
mod trouble;

pub(super) use trouble::about_mail;
