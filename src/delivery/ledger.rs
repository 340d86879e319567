//! Where the lines of a run have written down what became of mails: each hands in a slip and goes on until it must know that it
//! is in the book; the scribe, a thread of its own, writes what all have handed in meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::actions::{ActionError, Context, Note, ready_pen, write_down};
use crate::db::Pen;
use crate::domain::mail::MailState;

/// How often it is tried to write something down: what has left must not be forgotten because a server is started anew or another one takes
/// over. The pauses are 19 seconds in all; where no server is there, each try waits for a connection besides.
const TRIES: u32 = 14;

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// So long the scribe waits for the other lines' notes, for each line, and at most: a commit costs more than what stands in it, and the
/// server is asked meanwhile. It answers one line after the other; where there are few, waiting for longer than it takes costs more.
const GATHERING_A_LINE: Duration = Duration::from_micros(50);
const GATHERING: Duration = Duration::from_micros(400);

/// One run's.
pub(super) struct Ledger<'a> {
    ctx: &'a Context,
    desk: Mutex<Desk>,
    /// A slip has come, or none comes any more.
    more: Condvar,
    /// Lines at work.
    lines: AtomicUsize,
}

/// The slips that wait.
#[derive(Default)]
struct Desk {
    waiting: Vec<Arc<Slip>>,
    /// So many the scribe waits for; 0 while it writes, so that nobody wakes it for less.
    awaited: usize,
    /// Nobody writes any more.
    is_closed: bool,
}

/// Where each mail of some notes stands.
pub(super) type Stand = Result<Vec<Option<MailState>>, ActionError>;

/// Notes on their way into the book.
pub(super) struct Slip {
    notes: Arc<Vec<Note>>,
    answer: Mutex<Option<Stand>>,
    answered: Condvar,
}

impl Slip {
    fn new(notes: Arc<Vec<Note>>) -> Arc<Self> {
        Arc::new(Self { notes, answer: Mutex::default(), answered: Condvar::new() })
    }

    fn tell(&self, stand: Stand) {
        locked(&self.answer).get_or_insert(stand);
        self.answered.notify_one();
    }

    fn wait(&self) -> Stand {
        let is_open = |answer: &mut Option<Stand>| answer.is_none();
        let answer = self.answered.wait_while(locked(&self.answer), is_open);
        answer.unwrap_or_else(PoisonError::into_inner).take().unwrap_or(Err(ActionError::Unavailable))
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

    /// Hands notes in; [`Ledger::written`] waits until they are in the book.
    pub(super) fn submit(&self, notes: Vec<Note>) -> Arc<Slip> {
        self.hand_in(Arc::new(notes))
    }

    fn hand_in(&self, notes: Arc<Vec<Note>>) -> Arc<Slip> {
        let slip = Slip::new(notes);
        let mut desk = locked(&self.desk);
        if desk.is_closed {
            slip.tell(Err(ActionError::Unavailable));
        } else {
            desk.waiting.push(Arc::clone(&slip));
        }
        let is_awaited = desk.awaited > 0 && desk.waiting.len() >= desk.awaited;
        drop(desk);
        if is_awaited {
            self.more.notify_one();
        }
        slip
    }

    /// Waits until notes are in the book: where each mail stands now, `None` where it is in other hands.
    ///
    /// # Errors
    /// A database that does not answer for a long time.
    pub(super) fn written(&self, mut slip: Arc<Slip>) -> Stand {
        let mut tries = 1;
        loop {
            match slip.wait() {
                Err(error) if tries < TRIES => {
                    tracing::warn!(?error, "what became of a mail could not be written down yet");
                    std::thread::sleep((Duration::from_millis(200) * tries).min(LONGEST_PAUSE));
                    tries += 1;
                    slip = self.hand_in(Arc::clone(&slip.notes));
                }
                answer => return answer,
            }
        }
    }

    /// The scribe's work: writes what is handed in, until the book is closed.
    pub(super) fn keep(&self) {
        let mut pen = self.ctx.db.pen();
        // Whatever comes of that, the lines wait for a scribe.
        let _ = catch_unwind(AssertUnwindSafe(|| ready_pen(self.ctx, &mut pen)));
        while let Some(slips) = self.gather() {
            // However that ends, all of these get an answer.
            if catch_unwind(AssertUnwindSafe(|| self.write_all(&mut pen, &slips))).is_err() {
                slips.iter().for_each(|slip| slip.tell(Err(ActionError::Panicked)));
            }
        }
    }

    /// Nothing is handed in any more.
    pub(super) fn close(&self) {
        locked(&self.desk).is_closed = true;
        self.more.notify_all();
    }

    /// What all lines have to write down, or what is there after a moment; `None` where nothing comes any more.
    fn gather(&self) -> Option<Vec<Arc<Slip>>> {
        let nothing_to_do = |desk: &mut Desk| desk.waiting.is_empty() && !desk.is_closed;
        let mut desk = locked(&self.desk);
        desk.awaited = 1;
        let mut desk = self.more.wait_while(desk, nothing_to_do).unwrap_or_else(PoisonError::into_inner);
        let all = self.lines();
        desk.awaited = all;
        let are_missing = |desk: &mut Desk| desk.waiting.len() < all && !desk.is_closed;
        let lines = u32::try_from(all).unwrap_or(u32::MAX);
        let gathering = GATHERING_A_LINE.saturating_mul(lines).min(GATHERING);
        let gathered = self.more.wait_timeout_while(desk, gathering, are_missing);
        let mut desk = gathered.unwrap_or_else(PoisonError::into_inner).0;
        desk.awaited = 0;
        let slips = std::mem::take(&mut desk.waiting);
        (!slips.is_empty() || !desk.is_closed).then_some(slips)
    }

    /// All in one transaction, or each in its own where that fails: one must not stand in another's way.
    fn write_all(&self, pen: &mut Pen<'_>, slips: &[Arc<Slip>]) {
        let notes: Vec<&Note> = slips.iter().flat_map(|slip| slip.notes.iter()).collect();
        if let Ok(answers) = write_down(self.ctx, pen, &notes) {
            let mut answers = answers.into_iter();
            for slip in slips {
                slip.tell(Ok(answers.by_ref().take(slip.notes.len()).collect()));
            }
            return;
        }
        for slip in slips {
            slip.tell(write_down(self.ctx, pen, &slip.notes.iter().collect::<Vec<_>>()));
        }
    }
}

/// A lock is held for a moment; whoever panicked in it left nothing half done.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
