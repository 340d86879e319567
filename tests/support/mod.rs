//! What tests share: a database of one's own on either engine, the real binary, a real server, an office.

pub mod api;
pub mod app;
pub mod command;
pub mod database;
pub mod hostile;
pub mod invariants;
pub mod office;
pub mod smtp;
