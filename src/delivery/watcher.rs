//! Watches couriers for signs of life: by how often they have beaten, and by a time that nobody can set.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use super::ledger::locked;
use crate::actions::{ActionError, Context, release_mails};
use crate::clock;
use crate::db::mail::leases;
use crate::db::{DbError, beats};

/// What it knows of a courier.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Beats counted.
    beats: i64,
    /// Since when it has been as many.
    since: Duration,
    /// Whether it has beaten since it is watched.
    is_alive: bool,
}

/// Watches.
pub(super) struct Watcher {
    patience: Duration,
    seen: Mutex<HashMap<String, Seen>>,
}

/// What a look showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Mails taken out of the hands of the dead.
    pub(super) released: usize,
    /// Couriers that have mails in hand and are not known to be dead.
    pub(super) others: usize,
    /// Of these, couriers of which it is not known whether they live.
    pub(super) unknown: usize,
}

impl Watcher {
    /// Takes others for dead after so long without a beat.
    pub(super) fn new(patience: Duration) -> Self {
        Self { patience, seen: Mutex::default() }
    }

    /// Looks once, and takes mails out of the hands of couriers whose beat has stood still for too long.
    pub(super) fn look(&self, ctx: &Context) -> Result<Look, ActionError> {
        let beating = ctx.db.read(|c| {
            let owners = leases::owners(c)?.into_iter();
            owners.map(|owner| Ok((beats::last(c, &owner)?.map_or(-1, |(count, _)| count), owner))).collect()
        });
        let beating: Vec<(i64, String)> = beating.map_err(|error: DbError| ActionError::from(error))?;
        let (mut look, now) = (Look::default(), clock::monotonic());
        let mut seen = locked(&self.seen);
        seen.retain(|known, _| beating.iter().any(|(_, owner)| owner == known));
        for (beats, owner) in beating {
            let known = seen.entry(owner.clone()).or_insert(Seen { beats, since: now, is_alive: false });
            if known.beats != beats {
                *known = Seen { beats, since: now, is_alive: true };
            }
            if now.saturating_sub(known.since) >= self.patience {
                look.released += release_mails(ctx, &owner)?;
            } else {
                look.others += 1;
                look.unknown += usize::from(!known.is_alive);
            }
        }
        Ok(look)
    }
}
