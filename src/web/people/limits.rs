//! The limits that hold, as the security administrator reads them: those of the settings, and those that are the program's own.

use crate::config::{AuthSettings, MOST_COMPILES, ServerSettings, Settings};
use crate::db::people::former_passwords;
use crate::domain::tries;
use crate::web::form::{MAX_FIELDS, MAX_FORM_BYTES, MAX_UPLOAD_MB, SMALL_FORM_BYTES};

/// Limits of one kind.
pub(super) struct Limits {
    /// The catalogue's key of what they are about.
    pub title: &'static str,
    /// Key of the label, value.
    pub rows: Vec<(&'static str, i64)>,
    /// The key of what is to be said beside them.
    pub note: &'static str,
}

/// All of them.
pub(super) fn limits(settings: &Settings) -> [Limits; 4] {
    let (auth, server) = (&settings.auth, &settings.server);
    [passwords(auth), sessions(auth), sign_in(auth), received(server)]
}

fn passwords(auth: &AuthSettings) -> Limits {
    let rows = vec![
        ("policy.min_password_chars", whole(auth.min_password_chars)),
        ("policy.former_passwords", former_passwords::KEPT),
        ("policy.link_hours", auth.link_hours),
    ];
    Limits { title: "policy.passwords", rows, note: "policy.password_rules" }
}

fn sessions(auth: &AuthSettings) -> Limits {
    let rows = vec![("policy.idle_minutes", auth.idle_minutes), ("policy.session_hours", auth.session_hours)];
    Limits { title: "policy.sessions", rows, note: "policy.session_rules" }
}

fn sign_in(auth: &AuthSettings) -> Limits {
    let rows = vec![
        ("policy.lock_after_failures", auth.lock_after_failures.into()),
        ("policy.lock_minutes", auth.lock_minutes),
        ("policy.slow_after", tries::SLOW_AFTER.into()),
        ("policy.slow_seconds", tries::LONGEST_WAIT),
        ("policy.tries_burst", auth.tries_burst.into()),
        ("policy.tries_per_minute", auth.tries_per_minute.into()),
        ("policy.hash_threads", whole(auth.hash_threads)),
    ];
    Limits { title: "policy.sign_in", rows, note: "policy.where" }
}

fn received(server: &ServerSettings) -> Limits {
    let rows = vec![
        ("policy.upload_mb", whole(MAX_UPLOAD_MB)),
        ("policy.uploads_at_once", whole(MOST_COMPILES)),
        ("policy.compiles_at_once", whole(server.compiles)),
        ("policy.form_mb", whole(MAX_FORM_BYTES >> 20)),
        ("policy.form_fields", whole(MAX_FIELDS)),
        ("policy.small_form_kb", whole(SMALL_FORM_BYTES >> 10)),
        ("policy.body_seconds", long(server.body_seconds)),
        ("policy.body_bytes_a_second", long(server.body_bytes_a_second)),
        ("policy.connections", whole(server.connections)),
    ];
    Limits { title: "policy.received", rows, note: "policy.where_server" }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn long(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
