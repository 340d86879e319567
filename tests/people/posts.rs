//! A new post with rights of its own: it closes the way in, is asked about, and is not in force before.

use duban::actions::tick;
use duban::db::people::persons;
use duban::domain::id::MailId;
use duban::domain::person::Role;
use duban::letters::{Composed, Composer};

use super::{GUILIN, LIUZHOU, OFFICE, key};
use crate::support::app::{Browser, PASSWORD, TestApp, location};
use crate::support::command::{duban, succeed};
use crate::support::database::{execute, lines, number};

/// The system and the security administrator.
async fn administrators(app: &TestApp) -> (Browser<'_>, Browser<'_>) {
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    (system, app.signed_in(&app.add("an", OFFICE, Role::Secadmin)).await)
}

/// So many requests wait.
fn waiting(app: &TestApp) -> usize {
    number(&app.ctx.db, "SELECT count(*) FROM approvals WHERE decided_at IS NULL")
}

/// The security administrator decides about what was asked last.
async fn decide(app: &TestApp, security: &Browser<'_>, decision: &str) {
    let id = number(&app.ctx.db, "SELECT max(id) FROM approvals");
    let decided = security.submit("/policy", &format!("/policy/links/{id}"), &[("decision", decision)]).await;
    assert_eq!(decided.status(), 303);
}

/// What the last mail to somebody says.
fn told(app: &TestApp, person: usize) -> String {
    let last = number(&app.ctx.db, &format!("SELECT max(id) FROM mails WHERE person_id = {person}"));
    let composed = app.ctx.db.read(|c| {
        let mail = duban::db::mail::outbox::find(c, MailId::new(last as i64))?;
        Composer::new(&app.ctx).compose(c, &mail)
    });
    let Composed::Letter(told) = composed.expect("an answer") else { panic!("a letter") };
    told.letter.text.clone()
}

/// Whether a password is stored, and how many sessions are open.
fn way_in(app: &TestApp, person: usize) -> (bool, usize) {
    let password = format!("SELECT count(*) FROM people WHERE id = {person} AND password_hash IS NOT NULL");
    let sessions = format!("SELECT count(*) FROM sessions WHERE person_id = {person} AND ended_at IS NULL");
    (number(&app.ctx.db, &password) == 1, number(&app.ctx.db, &sessions))
}

#[actix_web::test]
async fn whoever_has_such_a_post_already_loses_the_way_in_with_each_further_one() {
    let app = TestApp::start_without_plan().await;
    let (system, security) = administrators(&app).await;
    let email = app.add("qin", OFFICE, Role::Coordinator);
    let (id, coordinator) = (key(&app, &email), app.signed_in(&email).await);
    let page = format!("/people/{id}");
    let leader = [("unit", OFFICE), ("role", "leader")];
    let added = system.submit(&page, &format!("{page}/posts"), &leader).await;
    assert_eq!(location(&added), format!("{page}?done=post_asked"));
    assert_eq!(way_in(&app, id), (false, 0));
    assert_eq!(coordinator.get("/desk").await.status(), 303);
    assert_eq!(waiting(&app), 1);
    // A further one is asked about anew: what was asked before was about another account.
    let first = number(&app.ctx.db, "SELECT max(id) FROM approvals");
    let form = [("name", "qin"), ("email", &email), ("phone", ""), ("unit", GUILIN), ("role", "leader")];
    let html = system.submit("/people", "/people", &form).await.text().await.expect("a page");
    assert!(html.contains("已给qin增加岗位") && !html.contains("/set-password/"), "{html}");
    assert_eq!(waiting(&app), 1);
    let old = security.submit("/policy", &format!("/policy/links/{first}"), &[("decision", "agree")]).await;
    assert_eq!(old.status(), 409, "what is not asked any more is not agreed to");
    let html = security.text("/policy").await;
    assert!(html.contains("0771-1234567") && html.contains("待安全管理员同意后生效"), "{html}");
    decide(&app, &security, "agree").await;
    let made = system.submit(&page, &format!("{page}/link"), &[]).await.text().await.expect("a page");
    assert!(made.contains("/set-password/"), "{made}");
    let trail = lines(&app.ctx.db, "SELECT detail AS line FROM audit WHERE verb = 'add_post' ORDER BY id");
    assert!(trail[0].contains("\"closed\":true") && trail[0].contains("\"consent\":\"waits\""), "{trail:?}");
    let auditor = app.signed_in(&app.add("shen", OFFICE, Role::Auditor)).await;
    let audit = auditor.text("/audit").await;
    assert!(audit.contains("原口令、登录和一次性链接已失效") && audit.contains("待安全管理员同意后生效"), "{audit}");
}

