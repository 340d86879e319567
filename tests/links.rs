//! Links lead to where their readers can open them, or there are none, and it is said what to set.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use duban::actions::{Actor, AddPerson, add_people, set_password, tick};
use duban::delivery::deliver;
use duban::domain::person::Role;
use duban::mail::Transport;
use reqwest::redirect::Policy;

use crate::support::app::{PASSWORD, TestApp, context, form_secret};
use crate::support::command::{duban, plan_file, refusal, succeed, terminate};
use crate::support::database::{TestDatabase, execute, lines};
use crate::support::{address_of, said};

const OFFICE: &str = "自治区生态环境厅";
const GUILIN: &str = "桂林市人民政府";

/// Other machines are listened to, and nobody has said under which name they know this one.
const NAMELESS: [(&str, &str); 1] = [("DUBAN__SERVER__LISTEN", "0.0.0.0:8080")];

/// A process that is ended with the value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill().and_then(|()| self.0.wait()));
    }
}

/// Adds a person while there was an address, with [`PASSWORD`].
fn add(app: &TestApp, name: &str, unit: &str, role: Role) -> String {
    let named = context(&app.database, &[]);
    named.clock.set(app.ctx.clock.local_now());
    let email = address_of(name);
    let wish = AddPerson { name: said(name), email: Some(said(&email)), phone: None, unit: said(unit), role };
    let mut added = add_people(&named, &Actor::Console, &[wish]).expect("a person");
    set_password(&named, &added.remove(0).link_token.expect("a link"), PASSWORD, PASSWORD).expect("a password");
    email
}

#[actix_web::test]
async fn without_an_address_no_invitation_is_made_and_the_page_says_what_to_set() {
    let app = TestApp::start_with_settings(&NAMELESS).await;
    let admin = add(&app, "admin", OFFICE, Role::Sysadmin);
    let browser = app.signed_in(&admin).await;
    let before = app.database.row_counts();
    let page = browser.text("/people").await;
    assert!(page.contains("server.public_url") && page.contains("配置需要核对"), "{page}");
    let new = [("name", "莫某"), ("email", "mo@test.example"), ("phone", ""), ("unit", GUILIN), ("role", "liaison")];
    let refused = browser.submit("/people", "/people", &new).await;
    assert_eq!(refused.status(), 409);
    let told = refused.text().await.expect("a page");
    assert!(
        told.contains("无法生成链接") && told.contains("server.public_url") && told.contains("value=\"莫某\""),
        "{told}"
    );
    let renewed = browser.submit("/people", "/people/1/link", &[]).await;
    assert_eq!(renewed.status(), 409);
    assert!(renewed.text().await.expect("a page").contains("server.public_url"));
    assert_eq!(app.database.row_counts(), before, "something was stored");
    // Who has no mail has no link to wait for.
    let by_telephone = [("name", "莫某"), ("email", ""), ("phone", "0773-1"), ("unit", GUILIN), ("role", "liaison")];
    assert_eq!(browser.submit("/people", "/people", &by_telephone).await.status(), 200);
}

#[actix_web::test]
async fn an_invitation_begins_with_the_address_that_is_set() {
    let app = TestApp::start_with_settings(&[("DUBAN__SERVER__PUBLIC_URL", "https://duban.example.gov.cn/")]).await;
    let admin = app.signed_in(&app.add("admin", OFFICE, Role::Sysadmin)).await;
    let new = [("name", "莫某"), ("email", "mo@test.example"), ("phone", ""), ("unit", GUILIN), ("role", "liaison")];
    let shown = admin.submit("/people", "/people", &new).await.text().await.expect("a page");
    assert!(shown.contains("<strong>https://duban.example.gov.cn/set-password/"), "{shown}");
}

#[test]
fn the_command_line_refuses_an_invitation_that_nobody_could_open() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
    let add = ["people", "add", "--name", "韦某", "--email", "wei@test.example", "--unit", GUILIN, "--role", "联络员"];
    let before = database.row_counts();
    let line = refusal(duban(&database).args(add).envs(NAMELESS));
    assert!(line.contains("server.public_url") && line.contains("0.0.0.0:8080"), "{line}");
    assert_eq!(database.row_counts(), before);
    let told = succeed(duban(&database).args(add));
    assert!(told.contains("http://127.0.0.1:8080/set-password/") && told.contains("只能在本机打开"), "{told}");
    let link = ["people", "link", "wei@test.example"];
    assert!(refusal(duban(&database).args(link).envs(NAMELESS)).contains("server.public_url"));
    let told = succeed(duban(&database).args(link).env("DUBAN__SERVER__PUBLIC_URL", "https://duban.example.gov.cn"));
    assert!(
        told.starts_with("韦某\thttps://duban.example.gov.cn/set-password/") && told.lines().count() == 1,
        "{told}"
    );
}

