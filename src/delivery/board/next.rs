//! Which mail is next: lines take what waits, and one thread sees to it that there is always something.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use std::time::Duration;

use super::{Board, State};
use crate::actions::{ActionError, End, claim_mails};
use crate::clock;
use crate::delivery::ledger::locked;
use crate::delivery::lot::{Lot, Task};
use crate::domain::breaker::Trust;
use crate::letters::Composing;

/// So long a line waits at most before it asks again whether it may go on.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What there is for a line.
enum Look<'a> {
    /// A mail.
    Here(Task<'a>),
    /// Nothing yet.
    Later,
    /// Nothing any more.
    Nothing,
}

impl<'a> Board<'a> {
    /// The next mail; waits while one is a probe, and while more are claimed. `None` at the end of the run.
    pub(in crate::delivery) fn next(&self) -> Option<Task<'a>> {
        let mut state = locked(&self.state);
        let since = state.queue.begun();
        while self.may_go_on(&state) {
            match self.look(&mut state, since) {
                Ok(Look::Here(task)) => {
                    state.busy += 1;
                    self.ask_for_more(&state);
                    return Some(task);
                }
                Ok(Look::Later) => {
                    self.ask_for_more(&state);
                    state = self.changed.wait_timeout(state, LOOK_AGAIN).map_or_else(|e| e.into_inner().0, |(s, _)| s);
                }
                Ok(Look::Nothing) => return None,
                Err(error) => {
                    state.failed.get_or_insert(error);
                }
            }
        }
        None
    }

    fn may_go_on(&self, state: &State<'a>) -> bool {
        state.failed.is_none() && self.goes_on()
    }

    /// For a line that has waited since so many claims had begun.
    fn look(&self, state: &mut State<'a>, since: u64) -> Result<Look<'a>, ActionError> {
        Ok(match state.breaker.trust() {
            // Whoever is at work may bring the news that more may leave.
            Trust::Gone | Trust::Doubted if state.probing => Look::Later,
            Trust::Gone => Look::Nothing,
            Trust::Doubted => self.probe(state)?,
            Trust::Whole => match state.queue.take() {
                Some(task) => Look::Here(task),
                None if state.queue.has_nothing_since(since) && !state.probing => Look::Nothing,
                None => {
                    state.queue.ask(since);
                    Look::Later
                }
            },
        })
    }

    fn probe(&self, state: &mut State<'a>) -> Result<Look<'a>, ActionError> {
        let last = claim_mails(self.ctx, self.name, End::Last, 1)?.pop().map(Task::alone);
        Ok(match last.or_else(|| state.queue.take_last()) {
            Some(task) => {
                state.probing = true;
                Look::Here(Task { is_probe: true, ..task })
            }
            None if state.queue.is_claiming() => Look::Later,
            None => {
                if state.busy == 0 {
                    state.breaker.run_dry();
                }
                Look::Nothing
            }
        })
    }

    fn ask_for_more(&self, state: &State<'a>) {
        if state.queue.wants(clock::monotonic()).is_some() {
            self.wanted.notify_one();
        }
    }

    /// Claims mails before the last of those that wait has left, and reads what there is to know of them, until the run is over: no
    /// line waits for either as long as this is quicker than all of them. What is claimed and waits cannot leave by another courier.
    pub(in crate::delivery) fn claim_ahead(&self, composing: &'a dyn Composing) {
        let mut state = locked(&self.state);
        while !state.is_over {
            let is_whole = self.may_go_on(&state) && state.breaker.trust() == Trust::Whole;
            let Some(many) = state.queue.wants(clock::monotonic()).filter(|_| is_whole) else {
                state = self.wanted.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            state.queue.begin();
            drop(state);
            let found = catch_unwind(AssertUnwindSafe(|| self.claim(many, composing)));
            state = locked(&self.state);
            let found = found.unwrap_or(Err(ActionError::Panicked));
            state.queue.end(many, *found.as_ref().unwrap_or(&false), clock::monotonic());
            if let Err(error) = found {
                state.failed.get_or_insert(error);
            }
            self.changed.notify_all();
        }
    }

    /// Claims so many at most: whether there were any. Each lot is there for the lines as soon as it was looked at.
    fn claim(&self, many: usize, composing: &'a dyn Composing) -> Result<bool, ActionError> {
        let claims = claim_mails(self.ctx, self.name, End::First, many)?;
        let found_any = !claims.is_empty();
        for lot in Lot::all_of(&claims) {
            lot.look(composing, &self.news);
            locked(&self.state).queue.bring(Task::all_of(&lot));
            self.changed.notify_all();
        }
        Ok(found_any)
    }

    /// No line is left.
    pub(in crate::delivery) fn end(&self) {
        locked(&self.state).is_over = true;
        self.wanted.notify_all();
    }
}
