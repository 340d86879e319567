//! A date that nobody can read, in every column of dates at once: no page fails, the clock goes on, each row is named.

use diesel::connection::SimpleConnection;
use duban::db::{Database, Engine};
use serde_json::Value;

use super::super::allow_any_date;
use super::*;

/// What no program reads, or what is of another age.
fn bad_dates(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Sqlite => &["2024/03/01", "", "0001-01-01", "gestern", "2024-02-30", "2024-06-20 24:00:00"],
        Engine::Postgres => &["infinity", "-infinity", "0044-03-15 BC", "9999-01-01"],
    }
}

/// Table, column, and whether it has a time, of every column of dates.
fn columns() -> Vec<(String, String, bool)> {
    let mut columns = Vec::new();
    for block in include_str!("../../../src/db/schema.rs").split("table! {").skip(1) {
        let (table, rest) = block.trim().split_once(" (").expect("a table");
        let body = rest.split_once('{').expect("columns").1.split('}').next().expect("their end");
        for (name, kind) in body.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> ")) {
            if kind.contains("Date") || kind.contains("Timestamp") {
                columns.push((table.to_owned(), name.to_owned(), kind.contains("Timestamp")));
            }
        }
    }
    assert!(columns.len() > 50, "the search has lost its way: {columns:?}");
    columns
}

/// What a row is known by.
fn key(db: &Database) -> &'static str {
    if db.engine() == Engine::Sqlite { "rowid" } else { "ctid" }
}

/// Writes such dates: into the second plan, and of other tables into one row a column, from the last one on.
fn write_bad_dates(db: &Database) -> Vec<(String, String)> {
    let key = key(db);
    let mut written = Vec::new();
    for (at, (table, column, _)) in columns().into_iter().enumerate() {
        let rows = number(db, &format!("SELECT count(*) FROM {table}"));
        let of_table = written.iter().filter(|(other, _)| *other == table).count();
        let row = match table.as_str() {
            "plans" => "id = 2".to_owned(),
            "obligations" => format!(
                "id = (SELECT id FROM obligations WHERE plan_id = 1 ORDER BY id DESC LIMIT 1 OFFSET {of_table})"
            ),
            // Who looks at the pages is let in; the last ones are let go.
            "people" | "posts" => format!("id = (SELECT max(id) FROM {table})"),
            // Who watches the dates shows it again at the next tick.
            "beats" => "name = 'write_check'".to_owned(),
            // What becomes of another row of its obligation is not written over it.
            "agenda" => "obligation_id = (SELECT min(id) FROM obligations WHERE plan_id = 1)".to_owned(),
            // One that has left waits for nobody.
            "mails" => "id = (SELECT min(id) FROM mails WHERE finished_at IS NOT NULL)".to_owned(),
            _ if rows == 0 => continue,
            _ => format!("{key} = (SELECT {key} FROM {table} ORDER BY {key} DESC LIMIT 1 OFFSET {})", of_table % rows),
        };
        let bad = bad_dates(db.engine());
        let date = bad[at % bad.len()];
        execute(db, &format!("UPDATE {table} SET {column} = '{date}' WHERE {row}"));
        written.push((table, column));
    }
    assert!(written.len() > 40, "too few rows: {written:?}");
    written
}

