//! The one integration test binary: every file of tests is a module of it, so that it links once.
//!
//! The tests run on SQLite, or on the PostgreSQL server that `DUBAN_TEST_DATABASE_URL` names; each has tables of its own.

#![expect(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test stops where something is not as it should be"
)]

mod acting;
mod agenda;
mod answers;
mod api;
mod architecture;
mod bad_input;
mod bounds;
mod checking;
mod claiming;
mod commands;
mod compile_command;
mod compiler;
mod composing;
mod counters;
mod delivery;
mod demo;
mod documents;
mod forms;
mod head;
mod importing;
mod journeys;
mod kept_files;
mod lamps;
mod links;
mod many_plans;
mod observed;
mod outbox;
mod people;
mod private_files;
mod progress;
mod racing;
mod refusals;
mod reporting;
mod restoring;
mod reviewing;
mod rights;
mod rounds;
mod rules;
mod scheduler;
mod schema;
mod searching;
mod serving;
mod settled;
mod signing_in;
mod sorting;
mod strings;
mod support;
mod telling;
mod trail;
mod trouble;
mod undecided;
mod versions;
mod voiding;
mod withdrawing;
mod working_hours;
