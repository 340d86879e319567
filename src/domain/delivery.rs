//! When a mail that did not get through is tried again, and when it is given up.

use chrono::{NaiveDateTime, TimeDelta};

/// Minutes until the next attempt, after the first, the second and so on; hourly from then on.
const WAITS: [i64; 9] = [1, 2, 5, 10, 15, 15, 30, 30, 60];

/// After so many hours a mail is given up: what it says has aged.
const LIFE_HOURS: i64 = 72;

/// Minutes after which a mail of which nobody knows whether it was taken is sent again, the same bytes.
const DOUBT_MINUTES: i64 = 10;

/// So many times it is sent again at most.
pub const MOST_DOUBTS: i32 = 2;

/// So many times a mail may be at fault before it is given up: refused, or not to be put together.
pub const MOST_STRIKES: i32 = 3;

/// Minutes that a mail steps back which is not at fault itself, so that the others come before it.
const STEP_BACK_MINUTES: i64 = 5;

/// How long to wait after an attempt, counted from 1, that the server put off.
pub fn wait_after(attempts: i32) -> TimeDelta {
    let nth = usize::try_from(attempts.max(1) - 1).unwrap_or_default();
    TimeDelta::minutes(WAITS.get(nth).copied().unwrap_or(60))
}

/// How long a mail may try to get through.
pub fn life() -> TimeDelta {
    TimeDelta::hours(LIFE_HOURS)
}

/// How long a mail steps back that is not at fault itself.
pub fn step_back() -> TimeDelta {
    TimeDelta::minutes(STEP_BACK_MINUTES)
}

/// Whether a mail that was refused so often is given up: often enough, and the server took another one since it first
/// refused this one, so that it is not the server.
pub fn is_given_up(strikes: i32, struck_at: NaiveDateTime, server_took_one_at: Option<NaiveDateTime>) -> bool {
    strikes >= MOST_STRIKES && server_took_one_at.is_some_and(|at| at >= struck_at)
}

/// How long to wait before a mail in doubt is sent again.
pub fn doubt_wait() -> TimeDelta {
    TimeDelta::minutes(DOUBT_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_to_an_hour_and_stay_there() {
        let minutes: Vec<i64> = (0..12).map(|attempts| wait_after(attempts).num_minutes()).collect();
        assert_eq!(minutes, [1, 1, 2, 5, 10, 15, 15, 30, 30, 60, 60, 60]);
    }
    #[test]
    fn a_mail_is_given_up_for_its_own_fault_alone() {
        let at = |minute| crate::testing::day("2024-06-14").and_hms_opt(9, minute, 0);
        let struck = at(10).unwrap_or_default();
        assert!(is_given_up(3, struck, at(10)) && is_given_up(4, struck, at(30)));
        assert!(!is_given_up(2, struck, at(30)), "not yet");
        assert!(!is_given_up(9, struck, at(9)) && !is_given_up(9, struck, None), "perhaps it is the server");
    }
}