#[actix_web::test]
async fn every_page_is_answered_the_clock_goes_on_and_each_row_is_named() {
    let world = World::start().await;
    let db = &world.app.ctx.db;
    assert!(db.clear_dates().expect("a look").is_empty(), "what can be read is left alone");
    allow_any_date(db);
    let written = write_bad_dates(db);
    let locked = number(db, "SELECT max(id) FROM obligations WHERE plan_id = 1");
    for (who, email) in &world.people {
        let browser = world.app.signed_in(email).await;
        reads(&browser, &world, who).await;
    }
    // What only the hourly look finds, because no page reads it or because it is a date of another age.
    actions::tidy(&world.app.ctx).expect("it is tidied up");
    let named = lines(db, "SELECT table_name || '.' || column_name AS line FROM unreadable_dates ORDER BY line");
    // What is reckoned from other rows is written anew when they are mended, by the triggers or by who watches.
    let reckoned = ["agenda", "beats", "sign_in_tries"];
    for (table, column) in written.iter().filter(|(table, _)| !reckoned.contains(&table.as_str())) {
        let name = format!("{table}.{column}");
        assert!(named.contains(&name), "{name} is not named: {named:?}");
    }
    let told = "SELECT count(*) FROM notices WHERE plan_id = 1";
    let before = number(db, told);
    let ticked = world.tick("2024-07-26");
    assert_eq!(ticked.failures.iter().map(|one| one.plan_id.get()).collect::<Vec<_>>(), [2], "{ticked:?}");
    assert!(number(db, told) > before, "nobody is told any more");
    let unknown = actions::unknown_words(&world.app.ctx).expect("a look");
    assert!(unknown.obligations > 2, "{unknown:?}");
    let shipped = include_str!("../../../seeds/calendar/workdays.csv")
        .lines()
        .skip(1)
        .filter(|line| !line.contains("known_until"));
    let stored = number(db, "SELECT count(*) FROM calendar_days");
    assert_eq!(
        stored,
        shipped.count() - 1,
        "a day off is a working day, but for the one that another version calls otherwise"
    );
    let missed = "SELECT count(*) FROM unreadable_dates WHERE table_name = 'calendar_days'";
    assert_eq!(number(db, missed), 0, "it is there again");

    world.hand_over();
    let ready = world.app.browser().text("/readyz").await;
    assert!(ready.contains("plans not ticked: 2") && ready.contains("dates that cannot be read: "), "{ready}");
    let coordinator = world.app.signed_in(&world.people["coordinator"]).await;
    let desk = coordinator.text("/desk").await;
    assert!(desk.contains("处日期无法读取") && desk.contains("audit"), "{desk}");
    for (who, email) in &world.people {
        let browser = world.app.signed_in(email).await;
        for (address, text) in reads(&browser, &world, who).await {
            assert!(!text.contains("1899-12-31"), "{who} {address} takes it for a date: {text}");
        }
    }
    let call: Value =
        serde_json::from_str(&coordinator.text(&format!("/api/v1/obligations/{locked}")).await).expect("JSON");
    let unreadable = call["unreadable"].as_array().expect("a list");
    assert_eq!((unreadable.len(), &call["status"]), (1, &Value::from("unreadable_date")), "{call}");
    assert_eq!(call[unreadable[0].as_str().expect("a name")], Value::Null, "{call}");
    let first = coordinator.text("/api/v1/obligations?limit=1").await;
    let first: Value = serde_json::from_str(&first).expect("JSON");
    let next = format!("/api/v1/obligations?limit=1&cursor={}", first["next"].as_str().expect("more"));
    assert_eq!(coordinator.get(&next).await.status(), 200, "nobody gets past {first}");
    let page = coordinator.text(&format!("/obligations/{locked}")).await;
    assert!(page.contains("日期无法读取，已锁定"), "{page}");
    let plan = coordinator.text("/plans/import").await;
    assert!(plan.contains("日期无法读取，已锁定"), "{plan}");
}

fn is_refused(db: &Database, statement: &str) -> bool {
    db.bare(|c| Ok(c.batch_execute(statement)?)).is_err_and(|error| matches!(error, DbError::NoDate { .. }))
}

#[actix_web::test]
async fn no_column_takes_a_date_that_nobody_can_read_and_each_takes_those_that_are() {
    let world = World::start().await;
    let db = &world.app.ctx.db;
    for (table, column, has_time) in columns() {
        let triggers = match db.engine() {
            Engine::Sqlite => {
                format!("SELECT sql AS line FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
            }
            Engine::Postgres => {
                format!(
                    "SELECT pg_get_triggerdef(oid) AS line FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal"
                )
            }
        };
        let held = lines(db, &triggers);
        let named = |new: &str| {
            held.iter().any(|sql| sql.contains(new) && sql.to_lowercase().contains(&format!("new.{column}")))
        };
        assert!(named(" INSERT") && named(" UPDATE"), "nothing refuses a bad date in {table}.{column}: {held:?}");
        if number(db, &format!("SELECT count(*) FROM {table}")) == 0 {
            continue;
        }
        let row = format!("{key} = (SELECT max({key}) FROM {table})", key = key(db));
        for date in bad_dates(db.engine()) {
            assert!(
                is_refused(db, &format!("UPDATE {table} SET {column} = '{date}' WHERE {row}")),
                "{table}.{column}: {date}"
            );
        }
        let dates: &[&str] = match has_time {
            true => &["1900-01-01 00:00:00", "2024-02-29 23:59:59.999999999", "2200-12-31 23:59:59"],
            false => &["1900-01-01", "2024-02-29", "2200-12-31"],
        };
        for date in dates.iter().filter(|_| table != "calendar_days") {
            execute(db, &format!("UPDATE {table} SET {column} = '{date}' WHERE {row}"));
        }
    }
}
