//! How much a source may try, and who is believed about where a request comes from.

use duban::actions::{Actor, AddPerson, add_people};
use duban::domain::person::Role;
use reqwest::{Method, Response};
use serde_json::json;

use super::GUILIN;
use crate::support::api::{Answer, send};
use crate::support::app::{PASSWORD, TestApp, form_secret, location};
use crate::support::database::{execute, number};
use crate::support::{address_of, said};

const WRONG: &str = "not-the-passw0rd";
const BURST: (&str, &str) = ("DUBAN__AUTH__TRIES_BURST", "3");
const PROXY: (&str, &str) = ("DUBAN__SERVER__TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8");

/// A wrong password at another account each time, with a header that says where it comes from.
async fn guess(app: &TestApp, number: u32, header: (&str, &str)) -> Answer {
    let body = json!({"email": format!("person{number}@test.example"), "password": WRONG});
    send(app.stranger().request(Method::POST, "/sessions").header(header.0, header.1).json(&body)).await
}

async fn guesses(app: &TestApp, header: &str, from: impl Fn(u32) -> String) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in 0..6 {
        statuses.push(guess(app, number, (header, &from(number))).await.status);
    }
    statuses
}

async fn refused(answer: Response) -> String {
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "3");
    answer.text().await.expect("a page")
}

