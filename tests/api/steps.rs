//! The steps of an obligation, as programs take them.

use duban::auth::token::TokenKey;
use duban::db::people::{persons, sessions};
use duban::domain::person::Role;
use serde_json::{Value, json};

use crate::support::api::{Answer, Api, OFFICE};
use crate::support::app::TestApp;

const GUILIN: &str = "桂林市人民政府";
const LEAD: &str = "自治区交通运输厅";

/// Takes a step on the obligation as it is now, and gives it as it is then.
async fn step(api: &Api<'_>, obligation: &Value, noun: &str, mut body: Value) -> Value {
    body["version"] = obligation["version"].clone();
    let answer = api.post(&format!("/obligations/{}/{noun}", obligation["id"]), &body).await;
    assert_eq!(answer.status, 200, "{noun}: {answer:?}");
    assert_eq!(answer.headers["ETag"], format!("\"{}\"", answer.body["version"]));
    answer.body
}

fn done() -> Value {
    json!({
        "stage": "done", "progress": "铁路专用线已开工", "figures": "2 条", "problems": "无", "help_needed": "",
        "next_steps": "验收", "evidence": "http://files.example/1", "done": 2, "total": 4, "submit": true
    })
}

fn verbs(obligation: &Value) -> Vec<&str> {
    let history = obligation["history"].as_array().expect("a history");
    history.iter().map(|entry| entry["verb"].as_str().expect("a verb")).collect()
}

#[actix_web::test]
async fn an_obligation_goes_from_acknowledgement_through_lead_and_return_to_closure() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let lead = app.api_of("陆牵头", LEAD, Role::Liaison).await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = liaison.obligation(GUILIN, "（三）1", "standing").await;
    assert_eq!((&duty["status"], &duty["rung"], &duty["awaiting"]), (&json!("assigned"), &Value::Null, &Value::Null));

    let duty = step(&liaison, &duty, "acknowledgement", json!({})).await;
    assert_eq!(duty["status"], "acknowledged");
    let duty = step(&liaison, &duty, "reports", done()).await;
    assert_eq!((&duty["status"], &duty["awaiting"]), (&json!("submitted"), &json!("lead")));
    assert_eq!((&duty["stage"], &duty["percent"]), (&json!("done"), &json!(50)));
    assert_eq!(duty["reports"][0]["evidence"], "http://files.example/1");
    let duty = step(&lead, &duty, "acceptance", json!({})).await;
    assert_eq!(duty["awaiting"], "coordinator");
    let duty = step(&coordinator, &duty, "return", json!({"reason": "请附验收材料", "answer_by": "2024-05-20"})).await;
    assert_eq!((&duty["status"], &duty["answer_by"]), (&json!("returned"), &json!("2024-05-20")));
    let duty = step(&liaison, &duty, "reports", done()).await;
    let duty = step(&lead, &duty, "acceptance", json!({})).await;
    let duty = step(&coordinator, &duty, "closure", json!({"reason": "已提前核实"})).await;

    assert_eq!((&duty["status"], &duty["lamp"]), (&json!("closed"), &json!("done")));
    assert_eq!(verbs(&duty), ["acknowledge", "submit", "accept", "return", "submit", "accept", "close"]);
    let returned = &duty["history"][3];
    assert_eq!((&returned["remark"], &returned["unit"]), (&json!("请附验收材料"), &json!(OFFICE)));
    assert_eq!(returned["at"], "2024-05-06T09:00:00+08:00");
    assert_eq!(liaison.read(&format!("/obligations/{}", duty["id"])).await, duty);
}

