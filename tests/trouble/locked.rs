//! Somebody else writes for a long time.

use duban::domain::person::Role;

use super::LongWriter;
use crate::support::app::{Browser, TestApp, form_secret, location};
use crate::support::database::execute;

const GUILIN: &str = "桂林市人民政府";
const OFFICE: &str = "自治区生态环境厅";

/// The hidden fields of the form that a refusal offers again, as a browser would send them.
pub fn kept(html: &str) -> Vec<(String, String)> {
    let form = html.split_once("<section").expect("a refusal").1;
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1);
    let field = |rest: &str| {
        let (name, rest) = rest.split_once("\" value=\"").expect("a value");
        (name.to_owned(), rest.split('"').next().expect("its end").to_owned())
    };
    fields.map(field).collect()
}

async fn send_again(browser: &Browser<'_>, action: &str, html: &str) -> reqwest::Response {
    let fields = kept(html);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(action, &fields).await
}

#[actix_web::test]
async fn pages_are_read_while_somebody_else_writes_and_who_reads_is_not_idle() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let writer = LongWriter::start(&app.database, "sessions");
    for time in ["09:20", "09:40", "10:00"] {
        app.set_clock(&format!("2024-05-06 {time}"));
        assert_eq!(browser.get("/my-work").await.status(), 200, "at {time}");
    }
    drop(writer);
    app.set_clock("2024-05-06 10:05");
    assert_eq!(browser.get("/my-work").await.status(), 200, "the next request is stored");
    app.set_clock("2024-05-06 10:36");
    assert_eq!(location(&browser.get("/my-work").await), "/sign-in?next=%2Fmy-work", "half an hour without a request");
}

#[actix_web::test]
async fn who_read_while_nothing_could_be_stored_is_signed_out_half_an_hour_later() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let _writer = LongWriter::start(&app.database, "sessions");
    app.set_clock("2024-05-06 09:20");
    assert_eq!(browser.get("/my-work").await.status(), 200);
    app.set_clock("2024-05-06 09:51");
    assert_eq!(location(&browser.get("/my-work").await), "/sign-in?next=%2Fmy-work");
}

#[actix_web::test]
async fn who_locks_a_table_against_readers_holds_a_page_up_no_longer_than_a_request_waits() {
    let app = TestApp::start_with_settings(&[("DUBAN__DATABASE__WAIT_SECONDS", "1")]).await;
    let browser = app.signed_in(&app.add("wei", OFFICE, Role::Coordinator)).await;
    let writer = LongWriter::start_in("ACCESS EXCLUSIVE", &app.database, "obligations");
    let held_up = browser.get("/desk").await;
    // SQLite has no such lock.
    assert_eq!(held_up.status(), if app.database.is_postgres() { 503 } else { 200 });
    assert_eq!(held_up.headers().contains_key("retry-after"), app.database.is_postgres());
    assert_eq!(browser.get("/people").await.status(), 403, "others are not waiting for a connection");
    drop(writer);
    assert_eq!(browser.get("/desk").await.status(), 200);
}

#[actix_web::test]
async fn a_form_that_came_at_a_bad_moment_is_kept_and_sent_again_with_one_button() {
    let app = TestApp::start_with_settings(&[("DUBAN__DATABASE__WAIT_SECONDS", "1")]).await;
    if app.database.is_postgres() {
        return;
    }
    let browser = app.signed_in(&app.add("admin", OFFICE, Role::Sysadmin)).await;
    let typed = [("name", "韦 <某>"), ("email", "wei2@test.example"), ("unit", GUILIN), ("role", "liaison")];
    let html = browser.text("/people").await;
    let secret = form_secret(&html).to_owned();
    let mut fields = vec![("form_secret", secret.as_str()), ("phone", "0771-1")];
    fields.extend(typed);

    let writer = LongWriter::start(&app.database, "people");
    let refused = browser.post("/people", &fields).await;
    assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (503, &"2".parse().expect("a value")));
    let html = refused.text().await.expect("a page");
    for shown in [
        "系统繁忙",
        "没有任何内容被更改",
        "再次提交",
        "<dt>姓名</dt><dd>韦 &#60;某&#62;</dd>",
        "<dt>电话</dt><dd>0771-1</dd>",
        "<dt>角色</dt><dd>联络员</dd>",
        "action=\"/people\"",
        "<a href=\"/people\" aria-current=\"page\">人员</a>",
        "退出登录",
    ] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    drop(writer);
    let names = app.database.row_counts()["people"];
    let html = html.replace("&#60;", "<").replace("&#62;", ">");
    let done = send_again(&browser, "/people", &html).await;
    assert_eq!(done.status(), 200);
    assert!(done.text().await.expect("a page").contains("/set-password/"));
    assert_eq!(app.database.row_counts()["people"], names + 1);
}

#[actix_web::test]
async fn what_was_typed_is_kept_even_where_the_reader_could_not_be_looked_up() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("admin", OFFICE, Role::Sysadmin)).await;
    let secret = form_secret(&browser.text("/people").await).to_owned();
    // A defect: no row of it can be read.
    let broken = "CREATE VIEW posts AS SELECT id / 0 AS id, person_id, unit_id, role, since, until, awaits_consent FROM lost_posts";
    execute(&app.ctx.db, &format!("ALTER TABLE posts RENAME TO lost_posts; {broken}"));
    let answer = browser.post("/people", &[("form_secret", &secret), ("name", "韦某 某某")]).await;
    assert_eq!(answer.status(), 500);
    let html = answer.text().await.expect("a page");
    assert!(html.contains("韦某 某某") && html.contains("再次提交"), "{html}");
    assert!(!html.contains("没有任何内容被更改"), "nobody knows that");
}

#[actix_web::test]
async fn nothing_is_offered_again_that_no_page_of_ours_sent_and_no_password() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("admin", OFFICE, Role::Sysadmin)).await;
    let secret = form_secret(&browser.text("/people").await).to_owned();
    execute(&app.ctx.db, "ALTER TABLE people RENAME TO lost_people");
    for fields in [
        [("form_secret", "another"), ("name", "some words")],
        [("form_secret", secret.as_str()), ("password", "some words")],
    ] {
        let html = browser.post("/people", &fields).await.text().await.expect("a page");
        assert!(!html.contains("some words") && !html.contains("再次提交"), "{html}");
    }
}
