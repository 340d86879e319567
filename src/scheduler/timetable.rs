//! Which jobs there are, how often each is done, and what it calls.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::actions::{ActionError, Context, Failure, Ticked, Tidied, tick, tidy};
use crate::config::SchedulerSettings;
use crate::delivery::Courier;
use crate::mail::Transport;
use crate::strings::{Language, Strings};

/// What the jobs work with.
pub(super) struct Means {
    /// The means of actions.
    pub ctx: Context,
    /// How mail leaves.
    pub transport: Transport,
    /// Delivers, and remembers which couriers it has seen alive.
    pub courier: Courier,
    /// Whether the process is about to end.
    pub stopping: AtomicBool,
}

/// Something that is done again and again.
pub(super) struct Job {
    /// Its name in the log.
    pub name: &'static str,
    /// The pause between two times.
    pub every: fn(&SchedulerSettings) -> Duration,
    /// What is done. An error says why it was not; the next time comes all the same.
    pub run: fn(&Means) -> Result<(), Trouble>,
}

/// Why a job was not done.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// For the log.
    pub reason: String,
    /// The database was away or busy, and nothing is amiss with the job itself.
    pub is_of_the_database: bool,
}

impl From<String> for Trouble {
    fn from(reason: String) -> Self {
        Self { reason, is_of_the_database: false }
    }
}

impl From<ActionError> for Trouble {
    fn from(error: ActionError) -> Self {
        Self { reason: format!("{error:?}"), is_of_the_database: error.is_of_the_database() }
    }
}

/// All of them.
pub(super) const TIMETABLE: [Job; 3] = [
    Job { name: "tick", every: |settings| Duration::from_secs(settings.tick_seconds.max(1)), run: tick_once },
    Job { name: "deliver", every: |settings| Duration::from_secs(settings.deliver_seconds.max(1)), run: deliver_round },
    Job { name: "tidy", every: |_| TIDY_EVERY, run: tidy_up },
];

/// Between two times of tidying up.
const TIDY_EVERY: Duration = Duration::from_secs(3600);

/// Queues what is due.
fn tick_once(means: &Means) -> Result<(), Trouble> {
    let ticked = tick(&means.ctx)?;
    if ticked.has_written() {
        let (mails, notices, proposals) = (ticked.mails, ticked.notices, ticked.proposals);
        tracing::info!(mails, notices, proposals, "ticked");
    }
    if ticked.is_whole() { Ok(()) } else { Err(what_failed(&ticked).into()) }
}

/// The plans that failed, each with its reason, and how many rows beside.
fn what_failed(ticked: &Ticked) -> String {
    let said =
        |failure: &Failure| format!("plan {}: {}", failure.plan_id, Strings::of(Language::En).say(&failure.reason));
    let rows = (ticked.passed_over > 0).then(|| format!("{} rows passed over", ticked.passed_over));
    ticked.failures.iter().map(said).chain(rows).collect::<Vec<_>>().join("; ")
}

/// Hands over what is queued; one mail more at most once the process is told to end.
fn deliver_round(means: &Means) -> Result<(), Trouble> {
    let go_on = || !means.stopping.load(Ordering::Relaxed);
    let delivered = means.courier.deliver_while(&means.ctx, &means.transport, &go_on)?;
    if delivered.accepted + delivered.put_off + delivered.failed + delivered.bounced > 0 {
        let (accepted, put_off) = (delivered.accepted, delivered.put_off);
        tracing::info!(accepted, put_off, failed = delivered.failed, bounced = delivered.bounced, "delivered");
    }
    delivered.no_connection.or(delivered.all_refused).map_or(Ok(()), |reason| Err(reason.into()))
}

/// Deletes what sign-in has left behind.
fn tidy_up(means: &Means) -> Result<(), Trouble> {
    let tidied = tidy(&means.ctx)?;
    if tidied != Tidied::default() {
        let Tidied { sessions, links, tries, places, forms, files, dates } = tidied;
        tracing::info!(sessions, links, tries, places, forms, files, dates, "tidied up");
    }
    Ok(())
}
