//! What cannot be used is refused with what and where, as a problem in the caller's language.

use duban::domain::person::Role;
use reqwest::Method;
use serde_json::json;

use crate::support::api::{OFFICE, send};
use crate::support::app::TestApp;

const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn a_filter_that_cannot_be_used_is_named() {
    let app = TestApp::start().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let bad = [
        ("plan", "one"),
        ("unit", "桂林人民政府"),
        ("kind", "monthly"),
        ("due_from", "2024-13-01"),
        ("due_to", "June"),
        ("status", "overdue"),
        ("lamp", "blue"),
        ("overdue", "maybe"),
        ("limit", "501"),
        ("limit", "0"),
        ("cursor", "next"),
    ];
    for (field, value) in bad {
        let answer = api.list("/obligations", &[(field, value)]).await;
        assert_eq!((answer.status, &answer.body["field"]), (422, &json!(field)), "{field}={value}");
        assert!(answer.body["detail"].as_str().expect("words").contains(value), "{answer:?}");
    }
    assert_eq!(api.get("/obligations?plan=1&plan=2").await.status, 400);
    for mistyped in ["/obligations?due_form=2024-06-01", "/overdue?plans=1", "/mail?status=pending"] {
        assert_eq!(api.get(mistyped).await.status, 400, "{mistyped}");
    }
}

#[actix_web::test]
async fn a_field_that_cannot_be_used_is_named() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = liaison.obligation(GUILIN, "（二）1", "dated").await;
    let report = format!("/obligations/{}/reports", duty["id"]);
    let bad = [
        ("stage", json!({"submit": true, "progress": "x"})),
        ("stage", json!({"submit": true, "progress": "x", "stage": "finished"})),
        ("submit", json!({"progress": "x", "stage": "done"})),
        ("progress", json!({"submit": true, "stage": "done"})),
        ("done", json!({"submit": true, "stage": "done", "progress": "x", "done": 5, "total": 4})),
    ];
    for (field, mut body) in bad {
        body["version"] = duty["version"].clone();
        let answer = liaison.post(&report, &body).await;
        assert_eq!((answer.status, &answer.body["field"]), (422, &json!(field)), "{body}");
    }
    let handed_in = json!({"stage": "done", "progress": "已制定", "submit": true, "version": duty["version"]});
    let duty = liaison.post(&report, &handed_in).await.body;
    let give_back = format!("/obligations/{}/return", duty["id"]);
    let bad = [
        ("reason", json!({"reason": " ", "answer_by": "2024-05-20"})),
        ("answer_by", json!({"reason": "补充"})),
        ("answer_by", json!({"reason": "补充", "answer_by": "tomorrow"})),
        ("answer_by", json!({"reason": "补充", "answer_by": "2024-05-05"})),
    ];
    for (field, mut body) in bad {
        body["version"] = duty["version"].clone();
        let answer = coordinator.post(&give_back, &body).await;
        assert_eq!((answer.status, &answer.body["field"]), (422, &json!(field)), "{body}");
    }
}

#[actix_web::test]
async fn a_body_that_is_no_json_is_refused_with_the_place() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let path = "/obligations/1/acknowledgement";
    let broken = liaison.post_raw(path, "application/json", "{\"version\": 1,\n oops}").await;
    assert_eq!((broken.status, &broken.body["line"], &broken.body["column"]), (400, &json!(2), &json!(2)));
    let wrong = liaison.post_raw(path, "application/json; charset=utf-8", "{\"version\": \"1\"}").await;
    assert_eq!((wrong.status, &wrong.body["line"]), (400, &json!(1)));
    assert_eq!(liaison.post_raw(path, "application/x-www-form-urlencoded", "version=1").await.status, 415);
    let long = format!("{{\"version\": 1, \"x\": \"{}\"}}", "x".repeat(300_000));
    assert_eq!(liaison.post_raw(path, "application/json", &long).await.status, 413);
    assert_eq!(app.stranger().post_raw(path, "text/plain", "?").await.status, 401, "who it is comes first");
}

#[actix_web::test]
async fn unknown_addresses_and_wrong_methods_are_problems_too() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    for path in ["/nothing", "/obligations/one", "/obligations/99999999999999999999", "/plans/x/tasks"] {
        assert_eq!(liaison.get(path).await.status, 404, "{path}");
    }
    let wrong = send(liaison.request(Method::PUT, "/obligations/1/reports")).await;
    assert_eq!((wrong.status, wrong.headers["Allow"].to_str().expect("a word")), (405, "POST"));
    assert_eq!(liaison.get("/sessions").await.status, 405);
    assert_eq!(send(liaison.request(Method::DELETE, "/obligations")).await.status, 405);
}

#[actix_web::test]
async fn a_problem_speaks_the_callers_language() {
    let app = TestApp::start().await;
    let detail = async |language: &str, cookie: &str| {
        let request = reqwest::Client::new().get(format!("{}/api/v1/plans", app.url));
        let answer = send(request.header("Accept-Language", language).header("Cookie", cookie)).await;
        answer.body["detail"].as_str().expect("words").to_owned()
    };
    assert_eq!(detail("en-GB,zh;q=0.5", "").await, "Please sign in first.");
    assert_eq!(detail("zh-CN,en;q=0.5", "").await, "请先登录。");
    assert_eq!(detail("fr", "").await, "请先登录。");
    assert_eq!(detail("zh-CN", "duban_lang=en").await, "Please sign in first.");
}
