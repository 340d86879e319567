//! Several processes that migrate at once, one that dies at it, and tables that are too new.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use duban::db::{Engine, PROGRAM_LEVEL};

use crate::support::command::{duban, plan_file, refusal, succeed};
use crate::support::database::{TestDatabase, execute, lines, number, tables};

/// So many processes start at once.
const AT_ONCE: usize = 4;

/// A database as an older version left it: the first six migrations, with a few rows.
fn old() -> TestDatabase {
    let database = TestDatabase::new();
    let db = database.open();
    let tree = if database.is_postgres() { "postgres" } else { "sqlite" };
    let mut steps: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree))
        .expect("a tree")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    steps.sort();
    execute(
        &db,
        "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, \
         run_on TIMESTAMP NOT NULL DEFAULT '2024-01-01 00:00:00')",
    );
    for step in &steps[..6] {
        execute(&db, &fs::read_to_string(step.join("up.sql")).expect("a migration"));
        let name = step.file_name().expect("a name").to_string_lossy().into_owned();
        let version = name.split('_').next().expect("a version").replace('-', "");
        execute(&db, &format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')"));
    }
    execute(
        &db,
        "INSERT INTO units (name, short_name, class, coordinating, position, created_at) \
         VALUES ('自治区生态环境厅', '生态环境厅', 'department', TRUE, 1, '2024-03-01 00:00:00')",
    );
    database
}

#[test]
fn a_date_that_nobody_can_read_stops_no_migration_and_is_named() {
    let database = old();
    let date = if database.is_postgres() { "infinity" } else { "2024/03/01" };
    execute(&database.open(), &format!("UPDATE units SET created_at = '{date}'"));
    let output = duban(&database).arg("migrate").output().expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("日期无法读取，所在记录已锁定：units 1 created_at（原为“{date}”）")), "{said}");
    let db = database.open();
    assert_eq!(number(&db, "SELECT count(*) FROM units WHERE created_at = '1899-12-31 00:00:00'"), 1);
}

#[test]
fn what_stood_twice_before_that_was_refused_is_merged_or_marked_and_stops_no_migration() {
    let database = old();
    execute(
        &database.open(),
        "INSERT INTO people (name, created_at) VALUES ('赵明', '2024-03-01 00:00:00'); \
         INSERT INTO posts (person_id, unit_id, role, since, until) VALUES (1, 1, 'leader', '2024-03-05', NULL), \
         (1, 1, 'leader', '2024-03-02', NULL), (1, 1, 'head', '2024-03-05', NULL), (1, 1, 'leader', '2023-01-01', '2023-12-31'); \
         INSERT INTO sessions (id, person_id, post_id, created_at, last_seen_at, expires_at) VALUES \
         ('s', 1, 2, '2024-03-05 00:00:00', '2024-03-05 00:00:00', '2024-03-06 00:00:00'); \
         INSERT INTO plans (title, year, state, source_name, document, document_sha256, cutoff_day, imported_at) VALUES \
         ('攻坚方案', 2024, 'draft', 'a', 'a', 'a', 25, '2024-03-01 00:00:00'), \
         ('攻坚 方案', 2024, 'active', 'b', 'b', 'b', 25, '2024-03-01 00:00:00'), \
         ('《攻坚方案》', 2024, 'closed', 'c', 'c', 'c', 25, '2024-03-01 00:00:00'), \
         ('攻坚方案', 2025, 'draft', 'd', 'd', 'd', 25, '2024-03-01 00:00:00')",
    );
    let output = duban(&database).arg("migrate").output().expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("计划 1《攻坚方案》与计划 2 同名同年"), "{said}");
    let db = database.open();
    let posts = "SELECT id || ' ' || role || ' ' || since AS line FROM posts ORDER BY id";
    assert_eq!(lines(&db, posts), ["1 leader 2024-03-02", "3 head 2024-03-05", "4 leader 2023-01-01"]);
    assert_eq!(number(&db, "SELECT post_id FROM sessions"), 1);
    let plans = "SELECT id || ' ' || coalesce(CAST(duplicate_of AS TEXT), '-') AS line FROM plans ORDER BY id";
    assert_eq!(lines(&db, plans), ["1 2", "2 -", "3 -", "4 -"]);
}

