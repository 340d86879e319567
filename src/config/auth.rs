use std::path::PathBuf;

use serde::Deserialize;

use super::allowed::{YEAR_HOURS, YEAR_MINUTES, within};

/// Sign-in, sessions, lock-out (GB/T 22239-2019, levels 2 and 3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// The key that signs session cookies, 32 bytes or more; empty: kept in `secret_file`.
    pub secret: String,
    /// Where the key is kept; made with random bytes when it does not exist.
    pub secret_file: PathBuf,
    /// Minutes without a request after which a session ends.
    pub idle_minutes: i64,
    /// Hours after which a session ends in any case.
    pub session_hours: i64,
    /// Wrong passwords in a row from one place that lock an account for that place.
    pub lock_after_failures: i32,
    /// Minutes it stays locked there.
    pub lock_minutes: i64,
    /// Failed tries at once, at whatever accounts, from one source.
    pub tries_burst: i32,
    /// Failed tries a minute after that.
    pub tries_per_minute: i32,
    /// Threads that hash passwords, with 19 MiB of memory each.
    pub hash_threads: usize,
    /// Hours a one-time link for setting a password is good for.
    pub link_hours: i64,
    /// Shortest password allowed, in characters.
    pub min_password_chars: usize,
}

impl AuthSettings {
    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        within("auth.idle_minutes", self.idle_minutes, 1..=YEAR_MINUTES)?;
        within("auth.session_hours", self.session_hours, 1..=YEAR_HOURS)?;
        within("auth.lock_after_failures", self.lock_after_failures, 1..=i32::MAX)?;
        within("auth.lock_minutes", self.lock_minutes, 1..=YEAR_MINUTES)?;
        within("auth.tries_burst", self.tries_burst, 1..=100_000)?;
        within("auth.tries_per_minute", self.tries_per_minute, 1..=100_000)?;
        within("auth.hash_threads", self.hash_threads, 1..=256)?;
        within("auth.link_hours", self.link_hours, 1..=YEAR_HOURS)?;
        within("auth.min_password_chars", self.min_password_chars, 1..=128)
    }
}
