//! Who is let in, and how.

use duban::domain::person::Role;
use reqwest::Method;
use serde_json::json;

use crate::support::api::{OFFICE, send};
use crate::support::app::{PASSWORD, TestApp, form_secret};

const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn a_token_is_worth_something_until_its_session_is_signed_out() {
    let app = TestApp::start().await;
    let liaison = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    assert_eq!(liaison.get("/plans").await.status, 200);
    assert_eq!(send(liaison.request(Method::DELETE, "/sessions/current")).await.status, 204);
    let over = liaison.get("/plans").await;
    assert_eq!((over.status, over.headers["WWW-Authenticate"].to_str().expect("a word")), (401, "Bearer"));
}

#[actix_web::test]
async fn five_wrong_passwords_lock_the_account_for_calls_and_pages_alike() {
    let app = TestApp::start().await;
    let email = app.add("韦联络", GUILIN, Role::Liaison);
    let stranger = app.stranger();
    for attempt in 1..=5 {
        assert_eq!(stranger.sign_in(&email, "wrong").await.status, 401, "attempt {attempt}");
    }
    let locked = stranger.sign_in(&email, PASSWORD).await;
    assert_eq!(locked.status, 401);
    assert!(locked.body["detail"].as_str().expect("words").contains("09:30"), "{locked:?}");
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 422);
    app.set_clock("2024-05-06 09:30");
    assert_eq!(stranger.sign_in(&email, PASSWORD).await.status, 201);
}

#[actix_web::test]
async fn a_cookie_alone_reads_but_changes_nothing() {
    let app = TestApp::start().await;
    let email = app.add("韦联络", GUILIN, Role::Liaison);
    let duty = app.api(&email).await.obligation(GUILIN, "（三）1", "standing").await;
    let cookie = session_cookie(&app, &email).await;
    let stranger = app.stranger();
    let path = format!("/obligations/{}/acknowledgement", duty["id"]);
    let post =
        || stranger.request(Method::POST, &path).header("Cookie", &cookie).json(&json!({"version": duty["version"]}));

    assert_eq!(send(stranger.request(Method::GET, "/obligations").header("Cookie", &cookie)).await.status, 200);
    assert_eq!(send(post()).await.status, 403);
    assert_eq!(send(post().header("X-Form-Secret", "0".repeat(64))).await.status, 403);
    let sign_out = stranger.request(Method::DELETE, "/sessions/current").header("Cookie", &cookie);
    assert_eq!(send(sign_out).await.status, 403);

    let secret = secret_of(&app, &cookie);
    let foreign = post().header("X-Form-Secret", &secret).header("Origin", "https://elsewhere.example");
    assert_eq!(send(foreign).await.status, 403);
    let own = send(post().header("X-Form-Secret", &secret).header("Origin", &app.url)).await;
    assert_eq!((own.status, &own.body["status"]), (200, &json!("acknowledged")), "{own:?}");
}

/// Signs in at the page and keeps the session's cookie.
async fn session_cookie(app: &TestApp, email: &str) -> String {
    let client = reqwest::Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none());
    let client = client.build().expect("a client");
    let page = client.get(format!("{}/sign-in", app.url)).send().await.expect("a page").text().await.expect("a text");
    let fields = [("form_secret", form_secret(&page)), ("email", email), ("password", PASSWORD)];
    let answer = client.post(format!("{}/sign-in", app.url)).form(&fields).send().await.expect("an answer");
    let cookie = answer.cookies().find(|cookie| cookie.name() == "duban_session").expect("a session");
    format!("duban_session={}", cookie.value())
}

/// What the forms of that session's pages repeat.
fn secret_of(app: &TestApp, cookie: &str) -> String {
    let key = duban::auth::token::TokenKey::load(&app.ctx.settings.auth).expect("the key");
    let token = cookie.trim_start_matches("duban_session=");
    key.form_secret(&key.session_of(token, app.ctx.clock.unix_seconds()).expect("a session"))
}

#[actix_web::test]
async fn a_stranger_finds_nothing_a_participant_sees_little_and_the_wrong_role_is_refused() {
    let app = TestApp::start().await;
    let owner = app.api_of("韦联络", GUILIN, Role::Liaison).await;
    let head = app.api_of("韦负责", GUILIN, Role::Head).await;
    let stranger = app.api_of("统计局", "自治区统计局", Role::Liaison).await;
    let helper = app.api_of("海洋局", "自治区海洋局", Role::Liaison).await;
    let leader = app.api_of("厅领导", OFFICE, Role::Leader).await;
    let duty = owner.obligation(GUILIN, "（三）1", "standing").await;
    let (path, version) = (format!("/obligations/{}", duty["id"]), json!({"version": duty["version"]}));
    assert_eq!(owner.post(&format!("{path}/acknowledgement"), &version).await.status, 200);
    let version = json!({"version": owner.read(&path).await["version"]});

    assert_eq!(stranger.get(&path).await.status, 404);
    assert_eq!(stranger.post(&format!("{path}/acknowledgement"), &version).await.status, 404);
    assert_eq!(owner.get("/obligations/987654321").await.status, 404);
    let seen = helper.read(&path).await;
    assert_eq!((&seen["status"], &seen["history"]), (&json!("acknowledged"), &json!([])));
    assert_eq!(seen["sisters"].as_array().expect("sisters").len(), 15, "two leads and thirteen cities");
    assert_eq!(owner.read(&path).await["history"].as_array().expect("a history").len(), 1);
    for (api, noun) in
        [(&helper, "acknowledgement"), (&head, "acknowledgement"), (&owner, "closure"), (&leader, "closure")]
    {
        assert_eq!(api.post(&format!("{path}/{noun}"), &version).await.status, 403, "{noun}");
    }
}

#[actix_web::test]
async fn administrators_have_no_hand_in_the_business() {
    let app = TestApp::start().await;
    for (name, role) in [("系统", Role::Sysadmin), ("安全", Role::Secadmin), ("审计", Role::Auditor)] {
        let admin = app.api_of(name, OFFICE, role).await;
        for path in ["/plans", "/obligations", "/overdue"] {
            assert_eq!(admin.get(path).await.status, 403, "{name} {path}");
        }
        assert_eq!(admin.get("/obligations/1").await.status, 404);
        assert_eq!(admin.get("/plans/1/tasks").await.status, 404);
    }
}