#[test]
fn months_with_reports_from_before_there_were_rounds_get_theirs_at_the_first_tick() {
    let database = old();
    execute(
        &database.open(),
        "INSERT INTO people (name, created_at) VALUES ('赵明', '2024-03-01 00:00:00'); \
         INSERT INTO plans (title, year, state, source_name, document, document_sha256, cutoff_day, assigned_on, imported_at, activated_at) \
         VALUES ('攻坚方案', 2024, 'active', 'a', 'a', 'a', 25, '2024-03-01', '2024-03-01 00:00:00', '2024-03-01 00:00:00'); \
         INSERT INTO tasks (plan_id, section, section_title, number, title, position) VALUES (1, '', '', '1', '排查', 1); \
         INSERT INTO measures (task_id, number, text, notes, span_start, span_end) VALUES (1, 1, '排查', '', 0, 0); \
         INSERT INTO obligations (plan_id, measure_id, unit_id, kind, deliverable, due, original_due, status, long_range, reported_period, \
         created_at) VALUES (1, 1, 1, 'standing', '排查', '2024-12-31', '2024-12-31', 'acknowledged', FALSE, '2024-05', '2024-03-01 00:00:00'); \
         INSERT INTO reports (obligation_id, period, stage, progress, figures, problems, help_needed, next_steps, evidence, no_change, \
         person_id, created_at, submitted_at) VALUES \
         (1, '2024-04', 'in_progress', '一', '', '', '', '', '', FALSE, 1, '2024-04-20 00:00:00', '2024-04-20 00:00:00'), \
         (1, '2024-05', 'in_progress', '二', '', '', '', '', '', FALSE, 1, '2024-05-28 00:00:00', '2024-05-28 00:00:00')",
    );
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["tick", "--as-of", "2024-06-03 09:00"]));
    let db = database.open();
    let of = "SELECT r.period || ' ' || o.period || ' ' || o.cut_off || ' ' || o.compiled_on AS line FROM reports AS r \
              JOIN rounds AS o ON o.id = r.round_id ORDER BY r.id";
    let bound = lines(&db, of);
    assert_eq!(bound[0][..26], *"2024-04 2024-04 2024-04-25");
    assert_eq!(bound[1], "2024-05 2024-05 2024-05-24 2024-06-07", "the 25th is a Saturday");
    assert_eq!(lines(&db, "SELECT CAST(reports_from AS TEXT) AS line FROM plans"), ["2024-03-01"]);
    let rounds = "SELECT period AS line FROM rounds ORDER BY period";
    assert_eq!(lines(&db, rounds), ["2024-03", "2024-04", "2024-05", "2024-06"]);
}

fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary starts")
}

fn assert_all_well(database: &TestDatabase) {
    let db = database.open();
    assert_eq!(db.pending_migrations().expect("an answer"), Vec::<String>::new());
    assert!(number(&db, "SELECT count(*) FROM calendar_days") > 50, "the calendar comes with the tables");
    assert_eq!(number(&db, "SELECT count(*) FROM audit WHERE verb = 'set_rules'"), 3, "each rule is made once");
}

#[test]
fn whoever_migrates_at_the_same_time_waits_and_finds_nothing_left_to_do() {
    for round in 0..3 {
        // From an old one, and from nothing.
        let database = if round == 2 { TestDatabase::new() } else { old() };
        let all: Vec<Child> = (0..AT_ONCE).map(|_| start(duban(&database).arg("migrate"))).collect();
        for child in all {
            let output = child.wait_with_output().expect("its end");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.is_empty(), "round {round}: {said}");
        }
        assert_all_well(&database);
    }
}

#[test]
fn every_command_that_migrates_at_its_start_takes_the_same_turn() {
    for _ in 0..3 {
        let database = old();
        if database.is_postgres() {
            return; // there only `duban migrate` migrates
        }
        let words: [&[&str]; AT_ONCE] = [&["tick"], &["people", "list"], &["deliver"], &["tick", "--dry-run"]];
        let all: Vec<Child> = words.iter().map(|words| start(duban(&database).args(*words))).collect();
        for child in all {
            let output = child.wait_with_output().expect("its end");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.is_empty(), "{said}");
        }
        assert_all_well(&database);
    }
}

