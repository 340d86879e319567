//! Lists: plans, tasks, obligations by filters and in pages, the overdue list.

use std::collections::BTreeSet;

use duban::domain::person::Role;
use serde_json::{Value, json};

use crate::support::api::{Api, OFFICE};
use crate::support::app::TestApp;
use crate::support::database::execute;

const GUILIN: &str = "桂林市人民政府";

fn rows(page: &Value) -> &Vec<Value> {
    page["items"].as_array().expect("items")
}

/// How many there are with these filters; every row must be as the filters say.
async fn count(api: &Api<'_>, filters: &[(&str, &str)], holds: impl Fn(&Value) -> bool) -> u64 {
    let (rows, total) = api.walk("500", filters).await;
    assert!(rows.iter().all(holds), "{filters:?}");
    assert_eq!(rows.len() as u64, total, "{filters:?}");
    total
}

#[actix_web::test]
async fn a_plans_tasks_come_whole() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let plans = liaison.read("/plans").await;
    let plan = &plans["items"][0];
    assert_eq!(
        (&plan["year"], &plan["last_year"], &plan["state"], &plan["assigned_on"]),
        (&json!(2024), &json!(2024), &json!("active"), &json!("2024-03-01"))
    );

    let tasks = liaison.read(&format!("/plans/{}/tasks", plan["id"])).await;
    assert_eq!((&tasks["total"], &tasks["next"]), (&json!(21), &Value::Null));
    let measures: Vec<&Value> =
        rows(&tasks).iter().flat_map(|task| task["measures"].as_array().expect("measures")).collect();
    assert_eq!(measures.len(), 25);
    let transport = rows(&tasks).iter().find(|task| task["section"] == "（三）").expect("（三）1");
    let measure = &transport["measures"][0];
    assert_eq!((&transport["number"], &measure["index"]), (&json!(1), &json!(1)));
    assert_eq!(measure["lead"], json!(["自治区交通运输厅", "中国铁路南宁局集团有限公司"]));
    assert_eq!(measure["responsible"], json!(["各设区市人民政府"]));
    let assigned = measure["assignments"].as_array().expect("assignments");
    assert_eq!(assigned.iter().filter(|row| row["role"] == "responsible").count(), 14);
    assert_eq!(
        (&measure["milestones"][0]["due"], &measure["milestones"][0]["owed_by"]),
        (&json!("2024-12-31"), &json!(["全区"]))
    );
    let indicators = measures.iter().map(|measure| measure["indicators"].as_array().expect("a list").len());
    assert!(indicators.sum::<usize>() > 10);
    assert_eq!(liaison.get("/plans/99/tasks").await.status, 404);
}

#[actix_web::test]
async fn plans_are_asked_for_by_their_kind_and_say_their_last_year() {
    let app = TestApp::start().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    execute(&app.ctx.db, "UPDATE plans SET kind = 'meeting', last_year = 2026");
    let found = api.read("/plans?kind=meeting").await;
    assert_eq!((&found["total"], &found["items"][0]["kind"]), (&json!(1), &json!("meeting")));
    assert_eq!((&found["items"][0]["year"], &found["items"][0]["last_year"]), (&json!(2024), &json!(2026)));
    assert_eq!(api.read("/plans?kind=plan").await["total"], json!(0));
    assert_eq!(api.read("/plans?kind=").await["total"], json!(1), "an empty one is none");
    let refused = api.get("/plans?kind=law").await;
    assert_eq!((refused.status, &refused.body["field"]), (422, &json!("kind")));
    assert!(refused.body["detail"].as_str().expect("words").contains("plan|ledger|instruction|meeting"));
}

#[actix_web::test]
async fn filters_narrow_the_list() {
    let app = TestApp::start().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let all = count(&api, &[], |_| true).await;
    let standing = count(&api, &[("kind", "standing")], |row| row["kind"] == "standing").await;
    let dated = count(&api, &[("kind", "dated")], |row| row["kind"] == "dated").await;
    assert!(standing > 300 && dated > 60, "{standing} {dated}");
    assert_eq!(standing + dated, all);
    assert_eq!(count(&api, &[("plan", "1"), ("unit", ""), ("status", "")], |row| row["plan"] == 1).await, all);
    assert_eq!(api.get("/obligations?plan=2").await.body["field"], "plan", "there is no such plan");
    let cement = [("due_from", "2024-05-01"), ("due_to", "2024-05-31")];
    assert_eq!(count(&api, &cement, |row| row["due"] == "2024-05-31" && row["task"] == "（二）4").await, 28);
    let own = count(&api, &[("unit", GUILIN), ("kind", "standing")], |row| row["unit"] == GUILIN).await;
    assert!((20..=25).contains(&own), "{own}");
    assert_eq!(count(&api, &[("status", "assigned")], |row| row["status"] == "assigned").await, all);
    assert_eq!(count(&api, &[("status", "closed")], |_| false).await, 0);
    assert_eq!(count(&api, &[("overdue", "true")], |_| false).await, 0);

    app.set_clock("2024-06-05 09:00");
    let api = app.api_of("卢调度", OFFICE, Role::Coordinator).await;
    let late = |row: &Value| row["days_late"] == 5 && row["workdays_late"] == 3 && row["lamp"] == "red";
    assert_eq!(count(&api, &[("overdue", "true")], late).await, 28);
    assert_eq!(count(&api, &[("overdue", "false")], |row| row["days_late"] == 0).await, all - 28);
    assert_eq!(count(&api, &[("lamp", "red"), ("kind", "dated")], late).await, 28);
}