#[actix_web::test]
async fn one_source_may_fail_so_often_at_whatever_accounts_and_is_told_when_to_come_again() {
    let app = TestApp::start_with_settings(&[BURST]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for number in 0..3 {
        assert_eq!(guess(&app, number, ("X-Nothing", "")).await.status, 401);
    }
    let call = guess(&app, 4, ("X-Nothing", "")).await;
    assert_eq!((call.status, call.headers["retry-after"].to_str().expect("seconds")), (429, "3"));
    assert!(call.body["detail"].as_str().expect("words").contains("3 seconds"), "{call:?}");
    let page = refused(app.browser().sign_in(&email, PASSWORD).await).await;
    assert!(page.contains("请 3 秒后再试") && page.contains(&format!("value=\"{email}\"")), "{page}");
    let link = refused(app.browser().get("/set-password/0123").await).await;
    assert!(link.contains("请 3 秒后再试"), "{link}");
    app.set_clock("2024-05-06 09:00:03");
    assert_eq!(location(&app.browser().sign_in(&email, PASSWORD).await), "/");
}

#[actix_web::test]
async fn a_browser_that_is_known_passes_where_its_source_is_refused_and_has_a_pace_of_its_own() {
    let app = TestApp::start_with_settings(&[BURST]).await;
    let (email, other) = (app.add("wei", GUILIN, Role::Liaison), app.add("mo", GUILIN, Role::Head));
    let browser = app.signed_in(&email).await;
    for number in 0..5 {
        guess(&app, number, ("X-Nothing", "")).await;
    }
    refused(app.browser().sign_in(&email, PASSWORD).await).await;
    assert_eq!(location(&browser.sign_in(&email, PASSWORD).await), "/", "the computer at work");
    refused(browser.sign_in(&other, PASSWORD).await).await;
    for _ in 0..3 {
        assert_eq!(browser.sign_in(&email, WRONG).await.status(), 422);
    }
    refused(browser.sign_in(&email, PASSWORD).await).await;
}

#[actix_web::test]
async fn what_is_right_does_not_count() {
    let app = TestApp::start_with_settings(&[BURST]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for _ in 0..5 {
        app.signed_in(&email).await;
    }
    let (_, token) = app.invite("mo", GUILIN, Role::Head);
    for _ in 0..5 {
        app.browser().text(&format!("/set-password/{token}")).await;
    }
    for _ in 0..3 {
        assert_eq!(app.browser().get("/set-password/0123").await.status(), 404);
    }
    refused(app.browser().get(&format!("/set-password/{token}")).await).await;
}

#[actix_web::test]
async fn a_made_up_source_is_not_believed() {
    let app = TestApp::start_with_settings(&[BURST]).await;
    for header in ["X-Forwarded-For", "Forwarded", "X-Real-IP"] {
        app.set_clock("2024-05-06 09:00");
        let statuses = guesses(&app, header, |number| format!("192.0.2.{number}")).await;
        assert!(statuses.ends_with(&[429, 429, 429]), "{header}: {statuses:?}");
    }
}

#[actix_web::test]
async fn a_listed_proxy_is_believed_and_what_its_clients_make_up_is_not() {
    let app = TestApp::start_with_settings(&[BURST, PROXY]).await;
    let apart = guesses(&app, "X-Forwarded-For", |number| format!("6.6.6.6, 192.0.2.{number}, 10.0.0.1")).await;
    assert_eq!(apart, [401; 6], "each source has its own");
    let together = guesses(&app, "X-Forwarded-For", |number| format!("6.6.6.{number}, 192.0.2.77")).await;
    assert_eq!(together, [401, 401, 401, 429, 429, 429], "its client made up the first part");
    let other_header = guesses(&app, "Forwarded", |number| format!("for=192.0.2.{number}")).await;
    assert_eq!(other_header, [401, 401, 401, 429, 429, 429], "the proxy does not write this one");
    let one_network = guesses(&app, "X-Forwarded-For", |number| format!("2001:db8::{number}")).await;
    assert_eq!(one_network, [401, 401, 401, 429, 429, 429], "whoever has one address of a /64 has them all");
}

#[actix_web::test]
async fn the_other_header_is_read_where_the_proxy_writes_that_one() {
    let app = TestApp::start_with_settings(&[BURST, PROXY, ("DUBAN__SERVER__PROXY_HEADER", "forwarded")]).await;
    let apart = guesses(&app, "Forwarded", |number| format!("for=6.6.6.6, for=192.0.2.{number};proto=https")).await;
    assert_eq!(apart, [401; 6]);
    let made_up = guesses(&app, "X-Forwarded-For", |number| format!("192.0.2.{number}")).await;
    assert_eq!(made_up, [401, 401, 401, 429, 429, 429]);
}

#[actix_web::test]
async fn what_the_gate_refuses_touches_nothing() {
    let app = TestApp::start_with_settings(&[BURST]).await;
    let browser = app.browser();
    let html = browser.text("/sign-in").await;
    let secret = form_secret(&html);
    for number in 0..20 {
        let email = format!("person{number}@test.example");
        browser.post("/sign-in", &[("form_secret", secret), ("email", &email), ("password", WRONG)]).await;
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'fail_sign_in'"), 3);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM sign_in_tries WHERE place <> ''"), 3);
}

/// So many liaisons with [`PASSWORD`]; their addresses.
fn liaisons(app: &TestApp, many: usize) -> Vec<String> {
    app.add("wei", GUILIN, Role::Liaison);
    let names: Vec<String> = (0..many).map(|number| format!("liaison{number}")).collect();
    let wish = |name: &String| AddPerson {
        name: said(name),
        email: Some(said(&address_of(name))),
        phone: None,
        unit: said(GUILIN),
        role: Role::Liaison,
    };
    add_people(&app.ctx, &Actor::Console, &names.iter().map(wish).collect::<Vec<_>>()).expect("people");
    execute(
        &app.ctx.db,
        "UPDATE people SET password_hash = (SELECT password_hash FROM people WHERE name = 'wei') WHERE name LIKE 'liaison%'",
    );
    names.iter().map(|name| address_of(name)).collect()
}

#[actix_web::test]
async fn an_office_behind_one_address_signs_in_at_the_same_minute() {
    let app = TestApp::start_without_plan().await;
    let emails = liaisons(&app, 200);
    let tries = emails.iter().enumerate().map(|(number, email)| {
        let password = if number % 10 == 0 { WRONG } else { PASSWORD };
        let body = json!({"email": email, "password": password});
        let request = app.stranger().request(Method::POST, "/sessions").json(&body);
        async move { (password == PASSWORD, send(request).await.status) }
    });
    for (is_right, status) in futures_util::future::join_all(tries).await {
        assert_eq!(status, if is_right { 201 } else { 401 });
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM sessions"), 180);
}
