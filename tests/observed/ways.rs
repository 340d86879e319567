//! The way that each statement takes which a page or a job asks for: none goes through all obligations, notices, mails or the whole
//! trail. The statements are those that were really asked.

use std::collections::BTreeSet;

use duban::actions::tick;
use duban::delivery::Courier;
use duban::mail::Transport;

use super::*;
use crate::support::database::{TestDatabase, execute};

/// What grows without end.
const LARGE: [&str; 8] =
    ["agenda", "obligations", "found", "search_texts", "search_grams", "notices", "mails", "audit"];

/// Indices that hold a few rows of a large table: what waits, is put together, in somebody's hands, did not arrive or is to be reviewed.
const SMALL: [&str; 5] = ["mails_unsealed", "mails_waiting", "mails_in_hand", "mails_in_vain", "obligations_in_review"];

/// What goes through all of a table or of an index of it all the same: a part of the statement, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "SELECT obligations.plan_id, obligations.unit_id, obligations.status, obligations.claimed_not_applicable, \
         obligations.reported_period, obligations.due, obligations.answer_by, obligations.cadence, COUNT(*)",
        "desk and brief add up what all units owe: the counts are asked, they are not kept",
    ),
    (
        "SELECT obligations.plan_id, tasks.section, tasks.section_title, obligations.status, obligations.stage, COUNT(*)",
        "the same by section",
    ),
    ("(1=0)", "a reader without a unit finds nothing, and nothing is looked through"),
    ("SELECT mails.state, COUNT(*) FROM mails GROUP BY", "how many mails stand where, for whoever monitors: not kept"),
];