#[actix_web::test]
async fn what_counts_as_not_reported_says_so_beside_the_dates_of_the_item() {
    let app = TestApp::start().await;
    let email = app.add("韦联络", GUILIN, Role::Liaison);
    let liaison = app.api(&email).await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = liaison.obligation(GUILIN, "（二）2", "standing").await;
    let duty = step(&liaison, &duty, "reports", done()).await;
    assert_eq!((&duty["acknowledged_at"], &duty["closed_at"]), (&json!("2024-05-06T09:00:00+08:00"), &Value::Null));
    assert_eq!(duty["reports"][0]["voided_at"], Value::Null);
    app.set_clock("2024-05-06 09:10");
    let duty = step(&coordinator, &duty, "return", json!({"reason": "没有内容", "as_empty": true})).await;
    assert_eq!(duty["reports"][0]["voided_at"], "2024-05-06T09:10:00+08:00");
    assert_eq!((&duty["stage"], &duty["percent"]), (&Value::Null, &Value::Null));
    let page = app.signed_in(&email).await.text(&format!("/obligations/{}", duty["id"])).await;
    assert!(page.contains("视同未报（2024-05-06 09:10）") && page.contains("签收时间"), "the page does not say it");
    let duty = step(&liaison, &duty, "reports", done()).await;
    let duty = step(&coordinator, &duty, "closure", json!({"reason": "已提前核实"})).await;
    assert_eq!(duty["closed_at"], "2024-05-06T09:10:00+08:00");
}

#[actix_web::test]
async fn a_unit_takes_back_what_it_has_filed_until_it_is_reviewed() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let lead = app.api_of("陆牵头", LEAD, Role::Liaison).await;
    let duty = liaison.obligation(GUILIN, "（三）1", "standing").await;
    let filed = step(&liaison, &duty, "reports", done()).await;
    let path = format!("/obligations/{}/withdrawal", duty["id"]);
    assert_eq!(lead.post(&path, &json!({"version": filed["version"]})).await.status, 403);
    let back = step(&liaison, &filed, "withdrawal", json!({})).await;
    assert_eq!(
        (&back["status"], &back["stage"], &back["awaiting"]),
        (&json!("acknowledged"), &Value::Null, &Value::Null)
    );
    assert_eq!(back["reports"][0]["withdrawn_at"], "2024-05-06T09:00:00+08:00");
    assert_eq!((&back["reports"][0]["voided_at"], &back["reports"][1]["submitted_at"]), (&Value::Null, &Value::Null));
    assert_eq!(verbs(&back), ["submit", "withdraw"]);
    let filed = step(&liaison, &back, "reports", done()).await;
    let accepted = step(&lead, &filed, "acceptance", json!({})).await;
    assert_eq!(accepted["reports"][1]["reviewed"], true);
    assert_eq!(liaison.post(&path, &json!({"version": accepted["version"]})).await.status, 409, "the lead has looked");
}

#[actix_web::test]
async fn a_draft_is_its_authors_and_hands_nothing_in() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = liaison.obligation(GUILIN, "（二）1", "dated").await;
    let draft = json!({"stage": "in_progress", "progress": "起草中", "submit": false});

    let duty = step(&liaison, &duty, "reports", draft).await;
    assert_eq!((&duty["status"], &duty["reports"][0]["submitted_at"]), (&json!("acknowledged"), &Value::Null));
    let theirs = coordinator.read(&format!("/obligations/{}", duty["id"])).await;
    assert_eq!(theirs["reports"], json!([]));
}

#[actix_web::test]
async fn what_does_not_concern_a_unit_is_claimed_declined_confirmed_and_reopened() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = liaison.obligation(GUILIN, "（二）4", "dated").await;

    let duty = step(&liaison, &duty, "not-applicable", json!({"reason": "辖区内没有此类企业"})).await;
    assert_eq!((&duty["status"], &duty["awaiting"]), (&json!("submitted"), &json!("coordinator")));
    let duty = step(&coordinator, &duty, "not-applicable/decline", json!({"reason": "请核实半焦企业"})).await;
    assert_eq!(duty["status"], "acknowledged");
    let duty = step(&liaison, &duty, "not-applicable", json!({"reason": "已核实，没有"})).await;
    let duty = step(&coordinator, &duty, "not-applicable/confirmation", json!({})).await;
    assert_eq!((&duty["status"], &duty["lamp"]), (&json!("not_applicable"), &json!("none")));
    let duty = step(&coordinator, &duty, "reopening", json!({"reason": "新增一家", "answer_by": "2024-06-14"})).await;
    assert_eq!((&duty["status"], &duty["answer_by"]), (&json!("acknowledged"), &json!("2024-06-14")));
}

