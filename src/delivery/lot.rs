//! Mails that were claimed together are looked at together: whoever claims them reads for all, and each line puts its own
//! together. What was read is used for a moment only, and not behind news that may change it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::ledger::locked;
use crate::actions::{ActionError, Claim};
use crate::clock;
use crate::letters::{Composing, Later, Readiness};

/// So many mails are looked at together at most.
pub(super) const MOST: usize = 32;

/// So long what was read counts: what waits leaves in less, where the server is as quick as before.
const COUNTS: Duration = Duration::from_secs(1);

/// How often something happened in a run that changes what may have been read: an address turned out to be none.
#[derive(Debug, Default)]
pub(super) struct News(AtomicUsize);

impl News {
    /// It happened, and is written down.
    pub(super) fn tell(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn so_far(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// A mail to be delivered.
pub(super) struct Task<'a> {
    /// The mail.
    pub(super) claim: Arc<Claim>,
    /// Those that it was claimed with, and its place among them; `None` for one that was claimed alone.
    pub(super) lot: Option<(Arc<Lot<'a>>, usize)>,
    /// Whether the others wait for what becomes of it.
    pub(super) is_probe: bool,
}

impl<'a> Task<'a> {
    /// One that was claimed alone.
    pub(super) fn alone(claim: Arc<Claim>) -> Self {
        Self { claim, lot: None, is_probe: false }
    }

    /// Those of a lot.
    pub(super) fn all_of(lot: &Arc<Lot<'a>>) -> Vec<Self> {
        let among = |(at, claim): (usize, &Arc<Claim>)| Self {
            claim: Arc::clone(claim),
            lot: Some((Arc::clone(lot), at)),
            is_probe: false,
        };
        lot.claims.iter().enumerate().map(among).collect()
    }

    /// What is to be done with it.
    pub(super) fn readiness(&self, composing: &'a dyn Composing, news: &News) -> Result<Readiness, ActionError> {
        match self.lot.as_ref().and_then(|(lot, at)| lot.take(*at, news)) {
            Some(later) => later(),
            None => composing.readiness(&self.claim),
        }
    }
}

/// Mails that were claimed together.
pub(super) struct Lot<'a> {
    claims: Vec<Arc<Claim>>,
    read: Mutex<Option<Read<'a>>>,
}

/// What was read for them.
struct Read<'a> {
    at: Duration,
    news: usize,
    left: Vec<Option<Later<'a>>>,
}

impl<'a> Lot<'a> {
    /// Those that were claimed, so many in each at most.
    pub(super) fn all_of(claims: &[Arc<Claim>]) -> Vec<Arc<Self>> {
        claims.chunks(MOST).map(|part| Arc::new(Self { claims: part.to_vec(), read: Mutex::default() })).collect()
    }

    /// Reads what there is to know of them, where there are several.
    pub(super) fn look(&self, composing: &'a dyn Composing, news: &News) {
        if self.claims.len() < 2 {
            return;
        }
        let (at, news) = (clock::monotonic(), news.so_far());
        *locked(&self.read) = Some(Read { at, news, left: look_ahead(&self.claims, composing) });
    }

    /// What is left to do of the mail at that place; `None` where it has to be looked at by itself: there are no others, what was
    /// read is too old, or one of them could not be read.
    pub(super) fn take(&self, at: usize, news: &News) -> Option<Later<'a>> {
        let mut read = locked(&self.read);
        let read = read.as_mut()?;
        let counts = read.news == news.so_far() && clock::monotonic().saturating_sub(read.at) < COUNTS;
        read.left.get_mut(at)?.take().filter(|_| counts)
    }
}

/// Reads for all of them; nothing where that fails: whose fault it is shows when each is looked at by itself.
fn look_ahead<'a>(claims: &[Arc<Claim>], composing: &'a dyn Composing) -> Vec<Option<Later<'a>>> {
    match catch_unwind(AssertUnwindSafe(|| composing.look_ahead(claims))) {
        Ok(Ok(left)) => left.into_iter().map(Some).collect(),
        Ok(Err(error)) => {
            tracing::debug!(?error, mails = claims.len(), "each of these mails is looked at by itself");
            Vec::new()
        }
        Err(_) => Vec::new(),
    }
}
