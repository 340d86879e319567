//! What the system administrator sees of the system: what a monitoring system sees.

use duban::actions::tick;
use duban::domain::person::Role;

use super::{GUILIN, OFFICE};
use crate::support::app::{TestApp, location};
use crate::support::command::{duban, duban_at};
use crate::support::database::execute;
use crate::support::leftovers::Leftover;

#[actix_web::test]
async fn the_system_administrator_begins_with_clock_tick_queue_failures_disk_and_backup() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    assert_eq!(location(&browser.get("/").await), "/system");
    let html = browser.text("/system").await;
    assert!(html.contains("2024-05-06 09:00 （北京时间）") && html.contains("太久没有运行"), "{html}");
    assert!(html.contains("没有失败") && html.contains("从未运行"), "{html}");
    app.add("wei", GUILIN, Role::Liaison);
    app.set_clock("2024-05-17 09:00");
    tick(&app.ctx).expect("a tick");
    app.database.may_leave(Leftover::FailedJob);
    execute(
        &app.ctx.db,
        "INSERT INTO job_failures (job, rounds, since, last_at, reason) \
         VALUES ('tidy', 3, '2024-05-16 00:00:00', '2024-05-17 00:00:00', 'no room')",
    );
    let browser = app.signed_in("xi@test.example").await;
    let html = browser.text("/system").await;
    assert!(html.contains("2024-05-17 09:00 （第 1 次）") && !html.contains("太久没有运行"), "{html}");
    assert!(html.contains("连续失败 3 轮") && html.contains("no room"), "{html}");
    assert!(html.contains("待发送"), "{html}");
    if !app.database.is_postgres() {
        assert!(html.contains("剩余 ") && html.contains("没有记录"), "{html}");
    }
}

#[actix_web::test]
async fn nobody_else_sees_the_system() {
    let app = TestApp::start_without_plan().await;
    for (name, unit, role) in [
        ("an", OFFICE, Role::Secadmin),
        ("shen", OFFICE, Role::Auditor),
        ("qin", OFFICE, Role::Coordinator),
        ("wei", GUILIN, Role::Liaison),
    ] {
        let browser = app.signed_in(&app.add(name, unit, role)).await;
        assert_eq!(browser.get("/system").await.status(), 403, "{role}");
    }
}

#[actix_web::test]
async fn a_backup_that_was_done_stands_there() {
    let app = TestApp::start_without_plan().await;
    if app.database.is_postgres() {
        return;
    }
    let browser = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let done =
        duban_at("2024-05-06 08:30", &app.database).args(["backup", "copy.db"]).output().expect("the binary starts");
    assert!(done.status.success(), "{done:?}");
    let html = browser.text("/system").await;
    assert!(html.contains("2024-05-06 08:30") && !html.contains("一周内没有备份"), "{html}");
    let again = duban(&app.database).args(["backup", "copy.db"]).output().expect("the binary starts");
    assert!(!again.status.success(), "the file is there");
    assert!(browser.text("/system").await.contains("2024-05-06 08:30"), "what was refused was no backup");
}