#[actix_web::test]
async fn a_telephone_call_stands_in_the_history_and_needs_no_version() {
    let app = TestApp::start().await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = coordinator.obligation(GUILIN, "（二）4", "dated").await;
    let path = format!("/obligations/{}/calls", duty["id"]);

    let call = json!({"spoke_with": "韦联络", "phone": "0773-1", "answer": "本周内报"});
    let answer = coordinator.post(&path, &call).await;
    assert_eq!((answer.status, verbs(&answer.body)), (200, vec!["record_call"]));
    assert_eq!(answer.body["calls"][0]["spoke_with"], "韦联络");
    assert_eq!(answer.body["calls"][0]["at"], "2024-05-06T09:00:00+08:00");
    let nothing_said = coordinator.post(&path, &json!({"spoke_with": "韦联络"})).await;
    assert_eq!((nothing_said.status, &nothing_said.body["field"]), (422, &json!("answer")));
}

#[actix_web::test]
async fn whoever_reported_may_not_close() {
    let app = TestApp::start().await;
    let email = app.add("黄两岗", OFFICE, Role::Liaison);
    let both = app.api(&email).await;
    let duty = both.obligation(OFFICE, "（二）2", "standing").await;
    let duty = step(&both, &duty, "reports", done()).await;
    assert_eq!(duty["awaiting"], "coordinator");

    act_as_coordinator(&app, &email, &both);
    let path = format!("/obligations/{}/closure", duty["id"]);
    let early = json!({"version": duty["version"], "reason": "已提前核实"});
    let own = both.post(&path, &early).await;
    assert_eq!((own.status, &own.body["current_version"]), (409, &Value::Null), "{own:?}");
    let colleague = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let unreasoned = colleague.post(&path, &json!({"version": duty["version"]})).await;
    assert_eq!((unreasoned.status, &unreasoned.body["field"]), (422, &json!("reason")), "the year is long");
    assert_eq!(colleague.post(&path, &early).await.body["status"], "closed");
}

/// Gives the person a second post and lets the session act in it.
fn act_as_coordinator(app: &TestApp, email: &str, api: &Api<'_>) {
    let ctx = &app.ctx;
    let key = TokenKey::load(&ctx.settings.auth).expect("the key");
    let token = api.token.as_deref().expect("a token");
    let session = key.session_of(token, ctx.clock.unix_seconds()).expect("a session");
    let given = ctx.db.write(|c| {
        let person = persons::by_email(c, email)?.expect("the person");
        let unit = persons::posts_on(c, ctx.clock.today(), Some(person.id))?[0].unit_id;
        let post = persons::insert_post(c, person.id, unit, Role::Coordinator, ctx.clock.today())?;
        sessions::set_post(c, &session, post)
    });
    given.expect("a post");
}

#[actix_web::test]
async fn a_change_names_the_version_it_is_based_on() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let duty = liaison.obligation(GUILIN, "（三）1", "standing").await;
    let acknowledge = format!("/obligations/{}/acknowledgement", duty["id"]);
    let report = format!("/obligations/{}/reports", duty["id"]);
    let first = liaison.get(&format!("/obligations/{}", duty["id"])).await;
    let tag = first.headers["ETag"].to_str().expect("a tag").to_owned();

    assert_eq!(liaison.post(&acknowledge, &json!({})).await.status, 428);
    let by_header = liaison.request(reqwest::Method::POST, &acknowledge).header("If-Match", &tag);
    let now = crate::support::api::send(by_header).await;
    assert_eq!((now.status, &now.body["status"]), (200, &json!("acknowledged")));

    let mut stale = done();
    stale["version"] = first.body["version"].clone();
    let both = |answer: &Answer| (answer.body["version"].clone(), answer.body["current_version"].clone());
    let conflict = liaison.post(&report, &stale).await;
    let expected = (first.body["version"].clone(), now.body["version"].clone());
    assert_eq!((conflict.status, both(&conflict)), (409, expected), "{conflict:?}");
    let failed = liaison.post_if(&report, &tag, &done()).await;
    assert_eq!((failed.status, &failed.body["current_version"]), (412, &now.body["version"]));
    let contradiction = liaison.post_if(&report, &format!("\"{}\"", now.body["version"]), &stale).await;
    assert_eq!(contradiction.status, 409, "the header is right, the body is not");
    let unchanged = liaison.read(&format!("/obligations/{}", duty["id"])).await;
    assert_eq!(unchanged["version"], now.body["version"]);
}
