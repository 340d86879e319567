//! Duban (督办) turns a government work plan into tracked obligations.
//!
//! Few floors; `docs/ARCHITECTURE.md` draws them, and `tests/architecture.rs` holds every file to them. `domain` and
//! `compiler` are packages of their own, so that Cargo holds those two.

pub mod actions;
pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod delivery;
pub mod demo;
mod histogram;
pub mod letters;
pub mod mail;
mod private;
pub mod scheduler;
pub mod strings;
pub mod views;
pub mod web;

/// Two floors are packages of their own; here they are named like the others.
pub use {duban_compiler as compiler, duban_domain as domain};
