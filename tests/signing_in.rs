//! Signing in, and when a session ends.

mod limits;
mod locks;

use duban::actions::{Actor, disable_person};
use duban::auth::token::TokenKey;
use duban::clock::to_utc;
use duban::config::AuthSettings;
use duban::domain::id::{PersonId, SessionId};
use duban::domain::person::Role;
use reqwest::{Method, Response};

use crate::support::app::{Browser, PASSWORD, TestApp, location, set_cookie};
use crate::support::database::{execute, lines, number};

const GUILIN: &str = "桂林市人民政府";
const COORDINATORS: &str = "自治区生态环境厅";

/// What the form says was wrong.
async fn words(answer: Response) -> String {
    assert_eq!(answer.status(), 422);
    let html = answer.text().await.expect("a page");
    let (_, rest) = html.split_once("role=\"alert\" id=\"error\">").expect("words");
    rest.split('<').next().expect("their end").to_owned()
}

/// Where `/` leads whoever holds this cookie, in a browser of its own.
async fn home_with(browser: &Browser<'_>, cookie: &str) -> String {
    let answer = browser.request(Method::GET, "/").header("Cookie", cookie).send().await.expect("an answer");
    location(&answer).to_owned()
}

#[actix_web::test]
async fn the_right_password_opens_a_session_that_scripts_cannot_read() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.browser();
    let answer = browser.sign_in(&format!(" {} ", email.to_uppercase()), PASSWORD).await;
    let cookie = set_cookie(&answer, "duban_session").expect("a cookie");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure"), "{cookie}");
    assert_eq!(location(&answer), "/");
    assert_eq!(location(&browser.get("/").await), "/my-work");
}

#[actix_web::test]
async fn behind_tls_the_cookies_are_sent_over_tls_alone() {
    let app = TestApp::start_with_settings(&[("DUBAN__SERVER__SECURE_COOKIES", "true")]).await;
    let cookie = set_cookie(&app.browser().get("/sign-in").await, "duban_form").expect("a cookie");
    assert!(cookie.contains("; Secure") && cookie.contains("; HttpOnly"), "{cookie}");
}

#[actix_web::test]
async fn every_unit_of_the_plan_may_have_somebody_who_signs_in() {
    let app = TestApp::start().await;
    for (name, unit) in [("wei", "桂林市政府"), ("tan", "自治区发改委"), ("lan", "广西海事局")] {
        let email = app.add(name, unit, Role::Liaison);
        assert_eq!(location(&app.signed_in(&email).await.get("/").await), "/my-work", "{unit}");
    }
}

#[actix_web::test]
async fn everybody_begins_where_the_work_is() {
    let app = TestApp::start_without_plan().await;
    for (name, role, first) in
        [("qin", Role::Coordinator, "/desk"), ("huang", Role::Leader, "/brief"), ("lu", Role::Auditor, "/audit")]
    {
        let email = app.add(name, COORDINATORS, role);
        assert_eq!(location(&app.signed_in(&email).await.get("/").await), first);
    }
}

#[actix_web::test]
async fn sign_in_leads_on_to_the_page_that_was_wanted_and_never_astray() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let next = |next| [("email", email.as_str()), ("password", PASSWORD), ("next", next)];
    let wanted = app.browser().submit("/sign-in", "/sign-in", &next("/obligations/3?x=1")).await;
    assert_eq!(location(&wanted), "/obligations/3?x=1");
    for astray in
        ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "/督办"]
    {
        let answer = app.browser().submit("/sign-in", "/sign-in", &next(astray)).await;
        assert_eq!(location(&answer), "/", "{astray:?}");
    }
}

#[actix_web::test]
async fn a_page_that_needs_sign_in_is_remembered_on_the_way() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    assert_eq!(location(&browser.get("/").await), "/sign-in");
    let form = browser.text("/sign-in?next=%2Fobligations%2F3%3Fx%3D%22%26lang%3Den").await;
    assert!(form.contains("name=\"next\" value=\"/obligations/3?x=&#34;&#38;lang=en\""), "{form}");
}

#[actix_web::test]
async fn wrong_unknown_and_disabled_are_refused_in_the_same_words() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (without_password, _) = app.invite("mo", GUILIN, Role::Head);
    let disabled = app.add("qin", GUILIN, Role::Head);
    disable(&app, &disabled);
    let wrong = words(app.browser().sign_in(&email, "not-the-passw0rd").await).await;
    assert_eq!(wrong, "邮箱或口令不正确。连续输错 5 次，账号锁定 30 分钟。");
    for email in [disabled.as_str(), &without_password, "nobody@test.example", ""] {
        assert_eq!(words(app.browser().sign_in(email, PASSWORD).await).await, wrong, "{email}");
    }
}

fn disable(app: &TestApp, email: &str) {
    let id = number(&app.ctx.db, &format!("SELECT id FROM people WHERE email = '{email}'"));
    disable_person(&app.ctx, &Actor::Console, PersonId::new(i64::try_from(id).expect("a key"))).expect("disabled");
}

