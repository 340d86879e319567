//! What the pages say of rounds.

use super::*;
use crate::support::app::TestApp;

#[actix_web::test]
async fn the_pages_say_which_round_a_report_answers_and_take_the_one_that_is_chosen() {
    let app = TestApp::start_with_plan_and_settings(&[AS_SHIPPED]).await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    execute(&app.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    app.set_clock("2024-07-02");
    let liaison = app.signed_in(&wei).await;
    let id = number(
        &app.ctx.db,
        &format!(
            "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
        ),
    );
    let page = format!("/obligations/{id}");
    let table = liaison.text("/my-work").await;
    assert!(table.contains("0/25") && table.contains("2024年6月调度，已于2024-06-25（周二）截止，属迟报"), "{table}");
    let form = liaison.text(&page).await;
    assert!(
        form.contains("<option value=\"2024-06\" selected>") && form.contains("<option value=\"2024-07\">"),
        "{form}"
    );
    let fields = |round: &'static str| {
        [("version", "1"), ("stage", "in_progress"), ("progress", "七月进展"), ("then", "submit"), ("round", round)]
    };
    let refused = liaison.submit(&page, &format!("{page}/reports"), &fields("2024-05")).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.expect("a page").contains("所选的调度期次现在不能报送"));
    let taken = liaison.submit(&page, &format!("{page}/reports"), &fields("2024-07")).await;
    assert_eq!(taken.status(), 303);
    assert_eq!(lines(&app.ctx.db, "SELECT period AS line FROM reports WHERE submitted_at IS NOT NULL"), ["2024-07"]);
    app.set_clock("2024-07-10");
    let office = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    assert!(!office.text(&page).await.contains("迟报"));
}
