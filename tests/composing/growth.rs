//! What it takes to put a mail together, or to show a page, does not grow with what was told before.

use std::sync::{Arc, Mutex, PoisonError};

use diesel::connection::{Connection, InstrumentationEvent};
use duban::db::mail::outbox;
use duban::db::obligation::tally::Within;
use duban::domain::id::MailId;
use duban::domain::notice::Rung;
use duban::domain::person::Role;
use duban::letters::{Composed, Composer};
use duban::views::{self, Asked, LatePage, Sight};

use super::{GUILIN, mail_to, pile, tell};
use crate::support::database::{execute, number};
use crate::support::office::{OFFICE, Office};

/// As much of the overdue list as a page has.
const PAGE: LatePage = LatePage { behind: None, rows: 100, of_unit: 50 };

/// Runs something and returns the statements that it ran, as the database was sent them, with what was bound.
pub(crate) fn statements<T>(
    office: &Office,
    mut run: impl FnMut(&mut duban::db::DbConnection) -> T,
) -> (T, Vec<String>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let done = office.db().read(|c| {
        let log = Arc::clone(&seen);
        c.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                log.lock().unwrap_or_else(PoisonError::into_inner).push(query.to_string());
            }
        });
        let done = run(c);
        c.set_instrumentation(|_: InstrumentationEvent<'_>| {});
        Ok::<_, duban::db::DbError>(done)
    });
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (done.expect("an answer"), seen)
}

/// A mail to the coordinators about so many late and so many coming things of Guilin.
pub(super) fn mail_about(office: &Office, each: usize) -> MailId {
    pile(office, GUILIN, each, "2024-05-30", "逾期");
    pile(office, GUILIN, each, "2024-06-07", "待办");
    let mail = mail_to(office, OFFICE, Role::Coordinator, "overdue", "day/1/2024-06-05");
    tell(office, mail, "+5", "o.due = '2024-05-30'");
    tell(office, mail, "-1", "o.due = '2024-06-07'");
    mail
}

/// Others were told so much before, about every obligation and with mails of their own.
pub(super) fn told_before(office: &Office, count: usize) {
    let (first, most) = ("(SELECT min(id) FROM obligations)", "(SELECT count(*) FROM obligations)");
    execute(
        office.db(),
        &format!(
            "INSERT INTO mails (key, person_id, kind, local_date, unit_id, role, message_id, state, not_before, created_at) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count} / 10) \
             SELECT 'before/' || i, (SELECT min(id) FROM people), 'overdue', '2024-05-01', (SELECT min(id) FROM units), \
             'liaison', 'before', 'accepted', '2024-05-01 00:00:00', '2024-05-01 00:00:00' FROM n; \
             INSERT INTO notices (key, plan_id, subject, obligation_id, due_rev, rung, unit_id, role, channel, mail_id, \
             fired_on, settled_at, rules, created_at) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
             SELECT 'before/' || i, 1, 'obligation', {first} + i % {most}, 7 + i / {most}, '+30', \
             (SELECT min(id) FROM units), 'liaison', 'mail', (SELECT max(id) FROM mails) - i % ({count} / 10), '2024-05-01', \
             '2024-05-01 00:00:00', '', '2024-05-01 00:00:00' FROM n"
        ),
    );
}

pub(super) fn compose(office: &Office, mail: MailId) -> (String, Vec<String>) {
    let composer = Composer::new(&office.ctx);
    let (text, ran) = statements(office, |c| {
        let mail = outbox::find(c, mail).expect("a mail");
        match composer.compose(c, &mail).expect("an answer") {
            Composed::Letter(composition) => composition.letter.text,
            Composed::Nothing(..) => String::new(),
        }
    });
    (text, ran)
}

#[test]
fn a_mail_takes_as_many_queries_for_two_thousand_notices_as_for_two() {
    let counts: Vec<usize> = [1, 9, 19, 1_000]
        .into_iter()
        .map(|each| {
            let office = Office::full("2024-03-01");
            office.set_clock("2024-06-05");
            let mail = mail_about(&office, each);
            // The rules are read once in a process.
            office.db().read(|c| Sight::load(&office.ctx, c)).expect("the rules");
            compose(&office, mail).1.len()
        })
        .collect();
    assert_eq!(counts[0], counts[1]);
    assert_eq!(
        counts[2],
        counts[0] + 2,
        "what is late and what is due are asked for apart where not all of it is listed"
    );
    assert_eq!(counts[3], counts[2] + 1, "each long list is counted, and all of its obligations are not read");
    assert!(counts[0] <= 9, "{counts:?}");
}

#[test]
fn what_was_told_before_neither_changes_a_mail_nor_is_read_for_it() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let mail = mail_about(&office, 40);
    let (before, _) = compose(&office, mail);
    told_before(&office, 50_000);
    execute(office.db(), "ANALYZE");
    let (after, ran) = compose(&office, mail);
    assert_eq!(after, before);
    assert!(ran.iter().any(|statement| statement.contains("notices")));
    assert_searched(&office, &ran);
}

