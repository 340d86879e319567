//! Who sees what, and who may not do what: the table in words.

use duban::db::mail::outbox;
use duban::domain::id::MailId;
use duban::domain::person::Role;
use duban::letters::{Composed, Composer};

use super::{GUILIN, LIUZHOU, OFFICE};
use crate::support::app::{TestApp, location};
use crate::support::database::{execute, lines, number};

/// So many items a page of the ledger says there are.
fn counted(html: &str) -> u64 {
    let (_, rest) = html.split_once("<caption>共 ").expect("a count");
    rest.split(' ').next().and_then(|n| n.parse().ok()).expect("a number")
}

#[actix_web::test]
async fn the_ledger_shows_everybody_what_the_call_lists_to_them() {
    let app = TestApp::start().await;
    let cast = [
        ("wei", GUILIN, Role::Liaison),
        ("mo", GUILIN, Role::Head),
        ("li", GUILIN, Role::Leader),
        ("tong", "自治区统计局", Role::Liaison),
        ("ting", OFFICE, Role::Leader),
        ("qin", OFFICE, Role::Coordinator),
    ];
    let mut seen = Vec::new();
    for (name, unit, role) in cast {
        let email = app.add(name, unit, role);
        let listed = app.api(&email).await.list("/obligations", &[]).await.body["total"].as_u64().expect("a total");
        let html = app.signed_in(&email).await.text("/ledger?unit=").await;
        assert_eq!(counted(&html), listed, "{name}");
        assert!(html.contains("href=\"/ledger\" aria-current=\"page\""), "{name}: it stands in the menu");
        seen.push(listed);
    }
    let [liaison, head, leader, helper, of_all, coordinator] = seen[..] else { panic!("six") };
    let own = number(
        &app.ctx.db,
        &format!("SELECT count(*) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}'"),
    );
    assert_eq!(leader, own as u64, "a city's leader sees the city's own");
    assert!(liaison == head && leader < liaison && helper < of_all, "{seen:?}");
    assert_eq!((of_all, coordinator), (504, 504));
    let admin = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    assert_eq!(admin.get("/ledger").await.status(), 403);
}

#[actix_web::test]
async fn the_ledger_of_who_works_for_a_unit_begins_with_that_unit_and_is_widened_by_one_click() {
    let app = TestApp::start().await;
    let own = number(
        &app.ctx.db,
        &format!("SELECT count(*) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}'"),
    );
    for (name, role) in [("wei", Role::Liaison), ("mo", Role::Head)] {
        let browser = app.signed_in(&app.add(name, GUILIN, role)).await;
        let begins = browser.get("/ledger").await;
        let address = location(&begins).to_owned();
        assert!(address.starts_with("/ledger?unit=%E6%A1%82"), "{role}: {address}");
        let html = browser.text(&address).await;
        assert_eq!(counted(&html), own as u64, "{role}");
        assert!(html.contains(&format!("<option value=\"{GUILIN}\" selected>")), "{role}: it is to be seen: {html}");
        assert!(html.contains(&format!("只列{GUILIN}承担的事项")) && html.contains("href=\"/ledger?unit=\""), "{html}");
        let all = browser.text("/ledger?unit=").await;
        assert!(counted(&all) > own as u64 && !all.contains("承担的事项。"), "{role}: {}", counted(&all));
        assert_eq!(browser.get("/ledger?lamp=red").await.status(), 200, "who says what is wanted gets that");
        let english = location(&browser.get("/ledger?lang=en").await).to_owned();
        assert!(english.contains("lang=en&unit="), "{english}");
    }
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    assert_eq!(counted(&coordinator.text("/ledger").await), 504);
}

#[actix_web::test]
async fn a_refusal_names_the_post_that_may_and_switches_to_it() {
    let app = TestApp::start().await;
    let email = app.add("wei", OFFICE, Role::Coordinator);
    app.give_post("wei", GUILIN, Role::Liaison);
    let posts = lines(&app.ctx.db, "SELECT CAST(id AS TEXT) AS line FROM posts WHERE role = 'coordinator'");
    let browser = app.signed_in(&email).await;
    let switch = format!("<input type=\"hidden\" name=\"post\" value=\"{}\">", posts[0]);
    let liaison = lines(&app.ctx.db, "SELECT CAST(id AS TEXT) AS line FROM posts WHERE role = 'liaison'").remove(0);
    browser.submit("/my-work", "/post", &[("post", &liaison)]).await;
    let refused = browser.get("/plans/import").await;
    assert_eq!(refused.status(), 403);
    let html = refused.text().await.expect("a page");
    assert!(html.contains("您目前以桂林市人民政府的联络员登录") && html.contains(&switch), "{html}");
    assert!(html.contains(&format!("切换到：{OFFICE} · 调度人员")), "{html}");
    let html = browser.get("/people").await.text().await.expect("a page");
    assert!(!html.contains(&switch) && html.contains("系统管理员调整岗位"), "no post of theirs does that: {html}");
    browser.submit("/my-work", "/post", &[("post", &posts[0])]).await;
    assert_eq!(browser.get("/plans/import").await.status(), 200);
}

#[actix_web::test]
async fn a_session_begins_in_the_post_that_coordinates() {
    let app = TestApp::start().await;
    let email = app.add("wei", OFFICE, Role::Coordinator);
    let units = "(SELECT id FROM units WHERE name = '自治区统计局')";
    let posts = format!(
        "UPDATE units SET position = -1 WHERE id = {units}; INSERT INTO posts (person_id, unit_id, role, since) \
         SELECT person_id, {units}, role, since FROM posts"
    );
    execute(&app.ctx.db, &posts);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM posts"), 2);
    let desk = app.signed_in(&email).await.get("/desk").await;
    let html = desk.text().await.expect("a page");
    assert!(html.contains(&format!("代表单位：<strong>{OFFICE}</strong>")), "{html}");
}

