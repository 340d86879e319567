//! Whoever manages accounts becomes nobody by it: a link for an account with rights of its own needs consent.

use duban::actions::Actor;
use duban::actions::decide_link;
use duban::db::DbError;
use duban::db::mail::outbox;
use duban::db::people::persons;
use duban::domain::id::{LinkRequestId, MailId, PersonId};
use duban::domain::person::Role;
use duban::letters::{Composed, Composer};

use super::{GUILIN, OFFICE, key};
use crate::support::app::{Browser, PASSWORD, TestApp, location};
use crate::support::command::{duban, succeed};
use crate::support::database::{execute, lines, number};

/// The system administrator, the security administrator, and a coordinator whose account is asked for.
async fn three(app: &TestApp) -> (Browser<'_>, Browser<'_>, String, String) {
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let security = app.signed_in(&app.add("an", OFFICE, Role::Secadmin)).await;
    let email = app.add("qin", OFFICE, Role::Coordinator);
    let page = format!("/people/{}", key(app, &email));
    (system, security, email, page)
}

/// Whether a page shows a one-time link.
fn has_link(html: &str) -> bool {
    html.contains("/set-password/")
}

/// What the mail that was queued last says.
fn last_mail(app: &TestApp) -> Composed {
    let mail = MailId::new(number(&app.ctx.db, "SELECT max(id) FROM mails") as i64);
    let composed = app.ctx.db.read(|c| {
        let mail = outbox::find(c, mail)?;
        Composer::new(&app.ctx).compose(c, &mail)
    });
    composed.expect("an answer")
}

/// To whom mails were queued, in order.
fn mailed(app: &TestApp) -> Vec<String> {
    lines(
        &app.ctx.db,
        "SELECT p.name || ' ' || m.role AS line FROM mails AS m JOIN people AS p ON p.id = m.person_id ORDER BY m.id",
    )
}

#[actix_web::test]
async fn what_waits_for_consent_is_told_to_every_security_administrator_who_may_decide() {
    let app = TestApp::start_without_plan().await;
    let (system, security, email, page) = three(&app).await;
    app.add("bao", OFFICE, Role::Secadmin);
    app.add("gone", OFFICE, Role::Secadmin);
    execute(&app.ctx.db, "UPDATE people SET disabled_at = '2024-05-01 00:00:00' WHERE name = 'gone'");
    system.submit(&page, &format!("{page}/link"), &[]).await;
    assert_eq!(mailed(&app), ["an secadmin", "bao secadmin"]);
    let Composed::Letter(told) = last_mail(&app) else { panic!("a letter") };
    let text = &told.letter.text;
    assert!(told.letter.subject.contains("qin的一次性链接申请") && text.contains("xi为qin的账号申请"), "{text}");
    assert!(text.contains("安全策略") && !has_link(text), "{text}");
    assert!(text.contains("请您核对") && !text.contains("怎样报送"), "nothing is to be reported: {text}");
    // Who is asked about is not asked; a second wish for the same is no second mail.
    assert_eq!(system.submit(&page, &format!("{page}/link"), &[]).await.status(), 409);
    let other = format!("/people/{}", key(&app, "bao@test.example"));
    system.submit(&other, &format!("{other}/link"), &[]).await;
    assert_eq!(mailed(&app)[2..], ["an secadmin"]);
    // Who is added with rights of their own waits likewise.
    let new = [("name", "黄某"), ("email", "huang@test.example"), ("phone", ""), ("unit", OFFICE), ("role", "leader")];
    system.submit("/people", "/people", &new).await;
    assert_eq!(mailed(&app)[3..], ["an secadmin", "bao secadmin", "黄某 leader"]);
    let id = number(&app.ctx.db, "SELECT max(id) FROM approvals");
    security.submit("/policy", &format!("/policy/links/{id}"), &[("decision", "refuse")]).await;
    execute(&app.ctx.db, "DELETE FROM mails WHERE role = 'leader'");
    assert!(matches!(last_mail(&app), Composed::Nothing(..)), "what is decided is not asked any more");
    assert_eq!(number_of_links(&app, key(&app, &email)), 0);
}