#[actix_web::test]
async fn five_wrong_passwords_lock_the_account_there_for_half_an_hour() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.browser();
    for _ in 0..4 {
        assert!(words(browser.sign_in(&email, "not-the-passw0rd").await).await.contains("不正确"));
    }
    let fifth = words(browser.sign_in(&email, "not-the-passw0rd").await).await;
    assert!(fifth.contains("不正确") && !fifth.contains("09:30"), "a stranger learns that the address exists: {fifth}");
    app.set_clock("2024-05-06 09:29:59");
    assert!(words(browser.sign_in(&email, PASSWORD).await).await.contains("09:30"), "the right password is too early");
    app.set_clock("2024-05-06 09:30");
    assert_eq!(location(&browser.sign_in(&email, PASSWORD).await), "/");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'lock_account'"), 1);
}

#[actix_web::test]
async fn only_failures_in_a_row_count() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for _ in 0..2 {
        for _ in 0..4 {
            words(app.browser().sign_in(&email, "not-the-passw0rd").await).await;
        }
        app.signed_in(&email).await;
    }
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_not_the_cookie_alone() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.browser();
    let answer = browser.sign_in(&email, PASSWORD).await;
    let cookie = set_cookie(&answer, "duban_session").expect("a cookie").split(';').next().expect("a pair").to_owned();
    let other = app.signed_in(&email).await;
    assert_eq!(home_with(&app.browser(), &cookie).await, "/my-work");
    let answer = browser.post("/sign-out", &[("form_secret", &secret_of_session(&app, &cookie))]).await;
    assert_eq!(location(&answer), "/sign-in?done=signed_out");
    assert!(set_cookie(&answer, "duban_session").expect("a cookie").starts_with("duban_session=;"));
    assert_eq!(home_with(&app.browser(), &cookie).await, "/sign-in", "the old cookie still works");
    assert_eq!(location(&other.get("/").await), "/my-work", "the session of another browser ended too");
}

/// What the pages of a session repeat in their forms.
fn secret_of_session(app: &TestApp, cookie: &str) -> String {
    let key = TokenKey::load(&app.ctx.settings.auth).expect("the key");
    let token = cookie.strip_prefix("duban_session=").expect("a token");
    key.form_secret(&key.session_of(token, app.ctx.clock.unix_seconds()).expect("a session"))
}

#[actix_web::test]
async fn disabling_ends_every_session_at_once() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (one, other) = (app.signed_in(&email).await, app.signed_in(&email).await);
    disable(&app, &email);
    for browser in [one, other] {
        assert_eq!(location(&browser.get("/").await), "/sign-in");
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM sessions WHERE ended_at IS NULL"), 0);
}

#[actix_web::test]
async fn a_post_that_was_given_up_ends_the_right_to_it() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    execute(&app.ctx.db, "UPDATE posts SET until = '2024-05-06'");
    assert_eq!(location(&browser.get("/").await), "/my-work", "the last day counts");
    app.set_clock("2024-05-07 00:00");
    execute(&app.ctx.db, &format!("UPDATE sessions SET last_seen_at = '{}'", app.ctx.clock.now()));
    assert_eq!(location(&browser.get("/").await), "/sign-in");
    assert!(words(app.browser().sign_in(&email, PASSWORD).await).await.contains("没有任何岗位"));
}

#[actix_web::test]
async fn half_an_hour_without_a_request_ends_the_session_and_one_may_sign_in_again() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    for (time, leads_to) in [("09:29", "/my-work"), ("09:58", "/my-work"), ("10:28", "/sign-in")] {
        app.set_clock(&format!("2024-05-06 {time}"));
        assert_eq!(location(&browser.get("/").await), leads_to, "at {time}");
    }
    assert_eq!(location(&browser.sign_in(&email, PASSWORD).await), "/", "in the same browser");
    assert_eq!(location(&browser.get("/").await), "/my-work");
}

#[actix_web::test]
async fn twelve_hours_end_the_busiest_session() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    for minutes in (20..720).step_by(20) {
        app.ctx.clock.set(
            "2024-05-06T09:00:00".parse::<chrono::NaiveDateTime>().expect("a time")
                + chrono::TimeDelta::minutes(minutes),
        );
        assert_eq!(location(&browser.get("/").await), "/my-work", "after {minutes} minutes");
    }
    app.set_clock("2024-05-06 21:00");
    assert_eq!(location(&browser.get("/").await), "/sign-in");
}

#[actix_web::test]
async fn a_token_of_another_key_is_worth_nothing() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    app.signed_in(&email).await;
    let session = SessionId::stored(&lines(&app.ctx.db, "SELECT id AS line FROM sessions")[0]);
    let own = app.ctx.settings.auth.clone();
    let foreign = AuthSettings { secret: "another key of thirty-two bytes!".to_owned(), ..own.clone() };
    let tomorrow = to_utc("2024-05-07T09:00:00".parse().expect("a time")).and_utc().timestamp();
    for (settings, leads_to) in [(own, "/my-work"), (foreign, "/sign-in")] {
        let token = TokenKey::load(&settings).expect("a key").issue(&session, tomorrow).expect("a token");
        assert_eq!(home_with(&app.browser(), &format!("duban_session={token}")).await, leads_to);
    }
    assert_eq!(home_with(&app.browser(), "duban_session=nonsense").await, "/sign-in");
}
