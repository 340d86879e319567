//! Notices (通知): who must be told what by when, what the clock looks at, and what people did of it.

pub mod about;
pub(crate) mod agenda;
pub(crate) mod calendar;
pub(crate) mod calls;
pub(crate) mod glance;
pub(crate) mod notices;
pub mod proposals;
pub mod rules;