#[actix_web::test]
async fn the_policy_shows_every_limit_that_holds() {
    let app = TestApp::start_with_settings(&[
        ("DUBAN__AUTH__MIN_PASSWORD_CHARS", "13"),
        ("DUBAN__AUTH__IDLE_MINUTES", "47"),
        ("DUBAN__AUTH__TRIES_PER_MINUTE", "53"),
        ("DUBAN__SERVER__BODY_SECONDS", "59"),
    ])
    .await;
    let html = app.signed_in(&app.add("an", OFFICE, Role::Secadmin)).await.text("/policy").await;
    let shown: String = html.split_whitespace().collect();
    for (label, value) in [
        ("口令最少字符数", "13"),
        ("不得与最近几次口令相同（次）", "5"),
        ("无操作自动退出（分钟）", "47"),
        ("此后每分钟最多输错（次）", "53"),
        ("各来源合计连续输错后，未登录过的来源须等待（次）", "10"),
        ("网页上传文件最大（MB）", "20"),
        ("填报表单最大（MB）", "8"),
        ("接收一次提交的时限（秒）", "59"),
    ] {
        assert!(shown.contains(&format!("<dt>{label}</dt><dd>{value}</dd>")), "{label}: {html}");
    }
}

fn number_of_links(app: &TestApp, person: usize) -> usize {
    let open = format!("SELECT count(*) FROM sign_in_links WHERE person_id = {person} AND used_at IS NULL");
    number(&app.ctx.db, &open)
}

#[actix_web::test]
async fn a_link_for_a_coordinator_waits_for_the_security_administrator_and_its_owner_is_told() {
    let app = TestApp::start_without_plan().await;
    let (system, security, email, page) = three(&app).await;
    let link = format!("{page}/link");
    let asked = system.submit(&page, &link, &[]).await;
    assert_eq!(location(&asked), format!("{page}?done=link_asked"));
    assert_eq!(number_of_links(&app, key(&app, &email)), 0);
    let again = system.submit(&page, &link, &[]).await;
    assert_eq!(again.status(), 409);
    assert!(again.text().await.expect("a page").contains("正在等待安全管理员同意"));
    let html = security.text("/policy").await;
    assert!(html.contains("qin@test.example") && html.contains("调度人员") && html.contains("xi"), "{html}");
    let id = number(&app.ctx.db, "SELECT max(id) FROM approvals");
    let decided = security.submit("/policy", &format!("/policy/links/{id}"), &[("decision", "agree")]).await;
    assert_eq!(location(&decided), "/policy?done=link_agreed");
    let late = security.submit("/policy", &format!("/policy/links/{id}"), &[("decision", "refuse")]).await;
    assert_eq!(late.status(), 409, "it is decided");
    let to_owner = format!("SELECT count(*) FROM mails WHERE person_id = {}", key(&app, &email));
    assert_eq!(number(&app.ctx.db, &to_owner), 0, "nothing was made yet");
    let made = system.submit(&page, &link, &[]).await.text().await.expect("a page");
    assert!(has_link(&made), "{made}");
    let Composed::Letter(told) = last_mail(&app) else { panic!("a letter") };
    assert!(told.letter.subject.contains("账号") && told.letter.text.contains("xi"), "{}", told.letter.text);
    assert!(!has_link(&told.letter.text) && !told.letter.text.contains("怎样报送"), "{}", told.letter.text);
    let used = system.submit(&page, &link, &[]).await;
    assert_eq!(location(&used), format!("{page}?done=link_asked"), "a consent is good for one link");
    let trail =
        lines(&app.ctx.db, "SELECT actor || ' ' || verb AS line FROM audit WHERE verb LIKE '%link%' ORDER BY id");
    assert_eq!(trail, ["xi request_link", "an agree_link", "xi renew_link", "xi request_link"]);
}

#[actix_web::test]
async fn what_is_refused_or_has_run_out_makes_no_link() {
    let app = TestApp::start_without_plan().await;
    let (system, security, email, page) = three(&app).await;
    let link = format!("{page}/link");
    for decision in ["refuse", "agree"] {
        assert_eq!(location(&system.submit(&page, &link, &[]).await), format!("{page}?done=link_asked"));
        let id = number(&app.ctx.db, "SELECT max(id) FROM approvals");
        security.submit("/policy", &format!("/policy/links/{id}"), &[("decision", decision)]).await;
        let said = system.text(&page).await;
        assert!(said.contains(if decision == "agree" { "安全管理员已同意" } else { "没有同意最近一次" }), "{said}");
    }
    execute(&app.ctx.db, "UPDATE approvals SET decided_at = '2024-05-01 00:00:00'");
    assert_eq!(location(&system.submit(&page, &link, &[]).await), format!("{page}?done=link_asked"));
    assert_eq!(number_of_links(&app, key(&app, &email)), 0);
}