#[actix_web::test]
async fn pages_follow_each_other_without_loss_or_repetition() {
    let app = TestApp::start().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    assert_eq!(rows(&api.read("/obligations").await).len(), 100, "a hundred where nothing is said");

    let (walked, total) = api.walk("97", &[]).await;
    let place = |row: &Value| (row["due"].as_str().expect("a date").to_owned(), row["id"].as_i64().expect("a key"));
    let places: Vec<_> = walked.iter().map(place).collect();
    assert!(places.is_sorted() && total > 500, "{total}");
    assert_eq!(places.iter().map(|(_, id)| id).collect::<BTreeSet<_>>().len() as u64, total, "none lost, none twice");
    assert_eq!(places.len() as u64, total);
    assert_eq!(api.walk("500", &[]).await.0, walked);
    assert_eq!(api.walk("28", &[("due_to", "2024-05-31")]).await.1, 28, "a last page that is full leads nowhere");
    let last = api.list("/obligations", &[("unit", "自治区海洋局")]).await.body;
    assert_eq!((&last["total"], &last["next"]), (&json!(0), &Value::Null));
}

#[actix_web::test]
async fn a_unit_sees_what_it_owes_and_the_measures_it_takes_part_in() {
    let app = TestApp::start().await;
    let helper = app.api_of("统计局", "自治区统计局", Role::Liaison).await;
    let leader = app.api_of("厅领导", OFFICE, Role::Leader).await;
    let city = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let everything = count(&leader, &[], |_| true).await;

    assert_eq!(count(&helper, &[], |row| row["task"] == "（一）2").await, 17, "three leads and fourteen cities");
    let of_city = count(&city, &[], |_| true).await;
    assert!(of_city <= everything);
    let own = count(&leader, &[("unit", GUILIN)], |_| true).await;
    assert_eq!(count(&city, &[("unit", GUILIN)], |row| row["unit"] == GUILIN).await, own);
}

#[actix_web::test]
async fn a_participant_is_not_told_what_anothers_report_says() {
    let app = TestApp::start().await;
    let city = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let helper = app.api_of("海洋局", "自治区海洋局", Role::Liaison).await;
    let duty = city.obligation(GUILIN, "（三）1", "standing").await;
    let report = json!({"stage": "in_progress", "progress": "推进中", "done": 1, "total": 4, "submit": true, "version": duty["version"]});
    assert_eq!(city.post(&format!("/obligations/{}/reports", duty["id"]), &report).await.status, 200);

    let own = city.obligation(GUILIN, "（三）1", "standing").await;
    assert_eq!((&own["stage"], &own["percent"]), (&json!("in_progress"), &json!(25)));
    let theirs = helper.obligation(GUILIN, "（三）1", "standing").await;
    assert_eq!((&theirs["stage"], &theirs["percent"]), (&Value::Null, &Value::Null));
    assert_eq!(theirs["status"], own["status"]);
}

#[actix_web::test]
async fn the_overdue_list_goes_by_unit_with_telephone_numbers_and_calls() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-05 09:00");
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let city = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let duty = coordinator.obligation(GUILIN, "（二）4", "dated").await;
    let call = json!({"spoke_with": "韦联络", "phone": "", "answer": "明天报"});
    assert_eq!(coordinator.post(&format!("/obligations/{}/calls", duty["id"]), &call).await.status, 200);

    let list = coordinator.read("/overdue").await;
    assert_eq!((&list["total"], &list["next"], rows(&list).len()), (&json!(14), &Value::Null, 14));
    let guilin = rows(&list).iter().find(|unit| unit["unit"] == GUILIN).expect("桂林");
    assert_eq!(guilin["contacts"], json!([{"role": "liaison", "name": "韦联络", "phone": "0771-1234567"}]));
    let late = guilin["items"].as_array().expect("items");
    assert_eq!((late.len(), &late[0]["days_late"], &late[0]["mails"]), (2, &json!(5), &json!([])));
    let called = late.iter().find(|item| item["id"] == duty["id"]).expect("the one");
    assert_eq!(called["calls"][0]["answer"], "明天报");

    assert_eq!(coordinator.get("/overdue?plan=2").await.body["field"], "plan", "there is no such plan");
    assert_eq!(coordinator.get("/overdue?plan=two").await.body["field"], "plan");
    assert_eq!(app.api_of("厅领导", OFFICE, Role::Leader).await.get("/overdue").await.status, 200);
    assert_eq!(city.get("/overdue").await.status, 403);
}
