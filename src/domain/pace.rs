//! A pace: so many at once, and then one every so often. All that is kept of whoever is held to it is one time.

use chrono::{NaiveDateTime, TimeDelta};

/// How many at once, and how often after that.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    burst: i32,
    every: TimeDelta,
}

impl Pace {
    /// `burst` at once, and then `per_minute`; at least one of each.
    pub fn new(burst: i32, per_minute: i32) -> Self {
        Self { burst: burst.max(1), every: TimeDelta::minutes(1) / per_minute.max(1) }
    }

    /// One more at `now`, where everything before it is paid for at `paid_at`: the new such time, or how long to wait. A
    /// clock that was set back costs a wait of one step, not of an hour.
    ///
    /// # Errors
    /// How long to wait.
    pub fn take(&self, paid_at: Option<NaiveDateTime>, now: NaiveDateTime) -> Result<NaiveDateTime, TimeDelta> {
        let full = now + self.every * self.burst;
        let paid_at = paid_at.map_or(now, |at| at.clamp(now, full)) + self.every;
        if paid_at > full { Err(paid_at - full) } else { Ok(paid_at) }
    }

    /// One that does not count after all.
    pub fn give_back(&self, paid_at: NaiveDateTime) -> NaiveDateTime {
        paid_at - self.every
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> NaiveDateTime {
        NaiveDateTime::default() + TimeDelta::seconds(seconds)
    }

    /// How many of a hundred tries at a time pass.
    fn passed(pace: &Pace, paid_at: &mut Option<NaiveDateTime>, now: NaiveDateTime) -> usize {
        (0..100).filter(|_| pace.take(*paid_at, now).map(|at| *paid_at = Some(at)).is_ok()).count()
    }

    #[test]
    fn so_many_pass_at_once_and_then_one_every_so_often() {
        let (pace, mut paid_at) = (Pace::new(5, 20), None);
        assert_eq!(passed(&pace, &mut paid_at, at(0)), 5);
        assert_eq!(pace.take(paid_at, at(1)), Err(TimeDelta::seconds(2)));
        assert_eq!(passed(&pace, &mut paid_at, at(6)), 2);
        assert_eq!(passed(&pace, &mut paid_at, at(1000)), 5, "no more than that is saved up");
    }

    #[test]
    fn what_is_given_back_may_be_taken_again() {
        let (pace, mut paid_at) = (Pace::new(1, 1), None);
        assert_eq!(passed(&pace, &mut paid_at, at(0)), 1);
        paid_at = paid_at.map(|at| pace.give_back(at));
        assert_eq!(passed(&pace, &mut paid_at, at(0)), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_shuts_nobody_out() {
        let (pace, mut paid_at) = (Pace::new(5, 20), None);
        passed(&pace, &mut paid_at, at(36_000));
        assert_eq!(pace.take(paid_at, at(0)), Err(TimeDelta::seconds(3)));
    }
}
