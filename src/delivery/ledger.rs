//! Where the lines of a run write down what became of mails: whoever has its turn writes for all that wait.

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
    waiting: Mutex<Vec<Arc<Slip>>>,
    more: Condvar,
    turn: Mutex<()>,
    /// Lines at work.
    lines: AtomicUsize,
}

/// Where each mail of some notes stands.
pub(super) type Stand = Result<Vec<Option<MailState>>, ActionError>;

/// Notes on their way into the book.
struct Slip {
    notes: Arc<Vec<Note>>,
    answer: Mutex<Option<Stand>>,
}

impl<'a> Ledger<'a> {
    /// An empty one.
    pub(super) fn new(ctx: &'a Context) -> Self {
        Self {
            ctx,
            waiting: Mutex::default(),
            more: Condvar::new(),
            turn: Mutex::default(),
            lines: AtomicUsize::new(0),
        }
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
        let slip = Arc::new(Slip { notes: Arc::clone(notes), answer: Mutex::default() });
        locked(&self.waiting).push(Arc::clone(&slip));
        self.more.notify_one();
        let _turn = locked(&self.turn);
        if let Some(answer) = locked(&slip.answer).take() {
            return answer;
        }
        let slips = self.gather();
        self.write_all(&slips);
        locked(&slip.answer).take().unwrap_or(Err(ActionError::Unavailable))
    }

    /// What all lines have to write down, or what is there after a moment.
    fn gather(&self) -> Vec<Arc<Slip>> {
        let are_missing = |waiting: &mut Vec<Arc<Slip>>| waiting.len() < self.lines();
        let gathered = self.more.wait_timeout_while(locked(&self.waiting), GATHERING, are_missing);
        std::mem::take(&mut *gathered.unwrap_or_else(PoisonError::into_inner).0)
    }

    /// All in one transaction, or each in its own where that fails: one must not stand in another's way.
    fn write_all(&self, slips: &[Arc<Slip>]) {
        let notes: Vec<&Note> = slips.iter().flat_map(|slip| slip.notes.iter()).collect();
        if let Ok(answers) = write_down(self.ctx, &notes) {
            let mut answers = answers.into_iter();
            for slip in slips {
                *locked(&slip.answer) = Some(Ok(answers.by_ref().take(slip.notes.len()).collect()));
            }
            return;
        }
        for slip in slips {
            *locked(&slip.answer) = Some(write_down(self.ctx, &slip.notes.iter().collect::<Vec<_>>()));
        }
    }
}

/// A lock is held for a moment; whoever panicked in it left nothing half done.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
