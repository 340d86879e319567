//! One line of a run: mail after mail is put together, handed over and written down. Whatever a mail does, it does to itself:
//! it panics, it breaks the line, it is refused, and the next one goes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::board::Board;
use super::ledger::Ledger;
use super::lot::Task;
use super::shelf::{Shelf, Shelves};
use crate::actions::{ActionError, Context, Note, What};
use crate::clock;
use crate::db::mail::mail_texts::Frozen;
use crate::domain::mail::{MailEnd, MailState};
use crate::letters::{Composing, Readiness};
use crate::mail::{Line, Outcome, Transport};
use crate::strings::Strings;

/// So many mails in a row may fail to be put together because the database does not answer before the run ends.
const MOST_TROUBLES: usize = 10;

/// A server that takes a mail in less time is quick.
const QUICK: Duration = Duration::from_millis(20);

/// Where the server takes longer to agree to a mail, it is looked again whether that is still ours: another courier takes us for dead
/// after thirty seconds in which we did not beat.
const LONG: Duration = Duration::from_secs(1);

/// What all lines of a run work with.
pub(super) struct Run<'a> {
    pub(super) ctx: &'a Context,
    pub(super) transport: &'a Transport,
    pub(super) composing: &'a dyn Composing,
    pub(super) board: Board<'a>,
    pub(super) ledger: Ledger<'a>,
    pub(super) shelves: Shelves,
}

/// One line.
pub(super) struct Carrier<'a, 'b> {
    run: &'a Run<'b>,
    line: Option<Line>,
    troubles: usize,
    /// That the last mail was taken: it is written down together with the next one's going.
    shelf: Arc<Shelf>,
}

impl<'a, 'b> Carrier<'a, 'b> {
    /// With a line that is open.
    pub(super) fn new(run: &'a Run<'b>, line: Line) -> Self {
        run.ledger.join();
        Self { run, line: Some(line), troubles: 0, shelf: run.shelves.add() }
    }

    /// Delivers until nothing is left to do.
    pub(super) fn carry(mut self) {
        while let Some(task) = self.run.board.next() {
            // Whatever happens the board learns that this task has ended: others may wait for it.
            let (goes_on, failed) = match guarded(|| self.deliver(&task)) {
                Ok(Ok(goes_on)) => (goes_on, None),
                Ok(Err(error)) => (false, Some(error)),
                Err(_) => (false, Some(ActionError::Panicked)),
            };
            // A probe's news is waited for, and so is the last mail's.
            let failed = failed.or_else(|| if task.is_probe || !goes_on { self.flush().err() } else { None });
            self.run.board.finish(&task, failed);
            if !goes_on {
                break;
            }
        }
        if let Err(error) = self.flush() {
            self.run.board.fail(error);
        }
        self.run.ledger.leave();
        if let Some(line) = self.line.take() {
            line.close();
        }
    }

    /// Delivers one mail; whether this line goes on.
    fn deliver(&mut self, task: &Task<'b>) -> Result<bool, ActionError> {
        if let Err(reason) = self.open() {
            return self.without_line(task, reason);
        }
        match self.ready(task)? {
            Some(Readiness::Send { to, raw, fresh }) => self.send(task, (&to, &raw), fresh.map(Arc::new))?,
            Some(Readiness::Drop(state, reason)) => {
                self.write(Self::note(task, What::Dropped(state, reason)))?;
            }
            None => {}
        }
        Ok(true)
    }

    fn open(&mut self) -> Result<(), String> {
        if self.line.is_none() {
            self.line = Some(self.run.transport.open()?);
        }
        Ok(())
    }

    /// The others go on where there are any: a server may allow fewer lines than we want. The last one does not leave because
    /// it cannot be opened anew.
    fn without_line(&mut self, task: &Task<'b>, reason: String) -> Result<bool, ActionError> {
        if self.run.ledger.lines() > 1 {
            self.write(Self::note(task, What::Back { reason, steps_back: false }))?;
        } else {
            self.came(task, (Outcome::NoConnection(reason), None), Duration::MAX)?;
        }
        Ok(false)
    }

    /// Writes something down, and before it what the last mail left.
    fn write(&mut self, note: Option<Note>) -> Result<Option<MailState>, ActionError> {
        Ok(self.shelf.write(&self.run.board, &self.run.ledger, note)?.pop().flatten())
    }

    fn flush(&mut self) -> Result<(), ActionError> {
        self.write(None).map(drop)
    }

    fn note(task: &Task<'b>, what: What) -> Option<Note> {
        Some(Note { claim: Arc::clone(&task.claim), what })
    }

