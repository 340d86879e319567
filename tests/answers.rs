//! What every answer has in common, whatever was asked.

use reqwest::{Method, Response};

use crate::support::app::{TestApp, location, set_cookie};
use crate::support::database::execute;

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().expect("a text"))
}

#[actix_web::test]
async fn every_answer_carries_the_strict_policy() {
    let app = TestApp::start_without_plan().await;
    duban::actions::tick(&app.ctx).expect("a tick");
    let browser = app.browser();
    let html = browser.text("/sign-in").await;
    let style = address(&html, "/static/").to_owned();
    for (method, path, status) in [
        (Method::GET, "/sign-in", 200),
        (Method::GET, style.as_str(), 200),
        (Method::GET, "/static/0/nothing.css", 404),
        (Method::GET, "/", 303),
        (Method::GET, "/nothing-here", 404),
        (Method::GET, "/set-password/none", 404),
        (Method::GET, "/api/v1/nothing-here", 404),
        (Method::POST, "/sign-in", 403),
        (Method::PUT, "/sign-in", 404),
        (Method::GET, "/healthz", 200),
        (Method::GET, "/readyz", 200),
    ] {
        let answer = browser.request(method.clone(), path).send().await.expect("an answer");
        assert_eq!(answer.status(), status, "{method} {path}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{method} {path}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{method} {path}");
        assert_eq!(header(&answer, "referrer-policy"), "same-origin", "{method} {path}");
    }
}

/// The first address in a page that begins so.
fn address<'a>(html: &'a str, start: &str) -> &'a str {
    let at = html.find(start).expect("an address");
    html[at..].split('"').next().expect("its end")
}

#[actix_web::test]
async fn no_page_has_script_or_style_of_its_own() {
    let app = TestApp::start_without_plan().await;
    for path in ["/sign-in", "/nothing-here"] {
        let html = app.browser().get(path).await.text().await.expect("a page");
        for forbidden in ["<style", "style=\"", "<script>", " onclick=", "javascript:", "http://", "https://"] {
            assert!(!html.contains(forbidden), "{path} has {forbidden}");
        }
    }
}

#[actix_web::test]
async fn own_files_are_kept_for_a_year_and_pages_never() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    let page = browser.get("/sign-in").await;
    assert_eq!(header(&page, "cache-control"), "no-store");
    let refused = browser.submit("/sign-in", "/sign-in", &[("email", "nobody@x.cn"), ("password", "x")]).await;
    assert_eq!((refused.status().as_u16(), header(&refused, "cache-control")), (422, "private, no-cache"));
    let html = page.text().await.expect("a page");
    let style = browser.get(address(&html, "/static/")).await;
    assert_eq!(header(&style, "content-type"), "text/css; charset=utf-8");
    assert!(header(&style, "cache-control").contains("max-age=31536000"), "{}", header(&style, "cache-control"));
    let of_another_version = browser.get("/static/0/duban.css").await;
    assert_eq!(header(&of_another_version, "cache-control"), "no-store");
    assert_eq!(of_another_version.status(), 200);
    assert_eq!(browser.get("/static/0/..%2fCargo.toml").await.status(), 404);
}

#[actix_web::test]
async fn an_unknown_address_is_answered_with_a_page_or_a_problem() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    let page = browser.get("/nothing-here").await;
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert!(page.text().await.expect("a page").contains("没有找到该页面"));
    let problem = browser.get("/api/v1/nothing-here").await;
    assert_eq!(header(&problem, "content-type"), "application/problem+json");
    let body: serde_json::Value = problem.json().await.expect("JSON");
    assert_eq!((body["status"].as_u64(), body["title"].as_str()), (Some(404), Some("Not Found")));
    assert_eq!(browser.get("/sign-in/").await.status(), 200, "a slash at the end does no harm");
}

#[actix_web::test]
async fn a_supervisor_learns_whether_the_database_is_ready() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    assert_eq!(browser.text("/healthz").await, "ok\n");
    let early = browser.get("/readyz").await;
    assert_eq!(
        (early.status().as_u16(), early.text().await.expect("a text").as_str()),
        (503, "scheduler: no tick yet\n")
    );
    duban::actions::tick(&app.ctx).expect("a tick");
    assert_eq!(browser.text("/readyz").await, "ok\n");
    app.set_clock("2024-05-06 09:11");
    let late = browser.get("/readyz").await;
    assert_eq!(late.status(), 503, "nobody has watched the dates for eleven minutes");
    assert_eq!(late.text().await.expect("a text"), "scheduler: last tick at 2024-05-06 09:00:00\n");
    app.set_clock("2024-05-06 09:00");
    execute(&app.ctx.db, "DELETE FROM __diesel_schema_migrations WHERE version LIKE '%000004'");
    let answer = browser.get("/readyz").await;
    assert_eq!(answer.status(), 503);
    assert!(answer.text().await.expect("a text").contains("calendar"), "the missing step is not named");
    assert_eq!(browser.text("/healthz").await, "ok\n");
}

#[actix_web::test]
async fn the_language_asked_for_is_remembered() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    let chinese = browser.text("/sign-in").await;
    assert!(chinese.contains("<html lang=\"zh-CN\">") && chinese.contains("邮箱"), "{chinese}");
    assert!(chinese.contains("href=\"/sign-in?lang=en\""), "{chinese}");
    let english = browser.get("/sign-in?lang=en&next=%2Fplan").await;
    assert!(set_cookie(&english, "duban_lang").expect("a cookie").starts_with("duban_lang=en;"));
    let english = english.text().await.expect("a page");
    assert!(english.contains("<html lang=\"en\">") && english.contains("E-mail"), "{english}");
    assert!(english.contains("/sign-in?next=%2Fplan&#38;lang=zh"), "{english}");
    assert!(browser.get("/nothing-here").await.text().await.expect("a page").contains("There is no such page"));
    assert!(browser.text("/sign-in?lang=fr").await.contains("E-mail"), "an unknown language changes nothing");
    assert_eq!(location(&browser.get("/?lang=zh").await), "/sign-in");
    assert!(browser.text("/sign-in").await.contains("邮箱"), "asked for on the way");
}

#[actix_web::test]
async fn what_was_done_is_said_once_and_only_in_words_of_ours() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    assert!(browser.text("/sign-in?done=signed_out").await.contains("已退出登录"));
    let html = browser.text("/sign-in?done=%3Cb%3Eevil").await;
    assert!(!html.contains("evil</") && !html.contains("role=\"status\""), "{html}");
}
