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
    /// Somebody writes down what waits.
    is_written: bool,
}

impl Refused {
    /// Counts a refusal of that hour. Whether nobody is about to write it down: then the caller is, until [`Refused::take`] has nothing.
    pub fn count(&self, mut refusal: Refusals, hour: NaiveDateTime) -> bool {
        let mut all = self.all();
        if all.hour != hour {
            (all.hour, all.strange, all.own) = (hour, HashSet::new(), HashSet::new());
        }
        refusal.kind = all.known(refusal.kind);
        match all.waiting.get_mut(&refusal.kind) {
            Some(before) => before.times += refusal.times,
            None => drop(all.waiting.insert(refusal.kind.clone(), refusal)),
        }
        !std::mem::replace(&mut all.is_written, true)
    }

    /// All that waits; where nothing does, nobody writes any more.
    pub fn take(&self) -> Vec<Refusals> {
        let mut all = self.all();
        let taken: Vec<Refusals> = std::mem::take(&mut all.waiting).into_values().collect();
        all.is_written = !taken.is_empty();
        taken
    }

    fn all(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// The kind by which a refusal is counted.
    fn known(&mut self, kind: RefusalKind) -> RefusalKind {
        let (kinds, most) = match kind.person {
            Some(_) => (&mut self.own, OWN_KINDS),
            None => (&mut self.strange, STRANGE_KINDS),
        };
        if kinds.len() < most || kinds.contains(&kind) {
            kinds.insert(kind.clone());
            return kind;
        }
        RefusalKind { source: None, ..kind }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::actions::Actor;
    use crate::domain::trail::RefusalReason;

    fn from(number: u32) -> Refusals {
        let source = Some(IpAddr::from(Ipv4Addr::from_bits(number)).into());
        let wish = "POST /sign-in".to_owned();
        let kind = RefusalKind { person: None, source, wish, reason: RefusalReason::ForeignForm };
        Refusals { kind, actor: Actor::Visitor, address: "/sign-in".to_owned(), status: 403, times: 1 }
    }

    #[test]
    fn what_is_of_one_kind_is_counted_together_and_one_alone_writes_it_down() {
        let (refused, hour) = (Refused::default(), NaiveDateTime::default());
        let writers = (0..500).filter(|_| refused.count(from(7), hour)).count();
        assert_eq!(writers, 1);
        let taken = refused.take();
        assert_eq!((taken.len(), taken[0].times), (1, 500));
        assert!(!refused.count(from(7), hour), "whoever has taken comes again");
        assert_eq!(refused.take().len(), 1);
        assert!(refused.take().is_empty());
        assert!(refused.count(from(7), hour), "nobody is about to");
    }

    #[test]
    fn no_number_of_sources_makes_more_kinds_than_an_hour_has_room_for() {
        let (refused, hour) = (Refused::default(), NaiveDateTime::default());
        for number in 0..5_000 {
            refused.count(from(number), hour);
        }
        let taken = refused.take();
        let together: i64 = taken.iter().filter(|one| one.kind.source.is_none()).map(|one| one.times).sum();
        assert_eq!((taken.len(), together), (STRANGE_KINDS + 1, 4_000));
        refused.count(from(9_999), hour + chrono::TimeDelta::hours(1));
        assert!(refused.take()[0].kind.source.is_some(), "the next hour tells them apart again");
    }
}
