//! Where the lines of a run write down what became of mails: one of them writes for all that wait, and hands the book on to
//! one that came meanwhile. Who was written for goes on at once, without a turn of its own.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::actions::{ActionError, Context, Note, write_down};
use crate::domain::mail::MailState;

/// How often it is tried to write something down, 19 seconds in all: what has left must not be forgotten because a server is
/// started anew.
const TRIES: u32 = 14;

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// So long whoever writes waits for the other lines' notes: a commit costs more than what stands in it.
const GATHERING: Duration = Duration::from_micros(150);

/// One run's.
pub(super) struct Ledger<'a> {
    ctx: &'a Context,
    desk: Mutex<Desk>,
    /// A slip has come.
    more: Condvar,
    /// Lines at work.
    lines: AtomicUsize,
}

/// The slips that wait, and whether somebody is at the book.
#[derive(Default)]
struct Desk {
    waiting: Vec<Arc<Slip>>,
    is_taken: bool,
}

/// Where each mail of some notes stands.
pub(super) type Stand = Result<Vec<Option<MailState>>, ActionError>;

/// Notes on their way into the book.
struct Slip {
    notes: Arc<Vec<Note>>,
    answer: Mutex<Option<Answer>>,
    answered: Condvar,
}

/// What whoever waits is told.
enum Answer {
    /// It is written down.
    Written(Stand),
    /// The book is free: write, for yourself and for all that wait.
    Write,
}

impl Slip {
    fn new(notes: Arc<Vec<Note>>) -> Arc<Self> {
        Arc::new(Self { notes, answer: Mutex::default(), answered: Condvar::new() })
    }

    fn tell(&self, answer: Answer) {
        locked(&self.answer).get_or_insert(answer);
        self.answered.notify_one();
    }

    fn wait(&self) -> Answer {
        let is_open = |answer: &mut Option<Answer>| answer.is_none();
        let answer = self.answered.wait_while(locked(&self.answer), is_open);
        answer.unwrap_or_else(PoisonError::into_inner).take().unwrap_or(Answer::Written(Err(ActionError::Unavailable)))
    }
}

/// Somebody at the book, with what is being written. However that ends, all of these get an answer and the book is handed on.
struct Turn<'t, 'a> {
    ledger: &'t Ledger<'a>,
    slips: Vec<Arc<Slip>>,
}

impl Drop for Turn<'_, '_> {
    fn drop(&mut self) {
        for slip in &self.slips {
            slip.tell(Answer::Written(Err(ActionError::Unavailable)));
        }
        let mut desk = locked(&self.ledger.desk);
        match desk.waiting.first() {
            Some(next) => next.tell(Answer::Write),
            None => desk.is_taken = false,
        }
    }
}

impl<'a> Ledger<'a> {
    /// An empty one.
    pub(super) fn new(ctx: &'a Context) -> Self {
        Self { ctx, desk: Mutex::default(), more: Condvar::new(), lines: AtomicUsize::new(0) }
    }

    /// A line that will write begins its work.
    pub(super) fn join(&self) {
        self.lines.fetch_add(1, Ordering::Relaxed);
    }

    /// It has ended.
    pub(super) fn leave(&self) {
        self.lines.fetch_sub(1, Ordering::Relaxed);
    }

    /// How many lines are at work.
    pub(super) fn lines(&self) -> usize {
        self.lines.load(Ordering::Relaxed)
    }

    /// Writes notes down: where each mail stands now, `None` where it is in other hands.
    ///
    /// # Errors
    /// A database that does not answer for a long time.
    pub(super) fn write(&self, notes: Vec<Note>) -> Stand {
        let (notes, mut tries) = (Arc::new(notes), 1);
        loop {
            match self.write_once(&notes) {
                Err(error) if tries < TRIES => {
                    tracing::warn!(?error, "what became of a mail could not be written down yet");
                    std::thread::sleep((Duration::from_millis(200) * tries).min(LONGEST_PAUSE));
                    tries += 1;
                }
                answer => return answer,
            }
        }
    }

    fn write_once(&self, notes: &Arc<Vec<Note>>) -> Stand {
        let slip = Slip::new(Arc::clone(notes));
        let mut desk = locked(&self.desk);
        desk.waiting.push(Arc::clone(&slip));
        let must_wait = std::mem::replace(&mut desk.is_taken, true);
        drop(desk);
        if must_wait {
            self.more.notify_one();
            if let Answer::Written(stand) = slip.wait() {
                return stand;
            }
        }
        self.write_all(&self.gather());
        match slip.wait() {
            Answer::Written(stand) => stand,
            Answer::Write => Err(ActionError::Unavailable),
        }
    }

    /// What all lines have to write down, or what is there after a moment.
    fn gather(&self) -> Turn<'_, 'a> {
        let are_missing = |desk: &mut Desk| desk.waiting.len() < self.lines();
        let gathered = self.more.wait_timeout_while(locked(&self.desk), GATHERING, are_missing);
        let mut desk = gathered.unwrap_or_else(PoisonError::into_inner).0;
        Turn { ledger: self, slips: std::mem::take(&mut desk.waiting) }
    }

    /// All in one transaction, or each in its own where that fails: one must not stand in another's way.
    fn write_all(&self, Turn { slips, .. }: &Turn<'_, 'a>) {
        let notes: Vec<&Note> = slips.iter().flat_map(|slip| slip.notes.iter()).collect();
        if let Ok(answers) = write_down(self.ctx, &notes) {
            let mut answers = answers.into_iter();
            for slip in slips {
                slip.tell(Answer::Written(Ok(answers.by_ref().take(slip.notes.len()).collect())));
            }
            return;
        }
        for slip in slips {
            slip.tell(Answer::Written(write_down(self.ctx, &slip.notes.iter().collect::<Vec<_>>())));
        }
    }
}

/// A lock is held for a moment; whoever panicked in it left nothing half done.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
