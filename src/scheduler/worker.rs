//! The threads that do the jobs, from start to stop.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::Context as _;

use super::timetable::{Job, Means, TIMETABLE, Trouble};
use crate::actions::{Context, note_job};
use crate::delivery::Courier;
use crate::mail::Transport;

/// A job that failed is left alone for so long at least: a mail server that is down need not be asked every second. Where the database was
/// away it comes again as ever: whoever asks waits for it anyway, and mail is to leave as soon as another server has taken over.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(60);

/// So long a stop waits for a job that is in the middle of something; a mail in doubt is sent again by whoever comes next.
const PATIENCE: Duration = Duration::from_secs(10);

/// The jobs at work; they stop when it is dropped.
pub struct Worker {
    means: Arc<Means>,
    stops: Vec<Sender<()>>,
    ended: Receiver<()>,
}

impl Worker {
    /// Starts a thread a job. Each does its job at once and then again and again.
    ///
    /// # Errors
    /// A system that gives no thread.
    pub fn start(ctx: &Context) -> anyhow::Result<Self> {
        let transport = Transport::from_settings(&ctx.settings.mail);
        let stopping = AtomicBool::new(false);
        let means = Arc::new(Means { ctx: ctx.clone(), transport, courier: Courier::default(), stopping });
        let (has_ended, ended) = channel();
        let mut stops = Vec::new();
        for job in &TIMETABLE {
            let (stop, stopped) = channel();
            let (means, has_ended) = (Arc::clone(&means), has_ended.clone());
            let work = move || {
                again_and_again(job, &means, &stopped);
                drop(has_ended);
            };
            std::thread::Builder::new().name(job.name.to_owned()).spawn(work).context("后台任务无法启动")?;
            stops.push(stop);
        }
        Ok(Self { means, stops, ended })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.means.stopping.store(true, Ordering::Relaxed);
        self.stops.clear();
        // Nothing is ever sent: the channel closes when the last job has ended.
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("a job is still at work; what it was doing is taken up again at the next start");
        }
    }
}

/// Does a job until it is told to stop. The same trouble is written down once, not every minute.
fn again_and_again(job: &Job, means: &Means, stopped: &Receiver<()>) {
    let every = (job.every)(&means.ctx.settings.scheduler);
    let mut trouble = None;
    loop {
        // A defect in one round must not end all later ones.
        let round = std::panic::catch_unwind(AssertUnwindSafe(|| match means.ctx.db.unfit() {
            Some(error) => Err(error.to_string().into()),
            None => (job.run)(means),
        }));
        let failed = round.unwrap_or_else(|_| Err("a defect: the log says where".to_owned().into())).err();
        match &failed {
            Some(Trouble { reason, .. }) if failed != trouble => {
                tracing::warn!(job = job.name, reason, "a job could not be done");
            }
            None if trouble.is_some() => tracing::info!(job = job.name, "the job is done again"),
            _ => {}
        }
        // A database that is away is seen from elsewhere; the next round counts again.
        if let Err(error) = note_job(&means.ctx, job.name, failed.as_ref().map(|trouble| trouble.reason.as_str())) {
            tracing::debug!(job = job.name, ?error, "what became of a job could not be noted");
        }
        trouble = failed;
        let pause = pause_after(trouble.as_ref(), every);
        if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// How long until the next round.
fn pause_after(trouble: Option<&Trouble>, every: Duration) -> Duration {
    match trouble {
        Some(trouble) if !trouble.is_of_the_database => every.max(PAUSE_AFTER_FAILURE),
        _ => every,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::ActionError;

    #[test]
    fn a_database_that_was_away_puts_no_job_off() {
        let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
        let away: Trouble = ActionError::Unavailable.into();
        let no_server: Trouble = "connection refused".to_owned().into();
        let rounds = [None, Some(&away), Some(&no_server)].map(|trouble| pause_after(trouble, second));
        assert_eq!(rounds, [second, second, minute]);
        assert_eq!(pause_after(Some(&no_server), 2 * minute), 2 * minute);
    }
}
