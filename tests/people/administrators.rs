//! The three administrators: of each one is left, and consent comes from somebody else.

use duban::domain::person::Role;

use super::{OFFICE, key};
use crate::support::app::{Browser, TestApp, location};
use crate::support::command::{duban, succeed};
use crate::support::database::{execute, number};

/// What a page says where it refuses.
async fn refused(browser: &Browser<'_>, page: &str, action: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.submit(page, action, fields).await;
    assert_eq!(answer.status(), 409, "{action}");
    answer.text().await.expect("a page")
}

#[actix_web::test]
async fn of_each_of_the_three_administrators_one_is_left() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    for (name, role, words) in
        [("an", Role::Secadmin, "最后一位安全管理员"), ("shen", Role::Auditor, "最后一位审计管理员")]
    {
        let email = app.add(name, OFFICE, role);
        let id = key(&app, &email);
        let page = format!("/people/{id}");
        let post = number(&app.ctx.db, &format!("SELECT id FROM posts WHERE person_id = {id}"));
        let (disable, end) = (format!("{page}/disable"), format!("{page}/posts/{post}/end"));
        let html = refused(&system, &page, &disable, &[]).await;
        assert!(html.contains(words) && html.contains("duban people add"), "{html}");
        assert!(refused(&system, &page, &end, &[("from", "2024-06-01")]).await.contains(words));
        let version = number(&app.ctx.db, &format!("SELECT version FROM people WHERE id = {id}")).to_string();
        let without = [("name", name), ("email", ""), ("phone", ""), ("version", version.as_str())];
        assert!(refused(&system, &page, &page, &without).await.contains(words));
        // Who has no password yet is nobody who is left.
        app.invite(&format!("{name}2"), OFFICE, role);
        refused(&system, &page, &disable, &[]).await;
        app.add(&format!("{name}3"), OFFICE, role);
        assert_eq!(location(&system.submit(&page, &disable, &[]).await), format!("{page}?done=disabled"));
        assert_eq!(system.submit(&page, &end, &[("from", "2024-06-01")]).await.status(), 303, "nothing goes with it");
    }
}

#[actix_web::test]
async fn pages_say_why_there_is_nobody_who_could_agree() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let coordinator = app.add("qin", OFFICE, Role::Coordinator);
    let page = format!("/people/{}", key(&app, &coordinator));
    let link = format!("{page}/link");
    assert!(refused(&system, &page, &link, &[]).await.contains("还没有安全管理员"));
    app.invite("bao", OFFICE, Role::Secadmin);
    assert!(refused(&system, &page, &link, &[]).await.contains("安全管理员还没有设好口令"));
    let (security, other) = (app.add("an", OFFICE, Role::Secadmin), app.add("lu", OFFICE, Role::Secadmin));
    assert_eq!(system.submit(&page, &link, &[]).await.status(), 303, "it is asked for");
    let disable = |email: &str| succeed(duban(&app.database).args(["people", "disable", email]));
    disable(&security);
    execute(&app.ctx.db, &format!("UPDATE people SET disabled_at = '2024-05-06 00:00:00' WHERE email = '{other}'"));
    // What waits would wait for nobody: the page leads on to the console.
    execute(&app.ctx.db, "UPDATE people SET disabled_at = '2024-05-06 00:00:00' WHERE email = 'bao@test.example'");
    let html = refused(&system, &page, &link, &[]).await;
    let leads_on = "现在安全管理员已停用。请在服务器上运行：duban people link qin@test.example";
    assert!(html.contains(leads_on), "{html}");
    assert!(system.text(&page).await.contains(leads_on), "so does the account");
    let new = [("name", "黄某"), ("email", "huang@test.example"), ("phone", ""), ("unit", OFFICE), ("role", "leader")];
    let html = system.submit("/people", "/people", &new).await.text().await.expect("a page");
    assert!(html.contains("现在安全管理员已停用") && !html.contains("还没有安全管理员"), "{html}");
    execute(&app.ctx.db, "UPDATE posts SET until = '2024-05-05' WHERE role = 'secadmin'");
    assert!(system.text(&page).await.contains("安全管理员的任职已结束"));
}

#[actix_web::test]
async fn nobody_agrees_to_a_link_for_the_own_account() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let own = app.add("an", OFFICE, Role::Secadmin);
    let security = app.signed_in(&own).await;
    let page = format!("/people/{}", key(&app, &own));
    let link = format!("{page}/link");
    assert!(
        refused(&system, &page, &link, &[]).await.contains("duban people link an@test.example"),
        "there is no other"
    );
    let other = app.signed_in(&app.add("bao", OFFICE, Role::Secadmin)).await;
    assert_eq!(location(&system.submit(&page, &link, &[]).await), format!("{page}?done=link_asked"));
    let decide = format!("/policy/links/{}", number(&app.ctx.db, "SELECT max(id) FROM approvals"));
    let html = security.text("/policy").await;
    assert!(html.contains("须由另一位安全管理员同意") && !html.contains(&decide), "no button: {html}");
    let html = refused(&security, "/policy", &decide, &[("decision", "agree")]).await;
    assert!(html.contains("须由另一位安全管理员同意"), "{html}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM approvals WHERE decided_at IS NULL"), 1);
    assert!(other.text("/policy").await.contains(&decide));
    let agreed = other.submit("/policy", &decide, &[("decision", "agree")]).await;
    assert_eq!(location(&agreed), "/policy?done=link_agreed");
}
