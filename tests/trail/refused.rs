//! What was refused stands in the trail, with its source: once an hour for each kind, and the answer hangs on nothing of it.

use std::time::Duration;

use duban::domain::person::Role;
use reqwest::Method;
use serde_json::json;

use super::GUILIN;
use crate::support::api::OFFICE;
use crate::support::app::TestApp;
use crate::support::database::{execute, lines, number};

const KINDS: &str = "SELECT coalesce(a.actor_unit, a.actor) || ' ' || a.detail || ' ' || a.source || ' x' || r.times AS line \
     FROM audit AS a JOIN refusals AS r ON r.entry_id = a.id WHERE a.verb = 'refuse' ORDER BY a.id";

/// What stands in the trail when so much was refused: it is written down behind the answers.
async fn written(app: &TestApp, times: usize) -> Vec<String> {
    for _ in 0..200 {
        if number(&app.ctx.db, "SELECT CAST(coalesce(sum(times), 0) AS BIGINT) FROM refusals") >= times {
            break;
        }
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
    lines(&app.ctx.db, KINDS)
}

#[actix_web::test]
async fn rights_that_are_refused_stand_in_the_trail_once_with_how_often() {
    let app = TestApp::start().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    for _ in 0..30 {
        assert_eq!(liaison.get("/desk").await.status(), 403);
    }
    let rows = written(&app, 30).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].starts_with("桂林市人民政府 {") && rows[0].ends_with(" 127.0.0.1 x30"), "{rows:?}");
    let page = auditor.text("/audit?verb=refuse").await;
    for words in ["wei", "拒绝操作", "没有权限", "/desk", "403", "127.0.0.1", "共 30 次"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // A session that nobody uses for half an hour is over.
    for time in ["09:20", "09:40", "10:00"] {
        app.set_clock(&format!("2024-05-06 {time}"));
        assert_eq!(liaison.get("/my-work").await.status(), 200);
    }
    assert_eq!(liaison.get("/desk").await.status(), 403);
    assert_eq!(written(&app, 31).await.len(), 2, "another hour has another row");
}

#[actix_web::test]
async fn what_cannot_be_done_to_one_account_is_counted_apart_from_another() {
    let app = TestApp::start().await;
    let admin = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    for (name, role) in [("an", Role::Secadmin), ("shen", Role::Auditor)] {
        app.add(name, OFFICE, role);
        let id = number(&app.ctx.db, &format!("SELECT id FROM people WHERE name = '{name}'"));
        let page = format!("/people/{id}");
        for _ in 0..2 {
            assert_eq!(admin.submit(&page, &format!("{page}/disable"), &[]).await.status(), 409, "{name} is the last");
        }
    }
    let rows = written(&app, 4).await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows.iter().all(|row| row.ends_with(" x2") && row.contains("/disable")), "{rows:?}");
}

#[actix_web::test]
async fn forms_of_other_sites_stale_pages_and_foreign_things_are_told_apart() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("coord", OFFICE, Role::Coordinator)).await;
    let api = app.api_of("wei", GUILIN, Role::Liaison).await;
    let duty = api.obligation(GUILIN, "（二）1", "dated").await;
    let path = format!("/obligations/{}", duty["id"]);
    coordinator.post(&format!("{path}/closure"), &[("version", "1")]).await;
    let stale = api.post(&format!("{path}/acknowledgement"), &json!({"version": 77})).await;
    assert_eq!(stale.status, 409);
    let other = app.api_of("luo", "柳州市人民政府", Role::Liaison).await;
    let foreign = other.post("/obligations/999999/acknowledgement", &json!({"version": 1})).await;
    assert_eq!(foreign.status, 404);
    let stranger = app.browser();
    stranger
        .request(Method::POST, "/sign-in")
        .form(&[("email", "a"), ("password", "b")])
        .send()
        .await
        .expect("an answer");
    let rows = written(&app, 4).await.join("\n");
    for (who, why) in [
        ("自治区生态环境厅", "foreign_form"),
        ("桂林市人民政府", "conflict"),
        ("柳州市人民政府", "unrelated"),
        ("visitor", "foreign_form"),
    ] {
        let said = |row: &str| row.starts_with(who) && row.contains(&format!("\"why\":\"{why}\""));
        assert!(rows.lines().any(said), "{who} {why}: {rows}");
    }
}

#[actix_web::test]
async fn tries_that_nobody_looks_at_are_counted_and_no_secret_is_kept() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for _ in 0..9 {
        app.browser().sign_in(&email, "wrong-passw0rd").await;
    }
    app.browser()
        .post("/set-password/secret-token-of-a-link", &[("form_secret", "x"), ("password", "hidden-passw0rd")])
        .await;
    let rows = written(&app, 5).await.join("\n");
    assert!(rows.contains("\"why\":\"locked\"") && rows.contains(" x4"), "{rows}");
    let id = number(&app.ctx.db, "SELECT id FROM people WHERE name = 'wei'");
    assert!(rows.contains(&format!("\"account\":{id}")), "whose account it was: {rows}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb IN ('fail_sign_in', 'lock_account')"), 5);
    let all = lines(&app.ctx.db, "SELECT detail AS line FROM audit UNION ALL SELECT key FROM refusals").concat();
    for secret in ["passw0rd", "secret-token"] {
        assert!(!all.contains(secret), "{all}");
    }
}

#[actix_web::test]
async fn a_refusal_that_cannot_be_written_down_is_answered_all_the_same() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    execute(&app.ctx.db, "DROP TABLE refusals");
    for _ in 0..3 {
        assert_eq!(liaison.get("/desk").await.status(), 403);
    }
    assert_eq!(liaison.get("/my-work").await.status(), 200);
}

#[actix_web::test]
async fn what_was_refused_while_the_database_took_nothing_stands_in_the_trail_afterwards_in_its_hour() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    execute(&app.ctx.db, "ALTER TABLE refusals RENAME TO refusals_gone");
    for _ in 0..3 {
        assert_eq!(liaison.get("/desk").await.status(), 403);
    }
    actix_web::rt::time::sleep(Duration::from_millis(1_500)).await;
    app.set_clock("2024-05-06 10:00");
    execute(&app.ctx.db, "ALTER TABLE refusals_gone RENAME TO refusals");
    let rows = written(&app, 3).await;
    assert!(rows.len() == 1 && rows[0].ends_with(" x3"), "{rows:?}");
    let key = lines(&app.ctx.db, "SELECT key AS line FROM refusals").concat();
    assert!(key.starts_with("2024-05-06T09 "), "{key}");
}
