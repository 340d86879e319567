//! How a lock is opened before its time.

use super::*;

#[actix_web::test]
async fn an_administrator_sees_who_is_kept_out_and_unlocks_with_one_click() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let administrator = app.signed_in(&app.add("lu", COORDINATORS, Role::Sysadmin)).await;
    assert!(!administrator.text("/people").await.contains("起各处共输错"));
    for source in [1, 1, 1, 1, 1, 2, 2, 2, 2, 2] {
        from(&app, &format!("192.0.2.{source}"), &email, WRONG).await;
    }
    let page = administrator.text("/people").await;
    assert!(page.contains("2024-05-06 09:00 起从 192.0.2.1 连续输错 5 次，该处锁定至 2024-05-06 09:30"), "{page}");
    assert!(page.contains("起各处共输错 10 次"), "{page}");
    let id = number(&app.ctx.db, &format!("SELECT id FROM people WHERE email = '{email}'"));
    let own = format!("/people/{id}");
    let address = format!("{own}/unlock");
    assert!(page.contains(&format!("href=\"{own}\"")));
    let page = administrator.text(&own).await;
    assert!(page.contains(&address) && page.contains("起各处共输错 10 次"), "{page}");
    let answer = administrator.submit(&own, &address, &[]).await;
    assert_eq!(location(&answer), format!("{own}?done=unlocked"));
    assert!(!administrator.text(&own).await.contains("解除锁定</button>"));
    assert_eq!(from(&app, "192.0.2.1", &email, PASSWORD).await.status, 201);
    let trail = "SELECT actor || ' ' || object_id AS line FROM audit WHERE verb = 'unlock_account'";
    assert_eq!(lines(&app.ctx.db, trail), [format!("lu {id}")]);
    administrator.submit("/people", &address, &[]).await;
    assert_eq!(lines(&app.ctx.db, trail).len(), 1, "where nothing is locked nothing is done");
}

#[actix_web::test]
async fn nobody_but_the_system_administrator_unlocks() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let id = number(&app.ctx.db, &format!("SELECT id FROM people WHERE email = '{email}'"));
    for (name, role, page) in
        [("qin", Role::Coordinator, "/desk"), ("lan", Role::Auditor, "/audit"), ("he", Role::Secadmin, "/policy")]
    {
        let browser = app.signed_in(&app.add(name, COORDINATORS, role)).await;
        let html = browser.text(page).await;
        let secret = crate::support::app::form_secret(&html);
        let answer = browser.post(&format!("/people/{id}/unlock"), &[("form_secret", secret)]).await;
        assert_eq!(answer.status(), 403, "{role}");
    }
}

#[actix_web::test]
async fn the_last_system_administrator_cannot_be_disabled_by_a_click() {
    let app = TestApp::start_without_plan().await;
    let last = app.add("lu", COORDINATORS, Role::Sysadmin);
    let administrator = app.signed_in(&last).await;
    let id = |email: &str| number(&app.ctx.db, &format!("SELECT id FROM people WHERE email = '{email}'"));
    let disable = format!("/people/{}/disable", id(&last));
    let refused = administrator.submit("/people", &disable, &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.expect("a page").contains("最后一位系统管理员"));
    let other = app.add("he", COORDINATORS, Role::Sysadmin);
    app.signed_in(&other).await;
    assert_eq!(
        location(&administrator.submit("/people", &disable, &[]).await),
        format!("/people/{}?done=disabled", id(&last))
    );
    assert_eq!(location(&administrator.get("/people").await), "/sign-in?next=%2Fpeople");
}

#[actix_web::test]
async fn the_command_line_unlocks_too() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for _ in 0..5 {
        words(app.browser().sign_in(&email, WRONG).await).await;
    }
    let said = succeed(duban(&app.database).args(["people", "unlock", &email.to_uppercase()]));
    assert_eq!(said, "已解除锁定 wei\n");
    app.signed_in(&email).await;
    let line = refusal(duban(&app.database).args(["people", "unlock", "nobody@test.example"]));
    assert!(line.contains("nobody@test.example"), "{line}");
}

#[actix_web::test]
async fn a_new_password_opens_every_lock() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for _ in 0..5 {
        words(app.browser().sign_in(&email, WRONG).await).await;
    }
    let said = succeed(duban(&app.database).args(["people", "link", &email]));
    let token = said.trim().rsplit('/').next().expect("a token");
    set_password(&app.ctx, token, "another-sound-passw0rd", "another-sound-passw0rd").expect("a password");
    assert_eq!(app.browser().sign_in(&email, "another-sound-passw0rd").await.status(), 303);
}
