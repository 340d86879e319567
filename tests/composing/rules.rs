//! What mails are about is chosen in SQL and judged by the domain: both say the same, whatever the status and the dates.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use duban::actions::duty_of_row;
use duban::db::mail::matters::{self, Part, Reports};
use duban::db::obligation::ledger::{self, LedgerRow, Wanted};
use duban::db::obligation::obligations::Obligation;
use duban::domain::id::{MailId, ObligationId, PlanId, UnitId};
use duban::domain::obligation::due::{clock_runs, effective_due, is_overdue};
use duban::domain::obligation::{ObligationKind, Status};
use duban::domain::person::Role;
use duban::domain::round::Round;

use super::{GUILIN, mail_to, tell};
use crate::support::database::{execute, lines};
use crate::support::office::Office;

const DAYS: [&str; 3] = ["2024-06-24", "2024-06-25", "2024-06-26"];

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a date")
}

/// Every status with every due date and every date for an answer, or none.
fn cases() -> Vec<String> {
    let answers: Vec<String> = ["NULL".to_owned()].into_iter().chain(DAYS.map(|day| format!("'{day}'"))).collect();
    let mut cases = Vec::new();
    for status in Status::ALL {
        let awaiting = if *status == Status::Submitted { "'lead'" } else { "NULL" };
        for due in DAYS {
            let dates = answers.iter().map(|answer| format!("due = '{due}', answer_by = {answer}"));
            cases.extend(dates.map(|dates| format!("status = '{status}', awaiting = {awaiting}, {dates}")));
        }
    }
    cases
}

/// An office whose obligations of both kinds stand in every case.
fn in_every_case() -> Office {
    let (office, cases) = (Office::full("2024-03-01"), cases());
    for kind in ObligationKind::ALL {
        let query = format!("SELECT CAST(id AS TEXT) AS line FROM obligations WHERE kind = '{kind}' ORDER BY id");
        let ids = lines(office.db(), &query);
        assert!(ids.len() >= cases.len(), "{kind}: {} obligations, {} cases", ids.len(), cases.len());
        let update = |(id, case): (&String, &String)| format!("UPDATE obligations SET {case} WHERE id = {id};");
        let updates: Vec<String> = ids.iter().zip(cases.iter().cycle()).map(update).collect();
        execute(office.db(), &updates.join("\n"));
    }
    office
}

fn rows(office: &Office) -> Vec<LedgerRow> {
    office.db().read(|c| ledger::rows(c, &Wanted::default())).expect("the rows")
}

fn ids<'r>(rows: impl Iterator<Item = &'r LedgerRow>) -> BTreeSet<ObligationId> {
    rows.map(|row| row.obligation.id).collect()
}

/// Whether the domain has something to say of a row in that part of a mail.
fn says(row: &LedgerRow, part: Part, today: NaiveDate) -> bool {
    let Obligation { kind, status, due, answer_by, .. } = row.obligation;
    let due = effective_due(due, answer_by);
    match part {
        Part::Late => is_overdue(kind, status, due, today),
        Part::Due => clock_runs(status) && due >= today,
    }
}

/// What the database chooses for that part of a mail.
fn chosen(office: &Office, mail: MailId, part: Part, today: NaiveDate) -> BTreeSet<ObligationId> {
    let found = office.db().read(|c| matters::first(c, mail, part, today, 10_000)).expect("an answer");
    ids(found.iter().map(|(row, _)| row))
}

#[test]
fn the_database_and_the_domain_say_the_same_of_what_is_late_and_what_is_due() {
    let office = in_every_case();
    let mail = mail_to(&office, GUILIN, Role::Liaison, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "-1", "TRUE");
    let rows = rows(&office);
    for today in ["2024-06-23", "2024-06-24", "2024-06-25", "2024-06-26", "2024-06-27"].map(day) {
        for part in [Part::Late, Part::Due] {
            let said = ids(rows.iter().filter(|row| says(row, part, today)));
            assert_eq!(chosen(&office, mail, part, today), said, "{part:?} on {today}");
            let extent = office.db().read(|c| matters::extent(c, mail, part, today)).expect("an answer");
            assert_eq!(extent.obligations as usize, said.len(), "{part:?} on {today}");
        }
    }
    let on = |part| chosen(&office, mail, part, day("2024-06-25")).len();
    assert!(on(Part::Late) > 4 && on(Part::Due) > 24, "too few cases");
}

/// What the domain calls a report that is owed and not in.
fn lacks(row: &LedgerRow, round: &Round) -> bool {
    duty_of_row(&row.obligation, row.rhythm.assigned_on).lacks(round)
}

/// What the database finds lacking, by unit; the counts are those of the lists.
fn lacking(office: &Office, reports: &Reports, units: &BTreeSet<UnitId>) -> BTreeSet<ObligationId> {
    let units: Vec<UnitId> = units.iter().copied().collect();
    let counts = office.db().read(|c| matters::lacking(c, reports, &units)).expect("the counts");
    let mut found = BTreeSet::new();
    for unit in units {
        let listed = office.db().read(|c| matters::lacking_of(c, reports, unit, 10_000)).expect("a list");
        let count = counts.iter().find(|(of, _)| *of == unit).map_or(0, |(_, count)| *count);
        assert_eq!(count as usize, listed.len());
        found.extend(ids(listed.iter()));
    }
    found
}

#[test]
fn the_database_and_the_domain_say_the_same_of_reports_that_are_lacking() {
    let (office, mut most) = (in_every_case(), 0);
    execute(office.db(), "UPDATE obligations SET cadence = 'quarter' WHERE id % 3 = 0");
    execute(office.db(), "UPDATE obligations SET cadence = 'fortnight' WHERE id % 7 = 0");
    // June by June 25, and May by June 25: the month before.
    for (period, reported) in
        [("2024-06", "NULL"), ("2024-06", "'2024-05'"), ("2024-06", "'2024-06'"), ("2024-05", "NULL")]
    {
        let cut_off = day("2024-06-25");
        let round = Round { period: period.parse().expect("a month"), opens: cut_off, cut_off, compiled_on: cut_off };
        for assigned_on in DAYS {
            let update = format!("UPDATE plans SET assigned_on = '{assigned_on}'");
            execute(office.db(), &format!("UPDATE obligations SET reported_period = {reported}; {update}"));
            let rows = rows(&office);
            let said = ids(rows.iter().filter(|row| lacks(row, &round)));
            let units = rows.iter().map(|row| row.obligation.unit_id).collect();
            let reports = Reports::of(PlanId::new(1), &round);
            assert_eq!(lacking(&office, &reports, &units), said, "{period} {reported}, handed out on {assigned_on}");
            most = most.max(said.len());
        }
    }
    assert!(most > 24, "too few cases: {most}");
}
