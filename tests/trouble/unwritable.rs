//! The disk is full or read-only.

use diesel::connection::SimpleConnection as _;
use duban::actions::{note_job, tick};
use duban::domain::person::Role;

use super::refuse_writes;
use crate::support::api::OFFICE;
use crate::support::app::{TestApp, form_secret};

const ONE_CONNECTION: [(&str, &str); 1] = [("DUBAN__DATABASE__POOL", "1")];

#[actix_web::test]
async fn what_is_stored_is_read_while_nothing_can_be_written() {
    let app = TestApp::start_with_plan_and_settings(&ONE_CONNECTION).await;
    let office = app.add("qin", OFFICE, Role::Coordinator);
    let (browser, api) = (app.signed_in(&office).await, app.api(&office).await);
    let id = api.list("/obligations", &[("limit", "1")]).await.body["items"][0]["id"].clone();
    tick(&app.ctx).expect("a tick");
    refuse_writes(&app.ctx.db);
    app.set_clock("2024-05-06 09:05");
    let one = format!("/obligations/{id}");
    for page in ["/desk", "/ledger", "/overdue", "/review", "/brief", "/plan", "/mails", "/my-work", one.as_str()] {
        let status = browser.get(page).await.status().as_u16();
        assert_eq!(status, if page == "/my-work" { 403 } else { 200 }, "{page}");
    }
    for call in ["/obligations", one.as_str(), "/overdue", "/mail", "/plans"] {
        assert_ne!(api.get(call).await.status / 100, 5, "{call}");
    }

    let html = browser.text(&one).await;
    let fields = [("form_secret", form_secret(&html)), ("spoke_with", "韦某"), ("answer", "月底前完成")];
    let refused = browser.post(&format!("{one}/calls"), &fields).await;
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    let html = refused.text().await.expect("a page");
    let typed = ["<dt>接听人</dt><dd>韦某</dd>", "<dt>答复</dt><dd>月底前完成</dd>"];
    for shown in ["不能保存", "没有任何内容被更改", typed[0], typed[1], "再次提交", "<a href=\"/desk\">调度台</a>"]
    {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    let call = serde_json::json!({"spoke_with": "Ms Wei", "answer": "By the end of the month."});
    let refused = api.post(&format!("{one}/calls"), &call).await;
    assert_eq!(refused.status, 503);
    assert!(refused.body["detail"].as_str().expect("words").contains("nothing can be stored"), "{refused:?}");
}

#[actix_web::test]
async fn a_supervisor_learns_that_nothing_can_be_written() {
    let app = TestApp::start_with_settings(&ONE_CONNECTION).await;
    tick(&app.ctx).expect("a tick");
    refuse_writes(&app.ctx.db);
    let answer = app.browser().get("/readyz").await;
    assert_eq!(answer.status(), 503);
    let said = answer.text().await.expect("a text");
    assert!(said.starts_with("database: cannot be written: "), "{said}");
}

#[actix_web::test]
async fn a_full_disk_is_told_apart_from_a_defect() {
    let app = TestApp::start_with_plan_and_settings(&ONE_CONNECTION).await;
    if app.database.is_postgres() {
        return;
    }
    let office = app.add("qin", OFFICE, Role::Coordinator);
    let api = app.api(&office).await;
    let id = api.list("/obligations", &[("limit", "1")]).await.body["items"][0]["id"].clone();
    app.ctx.db.bare(|c| Ok(c.batch_execute("PRAGMA max_page_count = 1")?)).expect("no page more");
    let call = serde_json::json!({"spoke_with": "Ms Wei", "answer": "x".repeat(2_000)});
    let mut status = 0;
    for _ in 0..50 {
        status = api.post(&format!("/obligations/{id}/calls"), &call).await.status;
        if status != 200 && status != 201 {
            break;
        }
    }
    assert_eq!(status, 503, "what fits into the last page is taken, and the next is told apart");
    assert_eq!(api.get(&format!("/obligations/{id}")).await.status, 200);
}

#[actix_web::test]
async fn a_supervisor_learns_of_a_job_that_keeps_failing() {
    let app = TestApp::start_without_plan().await;
    tick(&app.ctx).expect("a tick");
    let browser = app.browser();
    for round in 0..3 {
        assert_eq!(browser.text("/readyz").await, "ok\n", "after {round} rounds");
        let reason = format!("no connection ({round}) for ann@test.example");
        note_job(&app.ctx, "deliver", Some(&reason)).expect("a note");
        app.set_clock(&format!("2024-05-06 09:0{}", round + 1));
    }
    let said = browser.text("/readyz").await;
    let line = "job deliver: failed 3 rounds in a row since 2024-05-06 09:00:00: no connection (2) for ***\n";
    assert_eq!(said, format!("ok\n{line}"));
    let metrics = browser.text("/metrics").await;
    assert!(metrics.contains("duban_job_failed_rounds{job=\"deliver\"} 3\n"), "{metrics}");
    assert!(metrics.contains("duban_job_failing_since_seconds{job=\"deliver\"} 1714957200\n"), "{metrics}");
    note_job(&app.ctx, "deliver", None).expect("a note");
    assert_eq!(browser.text("/readyz").await, "ok\n");
    assert!(!browser.text("/metrics").await.contains("duban_job_failed_rounds{"));
}
