//! 逾期清单 offers decisions on what can still be decided, and on nothing else.

use duban::actions::relight_stale;
use duban::domain::person::Role;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::database::{execute, lines};
use crate::support::office::OFFICE;

const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn a_proposal_that_no_longer_runs_is_not_offered() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-17 09:00");
    let (email, number) = (app.add("qin", OFFICE, Role::Coordinator), "SELECT CAST(min(o.id) AS TEXT) AS line");
    let owed = |kind: &str, more: &str| {
        let of_guilin = format!(
            "{number} FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}' AND o.kind = '{kind}' {more}"
        );
        lines(&app.ctx.db, &of_guilin).remove(0)
    };
    let (dated, standing) = (owed("dated", "AND o.due = '2024-05-31'"), owed("standing", ""));
    let api = app.api(&email).await;
    for (id, choice) in [(&dated, "interview"), (&standing, "circular")] {
        let wish = json!({"choice": choice, "reason": "推进不力"});
        assert_eq!(api.post(&format!("/obligations/{id}/proposals"), &wish).await.status, 200);
    }
    let browser = app.signed_in(&email).await;
    for (change, runs) in [
        ("status = 'acknowledged'", true),
        ("status = 'returned'", true),
        ("status = 'returned', due_rev = 7", false),
        ("status = 'acknowledged', due_rev = 7", false),
        ("status = 'closed'", false),
        ("status = 'submitted', awaiting = 'coordinator'", false),
        ("status = 'not_applicable'", false),
        ("status = 'acknowledged', due = '2024-06-30'", false),
    ] {
        for id in [&dated, &standing] {
            let due = if *id == dated { "2024-05-31" } else { "2024-12-31" };
            execute(
                &app.ctx.db,
                &format!(
                    "UPDATE obligations SET status = 'acknowledged', awaiting = NULL, due_rev = 0, due = '{due}' WHERE id = {id}; \
                     UPDATE obligations SET {change} WHERE id = {id}"
                ),
            );
        }
        relight_stale(&app.ctx).expect("what was changed by hand is reckoned");
        let html = browser.text("/overdue").await;
        let offers = |id: &str| html.contains(&format!("action=\"/obligations/{id}/proposals/"));
        assert_eq!(offers(&dated), runs, "{change}: {html}");
        // What is owed over the year has until its end.
        assert_eq!(offers(&standing), runs || change.contains("06-30"), "{change}: {html}");
    }
}
