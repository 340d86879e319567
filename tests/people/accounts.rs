//! Accounts are mended in the browser: who is found, what stands of a person, the posts, the way in.

use duban::actions::{Actor, EndPost, disable_person, end_post};
use duban::domain::id::PersonId;
use duban::domain::person::Role;

use super::{GUILIN, LIUZHOU, OFFICE, key};
use crate::support::app::{Browser, PASSWORD, TestApp, location};
use crate::support::database::{execute, lines, number};
use crate::support::smtp::{Fault, SmtpServer};

/// A system administrator's browser.
async fn administrator(app: &TestApp) -> Browser<'_> {
    app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await
}

/// The names in the list, in order.
fn names(html: &str) -> Vec<&str> {
    let rows = html.split("<th scope=\"row\" class=\"nowrap\"><a href=\"/people/").skip(1);
    rows.map(|row| row.split(['>', '<']).nth(1).expect("a name")).collect()
}

#[actix_web::test]
async fn people_stand_in_the_order_of_the_units_and_are_found_by_name_unit_telephone_and_address() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    for (name, unit) in [("甲联络", GUILIN), ("乙联络", LIUZHOU), ("丙_联络", GUILIN)] {
        app.add(name, unit, Role::Liaison);
    }
    app.add("丁某", GUILIN, Role::Head);
    execute(&app.ctx.db, "UPDATE posts SET until = '2024-05-05' WHERE role = 'head'");
    execute(&app.ctx.db, "UPDATE people SET phone = '0773-888' WHERE name = '甲联络'");
    let html = browser.text("/people").await;
    assert!(html.contains("共 5 人"), "{html}");
    let by_unit = names(&html);
    assert_eq!((by_unit[0], by_unit[1], by_unit[4]), ("xi", "乙联络", "丁某"), "by unit; who has no post comes last");
    for (words, found) in [
        ("甲", vec!["甲联络"]),
        ("柳州市", vec!["乙联络"]),
        ("0773-8", vec!["甲联络"]),
        ("XI@TEST", vec!["xi"]),
        ("_", vec!["丙_联络"]),
        ("%25", vec![]),
    ] {
        assert_eq!(names(&browser.text(&format!("/people?q={words}")).await), found, "{words}");
    }
}

#[actix_web::test]
async fn a_long_list_goes_on_where_the_page_before_ended() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    execute(
        &app.ctx.db,
        "INSERT INTO people (name, created_at) SELECT 'n' || (u.id % 7), '2024-05-01 00:00:00' FROM units AS u, \
         (SELECT 1 AS x UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) AS t; \
         INSERT INTO posts (person_id, unit_id, role, since) SELECT p.id, u.id, 'head', '2024-05-01' FROM people AS p \
         JOIN units AS u ON u.id = p.id % 40 WHERE p.id % 3 > 0 AND p.name <> 'xi'",
    );
    let all = number(&app.ctx.db, "SELECT count(*) FROM people");
    assert!(all > 200, "{all}");
    let (mut seen, mut next) = (Vec::new(), Some("/people".to_owned()));
    while let Some(address) = next {
        let html = browser.text(&address).await;
        assert!(html.contains(&format!("共 {all} 人")), "{address}");
        let keys = html.split("class=\"nowrap\"><a href=\"/people/").skip(1);
        seen.extend(keys.map(|rest| rest.split('"').next().expect("a key").to_owned()));
        next = html
            .split("class=\"button\" href=\"")
            .nth(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
        next = next.map(|address| address.replace("&#38;", "&"));
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (all, all), "everybody, and nobody twice");
}

