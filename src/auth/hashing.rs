//! Hashing on threads of its own: as many as are set, each with one memory and a short queue. What does not fit into
//! the queues is refused at once, so that nothing waits where pages are drawn and memory is bounded by construction.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::oneshot;

use super::password::{self, HashError, Memory};

/// Passwords that wait for one thread: a third of a second's work.
const QUEUE: usize = 16;

/// Where nobody has asked a thread for so long, its memory is given back.
const IDLE: Duration = Duration::from_secs(1);

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// The threads that hash. Clones share them; they begin with the first password and end with the last clone.
#[derive(Clone)]
pub struct Hasher(Arc<Threads>);

struct Threads {
    count: usize,
    queues: OnceLock<Vec<SyncSender<Job>>>,
    turn: AtomicUsize,
}

impl Hasher {
    /// So many threads, at least one.
    pub fn new(threads: usize) -> Self {
        Self(Arc::new(Threads { count: threads.max(1), queues: OnceLock::new(), turn: AtomicUsize::new(0) }))
    }

    /// Hashes a password with a random salt.
    pub async fn hash(&self, password: String) -> Result<String, HashError> {
        self.ask(move |memory| password::hash(&password, memory)).await?
    }

    /// Whether the password is the one that was hashed; takes as long without a hash.
    ///
    /// # Errors
    /// [`HashError::Busy`] where too many wait already.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, HashError> {
        self.ask(move |memory| password::verify(&password, hash.as_deref(), memory)).await
    }

    /// [`Hasher::hash`] for whoever may wait: the command line, never a thread that draws pages.
    pub fn hash_now(&self, password: &str) -> Result<String, HashError> {
        let password = password.to_owned();
        let (answer, answered) = channel();
        self.send(move |memory| password::hash(&password, memory), move |hash| drop(answer.send(hash)))?;
        answered.recv().unwrap_or_else(|_| Err(gone()))
    }

    /// [`Hasher::verify`] for whoever may wait.
    ///
    /// # Errors
    /// [`HashError::Busy`] where too many wait already.
    pub fn verify_now(&self, password: &str, hash: &str) -> Result<bool, HashError> {
        let (password, hash) = (password.to_owned(), hash.to_owned());
        let (answer, answered) = channel();
        self.send(
            move |memory| password::verify(&password, Some(&hash), memory),
            move |right| {
                // Whoever asked is gone: nobody waits for it.
                let _ = answer.send(right);
            },
        )?;
        answered.recv().map_err(|_| gone())
    }

    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (answer, answered) = oneshot::channel();
        self.send(work, move |done| drop(answer.send(done)))?;
        answered.await.map_err(|_| gone())
    }

    /// Puts work into the first queue that has room, the next one after that of the last time.
    fn send<T>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
        answer: impl FnOnce(T) + Send + 'static,
    ) -> Result<(), HashError> {
        let queues = self.0.queues.get_or_init(|| start(self.0.count));
        if queues.is_empty() {
            return Err(gone());
        }
        let first = self.0.turn.fetch_add(1, Ordering::Relaxed);
        let mut job: Job = Box::new(move |memory| answer(work(memory)));
        for queue in queues.iter().cycle().skip(first % queues.len()).take(queues.len()) {
            match queue.try_send(job) {
                Ok(()) => return Ok(()),
                Err(refused) => job = give_back(refused),
            }
        }
        Err(HashError::Busy)
    }
}

fn give_back(refused: std::sync::mpsc::TrySendError<Job>) -> Job {
    match refused {
        std::sync::mpsc::TrySendError::Full(job) | std::sync::mpsc::TrySendError::Disconnected(job) => job,
    }
}

fn gone() -> HashError {
    HashError::Failed("no thread".to_owned())
}

/// Starts the threads; those that the system gives.
fn start(count: usize) -> Vec<SyncSender<Job>> {
    let one = |_| {
        let (queue, jobs) = sync_channel(QUEUE);
        std::thread::Builder::new().name("hash".to_owned()).spawn(move || work(&jobs)).ok().map(|_| queue)
    };
    (0..count).filter_map(one).collect()
}

/// Hashes until nobody can ask any more. The memory is kept from one to the next, and given back where nobody asks for a while.
fn work(jobs: &Receiver<Job>) {
    let mut memory = Memory::default();
    loop {
        let next = jobs.recv_timeout(IDLE).or_else(|error| match error {
            RecvTimeoutError::Timeout => {
                memory = Memory::default();
                jobs.recv().map_err(drop)
            }
            RecvTimeoutError::Disconnected => Err(()),
        });
        let Ok(job) = next else { return };
        // A defect in one job must not end all later ones; whoever asked is told that there is no answer.
        if std::panic::catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
            memory = Memory::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::Sender;

    use super::*;

    /// Keeps a thread busy until the sender is dropped.
    fn occupy(hasher: &Hasher) -> Result<Sender<()>, HashError> {
        let (release, released) = channel::<()>();
        hasher.send(move |_| released.recv(), |_| ()).map(|()| release)
    }

    #[test]
    fn what_does_not_fit_into_the_queues_is_refused_at_once() {
        let hasher = Hasher::new(2);
        let mut taken = Vec::new();
        let refused = loop {
            match occupy(&hasher) {
                Ok(release) => taken.push(release),
                Err(refused) => break refused,
            }
        };
        assert!(matches!(refused, HashError::Busy));
        // A thread may have taken its first job out of the queue.
        assert!((2 * QUEUE..=2 * QUEUE + 2).contains(&taken.len()), "{}", taken.len());
        taken.clear();
        while occupy(&hasher).is_err() {
            std::thread::yield_now();
        }
    }

    #[test]
    fn the_memory_is_given_back_where_nobody_asks_for_a_while() {
        let hasher = Hasher::new(1);
        assert!(hasher.hash_now("correct horse").is_ok());
        let is_held = || {
            let (answer, held) = channel();
            hasher.send(|memory: &mut Memory| memory.is_held(), move |held| answer.send(held).unwrap()).unwrap();
            held.recv().unwrap()
        };
        assert!(is_held());
        std::thread::sleep(IDLE * 2);
        assert!(!is_held());
    }

    #[test]
    fn one_job_that_panics_fails_by_itself() {
        let hasher = Hasher::new(1);
        hasher.send(|_| panic!("a defect"), |()| ()).unwrap();
        assert!(hasher.hash_now("correct horse").is_ok());
    }
}
