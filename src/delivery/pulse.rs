//! A courier's signs of life.

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::actions::{ActionError, Context, beat};

/// How often a courier at work beats.
const PULSE: Duration = Duration::from_secs(5);

/// Beats in the background while a run lasts: a server may take minutes to answer.
pub(super) struct Pulse {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Pulse {
    /// Beats once at once, and then until it is dropped.
    ///
    /// # Errors
    /// A database that does not answer.
    pub(super) fn start(ctx: &Context, name: &str) -> Result<Self, ActionError> {
        beat(ctx, name)?;
        let (stop, stopped) = channel::<()>();
        let (ctx, name) = (ctx.clone(), name.to_owned());
        let thread = std::thread::spawn(move || {
            while stopped.recv_timeout(PULSE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                if let Err(error) = beat(&ctx, &name) {
                    tracing::warn!(?error, "a courier could not beat");
                }
            }
        });
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
