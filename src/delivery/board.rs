//! What the lines of a run share: which mail is next, how the server is trusted, what was done so far.

use std::sync::{Arc, Condvar, Mutex};

use chrono::NaiveDateTime;

use super::delivered::Delivered;
use super::ledger::{Ledger, Slip, Stand, locked};
use super::lot::{News as LotNews, Task};
use super::queue::Queue;
use crate::actions::{ActionError, Came, Claim, Context, News, Note, What, know_relay};
use crate::db::mail::mail_texts::Frozen;
use crate::domain::breaker::{Breaker, Sign, Trust};
use crate::domain::mail::MailState;
use crate::mail::Outcome;

use noted::{counted_as, may_change_others, note_of, sign};

mod next;
mod noted;

/// What was put together anew and never left.
type Fresh = Option<Arc<Frozen>>;

/// One run's.
pub(super) struct Board<'a> {
    ctx: &'a Context,
    name: &'a str,
    was_broken: bool,
    go_on: &'a (dyn Fn() -> bool + Sync),
    /// What voids what was read for mails that wait.
    pub(super) news: LotNews,
    state: Mutex<State<'a>>,
    /// Lines have something to do, or there is nothing left.
    changed: Condvar,
    /// More mails may be wanted.
    wanted: Condvar,
}

struct State<'a> {
    queue: Queue<'a>,
    /// No line is left.
    is_over: bool,
    breaker: Breaker,
    probing: bool,
    /// Lines that are at work on a mail.
    busy: usize,
    /// Refused, and perhaps it was the server.
    held: Vec<(Arc<Claim>, Came)>,
    server_took_one_at: Option<NaiveDateTime>,
    /// Whether it is known to all that the server takes mails.
    told: bool,
    failed: Option<ActionError>,
    done: Delivered,
}

/// What became of a run.
pub(super) struct Finished {
    pub(super) done: Delivered,
    pub(super) failed: Option<ActionError>,
    pub(super) is_broken: bool,
    pub(super) server_took_one_at: Option<NaiveDateTime>,
}

/// What is on its way into the book, and how it is counted once it is there.
pub(super) struct Writing {
    counted: Vec<Option<Option<MailState>>>,
    is_news: bool,
    slip: Option<Arc<Slip>>,
}

impl<'a> Board<'a> {
    /// At the beginning of a run, with what is known of the server.
    pub(super) fn new(
        ctx: &'a Context,
        name: &'a str,
        lines: usize,
        go_on: &'a (dyn Fn() -> bool + Sync),
        (was_broken, server_took_one_at): (bool, Option<NaiveDateTime>),
        done: Delivered,
    ) -> Self {
        let state = State {
            queue: Queue::new(lines),
            is_over: false,
            breaker: Breaker::new(was_broken),
            probing: false,
            busy: 0,
            held: Vec::new(),
            server_took_one_at,
            told: false,
            failed: None,
            done,
        };
        let (state, news) = (Mutex::new(state), LotNews::default());
        Self { ctx, name, was_broken, go_on, news, state, changed: Condvar::new(), wanted: Condvar::new() }
    }

    /// Whether anything is still to be begun.
    pub(super) fn goes_on(&self) -> bool {
        (self.go_on)()
    }

    /// Something could not be written down: the run ends.
    pub(super) fn fail(&self, error: ActionError) {
        locked(&self.state).failed.get_or_insert(error);
    }

    /// A line is done with a mail.
    pub(super) fn finish(&self, task: &Task<'_>, failed: Option<ActionError>) {
        let mut state = locked(&self.state);
        state.busy -= 1;
        state.queue.finish();
        state.probing &= !task.is_probe;
        if let Some(error) = failed {
            state.failed.get_or_insert(error);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Takes down what became of a mail; what may be the server's fault is held back until that is known. What is known is to be
    /// written down.
    pub(super) fn came(&self, task: &Task<'_>, (outcome, fresh): (Outcome, Fresh)) -> Vec<Note> {
        let mut state = locked(&self.state);
        let sign = sign(&task.claim.mail, &outcome, state.server_took_one_at);
        let mut known = vec![(Arc::clone(&task.claim), Came { outcome, server_took_one_at: None, fresh })];
        state.breaker.note(sign, task.is_probe);
        match sign {
            Sign::Nothing | Sign::Down | Sign::Unsaid => {}
            Sign::Took => {
                state.server_took_one_at = Some(self.ctx.clock.now());
                known.append(&mut state.held);
            }
            Sign::Refused => state.held.append(&mut known),
        }
        let is_first = sign == Sign::Took && !std::mem::replace(&mut state.told, true);
        let at = state.server_took_one_at;
        let notes = known.into_iter().map(|known| note_of(&mut state.done, at, known)).collect();
        drop(state);
        // A round may last for hours: that the server takes mails again is known from the first one on.
        if is_first && let Err(error) = know_relay(self.ctx, at, false, &News::Through) {
            // The end of the run says it again; what became of the mails must not be lost over it.
            tracing::warn!(?error, "that the server takes mails could not be noted yet");
        }
        notes
    }

    /// Writes down what became of mails, and counts them; where each stands now, `None` where it is in other hands.
    pub(super) fn write(&self, ledger: &Ledger<'_>, notes: Vec<Note>) -> Stand {
        self.written(ledger, self.begin(ledger, notes))
    }

    /// The same, without waiting for it yet: [`Board::written`] does.
    pub(super) fn begin(&self, ledger: &Ledger<'_>, notes: Vec<Note>) -> Writing {
        let counted = notes.iter().map(|note| counted_as(&note.what)).collect();
        let is_news = notes.iter().any(|note| may_change_others(&note.what));
        Writing { counted, is_news, slip: (!notes.is_empty()).then(|| ledger.submit(notes)) }
    }

    /// Waits for what was begun.
    pub(super) fn written(&self, ledger: &Ledger<'_>, writing: Writing) -> Stand {
        let Writing { counted, is_news, slip: Some(slip) } = writing else { return Ok(Vec::new()) };
        let stand = ledger.written(slip)?;
        if is_news {
            self.news.tell();
        }
        let mut state = locked(&self.state);
        for (counted, stands) in counted.into_iter().zip(&stand) {
            if let (Some(fixed), Some(stands)) = (counted, stands) {
                state.done.count(fixed.unwrap_or(*stands));
            }
        }
        drop(state);
        Ok(stand)
    }

    /// The lines have ended: what was held back is the mails' fault, or the server's; then it is as if it had not been tried.
    pub(super) fn settle(&self, ledger: &Ledger<'_>) {
        let (held, trust) = {
            let mut state = locked(&self.state);
            (std::mem::take(&mut state.held), state.breaker.trust())
        };
        for (claim, came) in held {
            let mut state = locked(&self.state);
            let at = state.server_took_one_at;
            let note = match came.outcome.reason() {
                Some(reason) if trust == Trust::Gone => {
                    let reason = reason.to_owned();
                    state.done.all_refused.get_or_insert_with(|| reason.clone());
                    Note { claim, what: What::Back { reason, steps_back: true } }
                }
                _ => note_of(&mut state.done, at, (claim, came)),
            };
            drop(state);
            if let Err(error) = self.write(ledger, vec![note]) {
                self.fail(error);
            }
        }
    }

    /// What became of the run.
    pub(super) fn close(self) -> Finished {
        let State { breaker, server_took_one_at, failed, done, .. } =
            self.state.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_broken = match breaker.trust() {
            Trust::Gone => true,
            Trust::Doubted => self.was_broken && !breaker.has_taken(),
            Trust::Whole => false,
        };
        Finished { done, failed, is_broken, server_took_one_at }
    }
}
