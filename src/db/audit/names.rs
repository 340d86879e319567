//! What the things are called that rows of the trail are about: as they are called today, and only those that are still there.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::schema::{
    indicators, mails, measures, milestones, obligations, people, plans, problems, proposals, tasks, units,
};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::trail::On;

/// Noun and number of something, and what it is called.
pub(crate) type Names = BTreeMap<(&'static str, i64), String>;

/// What the things of one noun are called: one column of their table.
macro_rules! called {
    ($connection:expr, $numbers:expr, $table:ident, $column:expr) => {
        in_parts(&$numbers, |numbers| {
            $table::table
                .filter($table::id.eq_any(numbers.to_vec()))
                .select(($table::id, $column))
                .load::<(i64, String)>($connection)
        })?
    };
}

/// The names of these, read with one statement a noun.
pub(crate) fn of(connection: &mut DbConnection, things: &[On]) -> DbResult<Names> {
    let mut by_noun: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
    for thing in things {
        by_noun.entry(thing.noun()).or_default().push(thing.number());
    }
    let mut names = Names::new();
    for (noun, numbers) in by_noun {
        let found = of_noun(connection, noun, &numbers)?;
        names.extend(found.into_iter().map(|(number, name)| ((noun, number), name)));
    }
    Ok(names)
}

/// The nouns are those of [`On`]; what has no name of its own (a stretch of the document, the calendar) has none here.
fn of_noun(c: &mut DbConnection, noun: &str, numbers: &[i64]) -> DbResult<Vec<(i64, String)>> {
    Ok(match noun {
        "indicator" => called!(c, numbers, indicators, indicators::name),
        "mail" => mail_subjects(c, numbers)?,
        "measure" => called!(c, numbers, measures, measures::text),
        "milestone" => called!(c, numbers, milestones, milestones::deliverable),
        "obligation" => obligation_names(c, numbers)?,
        "person" => called!(c, numbers, people, people::name),
        "plan" => called!(c, numbers, plans, plans::title),
        "problem" => called!(c, numbers, problems, problems::message),
        "proposal" => proposal_names(c, numbers)?,
        "task" => called!(c, numbers, tasks, tasks::title),
        "unit" => called!(c, numbers, units, units::name),
        _ => Vec::new(),
    })
}

fn mail_subjects(c: &mut DbConnection, numbers: &[i64]) -> DbResult<Vec<(i64, String)>> {
    let found: Vec<(i64, Option<String>)> = in_parts(numbers, |numbers| {
        mails::table.filter(mails::id.eq_any(numbers.to_vec())).select((mails::id, mails::subject)).load(c)
    })?;
    Ok(found.into_iter().filter_map(|(number, subject)| Some((number, subject?))).collect())
}

/// Who owes what.
fn obligation_names(c: &mut DbConnection, numbers: &[i64]) -> DbResult<Vec<(i64, String)>> {
    let found: Vec<(i64, String, String)> = in_parts(numbers, |numbers| {
        obligations::table
            .inner_join(units::table)
            .filter(obligations::id.eq_any(numbers.to_vec()))
            .select((obligations::id, units::name, obligations::deliverable))
            .load(c)
    })?;
    Ok(found.into_iter().map(owed).collect())
}

fn proposal_names(c: &mut DbConnection, numbers: &[i64]) -> DbResult<Vec<(i64, String)>> {
    let found: Vec<(i64, String, String)> = in_parts(numbers, |numbers| {
        proposals::table
            .inner_join(obligations::table.on(obligations::id.nullable().eq(proposals::obligation_id)))
            .inner_join(units::table.on(units::id.eq(obligations::unit_id)))
            .filter(proposals::id.eq_any(numbers.to_vec()))
            .select((proposals::id, units::name, obligations::deliverable))
            .load(c)
    })?;
    Ok(found.into_iter().map(owed).collect())
}

fn owed((number, unit, what): (i64, String, String)) -> (i64, String) {
    (number, format!("{unit}：{what}"))
}