#[test]
fn pages_read_the_rungs_of_what_they_show_alone() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-05");
    told_before(&office, 50_000);
    execute(office.db(), "ANALYZE");
    let id = office.obligation(GUILIN, "水泥熟料生产企业");
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let ctx = &office.ctx;
    let (page, ran) = statements(&office, |c| views::obligation_page(ctx, c, &coordinator, id).expect("a page"));
    assert_eq!(page.item.rung, Some(Rung::After(3)), "not those of other dates");
    assert_searched(&office, &ran);
    let (late, ran) = statements(&office, |c| {
        let sight = Sight::load(ctx, c).expect("the calendar");
        views::overdue(c, Within::default(), PAGE, &sight).expect("a list")
    });
    assert_eq!(late.units.iter().flat_map(|unit| &unit.items).filter(|(item, _)| item.rung.is_some()).count(), 28);
    assert_searched(&office, &ran);
    let asked = Asked { overdue: Some(true), limit: 5, ..Asked::default() };
    let (listing, ran) = statements(&office, |c| views::listing(ctx, c, &coordinator, &asked).expect("a list"));
    assert!(listing.items.len() == 5 && listing.items.iter().all(|seen| seen.item.rung == Some(Rung::After(3))));
    assert_searched(&office, &ran);
}

/// No statement goes through all notices: the database's own plan says so.
pub(super) fn assert_searched(office: &Office, ran: &[String]) {
    for statement in ran.iter().filter(|statement| statement.contains("notices")) {
        let plan = plan_of(office, "EXPLAIN", statement);
        for scan in ["SCAN notices", "Seq Scan on notices"] {
            assert!(!plan.contains(scan), "{statement}\n{plan}");
        }
    }
}

/// How the database goes about a statement.
pub(crate) fn plan_of(office: &Office, explain: &str, statement: &str) -> String {
    let (sql, binds) = statement.rsplit_once(" -- binds: ").unwrap_or((statement, "[]"));
    if office.database.is_postgres() {
        let binds = values(binds.strip_prefix('[').and_then(|binds| binds.strip_suffix(']')).unwrap_or_default());
        let filled = binds
            .iter()
            .enumerate()
            .rev()
            .fold(sql.to_owned(), |sql, (at, bind)| sql.replace(&format!("${}", at + 1), &format!("'{bind}'")));
        return explained(office, &format!("{explain} {filled}"));
    }
    explained(office, &format!("EXPLAIN QUERY PLAN {}", sql.replace('?', "1")))
}

/// What was bound, as PostgreSQL reads it: a list stands in braces there.
fn values(binds: &str) -> Vec<String> {
    let (mut values, mut depth) = (vec![String::new()], 0);
    // A key is written as `PlanId(3)`, a word that no vocabulary has as `Unknown("v7")`.
    let binds = binds.replace("Unknown(", "");
    let keys = binds.split_inclusive("Id(").map(|part| part.trim_end_matches(|c: char| c.is_alphabetic() || c == '('));
    for c in keys.collect::<String>().replace(['"', ')'], "").chars() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        match c {
            ',' if depth == 0 => values.push(String::new()),
            _ => values.last_mut().expect("a value").push(c),
        }
    }
    values.into_iter().map(|value| value.trim().replace('[', "{").replace(']', "}")).collect()
}

fn explained(office: &Office, query: &str) -> String {
    use diesel::prelude::*;
    #[derive(diesel::QueryableByName)]
    struct Step {
        #[diesel(sql_type = diesel::sql_types::Text)]
        #[diesel(column_name = "detail")]
        line: String,
    }
    #[derive(diesel::QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        #[diesel(column_name = "QUERY PLAN")]
        line: String,
    }
    let found = office.db().read(|c| {
        let query = diesel::sql_query(query);
        Ok::<_, duban::db::DbError>(if office.database.is_postgres() {
            query.load::<Line>(c)?.into_iter().map(|row| row.line).collect::<Vec<_>>()
        } else {
            query.load::<Step>(c)?.into_iter().map(|row| row.line).collect()
        })
    });
    found.expect(query).join("\n")
}

#[test]
fn more_late_items_than_a_statement_takes_values_are_counted_and_the_first_listed() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-05");
    let late = |office: &Office| {
        office.db().read(|c| {
            let sight = Sight::load(&office.ctx, c)?;
            views::overdue(c, Within::default(), PAGE, &sight)
        })
    };
    let before = late(&office).expect("a list").all_items;
    pile(&office, GUILIN, 33_000, "2024-05-30", "印发实施方案");
    // What is piled up by hand is less late than what is there.
    execute(office.db(), "UPDATE obligations SET red_on = '2024-06-03' WHERE lamp_rev = 0");
    let late = late(&office).expect("a list");
    assert_eq!(late.all_items, before + 33_000);
    let guilin = late.units.iter().find(|unit| unit.unit == GUILIN).expect("Guilin");
    assert_eq!((guilin.items.len(), guilin.count - guilin.more()), (50, 50), "no more is read than is shown");
    let told = guilin.items.iter().filter(|(item, _)| !guilin.told_about(item).is_empty()).count();
    assert_eq!(told, number(office.db(), &told_of_guilin()));
}

/// Of how many late things of Guilin somebody was told.
fn told_of_guilin() -> String {
    format!(
        "SELECT count(DISTINCT n.obligation_id) FROM notices AS n JOIN obligations AS o ON o.id = n.obligation_id \
         JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}' AND o.due < '2024-06-05'"
    )
}
