//! What the lines of a run share: which mail is next, how the server is trusted, what was done so far.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use chrono::NaiveDateTime;

use super::delivered::Delivered;
use super::ledger::{Ledger, Stand, locked};
use super::lot::{Lot, News as LotNews, Task};
use crate::actions::{ActionError, Came, Claim, Context, End, News, Note, What, claim_mails, know_relay};
use crate::clock;
use crate::db::mail::mail_texts::Frozen;
use crate::db::mail::outbox::Mail;
use crate::domain::breaker::{Breaker, Sign, Trust};
use crate::domain::mail::MailState;
use crate::mail::Outcome;

/// So many mails are claimed at once at most.
const MOST_AHEAD: usize = 128;

/// As many mails are claimed as leave in this time.
const AHEAD: Duration = Duration::from_millis(500);

/// So long a line waits at most before it asks again whether it may go on.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What was put together and is not kept yet.
type Fresh = Option<Box<Frozen>>;

/// One run's.
pub(super) struct Board<'a> {
    ctx: &'a Context,
    name: &'a str,
    lines: usize,
    was_broken: bool,
    go_on: &'a (dyn Fn() -> bool + Sync),
    /// What voids what was read for mails that wait.
    pub(super) news: LotNews,
    state: Mutex<State<'a>>,
    changed: Condvar,
}

