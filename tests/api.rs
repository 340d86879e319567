//! The calls of programs, over HTTP against the real server.

mod description;
mod doors;
mod lists;
mod refusals;
mod steps;
