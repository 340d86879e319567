//! The file that a plan was read from: kept once, given to who imports plans, looked at, deleted when nothing needs it.

use chrono::TimeDelta;
use duban::actions::{damaged_files, tidy};
use duban::db::Database;
use duban::domain::person::Role;

use crate::support::api::OFFICE;
use crate::support::app::{TestApp, location};
use crate::support::command::{duban, plan_file, succeed};
use crate::support::database::{TestDatabase, execute, lines, number};

const PLAN: &str = "2025年度湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.开展湿地排查。各设区市于2025年6月底前完成湿地名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）\n";

const GUILIN: &str = "桂林市人民政府";

fn kept(db: &Database) -> usize {
    number(db, "SELECT count(*) FROM files WHERE size > 0")
}

#[actix_web::test]
async fn who_imports_plans_gets_the_file_back_as_it_was_and_nobody_else_does() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await;
    let uploaded = coordinator.upload("/plans/import", "湿地 2025.txt", PLAN.as_bytes()).await;
    let review = location(&uploaded).split('?').next().expect("an address").to_owned();
    let draft = coordinator.text(&review).await;
    assert!(draft.contains("href=\"/plans/2/file\""), "{draft}");

    let answer = coordinator.get("/plans/2/file").await;
    assert_eq!(answer.status(), 200);
    let head = |name: &str| answer.headers()[name].to_str().expect("a text").to_owned();
    assert_eq!(head("content-disposition"), "attachment; filename*=UTF-8''%E6%B9%BF%E5%9C%B0%202025.txt");
    assert_eq!(head("content-type"), "application/octet-stream");
    assert_eq!(answer.bytes().await.expect("bytes"), PLAN.as_bytes());

    // The plan that is tracked came before files were kept.
    execute(&app.ctx.db, "UPDATE plans SET file_sha256 = NULL WHERE id = 1");
    assert_eq!(coordinator.get("/plans/1/file").await.status(), 404);
    assert!(!coordinator.text("/plans/1").await.contains("/plans/1/file"));
    assert_eq!(coordinator.get("/plans/77/file").await.status(), 404);

    execute(&app.ctx.db, "UPDATE plans SET file_sha256 = (SELECT file_sha256 FROM plans WHERE id = 2) WHERE id = 1");
    assert!(coordinator.text("/plans/1").await.contains("href=\"/plans/1/file\""));
    let liaison = app.signed_in(&app.add("韦某", GUILIN, Role::Liaison)).await;
    assert!(!liaison.text("/plans/1").await.contains("/plans/1/file"), "a link that leads nowhere");
    assert_eq!(liaison.get("/plans/1/file").await.status(), 403);
    assert_ne!(app.browser().get("/plans/1/file").await.status(), 200);
}

#[actix_web::test]
async fn a_file_is_kept_once_and_goes_when_no_plan_needs_it_any_more() {
    let app = TestApp::start().await;
    let db = &app.ctx.db;
    let email = app.add("覃调度", OFFICE, Role::Coordinator);
    let coordinator = app.signed_in(&email).await;
    coordinator.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await;
    assert_eq!(kept(db), 1);
    // The same once more is refused, and nothing of it stays.
    assert_eq!(coordinator.upload("/plans/import", "again.txt", PLAN.as_bytes()).await.status(), 422);
    assert_eq!(kept(db), 1);
    coordinator.submit("/plans/2/review", "/plans/2/discard", &[]).await;
    assert_eq!(number(db, "SELECT count(*) FROM plans WHERE id = 2"), 0);
    tidy(&app.ctx).expect("tidied");
    assert_eq!(kept(db), 1, "it came a moment ago: somebody may be about to need it");
    app.ctx.clock.set(app.ctx.clock.local_now() + TimeDelta::days(30));
    assert_eq!(tidy(&app.ctx).expect("tidied").files, 1);
    assert_eq!(kept(db), 0);
    // The session ended long ago.
    let coordinator = app.signed_in(&email).await;
    coordinator.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await;
    tidy(&app.ctx).expect("tidied");
    assert_eq!(kept(db), 1, "a plan needs it");
}

#[test]
fn what_is_damaged_is_named_and_the_tables_refuse_what_is_cut() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).arg("import").arg(plan_file()).arg("--yes").arg("--accept-doubts"));
    let db = database.open();
    let known = std::fs::read(plan_file()).expect("the plan").len();
    assert_eq!(number(&db, &format!("SELECT count(*) FROM files WHERE size = {known}")), 1);
    assert!(looked(&database).contains("存放的原文件均完好"));

    let cut = "UPDATE files SET content = substr(content, 2)";
    let refused = db.bare(|c| Ok(diesel::connection::SimpleConnection::batch_execute(c, cut)?));
    assert!(refused.is_err(), "its size is another");
    let sha256 = lines(&db, "SELECT sha256 AS line FROM files").remove(0);
    let other =
        if database.is_postgres() { "set_byte(content, 0, 0)" } else { "CAST(zeroblob(length(content)) AS BLOB)" };
    execute(&db, &format!("UPDATE files SET content = {other}"));
    let said = looked(&database);
    assert!(said.contains(&sha256) && said.contains("请从备份中恢复"), "{said}");
    let ctx = crate::support::app::context(&database, &[]);
    assert_eq!(damaged_files(&ctx).expect("a look"), [sha256]);
}

/// What is said of the data, whatever else is wanting in so small a house.
fn looked(database: &TestDatabase) -> String {
    let said = duban(database).args(["check", "--data"]).output().expect("the binary starts");
    String::from_utf8_lossy(&said.stdout).into_owned()
}