#[actix_web::test]
async fn what_stands_of_a_person_is_put_right_and_who_was_slower_is_shown_both() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    let email = app.add("韦某", GUILIN, Role::Liaison);
    let page = format!("/people/{}", key(&app, &email));
    let details = |version: &'static str, name: &'static str, email: &'static str| {
        [("version", version), ("name", name), ("email", email), ("phone", "0773-1")]
    };
    let saved = browser.submit(&page, &page, &details("1", "韦建国", "Wei@test.example")).await;
    assert_eq!(location(&saved), format!("{page}?done=person_saved"));
    let html = browser.text(&page).await;
    assert!(html.contains("value=\"韦建国\"") && html.contains("value=\"wei@test.example\""), "{html}");
    assert_eq!(app.browser().sign_in("wei@test.example", PASSWORD).await.status(), 303, "by the new address");
    let late = browser.submit(&page, &page, &details("1", "韦某某", "wei@test.example")).await;
    assert_eq!(late.status(), 409);
    let html: String = late.text().await.expect("a page").split_whitespace().collect();
    assert!(html.contains("value=\"韦某某\"") && html.contains("现在保存的是：韦建国"), "{html}");
    let taken = browser.submit(&page, &page, &details("2", "韦建国", "xi@test.example")).await;
    assert_eq!(taken.status(), 422);
    let html = taken.text().await.expect("a page");
    assert!(html.contains("id=\"email-fault\">该邮箱已属于xi") && html.contains("aria-invalid=\"true\""), "{html}");
    let trail = lines(&app.ctx.db, "SELECT detail AS line FROM audit WHERE verb = 'edit_person'");
    assert_eq!(trail.len(), 1);
    assert!(trail[0].contains("韦建国") && !trail[0].contains("0773"), "{trail:?}");
    assert!(trail[0].contains("\"phone_shown\":[\"077****567\",\"****\"]"), "what it was and is, masked: {trail:?}");
}

#[actix_web::test]
async fn a_post_ends_on_a_day_and_with_it_what_it_gives() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    let email = app.add("韦某", GUILIN, Role::Liaison);
    let liaison = app.signed_in(&email).await;
    let page = format!("/people/{}", key(&app, &email));
    let post = [("unit", LIUZHOU), ("role", "head")];
    assert_eq!(
        location(&browser.submit(&page, &format!("{page}/posts"), &post).await),
        format!("{page}?done=post_added")
    );
    let twice = browser.submit(&page, &format!("{page}/posts"), &post).await;
    assert_eq!(twice.status(), 409);
    let id = number(&app.ctx.db, "SELECT min(p.id) FROM posts AS p WHERE p.role = 'liaison'");
    let end = format!("{page}/posts/{id}/end");
    let too_early = browser.submit(&page, &end, &[("from", "2024-05-05")]).await;
    assert_eq!(too_early.status(), 422);
    let html = too_early.text().await.expect("a page");
    assert!(html.contains("不能早于任职之日 2024-05-06") && html.contains("value=\"2024-05-05\""), "{html}");
    let done = browser.submit(&page, &end, &[("from", "2024-05-06")]).await;
    assert_eq!(location(&done), format!("{page}?done=post_ended"));
    let html = liaison.text("/my-work").await;
    assert!(html.contains("代表单位：<strong>柳州市人民政府</strong> · 负责人") && !html.contains("切换到"), "{html}");
    assert_eq!(
        lines(&app.ctx.db, "SELECT CAST(until AS TEXT) AS line FROM posts WHERE until IS NOT NULL"),
        ["2024-05-05"]
    );
    let html = browser.text(&page).await;
    assert!(html.contains("任职当日即撤销") && !html.contains("2024-05-05"), "no day before the first: {html}");
    assert_eq!(browser.submit(&page, &end, &[("from", "2024-06-01")]).await.status(), 409, "it is over");
    let foreign = format!("/people/{}/posts/{id}/end", key(&app, "xi@test.example"));
    assert_eq!(browser.submit(&page, &foreign, &[("from", "2024-06-01")]).await.status(), 404);
}