struct State<'a> {
    queue: VecDeque<Task<'a>>,
    /// How many were claimed last, and when.
    claimed: (usize, Duration),
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
            queue: VecDeque::new(),
            claimed: (0, Duration::ZERO),
            breaker: Breaker::new(was_broken),
            probing: false,
            busy: 0,
            held: Vec::new(),
            server_took_one_at,
            told: false,
            failed: None,
            done,
        };
        let news = LotNews::default();
        Self { ctx, name, lines, was_broken, go_on, news, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// The next mail; waits while another one is a probe. `None` at the end of the run.
    pub(super) fn next(&self) -> Option<Task<'a>> {
        let mut state = locked(&self.state);
        loop {
            let task = if state.failed.is_some() || !(self.go_on)() { Ok(None) } else { self.look(&mut state) };
            match task {
                Ok(Some(task)) => {
                    state.busy += 1;
                    return Some(task);
                }
                // Whoever is at work may bring the news that more may leave.
                Ok(None) if state.probing && state.failed.is_none() && (self.go_on)() => {
                    state = self.changed.wait_timeout(state, LOOK_AGAIN).map_or_else(|e| e.into_inner().0, |(s, _)| s);
                }
                Ok(None) => return None,
                Err(error) => {
                    state.failed.get_or_insert(error);
                    return None;
                }
            }
        }
    }

    fn look(&self, state: &mut State<'a>) -> Result<Option<Task<'a>>, ActionError> {
        match state.breaker.trust() {
            Trust::Gone => Ok(None),
            Trust::Doubted if state.probing => Ok(None),
            Trust::Doubted => {
                let last = claim_mails(self.ctx, self.name, End::Last, 1)?.pop().map(Task::alone);
                let last = last.or_else(|| state.queue.pop_back());
                state.probing = last.is_some();
                if last.is_none() && state.busy == 0 {
                    state.breaker.run_dry();
                }
                Ok(last.map(|task| Task { is_probe: true, ..task }))
            }
            Trust::Whole => {
                if state.queue.is_empty() {
                    self.claim_more(state)?;
                }
                Ok(state.queue.pop_front())
            }
        }
    }

    /// As many as leave in half a second: what is claimed and waits cannot leave by another courier.
    fn claim_more(&self, state: &mut State<'a>) -> Result<(), ActionError> {
        let (before, at) = state.claimed;
        let now = clock::monotonic();
        let many = if before > 0 && now.saturating_sub(at) < AHEAD { before * 2 } else { self.lines };
        let many = many.clamp(self.lines, MOST_AHEAD.max(self.lines));
        let claims = claim_mails(self.ctx, self.name, End::First, many)?;
        state.queue.extend(Lot::all_of(claims).into_iter().map(Task::among));
        state.claimed = (many, now);
        Ok(())
    }

    /// Something could not be written down: the run ends.
    pub(super) fn fail(&self, error: ActionError) {
        locked(&self.state).failed.get_or_insert(error);
    }

    /// A line is done with a mail.
    pub(super) fn finish(&self, task: &Task<'_>, failed: Option<ActionError>) {
        let mut state = locked(&self.state);
        state.busy -= 1;
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
        let notes = known.into_iter().map(|(claim, came)| note_of(&mut state, claim, came)).collect();
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
        if notes.is_empty() {
            return Ok(Vec::new());
        }
        let counted: Vec<_> = notes.iter().map(|note| counted_as(&note.what)).collect();
        let is_news = notes.iter().any(|note| may_change_others(&note.what));
        let stand = ledger.write(notes)?;
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

    /// The run has ended: what was held back is the mails' fault, or the server's; then it is as if it had not been tried.
    pub(super) fn close(self, ledger: &Ledger<'_>) -> Finished {
        let (held, trust) = {
            let mut state = locked(&self.state);
            (std::mem::take(&mut state.held), state.breaker.trust())
        };
        for (claim, came) in held {
            let mut state = locked(&self.state);
            let note = match came.outcome.reason() {
                Some(reason) if trust == Trust::Gone => {
                    let reason = reason.to_owned();
                    state.done.all_refused.get_or_insert_with(|| reason.clone());
                    Note { claim, what: What::Back { reason, steps_back: true } }
                }
                _ => note_of(&mut state, claim, came),
            };
            drop(state);
            if let Err(error) = self.write(ledger, vec![note]) {
                locked(&self.state).failed.get_or_insert(error);
            }
        }
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

/// What an outcome says of the server: nothing, where this mail failed before and others have been taken since.
fn sign(mail: &Mail, outcome: &Outcome, server_took_one_at: Option<NaiveDateTime>) -> Sign {
    let since = match outcome {
        Outcome::Refused(_) | Outcome::BadAddress(_) => mail.struck_at,
        Outcome::Unwelcome(_) => mail.struck_at.or(mail.first_tried_at),
        Outcome::Broken(_) if mail.attempts > 1 => mail.first_tried_at,
        _ => None,
    };
    let is_the_mails_own = since.zip(server_took_one_at).is_some_and(|(since, took)| took >= since);
    if is_the_mails_own { Sign::Nothing } else { outcome.sign() }
}

/// What there is to write down of an attempt.
fn note_of(state: &mut State<'_>, claim: Arc<Claim>, mut came: Came) -> Note {
    if let Outcome::NoConnection(reason) = came.outcome {
        state.done.no_connection.get_or_insert_with(|| reason.clone());
        return Note { claim, what: What::Back { reason, steps_back: false } };
    }
    if came.outcome != Outcome::Accepted {
        tracing::warn!(mail = %claim.mail.id, outcome = ?came.outcome, "a mail did not get through");
    }
    state.done.last_reason = came.outcome.reason().map(str::to_owned).or(state.done.last_reason.take());
    came.server_took_one_at = state.server_took_one_at;
    Note { claim, what: What::Came(came) }
}

/// Whether what is written down of a mail may change what is to be done with others: nothing is sent to an address that is none.
fn may_change_others(what: &What) -> bool {
    matches!(what, What::Came(Came { outcome: Outcome::BadAddress(_), .. }))
}

/// Whether a mail is counted, and as what, where that is not where it stands afterwards.
fn counted_as(what: &What) -> Option<Option<MailState>> {
    match what {
        What::Back { .. } | What::Handing(_) => None,
        What::Came(Came { outcome: Outcome::Doubt(_), .. }) => Some(Some(MailState::Handed)),
        _ => Some(None),
    }
}