#[actix_web::test]
async fn a_citys_leader_reads_the_own_citys_brief_and_nobody_elses_telephone() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-05 09:00");
    let leader = app.signed_in(&app.add("li", GUILIN, Role::Leader)).await;
    assert_eq!(location(&leader.get("/").await), "/brief");
    let html = leader.text("/brief").await;
    assert!(html.contains("专报：桂林市人民政府") && !html.contains(LIUZHOU), "{html}");
    assert!(html.contains("<strong>未报齐</strong>本单位") && html.contains("2024年6月调度"), "{html}");
    assert!(html.contains("<strong>0/2</strong>到期事项") && html.contains("<strong>2</strong>逾期清单"), "{html}");
    assert!(!html.contains("href=\"/overdue\""), "{html}");
    assert_eq!(leader.get("/overdue").await.status(), 403);
    assert_eq!(app.api("li@test.example").await.get("/overdue").await.status, 403);
    let of_all = app.signed_in(&app.add("ting", OFFICE, Role::Leader)).await.text("/brief").await;
    assert!(of_all.contains(LIUZHOU) && of_all.contains("<h1>专报</h1>"), "{of_all}");
}

#[actix_web::test]
async fn the_weekly_mail_to_a_citys_leader_is_about_that_city() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-05 09:00");
    let mails = [("li", GUILIN), ("ting", OFFICE)].map(|(name, unit)| {
        let email = app.add(name, unit, Role::Leader);
        execute(
            &app.ctx.db,
            &format!(
                "INSERT INTO mails (key, person_id, kind, local_date, unit_id, role, message_id, state, not_before, created_at) \
                 SELECT 'digest/' || p.id || '/2024-W23', p.id, 'digest', '2024-06-05', u.id, 'leader', '{name}', 'pending', \
                 '2024-06-05 00:00:00', '2024-06-05 00:00:00' FROM people AS p, units AS u \
                 WHERE p.email = '{email}' AND u.name = '{unit}'"
            ),
        );
        MailId::new(number(&app.ctx.db, "SELECT max(id) FROM mails") as i64)
    });
    let composer = Composer::new(&app.ctx);
    let text = |id: MailId| {
        let composed = app.ctx.db.read(|c| {
            let mail = outbox::find(c, id)?;
            composer.compose(c, &mail)
        });
        let Composed::Letter(composed) = composed.expect("an answer") else { panic!("a letter") };
        composed.letter.text
    };
    let (own, of_all) = (text(mails[0]), text(mails[1]));
    assert!(own.contains("桂林") && !own.contains("柳州"), "{own}");
    assert!(of_all.contains("柳州"), "{of_all}");
}

#[actix_web::test]
async fn a_coordinator_of_a_unit_that_coordinates_nothing_is_refused() {
    let app = TestApp::start().await;
    let admin = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let new =
        [("name", "莫某"), ("email", "mo@test.example"), ("phone", ""), ("unit", GUILIN), ("role", "coordinator")];
    let answer = admin.submit("/people", "/people", &new).await;
    assert_eq!(answer.status(), 422);
    let html = answer.text().await.expect("a page");
    assert!(html.contains("桂林市人民政府不是调度单位") && html.contains("value=\"莫某\""), "{html}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM people WHERE email = 'mo@test.example'"), 0);
}

#[actix_web::test]
async fn nobody_but_a_liaison_acknowledges() {
    let app = TestApp::start().await;
    let cast = [
        ("mo", GUILIN, Role::Head, "/my-work"),
        ("li", GUILIN, Role::Leader, "/brief"),
        ("qin", OFFICE, Role::Coordinator, "/desk"),
        ("xi", OFFICE, Role::Sysadmin, "/people"),
        ("an", OFFICE, Role::Secadmin, "/policy"),
        ("shen", OFFICE, Role::Auditor, "/audit"),
    ];
    for (name, unit, role, page) in cast {
        let browser = app.signed_in(&app.add(name, unit, role)).await;
        assert_eq!(browser.submit(page, "/my-work/acknowledgement", &[]).await.status(), 403, "{role}");
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM obligations WHERE status <> 'assigned'"), 0);
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let answer = liaison.submit("/my-work", "/my-work/acknowledgement", &[]).await;
    assert!(location(&answer).starts_with("/my-work?done=acknowledged&n="), "{}", location(&answer));
}

#[actix_web::test]
async fn with_a_posts_last_day_its_rights_and_its_mails_end() {
    let app = TestApp::start().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    app.set_clock("2024-06-03 09:00");
    duban::actions::tick(&app.ctx).expect("a tick");
    let waits = "SELECT count(*) FROM mails WHERE state = 'pending' AND role = 'liaison'";
    assert_eq!(number(&app.ctx.db, waits), 1);
    execute(&app.ctx.db, "UPDATE posts SET until = '2024-06-03'");
    let browser = app.signed_in(&email).await;
    assert_eq!(browser.get("/my-work").await.status(), 200, "the last day counts");
    app.set_clock("2024-06-04 00:01");
    assert_eq!(browser.get("/my-work").await.status(), 303, "the session has no post to act in");
    let again = app.browser().sign_in(&email, crate::support::app::PASSWORD).await;
    assert_eq!(again.status(), 422);
    app.set_clock("2024-06-04 09:00");
    duban::delivery::deliver(&app.ctx, &duban::mail::Transport::Capture).expect("a run");
    let ended = "SELECT state || ' ' || last_error AS line FROM mails WHERE role = 'liaison'";
    assert_eq!(lines(&app.ctx.db, ended), ["suppressed post_ended"]);
}
