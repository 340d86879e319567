//! Floor 1, the rules: pure functions and values. Nothing here reads a clock, a file, a database or a
//! configuration; it knows `std`, `chrono`, `serde` and the tables of Unicode alone. Time is an argument.

#![cfg_attr(test, expect(clippy::as_conversions, reason = "tests count in small numbers"))]

pub mod breaker;
pub mod browser;
pub mod bundle;
pub mod calendar;
pub mod consistency;
pub mod delivery;
pub mod draft;
pub mod grouped;
pub mod id;
pub mod likeness;
pub mod mail;
pub mod notice;
pub mod obligation;
pub mod pace;
pub mod paging;
pub mod period;
pub mod person;
pub mod places;
pub mod plan;
pub mod proposal;
pub mod replay;
pub mod rights;
pub mod round;
pub mod rules;
pub mod search;
pub mod source;
#[cfg(feature = "diesel")]
mod stored;
pub mod subjects;
pub mod trail;
pub mod tries;
pub mod typed;
pub mod unit;
pub mod vocabulary;
pub mod word;
pub mod working_hours;

#[cfg(test)]
mod testing;
