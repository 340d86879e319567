//! A rule is made another: by what somebody has written, or so that it follows files again. Every version stays.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::rulebook::check;
use super::seed_rules::{Proposed, of_files, store};
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::notice::rules;
use crate::domain::calendar::{Announced, CalendarDay, stored_calendar};
use crate::domain::rules::{RuleKind, RuleOrigin};
use crate::strings::Message;

/// What somebody wants a rule to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRules<'a> {
    /// Which rule.
    pub kind: RuleKind,
    /// The rule as its file has it.
    pub content: &'a str,
    /// Where it comes from, in words: a file, an announcement.
    pub source: &'a str,
}

/// What is another by a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleChange {
    /// A day that was ordinary, or is from now on, or is another.
    Day {
        /// What was announced of it.
        was: Option<CalendarDay>,
        /// What is.
        is: Option<CalendarDay>,
    },
    /// Until when the days of a region are known.
    KnownUntil {
        /// `CN` for the nation, `CN-GX` for a region's own.
        region: String,
        /// As it was said, where it was.
        was: Option<NaiveDate>,
        /// As it is said, where it is.
        is: Option<NaiveDate>,
    },
    /// A value of a file in TOML.
    Value {
        /// Its place: `after.city.rungs.1.workdays`, counted from 0.
        place: String,
        /// What stood there.
        was: Option<String>,
        /// What stands there.
        is: Option<String>,
    },
}

/// A new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesSet {
    /// Its number.
    pub version: i64,
    /// What is another than before.
    pub changes: Vec<RuleChange>,
}

/// Makes a rule what somebody has written.
///
/// # Errors
/// [`ActionError::Invalid`] with what is wrong and where; [`ActionError::Conflict`] where it is so already, or somebody else has just
/// made another version.
pub fn set_rules(ctx: &Context, actor: &Actor, wish: &SetRules<'_>) -> Result<RulesSet, ActionError> {
    check_wish(wish)?;
    ctx.write(actor, |tx| set(tx, imported(wish)))
}

/// What [`set_rules`] would do; nothing stays.
///
/// # Errors
/// As [`set_rules`].
pub fn rehearse_rules(ctx: &Context, actor: &Actor, wish: &SetRules<'_>) -> Result<RulesSet, ActionError> {
    check_wish(wish)?;
    ctx.rehearse(actor, |tx| set(tx, imported(wish)))
}

/// Makes a rule what comes with the program or what the settings say, which it follows from now on.
///
/// # Errors
/// As [`set_rules`].
pub fn follow_files(ctx: &Context, actor: &Actor, kind: RuleKind) -> Result<RulesSet, ActionError> {
    ctx.write(actor, |tx| set(tx, of_files(ctx, kind)))
}

fn check_wish(wish: &SetRules<'_>) -> Result<(), ActionError> {
    check(wish.kind, wish.content)
        .map_err(|reason| ActionError::invalid("content", Message::new("rules.unreadable").with("reason", reason)))
}

fn imported(wish: &SetRules<'_>) -> Proposed {
    let (source, content) = (wish.source.to_owned(), wish.content.to_owned());
    Proposed { kind: wish.kind, origin: RuleOrigin::Imported, source, content }
}

fn set(tx: &mut Tx<'_>, proposed: Proposed) -> Result<RulesSet, ActionError> {
    let newest = rules::newest(tx.c, proposed.kind, None)?;
    if newest.as_ref().is_some_and(|row| (row.origin, &row.content) == (proposed.origin, &proposed.content)) {
        return Err(ActionError::conflict(Message::new("rules.same")));
    }
    let was = newest.as_ref().map_or("", |row| row.content.as_str());
    let changes = match proposed.kind {
        RuleKind::Calendar => days_changed(&announced(was), &announced(&proposed.content)),
        _ => values_changed(&values(was), &values(&proposed.content)),
    };
    let version = newest.as_ref().map_or(0, |row| row.version) + 1;
    match store(tx, proposed, version)? {
        true => Ok(RulesSet { version, changes }),
        false => Err(ActionError::conflict(Message::new("rules.meanwhile"))),
    }
}

