//! Where the lines of a run write down what became of mails: whoever has its turn writes for all that wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::actions::{ActionError, Context, Note, write_down};
use crate::domain::mail::MailState;

/// How often it is tried to write something down, 19 seconds in all: what has left must not be forgotten because a server is
/// started anew.
const TRIES: u32 = 14;

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// One run's.
pub(super) struct Ledger<'a> {
    ctx: &'a Context,
    waiting: Mutex<Vec<Arc<Slip>>>,
    turn: Mutex<()>,
}

/// A note on its way into the book.
struct Slip {
    note: Arc<Note>,
    answer: Mutex<Option<Result<Option<MailState>, ActionError>>>,
}

impl<'a> Ledger<'a> {
    /// An empty one.
    pub(super) fn new(ctx: &'a Context) -> Self {
        Self { ctx, waiting: Mutex::default(), turn: Mutex::default() }
    }

    /// Writes a note down: where the mail stands now, `None` where it is in other hands.
    ///
    /// # Errors
    /// A database that does not answer for a long time.
    pub(super) fn write(&self, note: Note) -> Result<Option<MailState>, ActionError> {
        let (note, mut tries) = (Arc::new(note), 1);
        loop {
            match self.write_once(&note) {
                Err(error) if tries < TRIES => {
                    tracing::warn!(
                        mail = note.claim.mail.id,
                        ?error,
                        "what became of a mail could not be written down yet"
                    );
                    std::thread::sleep((Duration::from_millis(200) * tries).min(LONGEST_PAUSE));
                    tries += 1;
                }
                answer => return answer,
            }
        }
    }

    fn write_once(&self, note: &Arc<Note>) -> Result<Option<MailState>, ActionError> {
        let slip = Arc::new(Slip { note: Arc::clone(note), answer: Mutex::default() });
        locked(&self.waiting).push(Arc::clone(&slip));
        let _turn = locked(&self.turn);
        if let Some(answer) = locked(&slip.answer).take() {
            return answer;
        }
        let slips = std::mem::take(&mut *locked(&self.waiting));
        self.write_all(&slips);
        locked(&slip.answer).take().unwrap_or(Err(ActionError::Unavailable))
    }

    /// All in one transaction, or each in its own where that fails: one must not stand in another's way.
    fn write_all(&self, slips: &[Arc<Slip>]) {
        let notes: Vec<&Note> = slips.iter().map(|slip| slip.note.as_ref()).collect();
        if let Ok(answers) = write_down(self.ctx, &notes) {
            for (slip, answer) in slips.iter().zip(answers) {
                *locked(&slip.answer) = Some(Ok(answer));
            }
            return;
        }
        for slip in slips {
            let alone = write_down(self.ctx, &[&slip.note]);
            *locked(&slip.answer) = Some(alone.map(|answers| answers.into_iter().next().flatten()));
        }
    }
}

/// A lock is held for a moment; whoever panicked in it left nothing half done.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
