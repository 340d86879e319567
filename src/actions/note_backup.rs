//! A backup was done: whoever looks after the system sees when the last one was.

use super::{ActionError, Actor, Context};
use crate::db::beats;

/// Remembers that a backup was done now.
pub fn note_backup(ctx: &Context) -> Result<(), ActionError> {
    ctx.write(&Actor::Console, |tx| Ok(beats::beat(tx.c, beats::BACKUP, tx.now)?))
}
