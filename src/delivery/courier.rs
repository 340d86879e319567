//! From queued rows to the server: claim, freeze, hand over, write down. However many couriers work, each mail leaves
//! once; where nobody knows whether one was taken, the same bytes leave again.

use std::sync::mpsc::channel;
use std::time::Duration;

use super::board::{Board, Finished};
use super::carrier::{Carrier, Run};
use super::delivered::Delivered;
use super::ledger::Ledger;
use super::lookout::Lookout;
use super::pulse::Pulse;
use super::shelf::Shelves;
use crate::actions::{ActionError, Context, know_relay, mail_hour, rest};
use crate::auth::secret;
use crate::db::instance;
use crate::db::mail::{outbox, relay};
use crate::letters::{Composer, Composing};
use crate::mail::{Line, Transport};

/// After so long without a beat a courier is dead.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked for signs of life.
const LOOK: Duration = Duration::from_secs(1);

/// Delivers mails, run after run, and looks out for signs of life of other couriers.
pub struct Courier {
    lookout: Lookout,
    patience: Duration,
}

/// Delivers everything that is due now.
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
        Self { lookout: Lookout::new(patience), patience }
    }

    /// Delivers everything that is due now. Each run has a name of its own: what an earlier one could not finish is no
    /// longer kept alive by this one's beats.
    pub fn deliver(&self, ctx: &Context, transport: &Transport) -> Result<Delivered, ActionError> {
        self.deliver_while(ctx, transport, &|| true)
    }

    /// The same, and what others have in hand is looked at until each of them has given a sign of life or is taken for dead: what
    /// the dead had is delivered too. For whoever does not come again by itself.
    /// Told to stop it begins nothing more.
    pub fn deliver_to_the_end(
        &self,
        ctx: &Context,
        transport: &Transport,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Delivered, ActionError> {
        let done = self.deliver_while(ctx, transport, go_on)?;
        let mut look = self.lookout.look(ctx)?;
        let mut released = look.released;
        while look.unknown > 0 && go_on() {
            std::thread::sleep(LOOK.min(self.patience));
            look = self.lookout.look(ctx)?;
            released += look.released;
        }
        let done = Delivered { released: done.released + released, held_by_others: look.others, ..done };
        if released == 0 || done.no_connection.is_some() || done.all_refused.is_some() {
            return Ok(done);
        }
        Ok(done.and(self.deliver_while(ctx, transport, go_on)?))
    }

    /// Delivers as long as it may go on: asked between two mails.
    pub fn deliver_while(
        &self,
        ctx: &Context,
        transport: &Transport,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Delivered, ActionError> {
        self.deliver_with(ctx, transport, &Composer::new(ctx), go_on)
    }

    /// The same with letters from elsewhere.
    pub fn deliver_with(
        &self,
        ctx: &Context,
        transport: &Transport,
        composing: &dyn Composing,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Delivered, ActionError> {
        let look = self.lookout.look(ctx)?;
        let done = Delivered { released: look.released, held_by_others: look.others, ..Delivered::default() };
        if ctx.db.read(instance::is_held)? {
            return Ok(Delivered { is_held: true, ..done });
        }
        let known = ctx.db.read(relay::load)?;
        let due = ctx.db.read(|c| -> Result<i64, ActionError> {
            let hour = mail_hour(ctx, c, ctx.clock.now())?;
            Ok(outbox::due(c, hour)?)
        })?;
        if due == 0 {
            return Ok(done);
        }
        let line = match transport.open() {
            Ok(line) => line,
            Err(reason) => {
                let done = Delivered { no_connection: Some(reason), ..done };
                know_relay(ctx, known.accepted_at, true, &done.news())?;
                return Ok(done);
            }
        };
        let name = run_name()?;
        let _pulse = Pulse::start(ctx, &name)?;
        let lines = transport.lines().min(usize::try_from(due).unwrap_or(usize::MAX));
        let board = Board::new(ctx, &name, lines, go_on, (known.broken, known.accepted_at), done);
        let run = Run { ctx, transport, composing, board, ledger: Ledger::new(ctx), shelves: Shelves::default() };
        finish(ctx, &name, work(run, line, lines))
    }
}

/// Delivers over as many lines as the server allows. Beside the lines work those who claim ahead, clear shelves and keep the
/// book, which is closed last.
fn work(run: Run<'_>, first: Line, lines: usize) -> Finished {
    std::thread::scope(|scope| {
        let run = &run;
        let _closes = AtEnd::new(|| run.ledger.close());
        scope.spawn(|| run.ledger.keep());
        std::thread::scope(|scope| {
            let (run_ends, ended) = channel::<()>();
            let _ends = AtEnd::new(move || {
                drop(run_ends);
                run.board.end();
            });
            scope.spawn(move || run.shelves.clear(&run.board, &run.ledger, &ended));
            scope.spawn(|| run.board.claim_ahead(run.composing));
            carry(run, first, lines);
        });
        run.board.settle(&run.ledger);
    });
    run.board.close()
}

/// What is done at the end of a block, however that is left: others wait for it.
struct AtEnd<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> AtEnd<F> {
    fn new(what: F) -> Self {
        Self(Some(what))
    }
}

impl<F: FnOnce()> Drop for AtEnd<F> {
    fn drop(&mut self) {
        if let Some(what) = self.0.take() {
            what();
        }
    }
}

fn carry(run: &Run<'_>, first: Line, lines: usize) {
    std::thread::scope(|scope| {
        let first = Carrier::new(run, first);
        for _ in 1..lines {
            scope.spawn(|| match run.transport.open() {
                Ok(line) => Carrier::new(run, line).carry(),
                Err(reason) => tracing::info!(reason, "the server allows fewer lines"),
            });
        }
        first.carry();
    });
}

/// What nobody finished is as it was, and what was seen of the server is known to all.
fn finish(ctx: &Context, name: &str, finished: Finished) -> Result<Delivered, ActionError> {
    let Finished { done, failed, is_broken, server_took_one_at } = finished;
    let rested = rest(ctx, name);
    let known = know_relay(ctx, server_took_one_at, is_broken, &done.news());
    match failed {
        Some(error) => Err(error),
        None => rested.and(known).map(|()| done),
    }
}

fn run_name() -> Result<String, ActionError> {
    let random = secret::random::<8>().map_err(|_| ActionError::Unavailable)?;
    Ok(format!("{}{}", crate::db::beats::COURIER, secret::hex(&random)))
}
