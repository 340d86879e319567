//! Who is disabled stays out: links and requests end with it, at the command line as on the page.

use duban::domain::person::Role;

use super::{GUILIN, OFFICE, key};
use crate::support::app::{TestApp, location};
use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{lines, number};

#[actix_web::test]
async fn a_link_of_whoever_is_disabled_says_so_and_does_not_come_back() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let (email, token) = app.invite("wei", GUILIN, Role::Liaison);
    let (page, link) = (format!("/people/{}", key(&app, &email)), format!("/set-password/{token}"));
    system.submit(&page, &format!("{page}/disable"), &[]).await;
    let dead = app.browser().get(&link).await;
    assert_eq!(dead.status(), 410);
    let html = dead.text().await.expect("a page");
    assert!(html.contains("该账号已停用") && html.contains("xi") && !html.contains("复制得不完整"), "{html}");
    let refused = system.submit(&page, &format!("{page}/link"), &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.expect("a page").contains("wei已停用"));
    let refused = system.submit(&page, &format!("{page}/posts"), &[("unit", OFFICE), ("role", "leader")]).await;
    assert_eq!(refused.status(), 409);
    assert!(refusal(duban(&app.database).args(["people", "link", &email])).contains("duban people enable"));
    let mut add = duban(&app.database);
    add.args(["people", "add", "--name", "wei", "--email", &email, "--unit", OFFICE, "--role", "leader"]);
    assert!(refusal(&mut add).contains(&format!("duban people enable {email}")));
    assert!(succeed(duban(&app.database).args(["people", "enable", &email])).contains("已重新启用 wei"));
    let html = app.browser().get(&link).await.text().await.expect("a page");
    assert!(html.contains("此链接已作废"), "{html}");
    let open = "SELECT count(*) FROM sign_in_links WHERE used_at IS NULL AND person_id =";
    assert_eq!(number(&app.ctx.db, &format!("{open} {}", key(&app, &email))), 0);
}

#[actix_web::test]
async fn what_waits_for_consent_ends_with_the_account() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let security = app.signed_in(&app.add("an", OFFICE, Role::Secadmin)).await;
    let page = format!("/people/{}", key(&app, &app.add("qin", OFFICE, Role::Coordinator)));
    let (link, last) = (format!("{page}/link"), "SELECT max(id) FROM approvals");
    // One is agreed to and not used, another waits.
    system.submit(&page, &link, &[]).await;
    let agree = format!("/policy/links/{}", number(&app.ctx.db, last));
    security.submit("/policy", &agree, &[("decision", "agree")]).await;
    for _ in 0..2 {
        system.submit(&page, &format!("{page}/disable"), &[]).await;
        let html = system.text(&page).await;
        assert!(!html.contains("安全管理员已同意") && !html.contains("没有同意"), "{html}");
        assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM approvals WHERE decided_at IS NULL"), 0);
        system.submit(&page, &format!("{page}/enable"), &[]).await;
        assert_eq!(location(&system.submit(&page, &link, &[]).await), format!("{page}?done=link_asked"), "anew");
    }
}

#[actix_web::test]
async fn the_command_line_keeps_the_last_of_each_administrator_too() {
    let app = TestApp::start_without_plan().await;
    for (name, role, words) in [
        ("xi", Role::Sysadmin, "最后一位系统管理员"),
        ("an", Role::Secadmin, "最后一位安全管理员"),
        ("shen", Role::Auditor, "最后一位审计管理员"),
    ] {
        let email = app.add(name, OFFICE, role);
        let line = refusal(duban(&app.database).args(["people", "disable", &email]));
        assert!(line.contains(words) && line.contains("duban people add"), "{line}");
        app.add(&format!("{name}2"), OFFICE, role);
        assert!(succeed(duban(&app.database).args(["people", "disable", &email])).contains("已停用"));
    }
    let disabled = lines(&app.ctx.db, "SELECT name AS line FROM people WHERE disabled_at IS NOT NULL ORDER BY id");
    assert_eq!(disabled, ["xi", "an", "shen"]);
}

#[actix_web::test]
async fn the_only_security_administrator_is_not_said_to_be_missing() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let page = format!("/people/{}", key(&app, &app.add("an", OFFICE, Role::Secadmin)));
    let html = system.submit(&page, &format!("{page}/link"), &[]).await.text().await.expect("a page");
    assert!(html.contains("没有（本人以外的）另一位安全管理员") && !html.contains("还没有安全管理员"), "{html}");
}