#[actix_web::test]
async fn a_mail_without_links_says_everything_and_where_to_report() {
    let app = TestApp::start_with_plan_and_settings(&NAMELESS).await;
    add(&app, "韦联络", GUILIN, Role::Liaison);
    add(&app, "覃调度", OFFICE, Role::Coordinator);
    execute(&app.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    app.set_clock("2024-05-17 09:00");
    tick(&app.ctx).expect("a tick");
    assert!(deliver(&app.ctx, &Transport::Capture).expect("a run").accepted > 0);
    for column in ["body_text", "body_html"] {
        for text in lines(&app.ctx.db, &format!("SELECT {column} AS line FROM mail_texts")) {
            assert!(!text.contains("http://") && !text.contains("0.0.0.0") && !text.contains("href"), "{text}");
            assert!(
                text.contains("水泥") && text.contains("请登录督办系统填报") && !text.contains("打开督办系统"),
                "{text}"
            );
        }
    }
}

/// The README's way in: a person is added, the server is started, the link is opened, and from its pages others are invited.
#[actix_web::test]
async fn where_a_server_really_listens_is_where_its_invitations_lead() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
    let add =
        ["people", "add", "--name", "韦某", "--email", "wei@test.example", "--unit", OFFICE, "--role", "sysadmin"];
    let told = succeed(duban(&database).args(add));
    let path = told.split_once(":8080").expect("a link").1.lines().next().expect("its end");
    let mut command = duban(&database);
    command.args(["serve", "--role", "web", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Server(command.spawn().expect("the binary starts"));
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let url = format!("http://{}", line.trim().split_once("http://").expect("an address").1);
    let client = reqwest::Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client");
    let get = |path: &str| client.get(format!("{url}{path}")).send();
    let page = get(path).await.expect("an answer").text().await.expect("a page");
    let secret = form_secret(&page).to_owned();
    let fields = [("form_secret", secret.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    let set = client.post(format!("{url}{path}")).form(&fields).send().await.expect("an answer");
    assert_eq!(set.status(), 303);
    let fields = [("form_secret", secret.as_str()), ("email", "wei@test.example"), ("password", PASSWORD)];
    client.post(format!("{url}/sign-in")).form(&fields).send().await.expect("an answer");
    let people = get("/people").await.expect("an answer").text().await.expect("a page");
    let new = [("form_secret", form_secret(&people)), ("name", "莫某"), ("email", "mo@test.example")];
    let fields = [new.as_slice(), &[("unit", GUILIN), ("role", "liaison")]].concat();
    let shown = client.post(format!("{url}/people")).form(&fields).send().await.expect("an answer");
    let shown = shown.text().await.expect("a page");
    assert!(shown.contains(&format!("<strong>{url}/set-password/")), "{shown}");
}

#[test]
fn the_start_says_which_settings_are_likely_a_mistake() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let log = database.folder.path().join("log");
    let mut command = duban(&database);
    // Only the pages listen: nothing is opened to other machines here.
    command.args(["serve", "--role", "worker", "--listen", "0.0.0.0:8080"]).stdout(Stdio::piped());
    let mut worker = Server(command.stderr(fs::File::create(&log).expect("a log")).spawn().expect("the binary starts"));
    let mut line = String::new();
    BufReader::new(worker.0.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    terminate(&worker.0);
    worker.0.wait().expect("its end");
    let told = fs::read_to_string(&log).expect("a log");
    assert!(
        told.contains("WARN") && told.contains("server.public_url") && told.contains("mails have no links"),
        "{told}"
    );
    assert!(told.contains("plain HTTP"), "{told}");
}

#[actix_web::test]
async fn who_is_known_needs_no_link_for_another_post() {
    let app = TestApp::start_with_plan_and_settings(&NAMELESS).await;
    add(&app, "wei", GUILIN, Role::Liaison);
    app.give_post("wei", "柳州市人民政府", Role::Liaison);
}
