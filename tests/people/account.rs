//! One's own account: the password is changed, the sessions are seen and ended.

use duban::actions::{Actor, Link, renew_link, set_password};
use duban::domain::id::PersonId;
use duban::domain::person::Role;

use super::{GUILIN, key};
use crate::support::app::{Browser, PASSWORD, TestApp, location};
use crate::support::database::{execute, lines, number};

/// Sends the form for a new password.
async fn change(browser: &Browser<'_>, current: &str, password: &str) -> (u16, String) {
    let fields = [("current", current), ("password", password), ("again", password)];
    let answer = browser.submit("/account", "/account/password", &fields).await;
    let status = answer.status().as_u16();
    if status == 303 {
        return (status, location(&answer).to_owned());
    }
    (status, answer.text().await.expect("a page"))
}

/// The next of so many passwords that are hard to guess.
fn password(n: usize) -> String {
    format!("amber-{n}-kettle-moss")
}

#[actix_web::test]
async fn who_knows_the_password_changes_it_and_every_other_session_ends() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (here, elsewhere) = (app.signed_in(&email).await, app.signed_in(&email).await);
    let (status, html) = change(&here, "not-the-passw0rd", &password(1)).await;
    assert_eq!(status, 422);
    assert!(html.contains("id=\"current-fault\">现在的口令不正确"), "{html}");
    assert_eq!(change(&here, PASSWORD, &password(1)).await, (303, "/account?done=password_changed".to_owned()));
    assert_eq!(here.get("/account").await.status(), 200, "this one goes on");
    assert_eq!(elsewhere.get("/account").await.status(), 303);
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 422);
    assert_eq!(app.browser().sign_in(&email, &password(1)).await.status(), 303);
    let trail = "SELECT actor AS line FROM audit WHERE verb = 'change_password'";
    assert_eq!(lines(&app.ctx.db, trail), ["wei"]);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM mails WHERE kind = 'event'"), 1, "the owner is told");
}

#[actix_web::test]
async fn none_of_the_last_five_passwords_is_taken_again_by_any_way() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    for n in 1..=4 {
        let before = if n == 1 { PASSWORD.to_owned() } else { password(n - 1) };
        assert_eq!(change(&browser, &before, &password(n)).await.0, 303, "{n}");
    }
    for used in [PASSWORD.to_owned(), password(1), password(4)] {
        let (status, html) = change(&browser, &password(4), &used).await;
        assert!(status == 422 && html.contains("不能与最近 5 次用过的口令相同"), "{used}: {status} {html}");
    }
    let id = PersonId::new(key(&app, &email) as i64);
    let Link::Made(token) = renew_link(&app.ctx, &Actor::Console, id).expect("a link") else { panic!("a link") };
    assert!(set_password(&app.ctx, &token, &password(2), &password(2)).is_err(), "nor by a link");
    assert_eq!(change(&browser, &password(4), &password(5)).await.0, 303);
    assert_eq!(change(&browser, &password(5), PASSWORD).await.0, 303, "the sixth before is forgotten");
    let kept = format!("SELECT count(*) FROM former_passwords WHERE person_id = {id}");
    assert_eq!(number(&app.ctx.db, &kept), 5);
}

#[actix_web::test]
async fn what_is_easily_guessed_is_refused_at_its_field() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    for weak in ["Password123", "qwertyuiop1", "duban2024!"] {
        let (status, html) = change(&browser, PASSWORD, weak).await;
        assert!(status == 422 && html.contains("id=\"password-fault\">这个口令容易被猜中"), "{weak}: {html}");
    }
}

#[actix_web::test]
async fn wrong_present_passwords_are_counted_like_those_at_sign_in() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    for _ in 0..5 {
        change(&browser, "not-the-passw0rd", &password(1)).await;
    }
    let (status, html) = change(&browser, PASSWORD, &password(1)).await;
    assert!(status == 422 && html.contains("锁定"), "{status} {html}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'change_password'"), 0);
}

#[actix_web::test]
async fn the_own_sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    app.signed_in(&app.add("mo", GUILIN, Role::Head)).await;
    let here = app.signed_in(&email).await;
    let html = here.text("/account").await;
    assert!(html.contains("本次登录") && !html.contains("name=\"which\""), "{html}");
    assert!(html.contains("127.0.0.1") && html.contains("2024-05-06 09:00"), "{html}");
    execute(&app.ctx.db, "UPDATE sessions SET browser = 'Edge · Windows'");
    assert!(here.text("/account").await.contains("Edge · Windows"));
    let (one, two) = (app.signed_in(&email).await, app.signed_in(&email).await);
    let html = here.text("/account").await;
    let marks: Vec<&str> =
        html.split("name=\"which\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!((marks.len(), marks[2]), (3, "others"), "two others, and all of them; nobody else's");
    let ended = here.submit("/account", "/account/sessions", &[("which", marks[0])]).await;
    assert_eq!(location(&ended), "/account?done=sessions_ended&n=1#sessions");
    let over = [one.get("/account").await.status().as_u16(), two.get("/account").await.status().as_u16()];
    assert!(over == [303, 200] || over == [200, 303], "{over:?}");
    assert_eq!(here.submit("/account", "/account/sessions", &[("which", marks[0])]).await.status(), 404);
    let ended = here.submit("/account", "/account/sessions", &[("which", "others")]).await;
    assert_eq!(location(&ended), "/account?done=sessions_ended&n=1#sessions");
    assert_eq!(here.get("/account").await.status(), 200);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM sessions WHERE ended_at IS NULL"), 2, "hers and the head's");
}