#[actix_web::test]
async fn a_planned_end_stands_in_the_list_and_is_taken_back() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    let page = format!("/people/{}", key(&app, &app.add("韦某", GUILIN, Role::Liaison)));
    let end = format!("{page}/posts/{}/end", number(&app.ctx.db, "SELECT max(id) FROM posts"));
    assert_eq!(browser.submit(&page, &end, &[("from", "")]).await.status(), 422, "there is nothing to take back");
    browser.submit(&page, &end, &[("from", "2024-07-01")]).await;
    assert!(browser.text("/people").await.contains("任职至（含当日） 2024-06-30"));
    assert!(browser.text(&page).await.contains("取消任职至日期"));
    let kept = browser.submit(&page, &end, &[("from", "")]).await;
    assert_eq!(location(&kept), format!("{page}?done=post_goes_on"));
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM posts WHERE until IS NOT NULL"), 0);
    assert!(!browser.text("/people").await.contains("任职至（含当日） 2024-06-30"));
    let trail = lines(&app.ctx.db, "SELECT detail AS line FROM audit WHERE verb = 'end_post' ORDER BY id");
    assert!(trail[1].contains("\"goes_on\":true"), "{trail:?}");
}

#[actix_web::test]
async fn who_was_disabled_is_enabled_again() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    let email = app.add("韦某", GUILIN, Role::Liaison);
    let page = format!("/people/{}", key(&app, &email));
    browser.submit(&page, &format!("{page}/disable"), &[]).await;
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 422);
    let html = browser.text(&page).await;
    assert!(html.contains("重新启用</button>") && !html.contains("/disable\""), "{html}");
    let done = browser.submit(&page, &format!("{page}/enable"), &[]).await;
    assert_eq!(location(&done), format!("{page}?done=enabled"));
    app.signed_in(&email).await;
    browser.submit(&page, &format!("{page}/enable"), &[]).await;
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'enable_person'"), 1);
}

#[actix_web::test]
async fn the_last_administrators_post_does_not_end_either_today_or_one_day() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    let other = app.add("lu", OFFICE, Role::Sysadmin);
    let post = |email: &str| {
        let id = key(&app, email);
        (format!("/people/{id}"), number(&app.ctx.db, &format!("SELECT id FROM posts WHERE person_id = {id}")))
    };
    let (page, id) = post(&other);
    let ended = browser.submit(&page, &format!("{page}/posts/{id}/end"), &[("from", "2024-12-01")]).await;
    assert_eq!(ended.status(), 303);
    let (page, id) = post("xi@test.example");
    let refused = browser.submit(&page, &format!("{page}/posts/{id}/end"), &[("from", "2025-01-01")]).await;
    assert_eq!(refused.status(), 409, "in December nobody would be left");
    assert!(refused.text().await.expect("a page").contains("最后一位系统管理员"));
    assert_eq!(browser.submit(&page, &format!("{page}/disable"), &[]).await.status(), 409);
}

#[actix_web::test]
async fn who_cannot_sign_in_is_no_administrator_that_is_left() {
    let app = TestApp::start().await;
    let browser = administrator(&app).await;
    app.invite("lu", OFFICE, Role::Sysadmin);
    let page = format!("/people/{}", key(&app, "xi@test.example"));
    let refused = browser.submit(&page, &format!("{page}/disable"), &[]).await;
    assert_eq!(refused.status(), 409, "the other one has no password yet");
    let fields = [("name", "xi"), ("email", ""), ("phone", ""), ("version", "0")];
    let version = number(&app.ctx.db, "SELECT version FROM people WHERE email = 'xi@test.example'").to_string();
    let refused = browser
        .submit(
            &page,
            &page,
            &fields.map(|(name, value)| (name, if name == "version" { version.as_str() } else { value })),
        )
        .await;
    assert_eq!(refused.status(), 409, "without an address nobody signs in");
    assert!(refused.text().await.expect("a page").contains("最后一位系统管理员"));
    let other = app.add("he", OFFICE, Role::Sysadmin);
    execute(&app.ctx.db, &format!("UPDATE people SET email = NULL WHERE email = '{other}'"));
    assert_eq!(browser.submit(&page, &format!("{page}/disable"), &[]).await.status(), 409, "that one has no address");
    app.add("wu", OFFICE, Role::Sysadmin);
    assert_eq!(browser.submit(&page, &format!("{page}/disable"), &[]).await.status(), 303);
}