    /// What is to be done with a claimed mail; `None` where it was put aside. Only what is known to be the mail's own fault
    /// may end it: a row that cannot be read as a letter, a defect that comes again. For everything else it is given back.
    fn ready(&mut self, task: &Task<'b>) -> Result<Option<Readiness>, ActionError> {
        let claim = &task.claim;
        let what = match guarded(|| task.readiness(self.run.composing, &self.run.board.news)) {
            Ok(Ok(ready)) => {
                self.troubles = 0;
                return Ok(Some(ready));
            }
            Ok(Err(error)) if is_the_mails_own(&error) => {
                tracing::error!(mail = %claim.mail.id, ?error, "a mail could not be put together");
                return Ok(Some(Readiness::Drop(MailState::Failed, MailEnd::NotComposed.with(self.said(&error)))));
            }
            Ok(Err(error)) if self.troubles >= MOST_TROUBLES => return Err(error),
            Ok(Err(error)) => {
                tracing::warn!(mail = %claim.mail.id, ?error, "a mail could not be put together now");
                self.troubles += 1;
                What::Back { reason: self.said(&error), steps_back: true }
            }
            Err(said) => What::Stumbled(said),
        };
        self.write(Self::note(task, what))?;
        Ok(None)
    }

    fn said(&self, error: &ActionError) -> String {
        Strings::of(self.run.ctx.settings.language).say(&error.message())
    }

    fn send(
        &mut self,
        task: &Task<'b>,
        (to, raw): (&str, &str),
        fresh: Option<Arc<Frozen>>,
    ) -> Result<(), ActionError> {
        let began = clock::monotonic();
        // It is written down while the server answers: before the message leaves it must be there.
        let going = Self::note(task, What::Handing(fresh.clone()));
        let going = self.shelf.begin(&self.run.board, &self.run.ledger, going);
        let addressed = guarded(|| self.address(to));
        let mut stands = self.run.board.written(&self.run.ledger, going).map(|mut all| all.pop().flatten());
        if clock::monotonic().saturating_sub(began) > LONG && matches!((&stands, &addressed), (Ok(Some(_)), Ok(Ok(()))))
        {
            stands = self.write(Self::note(task, What::Handing(None)));
        }
        if !matches!(stands, Ok(Some(_))) {
            // The server waits for the message: this line is of no more use.
            self.line = None;
            return stands.map(drop);
        }
        let came = match addressed {
            Ok(Ok(())) => (guarded(|| self.hand_over(raw)).unwrap_or_else(Outcome::Doubt), None),
            Ok(Err(outcome)) => (outcome, fresh),
            Err(said) => {
                self.line = None;
                return self.write(Self::note(task, What::Stumbled(said))).map(drop);
            }
        };
        if !came.0.leaves_the_line_whole() {
            self.line = None;
        }
        self.came(task, came, clock::monotonic().saturating_sub(began))
    }

    /// Takes down what became of a mail. That a quick server took one is written down with the next one's going, or after a
    /// moment; where the server is slow, at once.
    fn came(
        &mut self,
        task: &Task<'b>,
        came: (Outcome, Option<Arc<Frozen>>),
        took: Duration,
    ) -> Result<(), ActionError> {
        let was_taken = came.0 == Outcome::Accepted;
        self.shelf.put(self.run.board.came(task, came));
        if was_taken && took < QUICK { Ok(()) } else { self.flush() }
    }

    fn hand_over(&mut self, raw: &str) -> Outcome {
        self.line.as_mut().map_or(Outcome::Broken(String::new()), |line| line.hand_over(raw))
    }

    /// A line that was used may have been closed from the other end meanwhile: a new one is tried once, unless the run is told to
    /// stop.
    fn address(&mut self, to: &str) -> Result<(), Outcome> {
        let from = self.run.ctx.settings.mail.from.as_str();
        let Some(line) = self.line.as_mut() else { return Err(Outcome::NoConnection(String::new())) };
        let was_used = line.is_used();
        match line.address(from, to) {
            Err(Outcome::NoConnection(_) | Outcome::Broken(_)) if was_used && self.run.board.goes_on() => {
                self.line = None;
                let mut line = self.run.transport.open().map_err(Outcome::NoConnection)?;
                let answer = line.address(from, to);
                self.line = Some(line);
                answer
            }
            answer => answer,
        }
    }
}

/// What is wrong with the mail itself, however well the database is.
fn is_the_mails_own(error: &ActionError) -> bool {
    match error {
        ActionError::NotFound | ActionError::Invalid { .. } | ActionError::Conflict { .. } | ActionError::Forbidden => {
            true
        }
        ActionError::Failed(error) => error.is_unreadable_row(),
        ActionError::Unavailable
        | ActionError::Wait { .. }
        | ActionError::Collided
        | ActionError::NoStorage(_)
        | ActionError::Unsure(_)
        | ActionError::Stored
        | ActionError::Panicked => false,
    }
}

/// What is done with one mail, or what its panic said: it ends nothing but this mail's attempt.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        said.unwrap_or("a defect").replace(|c: char| c.is_control(), " ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_in_one_line_and_goes_no_farther() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(guarded(|| -> i32 { panic!("no\r\nname") }), Err("no  name".to_owned()));
        assert_eq!(guarded(|| -> i32 { std::panic::panic_any(7) }), Err("a defect".to_owned()));
    }
}
