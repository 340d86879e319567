//! What a line knows and has not written down yet. It goes along with the line's next note, so that busy lines write less
//! often; where none comes, because the server lets the next mail wait, it is written down by itself after a moment. What is
//! not written down when we die leaves once more.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::board::{Board, Writing};
use super::ledger::{Ledger, Stand, locked};
use crate::actions::Note;
use crate::clock;

/// So long something lies on a shelf at most, and how often it is looked there.
const LIES: Duration = Duration::from_millis(50);
const LOOK: Duration = Duration::from_millis(25);

/// One line's.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Lying>);

/// What lies there, and since when.
#[derive(Default)]
struct Lying {
    notes: Vec<Note>,
    since: Duration,
}

impl Shelf {
    /// Puts notes there.
    pub(super) fn put(&self, notes: Vec<Note>) {
        let mut lying = locked(&self.0);
        if lying.notes.is_empty() {
            lying.since = clock::monotonic();
        }
        lying.notes.extend(notes);
    }

    /// Writes down what lies there and then this. Whoever comes meanwhile waits: afterwards it is written.
    pub(super) fn write(&self, board: &Board<'_>, ledger: &Ledger<'_>, note: Option<Note>) -> Stand {
        let mut lying = locked(&self.0);
        let mut notes = std::mem::take(&mut lying.notes);
        notes.extend(note);
        board.write(ledger, notes)
    }

    /// The same, without waiting for it yet: the line that this belongs to waits before it puts something there again.
    pub(super) fn begin(&self, board: &Board<'_>, ledger: &Ledger<'_>, note: Option<Note>) -> Writing {
        let mut notes = std::mem::take(&mut locked(&self.0).notes);
        notes.extend(note);
        board.begin(ledger, notes)
    }

    fn is_due(&self) -> bool {
        let lying = locked(&self.0);
        !lying.notes.is_empty() && clock::monotonic().saturating_sub(lying.since) >= LIES
    }
}

/// Those of all lines of a run.
#[derive(Default)]
pub(super) struct Shelves(Mutex<Vec<Arc<Shelf>>>);

impl Shelves {
    /// One for a line that begins.
    pub(super) fn add(&self) -> Arc<Shelf> {
        let shelf = Arc::default();
        locked(&self.0).push(Arc::clone(&shelf));
        shelf
    }

    /// Writes down what has been lying for too long, until the other end of the channel is gone.
    pub(super) fn clear(&self, board: &Board<'_>, ledger: &Ledger<'_>, stopped: &Receiver<()>) {
        while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            let all = locked(&self.0).clone();
            for shelf in all.iter().filter(|shelf| shelf.is_due()) {
                if let Err(error) = shelf.write(board, ledger, None) {
                    board.fail(error);
                }
            }
        }
    }
}
