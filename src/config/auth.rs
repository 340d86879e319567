use std::path::PathBuf;

use serde::Deserialize;

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
