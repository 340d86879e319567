//! From queued rows to the server: claim, freeze, hand over, write down. However many couriers work, each mail leaves
//! once; where nobody knows whether one was taken, the same bytes leave again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::compose::Readiness;
use super::composer::Composer;
use super::delivered::Delivered;
use super::pulse::Pulse;
use crate::actions::{
    ActionError, Claim, Context, claim_mail, drop_mail, expire_mails, freeze_mail, give_back, hand_mail,
    record_outcome, release_mails, rest,
};
use crate::auth::secret;
use crate::clock;
use crate::db::{beats, outbox};
use crate::domain::mail::{MailEnd, MailState};
use crate::mail::{Line, Outcome, Transport};
use crate::strings::Strings;

/// After so long without a beat a courier is dead.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is tried to write down what became of a mail.
const TRIES: u32 = 5;

/// Delivers mails, run after run, and watches other couriers for signs of life.
pub struct Courier {
    patience: Duration,
    /// Owner: beats counted, and since when it has been as many.
    watched: Mutex<HashMap<String, (i64, Duration)>>,
}

/// Delivers everything that is due now.
///
/// # Errors
/// A database that does not answer.
pub fn deliver(ctx: &Context, transport: &Transport) -> Result<Delivered, ActionError> {
    Courier::default().deliver(ctx, transport)
}

impl Default for Courier {
    fn default() -> Self {
        Self::with_patience(PATIENCE)
    }
}

impl Courier {
    /// Takes others for dead after so long without a beat.
    pub fn with_patience(patience: Duration) -> Self {
        Self { patience, watched: Mutex::default() }
    }

    /// Delivers everything that is due now. Each run has a name of its own: what an earlier one could not finish is no
    /// longer kept alive by this one's beats.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn deliver(&self, ctx: &Context, transport: &Transport) -> Result<Delivered, ActionError> {
        self.deliver_while(ctx, transport, &|| true)
    }

    /// The same as long as it may go on: asked between two mails.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn deliver_while(
        &self,
        ctx: &Context,
        transport: &Transport,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Delivered, ActionError> {
        let mut done = Delivered { expired: expire_mails(ctx)?, ..Delivered::default() };
        (done.released, done.held_by_others) = self.release_dead(ctx)?;
        if ctx.db.read(|c| outbox::due(c, ctx.clock.now()))? == 0 {
            return Ok(done);
        }
        let line = match transport.open() {
            Ok(line) => line,
            Err(reason) => return Ok(Delivered { no_connection: Some(reason), ..done }),
        };
        let name = run_name()?;
        let _pulse = Pulse::start(ctx, &name)?;
        let composer = Composer::new(ctx);
        let mut run = Run { ctx, transport, composer, name, line: Some(line), done };
        while go_on() && run.next()? {}
        if let Some(line) = run.line.take() {
            line.close();
        }
        rest(ctx, &run.name)?;
        Ok(run.done)
    }

    /// Takes mails out of the hands of couriers whose beat has stood still for too long: how many, and how many others
    /// have in hand.
    fn release_dead(&self, ctx: &Context) -> Result<(usize, usize), ActionError> {
        let beating = ctx.db.read(|c| {
            let owners = outbox::owners(c)?.into_iter();
            owners.map(|owner| Ok((beats::last(c, &owner)?.map_or(-1, |(count, _)| count), owner))).collect()
        });
        let beating: Vec<(i64, String)> = beating.map_err(|error: crate::db::DbError| ActionError::from(error))?;
        let (mut released, mut held, now) = (0, 0, clock::monotonic());
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.retain(|known, _| beating.iter().any(|(_, owner)| owner == known));
        for (count, owner) in beating {
            let (seen, since) = watched.entry(owner.clone()).or_insert((count, now));
            if *seen != count {
                (*seen, *since) = (count, now);
            }
            if now.saturating_sub(*since) >= self.patience {
                released += release_mails(ctx, &owner)?;
                rest(ctx, &owner)?;
            } else {
                held += 1;
            }
        }
        Ok((released, held))
    }
}

fn run_name() -> Result<String, ActionError> {
    let random = secret::random::<8>().map_err(|_| ActionError::Unavailable)?;
    Ok(format!("courier/{}", secret::hex(&random)))
}

