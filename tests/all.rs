//! One integration test binary: every test file is a module of it, so it links once.

mod compile_command;
mod compiler;
