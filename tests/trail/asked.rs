//! What is looked for in the trail: by person, unit, verb, object, time and source; page by page, and each row in words.

use duban::domain::person::Role;
use reqwest::Method;
use serde_json::json;

use super::{GUILIN, rows};
use crate::support::api::OFFICE;
use crate::support::app::{Browser, PASSWORD, TestApp};
use crate::support::database::{execute, number};

const PROXY: (&str, &str) = ("DUBAN__SERVER__TRUSTED_PROXIES", "127.0.0.1");

/// The verbs of the rows that a page shows, newest first.
async fn verbs(auditor: &Browser<'_>, query: &str) -> Vec<String> {
    let page = auditor.text(&format!("/audit?{query}")).await;
    let verb = |row: &&str| {
        row.split("data-label=\"操作\">").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned)
    };
    rows(&page).iter().filter_map(verb).collect()
}

#[actix_web::test]
async fn the_trail_is_filtered_by_who_to_whom_for_whom_what_where_and_when() {
    let app = TestApp::start_with_plan_and_settings(&[PROXY]).await;
    let (auditor, liaison) = (app.add("陆审计", OFFICE, Role::Auditor), app.add("wei", GUILIN, Role::Liaison));
    let id = number(&app.ctx.db, "SELECT id FROM people WHERE name = 'wei'");
    app.set_clock("2024-05-07 10:00");
    let auditor = app.signed_in(&auditor).await;
    let api = app.api(&liaison).await;
    let duty = api.obligation(GUILIN, "（二）1", "dated").await;
    api.post(&format!("/obligations/{}/acknowledgement", duty["id"]), &json!({"version": duty["version"]})).await;
    let done = ["签收", "登录"];
    for query in [format!("who={id}"), "who=wei".to_owned(), "who=WEI%40test.example".to_owned()] {
        assert_eq!(verbs(&auditor, &query).await, done, "{query}");
    }
    assert_eq!(verbs(&auditor, "who=nobody").await, Vec::<String>::new());
    assert_eq!(verbs(&auditor, &format!("about={id}")).await, ["登录", "设置口令", "添加人员"]);
    assert_eq!(verbs(&auditor, "unit=桂林市人民政府").await, done);
    assert_eq!(verbs(&auditor, "unit=桂林市").await, done, "an alias");
    assert_eq!(verbs(&auditor, "verb=acknowledge").await, ["签收"]);
    assert_eq!(verbs(&auditor, &format!("object=obligation&id={}", duty["id"])).await, ["签收"]);
    let wide =
        duty["id"].to_string().chars().map(|c| char::from_u32(c as u32 + 0xfee0).expect("a digit")).collect::<String>();
    assert_eq!(verbs(&auditor, &format!("object=obligation&id={wide}")).await, ["签收"], "in digits of full width");
    assert_eq!(verbs(&auditor, "object=obligation").await, ["签收"]);
    assert_eq!(verbs(&auditor, "since=2024-05-07").await, ["签收", "登录", "登录"], "the auditor too");
    assert_eq!(verbs(&auditor, "since=2024-05-07&until=2024-05-07&verb=acknowledge").await, ["签收"]);
    assert!(!verbs(&auditor, "until=2024-05-06").await.contains(&"签收".to_owned()));
    assert_eq!(verbs(&auditor, "source=127.0.0.1&who=wei").await, done);
    assert_eq!(verbs(&auditor, "source=10.9.9.9").await, Vec::<String>::new());
    let far = app.browser();
    let sign_in = json!({"email": liaison, "password": PASSWORD});
    let answer = far.request(Method::POST, "/api/v1/sessions").header("X-Forwarded-For", "10.9.9.9").json(&sign_in);
    assert_eq!(answer.send().await.expect("an answer").status(), 201);
    for written in ["10.9.9.9", "::ffff:10.9.9.9"] {
        assert_eq!(verbs(&auditor, &format!("source={written}")).await, ["登录"], "{written}");
    }
    let far = far.request(Method::POST, "/api/v1/sessions").header("X-Forwarded-For", "2001:db8:1:2:3::4");
    assert_eq!(far.json(&sign_in).send().await.expect("an answer").status(), 201);
    // Of such an address its first half is kept.
    for written in ["2001:db8:1:2:3::4", "2001:db8:1:2::/64"] {
        assert_eq!(verbs(&auditor, &format!("source={written}")).await, ["登录"], "{written}");
    }
}

