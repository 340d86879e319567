//! The gate in front of everything a stranger may try: so many failures from one source, so many tries at the same
//! time, the rest is told at once when to come again. What is kept is bounded, whatever the number of sources.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDateTime, TimeDelta};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::AuthSettings;
use crate::domain::pace::Pace;
use crate::domain::source::Source;

/// Sources that are remembered: 1 MB. An attacker with more sources than that needs no second try from any.
const SOURCES: usize = 10_000;
/// Tries that wait for their turn; waiting costs a few kilobytes each.
const WAITING: usize = 128;
/// Tries at work for each thread that hashes: enough to keep it busy while others ask the database.
const AT_WORK: usize = 4;
/// When to come again where too many others wait.
const BUSY: TimeDelta = TimeDelta::seconds(2);

/// Lets tries in.
#[derive(Clone)]
pub struct Gate {
    sources: Arc<Mutex<Sources>>,
    waiting: Arc<Semaphore>,
    at_work: Arc<Semaphore>,
}

/// Why a try is not let in.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// Too many failures from that source.
    TooMany(TimeDelta),
    /// Too many others at the same time.
    Busy(TimeDelta),
}

/// A try that was let in. It counts as a failure unless it is [`Admission::welcome`].
pub struct Admission {
    gate: Gate,
    source: Source,
    _turns: (OwnedSemaphorePermit, OwnedSemaphorePermit),
}

impl Gate {
    /// As many as the settings say.
    pub fn new(settings: &AuthSettings) -> Self {
        let pace = Pace::new(settings.tries_burst, settings.tries_per_minute);
        Self {
            sources: Arc::new(Mutex::new(Sources { pace, spent: HashMap::new() })),
            waiting: Arc::new(Semaphore::new(WAITING)),
            at_work: Arc::new(Semaphore::new(AT_WORK * settings.hash_threads.max(1))),
        }
    }

    /// Lets a try in when its turn comes, or says at once that it does not.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn admit(&self, source: Source, now: NaiveDateTime) -> Result<Admission, Refused> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).take(source, now)?;
        let turns = match Arc::clone(&self.waiting).try_acquire_owned() {
            Ok(waiting) => Arc::clone(&self.at_work).acquire_owned().await.ok().map(|at_work| (waiting, at_work)),
            Err(_) => None,
        };
        match turns {
            Some(turns) => Ok(Admission { gate: self.clone(), source, _turns: turns }),
            None => {
                self.give_back(source);
                Err(Refused::Busy(BUSY))
            }
        }
    }

    fn give_back(&self, source: Source) {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).give_back(source);
    }
}

impl Admission {
    /// It was right: it does not count.
    pub fn welcome(self) {
        self.gate.give_back(self.source);
    }
}

/// How much each source has spent.
struct Sources {
    pace: Pace,
    spent: HashMap<Source, Spent>,
}

#[derive(Clone, Copy)]
struct Spent {
    paid_at: NaiveDateTime,
    /// Whether the log has been told that the source is refused.
    told: bool,
}

impl Sources {
    fn take(&mut self, source: Source, now: NaiveDateTime) -> Result<(), Refused> {
        if self.spent.len() >= SOURCES && !self.spent.contains_key(&source) {
            self.make_room(now);
        }
        let known = self.spent.get(&source).copied();
        match self.pace.take(known.map(|spent| spent.paid_at), now) {
            Ok(paid_at) => {
                self.spent.insert(source, Spent { paid_at, told: false });
                Ok(())
            }
            Err(wait) => {
                if let Some(spent) = self.spent.get_mut(&source).filter(|spent| !spent.told) {
                    spent.told = true;
                    tracing::warn!(%source, "too many failed tries from one source: refused for a while");
                }
                Err(Refused::TooMany(wait))
            }
        }
    }

    fn give_back(&mut self, source: Source) {
        if let Some(spent) = self.spent.get_mut(&source) {
            spent.paid_at = self.pace.give_back(spent.paid_at);
        }
    }

    /// Forgets whoever has nothing to pay for; where that is not enough, the half that has spent least.
    fn make_room(&mut self, now: NaiveDateTime) {
        self.spent.retain(|_, spent| spent.paid_at > now);
        if self.spent.len() >= SOURCES {
            let mut times: Vec<NaiveDateTime> = self.spent.values().map(|spent| spent.paid_at).collect();
            let (_, median, _) = times.select_nth_unstable(SOURCES / 2);
            let median = *median;
            self.spent.retain(|_, spent| spent.paid_at > median);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn source(number: u32) -> Source {
        Source::from(IpAddr::from(Ipv4Addr::from_bits(number)))
    }

    fn sources(burst: i32) -> Sources {
        Sources { pace: Pace::new(burst, 20), spent: HashMap::new() }
    }

    #[test]
    fn the_sources_that_are_remembered_are_bounded_and_the_busiest_stays() {
        let (mut sources, now) = (sources(3), NaiveDateTime::default());
        let busiest = source(u32::MAX);
        while sources.take(busiest, now).is_ok() {}
        for number in 0..3 * 10_000 {
            sources.take(source(number), now).unwrap();
            assert!(sources.spent.len() <= SOURCES);
        }
        assert!(sources.take(busiest, now).is_err(), "many others buy it a second chance");
    }

    #[actix_web::test]
    async fn whoever_finds_the_gate_full_is_told_at_once_and_it_does_not_count() {
        let settings = crate::config::Settings::from_parts("test", None, Default::default()).unwrap().auth;
        let (gate, now) = (Gate::new(&settings), NaiveDateTime::default());
        let mut inside = Vec::new();
        for number in 0..8 {
            inside.push(gate.admit(source(number), now).await.unwrap());
        }
        let queued: Vec<_> = (8..128)
            .map(|number| {
                let gate = gate.clone();
                actix_web::rt::spawn(async move { gate.admit(source(number), now).await })
            })
            .collect();
        while gate.waiting.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(gate.admit(source(200), now).await.err(), Some(Refused::Busy(BUSY)));
        drop(inside);
        for one in queued {
            assert!(one.await.unwrap().is_ok(), "whoever waited got in");
        }
        for _ in 0..60 {
            match gate.admit(source(200), now).await {
                Ok(admission) => admission.welcome(),
                Err(refused) => panic!("{refused:?}, though the refusal did not count"),
            }
        }
    }
}
