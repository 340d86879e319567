//! A mail about a change of address goes to the address before it.

use serde_json::Value;

use crate::db::audit::Entry;
use crate::domain::trail::Verb;

/// The address that somebody had before a change of which a row of the trail tells: it is that one which the mail about it goes to.
pub(super) fn former_address(row: &Entry) -> Option<String> {
    let detail = serde_json::from_str::<Value>(&row.detail).ok().filter(|_| row.verb == Verb::EditPerson)?;
    Some(detail.get("email")?.get(0)?.as_str()?.to_owned())
}
