//! Looks out for signs of life of other couriers: by how often they have beaten, and by a time that nobody can set. Whoever could not look
//! for a while knows nothing of that while: perhaps the courier could not beat either.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use super::ledger::locked;
use crate::actions::{ActionError, Context, release_mails};
use crate::clock;
use crate::db::mail::leases;
use crate::db::{DbError, beats};

/// What it knows of a courier.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Beats counted; `None` for none at all.
    beats: Option<i64>,
    /// When it was last looked at.
    at: Duration,
    /// For how long it was looked at without a beat.
    silent: Duration,
    /// Whether it has beaten since the first look.
    is_alive: bool,
}

impl Seen {
    /// Looked at for the first time.
    fn first(beats: Option<i64>, now: Duration) -> Self {
        Self { beats, at: now, silent: Duration::ZERO, is_alive: false }
    }

    /// Looked at again. However long ago the look before was, no more than `most` counts as looked at.
    fn again(&mut self, beats: Option<i64>, now: Duration, most: Duration) {
        if self.beats == beats {
            self.silent += now.saturating_sub(self.at).min(most);
        } else {
            *self = Self { is_alive: true, ..Self::first(beats, now) };
        }
        self.at = now;
    }
}

/// Looks out, and remembers what was seen.
pub(super) struct Lookout {
    patience: Duration,
    seen: Mutex<HashMap<String, Seen>>,
}

/// What a look showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Mails taken out of the hands of the dead.
    pub(super) released: usize,
    /// Couriers that have mails in hand and are not known to be dead.
    pub(super) others: usize,
    /// Of these, couriers of which it is not known whether they live.
    pub(super) unknown: usize,
}

impl Lookout {
    /// Takes others for dead after so long without a beat.
    pub(super) fn new(patience: Duration) -> Self {
        Self { patience, seen: Mutex::default() }
    }

    /// Looks once, and takes mails out of the hands of couriers whose beat has stood still for too long.
    pub(super) fn look(&self, ctx: &Context) -> Result<Look, ActionError> {
        let (mut look, now) = (Look::default(), clock::monotonic());
        let beating = beating(ctx)?;
        let mut seen = locked(&self.seen);
        seen.retain(|known, _| beating.iter().any(|(_, owner)| owner == known));
        for (beats, owner) in beating {
            let known = seen.entry(owner.clone()).or_insert(Seen::first(beats, now));
            known.again(beats, now, self.patience / 2);
            let is_dead = known.silent >= self.patience;
            match is_dead.then(|| release_mails(ctx, &owner, known.beats)).transpose()?.flatten() {
                Some(mails) => look.released += mails,
                None => {
                    known.is_alive |= is_dead;
                    look.others += 1;
                    look.unknown += usize::from(!known.is_alive);
                }
            }
        }
        Ok(look)
    }
}

/// Who has mails in hand, and how often each has beaten.
fn beating(ctx: &Context) -> Result<Vec<(Option<i64>, String)>, ActionError> {
    let beating = ctx.db.read(|c| {
        let owners = leases::owners(c)?.into_iter();
        owners.map(|owner| Ok((beats::last(c, &owner)?.map(|(count, _)| count), owner))).collect()
    });
    beating.map_err(|error: DbError| error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_nobody_looked_a_courier_is_not_taken_for_dead() {
        let (second, half) = (Duration::from_secs, Duration::from_secs(15));
        let mut known = Seen::first(Some(7), second(0));
        for (now, silent) in [(5, 5), (10, 10), (100, 25), (101, 26)] {
            known.again(Some(7), second(now), half);
            assert_eq!((known.silent, known.is_alive), (second(silent), false), "at {now}");
        }
        known.again(Some(8), second(102), half);
        assert_eq!((known.silent, known.is_alive), (second(0), true));
        known.again(None, second(103), half);
        assert_eq!((known.silent, known.is_alive), (second(0), true), "somebody else took it for dead");
    }
}
