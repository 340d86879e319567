//! Tries to sign in that no success has ended. Five from one place lock the account for that place alone; all places
//! together only make those wait that the account does not know, so that strangers lock nobody out. Whoever has to wait is
//! given a turn of its own: what others try meanwhile puts it off no more.

use chrono::{NaiveDateTime, TimeDelta};

/// From so many failures on, strange places wait.
pub const SLOW_AFTER: i32 = 10;
/// The longest such wait, in seconds.
pub const LONGEST_WAIT: i64 = 60;
/// A turn is so many seconds off at most, however many strangers wait before, and may be taken for so long.
const LONGEST_TURN: TimeDelta = TimeDelta::seconds(300);
/// A last try so many seconds ahead was made while the clock was: two at the same moment differ by less.
const CLOCK_WAS_AHEAD: i64 = 60;
/// What is older than so many hours counts no more.
pub const REMEMBERED_HOURS: i64 = 24;

/// When a place is locked, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Lock {
    /// Failures in a row.
    pub after: i32,
    /// How long.
    pub lasts: TimeDelta,
}

/// Why a strange place has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// When its turn comes, in UTC.
    pub turn: NaiveDateTime,
    /// The tries from everywhere, in which the turn is taken.
    pub anywhere: Tries,
}

/// The tries from one place, or from everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// Failures in a row.
    pub failures: i32,
    /// The first of them, in UTC.
    pub since: NaiveDateTime,
    /// The last of them, in UTC.
    pub last_at: NaiveDateTime,
    /// Nothing is looked at before, in UTC.
    pub blocked_until: Option<NaiveDateTime>,
}

impl Tries {
    /// None yet.
    pub fn none(now: NaiveDateTime) -> Self {
        Self { failures: 0, since: now, last_at: now, blocked_until: None }
    }

    /// One more from one place. It is counted as a failure before it is looked at: guesses at the same time cannot
    /// overtake the count.
    ///
    /// # Errors
    /// Until when the place is locked.
    pub fn from_one_place(self, now: NaiveDateTime, lock: Lock) -> Result<Self, NaiveDateTime> {
        let tries = self.remembered(now);
        let before = match tries.blocked_until {
            Some(until) if until > now => return Err(until),
            Some(_) => Self::none(now),
            None => tries,
        };
        let failures = before.failures.saturating_add(1);
        let blocked_until = (failures >= lock.after).then(|| now + lock.lasts);
        Ok(Self { failures, last_at: now, blocked_until, ..before })
    }

    /// One more from anywhere; a place that the account knows does not wait, nor one whose turn has come.
    ///
    /// # Errors
    /// When the turn of a strange place comes: the one it was given, or the next that is free.
    pub fn from_anywhere(
        self,
        now: NaiveDateTime,
        known_place: bool,
        turn: Option<NaiveDateTime>,
    ) -> Result<Self, Queued> {
        let before = self.remembered(now);
        let has_come = turn.is_some_and(|turn| turn <= now && now < turn + LONGEST_TURN);
        let blocked = before.blocked_until.filter(|until| *until > now);
        if let Some(until) = blocked.filter(|_| !known_place && !has_come) {
            return Err(before.queued(now, until, turn));
        }
        let failures = before.failures.saturating_add(1);
        let next = wait_after(failures).map(|wait| now + wait);
        Ok(Self { failures, last_at: now, blocked_until: next.max(blocked), ..before })
    }

    /// A turn for a strange place, where it has none to come; the next one's is after it.
    fn queued(self, now: NaiveDateTime, until: NaiveDateTime, turn: Option<NaiveDateTime>) -> Queued {
        if let Some(turn) = turn.filter(|turn| *turn > now && *turn <= now + LONGEST_TURN) {
            return Queued { turn, anywhere: self };
        }
        let turn = until.min(now + LONGEST_TURN);
        let next = turn + wait_after(self.failures).unwrap_or_default();
        Queued { turn, anywhere: Self { blocked_until: Some(next), last_at: now.max(self.last_at), ..self } }
    }

    /// What still counts. A clock that was set back leaves no lock that lasts until it has caught up.
    fn remembered(self, now: NaiveDateTime) -> Self {
        let over = self.last_at + TimeDelta::hours(REMEMBERED_HOURS) < now;
        let ahead = self.last_at > now + TimeDelta::seconds(CLOCK_WAS_AHEAD);
        if over || ahead { Self::none(now) } else { self }
    }
}

