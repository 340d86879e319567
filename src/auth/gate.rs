//! The gate in front of everything a stranger may try: so many failures from one source, so many tries at the same
//! time, the rest is told when to come again. What is kept is bounded, whatever the number of sources.

mod sources;

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use sources::{BUSY, Sources};
pub(crate) use sources::{Refused, Whence};

use crate::config::AuthSettings;

/// Tries inside, at work or waiting for their turn; waiting costs a few kilobytes each.
const INSIDE: usize = 512;
/// Tries at work for each thread that hashes: enough to keep it busy while others ask the database.
const AT_WORK: usize = 4;
/// Looks at the database whether a browser is known, at the same time: a flood with made-up marks takes no more.
const LOOKUPS: usize = 4;
/// So long a try waits for its turn at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lets tries in.
#[derive(Clone)]
pub struct Gate {
    sources: Arc<Mutex<Sources>>,
    /// A try is done.
    done: Arc<Notify>,
    inside: Arc<Semaphore>,
    at_work: Arc<Semaphore>,
    lookups: Arc<Semaphore>,
}

/// A try that was let in. It counts as a failure unless it is [`Admission::welcome`].
pub struct Admission {
    visit: Visit,
    _at_work: OwnedSemaphorePermit,
}

/// A try inside of the gate.
struct Visit {
    gate: Gate,
    source: Whence,
    is_at_work: bool,
    _inside: OwnedSemaphorePermit,
}

impl Gate {
    /// As many as the settings say.
    pub fn new(settings: &AuthSettings) -> Self {
        Self {
            sources: Arc::new(Mutex::new(Sources::new(settings))),
            done: Arc::default(),
            inside: Arc::new(Semaphore::new(INSIDE)),
            at_work: Arc::new(Semaphore::new(AT_WORK * settings.hash_threads.max(1))),
            lookups: Arc::new(Semaphore::new(LOOKUPS)),
        }
    }

    /// Lets a try in when its turn comes, or says that it does not: at once where its source has failed too often or too many
    /// wait. Those that are right do not stand in each other's way, however many come from one source at the same time.
    pub async fn admit(&self, source: Whence, now: impl Fn() -> NaiveDateTime) -> Result<Admission, Refused> {
        let mut visit = self.enter(source, now())?;
        let turn = async {
            let at_work = Arc::clone(&self.at_work).acquire_owned().await.map_err(|_| Refused::Busy(BUSY))?;
            visit.begin(&now).await?;
            Ok(Admission { visit, _at_work: at_work })
        };
        tokio::time::timeout(PATIENCE, turn).await.unwrap_or(Err(Refused::Busy(BUSY)))
    }

    /// A place for a look at the database on behalf of somebody who was refused; `None` where too many ask for one.
    pub async fn look_up(&self) -> Option<OwnedSemaphorePermit> {
        let place = Arc::clone(&self.lookups).acquire_owned();
        tokio::time::timeout(PATIENCE, place).await.ok()?.ok()
    }

    fn enter(&self, source: Whence, now: NaiveDateTime) -> Result<Visit, Refused> {
        let inside = Arc::clone(&self.inside).try_acquire_owned();
        self.known().enter(source, now, inside.is_ok())?;
        let inside = inside.map_err(|_| Refused::Busy(BUSY))?;
        Ok(Visit { gate: self.clone(), source, is_at_work: false, _inside: inside })
    }

    fn known(&self) -> MutexGuard<'_, Sources> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit {
    /// Begins its work, which counts as a failure until it is known to be none. Where too many others from the source are at
    /// work to know whether one failure more is left, it waits for them.
    async fn begin(&mut self, now: impl Fn() -> NaiveDateTime) -> Result<(), Refused> {
        loop {
            let mut others = pin!(self.gate.done.notified());
            others.as_mut().enable();
            if self.gate.known().begin(self.source, now())? {
                self.is_at_work = true;
                return Ok(());
            }
            others.await;
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.gate.known().leave(self.source, self.is_at_work);
        self.gate.done.notify_waiters();
    }
}

impl Admission {
    /// It was right: it does not count.
    pub fn welcome(self) {
        self.visit.gate.known().give_back(self.visit.source);
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::sources::INSIDE_OF_ONE;
    use super::*;
    use crate::domain::source::Source;

    fn source(number: u32) -> Whence {
        Source::from(IpAddr::from(Ipv4Addr::from_bits(number))).into()
    }

    fn gate() -> Gate {
        Gate::new(&crate::config::Settings::from_parts("test", None, Default::default()).unwrap().auth)
    }

    fn now() -> NaiveDateTime {
        NaiveDateTime::default()
    }

    /// What becomes of so many tries at the same time from one source, each right or wrong: how many are let in.
    async fn let_in(gate: &Gate, tries: usize, is_right: bool) -> usize {
        let one = |_| {
            let gate = gate.clone();
            actix_web::rt::spawn(async move {
                let admission = gate.admit(source(7), now).await?;
                tokio::task::yield_now().await;
                if is_right {
                    admission.welcome();
                }
                Ok::<_, Refused>(())
            })
        };
        let (all, mut many) = ((0..tries).map(one).collect::<Vec<_>>(), 0);
        for one in all {
            many += usize::from(one.await.unwrap().is_ok());
        }
        many
    }

    #[actix_web::test]
    async fn those_who_are_right_are_let_in_however_many_come_at_the_same_time() {
        assert_eq!(let_in(&gate(), 200, true).await, 200);
    }

    #[actix_web::test]
    async fn of_those_who_are_wrong_no_more_are_looked_at_than_may_fail_and_the_last_one_is_no_reason_to_refuse() {
        let gate = gate();
        assert_eq!(let_in(&gate, 59, false).await, 59);
        assert_eq!(let_in(&gate, 100, true).await, 100);
        assert_eq!(let_in(&gate, 100, false).await, 1);
        assert!(matches!(gate.admit(source(7), now).await.err(), Some(Refused::TooMany(_))));
    }

    #[actix_web::test]
    async fn one_source_leaves_room_for_others() {
        let gate = gate();
        let visits: Vec<_> = (0..INSIDE_OF_ONE).map(|_| gate.enter(source(7), now()).unwrap()).collect();
        assert_eq!(gate.enter(source(7), now()).err(), Some(Refused::Busy(BUSY)));
        assert!(gate.enter(source(8), now()).is_ok());
        drop(visits);
        assert!(gate.enter(source(7), now()).is_ok());
    }

    #[actix_web::test]
    async fn whoever_finds_the_gate_full_is_told_at_once_and_it_does_not_count() {
        let gate = gate();
        let mut inside = Vec::new();
        for number in 0..8 {
            inside.push(gate.admit(source(number), now).await.unwrap());
        }
        let queued: Vec<_> = (8..512)
            .map(|number| {
                let gate = gate.clone();
                actix_web::rt::spawn(async move { gate.admit(source(number), now).await })
            })
            .collect();
        while gate.inside.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(gate.admit(source(2_000), now).await.err(), Some(Refused::Busy(BUSY)));
        drop(inside);
        for one in queued {
            assert!(one.await.unwrap().is_ok(), "whoever waited got in");
        }
        for _ in 0..60 {
            match gate.admit(source(2_000), now).await {
                Ok(admission) => admission.welcome(),
                Err(refused) => panic!("{refused:?}, though the refusal did not count"),
            }
        }
    }
}
