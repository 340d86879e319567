//! Floor 4: what runs in the background: the clock's tick and the courier's rounds. Each job has a thread of its own, so
//! that a slow mail server delays no rule. However many processes run them, each notice and each mail is there once.

mod timetable;
mod worker;

pub use worker::Worker;