#[actix_web::test]
async fn a_row_names_who_signed_in_and_says_in_words_what_changed() {
    let app = TestApp::start().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    let api = app.api_of("韦某", GUILIN, Role::Liaison).await;
    let duty = api.obligation(GUILIN, "（二）1", "dated").await;
    let report = json!({
        "stage": "in_progress", "progress": "已摸底", "done": 2, "total": 5, "submit": true, "version": duty["version"],
    });
    let answer = api.post(&format!("/obligations/{}/reports", duty["id"]), &report).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let page = auditor.text("/audit?who=韦某").await;
    let [reported, signed_in] = rows(&page)[..] else { panic!("{page}") };
    assert!(reported.contains("填报进展") && reported.contains("状态 待签收 → 办理中"), "{reported}");
    assert!(reported.contains("进展阶段 推进中") && reported.contains("进度 40 %"), "{reported}");
    assert!(reported.contains("桂林市人民政府：") && reported.contains("127.0.0.1"), "{reported}");
    assert!(signed_in.contains("韦某") && signed_in.contains("桂林市人民政府"), "{signed_in}");
    assert!(!signed_in.contains("未登录者") && !reported.contains("&#34;"), "JSON is no word: {page}");
}

#[actix_web::test]
async fn pages_follow_each_other_without_a_gap_also_where_times_are_alike() {
    let app = TestApp::start_without_plan().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    execute(
        &app.ctx.db,
        "INSERT INTO audit (at, actor, actor_kind, verb, object, object_id, detail) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) \
         SELECT '2024-05-05 00:00:00', 'console', 'console', 'renew_link', 'person', 100000 + i, 'null' FROM n",
    );
    let (mut address, mut seen) = ("/audit?verb=renew_link".to_owned(), Vec::new());
    loop {
        let page = auditor.text(&address).await;
        assert!(page.contains("共 250 条"), "{address}");
        seen.extend(
            rows(&page)
                .iter()
                .filter_map(|row| row.split("编号 ").nth(1)?.split('<').next()?.trim().parse::<i64>().ok()),
        );
        let Some((_, rest)) = page.split_once("class=\"button\" href=\"/audit?") else { break };
        address = format!(
            "/audit?{}",
            rest.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&")
        );
    }
    let all: Vec<i64> = (100_001..=100_250).rev().collect();
    assert_eq!(seen, all);
}

#[actix_web::test]
async fn what_cannot_be_looked_for_is_said_and_nobody_else_looks() {
    let app = TestApp::start().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    for (query, words) in
        [("id=7", "请先选择对象"), ("verb=fly", "操作"), ("object=seal", "对象"), ("since=x", "日期自")]
    {
        let answer = auditor.get(&format!("/audit?{query}")).await;
        assert_eq!(answer.status(), 422, "{query}");
        assert!(answer.text().await.expect("a page").contains(words), "{query}");
    }
    for (name, role) in
        [("sys", Role::Sysadmin), ("sec", Role::Secadmin), ("coord", Role::Coordinator), ("lead", Role::Leader)]
    {
        let browser = app.signed_in(&app.add(name, OFFICE, role)).await;
        assert_eq!(browser.get("/audit").await.status(), 403, "{name}");
    }
}

#[actix_web::test]
async fn what_cannot_be_asked_is_not_said_to_have_no_rows() {
    let app = TestApp::start().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    let refused = auditor.get("/audit?since=nonsense").await;
    assert_eq!(refused.status(), 422);
    assert!(!refused.text().await.expect("a page").contains("没有符合条件的记录"));
    assert!(auditor.text("/audit?who=nobody").await.contains("没有符合条件的记录"));
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let refused = coordinator.get("/mails?date=nonsense").await;
    assert_eq!(refused.status(), 422);
    assert!(!refused.text().await.expect("a page").contains("class=\"empty\""));
}
