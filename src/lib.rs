//! Duban (督办) turns a government work plan into tracked obligations.
//!
//! Few floors; imports go down only, and `tests/architecture.rs` holds them to it.
//!
//! ```text
//! 4  web    cli    demo    scheduler    app
//! 3  letters  views  delivery  actions    what is said, shown, sent; every write
//! 2  db   auth   compiler   mail          never each other
//! 1  domain                               pure: std, chrono, serde
//! 0  config  clock  private  strings      imported by all but domain
//! ```

pub mod actions;
pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod compiler;
pub mod config;
pub mod db;
pub mod delivery;
pub mod demo;
pub mod domain;
pub mod letters;
pub mod mail;
pub mod private;
pub mod scheduler;
pub mod strings;
pub mod views;
pub mod web;
