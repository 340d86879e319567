//! What counts as not reported (视同未报): the mail says what is owed now, and no second date is taken beside it.

use duban::actions::{ReturnReport, SubmitReport, return_report, submit_report};
use duban::db::obligation::reports::ReportFields;
use duban::domain::id::ObligationId;
use duban::domain::obligation::Stage;
use duban::domain::person::Role;
use duban::mail::Letter;
use serde_json::json;

use super::heeded::{last_mail, last_of};
use crate::support::app::TestApp;
use crate::support::database::{lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

/// What the mail says about what is handed in and sent back at that time: to be answered by a day, or as not reported.
fn told_at(office: &Office, id: ObligationId, now: &str, answer_by: Option<&str>) -> Letter {
    office.set_clock(now);
    let report = ReportFields { progress: said("略"), ..ReportFields::new(Stage::Done) };
    let handed =
        SubmitReport { obligation_id: id, version: None, report, keeps_evidence: true, submit: true, round: None };
    submit_report(&office.ctx, &office.actor(GUILIN, Role::Liaison), &handed).expect("a report");
    let wish = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("没有内容"),
        answer_by: answer_by.map(|day| day.parse().expect("a date")),
        as_empty: answer_by.is_none(),
        at_once: false,
    };
    return_report(&office.ctx, &office.actor(OFFICE, Role::Coordinator), &wish).expect("a return");
    last_mail(office)
}

#[test]
fn a_reminder_of_what_was_sent_back_says_why_and_by_when_the_plan_wanted_it() {
    let office = Office::full("2024-03-01");
    told_at(&office, office.obligation(GUILIN, CEMENT), "2024-05-30 10:00", Some("2024-06-07"));
    office.tick("2024-06-05 08:30");
    let to_the_liaison = format!("role = 'liaison' AND unit_id = (SELECT id FROM units WHERE name = '{GUILIN}')");
    let reminder = last_of(&office, &to_the_liaison);
    assert!(reminder.text.contains("原期限：2024年5月31日（周五）"), "{}", reminder.text);
    assert!(reminder.text.contains("退回理由") && reminder.text.contains("没有内容"), "{}", reminder.text);
}

#[test]
fn the_mail_says_by_when_it_is_owed_or_how_late_it_is() {
    let office = Office::full("2024-03-01");
    let dated = office.obligation(GUILIN, CEMENT);
    let early = told_at(&office, dated, "2024-05-20 10:00", None);
    assert!(early.subject.contains("请于5月31日（周五）下班前报送"), "{}", early.subject);
    assert!(early.text.contains("视同未报") && early.text.contains("期限不变"), "{}", early.text);
    let late = told_at(&office, dated, "2024-06-05 10:00", None);
    assert!(late.subject.contains("已逾期 5 天，请立即报送"), "{}", late.subject);
    assert!(late.text.contains("期限不变，至今已逾期 5 天") && !late.text.contains("请于5月31日"), "{}", late.text);
    let standing = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         JOIN assignments AS a ON a.measure_id = o.measure_id AND a.role = 'lead' AND a.position = 0 \
         JOIN units AS l ON l.id = a.unit_id \
         WHERE u.name = '{GUILIN}' AND l.name = '{OFFICE}' AND o.kind = 'standing'"
    );
    let standing = ObligationId::new(lines(office.db(), &standing)[0].parse().expect("a key"));
    let month = told_at(&office, standing, "2024-06-05 11:00", None);
    assert!(month.subject.contains("请尽快报送") && !month.text.contains("下班前重新报送"), "{}", month.text);
}

#[test]
fn where_the_last_working_day_is_over_the_day_itself_is_named() {
    let office = Office::full("2024-03-01");
    let id = office.obligation(GUILIN, CEMENT);
    let subject = told_at(&office, id, "2024-06-08 10:00", Some("2024-06-09")).subject;
    assert!(subject.contains("请于6月9日（周日）下班前报送"), "Friday is over: {subject}");
}

#[actix_web::test]
async fn a_date_beside_it_is_refused_at_its_field_on_page_and_call() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let email = app.add("覃调度", OFFICE, Role::Coordinator);
    let (coordinator, browser) = (app.api(&email).await, app.signed_in(&email).await);
    let duty = liaison.obligation(GUILIN, "（二）4", "dated").await;
    let path = format!("/obligations/{}", duty["id"]);
    let report = json!({"stage": "done", "progress": "略", "submit": true, "version": duty["version"]});
    assert_eq!(liaison.post(&format!("{path}/reports"), &report).await.status, 200);
    let version = coordinator.read(&path).await["version"].clone();
    let both = json!({"reason": "没有内容", "as_empty": true, "answer_by": "2024-05-20", "version": version});
    let refused = coordinator.post(&format!("{path}/return"), &both).await;
    assert_eq!((refused.status, &refused.body["field"]), (422, &json!("answer_by")), "{refused:?}");
    let (back, version) = (format!("{path}/return"), version.to_string());
    let fields =
        [("version", version.as_str()), ("reason", "没有内容"), ("as_empty", "true"), ("answer_by", "2024-05-20")];
    let refused = browser.submit(&path, &back, &fields).await;
    assert_eq!(refused.status(), 422);
    let html = refused.text().await.expect("a page");
    let fault = "<span class=\"fault\" id=\"answer_by-fault\">“视同未报”时期限不变";
    assert!(html.contains(fault) && html.contains("value=\"2024-05-20\" aria-invalid=\"true\""), "{html}");
    assert!(
        html.contains("没有内容</textarea>") && html.contains("name=\"as_empty\" value=\"true\" checked"),
        "{html}"
    );
    assert_eq!(html.matches("没有内容</textarea>").count(), 1, "the reason of a return is none to close it: {html}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM obligations WHERE status = 'returned'"), 0);
}