#[actix_web::test]
async fn a_liaison_who_becomes_coordinator_is_told_what_it_waits_for_and_by_whom() {
    let app = TestApp::start_without_plan().await;
    let (system, _) = administrators(&app).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let page = format!("/people/{}", key(&app, &email));
    let post = [("unit", OFFICE), ("role", "coordinator")];
    system.submit(&page, &format!("{page}/posts"), &post).await;
    let text = told(&app, key(&app, &email));
    for words in
        ["自治区生态环境厅 调度人员", "须经安全管理员同意后才生效", "由xi另给您一次性链接", "本系统的安全管理员：an"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // So is somebody new, and it leaves although the post is not in force.
    let new = [("name", "黄某"), ("email", "huang@test.example"), ("phone", ""), ("unit", OFFICE), ("role", "leader")];
    system.submit("/people", "/people", &new).await;
    let id = key(&app, "huang@test.example");
    assert!(told(&app, id).contains("自治区生态环境厅 领导"));
    let done = duban::delivery::deliver(&app.ctx, &duban::mail::Transport::Capture).expect("a run");
    assert!(done.accepted > 0);
    let sent = format!("SELECT state AS line FROM mails WHERE person_id = {id}");
    assert_eq!(lines(&app.ctx.db, &sent), ["accepted"]);
    // The security administrator reads the telephone to ask at.
    assert!(told(&app, key(&app, "an@test.example")).contains("黄某登记的电话：没有登记"));
}

#[actix_web::test]
async fn a_post_is_not_in_force_before_consent_and_is_afterwards() {
    let app = TestApp::start().await;
    let (system, _) = administrators(&app).await;
    let form =
        |role| [("name", "黄某"), ("email", "huang@test.example"), ("phone", ""), ("unit", OFFICE), ("role", role)];
    system.submit("/people", "/people", &form("leader")).await;
    system.submit("/people", "/people", &form("coordinator")).await;
    let id = key(&app, "huang@test.example");
    app.set_clock("2024-07-08 09:00");
    tick(&app.ctx).expect("a tick");
    let business = format!("SELECT count(*) FROM mails WHERE kind <> 'event' AND person_id = {id}");
    assert_eq!(number(&app.ctx.db, &business), 0, "no business is told to whoever is nobody yet");
    let contacts = |app: &TestApp| {
        let today = app.ctx.clock.today();
        let all = app.ctx.db.read(|c| persons::contacts_as(c, today, &[Role::Coordinator, Role::Leader], None));
        all.expect("contacts").len()
    };
    assert_eq!(contacts(&app), 0);
    let (system, security) = (app.signed_in("xi@test.example").await, app.signed_in("an@test.example").await);
    assert!(system.text("/people").await.contains("待安全管理员同意后生效"));
    decide(&app, &security, "agree").await;
    assert_eq!(contacts(&app), 2);
    app.set_clock("2024-07-15 09:00");
    tick(&app.ctx).expect("a tick");
    assert!(number(&app.ctx.db, &business) > 0);
    let system = app.signed_in("xi@test.example").await;
    assert!(!system.text("/people").await.contains("待安全管理员同意后生效"));
}

#[actix_web::test]
async fn what_is_refused_stays_out_of_force_and_where_nobody_could_agree_it_is_in_force() {
    let app = TestApp::start_without_plan().await;
    let (system, security) = administrators(&app).await;
    let new = [("name", "黄某"), ("email", "huang@test.example"), ("phone", ""), ("unit", OFFICE), ("role", "leader")];
    system.submit("/people", "/people", &new).await;
    decide(&app, &security, "refuse").await;
    let held_back = "SELECT count(*) FROM posts WHERE awaits_consent";
    assert_eq!(number(&app.ctx.db, held_back), 1);
    // The command line makes the link, and the post is in force with it.
    assert!(succeed(duban(&app.database).args(["people", "link", "huang@test.example"])).contains("/set-password/"));
    assert_eq!(number(&app.ctx.db, held_back), 0);
    execute(&app.ctx.db, "UPDATE people SET disabled_at = '2024-05-01 00:00:00' WHERE name = 'an'");
    let new = [("name", "莫某"), ("email", "mo@test.example"), ("phone", ""), ("unit", OFFICE), ("role", "leader")];
    let html = system.submit("/people", "/people", &new).await.text().await.expect("a page");
    assert!(html.contains("现在安全管理员已停用"), "{html}");
    assert_eq!(number(&app.ctx.db, held_back), 0);
}

#[actix_web::test]
async fn who_gets_an_address_with_such_a_post_is_asked_about_first() {
    let app = TestApp::start_without_plan().await;
    let (system, _) = administrators(&app).await;
    let new = [("name", "黄某"), ("email", ""), ("phone", "0771-1"), ("unit", OFFICE), ("role", "leader")];
    system.submit("/people", "/people", &new).await;
    assert_eq!(waiting(&app), 0, "nobody signs in");
    let id = number(&app.ctx.db, "SELECT id FROM people WHERE name = '黄某'");
    let page = format!("/people/{id}");
    let details = [("version", "1"), ("name", "黄某"), ("email", "huang@test.example"), ("phone", "0771-1")];
    assert_eq!(system.submit(&page, &page, &details).await.status(), 303);
    assert_eq!((waiting(&app), number(&app.ctx.db, "SELECT count(*) FROM posts WHERE awaits_consent")), (1, 1));
}

#[actix_web::test]
async fn the_last_post_that_ends_ends_sessions_and_links_for_good() {
    let app = TestApp::start().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (id, liaison) = (key(&app, &email), app.signed_in(&email).await);
    let api = app.api(&email).await;
    let page = format!("/people/{id}");
    let post = |app: &TestApp| number(&app.ctx.db, &format!("SELECT max(id) FROM posts WHERE person_id = {id}"));
    let again = [("unit", LIUZHOU), ("role", "liaison")];
    system.submit(&page, &format!("{page}/posts/{}/end", post(&app)), &[("from", "2024-05-06")]).await;
    assert_eq!(way_in(&app, id), (true, 0));
    assert_eq!(
        location(&system.submit(&page, &format!("{page}/posts"), &again).await),
        format!("{page}?done=post_added")
    );
    assert_eq!(liaison.get("/my-work").await.status(), 303, "what was signed in stays out");
    assert_eq!(api.get("/obligations").await.status, 401);
    // The same where it ended on a day that was planned.
    let liaison = app.signed_in(&email).await;
    system.submit(&page, &format!("{page}/posts/{}/end", post(&app)), &[("from", "2024-05-07")]).await;
    assert_eq!(liaison.get("/my-work").await.status(), 200, "until then it holds");
    app.set_clock("2024-05-07 08:00");
    let system = app.signed_in("xi@test.example").await;
    system.submit(&page, &format!("{page}/posts"), &[("unit", GUILIN), ("role", "liaison")]).await;
    assert_eq!(liaison.get("/my-work").await.status(), 303);
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 303, "the password is good");
}