/// The statements that were asked since the last look.
fn asked() -> BTreeSet<String> {
    let statements = log::since().into_iter().filter(|line| line["target"] == "sql");
    let sql = statements.filter_map(|line| line["sql"].as_str().map(str::to_owned));
    sql.filter(|sql| ["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|verb| sql.starts_with(verb))).collect()
}

/// The steps of a statement, as the engine plans it whatever is bound to it.
fn plan(database: &TestDatabase, sql: &str) -> Vec<String> {
    let db = database.open();
    if !database.is_postgres() {
        let steps = format!("EXPLAIN QUERY PLAN {sql}");
        return db.read(|c| Ok::<_, duban::db::DbError>(explain(c, &steps)?)).unwrap_or_else(|e| panic!("{sql}: {e}"));
    }
    let values = (1..=40).rev().find(|n| sql.contains(&format!("${n}"))).unwrap_or(0);
    let nothing = vec!["NULL"; values].join(", ");
    let arguments = if values == 0 { String::new() } else { format!("({nothing})") };
    let found = db.bare(|c| {
        use diesel::connection::SimpleConnection as _;
        c.batch_execute(&format!(
            "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; PREPARE asked AS {sql}"
        ))?;
        Ok(explain(c, &format!("EXPLAIN EXECUTE asked{arguments}"))?)
    });
    found.unwrap_or_else(|e| panic!("{sql}: {e}"))
}

#[derive(diesel::QueryableByName)]
struct Step {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    #[diesel(column_name = "QUERY PLAN")]
    line: String,
}

fn explain(c: &mut duban::db::DbConnection, sql: &str) -> diesel::QueryResult<Vec<String>> {
    use diesel::RunQueryDsl as _;
    let query = diesel::sql_query(sql);
    Ok(match c {
        duban::db::DbConnection::Sqlite(c) => query.load::<Step>(c)?.into_iter().map(|step| step.detail).collect(),
        duban::db::DbConnection::Postgres(c) => query.load::<Line>(c)?.into_iter().map(|step| step.line).collect(),
    })
}

/// The steps by which a plan goes through a whole large table. What comes in the order of an index and ends after some rows does not.
fn through_all(sql: &str, steps: &[String]) -> Vec<String> {
    let sorts = |step: &String| step.contains("TEMP B-TREE FOR ORDER BY") || step.trim_start().starts_with("->  Sort");
    let ends_early = sql.contains(" LIMIT ") && !steps.iter().any(sorts);
    let whole = |(at, step): (usize, &String)| {
        let large = LARGE.iter().any(|table| {
            step.contains(&format!("SCAN {table}"))
                || step.contains(&format!("Scan on {table} "))
                || step.contains(" Scan ") && step.contains(&format!(" on {table} "))
        });
        let of_few = SMALL.iter().any(|index| step.contains(index));
        let mut below = steps[at + 1..].iter().take_while(|line| !line.contains("->"));
        let by_key = step.contains("Bitmap Heap Scan") || below.any(|line| line.contains("Index Cond:"));
        large && !of_few && !by_key && !ends_early
    };
    steps.iter().enumerate().filter(|step| whole(*step)).map(|(_, step)| step.trim().to_owned()).collect()
}

#[test]
fn a_way_through_all_of_a_table_is_seen() {
    let steps = |all: &[&str]| all.iter().map(|step| (*step).to_owned()).collect::<Vec<_>>();
    for (sql, plan, is_seen) in [
        ("SELECT 1", &["SCAN mails"][..], true),
        ("SELECT 1", &["SCAN mails USING INDEX mails_waiting"], false),
        ("SELECT 1", &["SEARCH mails USING INDEX mails_by_person (person_id=?)"], false),
        ("SELECT 1", &["SCAN audit USING COVERING INDEX audit_by_verb"], true),
        ("SELECT 1 LIMIT 100", &["SCAN audit"], false),
        ("SELECT 1 LIMIT 100", &["SCAN audit", "USE TEMP B-TREE FOR ORDER BY"], true),
        ("SELECT 1", &["Aggregate", "  ->  Seq Scan on mails  (cost=1)"], true),
        ("SELECT 1", &["Index Scan using a on audit  (cost=1)", "  Index Cond: (id = $1)"], false),
        ("SELECT 1", &["Index Only Scan using a on audit  (cost=1)", "  Filter: (id = $1)"], true),
    ] {
        assert_eq!(!through_all(sql, &steps(plan)).is_empty(), is_seen, "{sql} {plan:?}");
    }
}

#[actix_web::test]
async fn no_page_and_no_job_goes_through_all_obligations_notices_mails_or_the_trail() {
    if !alone("observed::ways::no_page_and_no_job_goes_through_all_obligations_notices_mails_or_the_trail") {
        return;
    }
    log::keep();
    let app = TestApp::start().await;
    let coordinator = app.add("覃调度", OFFICE, Role::Coordinator);
    let liaison = app.add("韦联络", "桂林市人民政府", Role::Liaison);
    let auditor = app.add("审计员", OFFICE, Role::Auditor);
    let leader = app.add("厅领导", OFFICE, Role::Leader);
    let sysadmin = app.add("系统管理员", OFFICE, Role::Sysadmin);
    execute(&app.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    app.set_clock("2024-06-06 09:00");
    log::since();
    let (mut found, mut excused) = (Vec::new(), BTreeSet::new());
    let mut look = |place: &str| {
        for sql in asked() {
            let ways = through_all(&sql, &plan(&app.database, &sql));
            let plain = sql.replace(['`', '"'], "");
            let exception = EXCEPTIONS.iter().position(|(part, _)| plain.contains(part));
            match exception.filter(|_| !ways.is_empty()) {
                Some(at) => drop(excused.insert(at)),
                None if ways.is_empty() => {}
                None => found.push(format!("{place}: {ways:?}\n    {sql}")),
            }
        }
    };
    tick(&app.ctx).expect("a tick");
    look("tick");
    Courier::default().deliver(&app.ctx, &Transport::Capture).expect("a run");
    look("courier");
    let addresses: [(&str, &[&str]); 5] = [
        (
            &coordinator,
            &[
                "/desk",
                "/ledger",
                "/ledger?lamp=red",
                "/ledger?sort=unit",
                "/ledger?sort=plan",
                "/ledger?sort=-plan",
                "/ledger?sort=status",
                "/ledger?sort=-late",
                "/ledger?sort=status&after=status_1_2024-06-30_41",
                "/ledger?q=水泥",
                "/ledger?q=水泥熟料生产企业",
                "/ledger?q=桂林",
                "/ledger?q=泥",
                "/api/v1/obligations?q=水泥&sort=late",
                "/api/v1/mail",
                "/overdue",
                "/review",
                "/mails",
                "/mails?state=failed",
                "/brief",
                "/obligations/17",
            ],
        ),
        (&liaison, &["/my-work", "/ledger", "/obligations/17"]),
        (&auditor, &["/audit", "/audit?verb=sign_in"]),
        (&leader, &["/brief", "/overdue"]),
        (&sysadmin, &["/system", "/people", "/readyz", "/metrics"]),
    ];
    for (who, pages) in addresses {
        let browser = app.signed_in(who).await;
        look("/sign-in");
        for page in pages {
            drop(browser.get(page).await.text().await);
            look(page);
        }
    }
    assert!(found.is_empty(), "{}\n{} ways", found.join("\n"), found.len());
    let stale = EXCEPTIONS.iter().enumerate().filter(|(at, _)| !excused.contains(at)).map(|(_, exception)| exception);
    let stale: Vec<_> = stale.filter(|_| !app.database.is_postgres()).collect();
    assert!(stale.is_empty(), "nothing is excused by them any more: {stale:?}");
}
