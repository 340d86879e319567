//! An obligation in a status of another version is locked, and says so.

use duban::domain::person::Role;
use serde_json::json;

use super::{WORD, allow_any_word};
use crate::support::api::OFFICE;
use crate::support::app::TestApp;
use crate::support::database::{execute, lines, number};

#[actix_web::test]
async fn every_step_on_it_is_refused_with_the_word_and_lists_show_it_without_a_lamp() {
    let app = TestApp::start().await;
    let (liaison, coordinator) = (
        app.api_of("韦联络", "桂林市人民政府", Role::Liaison).await,
        app.api_of("覃调度", OFFICE, Role::Coordinator).await,
    );
    let db = &app.ctx.db;
    let id = number(
        db,
        "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '桂林市人民政府' AND o.kind = 'dated'",
    );
    allow_any_word(db);
    execute(db, &format!("UPDATE obligations SET status = '{WORD}' WHERE id = {id}"));
    let row = format!("SELECT CAST(version AS TEXT) || status AS line FROM obligations WHERE id = {id}");
    let before = lines(db, &row);
    let report = json!({"version": 1, "stage": "done", "progress": "完成", "problems": "", "help_needed": "",
        "next_steps": "", "submit": true});
    for (who, step, body) in [
        (&liaison, "acknowledgement", json!({"version": 1})),
        (&liaison, "reports", report),
        (&liaison, "not-applicable", json!({"version": 1, "reason": "没有"})),
        (&coordinator, "closure", json!({"version": 1})),
        (&coordinator, "return", json!({"version": 1, "reason": "补充", "answer_by": "2024-05-20"})),
        (&coordinator, "not-applicable/confirmation", json!({"version": 1})),
        (&coordinator, "reopening", json!({"version": 1, "reason": "重新"})),
    ] {
        let answer = who.post(&format!("/obligations/{id}/{step}"), &body).await;
        assert_eq!(answer.status, 409, "{step}: {answer:?}");
        assert!(answer.body["detail"].as_str().is_some_and(|text| text.contains(WORD)), "{step}: {answer:?}");
    }
    assert_eq!(lines(db, &row), before);
    let shown = coordinator.read(&format!("/obligations/{id}")).await;
    assert_eq!((shown["status"].as_str(), shown["lamp"].as_str()), (Some(WORD), Some("none")));
    let (rows, _) = liaison.walk("500", &[("lamp", "none")]).await;
    assert!(rows.iter().any(|row| row["status"] == WORD), "it is in no list");
    let answer = coordinator.list("/obligations", &[("status", WORD)]).await;
    assert_eq!(answer.status, 422, "what is typed must be known: {answer:?}");
}
