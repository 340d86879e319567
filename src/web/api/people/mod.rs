//! Sessions.

pub(super) mod sessions;
