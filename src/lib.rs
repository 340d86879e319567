//! Duban (督办) turns a government work plan into tracked obligations.
//!
//! Few floors; imports go down only, and `tests/architecture.rs` holds them to it. `domain` and `compiler` are packages of
//! their own, so that Cargo does.
//!
//! ```text
//! 4  web    cli    demo    scheduler    app
//! 3  letters  views  delivery  actions    what is said, shown, sent; every write
//! 2  db   auth   mail                     never each other
//! 1  compiler → domain                    packages of their own: need nothing above
//! 0  config  clock  private  strings      imported by all but the packages
//! ```

pub mod actions;
pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod delivery;
pub mod demo;
pub mod letters;
pub mod mail;
mod private;
pub mod scheduler;
pub mod strings;
pub mod views;
pub mod web;

/// Two floors are packages of their own; here they are named like the others.
pub use {duban_compiler as compiler, duban_domain as domain};
