//! A demonstration's sign-in page offers roles, and no other process has that door.

use std::net::TcpListener;

use duban::app::{App, DemoRole};
use duban::demo::{Account, offered};
use duban::domain::person::Role;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

use crate::support::app::{PASSWORD, TestApp, form_secret, location};
use crate::support::database::execute;

const GUILIN: &str = "桂林市人民政府";

/// The same application once more, as a demonstration that offers its liaison.
struct Demo {
    url: String,
    client: Client,
}

impl Demo {
    fn of(app: &TestApp, password: &str) -> Self {
        let role = DemoRole {
            role: Role::Liaison,
            unit: GUILIN.to_owned(),
            name: "韦联络".to_owned(),
            email: app.add("wei", GUILIN, Role::Liaison),
            password: password.to_owned(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let demo = App::new(app.ctx.clone(), true).expect("a key").offering(vec![role]);
        actix_web::rt::spawn(duban::web::serve(demo, listener));
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client");
        Self { url, client }
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.client.get(format!("{}{path}", self.url)).send().await.expect("an answer");
        answer.text().await.expect("a page")
    }

    async fn choose(&self, origin: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.client.post(format!("{}/demo/sign-in", self.url)).header("Origin", origin).form(fields);
        request.send().await.expect("an answer")
    }
}

#[actix_web::test]
async fn a_role_is_chosen_by_its_button() {
    let app = TestApp::start_without_plan().await;
    let demo = Demo::of(&app, PASSWORD);
    let page = demo.page("/sign-in?next=%2Fplan").await;
    assert!(page.contains("action=\"/demo/sign-in\"") && page.contains("桂林市人民政府 · 韦联络"), "{page}");
    assert!(!page.contains(PASSWORD), "a password on a page");
    let secret = form_secret(&page).to_owned();
    let entered = demo.choose(&demo.url, &[("form_secret", &secret), ("role", "0"), ("next", "/plan")]).await;
    assert_eq!(location(&entered), "/plan");
    assert!(demo.page("/my-work").await.contains("代表单位：<strong>桂林市人民政府</strong>"));
}

#[actix_web::test]
async fn who_is_disabled_is_not_offered() {
    let app = TestApp::start_without_plan().await;
    let demo = Demo::of(&app, PASSWORD);
    assert!(demo.page("/sign-in").await.contains("桂林市人民政府 · 韦联络"));
    execute(&app.ctx.db, "UPDATE people SET disabled_at = '2024-05-01 00:00:00'");
    let page = demo.page("/sign-in").await;
    assert!(page.contains("name=\"email\"") && !page.contains("韦联络"), "{page}");
}

#[actix_web::test]
async fn who_stands_for_two_units_begins_at_the_one_on_the_button() {
    let app = TestApp::start().await;
    let demo = Demo::of(&app, PASSWORD);
    app.give_post("wei", "南宁市人民政府", Role::Liaison);
    let secret = form_secret(&demo.page("/sign-in").await).to_owned();
    demo.choose(&demo.url, &[("form_secret", &secret), ("role", "0")]).await;
    let html = demo.page("/my-work").await;
    assert!(html.contains("代表单位：<strong>桂林市人民政府</strong>"), "Nanning comes first in the list: {html}");
}

#[actix_web::test]
async fn the_door_is_guarded_as_the_form_for_a_password_is() {
    let app = TestApp::start_without_plan().await;
    let demo = Demo::of(&app, PASSWORD);
    let secret = form_secret(&demo.page("/sign-in").await).to_owned();
    for (origin, fields, status) in [
        (demo.url.as_str(), vec![("role", "0")], 403),
        (demo.url.as_str(), vec![("form_secret", "made-up"), ("role", "0")], 403),
        ("https://evil.example", vec![("form_secret", secret.as_str()), ("role", "0")], 403),
        (demo.url.as_str(), vec![("form_secret", &secret), ("role", "1")], 404),
        (demo.url.as_str(), vec![("form_secret", &secret), ("role", "-1")], 404),
        (demo.url.as_str(), vec![("form_secret", &secret)], 404),
    ] {
        assert_eq!(demo.choose(origin, &fields).await.status(), status, "{origin} {fields:?}");
    }
    assert!(demo.client.get(format!("{}/my-work", demo.url)).send().await.expect("an answer").status() == 303);
}

#[actix_web::test]
async fn who_has_changed_the_password_is_told_that_it_is_wrong() {
    let app = TestApp::start_without_plan().await;
    let demo = Demo::of(&app, "an-older-passw0rd");
    let secret = form_secret(&demo.page("/sign-in").await).to_owned();
    let refused = demo.choose(&demo.url, &[("form_secret", &secret), ("role", "0")]).await;
    assert_eq!(refused.status(), 422);
}

#[actix_web::test]
async fn no_other_process_has_that_door() {
    for settings in [&[][..], &[("DUBAN__DEMO", "true")]] {
        let app = TestApp::start_with_settings(settings).await;
        app.add("wei", GUILIN, Role::Liaison);
        let browser = app.browser();
        let page = browser.text("/sign-in").await;
        assert!(!page.contains("/demo/sign-in"), "{page}");
        let secret = form_secret(&page).to_owned();
        assert_eq!(browser.post("/demo/sign-in", &[("form_secret", &secret), ("role", "0")]).await.status(), 404);
        assert_eq!(browser.get("/demo/sign-in").await.status(), 404);
    }
}

#[test]
fn one_of_each_role_is_offered_and_who_stands_for_two() {
    let account = |role, unit: &str, name: &str| Account {
        role,
        unit: unit.to_owned(),
        name: name.to_owned(),
        email: format!("{name}@demo.example"),
        password: String::new(),
    };
    let mut accounts: Vec<Account> = Role::ALL.iter().map(|role| account(*role, GUILIN, role.as_str())).collect();
    accounts.push(account(Role::Liaison, "自治区发展改革委", "lead"));
    accounts.push(account(Role::Liaison, "崇左市人民政府", "two"));
    let names: Vec<String> = offered(&accounts).into_iter().map(|account| account.name).collect();
    for role in Role::ALL {
        assert!(names.iter().any(|name| name == role.as_str()), "{role}");
    }
    assert!(names.contains(&"lead".to_owned()) && names.contains(&"two".to_owned()), "{names:?}");
    assert!(offered(&[]).is_empty());
}