#[actix_web::test]
async fn of_two_administrators_who_put_each_other_out_at_once_one_stays() {
    let app = TestApp::start().await;
    for round in 0..8 {
        execute(&app.ctx.db, "DELETE FROM posts WHERE role = 'sysadmin'");
        let names = [format!("a{round}"), format!("b{round}")];
        let both = names.each_ref().map(|name| {
            let email = app.add(name, OFFICE, Role::Sysadmin);
            let id = PersonId::new(key(&app, &email) as i64);
            let (person, posts) = app
                .ctx
                .db
                .read(|c| {
                    let posts = duban::db::people::persons::posts_on(c, app.ctx.clock.today(), Some(id))?;
                    Ok::<_, duban::db::DbError>((duban::db::people::persons::find(c, id)?, posts))
                })
                .expect("an account");
            (id, posts[0].id, Actor::Person { person, post: posts[0].clone(), posts })
        });
        let [(first, _, one), (second, post, other)] = both;
        let end = EndPost { person_id: second, post_id: post, from: Some(app.ctx.clock.today()) };
        let ctx = &app.ctx;
        let done = std::thread::scope(|threads| {
            let disables = threads.spawn(|| disable_person(ctx, &other, first).is_ok());
            let ends = threads.spawn(|| end_post(ctx, &one, &end).is_ok());
            [disables.join().expect("an answer"), ends.join().expect("an answer")]
        });
        assert_ne!(done[0], done[1], "round {round}: one of them, and one only");
    }
}

#[actix_web::test]
async fn the_former_address_is_told_that_it_is_one() {
    let app = TestApp::start_without_plan().await;
    let (browser, server) = (administrator(&app).await, SmtpServer::start());
    let email = app.add("wei", GUILIN, Role::Liaison);
    let page = format!("/people/{}", key(&app, &email));
    let edit = |version: &'static str, email: &'static str, phone: &'static str| {
        [("version", version), ("name", "wei"), ("email", email), ("phone", phone)]
    };
    browser.submit(&page, &page, &edit("1", "wei@test.example", "0773-1")).await;
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM mails"), 0, "the address is as it was");
    browser.submit(&page, &page, &edit("2", "New@test.example", "0773-1")).await;
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM mails"), 1, "in the same step");
    duban::delivery::deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run");
    let text = "SELECT m.subject || ' ' || m.to_address || ' ' || t.body_text AS line FROM mails AS m \
         JOIN mail_texts AS t ON t.mail_id = m.id ORDER BY m.id DESC";
    let told = lines(&app.ctx.db, text).remove(0);
    assert!(told.starts_with("【账号】登记的邮箱已更换 wei@test.example"), "{told}");
    assert!(told.contains("xi修改了您在督办系统登记的邮箱：wei@test.example 不再使用"), "{told}");
    assert!(!told.contains("new@test.example"), "where mails go now is for whoever reads them there: {told}");
    // Nor is it forgotten where the address is taken away, or a mail waits for another run.
    browser.submit(&page, &page, &edit("3", "", "0773-1")).await;
    let again = browser.submit(&page, &page, &edit("4", "again@test.example", "0773-1")).await;
    assert_eq!(location(&again), format!("{page}?done=person_saved"));
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM mails"), 2, "who had none has no former one");
    server.fail(&[Fault::Busy]);
    duban::delivery::deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run");
    app.set_clock("2024-05-06 12:00");
    duban::delivery::deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run");
    let to: Vec<String> = server.taken().into_iter().map(|taken| taken.to).collect();
    assert_eq!(to, ["wei@test.example", "new@test.example"]);
}
