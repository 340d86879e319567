//! Who comes too late to what a colleague has closed is told who closed it and when, whatever else is wrong with the form; nothing is said
//! of sending it again, and what was typed stays.

use duban::actions::{self, ActionError, ReturnReport};
use duban::domain::id::ObligationId;
use duban::domain::person::Role;

use crate::support::app::TestApp;
use crate::support::database::{execute, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

/// What Guilin has handed in, closed by the coordinator on 2024-05-20, and its version before.
fn closed() -> (Office, ObligationId, i32) {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-05-20");
    let id = office.obligation(GUILIN, CEMENT);
    office.report(GUILIN, id);
    let version = number(office.db(), &format!("SELECT version FROM obligations WHERE id = {id}"));
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    actions::close_obligation(&office.ctx, &coordinator, id, None, None).expect("a closure");
    (office, id, i32::try_from(version).expect("a version"))
}

fn reason(result: Result<(), ActionError>) -> String {
    match result {
        Err(ActionError::Conflict { reason, .. }) => {
            duban::strings::Strings::of(duban::strings::Language::Zh).say(&reason)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_late_return_is_told_who_has_closed_it_with_a_date_or_without() {
    let (office, id, version) = closed();
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    for answer_by in [None, Some("2024-06-10".parse().expect("a date"))] {
        let wish = ReturnReport {
            obligation_id: id,
            version: Some(version),
            reason: said("缺名单"),
            answer_by,
            as_empty: false,
            at_once: false,
        };
        let said = reason(actions::return_report(&office.ctx, &coordinator, &wish));
        assert!(said.contains("于 2024-05-20 处理，目前为“办结”") && said.contains("退回补充"), "{said}");
    }
}

#[test]
fn a_report_that_is_closed_is_not_taken_back_and_nothing_is_said_of_sending_it_again() {
    let (office, id, version) = closed();
    let liaison = office.actor(GUILIN, Role::Liaison);
    let said = reason(actions::withdraw_report(&office.ctx, &liaison, id, Some(version)));
    assert!(said.contains("目前为“办结”") && !said.contains("重新提交"), "{said}");
}

#[actix_web::test]
async fn the_reason_that_was_typed_stays_on_the_page() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let dated = "SELECT min(id) FROM obligations WHERE kind = 'dated'";
    let id = number(&app.ctx.db, dated);
    execute(
        &app.ctx.db,
        &format!("UPDATE obligations SET status = 'submitted', awaiting = 'coordinator' WHERE id = {id}"),
    );
    let colleague = app.api_of("覃二", OFFICE, Role::Coordinator).await;
    let duty = colleague.read(&format!("/obligations/{id}")).await;
    let closing = serde_json::json!({"version": duty["version"], "reason": "已核实"});
    assert_eq!(colleague.post(&format!("/obligations/{id}/closure"), &closing).await.status, 200);
    let page = format!("/obligations/{id}");
    let version = duty["version"].to_string();
    let fields = [("version", version.as_str()), ("reason", "缺企业名单"), ("answer_by", "")];
    let answer = coordinator.submit(&page, &format!("{page}/return"), &fields).await;
    assert_eq!(answer.status(), 409);
    let html = answer.text().await.expect("a page");
    assert!(html.contains("已由覃二于") && html.contains("缺企业名单"), "{html}");
}