#[test]
fn servers_that_start_at_once_on_an_old_file_all_serve() {
    for _ in 0..3 {
        let database = old();
        if database.is_postgres() {
            return;
        }
        let serve =
            || start(duban(&database).args(["serve", "--listen", "127.0.0.1:0"]).env("DUBAN__LOG__LEVEL", "error"));
        let mut all: Vec<Child> = (0..AT_ONCE).map(|_| serve()).collect();
        std::thread::sleep(Duration::from_millis(2500));
        for child in &mut all {
            let ended = child.try_wait().expect("an answer");
            drop(child.kill());
            let said = child.stderr.take().map(|text| std::io::read_to_string(text).unwrap_or_default());
            assert!(ended.is_none(), "{ended:?} {said:?}");
            drop(child.wait());
        }
        assert_all_well(&database);
    }
}

#[test]
fn one_that_is_killed_in_the_middle_leaves_nothing_half_done() {
    for millis in [5, 15, 30, 60, 120] {
        let database = old();
        let before = tables(&database.open());
        let mut child = start(duban(&database).arg("migrate"));
        std::thread::sleep(Duration::from_millis(millis));
        drop(child.kill());
        drop(child.wait());
        let db = database.open();
        let pending = db.pending_migrations().expect("an answer").len();
        assert!(pending == 0 || tables(&db) == before, "{pending} migrations are left, and some tables are there");
        drop(db);
        succeed(duban(&database).arg("migrate"));
        assert_eq!(number(&database.open(), "SELECT count(*) FROM units"), 1, "what was there is there");
        assert_all_well(&database);
    }
}

/// A migration that this program does not know, and the oldest program that may run on what it made.
fn of_a_newer_version(oldest_program: i32) -> TestDatabase {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let db = database.open();
    execute(&db, "INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231000001')");
    execute(&db, &format!("UPDATE compatibility SET oldest_program = {oldest_program}"));
    database
}

#[test]
fn a_newer_schema_that_this_program_may_run_on_is_accepted() {
    let database = of_a_newer_version(PROGRAM_LEVEL);
    for words in [&["migrate"][..], &["tick"], &["deliver"], &["people", "list"]] {
        succeed(duban(&database).args(words));
    }
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
    succeed(duban(&database).args(["replay", "--from", "2024-03-01", "--to", "2024-03-05"]));
}

#[test]
fn a_newer_schema_that_asks_for_a_newer_program_is_refused_by_every_command_but_the_backup() {
    let database = of_a_newer_version(PROGRAM_LEVEL + 1);
    let plan = plan_file().display().to_string();
    for words in [
        &["migrate"][..],
        &["tick"],
        &["tick", "--dry-run"],
        &["deliver"],
        &["people", "list"],
        &["serve", "--listen", "127.0.0.1:0"],
        &["serve", "--role", "worker"],
        &["import", &plan],
        &["replay", "--from", "2024-03-01", "--to", "2024-03-05"],
    ] {
        let line = refusal(duban(&database).args(words));
        assert!(line.contains("更新的版本") && line.contains("20991231000001"), "{words:?}: {line}");
    }
    if !database.is_postgres() {
        succeed(duban(&database).args(["backup", "copy.db"]));
    }
}

#[test]
fn tables_of_nobody_knows_which_version_are_refused() {
    let database = of_a_newer_version(PROGRAM_LEVEL);
    execute(&database.open(), "DROP TABLE compatibility");
    assert!(refusal(duban(&database).arg("tick")).contains("更新的版本"));
}

#[test]
fn a_migration_that_fails_takes_everything_back() {
    let database = old();
    let db = database.open();
    // In the way of the last one.
    execute(&db, "CREATE TABLE compatibility (id BIGINT)");
    let before = lines(&db, "SELECT version AS line FROM __diesel_schema_migrations ORDER BY version");
    let all = tables(&db);
    db.migrate().expect_err("a table in the way");
    assert_eq!(lines(&db, "SELECT version AS line FROM __diesel_schema_migrations ORDER BY version"), before);
    assert_eq!(tables(&db), all);
    if db.engine() == Engine::Sqlite {
        assert_eq!(lines(&db, "SELECT CAST(foreign_keys AS TEXT) AS line FROM pragma_foreign_keys"), ["1"]);
    }
}
