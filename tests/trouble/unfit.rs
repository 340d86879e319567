//! A program that must not write: another file stands where its database was, the file is damaged, or a newer program has made
//! the tables into what it does not understand.

mod overwritten;

use std::fs::{self, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};

use duban::actions::{ActionError, tick};
use duban::db::{Database, DbError, PROGRAM_LEVEL};
use duban::delivery::deliver;
use duban::domain::person::Role;

use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp, form_secret};
use crate::support::command::{duban, refusal};
use crate::support::database::{execute, number, tables};
use crate::support::smtp::SmtpServer;

const ONE_CONNECTION: [(&str, &str); 1] = [("DUBAN__DATABASE__POOL", "1")];

/// An office with something to do, and the address of an item.
async fn office() -> (TestApp, String, String) {
    let app = TestApp::start_with_plan_and_settings(&ONE_CONNECTION).await;
    app.add("韦联络", "桂林市人民政府", Role::Liaison);
    let office = app.add("qin", OFFICE, Role::Coordinator);
    app.set_clock("2024-06-14");
    tick(&app.ctx).expect("a tick");
    let item = format!("/obligations/{}", number(&app.ctx.db, "SELECT min(id) FROM obligations"));
    (app, office, item)
}

/// What is said to whoever stores something.
async fn refusal_of_a_call(browser: &Browser<'_>, item: &str) -> String {
    let html = browser.text(item).await;
    let fields = [("form_secret", form_secret(&html)), ("spoke_with", "韦某"), ("answer", "月底前完成")];
    let refused = browser.post(&format!("{item}/calls"), &fields).await;
    assert_eq!(refused.status(), 503);
    refused.text().await.expect("a page")
}

async fn not_ready(app: &TestApp) -> String {
    let answer = app.browser().get("/readyz").await;
    assert_eq!(answer.status(), 503);
    answer.text().await.expect("a text")
}

#[actix_web::test]
async fn a_program_that_has_become_too_old_reads_on_and_neither_stores_nor_sends() {
    let (app, office, item) = office().await;
    app.set_clock("2024-06-17");
    let (db, browser, smtp) = (&app.ctx.db, app.signed_in(&office).await, SmtpServer::start());
    let before = app.database.row_counts();
    execute(db, &format!("UPDATE compatibility SET oldest_program = {}", PROGRAM_LEVEL + 1));
    for page in ["/desk", "/ledger", "/overdue", "/mails", item.as_str()] {
        assert_eq!(browser.get(page).await.status(), 200, "{page}");
    }
    let said = refusal_of_a_call(&browser, &item).await;
    assert!(said.contains("本程序版本过旧") && said.contains("没有任何内容被更改"), "{said}");
    assert!(matches!(tick(&app.ctx), Err(ActionError::NoStorage(DbError::TooNew { .. }))), "the clock goes on");
    assert!(deliver(&app.ctx, &smtp.transport(&app.ctx)).is_err(), "mail leaves");
    assert!(matches!(db.unfit(), Some(DbError::TooNew { .. })), "jobs go on");
    assert!(not_ready(&app).await.contains("made for program level"));
    execute(db, &format!("UPDATE compatibility SET oldest_program = {PROGRAM_LEVEL}"));
    assert_eq!(app.database.row_counts(), before);
    assert_eq!(number(db, "SELECT count(*) FROM mails WHERE attempts > 0"), 0);
    assert!(tick(&app.ctx).expect("a tick").is_whole());
}

#[actix_web::test]
async fn a_file_that_was_moved_or_replaced_is_said_and_nothing_is_stored_into_nothing() {
    let (app, office, item) = office().await;
    if app.database.is_postgres() {
        return;
    }
    let browser = app.signed_in(&office).await;
    let (file, away) = (app.database.folder.path().join("duban.db"), app.database.folder.path().join("away.db"));
    fs::rename(&file, &away).expect("it is moved");
    let said = refusal_of_a_call(&browser, &item).await;
    assert!(said.contains("移走、删除或替换") && said.contains("没有任何内容被更改"), "{said}");
    assert!(not_ready(&app).await.contains("移走、删除或替换"));
    assert!(tick(&app.ctx).is_err() && matches!(app.ctx.db.unfit(), Some(DbError::Moved { .. })), "jobs go on");
    assert!(!file.exists(), "a new file was made in its place");
    fs::copy(&away, &file).expect("a copy is put there");
    assert!(refusal_of_a_call(&browser, &item).await.contains("移走、删除或替换"), "it is another file");
    assert!(not_ready(&app).await.contains("移走、删除或替换"));
    fs::rename(&away, &file).expect("it is put back");
    assert!(app.ctx.db.unfit().is_none());
    assert!(tick(&app.ctx).expect("a tick").is_whole());
}

