//! What was refused, until it is written down: counted by kind, so that whoever asks a thousand times a second costs one write a
//! second, and bounded, so that no number of sources fills memory or the trail.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDateTime;

use crate::actions::{RefusalKind, Refusals};

/// Kinds an hour of those who are not signed in that are told apart; those after them are counted together, without their source.
const STRANGE_KINDS: usize = 1_000;

/// Kinds an hour of those who are signed in: persons times addresses, in practice never so many.
const OWN_KINDS: usize = 20_000;

/// So many kinds wait at most, whatever their hours, while the database takes none of them.
const WAITING: usize = 2 * (STRANGE_KINDS + OWN_KINDS);

/// Refusals that wait.
#[derive(Debug, Default)]
pub struct Refused(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    /// The hour whose kinds are counted.
    hour: NaiveDateTime,
    strange: HashSet<RefusalKind>,
    own: HashSet<RefusalKind>,
    waiting: HashMap<RefusalKind, Refusals>,
    /// How many there was no room for.
    dropped: i64,
    /// Somebody writes down what waits.
    is_written: bool,
}

impl Refused {
    /// Counts a refusal. Whether nobody is about to write it down: then the caller is, until [`Refused::take`] has nothing.
    pub fn count(&self, mut refusal: Refusals) -> bool {
        let mut all = self.all();
        refusal.kind = all.known(refusal.kind);
        all.wait(refusal);
        !std::mem::replace(&mut all.is_written, true)
    }

    /// All that waits; where nothing does, nobody writes any more.
    pub fn take(&self) -> Vec<Refusals> {
        let mut all = self.all();
        let taken: Vec<Refusals> = std::mem::take(&mut all.waiting).into_values().collect();
        all.is_written = !taken.is_empty();
        taken
    }

    /// What was taken could not be written down: it waits again, with what has come since.
    pub fn put_back(&self, taken: Vec<Refusals>) {
        let mut all = self.all();
        taken.into_iter().for_each(|refusal| all.wait(refusal));
    }

    /// How many there was no room for since this was last asked.
    pub fn dropped(&self) -> i64 {
        std::mem::take(&mut self.all().dropped)
    }

    fn all(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Has it wait, together with others of its kind.
    fn wait(&mut self, refusal: Refusals) {
        let is_full = self.waiting.len() >= WAITING;
        match self.waiting.get_mut(&refusal.kind) {
            Some(before) => {
                before.times += refusal.times;
                before.last_at = before.last_at.max(refusal.last_at);
            }
            None if is_full => self.dropped += refusal.times,
            None => drop(self.waiting.insert(refusal.kind.clone(), refusal)),
        }
    }

    /// The kind by which a refusal is counted.
    fn known(&mut self, kind: RefusalKind) -> RefusalKind {
        if self.hour != kind.hour {
            (self.hour, self.strange, self.own) = (kind.hour, HashSet::new(), HashSet::new());
        }
        let (kinds, most) = match kind.person {
            Some(_) => (&mut self.own, OWN_KINDS),
            None => (&mut self.strange, STRANGE_KINDS),
        };
        if kinds.len() < most || kinds.contains(&kind) {
            kinds.insert(kind.clone());
            return kind;
        }
        RefusalKind { asked: None, account: None, ..kind }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::actions::Actor;
    use crate::domain::source::Asked;
    use crate::domain::trail::{AuditChannel, RefusalReason};

    fn from(number: u32) -> Refusals {
        let asked = Some(Asked::new(IpAddr::from(Ipv4Addr::from_bits(number)), AuditChannel::Page));
        let (hour, wish) = (NaiveDateTime::default(), "POST /sign-in".to_owned());
        let kind = RefusalKind { hour, person: None, asked, wish, reason: RefusalReason::ForeignForm, account: None };
        Refusals { kind, actor: Actor::Visitor, address: "/sign-in".to_owned(), status: 403, times: 1, last_at: hour }
    }

    fn later(number: u32, hours: i64) -> Refusals {
        let mut refusal = from(number);
        refusal.kind.hour += chrono::TimeDelta::hours(hours);
        refusal
    }

    #[test]
    fn what_is_of_one_kind_is_counted_together_and_one_alone_writes_it_down() {
        let refused = Refused::default();
        let writers = (0..500).filter(|_| refused.count(from(7))).count();
        assert_eq!(writers, 1);
        let taken = refused.take();
        assert_eq!((taken.len(), taken[0].times), (1, 500));
        assert!(!refused.count(from(7)), "whoever has taken comes again");
        assert_eq!(refused.take().len(), 1);
        assert!(refused.take().is_empty());
        assert!(refused.count(from(7)), "nobody is about to");
    }

    #[test]
    fn no_number_of_sources_makes_more_kinds_than_an_hour_has_room_for() {
        let refused = Refused::default();
        for number in 0..5_000 {
            refused.count(from(number));
        }
        let taken = refused.take();
        let together: i64 = taken.iter().filter(|one| one.kind.asked.is_none()).map(|one| one.times).sum();
        assert_eq!((taken.len(), together), (STRANGE_KINDS + 1, 4_000));
        refused.count(later(9_999, 1));
        assert!(refused.take()[0].kind.asked.is_some(), "the next hour tells them apart again");
    }

    #[test]
    fn what_could_not_be_written_down_waits_with_what_has_come_since_each_in_its_hour() {
        let refused = Refused::default();
        refused.count(from(7));
        let taken = refused.take();
        refused.count(from(7));
        refused.count(later(7, 1));
        refused.put_back(taken);
        let mut times: Vec<(NaiveDateTime, i64)> =
            refused.take().iter().map(|one| (one.kind.hour, one.times)).collect();
        times.sort_unstable();
        assert_eq!(times, [(from(7).kind.hour, 2), (later(7, 1).kind.hour, 1)]);
        assert!(!refused.count(from(7)), "whoever could not write tries again");
    }

    #[test]
    fn while_nothing_can_be_written_down_no_more_waits_than_there_is_room_for_and_the_rest_is_counted() {
        let refused = Refused::default();
        let kinds = u32::try_from(STRANGE_KINDS).unwrap();
        for hour in 0..60 {
            for number in 0..kinds {
                refused.count(later(number, hour));
            }
            let taken = refused.take();
            refused.put_back(taken);
        }
        assert_eq!(refused.take().len(), WAITING);
        assert_eq!(refused.dropped(), 60 * i64::from(kinds) - i64::try_from(WAITING).unwrap());
        assert_eq!(refused.dropped(), 0, "it is said once");
    }
}
