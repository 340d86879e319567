//! 审计日志: the trail as the audit administrator reads it: who did what to what, named as it is called today, and what changed in
//! words.

mod parts;
mod said;

pub use said::{Fact, Value, said};

use std::collections::BTreeMap;
use std::net::IpAddr;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::actions::{ActionError, typed_if_any};
use crate::clock;
use crate::db::DbConnection;
use crate::db::audit::Entry;
use crate::db::audit::names::{self, Names};
use crate::db::audit::query::{self, WantedEntries};
use crate::db::counted::Counted;
use crate::db::people::refusals::{self, Repeats};
use crate::db::people::{persons, units};
use crate::domain::id::{EntryId, PersonId};
use crate::domain::source::Source;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::SearchWords;
use crate::strings::Message;

/// What is looked for in the trail; an empty text leaves a condition out.
#[derive(Debug, Clone, Default)]
pub struct AskedTrail {
    /// Who has done it: words of a name or an address, or a person's number.
    pub who: String,
    /// To whom it was done: the same.
    pub about: String,
    /// For which unit: a name or an alias.
    pub unit: String,
    /// What was done.
    pub verb: Option<Verb>,
    /// The noun of what it was done to.
    pub noun: Option<String>,
    /// Its number.
    pub number: Option<i64>,
    /// From that local day on.
    pub from: Option<NaiveDate>,
    /// Until that local day, the day itself among them.
    pub to: Option<NaiveDate>,
    /// From where it was asked for.
    pub source: String,
    /// Behind that row.
    pub before: Option<EntryId>,
    /// So many rows at most.
    pub limit: i64,
}

/// A row of the trail.
#[derive(Debug, Clone)]
pub struct TrailRow {
    /// As it is stored.
    pub entry: Entry,
    /// The mail address by which whoever acted signs in today.
    pub account: Option<String>,
    /// What the thing is called today; `None` where it is gone or has no name.
    pub thing: Option<String>,
    /// Where it stands for several that were refused: how many.
    pub repeats: Option<Repeats>,
}

/// A page of the trail.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    /// Newest first.
    pub rows: Vec<TrailRow>,
    /// How many there are on all pages.
    pub total: Counted,
}

/// More persons than this are no answer to who is meant.
const MOST_PERSONS: usize = 50;

/// A page of the trail and how many rows there are.
///
/// # Errors
/// [`ActionError::Invalid`] for words that mean too many persons.
pub fn trail(c: &mut DbConnection, asked: &AskedTrail) -> Result<Trail, ActionError> {
    let wanted = trail_wanted(c, asked)?;
    let rows = trail_rows(c, &wanted, asked.before, asked.limit)?;
    Ok(Trail { rows, total: query::count(c, &wanted.0)? })
}

/// Which rows are meant by what is asked for, whoever is called how from now on.
#[derive(Debug, Clone)]
pub struct TrailWanted(WantedEntries);

/// So many rows behind one of them, for whoever reads page after page.
///
/// # Errors
/// Where the database cannot be read.
pub fn trail_rows(
    c: &mut DbConnection,
    wanted: &TrailWanted,
    before: Option<EntryId>,
    limit: i64,
) -> Result<Vec<TrailRow>, ActionError> {
    let entries = query::page(c, &wanted.0, before, limit)?;
    let persons: Vec<PersonId> = entries.iter().filter_map(|entry| entry.person_id).collect();
    let things: Vec<On> = entries.iter().map(Entry::on).collect();
    let refused: Vec<EntryId> =
        entries.iter().filter(|entry| entry.verb == Verb::Refuse).map(|entry| entry.id).collect();
    let (names, accounts) = (names::of(c, &things)?, persons::addresses(c, &persons)?);
    let repeats = if refused.is_empty() { BTreeMap::new() } else { refusals::of(c, &refused)? };
    Ok(entries.into_iter().map(|entry| row(entry, &names, &accounts, &repeats)).collect())
}

fn row(
    entry: Entry,
    names: &Names,
    accounts: &BTreeMap<PersonId, String>,
    repeats: &BTreeMap<EntryId, Repeats>,
) -> TrailRow {
    let on = entry.on();
    TrailRow {
        account: entry.person_id.and_then(|id| accounts.get(&id).cloned()),
        thing: names.get(&(on.noun(), on.number())).cloned(),
        repeats: repeats.get(&entry.id).copied().filter(|repeats| repeats.times > 1),
        entry,
    }
}

/// What is asked for, looked up.
///
/// # Errors
/// As [`trail`].
pub fn trail_wanted(c: &mut DbConnection, asked: &AskedTrail) -> Result<TrailWanted, ActionError> {
    let midnight = |day: NaiveDate| clock::to_utc(day.and_time(NaiveTime::MIN));
    let unit = match typed_if_any::<SearchWords>("unit", &asked.unit)? {
        // A unit that is called otherwise by now stands in the trail by its name of then.
        Some(name) => Some(units::by_name(c, name.as_str())?.map_or_else(|| name.to_string(), |unit| unit.name)),
        None => None,
    };
    Ok(TrailWanted(WantedEntries {
        by: meant(c, "who", &asked.who)?,
        about: meant(c, "about", &asked.about)?,
        unit,
        verb: asked.verb,
        noun: asked.noun.clone(),
        number: asked.number,
        since: asked.from.map(midnight),
        until: asked.to.map(|day| midnight(day + TimeDelta::days(1))),
        source: typed_if_any::<SearchWords>("source", &asked.source)?.map(|source| as_stored(source.as_str())),
    }))
}

/// An address as the trail has it: of an IPv6 one its first half.
fn as_stored(typed: &str) -> String {
    typed.parse::<IpAddr>().map_or_else(|_| typed.to_owned(), |address| Source::from(address).to_string())
}

/// Whom somebody means: a number is a person's own, other words are looked for in names and addresses.
fn meant(c: &mut DbConnection, field: &'static str, typed: &str) -> Result<Option<Vec<PersonId>>, ActionError> {
    let Some(words) = typed_if_any::<SearchWords>(field, typed)? else { return Ok(None) };
    if let Ok(id) = words.as_str().parse() {
        return Ok(Some(vec![id]));
    }
    let most = i64::try_from(MOST_PERSONS).unwrap_or(i64::MAX);
    let found = persons::searched(c, &words, most + 1)?;
    if found.len() > MOST_PERSONS {
        return Err(ActionError::invalid(field, Message::new("audit.too_many_persons").with("n", MOST_PERSONS)));
    }
    Ok(Some(found))
}
