//! Who is kept out by wrong passwords, in words.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::clock;
use crate::db::people::sign_in_tries::{ANYWHERE, TriesAt};
use crate::domain::id::PersonId;
use crate::strings::Strings;

/// By person: since when, from where and how often; until when.
pub type Locks = BTreeMap<PersonId, Vec<String>>;

/// The words for all that is locked or slowed.
pub fn locks_in_words(t: &Strings, blocked: &[TriesAt]) -> Locks {
    let mut locks = Locks::new();
    for tries in blocked {
        let Some(person_id) = tries.person_id else { continue };
        locks.entry(person_id).or_default().push(words(t, tries));
    }
    locks
}

fn words(t: &Strings, tries: &TriesAt) -> String {
    let (since, n) = (time(tries.since), tries.failures);
    match (tries.place.as_str(), tries.blocked_until) {
        (ANYWHERE, _) | (_, None) => t.fill("person.slowed", &[("since", &since), ("n", &n)]),
        (place, Some(until)) => {
            let place = if place.starts_with("browser ") { t.get("person.known_browser") } else { place };
            t.fill("person.locked", &[("since", &since), ("place", &place), ("n", &n), ("until", &time(until))])
        }
    }
}

fn time(utc: NaiveDateTime) -> String {
    clock::to_the_minute(utc)
}