/// How long a strange place waits after so many failures: 1, 2, 4 … seconds.
fn wait_after(failures: i32) -> Option<TimeDelta> {
    let doublings = u32::try_from(failures.saturating_sub(SLOW_AFTER)).ok()?;
    let seconds = 1_i64.checked_shl(doublings.min(32)).unwrap_or(LONGEST_WAIT);
    Some(TimeDelta::seconds(seconds.min(LONGEST_WAIT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: Lock = Lock { after: 5, lasts: TimeDelta::minutes(30) };

    fn at(seconds: i64) -> NaiveDateTime {
        NaiveDateTime::default() + TimeDelta::seconds(seconds)
    }

    #[test]
    fn five_from_one_place_lock_it_and_the_lock_starts_anew() {
        let mut tries = Tries::none(at(0));
        for _ in 0..5 {
            tries = tries.from_one_place(at(0), LOCK).unwrap();
        }
        assert_eq!(tries.from_one_place(at(1799), LOCK), Err(at(1800)));
        let after = tries.from_one_place(at(1800), LOCK).unwrap();
        assert_eq!((after.failures, after.since, after.blocked_until), (1, at(1800), None));
    }

    #[test]
    fn a_lock_of_a_clock_that_was_ahead_is_over_when_it_is_set_back() {
        let day = 24 * 3600;
        let locked = Tries { failures: 5, since: at(day), last_at: at(day), blocked_until: Some(at(day + 1800)) };
        assert_eq!(locked.from_one_place(at(day - 30), LOCK), Err(at(day + 1800)), "two tries at the same moment");
        assert_eq!(locked.from_one_place(at(0), LOCK).unwrap().failures, 1);
        assert_eq!(locked.from_anywhere(at(0), false, None).unwrap().failures, 1);
    }

    #[test]
    fn from_the_tenth_on_strange_places_wait_twice_as_long_each_time_up_to_a_minute() {
        let (mut tries, mut now) = (Tries::none(at(0)), at(0));
        let mut waits = Vec::new();
        for _ in 0..18 {
            tries = tries.from_anywhere(now, false, None).unwrap();
            let until = tries.blocked_until.unwrap_or(now);
            waits.push((until - now).num_seconds());
            if until > now {
                assert_eq!(tries.from_anywhere(now, false, None).map_err(|queued| queued.turn), Err(until));
                assert!(tries.from_anywhere(now, true, None).is_ok(), "a known place waits");
            }
            now = until;
        }
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    /// An account at which strangers have failed so often that the next one waits a minute.
    fn besieged(now: NaiveDateTime) -> Tries {
        Tries { failures: 50, blocked_until: Some(now + TimeDelta::seconds(60)), ..Tries::none(now) }
    }

    #[test]
    fn a_turn_comes_although_strangers_go_on_trying_every_minute() {
        let mut account = besieged(at(0));
        let mine = account.from_anywhere(at(1), false, None).unwrap_err();
        assert_eq!(mine.turn, at(60));
        account = mine.anywhere;
        // Somebody else is exactly in time, every time, and each is a new place.
        for stranger in 0..10 {
            match account.from_anywhere(at(60 + stranger), false, None) {
                Ok(tries) => account = tries,
                Err(queued) => account = queued.anywhere,
            }
        }
        assert_eq!(
            account.from_anywhere(at(30), false, Some(mine.turn)).unwrap_err().turn,
            mine.turn,
            "asked too early"
        );
        assert!(account.from_anywhere(at(75), false, Some(mine.turn)).is_ok(), "its turn has come");
        assert!(account.from_anywhere(at(361), false, Some(mine.turn)).is_err(), "nobody came for it");
    }

    #[test]
    fn however_many_wait_nobody_waits_longer_than_five_minutes() {
        let (mut account, mut last) = (besieged(at(0)), at(0));
        for _ in 0..1_000 {
            let queued = account.from_anywhere(at(0), false, None).unwrap_err();
            assert!(queued.turn >= last && queued.turn <= at(300), "{queued:?}");
            (account, last) = (queued.anywhere, queued.turn);
        }
        assert_eq!(last, at(300));
    }

    #[test]
    fn no_count_of_failures_is_too_great() {
        assert_eq!(wait_after(i32::MAX), Some(TimeDelta::seconds(60)));
        let tries = Tries { failures: i32::MAX, ..Tries::none(at(0)) };
        assert_eq!(tries.from_anywhere(at(0), false, None).unwrap().failures, i32::MAX);
    }

    #[test]
    fn yesterdays_failures_are_forgotten() {
        let mut tries = Tries::none(at(0));
        for _ in 0..4 {
            tries = tries.from_one_place(at(0), LOCK).unwrap();
        }
        let tomorrow = at(24 * 3600 + 1);
        assert_eq!(tries.from_one_place(tomorrow, LOCK).unwrap().failures, 1);
        assert_eq!(tries.from_anywhere(tomorrow, false, None).unwrap().failures, 1);
    }
}
