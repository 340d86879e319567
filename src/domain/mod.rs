//! Floor 1, the rules: pure functions and values. Nothing here reads a clock, a file, a database or a
//! configuration; it knows `std`, `chrono` and `serde` alone. Time is an argument.

pub mod calendar;
pub mod consistency;
pub mod draft;
pub mod obligation;
pub mod period;
pub mod person;
pub mod plan;
pub mod rights;
pub mod unit;

#[cfg(test)]
mod testing;