/// One run.
struct Run<'a> {
    ctx: &'a Context,
    transport: &'a Transport,
    composer: Composer,
    name: String,
    line: Option<Line>,
    done: Delivered,
}

impl Run<'_> {
    /// Delivers one mail; whether there may be another. A line is there before a mail is claimed: without one nothing is
    /// claimed and no attempt is counted.
    fn next(&mut self) -> Result<bool, ActionError> {
        if let Err(reason) = self.open() {
            self.done.no_connection = Some(reason);
            return Ok(false);
        }
        let Some(claim) = claim_mail(self.ctx, &self.name)? else { return Ok(false) };
        match self.ready(&claim)? {
            Readiness::Send { to, raw, fresh } => {
                if let Some(frozen) = fresh
                    && !freeze_mail(self.ctx, &claim, &frozen)?
                {
                    return Ok(true);
                }
                self.send(&claim, &to, &raw)
            }
            Readiness::Drop(state, reason) => {
                drop_mail(self.ctx, &claim, state, &reason)?;
                self.done.count_dropped(state);
                Ok(true)
            }
        }
    }

    /// What is to be done with a claimed mail. One that cannot be put together fails by itself, and the round goes on; only
    /// a database that does not answer ends it.
    fn ready(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        match self.composer.readiness(claim) {
            Err(error) if self.ctx.db.ping().is_err() => Err(error),
            Err(ActionError::Unavailable) => Err(ActionError::Unavailable),
            Err(error) => {
                let reason = Strings::of(self.ctx.settings.language).say(&error.message());
                tracing::error!(mail = claim.mail.id, ?error, "a mail could not be put together");
                Ok(Readiness::Drop(MailState::Failed, MailEnd::NotComposed.with(reason)))
            }
            ready => ready,
        }
    }

    fn open(&mut self) -> Result<(), String> {
        if self.line.is_none() {
            self.line = Some(self.transport.open()?);
        }
        Ok(())
    }

    fn send(&mut self, claim: &Claim, to: &str, raw: &str) -> Result<bool, ActionError> {
        let outcome = match self.address(to) {
            Ok(()) if !hand_mail(self.ctx, claim)? => {
                self.line = None;
                return Ok(true);
            }
            Ok(()) => self.line.as_mut().map_or(Outcome::NoConnection(String::new()), |line| line.hand_over(raw)),
            Err(outcome) => outcome,
        };
        if !matches!(outcome, Outcome::Accepted | Outcome::BadAddress(_) | Outcome::Refused(_)) {
            self.line = None;
        }
        if let Outcome::NoConnection(reason) = outcome {
            give_back(self.ctx, claim, &reason)?;
            self.done.no_connection = Some(reason);
            return Ok(false);
        }
        self.write_down(claim, &outcome)?;
        Ok(true)
    }

    /// A line that was used may have been closed from the other end meanwhile: a new one is tried once.
    fn address(&mut self, to: &str) -> Result<(), Outcome> {
        let from = self.ctx.settings.mail.from.as_str();
        let Some(line) = self.line.as_mut() else { return Err(Outcome::NoConnection(String::new())) };
        let was_used = line.is_used();
        match line.address(from, to) {
            Err(Outcome::NoConnection(_)) if was_used => {
                self.line = None;
                let mut line = self.transport.open().map_err(Outcome::NoConnection)?;
                let answer = line.address(from, to);
                self.line = Some(line);
                answer
            }
            answer => answer,
        }
    }

    /// The mail has left: a busy database must not make us forget it.
    fn write_down(&mut self, claim: &Claim, outcome: &Outcome) -> Result<(), ActionError> {
        let mut tries = 1;
        while let Err(error) = record_outcome(self.ctx, claim, outcome) {
            if tries == TRIES {
                return Err(error);
            }
            std::thread::sleep(Duration::from_millis(200) * tries);
            tries += 1;
        }
        self.done.count(outcome);
        if !matches!(outcome, Outcome::Accepted) {
            tracing::warn!(mail = claim.mail.id, ?outcome, "a mail did not get through");
        }
        Ok(())
    }
}