/// A stored calendar, as far as it can be read.
fn announced(content: &str) -> Announced {
    stored_calendar(content).unwrap_or_default()
}

fn days_changed(was: &Announced, is: &Announced) -> Vec<RuleChange> {
    let by_key = |announced: &Announced| -> BTreeMap<(NaiveDate, String), CalendarDay> {
        announced.days.iter().map(|day| ((day.date, day.region.clone()), day.clone())).collect()
    };
    let until = |announced: &Announced| -> BTreeMap<String, NaiveDate> {
        announced.known.iter().map(|known| (known.region.clone(), known.date)).collect()
    };
    let days = changed(&by_key(was), &by_key(is)).into_iter().map(|(_, was, is)| RuleChange::Day { was, is });
    let known = changed(&until(was), &until(is));
    days.chain(known.into_iter().map(|(region, was, is)| RuleChange::KnownUntil { region, was, is })).collect()
}

fn values_changed(was: &BTreeMap<String, String>, is: &BTreeMap<String, String>) -> Vec<RuleChange> {
    changed(was, is).into_iter().map(|(place, was, is)| RuleChange::Value { place, was, is }).collect()
}

/// What a key had and has, where that is not the same; in order.
fn changed<K: Ord + Clone, V: PartialEq + Clone>(
    was: &BTreeMap<K, V>,
    is: &BTreeMap<K, V>,
) -> Vec<(K, Option<V>, Option<V>)> {
    let keys: BTreeSet<&K> = was.keys().chain(is.keys()).collect();
    let pairs = keys.into_iter().map(|key| (key.clone(), was.get(key).cloned(), is.get(key).cloned()));
    pairs.filter(|(_, was, is)| was != is).collect()
}

/// Every value of a text in TOML by its place; none where it is no TOML.
fn values(content: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Ok(table) = content.parse::<toml::Table>() {
        gather(&toml::Value::Table(table), "", &mut found);
    }
    found
}

fn gather(value: &toml::Value, place: &str, found: &mut BTreeMap<String, String>) {
    let inside = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match value {
        toml::Value::Table(table) => table.iter().for_each(|(key, value)| gather(value, &inside(key), found)),
        toml::Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| gather(value, &inside(&at.to_string()), found));
        }
        value => drop(found.insert(place.to_owned(), value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_another_is_named_by_day_and_by_place() {
        let was =
            "date,region,kind,name\n2024-01-01,CN,off,元旦\n2024-04-11,CN-GX,off,三月三\n2024-12-31,CN,known_until,\n";
        let is =
            "date,region,kind,name\n2024-01-01,CN,off,元旦\n2024-04-12,CN-GX,off,三月三\n2025-12-31,CN,known_until,\n";
        let changes = days_changed(&announced(was), &announced(is));
        let said: Vec<String> = changes
            .iter()
            .map(|change| match change {
                RuleChange::Day { was, is } => {
                    let date = |day: &Option<CalendarDay>| day.as_ref().map(|day| day.date.to_string());
                    format!("{:?} {:?}", date(was), date(is))
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(said[..2], ["Some(\"2024-04-11\") None", "None Some(\"2024-04-12\")"]);
        assert_eq!(said.len(), 3);
        assert!(said[2].contains("\"CN\"") && said[2].contains("2024-12-31") && said[2].contains("2025-12-31"));

        let file = crate::config::RULES;
        let other = file.replacen("workdays = 3, to = [\"head\"", "workdays = 4, to = [\"head\"", 1);
        let changes = values_changed(&values(file), &values(&other));
        let place = "after.city.rungs.1.workdays".to_owned();
        assert_eq!(
            changes,
            [RuleChange::Value { place, was: Some("3".to_owned()), is: Some("4".to_owned()) }],
            "comments are no values"
        );
    }
}