#[actix_web::test]
async fn a_liaisons_link_needs_nobody() {
    let app = TestApp::start_without_plan().await;
    let (system, ..) = three(&app).await;
    let page = format!("/people/{}", key(&app, &app.add("wei", GUILIN, Role::Liaison)));
    let made = system.submit(&page, &format!("{page}/link"), &[]).await.text().await.expect("a page");
    assert!(has_link(&made), "{made}");
}

#[actix_web::test]
async fn nobody_decides_on_an_own_request() {
    let app = TestApp::start_without_plan().await;
    let (_, _, email, _) = three(&app).await;
    let security = PersonId::new(key(&app, "an@test.example") as i64);
    let whose = key(&app, &email);
    execute(
        &app.ctx.db,
        &format!(
            "INSERT INTO approvals (kind, person_id, requested_by, requested_at) \
             VALUES ('link', {whose}, {security}, '2024-05-06 00:00:00')"
        ),
    );
    let actor = app
        .ctx
        .db
        .read(|c| {
            let posts = persons::posts_on(c, app.ctx.clock.today(), Some(security))?;
            Ok::<_, DbError>(Actor::Person { person: persons::find(c, security)?, post: posts[0].clone(), posts })
        })
        .expect("an actor");
    let id = LinkRequestId::new(number(&app.ctx.db, "SELECT max(id) FROM approvals") as i64);
    assert!(decide_link(&app.ctx, &actor, id, true).is_err());
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM approvals WHERE decided_at IS NULL"), 1);
}

#[actix_web::test]
async fn without_a_security_administrator_the_page_leads_to_the_console_which_needs_no_consent() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let email = app.add("qin", OFFICE, Role::Coordinator);
    let page = format!("/people/{}", key(&app, &email));
    let refused = system.submit(&page, &format!("{page}/link"), &[]).await;
    assert_eq!(refused.status(), 409);
    let html = refused.text().await.expect("a page");
    assert!(html.contains("duban people link qin@test.example"), "{html}");
    assert!(has_link(&succeed(duban(&app.database).args(["people", "link", &email]))));
    let trail = "SELECT actor_kind || ' ' || verb AS line FROM audit WHERE verb = 'renew_link'";
    assert_eq!(lines(&app.ctx.db, trail), ["console renew_link"]);
}

#[actix_web::test]
async fn who_is_added_with_rights_of_their_own_gets_no_link_before_consent() {
    let app = TestApp::start_without_plan().await;
    let (system, ..) = three(&app).await;
    let new = [("name", "黄某"), ("email", "huang@test.example"), ("phone", ""), ("unit", OFFICE), ("role", "leader")];
    let html = system.submit("/people", "/people", &new).await.text().await.expect("a page");
    assert!(!has_link(&html) && html.contains("黄某的账号权限较大"), "{html}");
    assert_eq!(number_of_links(&app, key(&app, "huang@test.example")), 0);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM approvals WHERE decided_at IS NULL"), 1);
}

#[actix_web::test]
async fn a_liaison_who_becomes_a_coordinator_signs_in_by_a_new_link_alone() {
    let app = TestApp::start_without_plan().await;
    let (system, ..) = three(&app).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let liaison = app.signed_in(&email).await;
    let page = format!("/people/{}", key(&app, &email));
    let post = [("unit", OFFICE), ("role", "coordinator")];
    let added = system.submit(&page, &format!("{page}/posts"), &post).await;
    assert_eq!(location(&added), format!("{page}?done=post_asked"));
    assert_eq!(liaison.get("/my-work").await.status(), 303, "the session is over");
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 422, "so is the password");
    let more = [("unit", OFFICE), ("role", "leader")];
    let added = system.submit(&page, &format!("{page}/posts"), &more).await;
    assert_eq!(location(&added), format!("{page}?done=post_asked"), "each further one is asked about");
}
