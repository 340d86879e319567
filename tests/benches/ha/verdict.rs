//! What was promised against what is stored and what has arrived.

use std::collections::{BTreeMap, BTreeSet};

use duban::db::Database;

use super::clients::{Told, What, Write};
use super::sink::Sink;
use super::support::database::lines;

/// What became of the writes.
#[derive(Debug, Default)]
pub struct Written {
    /// Those that clients were told to be done.
    pub acknowledged: usize,
    /// Of these, those that are not there.
    pub lost: usize,
    /// Those that are there more than once.
    pub twice: usize,
    /// Those of which it was said that nothing was changed.
    pub refused: usize,
    /// Of these, those that are there all the same.
    pub stored_after_all: usize,
    /// Those of which it was said that they may be stored.
    pub unsure: usize,
    /// Of these, those that are.
    pub unsure_stored: usize,
    /// Other answers, or none.
    pub amiss: Vec<String>,
}

/// Looks for everything that was written.
pub fn of_writes(db: &Database, writes: &[Write]) -> Written {
    let stored = stored(db);
    let mut told: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for write in writes {
        told.entry(key(&write.what)).or_default().push(write.told);
    }
    let said = |one: Told| writes.iter().filter(|write| write.told == one).count();
    let mut found = Written {
        acknowledged: said(Told::Done),
        refused: said(Told::Refused),
        unsure: said(Told::Unsure),
        amiss: writes.iter().filter(|write| write.told == Told::Amiss).map(|write| write.said.clone()).collect(),
        ..Written::default()
    };
    for (key, told) in &told {
        let times = stored.get(key).copied().unwrap_or_default();
        let (done, unsure) = (told.contains(&Told::Done), told.contains(&Told::Unsure));
        let amiss = told.contains(&Told::Amiss);
        found.lost += usize::from(done && times == 0);
        found.twice += usize::from(times > 1);
        found.unsure_stored += usize::from(!done && unsure && times > 0);
        found.stored_after_all += usize::from(!done && !unsure && !amiss && times > 0);
    }
    found
}

fn key(what: &What) -> String {
    match what {
        What::Acknowledgement(id) => format!("acknowledge {id}"),
        What::Report(words) => format!("report {words}"),
        What::Return(words) => format!("return {words}"),
    }
}

/// How often each write is there.
fn stored(db: &Database) -> BTreeMap<String, usize> {
    let all = "SELECT 'acknowledge ' || obligation_id AS line FROM audit WHERE verb = 'acknowledge' \
               UNION ALL SELECT 'return ' || remark FROM audit WHERE verb = 'return' \
               UNION ALL SELECT 'report ' || progress FROM reports WHERE submitted_at IS NOT NULL";
    let mut times = BTreeMap::new();
    for line in lines(db, all) {
        *times.entry(line).or_insert(0) += 1;
    }
    times
}

/// What became of the mails.
#[derive(Debug, Default)]
pub struct Mailed {
    /// All that were queued.
    pub queued: usize,
    /// Those that the database has as handed over.
    pub handed: usize,
    /// Those that had nothing left to tell, or nobody.
    pub dropped: usize,
    /// Handed over as the database has it, and never taken.
    pub lost: usize,
    /// Those that did not leave, or have failed.
    pub left_behind: usize,
    /// Taken, and unknown to the database.
    pub unknown: usize,
    /// Taken once more, with the same Message-ID.
    pub repeated: usize,
    /// Repeated with another text.
    pub changed: usize,
}

/// Compares the outbox with what the mail server has taken.
pub fn of_mails(db: &Database, sink: &Sink) -> Mailed {
    let rows = lines(db, "SELECT state || ' ' || message_id AS line FROM mails");
    let rows: Vec<(&str, &str)> = rows.iter().filter_map(|line| line.split_once(' ')).collect();
    let taken = sink.taken();
    let in_state = |wanted: &[&str]| rows.iter().filter(|(state, _)| wanted.contains(state)).count();
    let known: BTreeSet<&str> = rows.iter().map(|(_, id)| *id).collect();
    let (handed, dropped) = (in_state(&["accepted"]), in_state(&["cancelled", "suppressed"]));
    Mailed {
        queued: rows.len(),
        handed,
        dropped,
        lost: rows.iter().filter(|(state, id)| *state == "accepted" && !taken.contains_key(*id)).count(),
        left_behind: rows.len() - handed - dropped,
        unknown: taken.keys().filter(|id| !known.contains(id.as_str())).count(),
        repeated: taken.values().map(|copies| copies.len() - 1).sum(),
        changed: taken.values().filter(|copies| copies.iter().any(|copy| copy.text != copies[0].text)).count(),
    }
}
