//! When a mail that did not get through is tried again, and when it is given up.

use chrono::TimeDelta;

/// Minutes until the next attempt, after the first, the second and so on; hourly from then on.
const WAITS: [i64; 9] = [1, 2, 5, 10, 15, 15, 30, 30, 60];

/// After so many hours a mail is given up: what it says has aged.
const LIFE_HOURS: i64 = 72;

/// Minutes after which a mail of which nobody knows whether it was taken is sent again, the same bytes.
const DOUBT_MINUTES: i64 = 10;

/// So many times it is sent again at most.
pub const MOST_DOUBTS: i32 = 2;

/// How long to wait after an attempt, counted from 1, that the server put off.
pub fn wait_after(attempts: i32) -> TimeDelta {
    let nth = usize::try_from(attempts.max(1) - 1).unwrap_or_default();
    TimeDelta::minutes(WAITS.get(nth).copied().unwrap_or(60))
}

/// How long a mail may try to get through.
pub fn life() -> TimeDelta {
    TimeDelta::hours(LIFE_HOURS)
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
}