#[actix_web::test]
async fn a_log_that_was_deleted_or_moved_is_said_before_anything_is_stored_into_it() {
    for moved in [false, true] {
        let (app, office, item) = office().await;
        if app.database.is_postgres() {
            return;
        }
        let (browser, log) = (app.signed_in(&office).await, app.database.folder.path().join("duban.db-wal"));
        assert_eq!(app.browser().get("/readyz").await.status(), 200);
        if moved {
            fs::rename(&log, app.database.folder.path().join("away")).expect("it is moved");
        } else {
            fs::remove_file(&log).expect("it is deleted");
        }
        let said = refusal_of_a_call(&browser, &item).await;
        assert!(said.contains("移走、删除或替换") && said.contains("没有任何内容被更改"), "{said}");
        assert!(not_ready(&app).await.contains("duban.db-wal"));
        assert!(tick(&app.ctx).is_err() && matches!(app.ctx.db.unfit(), Some(DbError::Moved { .. })), "jobs go on");
    }
}

#[actix_web::test]
async fn a_damaged_file_is_not_ready() {
    let (app, ..) = office().await;
    if app.database.is_postgres() {
        return;
    }
    execute(&app.ctx.db, "PRAGMA wal_checkpoint(TRUNCATE)");
    let file = app.database.folder.path().join("duban.db");
    let whole = fs::read(&file).expect("the file");
    let write = |at: usize, bytes: &[u8]| {
        let mut open = OpenOptions::new().write(true).open(&file).expect("the file");
        open.seek(SeekFrom::Start(at as u64)).expect("a place");
        open.write_all(bytes).expect("bytes");
    };
    write(0, &[0; 16]);
    assert!(not_ready(&app).await.starts_with("database: damaged: "));
    write(0, &whole[..16]);
    assert_eq!(app.browser().get("/readyz").await.status(), 200);

    let (half, other, all) = (whole.len() / 2, app.database.open(), tables(&app.ctx.db));
    write(half, &vec![0xA5; whole.len() - half]);
    let meets_it = |db: &Database| {
        all.iter().any(|table| {
            let read = db.bare(|c| {
                use diesel::connection::SimpleConnection as _;
                Ok(c.batch_execute(&format!("CREATE TEMP TABLE copy_{table} AS SELECT * FROM {table}"))?)
            });
            matches!(read, Err(DbError::Damaged { .. }))
        })
    };
    assert!(meets_it(&other), "no query meets the damage");
    assert!(other.damage().is_some(), "it is forgotten");
    write(0, &whole);
    assert!(other.damage().is_some(), "it is read through again before its time");
}

#[actix_web::test]
async fn where_nothing_says_who_may_write_nothing_is_stored_and_it_is_said() {
    for statement in ["DROP TABLE compatibility", "DELETE FROM compatibility"] {
        let (app, office, item) = office().await;
        let (db, browser, smtp) = (&app.ctx.db, app.signed_in(&office).await, SmtpServer::start());
        let before = app.database.row_counts();
        execute(db, statement);
        let said = refusal_of_a_call(&browser, &item).await;
        assert!(said.contains("数据库缺少应有的表") && said.contains("没有任何内容被更改"), "{statement}: {said}");
        assert!(not_ready(&app).await.starts_with("database: incomplete: compatibility"), "{statement}");
        assert!(matches!(tick(&app.ctx), Err(ActionError::NoStorage(DbError::Incomplete { .. }))), "{statement}");
        assert!(deliver(&app.ctx, &smtp.transport(&app.ctx)).is_err(), "{statement}: mail leaves");
        assert!(matches!(db.unfit(), Some(DbError::Incomplete { .. })), "{statement}: jobs go on");
        for page in ["/desk", "/ledger", "/mails", item.as_str()] {
            assert_eq!(browser.get(page).await.status(), 200, "{statement}: {page}");
        }
        let line = refusal(duban(&app.database).args(["people", "list"]));
        assert!(line.contains("数据库缺少应有的表或列"), "{statement}: {line}");
        let restored =
            "CREATE TABLE IF NOT EXISTS compatibility (id BIGINT PRIMARY KEY, oldest_program INTEGER NOT NULL)";
        execute(db, &format!("{restored}; INSERT INTO compatibility VALUES (1, {PROGRAM_LEVEL})"));
        assert_eq!(app.database.row_counts(), before);
        assert!(tick(&app.ctx).expect("a tick").is_whole());
    }
}

#[actix_web::test]
async fn each_table_that_is_missing_is_named() {
    let app = TestApp::start_without_plan().await;
    tick(&app.ctx).expect("a tick");
    let (db, browser) = (&app.ctx.db, app.browser());
    for table in tables(db) {
        execute(db, &format!("ALTER TABLE {table} RENAME TO away"));
        let said = not_ready(&app).await;
        assert!(said.starts_with("database: incomplete: ") && said.contains(&table), "{table}: {said}");
        execute(db, &format!("ALTER TABLE away RENAME TO {table}"));
    }
    assert_eq!(browser.text("/readyz").await, "ok\n");
}
