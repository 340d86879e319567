//! Duban (督办) turns a government work plan into tracked obligations.
pub mod cli;
pub mod compiler;
pub mod domain;
