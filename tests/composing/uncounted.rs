//! Tables that the database has never counted (ANALYZE), as they are after an import or where nothing counts by itself: what a
//! mail is about is found by the mail, however much was told before.

use duban::domain::person::Role;

use super::growth::{assert_searched, compose, mail_about, plan_of, told_before};
use super::*;

/// A house in which nothing is counted, with a mail about more than is listed, and so many notices of before.
fn uncounted(before: usize) -> (Office, MailId) {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    if office.database.is_postgres() {
        for table in ["notices", "obligations", "mails", "milestones", "measures"] {
            execute(office.db(), &format!("ALTER TABLE {table} SET (autovacuum_enabled = off)"));
        }
    }
    let mail = mail_about(&office, 15);
    told_before(&office, before);
    (office, mail)
}

/// How many pages of tables and indexes PostgreSQL looks at for a statement.
fn pages(office: &Office, statement: &str) -> usize {
    let plan = plan_of(office, "EXPLAIN (ANALYZE, BUFFERS)", statement);
    let line = plan.lines().find(|line| line.contains("Buffers: ")).unwrap_or_else(|| panic!("no pages: {plan}"));
    let parts = line.split_whitespace().filter(|part| part.starts_with("hit=") || part.starts_with("read="));
    parts.filter_map(|part| part.split_once('=')?.1.parse::<usize>().ok()).sum()
}

#[test]
fn what_a_mail_is_about_is_found_by_the_mail_where_nothing_was_counted() {
    let looked_at = [4_000, 40_000].map(|before| {
        let (office, mail) = uncounted(before);
        let (text, ran) = compose(&office, mail);
        assert!(text.contains("逾期"), "{text}");
        let asked: Vec<&String> = ran.iter().filter(|statement| statement.contains("notices")).collect();
        assert!(asked.len() >= 3, "the search has lost its way: {ran:?}");
        assert_searched(&office, &ran);
        let is_postgres = office.database.is_postgres();
        asked.into_iter().map(|statement| if is_postgres { pages(&office, statement) } else { 0 }).collect::<Vec<_>>()
    });
    let [few, many] = &looked_at;
    for (few, many) in few.iter().zip(many) {
        // An index of ten times as many may be a storey higher.
        assert!(*many <= few + few / 2 + 20, "ten times as much was told before: {looked_at:?}");
    }
}

#[test]
fn a_mail_of_somebody_who_is_told_a_little_reads_little() {
    let (office, _) = uncounted(40_000);
    let mail = mail_to(&office, OFFICE, Role::Leader, "overdue", "day/2/2024-06-05");
    tell(&office, mail, "+5", "o.id = (SELECT min(id) FROM obligations WHERE due = '2024-05-30')");
    let (_, ran) = compose(&office, mail);
    assert_searched(&office, &ran);
    for statement in ran.iter().filter(|statement| office.database.is_postgres() && statement.contains("notices")) {
        let read = pages(&office, statement);
        assert!(read < 120, "{read} pages for one matter: {statement}");
    }
}
