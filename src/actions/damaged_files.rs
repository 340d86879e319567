//! Whether what is kept of files is still what was handed in.

use super::{ActionError, Context};
use crate::auth::secret;
use crate::db::files;

/// Keys that are read at once.
const PART: i64 = 200;

/// The files whose content is not what they are known by, one after the other: nothing can put them right.
///
/// # Errors
/// [`ActionError`] where the database cannot be read.
pub fn damaged_files(ctx: &Context) -> Result<Vec<String>, ActionError> {
    let mut damaged = Vec::new();
    let mut behind = String::new();
    loop {
        let keys = ctx.db.read(|c| files::keys(c, &behind, PART))?;
        for key in &keys {
            if secret::hash_of(ctx.db.read(|c| files::content(c, key))?) != *key {
                damaged.push(key.clone());
            }
        }
        match keys.into_iter().next_back() {
            Some(last) => behind = last,
            None => return Ok(damaged),
        }
    }
}
